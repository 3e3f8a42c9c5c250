"""What our Presidio operators have in common."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from presidio_anonymizer.operators import Operator, OperatorType

from redactor.replacement.context import Occurrence

#: Parameter that carries the :class:`Occurrence`.
OCCURRENCE = "occurrence"


class Action(Operator):
    """A Presidio operator that looks at where a span stands, not only at its text."""

    name: ClassVar[str]

    @abstractmethod
    def write(self, occurrence: Occurrence) -> str:
        """What the audience reads instead of the span, brackets included."""

    def operate(self, text: str = "", params: dict[str, Any] | None = None) -> str:
        """Presidio's entry point."""
        return self.write((params or {})[OCCURRENCE])

    def validate(self, params: dict[str, Any] | None = None) -> None:
        """Presidio's check of the parameters.

        Raises:
            TypeError: there is no occurrence.
        """
        if not isinstance((params or {}).get(OCCURRENCE), Occurrence):
            raise TypeError(f"the operator {self.name} needs an occurrence")

    def operator_name(self) -> str:
        """Name in the policy."""
        return self.name

    def operator_type(self) -> OperatorType:
        """All our actions anonymise."""
        return OperatorType.Anonymize
