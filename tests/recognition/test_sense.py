"""What the statistical recogniser cannot have meant is put right; what a format says stands."""

from typing import Any

import pytest

from redactor.casefile import Finding
from redactor.recognition.sense import put_right
from redactor.rulebook import KeepMatcher, load_rulebook


@pytest.fixture(scope="module")
def keep() -> KeepMatcher:
    return KeepMatcher(load_rulebook())


def left(
    keep: KeepMatcher, text: str, words: str, entity: str, recogniser: str = "case_ner", score: float = 0.99,
) -> list[str]:
    start = text.index(words)
    finding = Finding(
        document_id="d", start=start, end=start + len(words), entity_type=entity, score=score, recogniser=recogniser)
    return [text[item.start:item.end].strip(" –-/:") for item in put_right(text, [finding], keep.spans(text))]


@pytest.mark.parametrize(("text", "words", "wanted"), [
    ("saw HV – Gill Example today", "HV – Gill Example", "Gill Example"),
    ("rang MGM Pat Example", "MGM Pat Example", "Pat Example"),
    ("with Gill Example HV", "Gill Example HV", "Gill Example"),
    ("saw Gill Example today", "Gill Example", "Gill Example"),
    ("saw Karen Burns today", "Karen Burns", "Karen Burns"),
    ("saw Kayden harding today", "Kayden harding", "Kayden harding"),
    ("saw Kayden rang today", "Kayden rang", "Kayden"),
    ("saw Joy irons shirts today", "Joy irons shirts", "Joy"),
    ("saw Jan at home", "Jan", "Jan"),
])
def test_roles_at_the_edge_of_a_name_stay(keep: KeepMatcher, text: str, words: str, wanted: str) -> None:
    assert left(keep, text, words, "PERSON") == [wanted]


@pytest.mark.parametrize("words", ["14.50", "14:20", "2.15pm", "3 pm"])
def test_a_clock_time_is_no_date(keep: KeepMatcher, words: str) -> None:
    assert left(keep, f"seen at {words} today", words, "DATE") == []
    assert left(keep, f"seen at {words} today", words, "DATE", "dates") == [words]


def test_what_may_be_a_day_is_one(keep: KeepMatcher) -> None:
    assert left(keep, "her letter of 14.09 went unanswered", "14.09", "DATE") == ["14.09"]


@pytest.mark.parametrize(("text", "words", "stays"), [
    ("booked at 22 weeks", "22 weeks", False), ("34 wks, growth fine", "34 wks", False),
    ("she is 34 weeks pregnant", "34 weeks pregnant", False), ("she is 34 weeks pregnant", "34", False),
    ("she is 34 weeks pregnant", "weeks", False), ("the family (x5 children)", "x5", False),
    ("baby, 6 weeks", "6 weeks", True), ("baby is 12 weeks old", "12 weeks", True), ("aged 7", "7", True),
])
def test_weeks_of_pregnancy_are_no_age(keep: KeepMatcher, text: str, words: str, stays: bool) -> None:
    assert bool(left(keep, text, words, "AGE")) is stays


@pytest.mark.parametrize("words", ["Cc", "b", "née", "To"])
def test_words_beside_names_are_nobody(keep: KeepMatcher, words: str) -> None:
    assert left(keep, f"x {words} y", words, "PERSON") == []


def test_the_ending_of_a_possessive_is_nobody(keep: KeepMatcher) -> None:
    assert left(keep, "the Example's review", "s", "PERSON") == []


@pytest.mark.parametrize(("words", "stays"), [
    ("2340hrs", False), ("2710g", False), ("38+2", False), ("2", False), ("101", True), ("07700 900123", True),
    ("900 123", True),
])
def test_measures_call_nobody(keep: KeepMatcher, words: str, stays: bool) -> None:
    assert bool(left(keep, f"seen {words} today", words, "PHONE_NUMBER")) is stays


@pytest.mark.parametrize(("text", "words", "left_over"), [
    ("ORDER TO MARCH 2027, MADE", "MARCH 2027", "MARCH 2027"), ("SINCE SEPT 2024", "SEPT 2024", "SEPT 2024"),
    ("booked AL 10-14 Feb", "AL 10-14 Feb", "10-14 Feb"),
])
def test_a_month_in_capitals_is_part_of_its_date(keep: KeepMatcher, text: str, words: str, left_over: str) -> None:
    assert left(keep, text, words, "DATE") == [left_over]


@pytest.mark.parametrize(("text", "words", "stays"), [
    ("baby Otis who is 19 weeks.", "19 weeks", True), ("Baby: Ezra Hall, 14 weeks; father", "14 weeks", True),
    ("baby Yusuf 11 weeks. Seen", "11 weeks", True), ("Leanne is 19 weeks. EDD May", "19 weeks", False),
    ("baby at 34 weeks gestation", "34 weeks", False), ("the baby came 30 weeks early", "30 weeks", False),
])
def test_weeks_of_a_baby_are_its_age(keep: KeepMatcher, text: str, words: str, stays: bool) -> None:
    assert bool(left(keep, text, words, "AGE")) is stays


@pytest.mark.parametrize(("text", "words"), [
    ("seen 8/8 at home", "8/8"), ("attended 7/8 as well", "7/8"), ("9/10 rang", "9/10"),
])
def test_a_pair_of_numbers_that_nothing_marks_may_be_a_day(keep: KeepMatcher, text: str, words: str) -> None:
    assert left(keep, text, words, "DATE") == [words]


def test_the_department_of_a_hospital_is_no_part_of_its_name(keep: KeepMatcher) -> None:
    assert left(keep, "taken to Wearmouth ED at 2am", "Wearmouth ED", "ORGANISATION") == ["Wearmouth"]
    assert left(keep, "taken to Wearmouth MASH at 2am", "Wearmouth MASH", "ORGANISATION") == ["Wearmouth MASH"]


@pytest.mark.parametrize("words", ["14/40", "2/52", "38+2/40"])
def test_fractions_of_a_pregnancy_or_a_year_are_no_dates(keep: KeepMatcher, words: str) -> None:
    assert left(keep, f"seen at {words} today", words, "DATE") == []


@pytest.mark.parametrize(("text", "words", "entity"), [
    ("seen 11.00–12.35 at home", "11.00–12", "DATE"),
    ("wt 12.1 today", "12", "DATE"),
    ("see sep. recording", "sep", "DATE"),
    ("police log CAD 3317", "CAD", "OTHER_REF"),
    ("attendance 51 / 48 / 70", "51 / 48 / 70", "OTHER_REF"),
    ("ask about her 2yr check", "2yr", "AGE"),
    ("score 8/10 worry", "8/10", "DATE"), ("Eilidh 9/10 happy", "9", "AGE"), ("see C14–C22 there", "C14", "OTHER_REF"),
    ("dry since New Year's Eve, 10 weeks.", "10 weeks", "AGE"),
    ("did the quiz 9/10 today", "9", "DATE"), ("did the quiz 9/10 today", "10", "DATE"),
    ("attended 8/8 with the midwife", "8/8", "DATE"),
])
def test_parts_of_numbers_labels_and_shares_are_none(keep: KeepMatcher, text: str, words: str, entity: str) -> None:
    assert left(keep, text, words, entity) == []


@pytest.mark.parametrize(("text", "words", "entity", "wanted"), [
    ("CAMPBELL, Tyrese  M  IC3 b.", "CAMPBELL, Tyrese  M  IC3", "PERSON", "CAMPBELL, Tyrese"),
    ("RM2 SHAYLA-RAE is in", "RM2 SHAYLA-RAE", "PERSON", "SHAYLA-RAE"),
    ("Giulia calm & fair", "Giulia calm", "PERSON", "Giulia"),
    ("saw Kwabena b. in May", "Kwabena b", "PERSON", "Kwabena"),
    ("Rosa da Silva rang", "Rosa da Silva", "PERSON", "Rosa da Silva"),
    ("leave booked AL 10-14 Feb", "AL 10-14 Feb", "DATE", "10-14 Feb"),
    ("on Mon 3 June", "Mon 3 June", "DATE", "Mon 3 June"),
    ("quote ref 60114827", "ref 60114827", "OTHER_REF", "60114827"),
    ("quote CTX 5500912-7", "CTX 5500912-7", "OTHER_REF", "CTX 5500912-7"),
    ("North East Fostering Co-op", "North East Fostering Co", "ORGANISATION", "North East Fostering Co-op"),
    ("breakfasts at the Driftwood", "the Driftwood", "ORGANISATION", "Driftwood"),
])
def test_what_hugs_a_finding_is_left_out(keep: KeepMatcher, text: str, words: str, entity: str, wanted: str) -> None:
    assert left(keep, text, words, entity) == [wanted]


@pytest.mark.parametrize(("text", "words", "wanted"), [
    ("Mr Gill visited at weekends", "Gill visited", "Gill"),
    ("Mrs Gill Example ELSA worker", "Gill Example ELSA", "Gill Example"),
    ("Subject: EXAMPLE, Gill Jane  M  IC3", "Gill Jane  M  IC3", "Gill Jane"),
    ("Name: Gill  Lee", "Gill  Lee", "Gill  Lee"), ("NAME: GILL  LEE", "GILL  LEE", "GILL  LEE"),
])
def test_a_name_that_the_form_tells_ends_where_the_sentence_goes_on(
    keep: KeepMatcher, text: str, words: str, wanted: str,
) -> None:
    assert left(keep, text, words, "PERSON", "structure") == [wanted]


def test_an_organisation_ends_with_its_sentence(keep: KeepMatcher) -> None:
    text = "School: Example Academy. Previously at home"
    assert left(keep, text, "Example Academy. Previously", "ORGANISATION", "structure") == ["Example Academy"]
    text = "School: Example Academy. Zorrabee Primary"
    assert left(keep, text, "Example Academy. Zorrabee Primary", "ORGANISATION", "structure") == [
        "Example Academy", "Zorrabee Primary"]
    assert left(keep, "at St. Example Hall", "St. Example Hall", "ORGANISATION") == ["St. Example Hall"]


@pytest.mark.parametrize(("words", "entity", "stays"), [
    ("nursery", "ORGANISATION", False), ("k", "PERSON", False),
    ("zorrabee", "ORGANISATION", True), ("Nursery", "ORGANISATION", True), ("K", "PERSON", True),
])
def test_a_doubtful_common_word_is_no_place(keep: KeepMatcher, words: str, entity: str, stays: bool) -> None:
    text = f"seen near {words} today"
    assert bool(left(keep, text, words, entity, score=0.3)) is stays
    assert left(keep, text, words, entity, score=0.6) == [words]


@pytest.mark.parametrize(("words", "wanted"), [
    ("the", []), ("at the", []), ("of Example Chapel", ["Example Chapel"]),
    ("Example Academy for", ["Example Academy"]), ("Bank of Example", ["Bank of Example"]),
])
def test_words_that_join_are_no_part_of_an_organisation(keep: KeepMatcher, words: str, wanted: list[str]) -> None:
    assert left(keep, f"went to {words} yesterday", words, "ORGANISATION") == wanted


@pytest.mark.parametrize(("words", "stays"), [
    ("94 / 89 / 97", False), ("13/28", False), ("10–6", False), ("21.30–02.10", False),
    ("3/25/19", True), ("03.21–09.22", True), ("9/10", True), ("3/17", True),
    ("24/25", True), ("3/4/19", True), ("3.10–5.10", True),
])
def test_shares_and_opening_hours_are_no_dates(keep: KeepMatcher, words: str, stays: bool) -> None:
    assert bool(left(keep, f"now {words} as told", words, "DATE")) is stays


@pytest.mark.parametrize(("text", "words", "entity"), [
    ("Mum is of Cornish heritage.", "Cornish", "LOCATION"),
    ("The Somali community rallied.", "Somali", "PERSON"),
    ("He tells me he is Yoruba, from Lagos.", "Yoruba", "PERSON"),
    ("mum is of Cornish heritage.", "heritage", "ADDRESS"),
])
def test_what_a_people_is_called_is_no_name(keep: KeepMatcher, text: str, words: str, entity: str) -> None:
    assert left(keep, text, words, entity) == []


def test_somebody_called_like_a_people(keep: KeepMatcher) -> None:
    assert left(keep, "Mrs Welsh rang.", "Welsh", "PERSON") == ["Welsh"]
    assert left(keep, "The boy is Christian.", "Christian", "PERSON") == ["Christian"]


def test_a_finding_that_begins_with_a_full_stop_stands(keep: KeepMatcher) -> None:
    assert left(keep, "bed: Norwich. Conveyancing", ". Conveyancing", "ORGANISATION") == [". Conveyancing"]


def test_a_country_is_a_place_whatever_it_was_taken_for(keep: KeepMatcher) -> None:
    text = "killed in 2021. Iran, then a boat"
    found = put_right(text, [Finding(
        document_id="d", start=16, end=20, entity_type="QUASI", score=0.9, recogniser="case_ner")], keep.spans(text))
    assert [(text[item.start:item.end], item.entity_type) for item in found] == [("Iran", "LOCATION")]


def test_a_doubtful_kind_in_small_letters_stays_beside_a_setting(keep: KeepMatcher) -> None:
    """"The [Team] team": the word is everybody's, the name is gone."""
    text = "group of the Zorrabee team, with the team"
    sure = Finding(document_id="d", start=13, end=21, entity_type="ORGANISATION", score=0.9, recogniser="case_ner")
    beside, apart = (
        Finding(document_id="d", start=start, end=start + 4, entity_type="ORGANISATION", score=0.3,
                recogniser="case_ner") for start in (22, 37))
    assert list(put_right(text, [sure, beside, apart], keep.spans(text))) == [sure]


@pytest.mark.parametrize(("text", "letter", "stays"), [
    ("T: 01632 960 212", "T", False), ("OKORO, Gill  M  IC3", "M", False), ("Gill | F | 12", "F", False),
    ("T: we met at 3", "T", True), ("said M on the phone", "M", True),
])
def test_a_letter_of_a_telephone_or_a_sex_is_nobody(keep: KeepMatcher, text: str, letter: str, stays: bool) -> None:
    assert bool(left(keep, text, letter, "PERSON")) is stays


@pytest.mark.parametrize(("text", "words", "entity", "wanted"), [
    ("Bank – Exampleford Credit Union", "Bank – Exampleford Credit Union", "ORGANISATION", "Exampleford Credit Union"),
    ("Exampleford Boxing - gloves given", "Exampleford Boxing - gloves", "ORGANISATION", "Exampleford Boxing"),
    ("St Ebba's – Rowan Ward", "St Ebba's – Rowan Ward", "ORGANISATION", "St Ebba's – Rowan Ward"),
    ("Gill's Exampleford clinic", "s Exampleford clinic", "ORGANISATION", "Exampleford clinic"),
    ("log CAD 3317/03OCT23", "CAD 3317/03OCT23", "OTHER_REF", "3317/03OCT23"),
    ("ref LADO/24/0418", "LADO/24/0418", "OTHER_REF", "LADO/24/0418"),
])
def test_what_stands_beside_a_dash_or_a_label_stays(
    keep: KeepMatcher, text: str, words: str, entity: str, wanted: str,
) -> None:
    assert left(keep, text, words, entity) == [wanted]


@pytest.mark.parametrize(("score", "stays"), [(0.5, False), (0.95, True)])
def test_a_doubtful_plain_word_is_no_name_on_the_web(keep: KeepMatcher, score: float, stays: bool) -> None:
    assert bool(left(keep, "on her story today", "story", "URL", score=score)) is stays


@pytest.mark.parametrize(("text", "words", "entity", "score", "stays"), [
    ("folk fae the hills", "fae", "PERSON", 0.2, False), ("asked orla for it", "orla", "PERSON", 0.2, True),
    ("folk fae the hills", "fae", "PERSON", 0.4, True), ("a cleft clinic", "cleft clinic", "ORGANISATION", 0.1, False),
    ("A level results", "A", "PERSON", 0.2, False), ("PS to refer", "PS", "PERSON", 0.6, True),
    ("ill take her", "ill", "PERSON", 0.6, False),
])
def test_faint_small_letters_are_no_names(
    keep: KeepMatcher, text: str, words: str, entity: str, score: float, stays: bool,
) -> None:
    assert bool(left(keep, text, words, entity, score=score)) is stays


@pytest.mark.parametrize(("text", "words", "stays"), [
    ("it was six of one", "six", False), ("met 4 SWs in a year", "4", False), ("cake tomorrow at 3!", "3", False),
    ("a care order lasts until 18", "18", False), ("we stay in touch until you are 25 (2017 Act)", "25", False),
    ("he drank until he was 18", "18", True), ("support goes on up to 25 for some", "25", False),
    ("lived with her till 17", "17", True), ("she left at 18", "18", True),
    ("came in at 14 weeks not 36", "14", False), ("she looks after herself", "herself", False),
    ("baby is 14 weeks old", "14", True), ("he was eleven then", "eleven", True),
])
def test_numbers_that_count_or_tell_the_time_are_no_age(
    keep: KeepMatcher, text: str, words: str, stays: bool,
) -> None:
    assert bool(left(keep, text, words, "AGE")) is stays


@pytest.mark.parametrize(
    ("words", "stays"), [("Y1", False), ("KS2", False), ("U9s", False), ("Yr6", False), ("YB", True)])
def test_a_school_year_and_a_team_of_one_age_are_nobody(keep: KeepMatcher, words: str, *, stays: bool) -> None:
    assert bool(left(keep, f"seen with {words} again", words, "PERSON")) is stays


@pytest.mark.parametrize(("text", "words", "stays"), [
    ("Wt 4.2kg 9th, had jabs", "9th", False), ("seen 9th, had jabs", "9th", True),
])
def test_a_line_of_the_growth_chart_is_no_day(keep: KeepMatcher, text: str, words: str, *, stays: bool) -> None:
    assert bool(left(keep, text, words, "DATE")) is stays


@pytest.mark.parametrize(("text", "words", "entity", "score"), [
    ("spoke to ali khan", "ali khan", "PERSON", 0.2), ("at the willowbank", "willowbank", "LOCATION", 0.2),
    ("moved Bath – Exampleford", "Bath – Exampleford", "LOCATION", 0.9), ("in her thirties", "thirties", "AGE", 0.6),
    ("placed on Monday at 6 weeks", "6 weeks", "AGE", 0.6), ("born in 1984", "1984", "QUASI", 0.6),
])
def test_what_may_still_identify_stays_a_candidate(
    keep: KeepMatcher, text: str, words: str, entity: str, score: float,
) -> None:
    assert left(keep, text, words, entity, score=score) == [words]


class _Counted(list[Any]):
    """A list that counts how many of its entries are handed out, one at a time or copied."""

    handed_out = 0

    def __getitem__(self, index: Any) -> Any:
        found = super().__getitem__(index)
        self.handed_out += len(found) if isinstance(index, slice) else 1
        return found


def test_each_name_looks_at_the_terms_beside_it_only(keep: KeepMatcher) -> None:
    # Ten million characters took hours where each of a hundred thousand names looked at all terms behind it.
    text = "saw Gill Example HV today. " * 400
    names = [
        Finding(document_id="d", start=place, end=place + len("Gill Example HV"), entity_type="PERSON", score=0.99,
                recogniser="case_ner")
        for place in range(4, len(text), len("saw Gill Example HV today. "))]
    kept = _Counted(keep.spans(text))
    assert [text[item.start:item.end] for item in put_right(text, names, kept)] == ["Gill Example"] * 400
    assert kept.handed_out <= 4 * len(kept)


@pytest.mark.parametrize(("text", "words", "entity", "score", "stays"), [
    ("Case 11 of 19 today", "19", "AGE", 0.4, False), ("said subject 1 fled", "1", "AGE", 0.6, False),
    ("the baby (Orla, 11 weeks) slept", "11 weeks", "AGE", 0.9, True),
    ("Orla, 11 weeks, slept", "11 weeks", "AGE", 0.9, True),
    ("Review, 11 weeks, then", "11 weeks", "AGE", 0.9, False), ("Mum, 11 weeks, is", "11 weeks", "AGE", 0.9, False),
    ("Orla is 9 now", "9", "AGE", 0.4, True), ("5.6 Finance was told", "5.6", "DATE", 0.2, False),
    ("on 5.6 Mum rang", "5.6", "DATE", 0.2, True), ("seen @ 2248hrs by", "@ 2248hrs", "PHONE_NUMBER", 0.4, False),
    ("call ended 1602. Then", "1602", "PHONE_NUMBER", 0.2, False),
    ("dial 4471 for me", "4471", "PHONE_NUMBER", 0.2, True),
])
def test_numbers_of_cases_sections_and_the_clock_are_none(
    keep: KeepMatcher, text: str, words: str, entity: str, score: float, *, stays: bool,
) -> None:
    assert bool(left(keep, text, words, entity, score=score)) is stays
