"""Recognition: spaCy and Presidio over local rules; the only room that knows AnalyzerEngine."""

from redactor.recognition.evidence import spread
from redactor.recognition.recogniser import Recogniser
from redactor.recognition.repeats import spread_repeats

__all__ = ["Recogniser", "spread", "spread_repeats"]
