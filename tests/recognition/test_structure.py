"""The form of a document as evidence: what each form gives, and what it must leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.casefile import Document, Location, TextBlock
from redactor.recognition.structure import find_structure


def document(text: str, *, path: str = "note.txt", metadata: dict[str, str] | None = None) -> Document:
    blocks = tuple(
        TextBlock(id=f"b{number}", text=line, location=Location(part="body", address=f"line {number}"))
        for number, line in enumerate(text.split("\n"))
    )
    return Document(id="d01", path=path, format="txt", sha256="0" * 64, blocks=blocks, metadata=metadata or {})


def found(text: str, entity: str = "PERSON", **more: object) -> list[str]:
    source = document(text, **more)  # type: ignore[arg-type]
    return [source.text[f.start:f.end] for f in find_structure(source) if f.entity_type == entity]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Child: Kayden TATTERSALL  DOB 14.02.17   LCS 1048827", ["Kayden TATTERSALL"]),
        ("Mother: DOBSON, Kayleigh Marie     DOB 09/02/2001", ["DOBSON, Kayleigh Marie"]),
        ("name: zuzanna wrobel", ["zuzanna wrobel"]),
        ("Worker: duty", []),
        ("Mother: Sally Okafor", ["Sally Okafor"]),
        ("SW: Carly Hall", ["Carly Hall"]),
        ("Mother: White British", []),
        ("Father: Turkish", []),
        ("Social Worker: Vacant", []),
        ("game called Fortnite, prefers Xbox", []),
        ("a lad called Zorrabee", ["Zorrabee"]),
        ("PC World and Ms Word", []),
        ("Mr Ali groomed her", ["Ali"]),
        ("mr zorrabee strangled mum", ["zorrabee"]),
        ("Thanks\nHope this helps", []),
        ("Thanks\nHope", ["Hope"]),
        ("Thanks\nxx", []),
        ("IDVA: SO attended", ["SO"]),
        ("Notes. Will to follow up gently.", ["Will"]),
        ("Will to live is strong", []),
        ("Contact Col: 01632 960 212", ["Col"]),
        ("Contact Centre: 01632 960 212", []),
        ("Contact Shelter: 0808 157 0000", []),
        ("Hx: fall\nHx: bruise", []),
        ("Name of child,Date of birth,Address\nZorra Bee,1/2/2015,Leeds", ["Zorra Bee"]),
        ("Please confirm name, age, address\nYesterday we spoke, at 3pm today, about 2 visits", []),
        ("Contact: Skype call weekly", []),
        ("Child: Nonverbal and settled", []),
        ("Father: Incarcerated", []),
        ("Tenant: Evicted last week", []),
        ("Caller: Anon", []),
        ("baby Mottled and cold", []),
        ("Venue: MS Teams", []),
        ("Family: Traveller heritage", []),
        ("Mr  Zorrabee rang", ["Zorrabee"]),
        ("Name: unknown", []),
        ("Outcome: no further action", []),
        ("Mother: said she would think about it", []),
        ("Completed by   Tom Haigh", ["Tom Haigh"]),
        ("Present: Robin Ashworth (RA, chair), Priya Raman – social worker; Judy Crane (FSW)",
         ["Robin Ashworth", "Judy Crane"]),
        ("Present: Hannah Price, Tom Haigh, police", ["Hannah Price", "Tom Haigh"]),
        ("Apologies: health visitor", []),
        ("cc: Beth Rowlands; Dr Osei", ["Beth Rowlands", "Osei"]),
        ("To: Priya Raman <p@example.org>; McAteer, Siobhan (St Aidan's)", ["Priya Raman", "McAteer, Siobhan"]),
    ],
)
def test_a_labelled_value_names_a_person(text: str, names: list[str]) -> None:
    assert [name for name in names if name not in found(text)] == []
    if not names:
        assert found(text) == []


def test_siblings_and_their_ages_are_read_as_one_list() -> None:
    text = "Children are Tyler (8), Kayden (6) & Lexi-Mae (2)."
    assert found(text) == ["Tyler", "Kayden", "Lexi-Mae"]
    assert found(text, "AGE") == ["8", "6", "2"]


@pytest.mark.parametrize("text", ["Section 47 (3) applies.", "Stage (2) reached", "See page (8)"])
def test_a_number_in_brackets_is_no_age_without_a_name(text: str) -> None:
    assert found(text, "AGE") == []


def test_a_table_is_read_by_its_headers() -> None:
    text = (
        "Name | Agency | Role | Initials | Present\n"
        "Oluwaseun Adebanjo | family | father | OA | Y\n"
        "Dean Sallow | council | ATM | DS | N"
    )
    assert found(text) == ["Oluwaseun Adebanjo", "OA", "Dean Sallow", "DS"]


def test_commas_within_quotes_part_no_cells() -> None:
    text = 'date,event,worker\n01/02/2023,"Visit, no reply",K Moss\n02/02/2023,Call,R Faulkner'
    assert found(text) == ["K Moss", "R Faulkner"]


def test_a_cell_is_read_by_the_column_its_block_stands_under() -> None:
    blocks = (
        TextBlock(id="a", text="Aniela Wrona", location=Location(part="t"), column="Name", separator="\t"),
        TextBlock(id="b", text="tired", location=Location(part="t", address="B2"), column="Comment"),
    )
    source = Document(id="d", path="x.docx", format="docx", sha256="0" * 64, blocks=blocks)
    assert [(f.start, f.end, f.entity_type) for f in find_structure(source)] == [(0, 12, "PERSON")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kind regards,\nBeth Rowlands\nSocial Worker", "Beth Rowlands"),
        ("many thanks\njo", "jo"),
        ("He was fine. – IS, 18/03/2024", "IS"),
        ("[12:12] CH: jess u awake", "CH"),
        ("12/09/2024, 23:07 - Ciara McA: where r u", "Ciara McA"),
        ("KT: What is this?\nOM: A pen.\nKT: Good.\nOM: Yes.", "OM"),
        ("Seen with mrs tattersall at home", "tattersall"),
        ("Her mum Pauline rang", "Pauline"),
        ("UBB Warsame-Jones EDD 4/9", "Warsame-Jones"),
        ("the Tattersall children were seen", "Tattersall"),
        ('known as "Shaz" to friends', "Shaz"),
        ("nicknames Tank, Ghost", "Ghost"),
        ("Seen on Ward 9A after the fall", "Ward 9A"),
        ("contact at High Fernlea again", "High Fernlea"),
        ("dear tobi\n\nwhen you are big", "tobi"),
        ("hiya sue its kirstyn", "sue"),
        ("Leaving cake at 3!\nB\n\n> From: Jo", "B"),
        ("Hughes x3 – letter out", "Hughes"),
        ("Everyone called him Rocky", "Rocky"),
        ("Mr Desmond Purcell. Case open 14 months", "Desmond Purcell"),
    ],
)
def test_forms_that_name_somebody(text: str, name: str) -> None:
    assert name in found(text) + found(text, "ORGANISATION")


@pytest.mark.parametrize(
    "text",
    ["CHAT: unknown number", "Q: Name?\nA: None.\nQ: Age?\nA: None.", "Mum said no.", "My dad. Police came.",
     "Consent: Y. Ref worker: Y. done", "The snake is called Rocky",
     "our dog is now called Bruce", "dear all\n\nplease", "Case: open\nCase: closed", "little Victorian children",
     "Visits x2 – done",
     "Kind regards", "the Looked After children", "Dr. Visit tomorrow", "ACTIONS\nLT LETTER"],
)
def test_forms_that_name_nobody(text: str) -> None:
    assert found(text) == []


def test_settings_and_addresses_by_their_labels() -> None:
    assert found("School: St Wilfrid's RC Primary, Year 4", "ORGANISATION") == ["St Wilfrid's RC Primary"]
    assert found("Address: Flat 4, 18 Cardinal Row, SR2 8QX", "ADDRESS") == ["Flat 4, 18 Cardinal Row, SR2 8QX"]
    assert found("Address: as above", "ADDRESS") == []
    assert found("He moved to Hopton Lane Primary in May.", "ORGANISATION") == ["Hopton Lane Primary"]
    assert found("He is at Primary School.", "ORGANISATION") == []
    assert found("DOB: 14.02.2017", "DATE_OF_BIRTH") == ["14.02.2017"]


def test_words_of_the_path_and_the_author_are_evidence() -> None:
    text = "Lunch with Okoro-Reed was calm. Minutes were typed. Bramley was late."
    assert found(text, path="ICPC minutes Okoro-Reed.docx", metadata={"author": "Q Bramley"}) == [
        "Okoro", "Reed", "Bramley"]
    assert found(text, path="ICPC minutes.docx") == []


_PIECES = st.sampled_from([
    "Name:", "Child: ", "Present: ", "Kind regards", "\n", "\t", " | ", "(8)", ";", ", ", '"', "KT:", "Mr ", "Kayden",
    "SMITH, Jane", "mum ", "–", " ", "12:30 ", "Zoë", "e\u0301", "(", ")", "[", "x" * 30, "DOB 1/2/2017",
])


@settings(max_examples=120, deadline=None)
@given(st.lists(_PIECES, max_size=40))
def test_findings_are_in_order_apart_and_within_a_block(pieces: list[str]) -> None:
    source = document("".join(pieces))
    reached = 0
    for finding in find_structure(source):
        assert finding.start >= reached
        reached = finding.end
        assert len(source.pieces(finding.start, finding.end)) == 1


@pytest.mark.parametrize("text", ['a lad shouted "Skelly!" and ran', "The name they gave him was Skelly."])
def test_a_name_that_others_use_for_somebody(text: str) -> None:
    assert "Skelly" in found(text)


@pytest.mark.parametrize("text", [
    "Present: Mrs Ruddle, Head of Year, Quay Primary", "Present: Ruddle, Head of Year, Quay Primary",
])
def test_an_office_after_a_comma_is_no_forename(text: str) -> None:
    assert found(text) == ["Ruddle"]


@pytest.mark.parametrize(("text", "name"), [
    ("Child: HART, Jago of 12 Oak St", "HART, Jago"), ("Child: CAMPBELL, Tyrese at home", "CAMPBELL, Tyrese"),
])
def test_a_small_word_behind_a_forename_makes_no_office_of_it(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize(("text", "names"), [
    ("The Ethiopian family next door. The Irish Traveller family.", []),
    ("The Cornish family next door.", ["Cornish"]),
])
def test_a_people_is_no_surname_of_a_family(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(("text", "names"), [
    ("Green: basic care\nAmber: stimulation\nAmber: money\nGreen: affection", []),
    ("Amber: lol no\nMaj: ok\nAmber: see you\nMaj: bye", ["Amber", "Maj", "Amber", "Maj"]),
    ("RAW: seen with her\nFIXED: Seen with\nRAW: came\nFIXED: Came", []),
])
def test_lights_that_rate_something_do_not_speak(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(("text", "wanted"), [
    ("seen at Quillby Hub today", ["Quillby Hub"]), ("ring the AMHP Hub", []), ("in MOSS SCHOOL now", ["MOSS SCHOOL"]),
])
def test_letters_in_front_of_a_kind_of_setting_are_no_name_of_it(text: str, wanted: list[str]) -> None:
    assert found(text, "ORGANISATION") == wanted


@pytest.mark.parametrize(("text", "ages"), [
    ("Northshire Council (1) Gemma Frith (2) Lukas Marek (3) the child by his guardian", []),
    ("Mia Frith (1), Kai Frith (2), Jo Frith (3)", ["1", "2", "3"]),
    ("Gemma Frith (2) and Lukas Marek (4)", ["2", "4"]),
])
def test_numbers_that_count_parties_are_no_ages(text: str, ages: list[str]) -> None:
    assert found(text, "AGE") == ages
    assert "Gemma Frith" not in text or "Gemma Frith" in found(text)


@pytest.mark.parametrize(("text", "names"), [
    ("at a flat with a lad called bubbles.", ["bubbles"]), ("the man known as tank is back", ["tank"]),
    ("a friend called her back", []), ("a man called yesterday", []), ("her partner called police", []),
    ("a woman who calls herself so", []), ("a dog called tank", []),
])
def test_somebody_may_be_called_by_a_word_in_small_letters(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(("text", "settings"), [
    ("S47 STRAT WITH CSC REQUESTED VIA MASH", []), ("SENT TO WEARMOUTH MASH", ["WEARMOUTH MASH"]),
    ("Seen at Hopton Lane Primary", ["Hopton Lane Primary"]),
])
def test_a_line_in_capitals_is_no_name_of_a_setting(text: str, settings: list[str]) -> None:
    assert found(text, "ORGANISATION")[:1] == settings
