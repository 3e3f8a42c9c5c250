"""Indirect identifiers are found with their kind, and professional language is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.casefile import Document, Location, TextBlock
from redactor.recognition.attributes import attribute_of, find_attributes
from redactor.rulebook.actions import Attribute

GOLD = Path(__file__).parents[2] / "sample_data" / "gold" / "dev_sample.jsonl"


def _document(text: str) -> Document:
    blocks = tuple(
        TextBlock(id=f"b{number}", text=line, location=Location(part="body"))
        for number, line in enumerate(text.split("\n")))
    return Document(id="d01", path="a.txt", format="txt", sha256="", blocks=blocks)


def _found(text: str) -> dict[str, str]:
    document = _document(text)
    return {
        document.text[finding.start:finding.end]: finding.attribute
        for finding in find_attributes(document) if finding.score >= 0.15
    }


@pytest.mark.parametrize(
    ("text", "words", "attribute"),
    [
        ("She is a mother of eight.", "mother of eight", "family_size"),
        ("mum of 5, tired", "mum of 5", "family_size"),
        ("He is the eldest of seven.", "eldest of seven", "family_size"),
        ("now with her ninth child", "ninth child", "family_size"),
        ("7th and 8th of nine children", "7th and 8th of nine children", "family_size"),
        ("Five older sibs adopted via court", "Five older sibs adopted", "family_size"),
        ("of whom five were adopted", "five were adopted", "family_size"),
        ("expecting no 6 in the autumn", "expecting no 6", "family_size"),
        ("The twins are well.", "The twins", ""),
        ("He works as a machine operator at the mill.", "machine operator", "occupation"),
        ("Mum worked nights as a flint knapper.", "flint knapper", "occupation"),
        ("Occupation: quality inspector", "quality inspector", "occupation"),
        ("a same-sex couple", "same-sex couple", ""),
        ("Family is Somali.", "Somali", "nationality"),
        ("Mum speaks Somali only.", "Somali", "language"),
        ("Tigrinya interpreter booked", "Tigrinya", "language"),
        ("They are Jehovah's Witnesses.", "Jehovah's Witnesses", "faith"),
        ("Ethnicity: White British", "White British", "ethnicity"),
        ("an Irish Traveller site", "Irish Traveller", "ethnicity"),
        ("suspect IC3 male", "IC3", "ethnicity"),
        ("Dad is a trawlerman.", "trawlerman", "occupation"),
        ("Mum works as a cleaner at night", "cleaner", "occupation"),
        ("Occupation: lock keeper", "lock keeper", "occupation"),
        ("He works as a team leader.", "team leader", "occupation"),
        ("Her husband is a pastor.", "pastor", "occupation"),
        ("Dad's a roofer", "roofer", "occupation"),
        ("Nadia is Bob's older sister, a prison chaplain, unflappable.", "prison chaplain", "occupation"),
        ("husband, scaffolder, in work", "scaffolder", "occupation"),
        ("Dad, a trawlerman, is away", "trawlerman", "occupation"),
        ("a retired headmistress", "headmistress", "occupation"),
        ("ex-glass blower", "glass blower", "occupation"),
        ("the island's only bell founder", "bell founder", "occupation"),
        ("He is a harbour pilot at the port.", "harbour pilot", "occupation"),
        ("Her parents are teachers at the same school.", "teachers", "occupation"),
        ("the applicant, a primary school teacher in the north", "primary school teacher", "occupation"),
        ("He was a Lance Corporal in the British army.", "Lance Corporal in the British army", "occupation"),
        ("he was Chief Executive Officer of the firm", "Chief Executive Officer of the firm", "occupation"),
        ("Her father is offshore, rings on Sundays", "offshore", "occupation"),
        ("a Turkish national", "Turkish national", "nationality"),
        ("a British national", "British national", "nationality"),
        ("on a British passport", "British", "nationality"),
        ("West African families", "West African", "nationality"),
        ("of white and Black Caribbean heritage", "white and Black Caribbean", "ethnicity"),
        ("a black woman", "black", "ethnicity"),
        ("Ewa is Kashubian", "Kashubian", "nationality"),
        ("The family are Orthodox.", "Orthodox", "faith"),
        ("G6PD deficiency", "G6PD deficiency", "diagnosis"),
        ("four-limb cerebral palsy, GMFCS V", "four-limb cerebral palsy", "diagnosis"),
        ("his father is a chief in his home town", "a chief", "office"),
        ("Tendai means \"be thankful\".", "Tendai means \"be thankful\"", ""),
        ("the names are for the day of birth", "names are for the day of birth", ""),
        ("she has two mums", "has two mums", ""),
        ("He had been on Crimewatch.", "been on Crimewatch", "media"),
        ("diagnosed with Kabuki syndrome", "Kabuki syndrome", "diagnosis"),
        ("has Smythe-Okoro syndrome", "Smythe-Okoro syndrome", "diagnosis"),
        ("her uncle is the mayor", "the mayor", "office"),
        ("Tim is the vicar of four parishes so there is no rest", "vicar of four parishes", "occupation"),
        ("fined £31,240.50 in all", "£31,240.50", "money"),
        ("debts of 24,952.51 pounds sterling (GBP)", "24,952.51 pounds sterling (GBP)", "money"),
        ("approximately EUR 1,800 each", "EUR 1,800", "money"),
        ("owed him £17k by May", "£17k", "money"),
        ("sent 4.35 Turkish liras home", "4.35 Turkish liras", "money"),
        ("a haul of 22,000 ecstasy tablets", "22,000", "money"),
        ("sentenced to 14 years’ imprisonment", "14 years", "sentence"),
        ("an 18-month custodial sentence", "18-month", "sentence"),
        ("jailed for three years and six months", "three years and six months", "sentence"),
        ("a sentence in the order of 14 years", "14 years", "sentence"),
        ("leave to appeal to the Court of Appeal", "Court of Appeal", "court"),
        ("the Employment Tribunal found", "Employment Tribunal", "court"),
        ("a United Kingdom national", "United Kingdom national", "nationality"),
        ("He is one of twelve. She was", "one of twelve", "family_size"),
        ("the youngest of five", "youngest of five", "family_size"),
        ("has keratoconus", "keratoconus", "diagnosis"),
        ("it was in the local paper", "in the local paper", "media"),
        ("the only registered eel catcher on the river", "only registered eel catcher on", ""),
    ],
)
def test_indirect_identifiers_are_found_with_their_kind(text: str, words: str, attribute: str) -> None:
    found = _found(text)
    matching = [kind for found_words, kind in found.items() if words in found_words or found_words in words]
    assert attribute in matching, found


@pytest.mark.parametrize(
    "text",
    [
        "S47 LAC review; MASH, CAMHS and the IRO agree.",
        "Down's syndrome, autism, ADHD and epilepsy are noted.",
        "English lessons and a Chinese takeaway; French windows; Irish stew.",
        "Mr Black and Mrs White attended with Karen.",
        "all 2019 records; please try 07700 900123",
        "Owes £999 and £12 a week; 20,000 steps; 28 tablets; 1,500 words; 10,000 units.",
        "We picked one of four goals; it was the last of six sessions.",
        "a sentence about a boy of 7 years",
        "two weeks in detention at school; a 12-week placement; three years of school",
        "A caseload of 20 children. Two children seen awake.",
        "twin beds and a twin room",
        "Both parents agree; both were calm.",
        "The social worker is a team manager now.",
        "He was a witness. She was a driver of change.",
        "nail polish, a white shirt and black trainers",
        "Clare's Law and Merton-compliant assessment",
        "14/40, EPDS 10/12/14, two weeks",
        "It worked as a reward. This has really worked as a break for her.",
        "We are working as a team; they work as a close team.",
        "British Gas called; British values; a British Red Cross leaflet.",
        "Mum's solicitor and her nan's funeral; he's called Sergeant.",
        "Mum is a student. She is a carer for him. He was a good driver.",
        "The last social worker and the only teacher there; a former health visitor.",
        "Ethnicity: [ ] Welsh [ ] Irish", "Shepherd's pie, an Oyster card and a Polish shop.",
        "Occupation: not known", "Employment: none", "Occupation: N/A", "Employment: no longer works",
    ],
)
def test_ordinary_and_professional_words_stay(text: str) -> None:
    assert _found(text) == {}


def test_findings_never_cross_a_block() -> None:
    document = _document("mother of\neight, White\nBritish")
    for finding in find_attributes(document):
        assert document.block_index(finding.start) == document.block_index(finding.end - 1)


def test_a_span_somebody_else_marked_is_given_its_kind() -> None:
    assert attribute_of("Somali", "Mum speaks ") is Attribute.LANGUAGE
    assert attribute_of("Somali", "the family is ") is Attribute.NATIONALITY
    assert attribute_of("engineer on the railway") is Attribute.OCCUPATION
    assert attribute_of("purple elephants") is None


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    document = _document(text.replace("\n", " "))
    assert all(finding.end <= len(document.text) for finding in find_attributes(document))


@pytest.mark.usefixtures("bounded")
def test_time_grows_with_the_length_of_a_hostile_text() -> None:
    for unit in ("mother of ", "twelve of the ", "Aa-Aa ", "works as a ", "the only ", "only only ", "five older "):
        find_attributes(_document(unit * 4000))


def test_recall_and_precision_on_the_sample_of_the_development_gold() -> None:
    hits = missed = right = wrong = 0
    for line in GOLD.read_text("utf-8").splitlines():
        row = json.loads(line)
        findings = [finding for finding in find_attributes(_document(row["text"])) if finding.score >= 0.15]
        gold = [(span["start"], span["end"]) for span in row["spans"] if span["label"] == "QUASI"]
        others = [(span["start"], span["end"]) for span in row["spans"] if span["label"] != "QUASI"]
        for start, end in gold:
            found = any(finding.start < end and start < finding.end for finding in findings)
            hits, missed = hits + found, missed + (not found)
        for finding in findings:
            if any(finding.start < end and start < finding.end for start, end in gold):
                right += 1
            elif not any(finding.start < end and start < finding.end for start, end in others):
                wrong += 1
    assert hits / (hits + missed) >= 0.7
    assert right / (right + wrong) >= 0.6


def test_a_people_stands_before_the_verb_of_speaking_and_a_language_behind_it() -> None:
    from redactor.recognition.attributes import attribute_of
    assert attribute_of("Romanian", "She is ", " and speaks Romani") is Attribute.NATIONALITY
    assert attribute_of("Romani", "She is Romanian and speaks ", ".") is Attribute.LANGUAGE
    assert attribute_of("Polish", "She needs a ", " interpreter") is Attribute.LANGUAGE
