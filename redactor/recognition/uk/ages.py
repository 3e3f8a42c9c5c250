"""Exact ages of people: the number and its unit. No ages: durations, gestation, years of service, school years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.recognition.engine import LANGUAGE
from redactor.recognition.patterns import SpanRecogniser, column_head

Found = tuple[int, int, str, float, str]

_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|twenty(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_YEARS = r"(?:years?|yrs?|yr|y/?o|yo)"
_BABY = r"(?:months?|mths?|mnths?|weeks?|wks?|wk|days?)"
#: A number that can only be an age because its unit says so.
_OLD = re.compile(
    rf"(?<![\w./£$-])(?:\d{{1,3}}|{_WORDS})(?: ?½)?[ -]?(?:(?:{_YEARS}|{_BABY})[ -]?olds?|y\.?/?o\.?|yr ?olds?)(?![\w/])",
    re.IGNORECASE)
_AGED = re.compile(
    rf"\b(?:aged?|age is|age was|age of|ages?|age:|DOB/age|turn(?:s|ed|ing)?|approaching|nearly|almost|just gone|rising)[ \t:=]{{1,3}}"
    rf"(?:only |just |about |approx\.? |c\.? ?|around |nearly |currently )?(?P<value>(?:\d{{1,3}}|{_WORDS})(?:[ -]?(?:{_YEARS}|{_BABY}))?"
    rf"(?: (?:and|&|,) \d{{1,2}}(?: ?(?:{_YEARS}|{_BABY}))?)?)(?![\w/.:%]\d|\w|[/:%]| ?(?:o'?clock|am|pm|%|corner|corners|points?|miles?|weeks? pregnant|wks? pregnant|"
    rf"children|kids|people|visits?|sessions?|times)\b)", re.IGNORECASE)
_PAREN = re.compile(
    rf"(?<=[A-Za-z'’.])[ ]?\((?:aged? |just |nearly |approx\.? |c\.? ?|about |turning )?(?P<value>\d{{1,2}}(?:[ -]?(?:{_YEARS}|{_BABY}|m|y|d|w))?)"
    rf"(?= ?[),;/]| ?[–-] | and |\))", re.IGNORECASE)
_BRACKET_IN = re.compile(
    rf"\([^()\n]{{1,40}}?, (?P<value>\d{{1,2}}(?:[ -]?(?:{_YEARS}|{_BABY}|m|y))?)(?=[),;]| ?\))", re.IGNORECASE)
_AFTER_NAME = re.compile(
    rf"(?:\b[A-Z][\w'’-]{{1,20}}|\b[A-Z]\.?),? (?P<value>\d{{1,2}} ?(?:{_YEARS}|{_BABY}|y|m)\b\.?)(?! ?(?:ago|later|in|after|before|on|since|of|at|with|from|"
    rf"clean|sober|into|for|together|old building|per|each|a |notice|contract|sentence|service|supervision|order|imprisonment|custody|"
    rf"programme|course|plan|pregnant|gestation|early|late|prem|premature|qualified|ASYE|trial|review|check|post|wait|max|min|left|apart)\b)",
)
_NAME_COMMA = re.compile(
    r"\b[A-Z][\w'’-]{1,20}(?: [A-Z][\w'’-]{0,20}\.?){0,2}, (?P<value>[1-9]\d?)(?=,|\.(?:\s|$)|;| –| -|\)| \(|$)"
    r"(?!, \d)", re.MULTILINE)
_PRONOUN = re.compile(
    rf"\b(?:he|she|they|i|who|child|boy|girl|baby|son|daughter|brother|sister|yp|mother|father|mum|dad|mo|fa|nan)(?:'s|’s| is| was| are| were|'m|’m| am|s| being| now)"
    rf"(?: only| just| now| nearly| almost| about| still| already| not yet)? (?P<value>(?:\d{{1,2}}|{_WORDS})(?:[ -]?(?:{_YEARS}|{_BABY}))?)"
    rf"(?=[ ]?[.,;:)!?–-](?:\s|$)|\s*$| and | but | now| when | at | so | in | on | next| tomorrow| today| with | then)"
    rf"(?! (?:in|on) (?:the|a) (?:list|scale|queue|row))(?! and (?:a half )?(?:hours|weeks|minutes))", re.IGNORECASE | re.MULTILINE)
_AT_AGE = re.compile(
    rf"\b(?:at|from|since|until|till|when|by|was|before|after)(?: the)?(?: age(?: of)?)[ ](?P<value>(?:\d{{1,3}}|{_WORDS})(?: ?(?:{_YEARS}|{_BABY}))?)(?![\w/:%]|\.\d)"
    rf"|\b(?:when|until|since|before|after|by|til) (?:he|she|they|i|we)(?: was| were|'d been| turned| turns)? (?P<value2>(?:\d{{1,2}}|{_WORDS}))(?=[ .,;:)\n])"
    rf"|\b(?:care|drinking|smoking|using|cannabis|heroin|home|school|mum|dad|pregnant|parent|married|self-harm(?:ing|ed)?|cutting|working|carer|left|"
    rf"started|began|fostered|adopted|removed|met|died|diagnosed|excluded|moved|arrived|came|ran away|kicked out|excluded|lost)(?: him| her| them| me| it| out| here| in| up)?"
    rf" (?:at|from|aged) (?P<value3>(?:\d{{1,2}}|{_WORDS})(?: ?(?:{_YEARS}|{_BABY}))?)(?=[ ]?[.,;)\n]|$| and | with | to | because | when | but )(?! (?:[ap]m|o'?clock))",
    re.IGNORECASE)
_FEATURE = re.compile(
    r"\b(?:M|F|male|female|boy|girl|man|woman|lad|baby|gent|lady)[ ,/]{1,2}(?P<value>\d{1,2}(?: ?(?:years?|yrs?|y|months?|mths?|m))?)(?=[ ,;.)\n]|$)(?!,? (?:weeks?|visits?|times|days))"
    r"|(?<![\w/.£:])(?P<value2>\d{1,2}(?: ?(?:years?|yrs?|y|m|mths?))?)[ /]?(?:M|F)\b(?=[ ,;.)\n]|$)")
_BIRTHDAY = re.compile(rf"\b(?P<value>\d{{1,2}}(?:st|nd|rd|th)|{_WORDS}|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
                       r"thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|twenty-first|thirtieth|fortieth|fiftieth|sixtieth) (?:birthday|bday|b'day)\b", re.IGNORECASE)
#: Nobody is older.
_MOST = 110


class Ages(SpanRecogniser):
    """Ages of people."""

    def __init__(self) -> None:
        super().__init__(supported_entities=["AGE"], name="ages", supported_language=LANGUAGE)

    def spans(self, text: str) -> Iterator[Found]:
        for match in _OLD.finditer(text):
            if _plausible(match[0]):
                yield match.start(), match.end(), "AGE", 0.93, "number with “old”"
        for pattern, score, reason in (
            (_AGED, 0.9, "beside the word for age"), (_PAREN, 0.75, "in brackets after a name"),
            (_BRACKET_IN, 0.5, "at the end of a bracket"), (_AFTER_NAME, 0.7, "after a name"),
            (_NAME_COMMA, 0.6, "between commas after a name"), (_PRONOUN, 0.65, "somebody is so old"),
            (_AT_AGE, 0.6, "at or until an age"), (_FEATURE, 0.6, "beside the sex"), (_BIRTHDAY, 0.8, "a birthday"),
        ):
            for match in pattern.finditer(text):
                group = next(name for name, value in match.groupdict().items() if value)
                value = match[group]
                if _plausible(value):
                    yield match.start(group), match.end(group), "AGE", score, reason
        yield from self._cells(text)

    def _cells(self, text: str) -> Iterator[Found]:
        if "\t" not in text:
            return
        for match in re.finditer(r"(?:^|(?<=[\t\n]))[ ]?(?P<value>\d{1,3}(?: ?(?:years?|yrs?|y|months?|mths?|m|wks?))?)[ ]?(?=[\t\n]|$)", text):
            head = column_head(text, match.start("value"))
            if re.search(r"\bage\b", head, re.IGNORECASE) and _plausible(match["value"]):
                yield match.start("value"), match.end("value"), "AGE", 0.92, "column of ages"


def _plausible(words: str) -> bool:
    number = re.match(r"\d+", words)
    return number is None or int(number[0]) <= _MOST
