"""One document in, its findings out: every recogniser run, overlaps settled, what must stay kept."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from redactor.casefile import Document, Finding, Recognition
from redactor.recognition.ner import load_pipeline
from redactor.recognition.settle import settle
from redactor.recognition.structure import find_structure
from redactor.rulebook import Policy, Rulebook

#: Entity type of what the embedded recogniser calls by a gold label.
ENTITY_OF_LABEL: Mapping[str, str] = MappingProxyType({
    "PERSON": "PERSON", "LOCATION": "LOCATION", "ADDRESS": "ADDRESS", "ORGANISATION": "ORGANISATION",
    "DATE": "DATE", "AGE": "AGE", "PHONE": "PHONE_NUMBER", "EMAIL": "EMAIL_ADDRESS", "URL": "URL",
    "ID": "OTHER_REF", "QUASI": "QUASI",
})


class Recogniser:
    """Finds what identifies in one document at a time.

    Args:
        rulebook: the effective rules.
        policy: thresholds come from it.
        spacy_model: an installed spaCy pipeline to use instead of the embedded one.
        threads: cores used for one text; 0 means all.
    """

    def __init__(self, rulebook: Rulebook, policy: Policy, *, spacy_model: str = "", threads: int = 0) -> None:
        self._policy = policy
        self._pipeline = load_pipeline(threads=threads)

    def recognise(self, document: Document) -> Recognition:
        """Findings of a document, sorted, none overlapping, none crossing a block border."""
        doc = self._pipeline(document.text)
        group = doc.spans["case_ner"]
        candidates = [
            Finding(document_id=document.id, start=span.start_char, end=span.end_char,
                    entity_type=ENTITY_OF_LABEL[span.label_], score=float(score), recogniser="case_ner")
            for span, score in zip(group, group.attrs["scores"], strict=True)
        ]
        return settle(document, [*candidates, *find_structure(document)], self._policy)
