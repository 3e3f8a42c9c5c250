"""What people are: family size, heritage, work, health; each to a class wide enough to hide in."""

from __future__ import annotations

import re

from redactor.recognition.attributes import singular
from redactor.recognition.sums import amount, is_money, tells_apart
from redactor.replacement.actions.base import Action
from redactor.replacement.context import Occurrence
from redactor.replacement.numbers import ORDINALS, WORDS
from redactor.rulebook.tables import of_the_tables, table

#: Largest families and latest births that are told in words.
_MOST, _LAST, _FIRST_FEW = 15, 12, 3
_NUMBERS = {word: number for word, number in WORDS.items() if number <= _MOST}
_FIRST = {word: number for word, number in ORDINALS.items() if number <= _FIRST_FEW}
_NTH = {word: number for word, number in ORDINALS.items() if _FIRST_FEW < number <= _LAST}
_NUMBER = re.compile(rf"\b(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})\b", re.IGNORECASE)
_PLACE = re.compile(rf"\b(?:(?P<digits>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{'|'.join(_NTH)}))\b", re.IGNORECASE)
_AMONG = re.compile(
    r"^(?:(?:one|eldest|oldest|youngest|second|third|middle|last|first|\w+th)(?: (?:and|&) \w+)?(?: child| born)?) of ",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r" (?:(?:who|that|which|all|and|but) )*(?:was|were|is|are|has|have|had|did|do|can|could|will|would|live[sd]?|died"
    r"|went|came|removed|placed|taken)\b.*", re.IGNORECASE | re.DOTALL)
_CHILDREN = r"(?:children|kids|bairns|siblings?|sibs|sisters|brothers|sons|daughters|babies|offspring)"


class FamilySizeBand(Action):
    """"mother of eight" → "mother of [a large sibling group]"; "five adopted" → "[some] adopted"."""

    name = "family_size_band"

    def write(self, occurrence: Occurrence) -> str:
        families = occurrence.policy.families
        told = generalise_family(occurrence.text, families.large_from, families.large)
        whole = f"[a {families.large}]"
        if not told.startswith(whole):
            return told
        rest = told.removeprefix(whole)
        if re.search(r"\b(?:all|none|some|most)\s+$", occurrence.before, re.IGNORECASE):
            return f"[of a {families.large}]{rest}"
        if re.search(r"\b(?:the|her|his|their|my|our|your|these|those)\s+$", occurrence.before, re.IGNORECASE):
            return f"[{families.large}]{rest}"
        return f"[A {families.large}]{rest}" if occurrence.text[0].isupper() else told


def generalise_family(text: str, large_from: int, large: str) -> str:
    """Family composition without its numbers; unchanged where it tells no number from ``large_from`` on.

    Args:
        text: the words ("mother of eight", "five adopted", "one of six siblings").
        large_from: number from which a sibling group is called large.
        large: what it is called.
    """
    if re.search(r"\badopted\b", text, re.IGNORECASE):
        some = "Some" if text[0].isupper() else "some"
        rest = re.sub(r"^\S+(?: of (?:her|his|their|the)\b(?! m))?", "", text)
        return f"[{some}]{rest}"
    number = _NUMBER.search(text)
    if _AMONG.match(text) and number is not None and _value(text[number.start():]) < large_from:
        number = list(_NUMBER.finditer(text))[-1]
    if _AMONG.match(text):
        size = _value(list(_NUMBER.finditer(text))[-1]["number"]) if number else large_from
        return text if size < large_from else f"[part of a {large}]"
    if (place := _PLACE.search(text)) is not None:
        rank = int(place["digits"]) if place["digits"] else _NTH[place["word"].lower()]
        if rank < large_from:
            return text
        words = f"{ordinal(large_from)} or later"
        words = words.capitalize() if place[0][0].isupper() else words
        return f"{text[:place.start()]}[{words}]{text[place.end():]}"
    if number is None or _value(number["number"]) < large_from:
        return text
    if re.search(r"\b(?:expecting|carrying|pregnant with|on)\b", text[:number.start()], re.IGNORECASE):
        return f"{text.split()[0]} [a {ordinal(large_from)} or later child]"
    # What was marked may run on: "five children were removed" keeps its verb.
    told = _HAPPENED.search(text, number.end())
    return f"{text[:number.start()]}[a {large}]{told[0] if told else ''}"


def ordinal(number: int) -> str:
    """"fourth" for 4; figures beyond the twelfth."""
    return next((word for word, value in (*_FIRST.items(), *_NTH.items()) if value == number), f"{number}th")


def _value(word: str) -> int:
    word = re.match(r"\w+", word)[0]  # type: ignore[index]
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


class HeritageGroup(Action):
    """Nationality to world region, ethnicity and faith to a census group, language to the use of an interpreter."""

    name = "heritage_group"

    def write(self, occurrence: Occurrence) -> str:
        unremarkable = "|".join(table("heritage")["unremarkable"])
        if re.fullmatch(rf"(?:{unremarkable})(?: (?:nationals?|citizens?|subjects?))?", occurrence.text):
            return occurrence.text
        if occurrence.finding.attribute == "language" or _language(occurrence.text):
            if re.match(r"\s+interpreter\b", occurrence.after, re.IGNORECASE):
                return "[community-language]"
            return f"[{_language(occurrence.text) or 'a community language'}]"
        if (national := NATIONAL.search(occurrence.text)) is not None:
            group = heritage_group(occurrence.text[:national.start()])
            return f"[{group or 'foreign'} national{national['several']}]"
        group = heritage_group(occurrence.text)
        people = re.search(r"[a-z]s$", occurrence.text) and not re.search(r"(?:ss|[^aeiou]is|us)$", occurrence.text)
        return f"[{group}{' people' if people and group else ''}]" if group else "[heritage]"


#: Whoever has a nationality: "Turkish national".
NATIONAL = re.compile(r" (?:national|citizen|subject|passport[ -]holder)(?P<several>s?)$", re.IGNORECASE)


@of_the_tables()
def _groups(section: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    data = table("heritage")
    pairs = [(word, group) for group, words in data[section].items() for word in words] if section != "regions" else [
        (word, region) for region, entry in data["regions"].items() for word in (region, *entry["people"])]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return tuple((re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE), group) for word, group in pairs)


def _language(text: str) -> str:
    return next((group for pattern, group in _groups("language") if pattern.search(text)), "")


def heritage_group(text: str) -> str:
    """Broad group a heritage word belongs to; empty when none is known."""
    for section in ("ethnicity", "faith", "regions"):
        for words in (text, singular(text)):
            if group := next((group for pattern, group in _groups(section) if pattern.fullmatch(words)), ""):
                return group
    return next((group for section in ("regions", "ethnicity", "faith") for pattern, group in _groups(section)
                 if pattern.search(text)), "")


class Sector(Action):
    """An occupation as the sector it belongs to."""

    name = "sector"

    def write(self, occurrence: Occurrence) -> str:
        sector = sector_of(occurrence.text)
        if (match := _WORKER.search(occurrence.text)) or _A_WORKER.search(occurrence.before):
            who = "workers" if match and match[0].endswith(("s", "men")) else "worker"
            return f"[{who} in {sector}]" if sector else f"[{who}]"
        return f"[{sector}]" if sector else "[employment]"


#: A word for somebody at work, and what stands in front of one.
_WORKER = re.compile(
    r"\w*(?:[a-z]{2}er|[a-z]{2}or|m[ae]n|wom[ae]n|ist|ian|smith|wright|cook|chef|clerk|deputy|captain|vicar|monk|vet)s?$",
    re.IGNORECASE,
)
_A_WORKER = re.compile(r"\b(?:an?|as|former|ex|retired|trainee|self-employed)[\s-]+$", re.IGNORECASE)


@of_the_tables()
def _sectors() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE), sector)
        for sector, words in table("sectors")["sectors"].items()
    )


def sector_of(text: str) -> str:
    """Sector an occupation belongs to, empty when unknown."""
    return next((sector for pattern, sector in _sectors() if pattern.search(text)), "")


class ConditionKind(Action):
    """A rare condition as its kind: "[a genetic condition]"."""

    name = "condition_kind"

    def write(self, occurrence: Occurrence) -> str:
        kind = condition_kind(occurrence.text)
        if re.search(r"\b(?:an?|the|his|her|their|my|of|with)\s+$", occurrence.before, re.IGNORECASE) and not re.search(
                r"\b(?:of|with)\s+$", occurrence.before, re.IGNORECASE):
            kind = kind.removeprefix("a ")
        return f"[{kind}]"


@of_the_tables()
def _conditions() -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = [(str(word), kind) for kind, words in table("conditions")["kinds"].items() for word in words]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return tuple((re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE), kind) for word, kind in pairs)


def condition_kind(text: str) -> str:
    """Kind of a rare condition, with its article."""
    return next((kind for pattern, kind in _conditions() if pattern.search(text)), "a rare condition")


class Magnitude(Action):
    """A sum of money by its figures: "owes £31,240" → "owes [a five-figure sum]", "a £1,200 fine" → "a [four-figure]
    fine"."""

    name = "magnitude"

    def write(self, occurrence: Occurrence) -> str:
        if not tells_apart(occurrence.text):
            return occurrence.text
        figures = len(str(amount(occurrence.text)))
        size = f"{_FIGURES[figures]}-figure" if figures in _FIGURES else "very large"
        if not is_money(occurrence.text):
            return f"[a {size} number of]"
        if _OWED.match(occurrence.after):
            return f"[{size}]"
        if _DETERMINER.search(occurrence.before):
            return f"[{size} sum]"
        return f"[a {size} sum]" if occurrence.before.strip() else f"[A {size} sum]"


_FIGURES = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven"}
#: What is described by a sum in front of it, and what takes the place of an article.
_OWED = re.compile(
    r"[ -](?:\w+ )?(?:debts?|loans?|fines?|arrears|grants?|awards?|payments?|bills?|overdrafts?|deposits?|settlements?|"
    r"legacy|inheritance|mortgages?|budgets?|packages?|limits?|salary|bonus|bond|claim)\b", re.IGNORECASE)
_DETERMINER = re.compile(r"\b(?:an?|the|this|that|his|her|their|my|our|your|some|another)\s+$", re.IGNORECASE)
