"""One document in, its findings out: every recogniser run, overlaps settled, what must stay kept."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from redactor.casefile import Document, Finding, NearMiss, Recognition
from redactor.recognition.engine import LANGUAGE, build_analyzer
from redactor.recognition.ner import load_pipeline
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
        findings, misses = [], []
        for span, score in zip(group, group.attrs["scores"], strict=True):
            entity = ENTITY_OF_LABEL[span.label_]
            for index, low, high in document.pieces(span.start_char, span.end_char):
                start = document.start_of(index)
                finding = Finding(document_id=document.id, start=start + low, end=start + high,
                                  entity_type=entity, score=float(score), recogniser="case_ner")
                if score >= self._policy.rule_for(entity).review:
                    findings.append(finding)
                else:
                    misses.append(NearMiss(finding=finding, why="below threshold"))
        return Recognition(document_id=document.id, findings=tuple(findings), near_misses=tuple(misses))
