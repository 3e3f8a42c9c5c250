"""The error tree. Each class carries the exit code the command line ends with.

A message says what happened, where and what to do. It never holds case text: callers pass file names,
part names, counts and positions, never the content of a document. The cause of an error that was raised
by a library may quote the document, so :func:`redactor.cli.console.fail` prints messages, never causes.

Exit codes: 0 clean, 1 findings or review needed, 2 usage or rule error, 3 withheld or unread.
"""

from __future__ import annotations

from pathlib import Path


class RedactorError(Exception):
    """Base of everything redactor raises on purpose.

    Args:
        message: what happened, without case text.
        where: the file, or file and line, it happened in.
        remedy: what the user can do about it.
    """

    exit_code = 3

    def __init__(self, message: str, *, where: str | Path = "", remedy: str = "") -> None:
        self.message = message
        self.where = str(where)
        self.remedy = remedy
        super().__init__(self.__str__())

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.message}{advice}"

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions cross process borders; keyword-only arguments need help to be pickled.
        return (_rebuild, (type(self), self.message, self.where, self.remedy))


def _rebuild(kind: type[RedactorError], message: str, where: str, remedy: str) -> RedactorError:
    return kind(message, where=where, remedy=remedy)


class UsageError(RedactorError):
    """The command was given something it cannot work with (a missing path, SHARE inside INPUT)."""

    exit_code = 2


class RuleError(RedactorError):
    """A rule file is wrong: unknown key, bad or catastrophic pattern, duplicate name."""

    exit_code = 2


class CastError(RedactorError):
    """The cast list is wrong: missing columns, contradictions."""

    exit_code = 2


class ReadError(RedactorError):
    """A document cannot be read (broken, encrypted, unsupported, too large). It is withheld."""


class WriteError(RedactorError):
    """A redacted document cannot be written (disk full, no permission). It is withheld."""


class VerificationError(RedactorError):
    """The written file still holds something that was to be replaced. It is withheld."""
