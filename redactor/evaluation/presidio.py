"""Plain Presidio, as it comes out of the box, measured on the same texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from redactor.errors import UsageError
from redactor.evaluation.gold import GoldDocument
from redactor.evaluation.predict import Mask, Prediction

_LANGUAGE = "en"


@dataclass(frozen=True, kw_only=True)
class PlainPresidio:
    """Presidio's ``AnalyzerEngine`` with its default recognisers.

    Attributes:
        model: the spaCy pipeline it runs on; empty when none is installed.
        note: what the reader of a comparison must know about it.
    """

    model: str
    note: str

    def engine(self) -> Any:
        """Load it. Its default is to fetch the list of public suffixes at first use; here it takes its own copy."""
        import tldextract
        from presidio_analyzer import AnalyzerEngine
        from presidio_analyzer.nlp_engine import SpacyNlpEngine

        tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
        if self.model:
            engine = SpacyNlpEngine(models=[{"lang_code": _LANGUAGE, "model_name": self.model}])
            engine.load()
        else:
            import spacy

            engine = SpacyNlpEngine(models=[{"lang_code": _LANGUAGE, "model_name": "blank"}])
            engine.nlp = {_LANGUAGE: spacy.blank(_LANGUAGE)}  # type: ignore[assignment]
        return AnalyzerEngine(nlp_engine=engine, supported_languages=[_LANGUAGE])

    def system(self) -> Any:
        """Presidio as a system (see :data:`redactor.evaluation.predict.System`); every result counts as a mask."""
        engine = self.engine()

        def predict(case: Sequence[GoldDocument]) -> tuple[Prediction, ...]:
            return tuple(
                Prediction(document_id=gold.id, masks=tuple(
                    Mask(start=result.start, end=result.end, label=result.entity_type, score=float(result.score))
                    for result in engine.analyze(gold.text, language=_LANGUAGE)
                ))
                for gold in case
            )

        return predict


def plain_presidio(model: str = "") -> PlainPresidio:
    """Presidio on a spaCy pipeline.

    Args:
        model: an installed pipeline or the folder of one; by default the smallest English one that is installed.

    Raises:
        UsageError: the pipeline named is not there.
    """
    from spacy.util import get_installed_models, get_package_path, is_package

    if model:
        if not (is_package(model) or Path(model).is_dir()):
            raise UsageError(
                "there is no such spaCy pipeline.", where=model, remedy="Install it, or give the folder it lies in.")
        return PlainPresidio(model=model, note=f"Presidio's default recognisers on {Path(model).name}")
    english = [name for name in get_installed_models() if name.startswith("en_")]
    if not english:
        return PlainPresidio(
            model="",
            note=f"Presidio's default recognisers on a blank spaCy {version('spacy')} pipeline: no English pipeline "
                 "is installed here, so it finds no names, places or organisations, and is faster than it would be",
        )
    smallest = min(english, key=lambda name: _size(get_package_path(name)))
    return PlainPresidio(model=smallest, note=f"Presidio's default recognisers on {smallest}")


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
