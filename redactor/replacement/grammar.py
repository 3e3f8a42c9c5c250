"""What the sentence around a replacement asks for: titles, articles, prepositions, brackets, repeated names.

Only words that lose their sense with the replaced ones are taken along; everything else stays as it was.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from redactor.casefile import Document, Finding, Replacement
from redactor.replacement.dates import parse

#: Characters in front of a replacement that are looked at.
_REACH = 80
_A_TITLE = (
    r"(?:mr|mrs|ms|miss|mx|mstr|dr|prof|professor|revd?|sir|dame|lord|lady|cllr|pc|dc|ds|di|ps|sgt|hhj|dj)\b\.?")
_TITLE = re.compile(
    rf"(?<![\w'’])(?:{_A_TITLE}(?: ?(?:and|&|/) ?|[ \u00a0])){{0,3}}{_A_TITLE}[ \u00a0]{{0,3}}$", re.IGNORECASE)
#: "miss" and "lord" are ordinary words unless written as a title.
_WRITTEN_AS_TITLE = re.compile(
    r"(?:M(?:r|R|rs|RS|s|S|iss|ISS|x|str)|mr|mrs|ms|D(?:r|R|C|S|I|J|ame)|dr|Prof|Professor|Revd?|Sir|Lord|Lady|Cllr"
    r"|PC|PS|Sgt|HHJ)\b"
)
_ARTICLE = re.compile(r"\b(an?)([ \u00a0])$", re.IGNORECASE)
_VOWEL = re.compile(r"^\[?(?:[aeiou](?!ne\b)|8|11\b|18\b|11–|18–)", re.IGNORECASE)
_NOT_VOWEL = re.compile(r"^\[?(?:uni|use|eu|one\b|UK\b)", re.IGNORECASE)
_LETTERS_VOWEL = re.compile(r"^\[(?:[AEFHILMNORSX][A-Z]+)\b")
#: A day stands "on" a date and happens "in" a week; what stood before the case stands alone.
_ON = re.compile(r"\b(?P<on>on|at)(?: the)? $", re.IGNORECASE)
_IN = re.compile(r"\b(?:on|in|at)(?: the)? $", re.IGNORECASE)
_THE = re.compile(
    r"\b(?:by|from|until|till|since|to|of|before|after|for|around|about|between|and) (?P<the>the )$", re.IGNORECASE)
#: "last February", "February last year": the week of the case says which.
_WHICH = re.compile(r"\b(?:(?:in|on) )?(?P<which>last|next|this|previous|coming) $", re.IGNORECASE)
_LEADS = re.compile(r"\b(?:since|until|till|by|from|to|before|after|for|of|around|about|between|and) $", re.IGNORECASE)
_WHICH_YEAR = re.compile(r" (?:of )?(?:last|this|next) (?:year|month)\b", re.IGNORECASE)
_TOLD_AS_WEEK = re.compile(r"^\[(?:due |about )?(?:Week|Month|Year)s? \d")
#: "Before [before the case]", "the order of [before the case]"; never "not before", nor "the night of".
_BEFORE_OR_OF = re.compile(
    r"(?:^|[.;,:] |\n)(?P<lead>before (?:the )?)$"
    r"|(?<!night)(?<!day)(?<!weekend)(?<!week)(?<!morning)(?<!evening)(?<!afternoon)(?<!month)(?<!end)(?<!start)"
    r" (?P<of>of (?:the )?)$", re.IGNORECASE)
#: A date that is what its sentence is about.
_IS = re.compile(r" (?:is|was|are|were|will|has|had)\b")
#: "the end of July", "the first week of May".
_PART = re.compile(r"(?:end|start|beginning|middle|(?:first|second|third|last) week) (?:of|in) ", re.IGNORECASE)
_HISTORY = "[before the case]"
#: In front of two dates, where one label tells both.
_BOTH = re.compile(r"\b(?P<lead>between|from) (?:the )?$", re.IGNORECASE)
_TELLS_TWO = re.compile(r"\d–\d| to ")
#: "; that September she went": which one, the label says. Not "said that September was hard".
_THAT = re.compile(r"(?:^|[.;,:(–\n-] ?|\b(?:and|but) )(?P<that>that (?:same )?)$", re.IGNORECASE)
#: "maybe the 6th."
_THE_NTH = re.compile(r"\b(?P<the>the )$", re.IGNORECASE)
_WEEK_OF = re.compile(r"\b(?:the )?week (?:of|commencing|beginning|starting) $", re.IGNORECASE)
_NOTHING_NAMED = re.compile(r"\s*(?:[.,;:!?)\n]|$)")
#: "12 September. 41 seconds"
_NEXT_SENTENCE = re.compile(r"(?<=[a-z]{4})\. \d\d$")
_ORDINAL = re.compile(r"\d{1,2}\s?(?:st|nd|rd|th)\b")


def fit(document: Document, replacements: Sequence[Replacement], findings: Sequence[Finding] = ()) -> list[Replacement]:
    """Widen replacements over the words that belong to them.

    Args:
        document: the document.
        replacements: sorted by start, none overlapping.
        findings: all findings of the document, those kept included; their text is not touched.

    Returns:
        Replacements sorted by start, none overlapping, none crossing a block border it did not cross before.
    """
    text = document.text
    starts = sorted({finding.start for finding in findings} | {item.finding.start for item in replacements})
    edges = sorted({finding.end for finding in findings} | {item.finding.end for item in replacements})
    fitted: list[Replacement] = []
    for item in replacements:
        start, end = item.finding.start, item.finding.end
        before, after = bisect_right(edges, start), bisect_left(starts, end)
        floor = max(
            edges[before - 1] if before else 0, document.start_of(document.block_index(start)),
            fitted[-1].finding.end if fitted else 0, start - _REACH,
        )
        ceiling = min(starts[after] if after < len(starts) else len(text), _end_of_block(document, end - 1))
        if item.text:
            item = _exact(text, item)
            item = _generation(text, ceiling, _title(text, floor, item))
            item = _article(text, floor, _part_of(text, floor, _said_before(text, floor, item)))
            item = _born(text, floor, ceiling, _date(text, floor, ceiling, item))
            item = _bracketed(text, floor, ceiling, item)
        else:
            item = _left_out(text, floor, item)
        merged = _repeated(document, fitted[-1], item) if fitted else None
        if merged is not None and merged.finding.start <= fitted[-1].finding.start:
            fitted[-1] = merged
        else:
            fitted.append(merged if merged is not None else item)
    return fitted


def _end_of_block(document: Document, offset: int) -> int:
    index = document.block_index(offset)
    return document.start_of(index) + len(document.blocks[index].text)


def widened(item: Replacement, start: int, end: int, text: str) -> Replacement:
    """A replacement with other bounds and text."""
    return replace(item, finding=replace(item.finding, start=start, end=end), text=text)


_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,3}[^\W\d_]")
_SENTENCE_ENDS = re.compile(r"[\s)\]\"”’']*(?:[A-Z]|\n|$)|\s*\n")


def _exact(text: str, item: Replacement) -> Replacement:
    """A finding that took half a bracket takes the other; one that ran into the next sentence is cut there."""
    start, end = item.finding.start, item.finding.end
    words = text[start:end]
    if item.finding.entity_type == "DATE" and (match := _NEXT_SENTENCE.search(words)):
        return widened(item, start, start + match.start(), item.text)
    if _INITIALS.fullmatch(words) and text.startswith(".", end) and not _SENTENCE_ENDS.match(text, end + 1):
        # "N.A. group": the point belongs to the letters.
        return widened(item, start, end + 1, item.text)
    if "(" in words and ")" not in words and text.startswith(")", end):
        return widened(item, start, end + 1, item.text)
    return item


def _title(text: str, floor: int, item: Replacement) -> Replacement:
    if item.finding.entity_type != "PERSON":
        return item
    match = _TITLE.search(text[floor:item.finding.start])
    if match is None or not _WRITTEN_AS_TITLE.match(match[0]) or "\n" in match[0]:
        return item
    return widened(item, floor + match.start(), item.finding.end, item.text)


def _generation(text: str, ceiling: int, item: Replacement) -> Replacement:
    """"Mr Hart snr" is one name; "the Hart family" is told by the label."""
    if item.finding.entity_type != "PERSON":
        return item
    match = _GENERATION.match(text, item.finding.end)
    if match is None and _ELDER.search(item.text):
        match = _SENIOR.match(text, item.finding.end)
    if match is None and item.text == "[Family]":
        match = _FAMILY.match(text, item.finding.end)
    if match is None or match.end() > ceiling:
        return item
    return widened(item, item.finding.start, match.end(), item.text)


#: "Sr" before a name is the next one's title.
_GENERATION = re.compile(
    r",? (?:[sj]nr|[SJ]nr|[SJ]r\b(?!\.? [A-Z])|SNR|JNR)\b\.?|,? (?:[Ss]enior|[Jj]unior)\b(?=[.,;:)\n]|$)")
#: Labels that tell the generation themselves: "Mrs Hart senior" is "[PGM]".
_SENIOR = re.compile(r" senior\b")
_ELDER = re.compile(r"\[(?:[MP]G[MF]|(?:\w+ )?Grand\w+)\b")
_FAMILY = re.compile(r" (?:family|household)\b(?! \w+ (?:conference|centre|worker))")


def _article(text: str, floor: int, item: Replacement) -> Replacement:
    match = _ARTICLE.search(text[floor:item.finding.start])
    if match is None:
        return item
    written = match[1]
    if re.match(r"\[an? ", item.text):
        # "a" + "[a genetic condition]": the label brings its own.
        return widened(item, item.finding.start, item.finding.end, re.sub(r"^\[an? ", "[", item.text)) if (
            takes_an(re.sub(r"^\[an? ", "[", item.text)) == (written.lower() == "an")
        ) else widened(item, floor + match.start(), item.finding.end, item.text)
    wanted = "an" if takes_an(item.text) else "a"
    if written.lower() == wanted:
        return item
    if written.isupper() and len(written) > 1:
        wanted = wanted.upper()
    elif written[0].isupper():
        wanted = wanted.capitalize()
    return widened(item, floor + match.start(), item.finding.end, f"{wanted}{match[2]}{item.text}")


def takes_an(words: str) -> bool:
    """Whether "an" goes before a word, brackets passed over."""
    if _NOT_VOWEL.match(words):
        return False
    return bool(_VOWEL.match(words) or _LETTERS_VOWEL.match(words))


def _date(text: str, floor: int, ceiling: int, item: Replacement) -> Replacement:
    clocked, history = bool(_TOLD_AS_WEEK.match(item.text)), item.text.endswith("before the case]")
    if item.finding.entity_type != "DATE" or not (clocked or history):
        return item
    start, end, new = item.finding.start, item.finding.end, item.text
    if (match := _WHICH_YEAR.match(text, end)) and match.end() <= ceiling:
        end = match.end()
    before = text[floor:start]
    if not _TELLS_TWO.search(new) or history:
        match = _BOTH.search(before)
        written = parse(text[start:end]) if match else None
        if match and written is not None and written.end is not None:
            # "Between 4 and 9 May" within one week: "In [Week 2]".
            lead = "" if history else "In " if match["lead"][0].isupper() else "in "
            return widened(item, floor + match.start(), end, f"{lead}{new}")
    if match := _THAT.search(before):
        start = floor + match.start("that")
        new = new if history else f"{'In' if match['that'][0].isupper() else 'in'} {new}"
    elif match := _WHICH.search(before):
        start = floor + match.start()
        if clocked and not _LEADS.search(before[:match.start()]) and not _IS.match(text, end):
            new = f"{'In' if match[0][0].isupper() else 'in'} {new}"
    elif clocked and (match := _ON.search(before)):
        start = floor + match.start()
        # "Flew in on 3 May" → "Flew in [Week 2]"
        if not re.search(r"\bin $", before[:match.start()], re.IGNORECASE):
            new = f"{ {'On': 'In', 'ON': 'IN', 'At': 'In'}.get(match['on'], 'in') } {new}"
    elif match := (_IN if history else _WEEK_OF).search(before):
        start = floor + match.start()
    elif new == _HISTORY and (match := _BEFORE_OR_OF.search(before)):
        start = floor + match.start("lead" if match["lead"] else "of")
    else:
        nth, alone = _ORDINAL.match(text[start:end]), _NOTHING_NAMED.match(text, end)
        subject = _ORDINAL.fullmatch(text[start:end]) and _IS.match(text, end)
        match = ((nth or alone or _PART.match(text[start:end])) and _THE.search(before)) or (
            ((nth and alone) or subject) and _THE_NTH.search(before)) or None
        if match:
            start = floor + match.start("the")
    return item if (start, end) == (item.finding.start, item.finding.end) else widened(item, start, end, new)


def _born(text: str, floor: int, ceiling: int, item: Replacement) -> Replacement:
    """"was born on 3 March 2016" as an age: "was [aged 5–9]"; where the place follows, "was born [now aged 5–9] in"."""
    if item.finding.entity_type not in {"DATE", "DATE_OF_BIRTH"} or not _TOLD_AS_AGE.match(item.text):
        return item
    start, end = item.finding.start, item.finding.end
    match = _BORN.search(text[floor:start])
    if match is None:
        return item
    if match["told"] and not item.text.startswith("[under") and _NOTHING_MORE.match(text, end, ceiling):
        return widened(item, floor + match.start("born"), end, item.text)
    return widened(item, floor + match.start("on"), end, f"[now {item.text[1:]}")


_TOLD_AS_AGE = re.compile(r"\[(?:aged \d|under \d|adult\]|\d\d\+)")
#: Behind "was" or a comma the birth may go; at the head of a sentence it is its verb.
_BORN = re.compile(r"(?P<told>\b(?:was|is|were) |, |\()?\b(?P<born>born (?P<on>(?:on )?(?:the )?))$", re.IGNORECASE)
_NOTHING_MORE = re.compile(r"\s*(?:[,.;:!?)]|\b(?:and|so|but)\b|$)|\s*\n")


def _part_of(text: str, floor: int, item: Replacement) -> Replacement:
    """"the youngest of six" as "part of a large sibling group", which takes no article."""
    if not item.text.startswith("[part of "):
        return item
    match = re.search(r"\b(?:the|an?|her|his|their) $", text[floor:item.finding.start], re.IGNORECASE)
    return widened(item, floor + match.start(), item.finding.end, item.text) if match else item


def _said_before(text: str, floor: int, item: Replacement) -> Replacement:
    """"Unborn Baby [Unborn Baby]" said once."""
    if item.finding.entity_type != "PERSON":
        return item
    words = item.text.strip("[]").partition(",")[0]
    before = text[floor:item.finding.start]
    for said in (words, "UBB", "Baby") if words == "Unborn Baby" else (words,):
        lead = len(before) - len(said) - 1
        if before[-1:] == " " and before[:-1].casefold().endswith(said.casefold()) \
                and (lead == 0 or not before[lead - 1].isalnum()):
            return widened(item, floor + lead, item.finding.end, item.text)
    return item


def _left_out(text: str, floor: int, item: Replacement) -> Replacement:
    """What is left out takes the space in front of it along, where another or the sentence's end follows."""
    start, end = item.finding.start, item.finding.end
    if start > floor and text[start - 1] == " " and (end == len(text) or text[end] in " \n.,;:!?)"):
        return widened(item, start - 1, end, "")
    return item


def _bracketed(text: str, floor: int, ceiling: int, item: Replacement) -> Replacement:
    """"([aged 5–9])" and "[[evening]]" said with one pair of brackets.

    Round brackets around who or where stay: they say that somebody else was named in front of them.
    """
    start, end = item.finding.start, item.finding.end
    alone = item.text.startswith("[") and item.text.endswith("]")
    pairs = {"[]"} if item.finding.entity_type in {"PERSON", "ORGANISATION", "LOCATION"} else {"()", "[]"}
    if alone and start > floor and end < ceiling and text[start - 1] + text[end] in pairs:
        return widened(item, start - 1, end + 1, item.text)
    return item


_TO = re.compile(r" (?:to|and|until|till) | ?[–-] ?", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d[/–-]\d\d")
#: Labels that tell less than any other of a place or setting.
_GENERAL = re.compile(r"\[(?:Organisation|Place|Town|Street|Address)(?: [A-Z\d]{1,3})?\]")
_WHERE = frozenset({"ORGANISATION", "LOCATION", "ADDRESS"})


def _one_place(document: Document, previous: Replacement, item: Replacement) -> bool:
    """Whether two labels side by side stand for one name that was found in pieces: "Cobden" "Street"."""
    kinds = previous.finding.entity_type, item.finding.entity_type
    return (
        kinds[0] in _WHERE and (kinds[1] in _WHERE or (kinds[1] == "QUASI" and item.finding.attribute == "occupation"))
        and document.text[previous.finding.end:item.finding.start] in {" ", "\u00a0"}
        and previous.text.endswith("]") and item.text.startswith("[") and "," not in previous.text
        and document.block_index(previous.finding.start) == document.block_index(item.finding.start)
    )


def _repeated(document: Document, previous: Replacement, item: Replacement) -> Replacement | None:
    """"[Mother] ([Mother])" said once: the second goes, with the punctuation that set it off.

    So does a date that its festival has told already: "Mothering Sunday 10 March".
    """
    if item.finding.entity_type == "DATE" == previous.finding.entity_type and item.text == previous.text \
            and document.text[previous.finding.end:item.finding.start] in {" ", ", "}:
        return widened(item, previous.finding.end, item.finding.end, "")
    if item.finding.entity_type == "DATE" == previous.finding.entity_type and _YEARS.fullmatch(
            document.text, previous.finding.start, item.finding.end):
        # "2021/22" that was found in two pieces.
        return widened(previous, previous.finding.start, item.finding.end, previous.text)
    between = document.text[previous.finding.end:item.finding.start]
    if item.text == previous.text == _HISTORY and _TO.fullmatch(between):
        # "From 2010 to 2015": all of it lies before the case.
        start = previous.finding.start
        if lead := _BOTH.search(document.text[max(0, start - 12):start]):
            return widened(previous, start - len(lead[0]), item.finding.end, previous.text)
    if between == "." and item.finding.entity_type == "PERSON" == previous.finding.entity_type and all(
            one.finding.end - one.finding.start == 1 for one in (previous, item)):
        # "N.A.": two letters of one abbreviation.
        end = item.finding.end
        point = document.text.startswith(".", end) and not _SENTENCE_ENDS.match(document.text, end + 1)
        return widened(previous, previous.finding.start, end + point, previous.text)
    if item.finding.entity_type == "AGE" and previous.finding.entity_type == "PERSON" and (
        item.text.startswith("[aged ") and previous.text.endswith("]") and "," not in previous.text
        and document.text[previous.finding.end:item.finding.start] == " "
        and document.text[item.finding.start:item.finding.start + 1] == "("
    ):
        # "[Other Child] ([aged 5–9])" as the family's children are told.
        return widened(
            previous, previous.finding.start, item.finding.end, f"{previous.text[:-1]}, {item.text[1:]}")
    if _one_place(document, previous, item):
        general = _GENERAL.fullmatch(previous.text) and item.finding.entity_type != "QUASI"
        return widened(previous, previous.finding.start, item.finding.end, item.text if general else previous.text)
    if not item.subject_id or item.subject_id != previous.subject_id or item.finding.entity_type != "PERSON":
        return None
    if not item.text.startswith("[") or not item.text.endswith("]"):
        return None
    text = document.text
    start, end = previous.finding.end, item.finding.end
    gap = text[start:item.finding.start]
    if document.block_index(start) != document.block_index(item.finding.start) or "\n" in gap or "\t" in gap:
        return None
    closing = {"(": ")", '"': '"', "“": "”", "'": "'", "‘": "’", "[": "]"}.get(gap.strip()) if gap.strip() else ""
    if closing is None or (not closing and gap not in {" ", "\u00a0"}):
        return None
    if closing:
        if not text.startswith(closing, end):
            return None
        end += len(closing)
    return widened(item, start, end, "")
