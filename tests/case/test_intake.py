"""What belongs to a case: every file once, in the order people see, and nothing skipped in silence."""

from pathlib import Path

import pytest

from redactor.errors import CastError, UsageError
from redactor.intake import open_case


def put(root: Path, name: str, text: str = "A note.") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_files_come_in_the_order_a_person_sees(tmp_path: Path) -> None:
    for name in ("10 visit.txt", "2 visit.txt", "sub/1 letter.txt", "a.txt"):
        put(tmp_path / "case", name)
    found = open_case([tmp_path / "case"])
    assert [document.path for document in found.documents] == [
        "2 visit.txt", "10 visit.txt", "a.txt", "sub/1 letter.txt"]
    assert [document.id for document in found.documents] == ["d01", "d02", "d03", "d04"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    note = put(tmp_path / "case", "a.txt")
    assert len(open_case([tmp_path / "case", note]).documents) == 1


def test_what_cannot_be_read_is_a_failure_and_the_rest_goes_on(tmp_path: Path) -> None:
    root = tmp_path / "case"
    put(root, "1 good.txt")
    put(root, "2 empty.txt", "")
    put(root, "3 picture.heic")
    (root / "4 broken.docx").write_bytes(b"PK\x03\x04 not a document")
    (root / "5 link.txt").symlink_to(root / "1 good.txt")
    found = open_case([root])
    assert [document.path for document in found.documents] == ["1 good.txt"]
    assert [failure.source for failure in found.failures] == [
        "2 empty.txt", "3 picture.heic", "4 broken.docx", "5 link.txt"]
    assert all(failure.error for failure in found.failures)
    assert found.failures[0].sha256 and found.failures[0].document_id == "d02"


def test_a_linked_folder_is_refused_not_followed(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "case", tmp_path / "elsewhere"
    put(root, "a.txt")
    put(elsewhere, "secret.txt")
    (root / "linked").symlink_to(elsewhere)
    found = open_case([root])
    assert [document.path for document in found.documents] == ["a.txt"]
    assert [failure.source for failure in found.failures] == ["linked"]


def test_leftovers_of_the_operating_system_are_counted(tmp_path: Path) -> None:
    root = tmp_path / "case"
    for name in ("a.txt", ".DS_Store", "~$report.docx", "Thumbs.db"):
        put(root, name)
    found = open_case([root])
    assert len(found.documents) == 1 and found.leftovers == 3 and not found.failures


def test_the_cast_list_is_found_and_is_no_document(tmp_path: Path) -> None:
    root = tmp_path / "case"
    put(root, "a.txt")
    put(root, "cast.csv", "name,role,group\nJo Example,mother,family\n")
    found = open_case([root])
    assert [document.path for document in found.documents] == ["a.txt"]
    assert [entry.role for entry in found.cast] == ["mother"]


def test_two_cast_lists_are_an_error_unless_one_is_named(tmp_path: Path) -> None:
    root = tmp_path / "case"
    put(root, "a.txt")
    put(root, "cast.csv", "name,role,group\nJo Example,mother,family\n")
    other = put(root, "sub/cast.csv", "name,role,group\nJo Example,aunt,family\n")
    with pytest.raises(CastError, match="2 cast lists"):
        open_case([root])
    found = open_case([root], cast=other)
    assert [entry.role for entry in found.cast] == ["aunt"]
    assert [document.path for document in found.documents] == ["a.txt"]


@pytest.mark.parametrize("inside", ["case", "case/out", "."])
def test_results_must_lie_outside_the_case(tmp_path: Path, inside: str) -> None:
    root = tmp_path / "case"
    put(root, "a.txt")
    with pytest.raises(UsageError, match="outside the case folder"):
        open_case([root], outside=[tmp_path / inside])


def test_missing_and_empty_inputs_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        open_case([tmp_path / "nowhere"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="nothing to read"):
        open_case([tmp_path / "empty"])
