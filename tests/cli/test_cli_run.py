"""The main job through the real command: the sample case, exit codes, bad input, and labels that stay."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import stat
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from redactor.formats.protocol import BANNER

Run = Callable[..., subprocess.CompletedProcess[str]]
CASE = Path(__file__).parents[2] / "sample_data" / "Case - Tamsin Okoro-Reed"
BOX = "share_CONFIDENTIAL_do_not_share"
#: Parts of names in the sample's cast list that are ordinary words of a case note too.
ORDINARY = {
    "hope", "will", "love", "ward", "grace", "reed", "mark", "judge", "baby", "auntie", "unborn",
}


def redact(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "redactor", "run", *map(str, arguments)], cwd=cwd, capture_output=True, encoding="utf-8",
        timeout=900, check=False,
    )


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the sample case was redacted into ``share``."""
    folder = tmp_path_factory.mktemp("sample")
    before = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in CASE.iterdir()}
    result = redact(CASE, "--out", "share", cwd=folder)
    assert result.returncode == 1, result.stderr  # a person must look at something
    assert result.stdout == ""
    assert before == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in CASE.iterdir()}
    return folder


def readings(path: Path) -> Iterator[str]:
    """A file in every way that matters here: name, bytes, zip members, mail parts, markup gone."""
    yield path.name
    pieces = [path.read_bytes()]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            pieces += [name.encode() for name in package.namelist()]
            pieces += [package.read(name) for name in package.namelist()]
    if path.suffix == ".eml":
        import email.policy

        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        pieces += [str(value).encode() for part in message.walk() for value in part.values()]
        pieces += [part.get_payload(decode=True) or b"" for part in message.walk() if not part.is_multipart()]
    for piece in pieces:
        for encoding in ("utf-8", "utf-16-le", "latin-1"):
            text = piece.decode(encoding, errors="ignore")
            yield text
            yield re.sub(r"<[^>]*>", "", text)


def plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()


def test_nothing_of_the_cast_is_left_anywhere(sample: Path) -> None:
    with (CASE / "cast.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = {row["name"] for row in rows} | {alias.strip() for row in rows for alias in row["aliases"].split(";")}
    words = {
        word.casefold() for name in names for word in re.findall(r"[^\W\d_]{4,}", name)} - ORDINARY
    wholes = {plain(name) for name in names if " " in name.strip()}
    births = {row["date_of_birth"] for row in rows if row["date_of_birth"]}
    numbers = {"4471926", "3320184", "999 000 2177", "9990002177", "07700 900418", "27b", "PE39 4QT", "QQ 12 34 56 C"}
    left = set()
    for path in (sample / "share").iterdir():
        for text in readings(path):
            seen = plain(text)
            left |= {(path.name, word) for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", seen)}
            left |= {(path.name, value) for value in wholes | births | {plain(n) for n in numbers} if value in seen}
    assert left == set()


def test_every_document_came_through_under_a_neutral_name(sample: Path) -> None:
    documents = [path for path in CASE.iterdir() if path.name != "cast.csv"]
    outputs = sorted(path.name for path in (sample / "share").iterdir())
    assert len(outputs) == len(documents) + 1
    assert all(re.fullmatch(r"case_\d\d_redacted\.\w+|SUMMARY\.md", name) for name in outputs)
    assert {path.suffix for path in documents} == {Path(name).suffix for name in outputs}


def test_every_output_opens_with_the_banner(sample: Path) -> None:
    from redactor.formats import read_document

    for path in sorted((sample / "share").iterdir()):
        page = read_document(path, document_id="d01", relative_path=path.name)
        assert BANNER in page.text[:400], path.name


def test_what_must_stay_stays_and_people_are_told_apart(sample: Path) -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in (sample / "share").iterdir()
        if path.suffix in {".txt", ".md", ".csv"})
    for words in ("Clare's Law", "S47", "ICPC", "[Mother]", "[Social Worker", "[MGM]", "[Child ", "Nobody rang back"):
        assert words in text, words
    assert "Mo" not in re.findall(r"\[(\w+)\]", text)


def test_the_boxes_are_apart_and_the_confidential_one_is_private(sample: Path) -> None:
    box = sample / BOX
    assert stat.S_IMODE(box.stat().st_mode) == 0o700
    assert {"manifest.json", "people.csv", "findings.jsonl"} <= {path.name for path in box.iterdir()}
    assert not (box / "staging").exists()
    entries = json.loads((box / "manifest.json").read_text(encoding="utf-8"))["documents"]
    assert len(entries) == 14
    for entry in entries:
        output = sample / "share" / entry["output"]
        assert entry["sha256_out"] == hashlib.sha256(output.read_bytes()).hexdigest()
        assert entry["sha256_in"] == hashlib.sha256((CASE / entry["source"]).read_bytes()).hexdigest()
        assert entry["status"] in {"released", "needs review"}


def test_nobody_is_named_in_clear_in_the_records(sample: Path) -> None:
    for path in (sample / BOX).iterdir():
        if path.name != "manifest.json":  # which maps file names, and those carry names
            text = path.read_text(encoding="utf-8", errors="ignore").casefold()
            assert not [word for word in ("tamsin", "okoro", "darnley", "mensah") if word in text], path.name


def test_the_share_box_is_verified_again(sample: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "redactor", "verify", "share", "--workspace", BOX, "--no-ocr"], cwd=sample,
        capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert result.returncode in {0, 1}, result.stdout + result.stderr


# Small cases

NOTE = "CASE NOTE\nMum (Jolene Hartwell) seen with Kayden (6). Ring 07700 900123.\nS47 threshold discussed.\n"


def case_in(folder: Path, **files: str) -> Path:
    root = folder / "case"
    root.mkdir()
    for name, text in files.items():
        (root / name.replace("_", ".", 1)).write_text(text, encoding="utf-8")
    return root


def test_broken_documents_are_withheld_and_the_rest_goes_on(tmp_path: Path) -> None:
    root = case_in(tmp_path, a_txt=NOTE, b_txt="", c_xyz="unknown")
    (root / "d.docx").write_bytes(b"PK\x03\x04 broken")
    (root / "Jolene Hartwell.pages").write_bytes(b"x")
    result = redact(root, "--out", "share", cwd=tmp_path)
    assert result.returncode == 3
    assert result.stderr.count("withheld:") == 4
    assert "Save it in a supported format" in result.stderr and "Traceback" not in result.stderr
    assert sorted(path.name for path in (tmp_path / "share").iterdir()) == ["SUMMARY.md", "case_01_redacted.txt"]
    summary = (tmp_path / "share" / "SUMMARY.md").read_text(encoding="utf-8")
    assert summary.count("withheld") >= 4 and "Hartwell" not in summary
    statuses = [d["status"] for d in json.loads((tmp_path / BOX / "manifest.json").read_text())["documents"]]
    assert statuses.count("withheld") == 4 and len(statuses) == 5


def test_share_is_not_written_over_unless_asked(tmp_path: Path) -> None:
    root = case_in(tmp_path, a_txt=NOTE)
    assert redact(root, "--out", "share", cwd=tmp_path).returncode in {0, 1}
    again = redact(root, "--out", "share", cwd=tmp_path)
    assert again.returncode == 2 and "--force" in again.stderr
    assert redact(root, "--out", "share", "--force", cwd=tmp_path).returncode in {0, 1}
    (tmp_path / "share" / "holiday.txt").write_text("mine")
    foreign = redact(root, "--out", "share", "--force", cwd=tmp_path)
    assert foreign.returncode == 2 and (tmp_path / "share" / "holiday.txt").exists()


@pytest.mark.parametrize(("arguments", "words"), [
    (("nowhere", "--out", "share"), "no such file"),
    (("case", "--out", "case/share"), "outside the case folder"),
    (("case", "--out", "share", "--workspace", "share/box"), "within one another"),
    (("case", "--out", "share", "--policy", "success-reveiw"), "success-review"),
    (("case", "--out", "share", "--spacy-model", "en_no_such_model"), "not installed"),
    (("case",), "--out"),
    (("case", "--out", "share", "--cast", "bad.csv"), "name"),
])
def test_wrong_use_is_exit_code_2_with_a_remedy(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    case_in(tmp_path, a_txt=NOTE)
    (tmp_path / "bad.csv").write_text("who,what\nJolene Hartwell,mother\n", encoding="utf-8")
    result = redact(*arguments, cwd=tmp_path)
    assert result.returncode == 2 and words in result.stderr
    assert "Hartwell" not in result.stderr and "Traceback" not in result.stderr
    assert not (tmp_path / "share").exists()


def test_an_empty_folder_has_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    result = redact("case", "--out", "share", cwd=tmp_path)
    assert result.returncode == 2 and "nothing to read" in result.stderr


def test_labels_stay_when_a_document_is_added(tmp_path: Path) -> None:
    later = "Review of Kayden, with his aunt Priya Hartwell and Jolene Hartwell. Mr Obi Example, social worker.\n"
    root = case_in(tmp_path, b_txt=NOTE)
    redact(root, "--out", "share", cwd=tmp_path)
    first = (tmp_path / "share" / "case_01_redacted.txt").read_bytes()
    (root / "a.txt").write_text(later, encoding="utf-8")
    redact(root, "--out", "share", "--force", cwd=tmp_path)
    assert (tmp_path / "share" / "case_01_redacted.txt").read_bytes() == first
    second = (tmp_path / "share" / "case_02_redacted.txt").read_text(encoding="utf-8")
    assert "[Mother]" in second and "[Child A" in second


def test_quiet_says_nothing_when_all_is_well(tmp_path: Path) -> None:
    root = case_in(tmp_path, a_txt=NOTE)
    result = redact(root, "--out", "share", "--quiet", cwd=tmp_path)
    assert result.stderr == "" and result.stdout == ""


def test_a_council_s_own_rules_are_obeyed(tmp_path: Path) -> None:
    root = case_in(tmp_path, a_txt="Attends Blorptown Wanderers on Saturdays, he loves it.\n")
    terms = tmp_path / "rules" / "terms" / "redact"
    terms.mkdir(parents=True)
    (terms / "ours.csv").write_text(
        "term,entity_type,label,note\nBlorptown Wanderers,ORGANISATION,,\n", encoding="utf-8")
    redact(root, "--out", "share", "--rules", "rules", cwd=tmp_path)
    assert "Blorptown" not in (tmp_path / "share" / "case_01_redacted.txt").read_text(encoding="utf-8")


def test_any_installed_spacy_pipeline_can_be_used(tmp_path: Path) -> None:
    import spacy

    language = spacy.blank("en")
    ruler = language.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Zzyzxa"}])  # type: ignore[attr-defined]
    language.to_disk(tmp_path / "pipeline")
    root = case_in(tmp_path, a_txt="zzz Zzyzxa zzz. Nothing else.\n")
    redact(root, "--out", "share", "--spacy-model", "pipeline", cwd=tmp_path)
    text = (tmp_path / "share" / "case_01_redacted.txt").read_text(encoding="utf-8")
    assert "Zzyzxa" not in text and "Nothing else." in text


def test_the_python_interface_does_the_same(tmp_path: Path) -> None:
    import redactor

    root = case_in(tmp_path, a_txt=NOTE)
    report = redactor.redact_case(root, tmp_path / "one")
    redact(root, "--out", "two", cwd=tmp_path)
    assert report.exit_code in {0, 1}
    one, two = (tmp_path / name / "case_01_redacted.txt" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_nothing_reaches_the_network(tmp_path: Path) -> None:
    case_in(tmp_path, a_txt=NOTE + "Mail jo@example.org, see https://example.org/x\n")
    script = tmp_path / "offline.py"
    script.write_text(
        "import socket, sys\n"
        "def refuse(*a, **k): raise RuntimeError('network')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from pathlib import Path\nimport redactor\n"
        "sys.exit(redactor.redact_case(Path('case'), Path('share')).exit_code)\n", encoding="utf-8")
    result = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, timeout=300, check=False)
    assert result.returncode in {0, 1}, result.stderr


def test_a_full_disk_withholds_and_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import redactor
    from redactor.casefile import Status
    from redactor.formats.registry import RegisteredFormat

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(RegisteredFormat, "write", full)
    report = redactor.redact_case(case_in(tmp_path, a_txt=NOTE), tmp_path / "share")
    assert [outcome.status for outcome in report.outcomes] == [Status.WITHHELD]
    assert report.exit_code == 3
    assert [path.name for path in (tmp_path / "share").iterdir()] == ["SUMMARY.md"]


def test_a_kept_map_gives_an_authorised_person_the_names_back(tmp_path: Path) -> None:
    root = case_in(tmp_path, a_txt=NOTE)
    (tmp_path / "phrase").write_text("four words nobody guesses\n", encoding="utf-8")
    redact(root, "--out", "share", "--keep-map", "--passphrase-file", "phrase", cwd=tmp_path)
    assert b"Hartwell" not in (tmp_path / BOX / "keymap.bin").read_bytes()

    def restore(phrase: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "redactor", "restore", "share/case_01_redacted.txt", "--workspace", BOX, "--out",
             "back.txt", "--passphrase-file", phrase], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)

    (tmp_path / "wrong").write_text("four words somebody guessed\n", encoding="utf-8")
    refused = restore("wrong")
    assert refused.returncode == 2 and not (tmp_path / "back.txt").exists()
    assert restore("phrase").returncode == 0
    assert "Jolene Hartwell" in (tmp_path / "back.txt").read_text(encoding="utf-8")


def test_a_short_passphrase_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    root = case_in(tmp_path, a_txt=NOTE)
    (tmp_path / "phrase").write_text("abc\n", encoding="utf-8")
    result = redact(root, "--out", "share", "--keep-map", "--passphrase-file", "phrase", cwd=tmp_path)
    assert result.returncode == 2 and not (tmp_path / "share").exists()


def test_policies_differ(tmp_path: Path) -> None:
    root = case_in(tmp_path, a_txt=NOTE)
    redact(root, "--out", "hall", cwd=tmp_path)
    redact(root, "--out", "press", "--policy", "publication", cwd=tmp_path)
    assert "success-review" in (tmp_path / "hall" / "SUMMARY.md").read_text(encoding="utf-8")
    assert "publication" in (tmp_path / "press" / "SUMMARY.md").read_text(encoding="utf-8")
    shutil.rmtree(tmp_path / "hall")
