"""The embedded spaCy pipeline. Importing this package registers its components with spaCy."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

from redactor.recognition.ner import component, tokeniser, words  # noqa: F401 (registers them)
from redactor.recognition.ner.labels import CANDIDATES, LABELS

__all__ = ["CANDIDATES", "LABELS", "MODEL", "blank_pipeline", "load_pipeline"]

#: Folder of the embedded pipeline, as written by ``nlp.to_disk``.
MODEL = Path(__file__).parent / "model"


def load_pipeline(path: Path = MODEL, *, threads: int = 0) -> Language:
    """Load the embedded pipeline.

    Args:
        path: folder written by ``nlp.to_disk``.
        threads: cores used for one text; 0 means all (give 1 where documents are spread over processes).

    Raises:
        OSError: there is no pipeline in ``path``.
    """
    return spacy.load(path, config={"components": {CANDIDATES: {"threads": threads}}})


def blank_pipeline() -> Language:
    """The pipeline without a model, for training to fill."""
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": tokeniser.NAME}}})
    nlp.add_pipe(words.NAME)
    nlp.add_pipe(CANDIDATES)
    return nlp
