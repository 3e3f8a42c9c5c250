"""Numbers and addresses that the case names once are found wherever they stand again."""

import pytest

from redactor.casefile import Document, Finding, Location, Recognition, TextBlock
from redactor.recognition import spread_repeats
from redactor.rulebook import KeepMatcher, Policy, load_rulebook

KEEP = KeepMatcher(load_rulebook())


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_rulebook().policy("success-review")


def spread(
    policy: Policy, first: str, value: str, entity: str, second: str, score: float = 0.9,
) -> list[tuple[str, str]]:
    documents = [
        Document(id=f"d{n}", path="a", format="txt", sha256="", blocks=(
            TextBlock(id="b", text=text, location=Location(part="body")),)) for n, text in enumerate((first, second))]
    start = first.index(value)
    finding = Finding(
        document_id="d0", start=start, end=start + len(value), entity_type=entity, score=score, recogniser="t")
    found = spread_repeats(documents, [
        Recognition(document_id="d0", findings=(finding,)), Recognition(document_id="d1", findings=())], KEEP, policy)
    assert found[0].findings == (finding,)
    return [(item.entity_type, second[item.start:item.end]) for item in found[1].findings]


@pytest.mark.parametrize(("first", "value", "entity", "second", "wanted"), [
    ("Mosaic ID 4471926", "4471926", "CASE_SYSTEM_ID", "file 4471926_v3", [("CASE_SYSTEM_ID", "4471926")]),
    ("NHS 999 000 0018", "999 000 0018", "UK_NHS", "see 9990000018", [("UK_NHS", "9990000018")]),
    ("ref TN/1001/1 held", "TN/1001/1", "OTHER_REF", "quote tn 1001 1", [("OTHER_REF", "tn 1001 1")]),
    ("27b Capstan Row", "27b Capstan Row", "ADDRESS", "no letters to 27b", [("ADDRESS", "27b")]),
    ("27 Capstan Row", "27 Capstan Row", "ADDRESS", "seen on capstan row, 27 times", [("ADDRESS", "capstan row")]),
    ("Flat 3, 27 Capstan Row", "Flat 3, 27 Capstan Row", "ADDRESS", "on Capstan Row", [("ADDRESS", "Capstan Row")]),
    ("27 CAPSTAN ROW", "27 CAPSTAN ROW", "ADDRESS", "seen on Capstan Row", [("ADDRESS", "Capstan Row")]),
    ("27 Capstan Row Anytown", "27 Capstan Row Anytown", "ADDRESS", "on Capstan Row", [("ADDRESS", "Capstan Row")]),
    ("paid 42 on it", "42", "OTHER_REF", "42 days", []),
    ("Mosaic ID 12500", "12500", "CASE_SYSTEM_ID", "paid £12500", []),
    ("14 The Close", "14 The Close", "ADDRESS", "The Close, but the close bond", [("ADDRESS", "The Close")]),
    ("2a Capstan Row", "2a Capstan Row", "ADDRESS", "class 2A, at 2a", [("ADDRESS", "2a")]),
])
def test_repeats(
    policy: Policy, first: str, value: str, entity: str, second: str, wanted: list[tuple[str, str]],
) -> None:
    assert spread(policy, first, value, entity, second) == wanted


def test_a_doubtful_number_teaches_nothing(policy: Policy) -> None:
    assert spread(policy, "maybe 1234567", "1234567", "OTHER_REF", "1234567", score=0.3) == []


@pytest.mark.parametrize(("value", "score", "second", "wanted"), [
    ("Voicebox", 0.15, "Advocate | Voicebox | Tuesday", [("ORGANISATION", "Voicebox")]),
    ("Voicebox", 0.15, "a voicebox in the throat", []),
    ("Voicebox", 0.9, "Advocate | Voicebox | Tuesday", []),  # the case as evidence sees to it
    ("Fraser", 0.15, "Fraser guidelines and Fraser", [("ORGANISATION", "Fraser")]),
    ("Morning", 0.15, "Morning call", []),
])
def test_a_doubtful_name_is_not_left_in_another_document(
    policy: Policy, value: str, score: float, second: str, wanted: list[tuple[str, str]],
) -> None:
    assert spread(policy, f"advocate from {value}.", value, "ORGANISATION", second, score=score) == wanted
