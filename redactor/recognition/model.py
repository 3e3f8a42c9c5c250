"""The spaCy pipeline behind recognition, and its entities as a Presidio recogniser."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import repeat
from types import MappingProxyType
from typing import Any

import spacy
from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts
from spacy.language import Language

from redactor.errors import UsageError
from redactor.recognition.engine import LANGUAGE, Reading
from redactor.recognition.ner import load_pipeline
from redactor.recognition.ner.labels import CANDIDATES

#: Entity types of the labels that pipelines give: ours first, then those of spaCy's English models
#: (OntoNotes 5). Their DATE covers durations and clock times, which must stay readable, so dates are left to
#: our own formats; numbers, money and languages identify nobody.
ENTITY_OF_LABEL: Mapping[str, str] = MappingProxyType({
    "PERSON": "PERSON", "LOCATION": "LOCATION", "ADDRESS": "ADDRESS", "ORGANISATION": "ORGANISATION",
    "AGE": "AGE", "PHONE": "PHONE_NUMBER", "EMAIL": "EMAIL_ADDRESS", "URL": "URL", "ID": "OTHER_REF", "QUASI": "QUASI",
    "GPE": "LOCATION", "LOC": "LOCATION", "FAC": "LOCATION", "ORG": "ORGANISATION", "NORP": "QUASI",
    "PER": "PERSON",
})

#: Score given to an entity of a pipeline that offers no scores of its own, Presidio's own default.
UNSCORED = 0.85


def load_language(spacy_model: str = "", *, threads: int = 0) -> Language:
    """Load the pipeline.

    Args:
        spacy_model: name or folder of an installed spaCy pipeline; empty for the embedded one.
        threads: cores the embedded pipeline uses for one text; 0 means all.

    Raises:
        UsageError: no such pipeline is installed.
    """
    if not spacy_model:
        return load_pipeline(threads=threads)
    try:
        language = spacy.load(spacy_model)
    except OSError:
        raise UsageError(
            f"the spaCy pipeline '{spacy_model}' is not installed.",
            remedy=f"Install it (python -m spacy download {spacy_model}) or leave --spacy-model out.",
        ) from None
    if not any(language.has_pipe(name) for name in ("ner", "entity_ruler", CANDIDATES)) and not language.pipe_names:
        raise UsageError(
            f"the spaCy pipeline '{spacy_model}' finds no entities.", remedy="Choose one with an entity recogniser.")
    return language


class PipelineRecogniser(EntityRecognizer):
    """Hands the pipeline's entities to Presidio, with the scores the pipeline gave them."""

    def __init__(self) -> None:
        super().__init__(
            supported_entities=sorted({*ENTITY_OF_LABEL.values(), "DATE"}), name="case_ner",
            supported_language=LANGUAGE,
        )

    def load(self) -> None:
        """Nothing to load: the pipeline has run by the time this is asked."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        assert isinstance(nlp_artifacts, Reading)
        doc = nlp_artifacts.read()
        ours = CANDIDATES in doc.spans
        if ours:
            group = doc.spans[CANDIDATES]
            found = zip(group, group.attrs["scores"], strict=True)
        else:
            found = zip(doc.ents, repeat(UNSCORED))
        results = []
        for span, score in found:
            entity = "DATE" if ours and span.label_ == "DATE" else ENTITY_OF_LABEL.get(span.label_)
            if entity is None:
                continue
            results.append(RecognizerResult(
                entity_type=entity, start=span.start_char, end=span.end_char, score=min(max(float(score), 0.0), 1.0),
                analysis_explanation=self._reason(float(score)),
            ))
        return results

    def _reason(self, score: float) -> AnalysisExplanation:
        return AnalysisExplanation(
            recognizer="case_ner", original_score=score,
            textual_explanation="reads like one where it stands",
        )


def explanation_of(result: RecognizerResult) -> tuple[str, str]:
    """(recogniser, reason) of a Presidio result, without case text."""
    explanation: Any = result.analysis_explanation
    metadata = result.recognition_metadata or {}
    name = str(metadata.get(RecognizerResult.RECOGNIZER_NAME_KEY, "") or getattr(explanation, "recognizer", ""))
    return name, str(getattr(explanation, "textual_explanation", "") or "")
