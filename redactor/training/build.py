"""From trained weights to the saved spaCy pipeline."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from redactor.recognition.ner import CANDIDATES, blank_pipeline
from redactor.recognition.ner.component import Calibration, CaseNer
from redactor.training.export import export
from redactor.training.network import Tagger, minilm_folder


def build(tagger: Tagger, calibration: Calibration, target: Path) -> None:
    """Save the whole pipeline to ``target``, which appears complete or not at all.

    Args:
        tagger: trained network.
        calibration: found by :mod:`redactor.training.calibrate`.
        target: folder for ``nlp.to_disk``; replaced if it exists.
    """
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        files = Path(scratch) / "files"
        files.mkdir()
        export(tagger, files / "model.onnx")
        shutil.copyfile(minilm_folder() / "tokenizer.json", files / "tokenizer.json")
        stored = {"slopes": calibration.slopes, "intercepts": calibration.intercepts}
        (files / "calibration.json").write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
        nlp = blank_pipeline()
        ner = nlp.get_pipe(CANDIDATES)
        assert isinstance(ner, CaseNer)
        ner.read(files)
        nlp.meta.update(
            name="case_ner",
            version="1.0.0",
            license="Apache-2.0",
            description="Identifying spans in British social-work notes (MiniLM-L6, eight-bit ONNX)",
        )
        whole = Path(scratch) / "pipeline"
        nlp.to_disk(whole)
        shutil.rmtree(target, ignore_errors=True)
        whole.rename(target)
