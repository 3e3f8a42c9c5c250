"""The jigsaw list: what still singles a person out in the redacted text, put together as an intruder would.

Names are gone; "mother of eight, five adopted, pregnant again by the same father, a September event" needs none.
This reads what the audience reads, lists what survives for each person, guesses how many people in an area the
whole of it fits, and proposes a wider description for each piece. It lists; a human judges.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from redactor.casefile import Document, Location, TextBlock
from redactor.errors import ReadError, UsageError
from redactor.recognition.attributes import OF_SOMEBODY, find_attributes
from redactor.recognition.occupations import OF_A_PARTY
from redactor.replacement.accepted import Generalisation
from redactor.replacement.actions.attributes import (
    condition_kind,
    generalise_family,
    heritage_group,
    sector_of,
)
from redactor.replacement.grammar import takes_an
from redactor.rulebook.actions import Attribute
from redactor.rulebook.suggestions import did_you_mean
from redactor.rulebook.tables import table
from redactor.workspace import RISK, Workspace

#: File of the workspace that holds accepted generalisations.
ACCEPTED = "generalisations.json"
_SCHEMA = 1
#: From so many survivors on a person is warned of.
MANY = 3
FAMILY = "the family"

_MONTHS = "January|February|March|April|June|July|August|September|October|November|December"
#: Traces that only make sense in a finished text, besides those that recognition knows.
_TRACES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("same father",
         r"(?i)\b(?:the )?same (?:father|dad|fa|man)\b(?: as (?:(?:the|her|his|all) )+(?:others?|rest|siblings|sibs"
         r"|(?:older |other |first )?(?:ones|children)))?"),
        ("pregnancy",
         r"(?i)\b(?:pregnant again|expecting again|another pregnancy|pregnant|expecting (?=(?:her|an?|another)\b))"
         r"|\[(?:in )?(?:the )?(?:first|second|third) trimester[^\[\]]{0,16}\]|\[Unborn Baby(?:, [^\[\]]+)?\]"),
        ("earlier removals",
         r"(?i)\b(?:previous|earlier|older|other) children (?:were |had been |have been )?(?:removed|taken into care)\b"
         r"|\b(?:children|siblings|sibs|brothers|sisters|sons|daughters) (?:were |had been |have been )?(?:all )?"
         r"(?:removed|taken into care)\b"
         r"|\b(?:most recent|last|latest|previous|earlier|first|second) (?:removals?|proceedings)\b"),
        ("unusual family", r"(?i)\b(?:by|with|to) (?:\w+ )?different (?:fathers|dads|mothers)\b"),
        ("adoption of siblings", r"(?i)\[some\] (?:\w+ ){0,3}adopted\b"),
        ("size of a family", r"\[(?:[Aa] |(?:part )?of a )?large sibling group\]"),
        ("children at home",
         r"(?i)\b(?:two|three|four|five) (?:youngest|eldest|oldest)(?: children)?"
         r"(?=(?: (?:are|were|have|came|now|back|at|returned|went|gone|living)){0,4} home\b)"),
        ("only known for one event",
         r"(?i)\bonly known to (?:us|the \w+|services?|children['’]s \w+|\[[^\[\]]+\]|[A-Z]\w+ Council)"
         r"[^.\n]{0,50}\bfor\b"),
        ("month or season",
         rf"\b(?:in |last |this |early |late |mid-)?(?:{_MONTHS})\b|\b(?:in|of|last|next) May\b"
         r"|(?i:\b(?:last|this|that|the) (?:spring|summer|autumn|winter)\b)"),
        ("exact age", r"(?i)\baged \d{1,3}\b(?![–-])|\b\d{1,3}[- ]years?[- ]olds?\b"),
        ("named council",
         r"\b(?:[A-Z][\w'’-]+ ){1,3}(?:(?:Borough|County|City|District|Metropolitan) )?Council\b"
         r"|\b(?:London|Royal|Metropolitan) Borough of [A-Z]\w+"),
        ("praise or an award",
         r"(?i)\b(?:thank you|thanks|thank|well done|credit|congratulations|shout[- ]out|praise|tribute)"
         r" (?:to|for|goes to)\b"),
        ("message word for word",
         r"(?i)\b(?:texted|text|messaged|message|posted|post|wrote|whatsapp|facebook|instagram|snapchat|tiktok|tweeted"
         r"|voicemail)\b[^\n\"“”.]{0,40}[\"“][^\"“”\n]{12,300}[\"”]"),
    )
)
_NAME_OF_KIND = {
    "nationality of a person": "nationality", "ethnicity of a person": "ethnicity", "faith of a person": "faith",
    "language of a person": "language", "distinctive work": "occupation", "somebody's work": "occupation",
    OF_A_PARTY: "occupation", OF_SOMEBODY: "ethnicity",
    "a rare condition": "diagnosis", "a condition with a name of its own": "diagnosis",
}
#: What is true of the family as a whole, whoever is spoken of beside it.
_OF_THE_FAMILY = frozenset({
    "size of a family", "place among siblings", "adoption of siblings", "earlier removals", "same father",
    "pregnancy", "children at home", "only known for one event", "multiple birth", "unusual family", "month or season",
    "named council", "media coverage", "a remembered event",
})
_PERSON_LABEL = re.compile(
    r"\[(?P<label>(?:Unborn Baby|Mother|Father|Parent|Child|Baby|MG[MF]|PG[MF]|Grand\w+|Step\w+|Partner|Adult|Sibling"
    r"|Foster Carer|Kinship Carer|Special Guardian|Aunt|Uncle|Cousin|Maternal \w+|Paternal \w+|Family Member"
    r"|Person|Mother['’]s \w+|Father['’]s \w+|Carer|Adopters?)(?: of Child [A-Z]{1,2})?(?: (?:[A-Z]{1,2}|\d{1,3}))?)"
    r"(?:, [^\[\]]{1,30})?\]"
)
_KIN = re.compile(
    r"\b(?P<kin>mother|mum|mam|mo|father|dad|fa|grandmother|nan|gran|grandfather|grandad)\b", re.IGNORECASE)
_KIN_LABELS = {
    "mother": "Mother", "mum": "Mother", "mam": "Mother", "mo": "Mother", "father": "Father", "dad": "Father",
    "fa": "Father", "grandmother": "Grandmother", "nan": "Grandmother", "gran": "Grandmother",
    "grandfather": "Grandfather", "grandad": "Grandfather",
}


#: A bracket open in front of a place, and its end behind it.
_OPENED = re.compile(r"\[[^\[\]\n]{0,60}$")
_CLOSED = re.compile(r"[^\[\]\n]{0,60}\]")


@dataclass(frozen=True, kw_only=True)
class Survivor:
    """An indirect identifier that is still readable.

    Attributes:
        id: the same for the same words in every run; what ``--accept`` takes.
        kind: what it tells, a key of ``rules/risk/marginals.yaml``.
        words: as they read (confidential).
        documents: ids of the documents it stands in.
        share: estimated share of people or families it is true of.
        unit: "person" or "family".
        unique: it singles out by itself.
        suggestion: what may stand in its place, brackets included; empty where only a human can rewrite it.
    """

    id: str
    kind: str
    words: str = field(repr=False)
    documents: tuple[str, ...]
    share: float
    unit: str
    unique: bool
    suggestion: str


@dataclass(frozen=True, kw_only=True)
class PersonRisk:
    """What survives about one person, or about the family as a whole.

    Attributes:
        person: label ("Mother") or :data:`FAMILY`.
        survivors: what is said of them, the rarest first.
        shared: what is said of the family as a whole and so of each of its members; empty for the family itself.
        low, expected, high: how many in the area the whole of it may fit, with the error of the model.
        area: number of inhabitants the estimate is for.
        phrases: what a motivated intruder could search for (confidential).
    """

    person: str
    survivors: tuple[Survivor, ...]
    shared: tuple[Survivor, ...] = ()
    low: float
    expected: float
    high: float
    area: int
    phrases: tuple[str, ...] = field(repr=False)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Different kinds of survivor, the family's included."""
        return tuple(dict.fromkeys(survivor.kind for survivor in (*self.survivors, *self.shared)))

    @property
    def unique(self) -> tuple[Survivor, ...]:
        """Survivors that single out by themselves, the family's included."""
        return tuple(survivor for survivor in (*self.survivors, *self.shared) if survivor.unique)

    @property
    def warned(self) -> bool:
        """Whether a human must look: many different facts, or one that singles out."""
        return len(self.kinds) >= MANY or bool(self.unique)


def jigsaw(outputs: Mapping[str, str], *, area: str = "") -> list[PersonRisk]:
    """What survives in redacted texts, for each person.

    Args:
        outputs: what the audience reads, by document id.
        area: a name in ``rules/risk/marginals.yaml`` or a number of inhabitants; empty for its default.

    Returns:
        The family first, then persons by label; those of whom nothing survives are left out.

    Raises:
        UsageError: there is no such area.
    """
    inhabitants = area_size(area)
    found: dict[str, dict[str, tuple[str, str, set[str]]]] = {}
    for identity, text in sorted(outputs.items()):
        for start, end, kind in _traces(text):
            person = FAMILY if kind in _OF_THE_FAMILY else _about(text, start, end, kind)
            # Part of a label that the policy wrote already: only the policy can say less.
            before, after = _OPENED.search(text, max(0, start - 60), start), _CLOSED.match(text, end)
            if before and after:
                start, end = before.start(), after.end()
            words = " ".join(text[start:end].split())
            own = found.setdefault(person, {})
            own.setdefault(_id(kind, words), (kind, words, set()))[2].add(identity)
    survivors = {
        person: tuple(sorted(
            (_survivor(identity, *entry) for identity, entry in own.items()),
            key=lambda survivor: (survivor.share, survivor.kind, survivor.id)))
        for person, own in found.items()
    }
    shared = survivors.get(FAMILY, ())
    people = sorted(survivors, key=lambda person: (person != FAMILY, person))
    return [
        _risk(person, survivors[person], () if person == FAMILY else shared, inhabitants)
        for person in people
    ]


def area_size(area: str = "") -> int:
    """Inhabitants of an area by its name or as a number.

    Raises:
        UsageError: there is no such area.
    """
    data = table("marginals", "risk")
    name = area.strip().casefold() or str(data["default_area"])
    if name.replace(",", "").isdigit() and int(name.replace(",", "")) > 0:
        return int(name.replace(",", ""))
    if name not in data["areas"]:
        raise UsageError(
            f"there is no area '{area}'.",
            remedy=f"Give a number of people, or one of: {', '.join(data['areas'])}. "
                   f"{did_you_mean(name, data['areas'])}".strip(),
        )
    return int(data["areas"][name])


#: What no neighbour knows a family by.
_TOLD_OF_MANY = {Attribute.MONEY, Attribute.SENTENCE, Attribute.COURT}


def _traces(text: str) -> list[tuple[int, int, str]]:
    """Every indirect identifier of a text: (start, end, kind), none within another of its kind."""
    blocks = tuple(
        TextBlock(id=f"l{number}", text=line, location=Location(part="body", address=f"line {number}"))
        for number, line in enumerate(text.split("\n"), 1)
    )
    document = Document(id="output", path="output", format="txt", sha256="", blocks=blocks)
    hits = [
        (finding.start, finding.end, _NAME_OF_KIND.get(finding.reason, finding.reason))
        for finding in find_attributes(document) if finding.attribute not in _TOLD_OF_MANY
    ]
    hits += [(*match.span(), kind) for kind, pattern in _TRACES for match in pattern.finditer(text)]
    hits.sort(key=lambda hit: (hit[0], -hit[1]))
    kept: list[tuple[int, int, str]] = []
    for hit in hits:
        if not any(other[0] <= hit[0] and hit[1] <= other[1] and other[2] == hit[2] for other in kept[-8:]):
            kept.append(hit)
    return kept


def _about(text: str, start: int, end: int, kind: str = "") -> str:
    """Whom a span speaks of: the label or kinship word within it or nearest in its sentence, failing that the family.

    Where a sentence only says "she", the one whom the sentence before it is about is meant.
    """
    low = max((match.end() for match in re.finditer(r"[.!?\n]\s|\n", text[max(0, start - 200):start])), default=0)
    begin = max(0, start - 200) + low
    stop = re.search(r"[.!?](?:\s|$)|\n", text[end:end + 120])
    close = end + (stop.start() if stop else 120)
    near = [
        (0 if start <= low and high <= end else start - high if high <= start else low - end, label)
        for low, high, label in _people_in(text, begin, close)
        if high <= start or low >= end or "[" in text[low:high]
    ]
    if kind == _PRAISE:
        # Whose good work it was: a professional's tells of the case, not of one of the family.
        near += [(abs(match.start() - start), FAMILY) for match in _ANY_LABEL.finditer(text, begin, close)
                 if not _PERSON_LABEL.match(match[0])]
    if near:
        return min(near)[1]
    said = _PRONOUN.search(text, begin, close)
    return _meant_by(said["she"] is not None, text, begin) if said else FAMILY


def _people_in(text: str, begin: int, close: int) -> Iterator[tuple[int, int, str]]:
    """Labels and words for kin in a stretch of text: (start, end, label)."""
    for match in _PERSON_LABEL.finditer(text, begin, close):
        yield *match.span(), match["label"]
    for match in _KIN.finditer(text, begin, close):
        yield *match.span(), _KIN_LABELS[match["kin"].lower()]


def _meant_by(she: bool, text: str, begin: int) -> str:
    """Whom "he" or "she" at a place means: the first of the last sentences before it that it may be said of."""
    others = _MALE if she else _FEMALE
    for match in reversed(list(_BEFORE.finditer(text, max(0, begin - _BACK), begin))[-3:]):
        people = sorted(_people_in(text, *match.span()))
        if found := next((label for _, _, label in people if not others.match(label)), ""):
            return found
    return FAMILY


_PRAISE = "praise or an award"
_ANY_LABEL = re.compile(r"\[[A-Z][^\[\]\n]{1,40}\]")
_PRONOUN = re.compile(r"\b(?:(?P<she>she|her|hers)|he|him|his)\b", re.IGNORECASE)
_FEMALE = re.compile(r"Mother\b(?!['’])|[MP]GM\b|Grandmother|Stepmother|Aunt|Sister")
_MALE = re.compile(r"Father\b(?!['’])|[MP]GF\b|Grandfather|Stepfather|Uncle|Brother")
#: Characters that are searched for whom a pronoun means, and the sentences in them.
_BACK = 400
_BEFORE = re.compile(r"[^.!?\n]+")


def _id(kind: str, words: str) -> str:
    return hashlib.sha256(f"{kind}\0{words.casefold()}".encode()).hexdigest()[:8]


def _survivor(identity: str, kind: str, words: str, documents: set[str]) -> Survivor:
    entry = table("marginals", "risk")["kinds"][kind]
    shares = [
        float(share) for value, share in entry.get("by", {}).items()
        if re.search(rf"\b{re.escape(str(value))}\b", _spelt(words), re.IGNORECASE)
    ]
    return Survivor(
        id=identity, kind=kind, words=words, documents=tuple(sorted(documents)),
        share=min(shares, default=float(entry["share"])), unit=entry["unit"], unique=bool(entry.get("unique", False)),
        suggestion=_suggestion(kind, words, entry),
    )


def _suggestion(kind: str, words: str, entry: Mapping[str, Any]) -> str:
    """A wider description in place of the words, brackets included; empty where only a human can find one."""
    usual = str(entry.get("suggestion", ""))
    if "[" in words or not (usual or "instead" in entry):
        # Words that hold a label cannot be looked for in the original.
        return ""
    if "instead" in entry:
        # By the last word, so that the noun and what stands in front of it hold: "the twins" → "the [siblings]".
        lead = _DETERMINER.match(words)
        wider = entry["instead"].get(words.casefold().split()[-1])
        return f"{lead[0].lower() if lead else ''}[{wider}]" if wider else ""
    if kind in {"size of a family", "place among siblings", "adoption of siblings"}:
        wider = generalise_family(words, _LARGE, "large sibling group")
        return wider if wider != words else f"[{usual}]"
    if kind in {"nationality", "ethnicity", "faith"} and (group := heritage_group(words)):
        return f"[{group}]"
    if kind == "one of a kind" and (one := _ONE_OF_A_KIND.fullmatch(words)):
        # The noun holds its sentence: "goes to a school [in the area]".
        article = "an" if takes_an(one["noun"]) else "a"
        return f"{one['lead'] or ''}{article} {one['noun']} [in the area]"
    if kind == "occupation" and (sector := sector_of(words)):
        return f"[work in {sector}]"
    if kind == "diagnosis":
        return f"[{condition_kind(words)}]"
    if kind == "month or season" and " " in words:
        return "[at that time]"
    if kind == "media coverage":
        return f"[{usual}]" if re.match(r"(?:in|on|all over)\b", words, re.IGNORECASE) else ""
    if kind == "a remembered event" and not re.match(r"(?:the|that|public|independent)\b", words, re.IGNORECASE):
        return ""
    return f"[{usual}]"


_ONE_OF_A_KIND = re.compile(
    r"(?P<lead>(?:as|is|was) )?(?:(?:the|our) )?(?:only|first(?: ever)?|youngest|oldest|last) (?P<noun>[a-z][\w'’ -]*?)"
    r" (?:in|on|at) (?:the|our|this|her|his|their) [\w' ’]+", re.IGNORECASE)
_DETERMINER = re.compile(r"(?:the|an?|her|his|their|our|my|your)\s+", re.IGNORECASE)
#: From so many children on a group of siblings is called large in a suggestion.
_LARGE = 4
_DIGITS = {
    "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine",
    "10": "ten",
}


def _spelt(words: str) -> str:
    return re.sub(r"\b\d{1,2}\b", lambda match: _DIGITS.get(match[0], match[0]), words)


def _risk(
    person: str, survivors: tuple[Survivor, ...], shared: tuple[Survivor, ...], inhabitants: int
) -> PersonRisk:
    data = table("marginals", "risk")
    everything = (*survivors, *shared)
    unit = "family" if any(survivor.unit == "family" for survivor in everything) else "person"
    expected = inhabitants * float(data["units"][unit])
    rarest: dict[str, float] = {}
    for survivor in everything:
        rarest[survivor.kind] = min(survivor.share, rarest.get(survivor.kind, 1.0))
    for share in rarest.values():
        expected *= share
    error = float(data["error"])
    return PersonRisk(
        person=person, survivors=survivors, shared=shared, low=expected / error, expected=expected,
        high=expected * error, area=inhabitants, phrases=tuple(_phrases(survivors, shared)),
    )


#: Facts that nobody would type into a search engine.
_NOT_SEARCHED = frozenset({
    "praise or an award", "pregnancy", "only known for one event", "exact age", "earlier removals", "children at home",
})


#: Facts that date or place others, typed in beside them.
_AROUND = frozenset({"named council", "month or season"})
#: Words in front of a fact that nobody types, and the words of a message.
_UNTYPED = re.compile(
    r"(?:(?:in|on|at|from|of|all over|made|the|an?|this|that|last|our|my|her|his|their|is|was|as|by|with|to)\s+)+",
    re.IGNORECASE)
_QUOTED = re.compile(r"[\"“]([^\"“”\[\]]{12,})")
#: Facts that are put together in one search.
_TOGETHER, _FEWER = 3, 2


def _phrases(own: Sequence[Survivor], shared: Sequence[Survivor]) -> Iterator[str]:
    """What an intruder could search for: each fact of one's own, and the rarest with the family's, council and month.

    What became a label is no words that anybody could search for.
    """
    facts, family = _typed(own), _typed(shared)
    yield from facts
    around = _typed((*own, *shared), around=True)
    together = [*facts[:_FEWER], *family[:_FEWER]] if shared else facts[:_TOGETHER]
    if len(together) + len(around) > 1:
        yield " ".join([*together, *around[:_FEWER]])


def _typed(survivors: Iterable[Survivor], *, around: bool = False) -> list[str]:
    phrases = []
    for survivor in survivors:
        if survivor.kind in _NOT_SEARCHED or (survivor.kind in _AROUND) != around:
            continue
        words = survivor.words
        if survivor.kind == "message word for word":
            quoted = _QUOTED.search(words)
            words = quoted[1].strip() if quoted else ""
        if words and "[" not in words:
            phrases.append(f'"{_UNTYPED.sub("", words, count=1) if _UNTYPED.match(words) else words}"')
    return list(dict.fromkeys(phrases))


# In the confidential box


def as_json(risks: Iterable[PersonRisk], *, confidential: bool) -> dict[str, Any]:
    """The list as plain data.

    Args:
        risks: the list.
        confidential: with the surviving words and the search phrases, which belong in the confidential box only.
    """
    return {
        "schema": _SCHEMA,
        "people": [
            {
                "person": risk.person, "warned": risk.warned, "kinds": list(risk.kinds), "area": risk.area,
                "fits": {"low": risk.low, "expected": risk.expected, "high": risk.high},
                "survivors": [
                    {
                        "id": survivor.id, "kind": survivor.kind, "unique": survivor.unique,
                        "documents": list(survivor.documents), "suggestion": survivor.suggestion,
                        **({"words": survivor.words} if confidential else {}),
                    }
                    for survivor in risk.survivors
                ],
                **({"search_phrases": list(risk.phrases)} if confidential else {}),
            }
            for risk in risks
        ],
    }


def fits_in_words(risk: PersonRisk) -> str:
    """The estimate as a sentence that does not pretend to know more than it does."""
    unit = "families" if any(survivor.unit == "family" for survivor in (*risk.survivors, *risk.shared)) else "people"
    if risk.high < 1:
        return f"probably nobody else among {risk.area:,} inhabitants"
    low, high = max(1, round(risk.low)), max(1, round(risk.high))
    return f"somewhere between {low:,} and {high:,} {unit} among {risk.area:,} inhabitants"


def save_risk(risks: Sequence[PersonRisk], workspace: Workspace) -> None:
    """Write ``risk.json`` and ``risk.md`` into the confidential box.

    Raises:
        WriteError: it cannot be written.
    """
    workspace.write_json(RISK, as_json(risks, confidential=True))
    workspace.write("risk.md", ("\n".join(_markdown(risks)) + "\n").encode())


def _markdown(risks: Sequence[PersonRisk]) -> Iterator[str]:
    yield "# Jigsaw list: what still singles people out (CONFIDENTIAL)"
    yield ""
    yield "A guess from census-like figures, off by ten times either way. A person who knows the area must judge."
    for risk in risks:
        yield ""
        yield f"## {risk.person}{' – LOOK AT THIS' if risk.warned else ''}"
        yield ""
        yield f"{len(risk.kinds)} kinds of fact survive; together they fit {fits_in_words(risk)}."
        yield ""
        yield "| id | kind | as it reads | in | could become |"
        yield "|---|---|---|---|---|"
        for survivor in risk.survivors:
            words = survivor.words.replace("|", "\\|")
            mark = " (singles out)" if survivor.unique else ""
            cells = (
                survivor.id, f"{survivor.kind}{mark}", words, ", ".join(survivor.documents),
                survivor.suggestion or "rewrite by hand",
            )
            yield f"| {' | '.join(cells)} |"
        yield ""
        if risk.shared:
            yield "What is said of the family counts here too."
            yield ""
        if not risk.phrases:
            continue
        yield "What somebody could search for:"
        yield ""
        yield from (f"- {phrase}" for phrase in risk.phrases)


def load_accepted(workspace: Workspace) -> tuple[Generalisation, ...]:
    """Generalisations that were accepted in this workspace, none when there are none.

    Raises:
        ReadError: the file is damaged or of another version.
    """
    if not workspace.has(ACCEPTED):
        return ()
    data = workspace.read_json(ACCEPTED)
    try:
        if data["schema"] != _SCHEMA:
            raise ReadError(
                "the accepted generalisations are of another version.", where=ACCEPTED,
                remedy="Use the version of redactor that wrote them, or accept them again.",
            )
        return tuple(
            Generalisation(id=entry["id"], words=entry["words"], text=entry["text"]) for entry in data["accepted"])
    except (KeyError, TypeError, ValueError):
        raise ReadError(
            "the accepted generalisations are damaged.", where=ACCEPTED, remedy="Delete the file and accept again.",
        ) from None


def accept(risks: Iterable[PersonRisk], ids: Sequence[str], workspace: Workspace) -> tuple[Generalisation, ...]:
    """Accept the suggestions of survivors; the next run applies them.

    Args:
        risks: the list they stand in.
        ids: ids of survivors; "all" for every one that has a suggestion.
        workspace: where they are remembered.

    Returns:
        All that are accepted now, earlier ones included.

    Raises:
        UsageError: an id is unknown, or only a human can rewrite what it stands for.
    """
    survivors = {survivor.id: survivor for risk in risks for survivor in risk.survivors}
    if "all" in ids:
        ids = [survivor.id for survivor in survivors.values() if survivor.suggestion]
    chosen = {item.id: item for item in load_accepted(workspace)}
    for identity in ids:
        survivor = survivors.get(identity)
        if survivor is None:
            if identity in chosen:
                continue
            raise UsageError(
                f"there is no '{identity}' in the list.", remedy="Run 'redactor risk' again for the ids.")
        if not survivor.suggestion:
            raise UsageError(
                f"'{identity}' ({survivor.kind}) can only be rewritten by a person.",
                remedy="Change the sentence in the redacted document, or in a copy of the original.",
            )
        chosen[identity] = Generalisation(id=identity, words=survivor.words, text=survivor.suggestion)
    accepted = tuple(chosen[identity] for identity in sorted(chosen))
    workspace.write_json(ACCEPTED, {
        "schema": _SCHEMA,
        "accepted": [{"id": item.id, "words": item.words, "text": item.text} for item in accepted],
    })
    return accepted
