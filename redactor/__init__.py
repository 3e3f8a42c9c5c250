"""redactor: strips identifying details from UK social-work case material.

The documented Python API is :func:`redact_case` and :class:`Redactor`; both are loaded on first use so
that ``import redactor`` and ``redactor --help`` stay instant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Redactor", "__version__", "redact_case"]

if TYPE_CHECKING:
    from redactor.pipeline import Redactor, redact_case


def __getattr__(name: str) -> Any:
    if name in {"Redactor", "redact_case"}:
        from redactor import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'redactor' has no attribute {name!r}")
