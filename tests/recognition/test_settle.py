"""Several recognisers, one finding for each stretch of text, and nothing that one of them wants replaced lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.casefile import Document, Finding, Location, TextBlock
from redactor.recognition.settle import each_person, settle, trimmed
from redactor.rulebook import Policy, load_rulebook


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_rulebook().policy("success-review")


def document(text: str) -> Document:
    blocks = tuple(
        TextBlock(id=str(number), text=line, location=Location(part="body"))
        for number, line in enumerate(text.split("\n"))
    )
    return Document(id="d01", path="a.txt", format="txt", sha256="", blocks=blocks)


def finding(text: str, words: str, entity: str, score: float = 0.9, recogniser: str = "test") -> Finding:
    start = text.index(words)
    return Finding(
        document_id="d01", start=start, end=start + len(words), entity_type=entity, score=score, recogniser=recogniser)


def shown(text: str, findings: object) -> list[tuple[str, str]]:
    return [(item.entity_type, text[item.start:item.end]) for item in findings]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("text", "left"), [
    ("referral for T.O'S today", "T.O'S"), ("T. O'S rang", "T. O'S"), ("at Ann's house", "Ann"),
    ("K.T.'S house", "K.T"),
])
def test_the_initials_of_an_osullivan_end_in_no_possessive(text: str, left: str) -> None:
    words = next(word for word in ("T.O'S", "T. O'S", "Ann's", "K.T.'S") if word in text)
    part = trimmed(document(text), finding(text, words, "PERSON"))
    assert part is not None
    assert text[part.start:part.end] == left


@pytest.mark.parametrize(("first", "second", "names"), [
    ("Andrea", "Finch", ["Andrea Finch"]), ("Andrea", "Peter", ["Andrea", "Peter"]), ("Mum", "Finch", ["Mum", "Finch"]),
])
def test_a_forename_and_the_surname_behind_it_are_one_name(
    policy: Policy, first: str, second: str, names: list[str],
) -> None:
    text = f"admissions ({first} {second}) rang"
    found = settle(document(text), [finding(text, first, "PERSON"), finding(text, second, "PERSON")], policy).findings
    assert [text[item.start:item.end] for item in found] == names


def test_the_next_cell_of_a_row_is_somebody_else() -> None:
    text = 'visit,MUNTEANU,"Vasile is back",done'
    parts = list(each_person(document(text), finding(text, 'MUNTEANU,"Vasile', "PERSON")))
    assert [text[part.start:part.end] for part in parts] == ["MUNTEANU", '"Vasile']


def test_kin_are_called_by_a_forename_so_that_a_comma_parts_two() -> None:
    for before, parts in (("her partner ", 2), ("Family: ", 1)):
        text = f"{before}Dwayne, Kacey-Mae (6)"
        assert len(list(each_person(document(text), finding(text, "Dwayne, Kacey-Mae", "PERSON")))) == parts


@pytest.mark.parametrize(("text", "name", "rest"), [
    ("Ann Example EDT came", "Example EDT", None), ("Ann Example Centre came", "Example Centre", "Centre"),
    ("Ann Example Lane School came", "Example Lane School", "Lane School"),
])
def test_the_kind_left_behind_a_name_is_no_organisation(
    policy: Policy, text: str, name: str, rest: str | None,
) -> None:
    found = settle(document(text), [
        finding(text, "Ann Example", "PERSON", 0.99), finding(text, name, "ORGANISATION", 0.5, "structure")], policy)
    assert shown(text, found.findings) == [("PERSON", "Ann Example"), *([("ORGANISATION", rest)] if rest else [])]


def test_letters_left_of_what_the_network_drew_may_be_somebody(policy: Policy) -> None:
    text = "Ann Example KB came"
    found = settle(document(text), [
        finding(text, "Ann Example", "PERSON", 0.99), finding(text, "Example KB", "ORGANISATION", 0.5)], policy)
    assert ("ORGANISATION", "KB") in shown(text, found.findings)


def test_the_specific_number_wins_over_the_vague(policy: Policy) -> None:
    text = "NHS no 999 000 0018 seen"
    found = settle(document(text), [
        finding(text, "999 000 0018", "OTHER_REF", 0.95), finding(text, "999 000 0018", "UK_NHS", 0.9)], policy)
    assert shown(text, found.findings) == [("UK_NHS", "999 000 0018")]


def test_what_reaches_beyond_a_stronger_finding_stays_replaced(policy: Policy) -> None:
    text = "lives at 12 Example Street Sampleford with Mum"
    found = settle(document(text), [
        finding(text, "12 Example Street", "ADDRESS", 0.95), finding(text, "Street Sampleford", "LOCATION", 0.5),
    ], policy)
    assert shown(text, found.findings) == [("ADDRESS", "12 Example Street"), ("LOCATION", "Sampleford")]


def test_an_indirect_detail_never_hides_a_name(policy: Policy) -> None:
    text = "the Somali boy Abdi Warsame said"
    found = settle(document(text), [
        finding(text, "Somali boy Abdi Warsame", "QUASI", 1.0), finding(text, "Abdi Warsame", "PERSON", 0.3)], policy)
    assert ("PERSON", "Abdi Warsame") in shown(text, found.findings)


def test_what_a_policy_keeps_hides_no_age(policy: Policy) -> None:
    text = "a sentence of 7 years"
    term = replace(finding(text, "7 years", "QUASI", 0.95), attribute="sentence")
    age = finding(text, "7 years", "AGE", 0.6)
    assert shown(text, settle(document(text), [term, age], policy).findings) == [("AGE", "7 years")]
    published = load_rulebook().policy("publication")
    assert shown(text, settle(document(text), [term, age], published).findings) == [("QUASI", "7 years")]


def test_a_finding_ends_where_its_block_ends(policy: Policy) -> None:
    text = "Jo Example\nsaid nothing"
    found = settle(document(text), [finding(text, "Jo Example\nsaid", "PERSON")], policy)
    assert shown(text, found.findings) == [("PERSON", "Jo Example"), ("PERSON", "said")]


def test_below_the_review_score_is_a_near_miss(policy: Policy) -> None:
    text = "Hope came"
    found = settle(document(text), [finding(text, "Hope", "PERSON", 0.05)], policy)
    assert not found.findings and [miss.why for miss in found.near_misses] == ["below the review threshold"]


@pytest.mark.parametrize(("words", "entity", "left"), [
    ("Mrs Example's", "PERSON", "Example"),
    ("(Jo),", "PERSON", "(Jo)"),
    ("Jo)", "PERSON", "Jo"),
    ("Dr. O’Neill’s", "PERSON", "O’Neill"),
    ("Di Example", "PERSON", "Di Example"),
    ("DI Example", "PERSON", "Example"),
    ("Col Example", "PERSON", "Col Example"),
    ("St Example's Primary", "ORGANISATION", "St Example's Primary"),
    (" 12.03.23. ", "DATE", "12.03.23"),
])
def test_edges(words: str, entity: str, left: str) -> None:
    text = f"x {words} y"
    cut = trimmed(document(text), finding(text, words, entity))
    assert cut is not None and text[cut.start:cut.end] == left


@pytest.mark.parametrize(("words", "parts"), [
    ("Ilyas. Sarah", ["Ilyas", "Sarah"]),
    ("Jo and Kay", ["Jo", "Kay"]),
    ("Mum/Kelly", ["Mum", "Kelly"]),
    ("TOR, RMC", ["TOR", "RMC"]),
    ("N Rudd,H Baines", ["N Rudd", "H Baines"]),
    ("Sarah, Tom & Lee", ["Sarah", "Tom", "Lee"]),
    ("Tamsin, Will Darnley", ["Tamsin", "Will Darnley"]),
    ("REED, C", ["REED, C"]),
    ("REED, KAI", ["REED, KAI"]),
    ("J. Smith", ["J. Smith"]),
    ("F. M. Graham", ["F. M. Graham"]),
    ("Sarah W. Ethan", ["Sarah W", "Ethan"]),
    ("Sarah W. Booth", ["Sarah W. Booth"]),
    ("Dr. Smith", ["Dr. Smith"]),
    ("SMITH, Jane", ["SMITH, Jane"]),
    ("Booth, Lorraine", ["Booth, Lorraine"]),
    ("O'Neill-Reed", ["O'Neill-Reed"]),
    ("Alexander Anderson", ["Alexander Anderson"]),
])
def test_each_person_is_a_finding_of_its_own(words: str, parts: list[str]) -> None:
    text = f"Seen {words} today"
    found = each_person(document(text), finding(text, words, "PERSON"))
    assert [text[part.start:part.end] for part in found] == parts


spans = st.lists(st.tuples(
    st.integers(0, 60), st.integers(1, 30), st.sampled_from(["PERSON", "LOCATION", "UK_NHS", "ADDRESS", "DATE"]),
    st.floats(0.2, 1.0)), max_size=12)


@given(text=st.text("ab J'.,(\n", min_size=61, max_size=90), spans=spans)
def test_nothing_wanted_is_left_and_nothing_overlaps(
    policy: Policy, text: str, spans: list[tuple[int, int, str, float]],
) -> None:
    candidates = [
        Finding(document_id="d01", start=start, end=start + length, entity_type=entity, score=score, recogniser="t")
        for start, length, entity, score in spans if start + length <= len(text)
    ]
    page = document(text)
    found = settle(page, candidates, policy).findings
    covered = {offset for item in found for offset in range(item.start, item.end)}
    assert sum(item.end - item.start for item in found) == len(covered)
    assert [item.start for item in found] == sorted(item.start for item in found)
    assert all("\n" not in text[item.start:item.end] for item in found)
    wanted = {
        offset for item in candidates for offset in range(item.start, item.end) if text[offset].isalpha()}
    # Only a possessive "s" or a title may be left out, and this alphabet has neither.
    assert wanted <= covered
