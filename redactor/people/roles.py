"""Roles: what people are to a case, which words say it, and what the audience reads.

The roles stand in ``rules/roles/*.yaml``, for a council to read and to correct.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from redactor.casefile import Group
from redactor.errors import RuleError
from redactor.rulebook.tables import of_the_tables, trees_by_layer

#: Longest phrase that says a role, in words.
LONGEST_PHRASE = 6


@dataclass(frozen=True, kw_only=True)
class Role:
    """What somebody is to a case.

    Attributes:
        name: canonical, lower case except abbreviations ("mother", "IRO").
        group: family, professional or other.
        label: what the audience reads, without number or letter.
        letter: told apart by letters ("Child A") instead of numbers.
        gender: "f" or "m" where the role tells, else empty.
        of: the role of somebody who is this to a person of another role (mother of the mother: maternal
            grandmother).
        known_as: the role it is told as ("son" is told as "child"); empty for itself.
    """

    name: str
    group: Group
    label: str
    letter: bool = False
    gender: str = ""
    of: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    known_as: str = ""


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """A word or phrase that says a role.

    Attributes:
        role: what it says.
        everyday: it says it of whoever is spoken about, so it says less.
        label: it counts only where a mark sets it off ("Chair: …", "…, chair").
    """

    role: Role
    everyday: bool = False
    label: bool = False


class RoleTable:
    """All roles and the phrases that say them."""

    def __init__(self, roles: Mapping[str, Role], phrases: Mapping[str, Phrase]) -> None:
        self._roles = roles
        self._phrases = phrases

    def __iter__(self) -> Iterator[Role]:
        return iter(self._roles.values())

    def get(self, name: str) -> Role | None:
        """Role by its canonical name, in any case; None when there is none."""
        return self._roles.get(name) or self._roles.get(name.casefold())

    def phrase(self, words: Sequence[str]) -> Phrase | None:
        """What a phrase says, word for word.

        Args:
            words: its words as written; abbreviations are known in their own case only.
        """
        written = " ".join(words)
        return self._phrases.get(written) or self._phrases.get(_spoken(written))

    def understand(self, description: str) -> Role | None:
        """Role that a description in free words tells of ("CP chair and IRO", "father of baby"), or None.

        The longest known phrase counts, of equally long ones the first.
        """
        words = description.replace("(", " ").replace(")", " ").replace(",", " ").split()
        if (whole := self.get(" ".join(words))) is not None:
            return whole
        for size in range(min(len(words), LONGEST_PHRASE), 0, -1):
            for start in range(len(words) - size + 1):
                if (phrase := self.phrase(words[start : start + size])) is not None:
                    return phrase.role
        return None


def _spoken(phrase: str) -> str:
    # "Team Manager" and "TEAM MANAGER" say the same; "MA" in capitals is not the word "ma".
    return phrase if _is_abbreviation(phrase) else phrase.casefold().replace("’", "'")


def _is_abbreviation(phrase: str) -> bool:
    letters = [character for character in phrase if character.isalpha()]
    return len(letters) <= 5 and " " not in phrase and all(letter.isupper() for letter in letters)


@of_the_tables()
def role_table() -> RoleTable:
    """The roles of ``rules/roles`` and of what is layered over them; the rulebook has checked the files.

    Raises:
        RuleError: there are none.
    """
    roles: dict[str, Role] = {}
    phrases: dict[str, Phrase] = {}
    for layer in reversed(trees_by_layer("roles")):
        for tree in layer:
            for name, entry in tree.data["roles"].items():
                if name not in roles:
                    roles[name] = _role(name, entry, Group(tree.data["group"]))
                    _claim(phrases, roles[name], entry)
    if not roles:
        raise RuleError("the table of roles is missing.", where="rules/roles", remedy="Install redactor again.")
    return RoleTable(roles, phrases)


def _role(name: str, entry: Mapping[str, Any], usual: Group) -> Role:
    return Role(
        name=name,
        group=Group(entry.get("group", usual)),
        label=entry["label"],
        letter=entry.get("letter") == "true",
        gender=entry.get("gender", ""),
        of=MappingProxyType(dict(entry.get("of") or {})),
        known_as=entry.get("as", ""),
    )


def _claim(phrases: dict[str, Phrase], role: Role, entry: Mapping[str, Any]) -> None:
    """Note what says a role; the first role that claims a phrase keeps it, a council's own before the packaged."""
    for kind in ("words", "everyday", "labels"):
        for words in entry.get(kind) or ():
            known = words if _is_abbreviation(words) else words.casefold()
            phrases.setdefault(known, Phrase(role=role, everyday=kind == "everyday", label=kind == "labels"))
    phrases.setdefault(role.name.casefold(), Phrase(role=role))
