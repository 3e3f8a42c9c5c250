"""Every identifier of the catalogue in the ways it is written, and the look-alikes that must stay readable."""

import re

import pytest

from redactor.recognition.abroad import Abroad
from redactor.recognition.normalise import normalise
from redactor.recognition.patterns import SpanRecogniser
from redactor.recognition.uk import recognisers
from redactor.recognition.uk.checksums import CHECKSUM_OF
from redactor.recognition.uk.dates import is_festival
from redactor.rulebook import find_problems, load_rulebook

SURE = 0.35


@pytest.fixture(scope="module")
def all_recognisers() -> list[SpanRecogniser]:
    return recognisers(load_rulebook())


def found(all_recognisers: list[SpanRecogniser], text: str) -> set[tuple[str, str]]:
    view = normalise(text).text
    return {
        (entity, view[start:end]) for recogniser in all_recognisers
        for start, end, entity, score, _ in recogniser.spans(view) if score >= SURE
    }


def test_a_log_begins_its_entries_with_clock_times_and_a_chronology_with_years(
    all_recognisers: list[SpanRecogniser],
) -> None:
    assert found(all_recognisers, "1942 Informant rang\n2047 Unit sent\n2115 Area search") == set()
    assert {words for _, words in found(all_recognisers, "1999 Moved in\n2014 Married\n0930 visit")} == {"1999", "2014"}
    assert {words for _, words in found(all_recognisers, "1999 Moved in\n2014 Married\n2019 Parted")} == {
        "1999", "2014", "2019"}


def test_packaged_rules_are_sound() -> None:
    assert not find_problems(None)


#: < and > mark what must be covered, by the type named.
FORMATS = {
    "UK_NHS": ["NHS <999 000 0018>", "nhs no: <9990000018>", "NHS: <9990000019>", "NHS no <999-000-0018>",
               "NHS ref <999 000 0O18>", "NHS No. <999.000.0018>", "ref: <999 000 0O18>",
               "seen as <999.000.0018> since"],
    "UK_CHI": ["CHI <0101230028>", "CHI no 0101230028"],
    "UK_HC_NUMBER": ["H&C <320 000 0015>"],
    "UK_NINO": ["NINO <QQ123456C>", "NI <QQ 12 34 56 C>", "<QQ-12-34-56-C>", "NI no: <QQ123456>"],
    "UK_UPN": ["UPN: <T999999901001>"],
    "UK_ULN": ["ULN <9990000017>"],
    "UK_UTR": ["UTR <9000000001>"],
    "UK_PASSPORT": ["passport no <123456789>"],
    "FOREIGN_ID": ["PESEL <99010100001>", "PPS <1234567AB>"],
    "UK_DRIVING_LICENCE": ["licence <MORGA657054SM9IJ>", "<MORGA 657054 SM9IJ>"],
    "UK_POSTCODE": ["at <ZZ99 3VZ>", "<ne1 4xx>", "<SW1A1AA>", "postcode <DA6  7AB>", "at <DAl 4AB>", "somewhere in <DA6>", "flat in <SN2 2>", "Leith <EH6>", "12 Example Road, Exampleton <N16>."],
    "UPRN": ["UPRN <999999999999>"],
    "ADDRESS": ["<12 Example Street>", "<Flat 4, 18 Cardinal Row>", "<14a High Rd, Exampleton> ZZ99 3VZ", "row at <no. 6> again", "<14 SAMPLE TERRACE>",
                "<88 Sample Hill Rd>", "<92 Westgate>",
                "lives at <number 14>", "<Room 12, Sample Hostel>", "<///filled.count.soap>", "<221b baker street>",
                "<3 Heol y Felin>", "<Plot 7>", "<PO Box 123>"],
    "PHONE_NUMBER": ["<07700 900123>", "<07700900123>", "<+44 7700 900123>", "<0044 7700 900 123>", "<(01632) 960123>",
                     "<020 7946 0123>", "<01632.960.123>", "<01632 960 960 ext 214>", "<020 7946 0100 opt 2>",
                     "mob: <07700-900-123>", "tel <960123>", "ext <4471>", "number ending <412>",
                     "Tel: <01632 960123>/07700 900123", "Tel: 01632 960123/<07700 900123>", "Tel <01632 960123/960124>", "on <07700/900123>",
                     "m-<07700900123>", "M.<07700 900123>", "T.<01632 960123>", "mobile <O7700 900123>", "rang <07700 9OO123>",
                     "on (0)<20 7946 0123>", "call <07700 900 12 3>", "card ends <4471>"],
    "EMAIL_ADDRESS": ["<jo.example@example.org>", "<j_o+x@mail.example.nhs.uk>", "<jo at example dot org>", "<jo.example @ example.org>", "<Jo.Example AT example DOT org>",
                      "<jo99@hotmail>", "<jo99@gmail,com>", "<jo99[@]example.org>"],
    "URL": ["<https://example.org/a?b=1>", "<www.example.org>", "<example.org.uk>", "<fb.com/jo.example>", "<gofund.me/abc123>", "<youtu.be/Ab12Cd>",
            "<wa.me/447700900123>"],
    "SOCIAL_HANDLE": ["on insta <@example_user>", "her <@schoolgirl>", "snap <example.user99>", "gamertag: <Example_User7>", "on snap (hers is <example.user>)", "snap: <exampleuser7>", "user name <exampleuser7>"],
    "UK_VEHICLE_REGISTRATION": ["drives <AB51 ABC>", "reg <AB51ABC>", "red Corsa, reg <Y417 ABC>"],
    "BANK_ACCOUNT": ["<00-00-00 00000000>", "sort code <00-00-00>", "a/c no <12345678>"],
    "IBAN_CODE": ["<GB33BUKB20201555555555>"],
    "CREDIT_CARD": ["card <4111 1111 1111 1111>"],
    "CASE_SYSTEM_ID": ["Mosaic ID <0000001>", "LCS <1048827>"],
    "COURT_CASE": ["<XX99C00001>", "case no <ZC13P00123>"],
    "HMCTS_CCD_ID": ["<1604-3094-9671-4935>"],
    "NEUTRAL_CITATION": ["<[2099] EWFC 1>", "<[2099] EWHC 123 (Fam)>"],
    "LEGAL_AID_REF": ["UFN <010199/001>"],
    "POLICE_REF": ["CAD <0001/01JAN99>", "<99PAC000001>", "crime ref <42/12345/23>", "log <12 of 3/4/23>"],
    "CPS_URN": ["<99ZZ0000199>"],
    "PNC_ID": ["PNC <2099/0000001G>"],
    "CRO_NUMBER": ["CRO <000001/99W>"],
    "PRISON_NUMBER": ["<A0000AA>"],
    "PROBATION_CRN": ["CRN <X000000>"],
    "HOME_OFFICE_REF": ["HO ref <A0000000>", "NASS <99/01/00001>"],
    "PROF_REGISTRATION": ["<SW000000>", "NMC <00A0000A>", "GMC <1234567>"],
    "SETTING_REF": ["Ofsted URN <SC000000>"],
    "OTHER_REF": ["tenancy ref <TN/100001/1>", "our ref: <ABC/123/45>", "Incident form <INC 240771>", "quote <H-00123>",
                  "voucher no <E-71204-33K>", "staff number <4417>", "signed in <54160022817> today", "form <MOS00418827>"],
    "IP_ADDRESS": ["from <192.0.2.17>"],
    "DATE": ["approved in <two thousand and fourteen>", "born in <nineteen eighty two>", "moved in <twenty twenty one>",
             "HOME SINCE <APRIL>, WELL", "UNTIL <MARCH>.", "Review:<12/03/23>", "between <07/03/23>-12/03/23", "07/03/2023–<12/03/2023>", "<12/03/23>,14/03/23", "12/03/23,<14/03/23>", "<12/03/23>-10:30",
             "<12/03/2023>:10.30", "<12//03//2023>", "seen <12/3/'23>", "12.03.23-<14.03.23>", "on 12/9-<14/9>", "<01.03.2019> - 03.04.2019", "<12/03/2023>", "<12.3.23>", "<3rd March>", "<21 Mar 2021>", "<March 2021>", "since <March>", "<2023-03-12>",
             "by the <25th>", "on the <ninth>.", "w/c <4/9>", "seen on <18/1>.", "in <2019>", "<Sept '22>", "<Christmas Day 2022>",
             "at <Eid>", "<summer '22>", "<12-03-2023>", "<5 & 6 May>",
             "by <17.2>.", "expires <11/24>.", "<03/2016> moved", "<04MAR2016>", "<Twenty-ninth February 2020>", "<9 Rhagfyr 2022>",
             "<O3 JUL 1997>", "log_<2022-10-03>.pdf", "<Jan 8> 09:00", "baby due in <march>.", "on the <3RD DAY OF MAY>", "<early July> home visit", "blinds; <end Jan>; cot",
             "again <first week of August>.", "visit on <12 Septmber 2023>", "on <12 Janurary 2023>", "EDD: <040923>",
             "on <seventh of the second nineteen thirty nine>.", "on <fourth of the eleventh oh nine> full stop",
             "<3/24> wrist, 5/24 wrist, 1/25 chest", "see 18/8/22 + <5/23>)", "3/24 wrist, 5/24 wrist, <1/25> chest",
             "next Thurs <12th> @ 2pm", "seen <12-O3-2023>", "Date: Sat <2nd>   Time: 10.00", "came on Fri <3rd> and left",
             "Growth <12 Sep 23>: wt 12.9", "nil since <Ash Weds>", "it is <bonfire nite>", "weighed on the <9th>."],
    "DATE_OF_BIRTH": ["DOB <01/01/2099>", "d.o.b: <1.1.99>", "born <1 January 2099>", "b. <01/01/99>", "DOB <01/02/ 2015>", "DOB <01 /02/2015>",
                      "DOB-<12/03/2015>", "DOB<12/03/2015>", "DOB <1 2 2015>"],
    "PERSON": ["CHILDREN ..... <Minh> 4, Saoirse 1", "weans: Cara 6, <Tiernach> 2"],
    "AGE": ["baby Tyreece <5/12>, HV", "Baby boy <6/52>.", "placed at <four days> with Mary", "Macsen, then <9 months>, was in", "Nico, <7 weeks>, was weighed", "the applicant, aged <sixty three>, rang",  "aged <7>", "He is nearly <3>.", "she is almost <16> and", "left home at <15>.", "left school at <10> herself", "moved in aged <2>.", "Baby is <6 weeks>.", "Junaid <14>, Sara 11",
            "came home at <six months>.", "until he was <6 months>.", "is <7 years old>", "Tyler (<8>)", "a <15yo>", "<3 y.o.> boy", "a <14 y/o>", "a girl of <fourteen> trusted her", "a shy lad of <15>.", "at <four days old>",
            "baby (<14 months>)", "she's <9>.", "turned <6> yesterday", "Orla Example, <6>, said", "Logan E <7 yrs>", "Hafsa 11, Yahya <8>, Zoya 3.",
            "children 4 and <2>.", "kids amber 14, jade <11>. ", "his daughter, <5>, attends", "he is <five years and eleven months>.",
            "SMITH, Jane <72>, lives", "hes <83> he was ill", "CA <4;10> at test", "is <3½ years old>", "aged <3½>", "aged <2.5>",
            "Kit aged 3, 5 and <7>", "Kit aged 3, <5> and 7.", "Tyler and Kit (8 & <6>)", "Tyler [<8>] came", "Nan (<101>) came", "Baby Example, <11/52>, fed",
            "Mrs Example is <75 years of age>", "Young people linked: A.K. (<14>f), Jaz"],
}


@pytest.mark.parametrize(("entity", "text"), [(e, t) for e, texts in FORMATS.items() for t in texts])
def test_found(all_recognisers: list[SpanRecogniser], entity: str, text: str) -> None:
    wanted = match[1] if (match := re.search(r"<(.*)>", text)) else text.split()[-1]
    plain = text.replace("<", "").replace(">", "")
    # A longer finding of the same type covers it as well.
    assert any(kind == entity and wanted in words for kind, words in found(all_recognisers, plain)), found(
        all_recognisers, plain)


@pytest.mark.parametrize("text", [
    "S47 LAC review", "PAMS and ELSA completed", "Home visit at home.The baby was fine", "Gestation 14/40; EPDS 10, SDQ 12",
    "was 14 y, 3/5 sessions", "Clare's Law and Merton-compliant assessment", "ICO granted, CO sought; IRO agrees",
    "as per ref.No bruising seen", "s47 was agreed under s20", "Children Act 1989, s.17", "Working Together to Safeguard Children 2018",
    "six weeks ago, on Tuesday at 14:20", "for 6 weeks and 3 days", "BP 120/80, sats 98%", "scored 3/10", "paid £1,200 towards arrears",
    "within 15 working days, 72 hours, 26 weeks", "Year 6, KS2, P2", "may need respite; he will march on", "Part 25 and Form C110A",
    "two visits in 10 days", "he ate 2 of 3", "level 4 training", "ring 999 or 111", "Step 1. Step 2.", "5 out of 7 days",
    "Room for improvement", "Mum.Sh said so", "14/40 and growing", "the first child of three", "the eldest girl of four and", "Scaling: Mum 4, SW 6, Kit 3", "Re B [2013] UKSC 33",
    "he'd like (1) his own wok (2) to stay (3) to see her", "Review 8 wks. Next MDT 5 wks.", "supply for 10/7", "a 3/12 supply",
    "dropped from the 50th to the 25th centile", "wt 12.9 (25th), ht 91 (9th)", "Growth 25th/9th.", "Tues 2nd visit, Wed 3 visits", "asked a 2nd time", "2-year-old funding", "MCA 2005", "the Housing Act 1996 Part 7",
    "Visit 3, Session 4", "Child 1 and Child 2", "DASH 14 ticks", "met in room 2", "a 500MG tablet", "the column case_note",
    "They married 12 years ago", "he marked 15 of 20", "she decided 20 minutes later", "until she was 20 weeks pregnant", "a worker since he was one of six",
    "She is 20 weeks.", "stood 2 m apart", "Baby 2 was fed, Baby 1 slept", "nearly 40 minutes late", "almost 2 years sober", "an approx 10 cm bruise",
    "nearly six months since contact", "saw the 2nd worker", "the 3rd SW in a term", "until they were three hours in", "ages 0-5 service", "Mum scored 12. Dad scored 8.",
    "boy 1 and girl 2 in the genogram", "Mum 6, SW 4 on the scale", "home at 6, bed by 8.", "school from 9 to 3", "left at 5.",
    "took the PS5 away", "signed the MG11", "the UC50 form", "B12 3 monthly", "PS5 2 games",
    "HV @10am, then school @3.15pm", "Meeting @school then @home and @court", "visit@ 2pm", "PLO extension 12 weeks", "review, 8 weeks, then close", "contact ends 1530",
    "rang 0900-0930", "s47 2nd visit", "S20 3rd review", "Number of visits 1 2 3 4 5 6", "EPDS 3 2 1 0 2 1 3 0 1 2", "Teams, GAD7 done", "look @ that", "Concern raised at school.Info shared", "Seen at home.Co-parenting",
    "GCS 6, PTA 58 days", "Verbal 88, Quant 79, Spatial 112.", "Villa 2 Everton 1.", "DLA to PIP at 16; then", "Outstanding 4, Good 19, Inadequate 3", "PHQ-9 is 17.", "Section 2 is 28 days.", "Reading age 8.4", "under 16 years of age",
    "Sentence: 4 years 6 months", "at 22:10, Wood Lane police", "WISC: VCI 121", "under the 2013 Protocol", "RCPCH 2021 guidance",
    "attended 8/8 with the midwife", "S-DASH 8/11", "Apgars 7/5", "Snellen 6/9", "wk 4/6 of the course", "Quiz 9/10",
    "Father Christmas came", "Easter eggs", "Christmas jumpers", "sessions 7/20, 9/20, 10/20",
    "did 1st aid", "fell from 50th to 25th. Missed two", "saw the 2nd bruise", "the 2nd letter went", "drinks 5/6 cans", "smokes 8/9 a day", "vitamin D 1000IU",
])
def test_left_alone(all_recognisers: list[SpanRecogniser], text: str) -> None:
    assert found(all_recognisers, text) == set()


def test_a_checksum_raises_and_never_suppresses(all_recognisers: list[SpanRecogniser]) -> None:
    def score(text: str) -> float:
        return max(score for recogniser in all_recognisers for _, _, entity, score, _ in recogniser.spans(text)
                   if entity == "UK_NHS")

    right, wrong = score("NHS: 999 000 0018"), score("NHS: 999 000 0019")
    assert SURE < wrong < right


@pytest.mark.parametrize(("name", "right", "wrong"), [
    ("nhs", "999 000 0018", "999 000 0019"), ("chi", "0101230028", "9901230028"), ("hc_number", "3200000015", "9990000018"),
    ("uln", "9990000017", "9990000018"), ("luhn", "4111111111111111", "4111111111111112"),
    ("mod97", "GB33BUKB20201555555555", "GB34BUKB20201555555555"), ("pnc", "2099/0000001G", "2099/0000001H"),
])
def test_checksums(name: str, right: str, wrong: str) -> None:
    assert CHECKSUM_OF[name](right) and not CHECKSUM_OF[name](wrong)


def test_a_table_is_read_by_the_head_of_its_column(all_recognisers: list[SpanRecogniser]) -> None:
    table = "Name\tDOB\tAge\tNHS\nJo\t01/02/2015\t8\t9990000018\nKit\t3/4/2017\t6\t9990000026"
    spans = found(all_recognisers, table)
    assert {("DATE_OF_BIRTH", "3/4/2017"), ("AGE", "6"), ("UK_NHS", "9990000026")} <= spans


@pytest.mark.parametrize("unit", [
    "1 ", "a.", "(", "0", "@", "1/", "A1 ", "12 ", "ref ", "a@a.", "x ", "Flat 1 ", "Jo, ", "in 20", "07 ", "no. ", "A", "Street ",
    "Jo 1, ", "Ann Bell 1 ", "son 1, ", "kids a 1 ", "a_b", "20/", "O1/", "1 MG", "the 1st, ", "tel ", "\t1", "1\n", "ID 1/", "12/3/", "a_", "born ", "SW1 ", "the 1st ",
])
@pytest.mark.usefixtures("bounded")
def test_hostile_text_is_read_to_its_end(all_recognisers: list[SpanRecogniser], unit: str) -> None:
    # What tries every end for every beginning takes hours on a text of this length.
    text = unit * (200_000 // len(unit))
    for recogniser in all_recognisers:
        for _ in recogniser.spans(text):
            pass


def test_a_section_after_an_address_is_no_postcode(all_recognisers: list[SpanRecogniser]) -> None:
    assert not any("S47" in span for _, span in found(all_recognisers, "Seen at 14 Example Road, Leeds. S47 discussed."))
    assert ("UK_POSTCODE", "S47") in found(all_recognisers, "Seen at 14 Example Road, Leeds, S47.")


def test_the_next_sentence_is_no_part_of_a_date(all_recognisers: list[SpanRecogniser]) -> None:
    assert ("DATE", "18/09/23. May") not in found(all_recognisers, "RCPC 18/09/23. May step down")
    assert ("DATE", "18/09/23") in found(all_recognisers, "RCPC 18/09/23. May step down")
    assert {("DATE", "18/09/23"), ("DATE", "May 2024")} <= found(all_recognisers, "RCPC 18/09/23. May 2024 review")


@pytest.mark.parametrize(("text", "days"), [
    ("visits 6 Mar, 13, 20 and 27", ["13", "20", "27", "6 Mar"]),
    ("On 6 March, 13 children came", ["6 March"]),
    ("10 June, 12 weeks pregnant", ["10 June"]), ("On 3 March, 4, 5 and 6 year olds", ["3 March"]),
    ("2.1 Family\n14.1 Views", []),
    ("8.9 coach rang\n15.9 dad rang\n16.9 school", ["15.9", "16.9", "8.9"]),
    ("13.1 Gill\n13.2 Tom\n14.1 Orla", []), ("8.1 one\n9.1 two", []),
    ("Date\tTime\tWhat\n4.5\t07.00\tup\n6.5\t09.15\tok", ["4.5", "6.5"]), ("Item\tTime\n4.5\t07.00", []),
    ("plan made 28.10. Told all", ["28.10"]), ("weighs 28.10 kg, came 17.05", []),
])
def test_days_of_a_month_told_before_and_at_the_head_of_entries(
    all_recognisers: list[SpanRecogniser], text: str, days: list[str],
) -> None:
    assert sorted(words for kind, words in found(all_recognisers, text) if kind == "DATE" and words[0].isdigit()) == days


def test_a_new_pupil_is_no_new_year(all_recognisers: list[SpanRecogniser]) -> None:
    assert not {span for kind, span in found(all_recognisers, "New Year 8, joined last week.") if kind == "DATE"}
    assert ("DATE", "New Year") in found(all_recognisers, "Back after New Year.")


def test_a_festival_is_known_by_its_name_but_not_as_anybodys_lockdown() -> None:
    assert is_festival("Remembrance Sunday") and is_festival("eid") and is_festival("Easter Sat")
    assert not is_festival("lockdown") and not is_festival("Second Spring")


@pytest.mark.parametrize(("text", "places"), [
    ("fled Somalia by way of Kenya", ["Kenya", "Somalia"]),
    ("Iran – Turkey 9 months – Bulgaria", ["Bulgaria", "Iran", "Turkey"]),
    ("flew to Jordan", ["Jordan"]), ("Jordan rang", []), ("Turkey dinner, China cup", []), ("lives on Jamaica Road", []),
])
def test_places_abroad(text: str, places: list[str]) -> None:
    assert sorted(text[start:end] for start, end, *_ in Abroad().spans(text)) == places


@pytest.mark.parametrize(("text", "address"), [
    ("Lives 1 Sample road with nan", "1 Sample road"), ("No.12 Example Road visited", "12 Example Road"),
    ("on 3 May 2006 the Example Court", ""), ("In 2019 Park House closed", ""), ("at 2014 Example Road", "2014 Example Road"),
    ("at 4 Mill lane", "4 Mill lane"), ("in 2 Court and family", ""),
])
def test_a_street_with_a_small_kind(all_recognisers: list[SpanRecogniser], text: str, address: str) -> None:
    assert [words for kind, words in found(all_recognisers, text) if kind == "ADDRESS"] == [address] * bool(address)
