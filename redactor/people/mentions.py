"""Mentions of people with everything the text around them says: titles, roles, kinship, ages, aliases.

Each mention looks at no more than a few words of its own line on either side (and the line below a signature),
so that reading the cues takes time linear in the mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from redactor.casefile import CastEntry, Document, Finding, Group, Recognition
from redactor.people.names import Name, NameWords, learn, parse, short_forms_of, word_set, words_of
from redactor.people.roles import LONGEST_PHRASE, Phrase, Role, RoleTable
from redactor.recognition.vocabulary import TEKNONYMS, plain

#: Characters looked at on either side of a mention.
REACH = 90
#: Characters a table cell may hold besides a name and still be about that name alone ("Dr … (chair)").
_CELL_SLACK = 12
#: What a role word beside bare initials counts.
_OF_INITIALS = 0.5

_MALE, _FEMALE = "m", "f"
_TITLE = re.compile(
    r"(?<![\w'’])(mr|mrs|ms|miss|mx|mstr|dr|prof|professor|pc|dc|ds|di|dci|ps|sgt|pcso|wpc|insp|cllr|hhj|dj|judge|sister|revd?|pastor|"
    r"elder|fr|imam|lady|lord|sir|dame|chief)\b\.?(?:\s*(?:&|and|/)\s*(mr|mrs|ms|miss|dr)\b\.?)?\s+$",
    re.IGNORECASE,
)
_TITLE_INSIDE = re.compile(r"(?:mr|mrs|ms|miss|dr|prof|pc|dc|ds|di|sgt|sr|cllr|hhj)\b\.?\s+(?=\w)", re.IGNORECASE)
_GENDER_OF_TITLE = {
    "mr": _MALE,
    "mrs": _FEMALE,
    "ms": _FEMALE,
    "miss": _FEMALE,
    "mstr": _MALE,
    "sister": _FEMALE,
    "sir": _MALE,
    "lord": _MALE,
    "lady": _FEMALE,
    "dame": _FEMALE,
    "wpc": _FEMALE,
    "fr": _MALE,
}
#: Titles after which a single word is a surname.
_SURNAME_TITLES = word_set(
    "mr mrs ms miss mx mstr dr prof professor pc dc ds di dci ps sgt pcso wpc insp cllr hhj dj judge revd rev "
    "lord lady"
)
_PROFESSIONAL_TITLES = {
    "dr": "doctor",
    "prof": "doctor",
    "professor": "doctor",
    "pc": "police officer",
    "dc": "police officer",
    "ds": "police officer",
    "di": "police officer",
    "dci": "police officer",
    "ps": "police officer",
    "sgt": "police officer",
    "pcso": "police officer",
    "wpc": "police officer",
    "insp": "police officer",
    "cllr": "councillor",
    "hhj": "judge",
    "judge": "judge",
    "rev": "faith leader",
    "revd": "faith leader",
    "pastor": "faith leader",
    "imam": "faith leader",
}
_TOKEN = re.compile(r"[\w][\w'’/&.:-]*[\w]|\w")
_BEFORE_GAP = re.compile(r"[\s\"“'‘*_]*(?:[:(=\[|]|\s[-–—])?[\s\"“'‘*_(\[]*$")
_VERB_GAP = re.compile(
    r"\s+(?:is|was|are|called|named|known as|being|i\.e\.|ie)\s*(?:called\s+|named\s+)?[\"“'‘(]*$", re.IGNORECASE
)
_AFTER_GAP = re.compile(
    r"\s*(?:,|\(|\[|\||/|=|\t|-|–|—|\s{2,}|\s+is\b|\s+was\b|\s+as\b|\s+(?=from the \w|next door)|"
    r"\s+(?:our|my)\s+(?:new |old |last |first )?(?=[a-z]))\s*[\"“'‘(]*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<!\b[Mm]r)(?<!\b[Dd]r)(?<!\b[Ss]t)(?<!\b[Mm]s)(?<!\b[Mm]rs)(?<=[a-z]{2})[.!?]\s+\w")
_BREAK = re.compile(r"[,;:()\[\]|\t.!?]|\s{2,}")
_PRONOUN = {"her": _FEMALE, "his": _MALE, "their": "", "my": "", "our": "", "your": "", "whose": ""}
_DETERMINERS = word_set("the a an new current named lead own usual other our new acting also allocated both")
_ADJECTIVES = word_set(
    "new older younger elder little big own late other eldest youngest only former estranged current real "
    "first second twin adult baby"
)
_STOPPERS = word_set(
    "who and said says told asked has had have will would was were is are to for with that which but when if or not "
    "from by then rang called at on in into of about over he she they it we i you than because so did does do can "
    "could may might must after before until while about"
)
_FORMER = word_set("previous former ex outgoing last prev old")
_PLURAL_AFTER = re.compile(
    r"\s*(?:family|families|children|siblings|sibs|household|brothers|sisters|boys|girls|twins|kids|parents|couple|clan|"
    r"sibling group|home)\b",
    re.IGNORECASE,
)
_BABY_BEFORE = re.compile(r"\b(?:unborn(?:\s+(?:baby|child|bb))?|UBB|U/B|baby|bb)\s*[:\-–]?\s*$", re.IGNORECASE)
_UNBORN_BEFORE = re.compile(r"\b(?:unborn(?:\s+(?:baby|child|bb))?|UBB|U/B)\s*[:\-–]?\s*$", re.IGNORECASE)
_GENERATION = re.compile(r"[\s-](?:(?P<younger>jnr|jr)|(?P<older>snr|sr))\b|\s(?P<word>junior|senior)\b", re.IGNORECASE)
_NEWBORN_AFTER = re.compile(
    r"[\s,(]*(?:was |is )?(?:born\b|\d{1,2} (?:weeks?|days?|months?) old|arrived safely)", re.IGNORECASE
)
_NAMED_BEFORE = re.compile(r"\b(?:has a name|called|named|name is|baby is)[\s,:;\"“]*$", re.IGNORECASE)
#: Who is called something and is no baby: "a man called Chopper".
_GROWN_BEFORE = re.compile(
    r"\b(?:m[ae]n|wom[ae]n|lad|guy|bloke|fella|lady|male|female|friend|mate|person|adult|someone|somebody|neighbour|dealer|"
    r"worker|teacher)(?:\s\w+)?\s(?:called|named)[\s,:;\"“]*$", re.IGNORECASE)
_NAME_TALK = re.compile(
    r"\b(?:sur)?names?(?:'s|s| is| was| of| the)?\s*(?:not\s+)?[\"“'‘:]?\s*$|\bnot\s*[\"“'‘]?$"
    r"|\b(?:mistook|confused with|mixed up with|wrong|register(?:ed)? as|recorded as|wrote|written as)\s*[\"“'‘]?$"
    r"|\b(?:was|is|n[eé]e|born) an?\s*[\"“'‘]?$"
    r"|\b(?:which|wrong|other|another|as one|same|right)\s*[\"“'‘]?$"
    r"|\b(?:recorded|listed|saved|entered|logged|named|put down)\b[^.;\n]{0,40}\bas\s*[\"“'‘]?$",
    re.IGNORECASE,
)
_AKA = re.compile(
    r"[\s,;(\[\"”'’]*(?:(?:also |formerly |previously |now |otherwise |usually |still )?(?:known|called)"
    r"(?: to \w+(?: \w+)?)?(?: as)?|"
    r"a\.?k\.?a\.?|n[eé]e|formerly|previously|goes by|alias|maiden name|prefers|likes to be called|or)\s*[:\-]?\s*"
    r"(?:mrs?\.?\s|ms\s|miss\s)?[\s\"“'‘(]*",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[ xX*.]{0,8}\n[>\s]{0,12}(?:(?:mr|mrs|ms|miss|dr)\.? )?", re.IGNORECASE)
_IS = re.compile(r"[\"”'’)]?\s*(?:=|\bis\b|\bis really\b|\bmeans\b)\s*[\"“'‘]?", re.IGNORECASE)
_SAME = re.compile(
    r"\s+is\s+(?:just |only |really )?(?:an? |the |her |his )?(?:mishearing|misspelling|nickname|short(?: form)?|"
    r"pet name|diminutive|street name|other name|old name|married name|maiden name)\s+(?:of|for)\s+[\"“'‘]?",
    re.IGNORECASE,
)
_LIST_GAP = re.compile(
    r"\s*(?:\([^()\n]{0,24}\))?\s*(?:,|&|/|\+|;|,?\s*\band\b|\bor\b)\s*(?:(?:mr|mrs|ms|miss|dr|pc|dc)\.?\s+)?",
    re.IGNORECASE,
)
_QUOTES = " \t\"“”‘’'("
_OPENING, _CLOSING = frozenset("\"“‘'"), frozenset("\"”’'")
_SIDE_BY_SIDE = re.compile(r"[ \t]{1,4}(?:\|[ \t]{0,4})?")
_FORENAME_LABEL = re.compile(
    r"[\s|,;]{1,40}(?:forenames?|first names?|given names?|christian names?)(?:\(s\))?[\s:|]{1,8}", re.IGNORECASE
)
_SURNAME_LABEL = re.compile(r"[\s|,;]{0,40}(?:surname|family name|last name)[\s:|]{1,8}$", re.IGNORECASE)
_COUPLED_WORD = re.compile(r"\b[A-Z]\w{1,24}\s{1,3}(?:&|and)\s{1,3}$")
_COUPLED = re.compile(r"\s*(?:&|\+|/|\band\b)\s*", re.IGNORECASE)
_BIRTH_GAP = re.compile(r"[\s,;(|]*(?:d\.?\s?o\.?\s?b\.?|date of birth|born(?: on)?|b\.)[\s:)]*", re.IGNORECASE)
_AGE_GAP = re.compile(
    r"[\s,]*[(,]?\s*(?:now|aged?|who is|is|approx\.?|about|both|turned|nearly|just)?\s*"
    r"(?:aged?|about|approx\.?)?[\s:]*",
    re.IGNORECASE,
)


def _listed(words: str) -> list[str]:
    return words.split()


_SMALL_NUMBERS = {
    word: number
    for number, word in enumerate(
        _listed(
            "newborn one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen twenty"
        )
    )
}
_SURGERY = re.compile(
    r"\s*[,(:|\t–-]\s*[^,;()\n]{0,40}\b(?:surgery|practice|medical centre|health centre)\b", re.IGNORECASE
)
_HEADER = re.compile(
    r"^[>\s|]*(from|to|cc|bcc|sent by|author|completed by|written by|prepared by|worker|recorded by)\b\s*:",
    re.IGNORECASE,
)
#: What may follow a name that closes a letter: "(Mrs)", kisses.
_AFTER_SIGNATURE = " ().MRrsx"
#: Whose father or mother follows: "Father of Tilly and Jago: ".
_WHOSE = re.compile(r"\bof (?:(?!\bof\b)[^:;.\n|\t]){1,60}[:–-]\s*$")
#: What stands before an item of a list or a cell.
_ITEM_BEGINS = frozenset(";,:|\t/&+()")
#: What stands between two cells of a row; a comma with a space behind it sets off a role as well.
_CELL_ENDS = frozenset({",", "\t", "|"})
_INDEFINITE = re.compile(r"\ban?\s+$", re.IGNORECASE)
#: Who sends a message, before its first word: "21:03 mum: awww".
_SPEAKER = re.compile(
    r"[>\s]*\[?(?:[\d/.]{3,10},? )?\d{1,2}[:.]\d\d(?::\d\d)?\]?[ –-]{0,3}[\w ]{1,16}: ?[\"“]?", re.IGNORECASE)
_SUBJECT = re.compile(r"[>\s|]*subject\s*:", re.IGNORECASE)
_MAIL_HEADER = re.compile(r"[>\s|]*(?:from|to|cc|bcc|sent|date|importance|attachments?)\b\s*:", re.IGNORECASE)
_GREETING = re.compile(
    r"(?:^|\n)[>\s]*(?:dear|hi|hello|hiya|hey|morning|afternoon|evening|thanks|thank you|cheers)[ ,]+$", re.IGNORECASE
)
_SELF = re.compile(r"\bI(?:'m| am|’m) (?:the |a |an |your |her |his |their )?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Cue:
    """A hint at somebody's role.

    Attributes:
        role: what is said.
        weight: how much it says; labels, brackets and lists speak louder than a word in passing.
        of: number of the mention it is said of ("Liz's mum"), None where nobody is named.
        pronoun: said of somebody by pronoun; ``of`` is then the nearest name before it.
    """

    role: Role
    weight: float
    of: int | None = None
    pronoun: bool = False


@dataclass(kw_only=True)
class Mention:
    """One span that names somebody, with what its surroundings say. Offsets are characters, end-exclusive.

    Attributes:
        number: position in case order, from 0.
        document: number of the document in case order.
        finding: the span.
        text: as written.
        name: taken apart.
        title: word before it in small letters ("mrs"), empty without one.
        gender: "f", "m" or empty, from title and kinship.
        cues: hints at the role.
        age: in whole years where it stands beside the name.
        born: date of birth where it stands beside the name.
        family: the name stands for a family or couple ("the Dobsons").
        unborn: an unborn baby with a surname only.
        newborn: something says the person is newly born or newly named.
        loose: spoken about as a name, not as a person ("his surname is not …").
        paragraph: where its line begins in the document's text.
        alias_of: numbers of mentions the text puts beside as another name of the same person.
        same_as: numbers of mentions the text says outright are the same person, however different the names.
        beside: numbers of mentions in the same list, which are other people.
        greeting: named in a salutation.
        addressed: named as whom a letter or a message goes to.
        alone: stands alone on its line, as a signature does.
        coupled: "and" joins it to a word with a capital before it, whether that was found or not.
        generation: "younger" or "older" where "jnr" or "snr" tells two of one name apart, empty otherwise.
        quoted: stands within quotation marks of its own, as a name that is spoken about does.
    """

    number: int
    document: int
    finding: Finding
    text: str = field(repr=False)
    name: Name = field(default=Name(), repr=False)
    title: str = ""
    gender: str = ""
    cues: list[Cue] = field(default_factory=list)
    age: int | None = None
    born: date | None = None
    family: bool = False
    unborn: bool = False
    newborn: bool = False
    loose: bool = False
    paragraph: int = 0
    alias_of: list[int] = field(default_factory=list)
    same_as: list[int] = field(default_factory=list)
    beside: list[int] = field(default_factory=list)
    sender: int | None = None
    greeting: bool = False
    addressed: bool = False
    alone: bool = False
    quoted: bool = False
    generation: str = ""
    coupled: bool = False

    @property
    def torn(self) -> bool:
        """The span runs over the end of a sentence, so it may hold two names."""
        return bool(_SENTENCE_END.search(self.text))

    @property
    def titled(self) -> bool:
        """A title stands before it after which a surname comes."""
        return self.title in _SURNAME_TITLES

    @property
    def group(self) -> Group:
        """The group its own strongest cue speaks for."""
        strong = [cue for cue in self.cues if cue.weight >= 2]
        return max(strong, key=lambda cue: cue.weight).role.group if strong else Group.UNKNOWN


def read_mentions(
    documents: Sequence[Document],
    recognitions: Sequence[Recognition],
    roles: RoleTable, cast: Sequence[CastEntry] = ()
) -> tuple[list[Mention], NameWords]:
    """All mentions of people in a case.

    Args:
        documents: in case order.
        recognitions: one for each document.
        roles: the table of roles.
        cast: the cast list, whose names teach as well.

    Returns:
        Mentions in case order, and what they teach about the case's name words.
    """
    findings = {recognition.document_id: recognition.findings for recognition in recognitions}
    mentions: list[Mention] = []
    pages = []
    for place, document in enumerate(documents):
        own: list[Mention] = []
        for finding in findings.get(document.id, ()):
            if finding.entity_type == "PERSON":
                own.append(
                    Mention(
                        number=len(mentions) + len(own),
                        document=place,
                        finding=finding,
                        text=document.text[finding.start : finding.end],
                    )
                )
        pages.append(_Page(document, own, findings.get(document.id, ()), roles))
        mentions += own
    for page in pages:
        page.read_titles()
    listed = [(name, False) for entry in cast for name in (entry.name, *entry.aliases)]
    words = learn([*listed, *((mention.text, mention.titled) for mention in mentions if not mention.torn)])
    for mention in mentions:
        mention.name = parse(mention.text, words, titled=mention.titled)
    called = words.forenames | words.singles
    called |= {short for forename in words.forenames for short in short_forms_of(forename)}
    for page in pages:
        page.read_cues(words, called)
    return mentions, words


class _Page:
    """One document's mentions while their cues are read."""

    def __init__(
        self, document: Document, mentions: Sequence[Mention], findings: Sequence[Finding], roles: RoleTable
    ) -> None:
        self.document, self.mentions, self.roles = document, mentions, roles
        self.text = document.text
        self.others = [finding for finding in findings if finding.entity_type in {"AGE", "DATE", "DATE_OF_BIRTH"}]
        self._starts = [finding.start for finding in self.others]
        self._mention_starts = [mention.finding.start for mention in mentions]
        self.signer: int | None = None
        self._surnames: frozenset[str] = frozenset()

    def _before(self, offset: int) -> str:
        return self.text[max(0, offset - REACH) : offset].rpartition("\n")[2]

    def _after(self, offset: int) -> str:
        return self.text[offset : offset + REACH].partition("\n")[0]

    def read_titles(self) -> None:
        for mention in self.mentions:
            before = self._before(mention.finding.start)
            inside = _TITLE_INSIDE.match(mention.text)
            match = _TITLE.search(inside[0] if inside is not None else before)
            if match is None:
                continue
            if match[2]:
                mention.family = True
                continue
            written, title = match[1], match[1].lower()
            if (
                title in {"ds", "di", "dc", "pc", "ps", "dj", "sister", "elder", "chief", "dame", "lord", "sir"}
                and written.islower()
            ):
                continue
            if title == "sister" and re.search(
                r"(?:['’]s|\b(?:her|his|my|our|their|older|younger|little|big))\s+$",
                before[: match.start()],
                re.IGNORECASE,
            ):
                continue
            mention.title = title
            mention.gender = _GENDER_OF_TITLE.get(title, "")

    def read_cues(self, words: NameWords, called: frozenset[str]) -> None:
        sender: int | None = None
        line = read = 0
        self.signer = self._find_signer()
        self._surnames = words.surnames - words.forenames
        for index, mention in enumerate(self.mentions):
            before = self._before(mention.finding.start)
            after = self._after(mention.finding.end)
            previous = self.mentions[index - 1] if index else None
            following = self.mentions[index + 1] if index + 1 < len(self.mentions) else None
            line = self.text.rfind("\n", read, mention.finding.start) + 1 or line
            read = max(read, mention.finding.start)
            mention.paragraph = line
            header = _HEADER.match(before)
            mention.addressed = header is not None and header[1].lower() == "to"
            if header and header[1].lower() not in {"to", "cc", "bcc"}:
                sender = mention.number
            elif sender is not None:
                mention.sender = sender
            mention.greeting = bool(
                _GREETING.search(self.text[max(0, mention.finding.start - 24) : mention.finding.start])
            )
            mention.alone = not before.strip(" >*_-\t") and not after.strip(" *_.,xX\t")
            mention.quoted = before[-1:] in _OPENING and after[:1] in _CLOSING
            mention.coupled = bool(_COUPLED_WORD.search(before))
            self._shape(mention, before, after, words)
            self._numbers(mention)
            self._role_before(mention, before, previous)
            self._role_after(mention, after, following)
            if mention.title in _PROFESSIONAL_TITLES and (
                role := self.roles.get(_PROFESSIONAL_TITLES[mention.title])
            ):
                mention.cues.append(Cue(role=role, weight=1.0 if role.name == "faith leader" else 2.0))
                if role.name == "doctor" and _SURGERY.match(after) and (gp := self.roles.get("GP")) is not None:
                    mention.cues.append(Cue(role=gp, weight=3.0))
            self._called_after_child(mention, called)
            if previous is not None:
                self._pair(previous, mention)
        self._columns()
        self._self_introduction()

    def _shape(self, mention: Mention, before: str, after: str, words: NameWords) -> None:
        name = mention.name
        single = name.word or ("" if name.forenames else name.surname)
        if " " in mention.text:
            before += mention.text.rpartition(" ")[0] + " "  # "UBB Dobson" found as one name
        if single and _PLURAL_AFTER.match(after) and single not in words.forenames:
            mention.family = True
        elif (
            single
            and (whole := plain_text(mention.text)).endswith("s")
            and whole not in words.surnames | words.forenames
        ):
            # "the Dobsons", "the two Sarahs"
            mention.family = whole[:-1] in words.surnames or (
                whole[:-1] in words.forenames
                and bool(re.search(r"\b(?:the|two|both|three)\s*$", before, re.IGNORECASE))
            )
        if single and _BABY_BEFORE.search(before) and not mention.family:
            if _UNBORN_BEFORE.search(before) or single in words.surnames:
                mention.unborn = single not in words.forenames or single in words.surnames
            mention.newborn = True
        elif _UNBORN_BEFORE.search(before) or (name.initials and _BABY_BEFORE.search(before)):
            mention.newborn = True
        mention.generation = self._generation(mention, after)
        if _NEWBORN_AFTER.match(after) or (_NAMED_BEFORE.search(before) and not _GROWN_BEFORE.search(before)):
            mention.newborn = True
        mention.loose = bool(_NAME_TALK.search(before))

    def _called_after_child(self, mention: Mention, called: frozenset[str]) -> None:
        """ "Mama Seun" is a mother where somebody of the case is called Seun."""
        prefix, _, child = mention.name.word.partition(" ")
        parent = self.roles.get(TEKNONYMS.get(prefix, ""))
        if child in called and parent is not None:
            mention.cues.insert(0, Cue(role=parent, weight=2.0))
            mention.gender = parent.gender

    def _generation(self, mention: Mention, after: str) -> str:
        """ "jnr" and "Mrs Hart senior turned up", but not "Jo Hart senior practitioner"."""
        told, text = _GENERATION.search(mention.text), mention.text
        if told is None:
            told, text = _GENERATION.match(after), after
        if told is None:
            return ""
        if told["word"] and text[told.end() : told.end() + 2].strip():
            tokens = list(_TOKEN.finditer(text, told.start("word")))[: LONGEST_PHRASE + 2]
            roles = any(self._phrase_starting(text, tokens[first:]) is not None for first in range(min(3, len(tokens))))
            if not mention.titled or roles:
                return ""
        return "younger" if told["younger"] or (told["word"] or "").lower() == "junior" else "older"

    def _numbers(self, mention: Mention) -> None:
        at = bisect_left(self._starts, mention.finding.end)
        if at == len(self.others):
            return
        number = self.others[at]
        gap = self.text[mention.finding.end : number.start]
        if len(gap) > 40 or "\n" in gap:
            return
        written = self.text[number.start : number.end]
        if number.entity_type == "AGE" and _AGE_GAP.fullmatch(gap):
            mention.age = read_age(written)
        elif (
            number.entity_type != "AGE"
            and (number.entity_type == "DATE_OF_BIRTH" or _BIRTH_GAP.fullmatch(gap))
            and not re.search(r"[A-Za-z]{9}", gap)
        ):
            mention.born = read_date(written)

    def _role_before(self, mention: Mention, before: str, previous: Mention | None) -> None:
        if (match := _TITLE.search(before)) is not None and mention.title and mention.title != "elder":
            before = before[: match.start()] + " "
        if self._parent_of(mention, before) or self._is_subject_line(mention, before) or _SPEAKER.fullmatch(before):
            return
        gap = _VERB_GAP.search(before) or _BEFORE_GAP.search(before)
        marked = gap is not None and bool(gap[0].strip(" \"“'‘*_"))
        body = before[: gap.start()] if gap is not None else before
        apposed = False
        if body.rstrip().endswith(","):
            body, apposed = body.rstrip()[:-1], True
        found = self._phrase_ending(body)
        if found is None:
            return
        phrase, start, stop = found
        if body[stop:].strip(" \t") or (phrase.label and not marked):
            return
        if previous is not None and previous.finding.end > mention.finding.start - len(before) + start:
            return  # the word is a name itself ("Uncle")
        lead = body[:start].rstrip()
        of, pronoun = self._possessor(body, start, mention, previous)
        if of is None and not pronoun and (match := re.search(r"\b(\w+)$", lead)):
            if apposed and match[1].lower() not in {"the", "a", "an", "and"} | _PRONOUN.keys():
                return
        elif apposed and of is None and not pronoun:
            return
        if "\t" in before[len(body) :] and lead and not lead.endswith("\t") and not before[:start].endswith("\t"):
            return
        role = self._former(phrase.role, lead)
        weight = (
            3.0
            if marked and not phrase.everyday
            else 2.0
            if (of is not None or pronoun or not phrase.everyday)
            else 1.0
        )
        if (
            not marked
            and phrase.everyday
            and of is None
            and not pronoun
            and re.search(
                r"\b(?:told|asked|tell|ask|says|said|saw|let|from|texted|rang|informed|with)\s*$", lead, re.IGNORECASE
            )
        ):
            weight = 0.5
        self._hint(mention, Cue(role=role, weight=weight, of=of, pronoun=pronoun))

    def _parent_of(self, mention: Mention, before: str) -> bool:
        """ "Father of Tilly and Jago: Dean Hart": whose he is stands between the role and the name."""
        match = _WHOSE.search(before)
        if match is None:
            return False
        found = self._phrase_ending(before[: match.start()])
        low = mention.finding.start - len(before) + match.start()
        first, stop = (bisect_left(self._mention_starts, offset) for offset in (low + 1, mention.finding.start))
        owners = self.mentions[first:stop]
        if found is None or not owners or before[found[2] : match.start()].strip():
            return False
        for owner in owners:
            self._hint(mention, Cue(role=found[0].role, weight=3.0, of=owner.number))
        return True

    def _is_subject_line(self, mention: Mention, before: str) -> bool:
        """Whether a mention stands in what a mail is about, which is no child's label there."""
        if not _SUBJECT.match(before):
            return False
        stop = self.text.rfind("\n", 0, mention.finding.start) + 1
        while stop and self.text[stop - 1].isspace():
            stop -= 1
        return bool(_MAIL_HEADER.match(self.text, self.text.rfind("\n", 0, stop) + 1, stop))

    def _former(self, role: Role, lead: str) -> Role:
        last = re.search(r"(\w+)$", lead)
        if last and last[1].lower() in _FORMER and role.name == "social worker":
            return self.roles.get("previous social worker") or role
        return role

    def _phrase_ending(self, text: str) -> tuple[Phrase, int, int] | None:
        tokens = list(_TOKEN.finditer(text))[-LONGEST_PHRASE:]
        for first in range(len(tokens)):
            if tokens and (phrase := self.roles.phrase([token[0] for token in tokens[first:]])) is not None:
                return phrase, tokens[first].start(), tokens[-1].end()
        return None

    def _possessor(
        self, body: str, start: int, mention: Mention, previous: Mention | None
    ) -> tuple[int | None, bool]:
        lead = body[:start].rstrip()
        while (last := re.search(r"(?<![\w'’])([A-Za-z]+)$", lead)) and last[1].lower() in _ADJECTIVES:
            lead = lead[: last.start()].rstrip()
        if (last := re.search(r"(?<![\w'’])([A-Za-z]+)$", lead)) and last[1].lower() in _PRONOUN:
            # "her mum Pauline": the person named last in this line, or in the one before if this begins with it.
            if last[1].lower() in {"my", "our"}:
                return (self.signer if self.signer != mention.number else None), True
            if last[1].lower() == "your":
                return None, True
            if previous is None:
                return None, True
            between = self.text[previous.finding.end : mention.finding.start]
            near = "\n" not in between or (not lead[: last.start()].strip() and between.count("\n") == 1)
            return (previous.number if near else None), True
        if previous is not None and re.search(r"['’]s?$", lead) and lead:
            position = mention.finding.start - len(self._before(mention.finding.start)) + len(lead)
            tail = self.text[previous.finding.end : position] if position > previous.finding.end else ""
            if tail in {"'s", "’s", "'", "’", ""} and 0 <= position - previous.finding.end <= 2:
                return previous.number, False
            if previous.text.endswith(("'s", "’s")) and position == previous.finding.end:
                return previous.number, False
        return None, False

    def _role_after(self, mention: Mention, after: str, following: Mention | None) -> None:
        rest, shift = after, 0
        nearest = following
        aside = re.match(r"\s*\([^()]{1,12}\)", after)
        if (
            aside is not None
            and following is not None
            and following.finding.end == mention.finding.end + aside.end() - 1
        ):
            # "Priya Raman (PR), social worker"
            rest, shift = after[aside.end() :], aside.end()
            nearest = None
        base = mention.finding.end + shift
        if nearest is not None and self._owned_role(mention, nearest):
            return
        gap = _AFTER_GAP.match(rest) or (re.match(r"\s+", rest) if shift else None)
        if gap is None:
            if mention.alone:
                self._signature(mention)
            return
        verb = bool(re.search(r"[a-z]", gap[0], re.IGNORECASE))
        tokens = list(_TOKEN.finditer(rest, gap.end()))[: LONGEST_PHRASE + 3]
        stop = nearest.finding.start - base if nearest is not None else len(rest)
        tokens = [token for token in tokens if token.end() <= stop]
        pronoun, skipped = False, 0
        for first, token in enumerate(tokens):
            if first and _BREAK.search(rest[tokens[first - 1].end() : token.start()]):
                return
            found = self._phrase_starting(rest, tokens[first:])
            if found is not None:
                phrase, end = found
                if nearest is not None and not nearest.name.initials and re.fullmatch(
                    r"\s+(?:(?:mr|mrs|ms|miss|dr|pc|dc|sister)\.?\s+)?|\s*[:=(]\s*", rest[end:stop], re.IGNORECASE
                ):
                    return
                if rest[end : end + 2] in {"'s", "’s"} or (verb and (skipped or pronoun)):
                    return
                if phrase.label and gap[0].lstrip(" ") in _CELL_ENDS and not self._begins_item(mention):
                    return  # "…between Kay and Kwame,Police": the next cell of a chronology, no officer
                weight = 1.0 if verb and phrase.everyday else 2.0 if phrase.everyday or verb else 3.0
                if verb and phrase.role.group is Group.PROFESSIONAL and _INDEFINITE.search(rest[: token.start()]):
                    weight = 1.0  # "Lorna is a head of year at …": what she does for a living
                self._hint(
                    mention,
                    Cue(
                        role=self._former(phrase.role, rest[: token.start()].rstrip()), weight=weight, pronoun=pronoun
                    ),
                )
                return
            word = token[0].lower()
            if word in _PRONOUN:
                if skipped:
                    return
                pronoun = True
            elif word in _STOPPERS or (skipped := skipped + (word not in _DETERMINERS)) > 3:
                return

    def _begins_item(self, mention: Mention) -> bool:
        """Whether a mention begins its line, cell or item of a list, so that what follows is a label of it."""
        before = self._before(mention.finding.start)
        before = before[: match.start()] if (match := _TITLE.search(before)) is not None else before
        return not before.strip(" >*_-–•\"“") or before.rstrip(" \"“")[-1:] in _ITEM_BEGINS

    def _owned_role(self, mention: Mention, following: Mention) -> bool:
        """ "Yvette is Shell's older sister", "Pat (Kelly's mum)"."""
        gap = self.text[mention.finding.end : following.finding.start]
        if not re.fullmatch(r"\s*[,(]\s*|\s+(?:is|was)\s+|\s+[-–]\s+", gap):
            return False
        rest = self._after(following.finding.end)
        owner = re.match(r"['’]s?\s+", rest) or (
            re.match(r"\s+", rest) if following.text.endswith(("'s", "’s")) else None
        )
        if owner is None:
            return False
        tokens = list(_TOKEN.finditer(rest, owner.end()))[:LONGEST_PHRASE]
        while tokens and tokens[0][0].lower() in _ADJECTIVES and self._phrase_starting(rest, tokens) is None:
            tokens.pop(0)
        found = self._phrase_starting(rest, tokens)
        if found is None:
            return False
        self._hint(mention, Cue(role=found[0].role, weight=2.0, of=following.number))
        return True

    def _phrase_starting(self, text: str, tokens: Sequence[re.Match[str]]) -> tuple[Phrase, int] | None:
        """The longest role phrase that begins with the first of these tokens, and where it ends."""
        for size in range(min(LONGEST_PHRASE, len(tokens)), 0, -1):
            part = tokens[:size]
            if (
                not any(_BREAK.search(text[one.end() : two.start()]) for one, two in pairwise(part))
                and (phrase := self.roles.phrase([token[0] for token in part])) is not None
            ):
                return phrase, part[-1].end()
        return None

    @staticmethod
    def _hint(mention: Mention, cue: Cue) -> None:
        if mention.name.initials:
            # "move to grandmother (PR by May)": initials in brackets name who acts, not who is spoken of.
            mention.cues.append(replace(cue, weight=min(cue.weight, _OF_INITIALS)))
            return
        mention.cues.append(cue)
        if cue.role.gender and not mention.gender:
            mention.gender = cue.role.gender

    def _signature(self, mention: Mention) -> None:
        """A name alone on a line, the role on the next."""
        start = self.text.find("\n", mention.finding.end)
        if start < 0:
            return
        line = self.text[start + 1 : start + 1 + REACH].partition("\n")[0].strip(" >*_\t")
        if not line or len(line) >= REACH - 10:
            return
        tokens = list(_TOKEN.finditer(line))[: LONGEST_PHRASE + 2]
        for first in range(min(4, len(tokens))):
            found = self._phrase_starting(line, tokens[first:])
            if found is not None and not found[0].everyday:
                if (
                    not re.search(r"[,;:()|]", line[: tokens[first].start()])
                    or tokens[first - 1].end() == tokens[first].start()
                ):
                    self._hint(
                        mention,
                        Cue(role=self._former(found[0].role, line[: tokens[first].start()].rstrip()), weight=3.0),
                    )
                return

    def _pair(self, previous: Mention, mention: Mention) -> None:
        """What the words between two neighbours say about them."""
        gap = self.text[previous.finding.end : mention.finding.start]
        if len(gap) > 60:
            return
        self._share_surname(previous, mention, gap)
        self._apart_in_form(previous, mention, gap)
        one, two = previous.name, mention.name
        if "\n" in gap:
            if previous.alone and _SIGNED.fullmatch(gap) and _same_beginning(one, two):
                mention.alias_of.append(previous.number)  # "Fiona" and below it "Dr F. M. Graham"
            return
        gap = _TITLE.sub("", gap) if mention.title else gap
        follows = self.text[mention.finding.end : mention.finding.end + 3]
        bracketed = re.fullmatch(r"\s*[(\[\"“'‘]\s*", gap) and follows[:1] in {")", "]", '"', "”", "'", "’"}
        if bracketed and (two.initials or one.initials or not (one.full and two.full)):
            mention.alias_of.append(previous.number)
        elif two.initials or one.initials:
            named, short = (one, two) if two.initials else (two, one)
            if _IS.fullmatch(gap) and follows[:2] not in {"'s", "’s"}:
                mention.alias_of.append(previous.number)  # "O1 = Oliver", "T" is Rudge
            elif named.initials:
                if one.initials != two.initials and _LIST_GAP.fullmatch(gap):
                    self._beside(previous, mention)
            elif len(short.initials) > 1 and spells(named, short.initials) and (
                re.fullmatch(r"\s{2,}|\s*\t\s*|\s*[=:–-]\s*|\s+\(|\s", gap)
                or (two.initials and follows[:1] in {"", ";", "\n"} and re.fullmatch(r"[^;\n]{0,50}", gap))
            ):
                mention.alias_of.append(previous.number)
        elif (
            _AKA.fullmatch(gap)
            and gap.strip(" ,;()\"'")
            and not (gap.strip(_QUOTES).lower() == "or" and one.full and two.full)
        ):
            if gap.strip(_QUOTES).lower() != "or":
                (mention.alias_of if one.full and two.full else mention.same_as).append(previous.number)
        elif _SAME.fullmatch(gap):
            mention.same_as.append(previous.number)
        elif _IS.fullmatch(gap) and follows[:2] not in {"'s", "’s"} and not (one.full and two.full):
            mention.alias_of.append(previous.number)
        elif _LIST_GAP.fullmatch(gap):
            self._beside(previous, mention)

    @staticmethod
    def _share_surname(one: Mention, two: Mention, gap: str) -> None:
        """ "S and A Pattison": the surname is both theirs."""
        if (
            len(one.name.initials) == 1
            and two.name.surname
            and (two.name.first_initial or two.name.forenames)
            and _COUPLED.fullmatch(gap)
        ):
            one.name = Name(first_initial=one.name.initials, surname=two.name.surname)

    def _apart_in_form(self, one: Mention, two: Mention, gap: str) -> None:
        """ "DOBSON Robyn", "CROSS | Lexus-Mae" and "Surname: DOBSON, forename: Robyn", where each part was found by
        itself: both stand for the whole name."""
        first, last = two, one
        if gap == (" " if one.text.endswith((")", '"', "”")) else ") "):
            # "Oluwaseun (Seun) Adebayo" found in two pieces
            given, last_name = one.name.forenames or (one.name.word,), two.name.word
            if given[0] and last_name in self._surnames and not one.name.surname:
                one.name = Name(forenames=given, surname=last_name, also=one.name.also)
                two.name = Name(forenames=given, surname=last_name)
            return
        if _FORENAME_LABEL.fullmatch(gap):
            if not _SURNAME_LABEL.search(self.text[max(0, one.finding.start - 24) : one.finding.start]):
                return
        elif _SURNAME_LABEL.fullmatch(gap):
            first, last = one, two
        elif not (
            _SIDE_BY_SIDE.fullmatch(gap) and one.text.isupper() and len(one.text) > 2 and not two.text.isupper()
        ):
            return
        if any(part.title or part.family or part.unborn for part in (one, two)):
            return
        forenames = tuple(plain(word) for word in words_of(first.text))
        surname = words_of(last.text)
        if len(surname) == 1 and forenames and not first.name.initials and not last.name.initials:
            one.name = two.name = Name(forenames=forenames, surname=plain(surname[0]))

    @staticmethod
    def _beside(one: Mention, two: Mention) -> None:
        if one.name.key != two.name.key:
            one.beside.append(two.number)
            two.beside.append(one.number)

    def _find_signer(self) -> int | None:
        """Who writes the document: named last on a line of their own, or introduced by "I am"."""
        for mention in self.mentions:
            if re.search(r"\bI am $|\bmy name is $|\bthis is $|\bit'?s $", self._before(mention.finding.start)) and (
                mention.name.full or mention.name.word
            ):
                return mention.number
        signed = [
            mention
            for mention in self.mentions
            if mention.sender is None
            and not self._before(mention.finding.start).strip()
            and not self._after(mention.finding.end).strip(_AFTER_SIGNATURE)
        ]
        return signed[-1].number if signed else None

    def _columns(self) -> None:
        """The header of a table column says what the names below it are."""
        for mention in self.mentions:
            block = self.document.blocks[self.document.block_index(mention.finding.start)]
            alone = len(block.text) <= len(mention.text) + _CELL_SLACK
            if block.column and alone and (phrase := self.roles.phrase(block.column.split())) is not None:
                mention.cues.append(Cue(role=phrase.role, weight=2.5))

    def _self_introduction(self) -> None:
        """ "I am the allocated social worker": the one who signs."""
        signed = [mention for mention in self.mentions if mention.sender is None and mention.alone] or [
            mention for mention in self.mentions if _HEADER.match(self._before(mention.finding.start))
        ]
        if not signed:
            return
        for match in _SELF.finditer(self.text):
            line = self._after(match.end())
            tokens = list(_TOKEN.finditer(line))[: LONGEST_PHRASE + 1]
            for first in range(min(2, len(tokens))):
                found = self._phrase_starting(line, tokens[first:])
                if found is not None and found[0].role.group is Group.PROFESSIONAL:
                    writer = next((m for m in signed if m.finding.start > match.start()), signed[-1])
                    writer.cues.append(Cue(role=found[0].role, weight=2.0))
                    return


def _same_beginning(one: Name, two: Name) -> bool:
    """A forename or initial above, and the name that it may belong to below."""
    first = one.word or one.initials or (one.forenames[0] if one.forenames else "")
    other = two.forenames[0] if two.forenames else two.first_initial
    if not first or not other or not (two.surname or two.last_initial):
        return False
    return first == other or ((len(other) == 1 or len(first) == 1) and first[0] == other[0])


def spells(name: Name, initials: str) -> bool:
    """Whether initials may stand for a name: "KD", "PWh" and "SMc" for Kelly Dean, Paula Whitworth, Siobhan McAteer."""
    firsts = list(name.forenames) or ([name.first_initial] if name.first_initial else [])
    last = name.surname or name.last_initial
    parts = [*firsts, *re.split(r"[\s-]", last)] if last else ([*firsts] if len(firsts) > 1 else [])
    if not parts:
        return bool(name.word or name.surname) and len(initials) == 1 and (name.word or name.surname)[:1] == initials
    if not firsts:
        return len(initials) > 1 and initials[-1:] == last[:1]
    return _spelt(initials, parts, 0) or (
        len(firsts) > 1 and last != "" and _spelt(initials, [firsts[0], *re.split(r"[\s-]", last)], 0)
    )


def _spelt(letters: str, parts: Sequence[str], at: int) -> bool:
    """Whether the letters are made of one to three first letters of each part in order."""
    if at == len(parts):
        return not letters
    part = parts[at]
    return any(
        letters[:size] == part[:size] and len(part) >= size and _spelt(letters[size:], parts, at + 1)
        for size in range(1, min(3, len(letters)) + 1)
    )


def read_age(written: str) -> int | None:
    """Whole years of an age as written ("8", "15yo", "seven", "16 weeks old"); None when it is not understood."""
    lowered = written.lower()
    match = re.search(r"\d{1,3}", lowered)
    number = (
        int(match[0])
        if match
        else next((value for word, value in _SMALL_NUMBERS.items() if re.search(rf"\b{word}\b", lowered)), None)
    )
    if number is None:
        return None
    if re.search(r"week|day|/52|/7\b", lowered):
        return number // 52 if "week" in lowered else 0
    if re.search(r"month|/12|mths?\b", lowered):
        return number // 12
    return number if number <= 120 else None


_MONTHS = {
    name: number for number, name in enumerate(_listed("jan feb mar apr may jun jul aug sep oct nov dec"), start=1)
}


def read_date(written: str) -> date | None:
    """A full date as written in Britain ("14/05/1992", "14 May 1992", "1992-05-14"); None for anything less."""
    text = written.strip().lower()
    if match := re.search(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", text):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := re.search(r"\b(\d{1,2})\s?[./\-\s]\s?(\d{1,2})\s?[./\-\s]\s?(\d{4}|\d{2})\b", text):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
    elif match := re.search(
        r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)?[\s\-]([a-z]{3})[a-z]*\.?,?[\s\-](\d{4}|\d{2})\b", text
    ):
        day, month, year = int(match[1]), _MONTHS.get(match[2], 0), int(match[3])
    else:
        return None
    if year < 100:
        year += 2000 if year <= date.today().year % 100 + 1 else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None


def plain_text(text: str) -> str:
    """A name as it is compared: words in plain small letters, single spaces."""
    return " ".join(plain(word) for word in words_of(text))
