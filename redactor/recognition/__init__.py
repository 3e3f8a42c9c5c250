"""Recognition: spaCy and Presidio over local rules; the only room that knows AnalyzerEngine."""

from redactor.recognition.evidence import spread
from redactor.recognition.recogniser import Recogniser

__all__ = ["Recogniser", "spread"]
