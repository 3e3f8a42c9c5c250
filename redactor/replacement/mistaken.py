"""What recognition takes for an age, a date or a name though the words around it say something else.

A score, a weight, a duration or a clock time tells of nobody, and a label in its place would take the sense out
of the sentence. Only what the words say plainly is let through; whatever is doubtful is replaced.
"""

from __future__ import annotations

import re
from dataclasses import replace

from redactor.casefile import Document, Finding
from redactor.replacement.dates import parse
from redactor.replacement.gestation import tells_gestation
from redactor.rulebook.actions import Attribute

#: Characters on either side that are looked at.
_REACH = 80
_I = re.IGNORECASE
_NTH = "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
_UNIT = r"(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)"

# Dates
#: A weekday that stands alone, or before a date that is found by itself, stays as it reads.
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?|s)?\.?", _I)
#: Words that are read against their day stay: the story keeps them.
_RELATIVE = re.compile(
    r"(?:of )?(?:yesterday|today|tonight|tomorrow|(?:the )?(?:this|last|next|previous|following|same|other) (?:day"
    r"|night|morning|afternoon|evening|week|weekend|fortnight|month|year"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day))", _I)
#: "18 months later" counts from what was told before.
_LATER = re.compile(
    rf"(?:about |some |over |nearly |just )?(?:\d{{1,3}}|a|an|(?:a )?(?:few|couple of)|[a-z]+(?:[ -][a-z]+)?) {_UNIT}"
    r" (?:later|earlier|afterwards|on)", _I)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[.:][0-5]\d")
_JOINING = re.compile(
    r"(?:(?:the )?(?:end|start|beginning|middle)(?: of)?"
    r"|of|and|the|and the|or|b|p|pp|at|in|on|to|by|from|until|till|since|between|before|after|during|for|over|about"
    r"|around|circa|early|mid|late|last|next|this)\.?", _I)
#: Words in small letters that tell a time; others alone are none.
_TELLS_TIME = re.compile(
    r"(?:day|night|week|month|year|term|time|spring|summer|autumn|winter|holiday|break|half|festival|fast|birthday|new"
    r"|exam|result|lockdown|election|jubilee|eve|equinox|solstice|last|this|next|ago|old|now|today|tomorrow)", _I)
_SCHOOL_YEAR = re.compile(r"(?:new )?(?:years?|yrs?|y)\.? ?\d{1,2}[a-z]?", _I)
#: A project, a group or a house: no word for time stands before the season.
_NAMED_FOR_A_SEASON = re.compile(
    r"(?!(?:Early|Mid|Late|Last|Next|This|That|The|In|Since|By|Every|Each|All|Previous|Following|Coming|Indian|Easter"
    r"|Christmas|School|Academic|And|Or|To|Until|From) )[A-Z][a-z]+(?:[ -][A-Z][a-z]+)? (?:Spring|Summer|Autumn|Winter)"
    r"|(?:Spring|Summer|Autumn|Winter) (?:House|Centre|Project|Group|Lodge|Court|Trust|Cafe|Café|Club|Gardens?|View)")
_PAGE = re.compile(r"\b(?:pp?|page|para|paragraph|item|no|vol)\.?\s?$", _I)

_NO_NAME = re.compile(
    r"(?:the|of|and|in|at|on|an?|for|to|by|from|with|is|was|mrs?|ms|miss|dr|cllr|sir|rev|pc|dc)\.?", _I)
#: "3" of "3.2 kg", "5" of "3/5 sessions".
_QUANTITY = re.compile(
    r"\d{1,3}(?:\.\d{1,3}\s?(?:kgs?|g|lbs?|st|cm|mm|m|ml|mg|mls|%|miles?|hours?|hrs?|units?|degrees)"
    r"|\s?/\s?\d{1,3}\s?(?:sessions?|visits?|appointments?|appts?|meetings?|contacts?|lessons?|classes|nights?|days?"
    r"|times|weeks?|calls?|shifts?|tests?|screens?|attended|completed|missed|marks))(?!\w)", _I)
#: The number of an item of a list: "5." at the beginning of its line.
_ITEM = re.compile(r"(?:^|\n)[ \t]{0,4}\(?$")
_ITEM_END = re.compile(r"[.):]\)?[ \t]+(?=[A-Z\[“\"'\d])")

# Ages
_SCORE = re.compile(
    r"(?:\b(?:scal(?:e|es|ed|ing)|scor(?:e|es|ed|ing)|apgars?|phq(?:-?9)?|gad(?:-?7)?|epds|sdq|rat(?:ed|ing|ings))\b"
    r"[^.\n\t]{0,70}|\bout of )$", _I)
_MEASURE = re.compile(
    r"\s*-?(?:kgs?|kilos?|kilograms?|g|grams?|lbs?|oz|stones?|st|pounds?|quid|p|cm|mm|metres?|miles?|ml|mg|mls|units?|wraps?"
    r"|stitches|sessions?|ticks?|pages?|points?|nights?|hours?|hrs?|minutes?|mins?|seconds?|secs?|times|visits|calls"
    r"|per cent|percent|%|o['’]?clock|[ap]\.?m\.?)(?!\w)", _I)
_OF_THE_DAY = re.compile(
    r"\s+(?:in the (?:morning|afternoon|evening)|at night|this (?:morning|afternoon)|tonight)\b", _I)
_MEETING = re.compile(r"\b(?:coming|come|arriv\w+|open|opens|meet|meeting|ring|back|leaving|collect)(?: \w+)? at $", _I)
_LASTING = re.compile(
    rf"\s*-?{_UNIT}\s+(?:without|ago|later|after|before|since|clean|sober|drug[ -]free|from (?:now|today|then)"
    r"|to (?:run|go)|into (?:her|his|their|the)|left\b|on\b|in (?:care|custody|prison|placement|foster))", _I)
_FOR = re.compile(
    r"\b(?:for|in|within|after|every|another|next|last|past|lasting|order|plan|injunction|sentence|custody|suspended"
    r"|supervision|nicu|scbu|hospital|prison|remand|refuge)(?: (?:of|the|about|another|next|last))?[\s(]*$", _I)
#: "had him 9 days": how long, not how old.
_KEPT = re.compile(
    r"\b(?:had|has|have|kept|looked after|cared for|fostered|known|seen|took|nursed) (?:him|her|them|it|me|us|you) $",
    _I)
_HOW_LONG = re.compile(r"\bhow long\b", _I)
_LIMIT = re.compile(r"\b(?:under|over|below|above)(?: the age of)? $", _I)
_AMONG = re.compile(r"\b(?:eldest|oldest|youngest|middle|one|first|last) of (?:[\w'’-]+ ){0,3}$", _I)
#: "the youngest four" counts children.
_COUNTING = re.compile(r"\b(?:youngest|eldest|oldest|older|younger|other|elder|first|last|all|these|those) $", _I)
#: "New Year 8": a year of school, not the first of January.
_NEW_PUPIL = re.compile(r"new year \d{1,2}[A-Z]?\b(?! (?:Jan|Dec))", _I)
#: "the work of six".
_WORK_OF = re.compile(r"\b(?:work|job|room|patience|strength|force) of $", _I)
#: Behind the number of an item of a list that runs on in a line: "1. The doctor. 2. Oscar!"
_NEXT_ITEM = re.compile(r"\.\s(?=[A-Z\[])")
_POINTING = re.compile(r"\b(?:here|there|this|that|which|what) is $", _I)
#: Of an infant the unit tells more than the band.
_INFANT = re.compile(r"[ -]?(?:months?|mths?|weeks?|wks?|days?)(?:[ -]old)?\b(?!\s?\d)", _I)
#: A setting in small letters, the end of a possessive before it taken along.
_SOME_SETTING = re.compile(
    r"(?:['’]?s )?(?:school|nursery|college|surgery|hospital|ward|court|church|mosque|centre|clinic|hostel|prison)")
#: What somebody is, where it stands for the name.
_CALLING = re.compile(r"(?:the )?(?:pastor|imam|rabbi|vicar|reverend)", _I)
_BIRTHDAY = re.compile(r"[ -]b(?:irth)?-?day\b", _I)
_BORN_INTO = re.compile(r"[ -](?:child|baby|pregnancy|born|birth)\b", _I)


def is_mistaken(document: Document, finding: Finding) -> bool:
    """Whether a finding is plainly not what recognition takes it for.

    Args:
        document: the document it stands in.
        finding: the finding.
    """
    text = document.text
    words = text[finding.start:finding.end].strip()
    before = text[max(0, finding.start - _REACH):finding.start]
    after = text[finding.end:finding.end + _REACH]
    if finding.entity_type in {"DATE", "AGE", "ADDRESS"} and re.fullmatch(r"[\d+/. ]{1,6}", words) and (
            tells_gestation(text, finding.start, finding.end) or _is_part_of_number(words, before, after)):
        return True
    if finding.entity_type == "OTHER_REF":
        return _is_clock(words, before, after)
    if finding.entity_type == "DATE":
        return _no_date(words, before, after)
    if finding.entity_type == "AGE":
        return tells_gestation(text, finding.start, finding.end) or _no_age(words, before, after)
    if finding.entity_type in {"ORGANISATION", "LOCATION", "ADDRESS"} and _NO_NAME.fullmatch(words):
        # "the" of a name, "Cllr" before one: the name is replaced by itself, and its title with it.
        return True
    if finding.entity_type == "ORGANISATION" and _SOME_SETTING.fullmatch(words):
        return True  # "Mia's school gate", of which the school is no name
    if finding.entity_type == "PERSON" and (
        _CALLING.fullmatch(words) or (words.casefold() == "s" and re.search(r"\bp\.$", before, _I))
    ):
        return True  # "Pastor corrected him", "p.s."
    if finding.entity_type in {"PERSON", "ORGANISATION", "LOCATION"}:
        # The "s" of a possessive, the "(a)" of a list.
        return (words.casefold() in {"s", "'s", "’s"} and bool(re.search(r"[A-Za-z]['’]?$", before))) or (
            bool(re.fullmatch(r"[a-h]", words)) and before.endswith("(") and after.startswith(")"))
    return False


def recast(document: Document, finding: Finding, limit: int) -> Finding:
    """A finding as what it is.

    "Second Spring" is a project and no time of the year. "sixth" before "baby" and "two" in "eldest of two" tell
    of a family, not of an age; "8" before "weeks" takes the weeks along.

    Args:
        document: the document it stands in.
        finding: the finding.
        limit: where the next finding begins, in characters.
    """
    text = document.text
    words = text[finding.start:finding.end]
    if finding.entity_type == "DATE" and _NAMED_FOR_A_SEASON.fullmatch(words.strip()) and parse(words) is None:
        return replace(finding, entity_type="ORGANISATION")
    if finding.entity_type != "AGE":
        return finding
    if re.fullmatch(rf"first|{_NTH}|\d{{1,2}}(?:st|nd|rd|th)", words, _I) and (
            party := _BIRTHDAY.match(text, finding.end)) and party.end() <= limit:
        return replace(finding, end=party.end())
    if re.fullmatch(rf"{_NTH}|\d{{1,2}}(?:st|nd|rd|th)", words, _I) and (
            born := _BORN_INTO.match(text, finding.end, min(limit, finding.end + 12))):
        return replace(finding, end=born.end(), entity_type="QUASI", attribute=Attribute.FAMILY_SIZE.value)
    if re.fullmatch(r"\d{1,2}|[a-z]+", words, _I) and _AMONG.search(text[max(0, finding.start - 50):finding.start]):
        return replace(finding, entity_type="QUASI", attribute=Attribute.FAMILY_SIZE.value)
    if (unit := _INFANT.match(text, finding.end)) and unit.end() <= limit:
        return replace(finding, end=unit.end())
    return finding


def _no_date(words: str, before: str, after: str) -> bool:
    if any(stays.fullmatch(words) for stays in (_WEEKDAY, _RELATIVE, _LATER)) or _is_clock(words, before, after):
        return True
    if re.fullmatch(r"\d{1,2}/\d{1,2}", words) and _SCORE.search(before):
        return True
    if _NEW_PUPIL.match(words + after) and re.fullmatch(r"new(?: year)?", words, _I):
        return True  # a school year with a new pupil
    if parse(words) is not None:
        return False
    return bool(
        _JOINING.fullmatch(words)
        or _SCHOOL_YEAR.fullmatch(words)
        or (re.fullmatch(r"[a-z]+(?: [a-z]+)?", words) and not _TELLS_TIME.search(words)
            and not re.search(r"(?:st|nd|rd|th|first|second|third)$", words))
        or (words.isdigit() and _PAGE.search(before))
        or (re.fullmatch(_NTH, words, _I) and not re.search(r"\bthe\s$", before, _I))
    )


def _is_part_of_number(words: str, before: str, after: str) -> bool:
    """Whether figures are part of a measure, a fraction of something counted, or number an item of a list."""
    left = re.search(r"(?:\d{1,3}\s?[./]\s?)?$", before)
    joined = f"{left[0] if left else ''}{words}{after[:24]}"
    return bool(_QUANTITY.match(joined)) or bool(
        words.isdigit() and len(words) < 3 and _ITEM.search(before) and _ITEM_END.match(after))


def _is_clock(words: str, before: str, after: str) -> bool:
    """Whether figures are half of a clock time: "01" in "10:01", "14" in "14.10 to 15.35", but not in "14.10"."""
    if not re.fullmatch(r"\d{1,2}(?:[.:]\d\d)?", words):
        return False
    left = re.search(r"(?<![\d.:/])(?:\d{1,2}[.:])?$", before)
    right = re.match(r"(?:[.:]\d{1,2})?(?![\d:/])(?!\.\d)", after)
    if not (left and right and _CLOCK.fullmatch(token := f"{left[0]}{words}{right[0]}")):
        return False
    if ":" in token or int(token.partition(".")[2]) > 12 or int(token.partition(".")[0]) == 0:
        return True
    # "14.10" may be a day in October.
    lead = r"\b(?:at|by|from|to|until|till|arrived)\s$|(?:(?:19|20)\d\d|[/.-]\d\d|\d(?:st|nd|rd|th)),?\s$"
    return bool(
        re.search(lead, before[:left.start()], _I)
        or re.match(r"\s?(?:to|-|–|hrs|[ap]\.?m)\b", after[right.end():], _I))


def _no_age(words: str, before: str, after: str) -> bool:
    number = re.match(r"\(?(\d{1,4})\b", words)
    if re.fullmatch(rf"(?:{_UNIT}|pregnant|old)", words, _I):
        return True
    if re.fullmatch(rf"first|{_NTH}", words, _I) and not _BORN_INTO.match(after) and not re.match(
            r"[ -]b(?:irth)?-?day", after, _I):
        # "Fourth, three nights" counts episodes.
        return True
    if number and int(number[1]) > 115:
        return True
    if _MEASURE.match(re.sub(r"^\(?[\d.]+|^[a-z]+", "", words, flags=_I) or after):
        return True
    if re.search(r"\bold\b|\baged?\b", words + after[:14], _I) or re.search(r"\baged?\s*$", before, _I):
        return False
    lasting = re.search(rf"\b{_UNIT}\b.*$", words, _I)
    told = f"{lasting[0] if lasting else ''}{after}"
    unit = re.search(rf"{_UNIT}\b", words, _I) or re.match(rf"\s*-?{_UNIT}\b", after, _I)
    return bool(
        _SCORE.search(before)
        or _OF_THE_DAY.match(after)
        or _MEETING.search(before)
        or re.search(r"\bask(?:ing|ed|s)? for $", before, _I)
        or (unit and (_LASTING.match(told) or _FOR.search(before) or _HOW_LONG.search(before) or _KEPT.search(before)))
        or (_LIMIT.search(before) and re.fullmatch(r"5|16|18|five|sixteen|eighteen", words, _I))
        or (words.casefold() == "one" and (_POINTING.search(before) or re.match(r" of\b", after)))
        or (re.fullmatch(r"[2-9]|[a-z]+", words, _I) and (
            _WORK_OF.search(before) or (re.search(r"\bit was $", before, _I) and re.match(r" only\b", after))))
        or (words.isdigit() and _NEXT_ITEM.match(after) and re.search(r"[.!?]\s$", before)
            and re.search(rf"(?:^|\n|[.!?]\s){int(words) - 1}\. ", before))
        or (_COUNTING.search(before) and re.fullmatch(r"[2-9]|two|three|four|five|six|seven|eight|nine", words, _I)
            and not re.match(r"[ -]?(?:years?|yrs?|months?|y/?o)\b", after, _I))
    )
