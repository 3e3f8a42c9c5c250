"""The share box's page tells what was done and names nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from redactor.assurance import summary
from redactor.casefile import (
    Fate,
    Finding,
    Flag,
    Group,
    Kind,
    Outcome,
    Portion,
    Replacement,
    Resolution,
    Status,
    Subject,
    UnreadPart,
)
from redactor.formats import BANNER
from redactor.pipeline import Redactor


def test_the_summary_tells_everything_but_who() -> None:
    subject = Subject(id="p1", kind=Kind.PERSON, label="Mother", role="mother", group=Group.FAMILY, names=("Zofia",))
    unused = Subject(id="p2", kind=Kind.PERSON, label="Person 9")
    finding = Finding(document_id="d1", start=0, end=5, entity_type="PERSON", score=0.9, recogniser="test")
    text = summary(
        [
            Outcome(document_id="d1", source="Zofia/notes.docx", output="case_01_notes.docx",
                    status=Status.NEEDS_REVIEW, counts={"PERSON": 30, "DATE": 1},
                    flags=(Flag(kind="undecided person", document_id="d1", start=0, end=5, message="who is it"),) * 2,
                    unread=(UnreadPart(part="word/media/image1.png", kind="picture"),
                            UnreadPart(part="x", kind="chart", fate=Fate.UNREAD)),
                    inventory=(Portion(part="body", fate=Fate.REDACTED), Portion(part="comment:4", fate=Fate.REDACTED),
                               Portion(part="comment:5", fate=Fate.REDACTED), Portion(part="x", fate=Fate.UNREAD))),
            Outcome(document_id="d2", source="Zofia.pdf", status=Status.WITHHELD, error="page 1 is a scan | no text"),
        ],
        Resolution(subjects={"p1": subject, "p2": unused}, subject_by_span={}),
        {"d1": [Replacement(finding=finding, text="[Mother]", rule_id="r", subject_id="p1")]},
        policy="success-review", versions={"redactor": "1.0"},
    )
    assert text.startswith(f"# {BANNER}\n")
    assert "Zofia" not in text
    assert "| `case_01_notes.docx` | a person must look at something first | 31 | 2 × undecided person |" in text
    assert "| document 2 | withheld | – | page 1 is a scan \\| no text |" in text
    assert "| [Mother] | mother | 1 |" in text
    assert "Person 9" not in text
    assert "**still there: look at it**" in text
    assert "| `case_01_notes.docx` | body, comment × 2 | – | x |" in text
    bars = {line.split()[0]: line.count("█") for line in text.split("\n") if "█" in line}
    assert bars == {"person": 24, "date": 1}


def test_an_empty_case_has_a_summary() -> None:
    text = summary([], Resolution(subjects={}, subject_by_span={}), {}, policy="p", versions={})
    assert "0 of 0 documents" in text


def test_the_number_of_a_package_is_no_date_of_the_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Redactor, "versions", lambda self: {"spacy": "3.8.18"})
    (tmp_path / "note.txt").write_text("Quill came on 3.8.18 and 03/08/2018. DOB 3 August 2018, well.\n", "utf-8")
    report = Redactor().redact([tmp_path / "note.txt"], tmp_path / "share")
    page = (tmp_path / "share" / "SUMMARY.md").read_text("utf-8")
    assert report.count(Status.WITHHELD) == 0
    assert "3.8.18" in page


def test_no_count_reads_as_a_case_reference() -> None:
    finding = Finding(document_id="d1", start=0, end=5, entity_type="PERSON", score=0.9, recogniser="test")
    flag = Flag(kind="undecided person", document_id="d1", start=0, end=5, message="who is it")
    text = summary(
        [Outcome(document_id="d1", source="a.xlsx", output="case_01_a.xlsx", status=Status.NEEDS_REVIEW,
                 counts={"PERSON": 100_000, "DATE": 105_000}, flags=(flag,) * 100_000,
                 unread=(UnreadPart(part="x", kind="chart"),) * 100_000)],
        Resolution(subjects={"p1": Subject(id="p1", kind=Kind.PERSON, label="Person 1")}, subject_by_span={}),
        {"d1": [Replacement(finding=finding, text="[Person 1]", rule_id="r", subject_id="p1")] * 100_000},
        policy="p", versions={},
    )
    assert text.count("100,000") >= 4
    assert not re.search(r"\d{4}", text)
