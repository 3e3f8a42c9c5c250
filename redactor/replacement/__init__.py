"""Findings, people and policy become replacements; the only room that knows Presidio's AnonymizerEngine."""

from redactor.replacement.engine import apply, redacted_text
from redactor.replacement.plan import plan
from redactor.replacement.timeline import Moment, Timeline

__all__ = ["Moment", "Timeline", "apply", "plan", "redacted_text"]
