"""What the audience reads: labels that fit their sentence, and nothing changed around them."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from replacement_case import Case, case, document, policy

from redactor.casefile import ENTITY_TYPES, Group
from redactor.errors import UsageError, VerificationError
from redactor.recognition.attributes import find_attributes
from redactor.recognition.labels import OwnLabels
from redactor.replacement import apply, plan, redacted_text
from redactor.replacement.actions import ACTIONS
from redactor.replacement.actions.ages import stated_band
from redactor.replacement.plan import flagged
from redactor.rulebook.actions import Action, GroupAction
from redactor.rulebook.models import AgeBand
from redactor.rulebook.tables import table


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        ("<PERSON#sibling:Kayden> (<AGE:6>) was calm.", "[Child B, aged 5–9] was calm."),
        ("<PERSON#sibling:Kayden> (<AGE:6> years old) was calm.", "[Child B, aged 5–9] was calm."),
        ("<PERSON#sibling:Kayden>, aged <AGE:6>, was calm.", "[Child B], aged [5–9], was calm."),
        ("<PERSON#sibling:Kayden> (<AGE:6>) left. <PERSON#sibling:Kayden> (<AGE:6>) came.",
         "[Child B, aged 5–9] left. [Child B] came."),
        ("<PERSON#sibling:Kayden> (<AGE:9>), later <PERSON#sibling:Kayden> (<AGE:10>).",
         "[Child B, aged 5–9], later [Child B, aged 10–15]."),
        ("<PERSON#mother:Kelly Hart> (<AGE:34>) rang.", "[Mother] rang."),
        ("Mrs <PERSON#mother:Hart> rang.", "[Mother] rang."),
        ("Mr and Mrs <PERSON#mother:Hart>'s car", "[Mother]'s car"),
        ("I miss <PERSON#mother:Kelly>.", "I miss [Mother]."),
        ("Mo (<PERSON#mother:Kelly Hart>) rang.", "Mo ([Mother]) rang."),
        ("Mrs and <PERSON#mother:Kelly Hart>", "Mrs and [Mother]"),
        ("Baby <PERSON#unborn:Hart> moves", "[Unborn Baby] moves"),
        ("<PERSON#mother:Elizabeth> (<PERSON#mother:Liz>) rang.", "[Mother] rang."),
        ("Unborn Baby <PERSON#unborn:Hart>", "[Unborn Baby]"),
        ("Mrs <PERSON#mother:Hart> snr (<PERSON#mother:Kelly>) rang.", "[Mother] rang."),
        ("Mrs <PERSON#mother:Hart> senior practitioner", "[Mother] senior practitioner"),
        ("Mrs <PERSON#mother:Hart>, Sr, rang.", "[Mother], rang."),
        ("SW <PERSON#worker:Ann Lee>, Sr <PERSON#nobody:Mary Dunn>", "SW [Social Worker], Sr [Person 5]"),
        ("SW <PERSON#worker:Ann Lee>, the <PERSON#nobody:Doe>s", "SW [Social Worker], the [Person 5]s"),
        ("an <AGE:8-year-old> boy", "a [5–9-year-old] boy"),
        ("a child aged <AGE:7>", "a child aged [5–9]"),
        ("a girl (<AGE:4>)", "a girl [aged 1–4]"),
        ("<PERSON#nobody:Ruby> (<AGE:9>) plays", "[Person 5, aged 5–9] plays"),
        ("his <AGE:8th birthday>", "his [birthday, aged 5–9]"),
        ("She turned <AGE:6> yesterday.", "She turned [5–9] yesterday."),
        ("at <AGE:8 months> old", "at [under 1] old"),
        ("at <AGE:8> weeks", "at [under 1]"),
        ("Phone <PHONE_NUMBER:07700 900123>, NHS no. <UK_NHS:999 000 0018>", "Phone [Phone], NHS no. [NHS number]"),
        ("an <ORGANISATION:Elm House refuge> place", "a [Safe accommodation] place"),
        ("moved to the refuge, <ORGANISATION:Elm House>.", "moved to the refuge, [Safe accommodation]."),
        ("at <ORGANISATION:St Ebba's Hospital>", "at [Hospital]"),
        ("<ORGANISATION#school:St Ebba's Primary> said", "[Primary School 1] said"),
        ("via <ORGANISATION:Exampleshire Council>", "via [Another Authority]"),
        ("from <LOCATION:Somalia>", "from [East Africa]"),
        ("in <LOCATION:Sampleford>", "in [Place]"),
        ("<QUASI:Somali> family", "[East African] family"),
        ("an <QUASI:Albanian> man", "an [Eastern European] man"),
        ("a <QUASI:Polish> man", "an [Eastern European] man"),
        ("a <QUASI:Somali> interpreter", "a [community-language] interpreter"),
        ("speaks <QUASI:Tigrinya>", "speaks [a community language]"),
        ("<QUASI:mother of eight>", "mother of [a large sibling group]"),
        ("She is a <QUASI:mother of eight>.", "She is a mother of [a large sibling group]."),
        ("<QUASI:Five older siblings adopted>", "[Some] older siblings adopted"),
        ("<QUASI:eldest of seven>", "[part of a large sibling group]"),
        ("has <QUASI:seven children>", "has [a large sibling group]"),
        ("her <QUASI:ninth child>", "her [fourth or later] child"),
        ("<QUASI:Sixth baby>. Late booking.", "[Fourth or later] baby. Late booking."),
        ("expecting an <QUASI:eighth child>", "expecting a [fourth or later] child"),
        ("her <AGE:sixth> child", "her [fourth or later] child"),
        ("eldest of Jo's <AGE:two>, well", "eldest of Jo's two, well"),
        ("<QUASI:Five children> lost. All <QUASI:five children>.",
         "[A large sibling group] lost. All [of a large sibling group]."),
        ("her <QUASI:six children> and <QUASI:four brothers and sisters>",
         "her [large sibling group] and [a large sibling group]"),
        ("At <AGE:13> she left, home from <AGE:16>.", "At [age 10–15] she left, home from [age 16–17]."),
        ("Shaun <AGE:8R> is late", "Shaun [Key Stage 3] is late"),
        ("dad is a <QUASI:trawlerman>", "dad is a [worker in fishing and farming]"),
        ("has <QUASI:Kabuki syndrome>", "has [a genetic condition]"),
        ("a <QUASI:Batten disease> diagnosis", "a [life-limiting genetic condition] diagnosis"),
        ("a <QUASI:British Somali> family", "a [Black] family"),
        ("a <QUASI:British national> by birth", "a British national by birth"),
        ("owes <QUASI:£31,240> to a lender", "owes [a five-figure sum] to a lender"),
        ("a <QUASI:£1,200> fine, then the <QUASI:17k pounds>", "a [four-figure] fine, then the [five-figure sum]"),
        ("<QUASI:22,000> ecstasy tablets", "[a five-figure number of] ecstasy tablets"),
        ("fined <QUASI:292 euros> in all", "fined [a three-figure sum] in all"),
        ("<QUASI:£2,000,000> was paid", "[A seven-figure sum] was paid"),
    ],
)
def test_labels_fit_their_sentence(marked: str, read: str) -> None:
    chosen = policy(attributes={**policy().attributes, "diagnosis": Action.CONDITION_KIND,
                                 "money": Action.MAGNITUDE})
    assert case(marked).redacted(chosen) == read


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        ("on <DATE:17/01/2023> she rang", "in [Week 3] she rang"),
        ("On <DATE:17/01/2023> she rang", "In [Week 3] she rang"),
        ("on the <DATE:17th January>", "in [Week 3]"),
        ("by the <DATE:17th January> at the latest", "by [Week 3] at the latest"),
        ("the <DATE:17 January> meeting", "the [Week 3] meeting"),
        ("in <DATE:2019> she", "[4 years before the case] she"),
        ("heroin <DATE:2014–2019>", "heroin [9 to 4 years before the case]"),
        ("since <DATE:2019> she", "since [4 years before the case] she"),
        ("<DATE:17/01/2023> 14:20 rang", "[Week 3, afternoon] rang"),
        ("<DATE:17/01/2023 21:05> rang", "[Week 3, evening] rang"),
        ("rang at 14:20 and 9am, arrived 23:10", "rang [in the afternoon] and [morning], arrived [overnight]"),
        ("seen <DATE:17/01/2023>\n18:02 she wrote", "seen [Week 3]\n[evening] she wrote"),
        ("Contact (<DATE:17/01/2023>)", "Contact [Week 3]"),
        ("[<DATE:17/01/2023> 19:02] text [19:04] text", "[Week 3, evening] text [evening] text"),
        ("booked at 27+1", "booked [in the second trimester]"),
        ("a staffing ratio of 1:12", "a staffing ratio of 1:12"),
        ("EPDS 10/12/14, ratio 1:1, 2.30 mg, £3.50", "EPDS 10/12/14, ratio 1:1, 2.30 mg, £3.50"),
        ("Seen at 14/40, 14+2/40 and 30 weeks pregnant", "Seen [in the second trimester], [second trimester] and "
         "[in the third trimester of pregnancy]"),
        ("born at 31/40", "born [preterm]"),
        ("in Year 4 with a Y6 friend", "in [Key Stage 2] with a [Key Stage 2] friend"),
        ("<DATE:17/01/2023>, 14.10 to 15.35 wrote", "[Week 3, afternoon] wrote"),
        ("seen <DATE:17/01/2023> at 19.20, gone at 21.50 that day", "seen [Week 3, evening], gone [in the evening] "
         "that day"),
        ("<DATE:New Year 8>, joined", "New [Key Stage 3], joined"),
        ("Referral <DATE:17/01/2023>. Born <DATE:29th> <DATE:03.12>, <AGE:38>+5. Well",
         "Referral [Week 3]. Born [1 week before the case, overnight], [full term]. Well"),
        ("came at 8.52. She", "came [in the morning]. She"),
        ("do it at 3 a.m.; never", "do it [overnight]; never"),
        ("Flew in on <DATE:17/01/2023> alone", "Flew in [Week 3] alone"),
        ("unnamed in <DATE:31 years>.", "unnamed in [some years]."),
        ("there to the <DATE:12th of> this month", "there to [Week 2]"),
        ("until next <DATE:12 January>, or next <DATE:12 January>", "until [Week 2], or in [Week 2]"),
        ("to the <DATE:12th> of <DATE:this month>.", "to [Week 2]."),
        ("to the <DATE:12th> <DATE:of this month>.", "to [Week 2]."),
        ("since last <DATE:February> she", "since [11 months before the case] she"),
        ("<DATE:17/01/2023> 00:51: u there", "[Week 3, overnight]: u there"),
        ("safe by 01.15, arrived 17.55, rate 12.50", "safe [overnight], arrived [in the evening], rate 12.50"),
        ("Born at term, 38+5.", "Born at term, [full term]."),
        ("Sums of 38+5", "Sums of 38+5"),
        ("meeting was on <DATE:Tuesday (17/01>) then", "meeting was in [Week 3] then"),
        ("logs <DATE:(2021 ×2)>, one", "logs [2 years before the case], one"),
        ("rang <DATE:12 January. 41> seconds", "rang [Week 2]. 41 seconds"),
        ("off the plan in <DATE:June>, ends <DATE:June 2023>", "off the plan [7 months before the case], ends "
         "[about Week 24]"),
        ("stays until the <DATE:Easter holidays>.", "stays until [Week 14]."),
        ("for the week of <DATE:16/01/2023>", "for [Week 3]"),
        ("born, 38+5, baby well", "born, [full term], baby well"),
        ("<DATE:17/01/2023> <DATE:17 January> they met", "[Week 3] they met"),
    ],
)
def test_times_fit_their_sentence(marked: str, read: str) -> None:
    assert case(f"Referral <DATE:02/01/2023>\n{marked}").redacted().partition("\n")[2] == read


def test_the_domain_example_reads_as_it_should() -> None:
    made = case(
        "Referral <DATE:12/09/2022>\n"
        "<PERSON#mother:Mo> rang <DATE:12/09> 14:20, 14/40 with <QUASI:9th child>, same fa as <PERSON#sibling:Kayden> "
        "(<AGE:3>). <QUASI:Five older sibs adopted> via <ORGANISATION:Kent Council>. Lives <LOCATION:Welling>, "
        "works as a <QUASI:trawlerman>."
    )
    places = policy().places.model_copy(update={"region_types": {"Welling": "an outer-urban area"}})
    assert made.redacted(policy(places=places)).partition("\n")[2] == (
        "[Mother] rang [Week 1, afternoon], [second trimester] with [fourth or later] child, same fa as "
        "[Child B, aged 1–4]. [Some] older sibs adopted via [Another Authority]. Lives [an outer-urban area], "
        "works as a [worker in fishing and farming]."
    )


def test_a_birthday_beside_a_name_is_a_date_of_birth() -> None:
    made = case("Visit <DATE:02/01/2023>\nFor <PERSON#child:Tyler>, <DATE:04/05/2016>. He came <DATE:04/05/2016>.")
    assert made.redacted().endswith("For [Child A], [aged 5–9]. He came [7 years before the case].")
    rows = case("<DATE:02/01/2023>\t<PERSON#mother:Kelly>\n<DATE:04/05/2016>\t<PERSON#child:Tyler> born")
    assert rows.redacted().startswith("[Week 1]\t[Mother]\n[7 years before the case]\t")


def test_a_childs_band_is_shown_once_at_its_first_mention() -> None:
    made = case("Visit <DATE:02/01/2023>\n<PERSON#child:Tyler> sat. <PERSON#child:Tyler> stood.")
    assert made.redacted().endswith("[Child A, aged 5–9] sat. [Child A] stood.")


def test_an_age_in_a_column_of_ages_is_a_bare_band() -> None:
    made = case("<PERSON#sibling:Kayden>\t<AGE:6>", columns=("Name", "Age"))
    assert made.redacted() == "[Child B]\t[5–9]"


def test_groups_are_switches_of_the_policy() -> None:
    made = case("<PERSON#worker:Ann Lee> met <PERSON#mother:Kelly Hart>.")
    assert made.redacted() == "[Social Worker] met [Mother]."
    assert made.redacted(policy("publication")) == "[Professional] met [Mother]."
    groups = policy().groups
    keep = groups[Group.PROFESSIONAL].model_copy(update={"action": GroupAction.KEEP})
    kept = policy(groups={**groups, Group.PROFESSIONAL: keep})
    assert made.redacted(kept) == "Ann Lee met [Mother]."


def test_ones_own_council_is_kept_or_removed_by_policy_and_another_never_named() -> None:
    made = case("<ORGANISATION:Sampleton Council> and <ORGANISATION:Exampleshire Council>")
    assert made.redacted(policy(own_council=("Sampleton Council",), keep_own_council=True)) == (
        "Sampleton Council and [Another Authority]")
    assert made.redacted(policy(own_council=("Sampleton Council",))) == "[Council] and [Another Authority]"


@pytest.mark.parametrize("name", ["success-review", "internal-learning", "publication"])
def test_a_refuge_is_safe_accommodation_under_every_policy(name: str) -> None:
    chosen = policy(name)
    keep = chosen.entities["ORGANISATION"].model_copy(update={"action": Action.KEEP})
    entities = {**chosen.entities, "ORGANISATION": keep}
    for used in (chosen, policy(name, entities=entities)):
        assert case("in <ORGANISATION:Elm House Refuge>").redacted(used) == "in [Safe accommodation]"


@pytest.mark.parametrize("name", ["success-review", "internal-learning", "publication"])
def test_every_entity_type_is_replaced_or_kept_on_purpose(name: str) -> None:
    chosen = policy(name)
    made = case("Visit <DATE:02/01/2023>\n" + "\n".join(
        f"<{entity}:zzqq7 words>" for entity in ENTITY_TYPES if entity not in {"QUASI", "DATE"}))
    assert "zzqq7" not in made.redacted(chosen)


def test_indirect_identifiers_the_policy_flags_stay_and_are_flagged() -> None:
    made = case("The <QUASI:twins> are well.")
    assert made.redacted() == "The twins are well."
    assert [flag.kind for flag in flagged(made.documents[0], made.findings, policy())] == ["indirect identifier"]


def test_attributes_are_treated_each_in_its_own_way() -> None:
    made = case("a <QUASI:Somali> <QUASI:trawlerman>")
    assert made.redacted(policy("publication")) == "a [nationality] [worker in fishing and farming]"
    assert made.redacted(policy("internal-learning")) == "an [East African] trawlerman"


def test_a_nationality_is_told_with_whoever_has_it() -> None:
    made = case("an <QUASI:Iraqi national>, two <QUASI:Turkish nationals> and a <QUASI:British national>")
    # What most people here are tells of nobody in a hall; a stranger with a search engine does not read it either.
    assert made.redacted() == "a [Middle Eastern national], two [Middle Eastern nationals] and a British national"
    assert made.redacted(policy("publication")) == (
        "a [national of a country], two [nationals of a country] and a [national of a country]")


def test_work_is_told_whole_by_its_sector() -> None:
    made = case("He was a <QUASI:Lance Corporal in the British army>; her husband, <QUASI:scaffolder>, is out.")
    assert made.redacted() == "He was a [worker in the armed forces]; her husband, [worker in building], is out."


def test_stages_and_clock_times_stay_where_the_policy_keeps_them() -> None:
    text = "14/40 at 14:20, in Year 4"
    kept = policy(
        ages=policy().ages.model_copy(update={"gestation": "keep", "school_years": "keep"}),
        dates=policy().dates.model_copy(update={"clock_times": "keep"}))
    assert case(text).redacted(kept) == text


def test_keyed_actions_need_the_workspaces_secret() -> None:
    rule = policy().entities["PHONE_NUMBER"].model_copy(
        update={"action": Action.KEYED_HASH, "options": {"length": 12}})
    chosen = policy(entities={**policy().entities, "PHONE_NUMBER": rule})
    made = case("<PHONE_NUMBER:07700 900123> or <PHONE_NUMBER:07700900123>, <PHONE_NUMBER:07700 900999>")
    one, other, third = re.findall(r"\[([0-9a-f]{12})\]", made.redacted(chosen))
    assert one == other != third
    with pytest.raises(UsageError):
        plan(made.documents[0], made.findings, made.resolution, made.timeline, chosen)


def test_a_case_wide_shift_keeps_weekdays_and_distances() -> None:
    rule = policy().entities["DATE"].model_copy(update={"action": Action.DATE_SHIFT})
    made = case("<DATE:Monday 2 January 2023>, <DATE:16/01/2023>")
    shifted = made.redacted(policy(entities={**policy().entities, "DATE": rule}))
    first, second = re.findall(r"\[(\d+) (\w+ \d+)\]", shifted)
    days = [datetime.strptime(" ".join(found), "%d %B %Y") for found in (first, second)]
    assert (days[1] - days[0]).days == 14
    assert days[0].weekday() == 0
    assert days[0].year < 2023 or days[0].month != 1


def test_a_second_date_shift_shifts_again_and_keeps_intervals_and_brackets() -> None:
    """A shifted date looks like any date in brackets, so it cannot be left alone: it is resolved and moved again."""
    rule = policy().entities["DATE"].model_copy(update={"action": Action.DATE_SHIFT})
    chosen = policy(entities={**policy().entities, "DATE": rule})
    once = case("Referral <DATE:02/01/2023>. Closed <DATE:20/03/2023>.").redacted(chosen)
    shown = re.findall(r"\[(\d+ \w+ \d{4})\]", once)
    twice = case(re.sub(r"\[(\d+ \w+ \d{4})\]", r"[<DATE:\1>]", once)).redacted(chosen)
    again = re.findall(r"(?<!\[)\[(\d+ \w+ \d{4})\](?!\])", twice)
    days = [[datetime.strptime(day, "%d %B %Y").date() for day in row] for row in (shown, again)]
    assert [first - last for first, last in days] == [date(2023, 1, 2) - date(2023, 3, 20)] * 2
    assert not set(shown) & set(again)


def test_overlapping_findings_are_refused() -> None:
    made = case("<PERSON:Kelly Hart>")
    with pytest.raises(VerificationError):
        plan(made.documents[0], [*made.findings, *made.findings], made.resolution, made.timeline, policy())


def test_every_action_of_the_policies_has_an_operator() -> None:
    ours = {action().operator_name() for action in ACTIONS}
    assert {action.value for action in Action} - ours <= {"mask", "drop", "keep", "flag", "encrypt"}


@pytest.mark.parametrize("name", ["events", "heritage", "sectors", "conditions"])
def test_tables_are_there_and_have_no_empty_entries(name: str) -> None:
    assert all(table(name).values())


@pytest.mark.parametrize(("written", "band"), [("5/12", "under 1"), ("6/52 old", "under 1"), ("18/12", "aged 1–4")])
def test_a_babys_months_and_weeks_are_no_years(written: str, band: str) -> None:
    assert stated_band(written, policy()) == band


def test_bands_cover_every_age() -> None:
    assert policy().ages.bands[-1] == AgeBand(label="65+")
    assert case("aged <AGE:103>, <AGE:0>").redacted() == "aged [65+], [under 1]"


# Nothing around a replacement changes, and our own labels are left alone

_WORDS = st.sampled_from([
    "Mum did not", "agreed to", "s47", "on", "the", "an", "a", "(", ")", "Mrs", "at 14:20", "and", "14/40,", "never",
    "was", "\n", "\t", "[Mother]", "in", "by the", "Unborn Baby", "mother of", "Year 4", "“", "”", "hit",
    "Week 3",
])
_MARKS = st.sampled_from([
    "<PERSON#mother:Kelly Hart>", "<PERSON#sibling:Kayden>", "<AGE:6>", "<DATE:17/01/2023>", "<DATE:3rd>",
    "<DATE:June>",
    "<ORGANISATION#school:St Ebba's>", "<LOCATION:Sampleford>", "<QUASI:Somali>", "<QUASI:twins>",
    "<UK_NHS:999 000 0018>",
    "<QUASI:mother of eight>", "<PERSON#worker:Ann>", "<DATE:2012>", "<QUASI:five adopted>",
])
_TEXTS = st.lists(_WORDS | _MARKS, min_size=1, max_size=14).map(" ".join)


@given(_TEXTS, st.sampled_from(["success-review", "internal-learning", "publication"]))
def test_nothing_outside_a_replaced_span_changes(marked: str, name: str) -> None:
    made = case(f"<DATE:02/01/2023>\n{marked}")
    replacements = made.replacements(policy(name))
    text, position, expected = made.documents[0].text, 0, []
    for item in replacements:
        assert position <= item.finding.start, "replacements overlap"
        expected += [text[position:item.finding.start], item.text]
        position = item.finding.end
    assert made.redacted(policy(name)) == "".join([*expected, text[position:]])
    for item in replacements:
        _assert_widened_over_small_words(made, text, item.finding.start, item.finding.end)


def _assert_widened_over_small_words(made: Case, text: str, start: int, end: int) -> None:
    covered = text[start:end]
    for finding in sorted(made.findings, key=lambda finding: -finding.start):
        if start <= finding.start and finding.end <= end:
            covered = covered[:finding.start - start] + " " + covered[finding.end - start:]
    small = r"\b(?:Mrs|on|in|the|an?|at|Unborn Baby|Mother|\d{1,2}:\d\d|\d\d/\d\d|Year \d)\b|[()“”,\s]"
    left = re.sub(small, "", covered)
    assert not left, f"a replacement swallowed {left!r}"


@given(_TEXTS)
def test_a_second_run_leaves_our_labels_alone(marked: str) -> None:
    once = case(f"<DATE:02/01/2023>\n{marked}").redacted()
    again = document(once)
    labels = list(OwnLabels([policy()]).spans(once))
    findings = [
        finding for finding in find_attributes(again)
        if not any(start < finding.end and finding.start < end for start, end in labels)
    ]
    made = case("")
    planned = plan(again, findings, made.resolution, made.timeline, policy())
    assert redacted_text(again, planned) == once
    for match in re.finditer(r"\[[^\[\]\n]+\]", once):
        assert match.span() in labels, match[0]


def test_findings_within_our_own_labels_are_left_alone() -> None:
    made = case(
        "[Child A, <AGE:aged 5–9>] met [<PERSON#mother:Mother>] in [<DATE:Week 3>] and [<PERSON#mother:Kelly>].")
    assert made.redacted() == "[Child A, aged 5–9] met [Mother] in [Week 3] and [Mother]."


@pytest.mark.parametrize(
    "words", ["John Smith", "Hope", "SJ", "K", "Kayden, aged 6", "sic", "12/03/2023", "Sam", "07700 900123",
              "Faith", "Christian", "Black"])
def test_a_name_in_brackets_is_no_label(words: str) -> None:
    assert not OwnLabels([policy()]).is_label(words)


def test_replacements_across_blocks_are_written_once() -> None:
    made = case("<PERSON#mother:Kelly>\n<PERSON#mother:Hart>")
    whole = made.findings[0].__class__(
        document_id="d01", start=0, end=made.findings[1].end, entity_type="PERSON", score=1.0, recogniser="test")
    replacements = plan(made.documents[0], [whole], made.resolution, made.timeline, policy())
    edits = apply(made.documents[0], replacements)
    assert [[edit.text for edit in edits[block.id]] for block in made.documents[0].blocks] == [["[Person]"], [""]]
