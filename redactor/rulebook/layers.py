"""Where rule files lie: the packaged rules, then ``rules/local``, then a council's own folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from redactor.errors import RuleError

#: Version of the layout of rule files.
SCHEMA = "1"
#: Folders of rules with a model of their own.
RULE_FOLDERS = ("policies", "recognisers", "terms/keep", "terms/redact")
#: Folders of tables that the code works by.
TABLE_FOLDERS = ("roles", "names", "settings", "generalise", "risk")
YAML = frozenset({".yaml", ".yml"})


def packaged_rules() -> Path:
    """Folder of the rules that come with redactor: inside the wheel, or beside the package in a checkout.

    Raises:
        RuleError: the installation has lost them.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "rules", package.parent / "rules"):
        if (folder / "policies").is_dir():
            return folder
    raise RuleError("the rules that come with redactor are missing.", remedy="Install redactor again.")


@dataclass(frozen=True, kw_only=True)
class Layer:
    """One folder of rules.

    Attributes:
        folder: where it lies.
        shown: how errors name it.
    """

    folder: Path
    shown: str

    def files(self, kinds: tuple[str, ...]) -> Iterator[tuple[str, Path, str]]:
        """(kind of rule, file, how errors name it) of these kinds."""
        for kind in kinds:
            folder = self.folder / kind
            if folder.is_dir():
                for path in sorted(folder.iterdir()):
                    if counts(path):
                        yield kind, path, f"{self.shown}/{kind}/{path.name}"


def layers(extra: Path | None) -> tuple[Layer, ...]:
    """All layers, lowest first.

    Args:
        extra: a council's own folder of rules.
    """
    packaged = packaged_rules()
    own = () if extra is None else (Layer(folder=extra, shown=str(extra).rstrip("/\\")),)
    return (
        Layer(folder=packaged, shown="rules"), Layer(folder=packaged / "local", shown="rules/local"), *own,
    )


def counts(path: Path) -> bool:
    """Whether a file is meant to be a rule file (notes for humans and editors' leavings are not)."""
    return path.is_file() and not path.name.startswith((".", "~")) and path.suffix.lower() != ".md"
