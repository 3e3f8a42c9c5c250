"""The sample case must stay life-like, whole and harmless: formats, cast, reserved ranges, Word parts."""

import csv
import email
import email.policy
import html
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

SAMPLE = Path(__file__).parents[2] / "sample_data"
CASE = SAMPLE / "Case - Tamsin Okoro-Reed"
DOCUMENTS = sorted(path for path in CASE.iterdir() if path.name != "cast.csv")
RESERVED = re.compile(r"07700900\d{3}|01632960\d{3}|02079460\d{3}")


def text_of(path: Path) -> str:
    """Everything readable in a sample document, markup removed, parts of a Word file one after another."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
        paragraphs = (p for part in parts for p in _paragraphs(ElementTree.fromstring(part)))
        return "\n".join(paragraphs)
    if path.suffix == ".eml":
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        bodies = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
        return "\n".join([*map(str, message.values()), *bodies])
    text = path.read_text(encoding="utf-8")
    return html.unescape(re.sub(r"<[^>]*>", "", text)) if path.suffix == ".html" else text


def _paragraphs(root: ElementTree.Element) -> list[str]:
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    paragraphs = list(root.iter(f"{word}p"))
    return ["".join(node.itertext()) for node in paragraphs] if paragraphs else ["\n".join(root.itertext())]


@pytest.fixture(scope="module")
def everything() -> str:
    return "\n".join(text_of(path) for path in DOCUMENTS).replace("’", "'")


@pytest.fixture(scope="module")
def cast() -> list[dict[str, str]]:
    with (CASE / "cast.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_folder_as_a_worker_would_have_it() -> None:
    assert len(DOCUMENTS) >= 10
    assert {path.suffix for path in DOCUMENTS} >= {".txt", ".docx", ".csv", ".eml", ".md"}
    assert any("Okoro-Reed" in path.name for path in DOCUMENTS)


def test_cast_columns_and_groups(cast: list[dict[str, str]]) -> None:
    assert {"name", "aliases", "role", "group"} <= cast[0].keys()
    assert {row["group"] for row in cast} == {"family", "professional", "other"}
    assert all(row["role"] and None not in row and None not in row.values() for row in cast)


def test_every_name_of_the_cast_is_in_the_case(cast: list[dict[str, str]], everything: str) -> None:
    names = {row["name"] for row in cast} | {
        alias.strip() for row in cast for alias in row["aliases"].split(";") if alias.strip()
    }
    assert sorted(name for name in names if name.lower() not in everything.lower()) == []


def test_phone_numbers_are_from_reserved_ranges(everything: str) -> None:
    numbers = re.findall(r"(?<![\d/])0\d{3,4} ?\d{3} ?\d{3,4}(?!\d)", everything)
    assert len(numbers) > 10
    assert [number for number in numbers if not RESERVED.fullmatch(number.replace(" ", ""))] == []


def test_mail_addresses_are_in_example_domains(everything: str) -> None:
    domains = set(re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", everything))
    assert domains
    assert [domain for domain in domains if not domain.endswith(".example")] == []


@pytest.mark.parametrize("path", [p for p in DOCUMENTS if p.suffix == ".docx"], ids=lambda p: p.name[:2])
def test_word_files_hide_names_where_real_ones_do(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        names = {name.rpartition("/")[2]: name for name in package.namelist()}
        part = {
            short: package.read(names[short]).decode()
            for short in (
                "document.xml",
                "header1.xml",
                "footer1.xml",
                "comments.xml",
                "footnotes.xml",
                "core.xml",
            )
        }
        links = package.read("word/_rels/document.xml.rels").decode()
    header = "".join(ElementTree.fromstring(part["header1.xml"]).itertext())
    assert "okoro-reed" in header.lower() and "14/05/1992" in header and "4471926" in header
    assert "w:ins " in part["document.xml"] and "w:del " in part["document.xml"]
    assert 'w:author="' in part["comments.xml"] and "Okoro-Reed" in part["core.xml"]
    assert "mailto:" in links


def test_chronology_is_long() -> None:
    (path,) = [p for p in DOCUMENTS if p.suffix == ".csv"]
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) >= 35
    assert rows[0].keys() == {"date", "event", "source", "worker"}


def test_gold_spans_lie_inside_their_text() -> None:
    lines = (SAMPLE / "gold" / "dev_sample.jsonl").read_text(encoding="utf-8").splitlines()
    for record in map(json.loads, lines):
        for span in [*record["spans"], *record["keep"]]:
            assert record["text"][span["start"] : span["end"]].strip()
