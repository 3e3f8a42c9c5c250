"""Dates keep the story: resolved against their surroundings, in order, the anchor never printed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from replacement_case import case, policy

from redactor.replacement.dates import Interval, parse
from redactor.replacement.festivals import festival, festival_names


@pytest.mark.parametrize(
    ("words", "year", "month", "day"),
    [
        ("12/03/2023", 2023, 3, 12), ("12.3.23", 23, 3, 12), ("2023-03-12", 2023, 3, 12), ("20230312", 2023, 3, 12),
        ("12th March 2023", 2023, 3, 12), ("12 Mar 23", 23, 3, 12), ("March 12th, 2023", 2023, 3, 12),
        ("the 12th of March 2023", 2023, 3, 12), ("Monday 13 March 2023", 2023, 3, 13), ("12/3", None, 3, 12),
        ("12 March", None, 3, 12), ("March 2023", 2023, 3, None), ("March", None, 3, None), ("2023", 2023, None, None),
        ("the 25th", None, None, 25), ("w/c 4.9.23", 23, 9, 4), ("EDD 4/9", None, 9, 4), ("03/2023", 2023, 3, None),
        ("3/25/2023", 2023, 3, 25), ("120323", 23, 3, 12), ("12-Mar-2023", 2023, 3, 12),
        ("3RD DAY OF MAY", None, 5, 3), ("end Jan", None, 1, None), ("last week of August", None, 8, None),
    ],
)
def test_written_forms_are_read(words: str, year: int | None, month: int | None, day: int | None) -> None:
    written = parse(words)
    assert written is not None
    assert (written.year, written.month, written.day) == (year, month, day)


@pytest.mark.parametrize("words", ["31/06/2023", "the other day", "45/40", "30 February 2023", "Kayden", ""])
def test_what_no_calendar_knows_is_no_date(words: str) -> None:
    assert parse(words) is None


@given(st.text(max_size=40))
def test_any_words_are_read_without_failing(words: str) -> None:
    parse(words)


@pytest.mark.parametrize(
    ("name", "day"),
    [("easter sunday", date(2024, 3, 31)), ("eid", date(2024, 4, 10)), ("diwali", date(2023, 11, 12)),
     ("passover", date(2024, 4, 23)), ("rosh hashanah", date(2023, 9, 16)), ("chinese new year", date(2024, 2, 10)),
     ("first lockdown", date(2020, 3, 23)), ("boxing day", date(2022, 12, 26)), ("ramadan", date(2024, 3, 11)),
     ("mothering sunday", date(2024, 3, 10)), ("trinity sunday", date(2024, 5, 26)), ("easter sat", date(2024, 3, 30)),
     ("hanukkah", date(2023, 12, 8)), ("a level results", date(2023, 8, 17))],
)
def test_festivals_fall_on_their_day(name: str, day: date) -> None:
    found = festival(festival_names()[name], day.year)
    assert found is not None
    first, last = found
    assert first - timedelta(days=1) <= day <= last + timedelta(days=1)


def test_every_festival_can_be_told_in_any_year() -> None:
    for name in set(festival_names().values()):
        assert any(festival(name, year) for year in range(2015, 2026)), name


def test_partial_dates_are_read_against_their_document() -> None:
    made = case(
        "Visit <DATE:20/12/2022>. Seen again on <DATE:3 January>, then <DATE:the 5th>. Moved here in <DATE:June>.",
    )
    moments = [made.timeline.moments[finding.key].interval.first for finding in made.findings]
    assert moments == [date(2022, 12, 20), date(2023, 1, 3), date(2023, 1, 5), date(2022, 6, 1)]


def test_days_after_a_month_told_once_are_of_that_month() -> None:
    made = case("Report of <DATE:05/02/2024>. Visits on <DATE:6 March>, <DATE:13>, <DATE:20> and <DATE:27> went well.")
    assert [made.timeline.moments[finding.key].interval.first for finding in made.findings[1:]] == [
        date(2024, 3, day) for day in (6, 13, 20, 27)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Note of <DATE:10/06/2024>. It began in <DATE:February> last year.", date(2023, 2, 1)),
        ("Note of <DATE:10/06/2024>. Not seen since last <DATE:February>.", date(2024, 2, 1)),
        ("Note of <DATE:10/06/2024>. Not seen since <DATE:last Christmas>.", date(2023, 12, 24)),
        ("Note of <DATE:10/06/2024>. Placement starts in <DATE:September>.", date(2024, 9, 1)),
        ("Note of <DATE:10/06/2024>. He was seen in <DATE:September>.", date(2023, 9, 1)),
        ("Note of <DATE:10/06/2024>. She came on the <DATE:2nd> of this month.", date(2024, 6, 2)),
    ],
)
def test_words_around_a_date_say_which_year_is_meant(text: str, first: date) -> None:
    made = case(text)
    assert made.timeline.moments[made.findings[-1].key].interval.first == first


def test_a_month_beside_a_year_long_gone_belongs_to_that_history() -> None:
    made = case(
        "Note of <DATE:10/06/2024>. He hurt her in <DATE:August 2017>. They were removed in <DATE:September>.\n"
        "Seen in <DATE:May>.\n"
        "One in <DATE:2016>. Nothing since <DATE:April>.")
    moments = [made.timeline.moments[finding.key].interval.first for finding in made.findings]
    assert moments[2:4] == [date(2017, 9, 1), date(2024, 5, 1)]
    assert moments[-1] == date(2024, 4, 1)


def test_a_year_of_two_figures_is_of_this_century_though_the_row_before_is_years_away() -> None:
    made = case(
        "<DATE:01/03/2018>\tborn\n<DATE:2019>\tmarried\nMARAC <DATE:09.01.23>\n<DATE:06/02/2025>\tconference")
    moments = [made.timeline.moments[finding.key].interval.first for finding in made.findings]
    assert moments[2] == date(2023, 1, 9)


def test_a_day_the_case_names_in_full_elsewhere_is_the_one_meant() -> None:
    made = case(
        "Chronology\n<DATE:24/03/2023>\tbus shelter", "Speech of <DATE:12/06/2024>\nBus shelter, <DATE:24th March>.")
    assert made.timeline.moments[made.findings[-1].key].interval.first == date(2023, 3, 24)


def test_the_clock_counts_weeks_then_months_and_history_in_years() -> None:
    made = case(
        "Referral <DATE:02/01/2023>\nVisit <DATE:17/01/2023>\nConference <DATE:01/06/2023>\nClosed <DATE:01/08/2024>\n"
        "First child removed in <DATE:2018>. Baby due <DATE:20/05/2023>. EDD <DATE:20/05/2023>.",
    )
    assert made.redacted() == (
        "Referral [Week 1]\nVisit [Week 3]\nConference [Week 22]\nClosed [Month 19]\n"
        "First child removed [5 years before the case]. Baby due [Week 20]. EDD [due Week 20]."
    )


def test_the_anchor_is_never_printed_and_history_can_be_one_label() -> None:
    made = case("Referral <DATE:02/01/2023>\nKnown in <DATE:2018>.")
    labelled = made.redacted(policy("publication"))
    assert "[before the case]" in labelled
    assert "2023" not in labelled
    assert "2018" not in labelled


def test_a_date_that_cannot_be_placed_is_generalised_and_flagged() -> None:
    made = case("Referral <DATE:02/01/2023>\nSeen <DATE:31/06/2023>.")
    assert "Seen [date]." in made.redacted()
    assert [flag.kind for flag in made.timeline.flags] == ["unresolved date"]


def test_durations_and_relative_words_are_left_alone() -> None:
    text = "Visited yesterday, again last Tuesday; within 72 hours and 15 working days."
    assert case(text).redacted() == text


@given(st.lists(st.integers(0, 80), min_size=2, max_size=12), st.permutations(range(3)))
def test_order_and_intervals_hold_across_documents(gaps: list[int], order: list[int]) -> None:
    written = [date(2021, 3, 1) + timedelta(days=sum(gaps[:count])) for count in range(len(gaps) + 1)]
    parts = [[day for index, day in enumerate(written) if index % 3 == part] for part in order]
    made = case(*(
        "\n".join(f"<DATE:{day:%d/%m/%Y}>\tevent" for day in part) if part else "Nothing dated." for part in parts))
    timeline = made.timeline
    assert timeline.anchor == min(written)
    told = {}
    for finding in made.findings:
        moment = timeline.moments[finding.key]
        told[moment.interval.first] = timeline.words(moment.interval)
    assert set(told) == set(written)
    places = [(day, _place(words)) for day, words in sorted(told.items())]
    for (one, (first, last)), (other, (low, high)) in pairwise(places):
        assert first <= high, "a later event is told as an earlier one"
        gap = (other - one).days
        assert low - last - 1 <= gap <= high - first + 1, "an interval is off by more than the unit"


def _place(words: str) -> tuple[int, int]:
    """Days since the anchor that "Week 3" or "Month 5" may mean, in generous calendar months."""
    unit, number = words.split()
    count = int(number)
    if unit == "Week":
        return 7 * (count - 1), 7 * count - 1
    return int(30.3 * (count - 1)) - 2, int(30.6 * count) + 2


def test_documents_and_findings_may_come_in_any_order() -> None:
    made = case("Visit <DATE:02/01/2023>", "Visit <DATE:5th March>", "Visit <DATE:01/02/2023>, then <DATE:the 9th>")
    forward = made.timeline
    backward = type(forward).of(reversed(made.documents), reversed(made.findings))
    assert forward.moments == backward.moments
    assert forward.anchor == backward.anchor


def test_ages_are_reckoned_at_the_row_not_at_the_end_of_a_chronology() -> None:
    rows = "\n".join(f"<DATE:0{month}/02/2{month}>\tevent" for month in range(1, 6))
    made = case(rows)
    offsets = [finding.start for finding in made.findings]
    assert [made.timeline.day_at("d01", offset + 12) for offset in offsets] == [
        date(2020 + month, 2, month) for month in range(1, 6)]


def test_births_alone_tell_who_is_grown_up_and_no_more() -> None:
    made = case("<DATE_OF_BIRTH:04/07/1973>\n<DATE_OF_BIRTH:03/05/2015>")
    assert made.redacted() == "[adult]\n[date of birth]"


def test_an_interval_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before"):
        Interval(first=date(2023, 1, 2), last=date(2023, 1, 1))


def test_a_range_is_told_as_a_range() -> None:
    made = case("Referral <DATE:02/01/2023>\nRespite <DATE:3-24 March 2023>.")
    assert made.redacted().endswith("Respite [Weeks 9–12].")


def test_festivals_are_generalised_or_kept_as_the_policy_says() -> None:
    made = case("Referral <DATE:02/03/2024>\nContact at <DATE:Eid>.")
    assert "Contact in [Week 6]." in made.redacted()
    kept = policy(dates=policy().dates.model_copy(update={"festivals": "keep"}))
    assert "Contact at Eid." in made.redacted(kept)


def test_a_due_date_is_told_in_the_unit_of_its_policy() -> None:
    made = case("Referral <DATE:02/01/2023>. Baby due <DATE:20/05/2023>.")
    assert made.redacted() == "Referral [Week 1]. Baby due [Week 20]."
    assert made.redacted(policy("publication")) == "Referral [Week 1]. Baby due [Month 5]."


def test_a_due_date_is_no_birth_even_where_it_was_found_as_one() -> None:
    made = case("Referral <DATE:02/01/2023>\nEDD\t<DATE_OF_BIRTH:20/05/2023>")
    assert made.redacted().endswith("EDD\t[due Week 20]")


def test_history_is_never_told_so_exactly_that_it_is_an_age() -> None:
    made = case("Referral <DATE:02/01/2023>\nFather <DATE:03/02/1988>, removed in <DATE:2011>.")
    assert made.redacted().endswith("Father [over 30 years before the case], removed [12 years before the case].")


def test_a_number_behind_a_full_stop_is_no_year() -> None:
    written = parse("12 September. 41")
    assert written is not None
    assert (written.month, written.day, written.year) == (9, 12, None)


@pytest.mark.parametrize(("marked", "told"), [
    ("Between <DATE:4 and 7 January 2023> he was not fed.", "In [Week 1] he was not fed."),
    ("She wasn't at home from <DATE:4th–7th January 2023>.", "She wasn't at home in [Week 1]."),
    ("From <DATE:2010> to <DATE:2015> he lived abroad.", "From [13 years before the case] to [8 years before the case] "
     "he lived abroad."),
    ("It was maybe the <DATE:2nd>.", "It was maybe [Week 1]."),
    ("SGO <DATE:2021>/<DATE:22> ended.", "SGO [2 years before the case] ended."),
    ("<DATE:Between> <DATE:Feb 2023> and <DATE:March 2023> he left.",
     "Between [about Week 7] and [about Week 11] he left."),
    ("2. <DATE:12 Jan>: no answer.", "2. [Week 2]: no answer."),
    ("<DATE:2>. <DATE:12 Jan>: no answer.", "2. [Week 2]: no answer."),
])
def test_grammar_survives_ranges_lists_and_articles(marked: str, told: str) -> None:
    assert case(f"Referral <DATE:02/01/2023>\n{marked}").redacted() == f"Referral [Week 1]\n{told}"


def test_before_the_case_is_said_once() -> None:
    made = case(
        "Referral <DATE:02/01/2023>\nBefore <DATE:Ramadan 2020> she ate. The order of <DATE:20 July 2021> stood. "
        "From <DATE:2010> to <DATE:2015> he was away.")
    assert made.redacted(policy("publication")) == (
        "Referral [Week 1]\n[before the case] she ate. The order [before the case] stood. "
        "[before the case] he was away.")


def test_months_begin_where_the_weeks_end() -> None:
    made = case("Referral <DATE:01/01/2023>\nSeen <DATE:28/01/2023>\nSeen <DATE:29/01/2023>\nSeen <DATE:02/03/2023>")
    assert made.redacted(policy("publication")) == "Referral [Week 1]\nSeen [Week 4]\nSeen [Month 2]\nSeen [Month 3]"


@pytest.mark.parametrize(("text", "first"), [
    ("Note of <DATE:04/09/2023>. <DATE:Christmas> was cancelled.", date(2022, 12, 24)),
    ("Note of <DATE:04/09/2023>. On <DATE:Boxing Day> he will see her.", date(2023, 12, 26)),
    ("Note of <DATE:03/10/2023>. Her <DATE:October 19> call was not logged.", date(2023, 10, 19)),
    ("Note of <DATE:03/10/2023>. Moved in <DATE:October 19>.", date(2019, 10, 1)),
    ("Note of <DATE:03/10/2023>. Hurt in <DATE:August 2017>; that <DATE:September> they did not go.", date(2017, 9, 1)),
])
def test_a_verb_behind_the_date_and_its_form_say_which_is_meant(text: str, first: date) -> None:
    made = case(text)
    assert made.timeline.moments[made.findings[-1].key].interval.first == first


def test_that_before_a_month_is_no_conjunction() -> None:
    made = case("Note of <DATE:03/10/2023>.\nHurt in <DATE:August 2017>; that <DATE:September> they left. "
                "She said that <DATE:July> was hard.")
    assert made.redacted().endswith(
        "Hurt [6 years before the case]; [6 years before the case] they left. "
        "She said that [3 months before the case] was hard.")


@pytest.mark.parametrize(("marked", "told"), [
    ("He was born on <DATE_OF_BIRTH:3 March 2016> and has no school.", "He was [aged 5–9] and has no school."),
    ("<PERSON#sibling:Kai>, born <DATE_OF_BIRTH:3/3/16>, rang.", "[Child B], [aged 5–9], rang."),
    ("Born <DATE_OF_BIRTH:3 March 2016> in town.", "Born [now aged 5–9] in town."),
    ("Baby was born on <DATE_OF_BIRTH:30 December 2022> and is well.", "Baby was born [now under 1] and is well."),
    ('"I was born on <DATE_OF_BIRTH:Halloween>"', '"I was born on [date of birth]"'),
    ("Born on <DATE_OF_BIRTH:3 June>.", "Born on [date of birth]."),
])
def test_a_birth_keeps_its_sentence_and_a_day_without_a_year_is_no_age(marked: str, told: str) -> None:
    assert case(f"Referral <DATE:02/01/2023>\n{marked}").redacted() == f"Referral [Week 1]\n{told}"


def test_a_clock_time_is_never_cut() -> None:
    read = case("Referral <DATE:02/01/2023>\nHe was out till 11.30pm. Arrived 14.10, left 15.35.").redacted()
    assert read.endswith("He was out till [overnight]. Arrived [afternoon], left [afternoon].")


@pytest.mark.parametrize(("marked", "told"), [
    ("On <DATE:3rd, 4th and 5th January> he ate.", "In [Week 1] he ate."),
    ("On <DATE:the third of January> he left.", "In [Week 1] he left."),
    ("<DATE:This January> is hard. Next <DATE:January> she will be ready.",
     "[about Week 3] is hard. In [about Week 55] she will be ready."),
    ("By the <DATE:end of January> he left.", "By [about Week 4] he left."),
    ("The <DATE:3rd> was the worst.", "[Week 1] was the worst."),
    ("Dated <DATE:2023-01-03T21:14>.", "Dated [Week 1, evening]."),
    ("Not before <DATE:Eid 2020>.", "Not before [3 years before the case]."),
])
def test_lists_words_and_subjects_read_on(marked: str, told: str) -> None:
    assert case(f"Referral <DATE:02/01/2023>\n{marked}").redacted() == f"Referral [Week 1]\n{told}"


def test_no_negation_and_no_night_is_lost_before_the_case() -> None:
    made = case("Referral <DATE:02/01/2023>\nNot before <DATE:Eid 2020>. On the night of <DATE:8 June 2019> he left.")
    read = made.redacted(policy("publication"))
    assert "Not before [before the case]" in read
    assert "night of [before the case]" in read
