"""Exact ages of people: the number and its unit. No ages: durations, gestation, years of service, school years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.recognition.engine import LANGUAGE
from redactor.recognition.forenames import is_forename
from redactor.recognition.patterns import SpanRecogniser, column_head
from redactor.recognition.vocabulary import is_ordinary, plain
from redactor.rulebook.scanning import find_all

Found = tuple[int, int, str, float, str]

#: Numbers an age is told in.
NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
)
_HOURS = r"\d|1[0-2]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_YEARS = r"(?:years?|yrs?|yr|y/?o|yo)"
_BABY = r"(?:months?|mths?|mnths?|weeks?|wks?|wk|days?)"
#: A number that can only be an age because its unit says so.
_OLD = re.compile(
    rf"(?<![\w./£$-])(?:\d{{1,2}}\.\d|\d{{1,3}}|{NUMBER_WORDS})(?: ?½)?[ -]?(?:(?:{_YEARS}|{_BABY})[ -]?olds?|y\.?/?o\.?s?|yr ?olds?)(?![\w/])"
    # "2-year-old funding" and "a seven year old level" are nobody's age.
    r"(?! (?:funding|offer|places?|room|checks?|entitlement|level|health check|review)\b)",
    re.IGNORECASE)
#: "She is 75 years of age"; "under 16 years of age" is a threshold.
_OF_AGE = re.compile(
    rf"(?<!under )(?<!over )(?<!below )(?<!above )(?<!than )(?<!least )(?<!to )(?<![\w./£$-])"
    rf"(?P<value>(?:\d{{1,3}}|{NUMBER_WORDS}) (?:{_YEARS}|{_BABY}) of age)\b", re.IGNORECASE)
_COMPOUND = re.compile(
    rf"(?<![\w./£$-])(?<!sentence )(?<!sentence: )(?<!custody )(?<!imprisonment )(?:\d{{1,2}}|{NUMBER_WORDS}) ?(?:years?|yrs?|y),? ?(?:and |& )?(?:\d{{1,2}}|{NUMBER_WORDS}) ?(?:months?|mths?|m)(?: old)?(?!\w)"
    r"(?! (?:ago|later|in|after|before|since|sentence|imprisonment|custody|custodial|service|clean|sober|licence|order)\b)",
    re.IGNORECASE)
# Years and months as speech therapists write them, and a baby's weeks or months as wards do, behind a name.
_NOTED = re.compile(
    r"(?<![\w;.,])(?P<value>\d{1,2};(?:0?\d|1[01]))(?![\w;.])|(?<=[a-z], )(?P<value2>\d{1,2}/(?:52|12))(?=[,)])")
#: "baby Tyreece 5/12": a baby's months, not a day in December.
_BABYS = re.compile(
    r"\b[Bb]aby(?: (?:boy|girl|bro(?:ther)?|sister|[A-Z][\w'’-]{1,20})){0,3},? ?\(?(?P<value>[12]?\d/(?:12|52))(?=[,;.)\s]|$)")
_AGED = re.compile(
    rf"\b(?<!reading )(?<!spelling )(?<!mental )(?<!bone )(?<!developmental )(?:aged?|age is|age was|age of|age|ages(?! \d{{1,2}} ?-)|age:|age\x22|DOB/age|turn(?:s|ed|ing)?)[ \t:=]{{1,3}}"
    rf"(?:only |just |about |approx\.? |c\.? ?|around |nearly |currently )?(?P<value>(?:\d{{1,2}}\.\d|\d{{1,3}}½?|{NUMBER_WORDS})(?:[ -]?(?:{_YEARS}|{_BABY}))?"
    rf"(?: (?:and|&|,) \d{{1,2}}(?: ?(?:{_YEARS}|{_BABY}))?)?)(?![\w/.:%]\d|\w|[/:%]| ?(?:o'?clock|am|pm|%|corner|corners|points?|miles?|weeks? pregnant|wks? pregnant|"
    rf"children|kids|people|visits?|sessions?|times)\b)", re.IGNORECASE)
# "He is nearly 3 and walking"; with a unit it is mostly a length of time: "nearly 40 minutes late", "almost 2 years sober".
_NEARLY = re.compile(
    rf"\b(?:approaching|nearly|almost|approx\.?|just gone|rising) (?P<value>\d{{1,3}}|{NUMBER_WORDS})(?=[.,;:)!?](?:\s|$)|\s*$| and\b(?! a )| but | now\b| so | who | when )",
    re.IGNORECASE | re.MULTILINE)
_PAREN = re.compile(
    rf"(?:(?<=[^\W\d_])|(?<=['’\"])|(?<=\b[A-Z]\.))[ ]{{0,3}}[(\[](?:aged? |just |nearly |approx\.? |c\.? ?|about |turning )?(?P<value>(?:10)?\d{{1,2}}½?(?:[ -]?(?:{_YEARS}|{_BABY}|m|y|d|w))?)"
    rf"(?= ?[\]),;&]|f[\]),;]|/[A-Za-z]| ?[–-] | and )", re.IGNORECASE)
_BRACKET_IN = re.compile(
    rf"\([^()\n]{{1,40}}?, (?P<value>\d{{1,2}}(?:[ -]?(?:{_YEARS}|{_BABY}|m|y))?)(?=[),;]| ?\))", re.IGNORECASE)
# Days and weeks after a word with a capital are periods ("Review 8 wks"), as is what follows words like these.
_AFTER_NAME = re.compile(
    r"\b(?!(?:Order|Orders|Review|Over|Next|Terms|Law|After|Within|For|Every|Last|Sentence|Probation|Placement|Plan|Since|Past|Late|"
    r"About|Around|Nearly|Custody|Licence|Tenancy|Contract|Wait|Then|The|In|Of|At|Only|Further|Another|First|Year|Reg|[A-Z]{3,4})\b)"
    rf"(?:[A-Z][\w'’-]{{1,20}}|[A-Z]\.?),? (?P<value>\d{{1,2}} ?(?:{_YEARS}|months?|mths?|mnths?|y|m)\b\.?)(?! ?(?:ago|later|in|after|before|on|since|of|at|with|from|"
    rf"clean|sober|into|for|together|old building|per|each|a |notice|contract|sentence|service|supervision|order|imprisonment|custody|"
    rf"programme|course|plan|pregnant|gestation|early|late|prem|premature|qualified|ASYE|trial|review|check|post|wait|max|min|left|apart)\b)",
)
_NAME_COMMA = re.compile(
    r"\b(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b)"  # "6 Mar, 13, 20"
    r"[A-Z][\w'’-]{1,20}(?: [A-Z][\w'’-]{0,20}\.?){0,2}, (?P<value>[1-9]\d?)(?=,|\.(?:\s|$)|;| –| -| \||\)| \(|$)"
    r"(?!, \d)", re.MULTILINE)
_PRONOUN = re.compile(
    rf"\b(?!is\b)(?:he|she|they|i|who|child|boy|girl|baby|son|daughter|brother|sister|yp|mother|father|mum|dad|mo|fa|nan)(?:'s|’s| is| was| are| were|'m|’m|m| am|s| being| now)"
    rf"(?: only| just| now| nearly| almost| about| still| already| not yet)? (?P<value>(?:(?:10)?\d{{1,2}}|{NUMBER_WORDS})(?:[ -]?(?:{_YEARS}|{_BABY}))?)"
    rf"(?=[ ]?[.,;:)!?–-](?:\s|$)|\s*$| and | but | now| when | at | so | in | on | next| tomorrow| today| with | then| s?he | they )"
    rf"(?! in \d)(?! (?:in|on) (?:the|a) (?:list|scale|queue|row))(?! and (?:a half )?(?:hours|weeks|minutes))", re.IGNORECASE | re.MULTILINE)
_AT_AGE = re.compile(
    rf"\b(?:at|from|since|until|till|when|by|was|before|after)(?: the)?(?: age(?: of)?)[ ](?P<value>(?:\d{{1,3}}|{NUMBER_WORDS})(?: ?(?:{_YEARS}|{_BABY}))?)(?![\w/:%]|\.\d)"
    rf"|\b(?:when|until|since|before|after|by|til) (?:he|she|they|i|we)(?: was| were|'d been| turned| turns)? (?P<value2>(?:\d{{1,2}}|{NUMBER_WORDS})(?: ?(?:months?|mths?)(?=[.,;)\n]))?)(?=[ .,;:)\n])"
    rf"(?! ?(?:{_YEARS}|{_BABY}|minutes?|mins?|hours?|hrs?|of|miles?|steps?|visits?)\b)"
    # "left at 5." and "school from 9 to 3" tell the time of day, "left school at 10" does not.
    rf"|\b(?:care|drinking|smoking|using|cannabis|heroin|left (?:home|school)|(?:home|school|left|started|began|met|moved|arrived|came|working)(?=(?: him| her| them| me| it| out| here| in| up| home)?"
    rf" (?:aged|(?:at|from) (?!(?:{_HOURS})\b(?! ?(?:{_YEARS}|{_BABY})))))|mum|dad|pregnant|parent|married|self-harm(?:ing|ed)?|cutting|carer|"
    rf"fostered|adopted|removed|died|diagnosed|excluded|ran away|kicked out|lost)(?: him| her| them| me| it| out| here| in| up)?"
    rf" (?:at|from|aged) (?P<value3>(?:\d{{1,2}}|{NUMBER_WORDS})(?: ?(?:{_YEARS}|{_BABY}))?)(?!\.\d)(?=[ ]?[.,;)\n]|$| and | with | to (?!\d)| because | when | but | herself| himself)(?! (?:[ap]m|o'?clock))",
    re.IGNORECASE)
_FEATURE = re.compile(
    r"\b(?:M|F|male|female|boy|girl|man|woman|lad|baby|gent|lady)[ ,/]{1,2}(?P<value>\d{1,2}(?: ?(?:years?|yrs?|y|months?|mths?|m))?)(?=[ ,;.)\n]|$)(?!,? (?:weeks?|wks?|visits?|times|days|mins?|hrs?|hours)\b)"
    r"|(?<![\w/.£:])(?P<value2>\d{1,2}(?: ?(?:years?|yrs?|y|m|mths?))?)[ /]?(?:M|F)\b(?=[ ,;.)\n]|$)")
#: "Baby 2" and "girl 1" are labels.
_LABELLED = re.compile(r"(?:baby|boy|girl|man|woman|lad) [123]")
# "a girl of fourteen", "a lad of 15"; "the first child of three" and "eldest boy of four" tell a number.
_OF_YEARS = re.compile(
    rf"\b(?:a|the|this|that|another) (?!(?:first|second|third|middle|only|eldest|oldest|youngest) )(?:[a-z]{{2,12}} )?(?:boy|girl|lad|lass|child|youth|man|woman|lady|gentleman|teenager|baby|bairn) of (?:just |only |about |nearly )?"
    rf"(?P<value>(?:\d{{1,2}}|{NUMBER_WORDS})(?: ?(?:{_YEARS}|{_BABY}))?)(?![\w/:%]|\.\d| (?:children|kids|siblings|sons|daughters|brothers|sisters)\b)",
    re.IGNORECASE)
_BIRTHDAY = re.compile(rf"\b(?=[\w-]{{3,16}} b)(?P<value>\d{{1,2}}(?:st|nd|rd|th)|{NUMBER_WORDS}|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
                       r"thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|twenty-first|thirtieth|fortieth|fiftieth|sixtieth) (?:birthday|bday|b'day)\b", re.IGNORECASE)
_KIN = (
    r"children|child|kids?|babies|baby|sons?|daughters?|brothers?|sisters?|siblings?|sibs?|sis|bro|boys?|girls?|twins?|grand(?:son|"
    r"daughter|child|children)|neph?ews?|nieces?|cousins?|boyfriend|girlfriend|partner|husband|wife|mother|father|mum|mam|dad|"
    r"uncle|aunt(?:ie)?|nan|gran|grandad|pupil|resident|client|patient|subject|victim|suspect"
)
_ONE = r"\d{1,2}(?: ?(?:years?|yrs?|y|months?|mths?|m|weeks?|wks?))?"
# "Children 2, 6 and 22 months", "his daughter, 5, attends": a person, perhaps a name, and one age or a list of them.
_OF_KIN = re.compile(
    rf"\b(?P<kin>{_KIN})\b(?P<name> (?!(?:at|before|after|by|on|in|from|to|is|was|has|had|and|for|no|x|till|until|since|about|over|"
    rf"under|nr|phase|plan|group|session|visit|room|seen|week|year|level|of|the)\b)[^\W\d_][\w'’-]{{1,20}})?(?P<gap>,? )(?P<values>{_ONE}(?:(?:, ?| ?& ?| and |, and |/){_ONE}){{0,8}})"
    r"(?=[,;:)!?/](?:\s|$|[)])|(?<=[a-z])\.\s|\.(?:\s*$|\s+(?-i:[A-Z]))|\s*$|\t|  | at | and | is | has | who | lives? | with )"
    r"(?! (?:at|and|with) (?:home|school|the|\d))",
    re.IGNORECASE | re.MULTILINE)
# "kids amber 14, jade 11": after such a word names may be small.
_SMALL_LIST = re.compile(
    r"\b(?:kids|children|sibs|siblings|brothers|sisters|boys|girls|grandchildren|twins)\b(?: are)?:? "
    r"(?:[^\W\d_][\w'’-]{1,20} \d{1,2}(?:, ?| ?& ?| and |; | |(?=\W))){2,10}", re.IGNORECASE)
_MANY = re.compile(r"child(?:ren)?|kids?|bab(?:y|ies)|siblings?|sibs?|twins?|boys?|girls?|adults?|resident|client|patient|suspect|pupil|subject|victim", re.IGNORECASE)
#: In front of a row of marks out of ten.
_SCALE = re.compile(r"\b(?:scal(?:e|es|ed|ing)|scor(?:e|es|ed|ing)|rat(?:ed|ing|ings)|out of (?:10|ten)|0 ?[-–] ?10|1 ?[-–] ?10)\b", re.IGNORECASE)
#: Behind it.
_ON_SCALE = re.compile(r"[^.\n]{0,30}\b(?:on (?:the|a|our) scal|out of (?:10|ten)\b)", re.IGNORECASE)
_OUT_OF_TEN = re.compile(r"\d{1,2}/10")
_EACH = re.compile(_ONE, re.IGNORECASE)
# "Hafsa 11, Yahya 8, Zoya 3": two names with numbers in a row are brothers and sisters.
_NOT_NAMED = (
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|August|September|October|November|"
    r"December|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|Year|Yr|Week|Wk|Day|Step|Stage|Phase|Room|Flat|Unit|Plot|Session|Section|Part|"
    r"Level|Page|Item|Action|Point|Form|Band|Tier|Class|Ward|Module|Chapter|Key|Rule|Reg|Article|Schedule|Appendix|Visit|Grade|"
    r"Score|Total|Scale|No|Nos|Number|Line|Route|Bus|Gate|Block|Floor|House|Age|Aged|Over|Under|About|Group|Team|Box|Type|Core|"
    r"Cat|Category|Risk|Q|Option|Exhibit|Vol|Bundle|Tab|Table|Fig|Meeting|Call|Contact|Attempt|Episode|Contest|At|In|On|By|For|"
    r"To|Of|And|The|With|From|Per|Only|All|Some|Waterlow|MUST|Braden|Barthel|EPDS|SDQ|PHQ|GAD|MHA|CA|ICPC|RCPC|CP|CIN|LAC|KS|M|A|B|S|"
    r"Child|Children|Adult|Sibling|Person|Parent|Officer|Worker|Staff|Carer|Witness|Resident|Patient|Client|Family|Twin)"
)
_PAIR = rf"(?=[^\W\d_]{{2,21}}(?:[-'’][^\W\d_]{{1,20}})? \d)(?!(?i:{_NOT_NAMED})\b)[A-Z][^\W\d_]{{1,20}}(?:[-'’][A-Za-zÀ-ž]{{1,20}})? (?:\d{{1,2}}(?: ?(?:yrs?|y|months?|mths?|m|wks?))?)"
_LIST = re.compile(rf"\b{_PAIR}(?:(?:, ?| ?& ?|; ?| and | \+ | ){_PAIR}){{1,10}}(?![\w:/%]|[.]\d)")
_IN_LIST = re.compile(r"(?<= )\d{1,2}(?: ?(?:yrs?|y|months?|mths?|m|wks?)\b)?")
_NAMED = re.compile(r"[^\W\d_][\w'’-]+(?= \d)")
# "SMITH, Jane 72", "says 16.", "now 11,", "(Corey-James), 14;", "at fourteen months".
_SAID = re.compile(
    rf"\b[A-Z]{{3,20}}, [A-Z][a-z'’-]{{1,20}} (?P<value>\d{{1,3}})(?=[ ]{{2}}|[,;.)](?:\s|$)|\s*$)"
    rf"|\b(?:[Nn]ow|says|claims|claimed|states|stated|looks|looked|presents as|assessed as|accepted as|accepted|treated as|[Ss]till only)"
    rf" (?P<value2>\d{{1,2}})(?=[,;.)](?:\s|$)|\s*$)"
    rf"|\), (?P<value3>\d{{1,2}})(?=[,;](?:\s|$)|\.(?:\s*$|\s[A-Z]))"
    # After a date of birth, and with the sex: "17.3.09 – 14 –", "2.2.58 (65y)", "TSERING D 64M|".
    r"|\d[./-]\w{2,3}[./-]\d{2,4} ?[–,|(/-] ?(?P<value6>\d{1,3}(?: ?(?:y|yrs?|years?|m|mths?|months?))?)(?= ?[–|)])"
    r"|\b[A-Z][A-Z'’-]{2,20} [A-Z]\.? (?P<value7>\d{1,3})[MF]\b"
    # A forename and a surname, a number, and a stop.
    rf"|\b(?=[A-Z][a-z'’-]{{2,20}} [A-Z][\w'’-]{{2,20}} \d)(?!(?i:{_NOT_NAMED})\b)[A-Z][a-z'’-]{{2,20}} (?!(?i:{_NOT_NAMED})\b)[A-Z][\w'’-]{{2,20}} (?P<value8>\d{{1,2}})(?=, [a-zA-Z]| – | \(|[ ]{{2}}|\s*$)"
    r"|(?:\) |[ ]{2}|\t)(?P<value9>\d{1,2} ?(?:yrs?|y/?o))(?=[ ]{2}|\t|\s*$|[,;.] )"
    rf"|\b(?:was|is|be|looks|looked) (?P<value10>(?:thir|four|fif|six|seven|eigh|nine)teen)(?=[.,;)])"
    r"|\bat (?P<value4>(?:1\d|thirteen|fourteen|fifteen|sixteen|seventeen|nineteen) months)(?=[.,;)])"
    rf"|\b(?:placed|removed|adopted|fostered|accommodated|taken into care|discharged|moved|relinquished) at (?P<value16>(?:\d{{1,2}}|{NUMBER_WORDS}) (?:{_BABY}))\b"
    rf"|[A-Z][\w'’-]{{1,20}}, (?:then|now|nearly|almost|just|still) (?P<value17>\d{{1,2}} ?(?:{_YEARS}|{_BABY}))(?=[,;)])"
    rf"|\b(?:[A-Z][\w'’-]{{1,20}}|\([^()\n]{{1,40}}\)), (?P<value18>[1-9]\d? ?(?:weeks?|wks?|days?))(?=,)"
    rf"|\b(?:until|till|from|since|at|by) (?P<value5>1[34579]|thirteen|fourteen|fifteen|seventeen|nineteen)"
    rf"(?=[.,;)](?:\s|$)| and (?!\d)| because | when )",
    re.MULTILINE)
#: At the head of a row of children, and how far before its first name.
_CHILDREN = re.compile(
    r"\b(?:child(?:ren)?|kids|sib(?:ling)?s|sons|daughters|boys|girls|lads|weans|bairns|grandchildren|family)\b", re.IGNORECASE)
_HEAD_OF_ROW = 24
#: Nobody is older.
_MOST = 110


def _children_in(row: re.Match[str]) -> list[tuple[int, int]]:
    """Where the names stand in a row; none where numbers are counted or scored: "GCS 6, PTA 58", "Verbal 88, Quant 79"."""
    words = list(_NAMED.finditer(row.string, row.start(), row.end()))
    children = any(is_forename(plain(word[0])) for word in words) or (
        _CHILDREN.search(row.string, max(0, row.start() - _HEAD_OF_ROW), row.start()) is not None
        and any(not (word[0].isupper() or is_ordinary(plain(word[0]))) for word in words))
    return [word.span() for word in words] if children else []


class Ages(SpanRecogniser):
    """Ages of people, and brothers and sisters who are listed with theirs."""

    def __init__(self) -> None:
        super().__init__(supported_entities=["AGE", "PERSON"], name="ages", supported_language=LANGUAGE)

    def spans(self, text: str) -> Iterator[Found]:
        for match in find_all(_OLD, text):
            if _plausible(match[0]):
                yield match.start(), match.end(), "AGE", 0.93, "number with “old”"
        for match in find_all(_COMPOUND, text):
            yield match.start(), match.end(), "AGE", 0.85, "years and months"
        for match in find_all(_BABYS, text):
            yield match.start("value"), match.end("value"), "AGE", 0.96, "a baby's months or weeks"
        for outer, group, inner, score, reason in (
            (_OF_KIN, "values", _EACH, 0.6, "after a relative"), (_LIST, 0, _IN_LIST, 0.7, "in a row of names"),
            (_SMALL_LIST, 0, _IN_LIST, 0.6, "in a row of names"),
        ):
            for match in find_all(outer, text):
                if _SCALE.search(text, max(text.rfind("\n", 0, match.start()) + 1, match.start() - 120), match.start(group) + 1) or _ON_SCALE.match(text, match.end()):
                    continue
                if outer is _OF_KIN and match["values"].isdigit() and not match["name"] and match["gap"] == " " and _MANY.fullmatch(match["kin"]):
                    continue  # "Child 1" is a label, "Children 2" a count
                if outer is _OF_KIN and _OUT_OF_TEN.fullmatch(match["values"]) and not _MANY.fullmatch(match["kin"]):
                    continue
                if outer is _LIST:
                    names = _children_in(match)
                    if not names:
                        continue
                    for name in names:
                        yield *name, "PERSON", 0.6, "in a row of names and ages"
                for one in inner.finditer(text, match.start(group), match.end(group)):
                    yield one.start(), one.end(), "AGE", score, reason
        for pattern, score, reason in (
            (_AGED, 0.9, "beside the word for age"), (_OF_AGE, 0.8, "so many years of age"), (_NEARLY, 0.9, "nearly so old"), (_PAREN, 0.75, "in brackets after a name"),
            (_BRACKET_IN, 0.5, "at the end of a bracket"), (_AFTER_NAME, 0.7, "after a name"),
            (_NAME_COMMA, 0.6, "between commas after a name"), (_PRONOUN, 0.65, "somebody is so old"),
            (_AT_AGE, 0.6, "at or until an age"), (_FEATURE, 0.6, "beside the sex"), (_OF_YEARS, 0.6, "a person of so many years"), (_BIRTHDAY, 0.8, "a birthday"),
            (_SAID, 0.55, "where an age stands"), (_NOTED, 0.6, "years, months or weeks in figures"),
        ):
            for match in find_all(pattern, text):
                if pattern is _PAREN and is_numbering(text, *match.span("value")):
                    continue
                if pattern is _FEATURE and _LABELLED.fullmatch(match[0].casefold()):
                    continue
                if pattern is _PRONOUN and _is_pregnancy(match):
                    continue
                if pattern is _SAID and _SCALE.search(text, max(text.rfind("\n", 0, match.start()) + 1, match.start() - 120), match.start()):
                    continue
                group = next(name for name, value in match.groupdict().items() if value)
                value = match[group]
                if _plausible(value):
                    yield match.start(group), match.end(group), "AGE", score, reason
                    if pattern in {_AGED, _PAREN}:
                        yield from _more_ages(text, match.end(group), score, reason)
        yield from self._cells(text)

    def _cells(self, text: str) -> Iterator[Found]:
        if "\t" not in text:
            return
        for match in re.finditer(r"(?:^|(?<=[\t\n]))[ ]?(?P<value>\d{1,3}(?: ?(?:years?|yrs?|y|months?|mths?|m|wks?))?)[ ]?(?=[\t\n]|$)", text):
            head = column_head(text, match.start("value"))
            if re.search(r"\bage\b", head, re.IGNORECASE) and _plausible(match["value"]):
                yield match.start("value"), match.end("value"), "AGE", 0.92, "column of ages"


#: "aged 3, 5 and 7", "(8 & 6)", "aged 16-17".
_ONE_MORE = re.compile(r"(?:, ?| ?& ?| and |, and |-|/)(?P<value>\d{1,2})(?![\w:%/.]\d|\w|[%:])")
#: Longest list of ages that is read.
_MOST_AGES = 8
_LISTED = re.compile(r"[).,;\]\n]|\s*$|\s*(?:years?|yrs?|respectively)\b", re.MULTILINE)


def _more_ages(text: str, position: int, score: float, reason: str) -> Iterator[Found]:
    """The other ages of a list whose first is known."""
    more: list[re.Match[str]] = []
    while len(more) < _MOST_AGES and (match := _ONE_MORE.match(text, position)) is not None:
        more.append(match)
        position = match.end()
    if more and _LISTED.match(text, position):
        for match in more:
            yield match.start("value"), match.end("value"), "AGE", score, f"{reason}, in a list"


def is_numbering(text: str, start: int, end: int) -> bool:
    """Whether a number in brackets counts points or parties, for the next or the one before stands near.

    "he'd like (1) his own room, (2) a key", "Ann Example (1) Bo Example (2) the child by her guardian (3)".

    Args:
        text: any text.
        start, end: the number in its brackets, in characters, end-exclusive.
    """
    value = text[start:end]
    if text[start - 1:start] != "(" or not value.isdigit() or int(value) > 9:
        return False
    near = text[max(0, start - 300):start] if value != "1" else text[end:end + 300]
    word = re.search(r"(\w)[\w'’-]{0,30}\W*$", text[max(0, start - 40):start])
    other = f"({int(value) - 1})" if value != "1" else "(2)"
    return other in near and not (word is not None and word[1].isupper() and not re.match(r"\) \w", text[end:end + 3]))


_GESTATION = re.compile(r"(?:mother|mum|mo|she|who|i|they)\b.* (?:1\d|2\d|3\d|4[0-3])[ -]?(?:weeks?|wks?|wk)", re.IGNORECASE)


def _is_pregnancy(match: re.Match[str]) -> bool:
    """"She is 20 weeks." tells how long somebody is pregnant, where nobody says that a baby is so old."""
    return _GESTATION.fullmatch(match[0]) is not None


def _plausible(words: str) -> bool:
    number = re.match(r"\d+", words)
    return number is None or int(number[0]) <= _MOST
