"""How words stand in a document: as a name does, as somebody who acts, as a task is given."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redactor.casefile import Finding
from redactor.recognition.evidence.text import SURE, Text
from redactor.recognition.lexicon import Lexicon
from redactor.recognition.vocabulary import (
    ACTS,
    BEFORE_NAMES,
    DETERMINERS,
    STRICT_TITLES,
    TITLES,
    Token,
    is_ordinary,
    word_set,
)
from redactor.rulebook import KeepMatcher

#: Score from which letters that are a term too may be a person's.
SURE_OF_LETTERS = 0.9
#: How many letters initials have.
INITIALS = range(2, 4)
#: Score from which ordinary words may be a name.
SURE_OF_WORDS = 0.9
QUOTES = frozenset("\"“”‘’'")
#: Words that wish for something, before what is wished for.
_WISHES = word_set("hope love wish wishes hopes likely able due")
#: At the head of a sentence, after a name and seldom after an ordinary word.
_AFTER_A_NAME = word_set("on in at with off into back again")
_DASHES = (" - ", " – ")
_SENTENCE_ENDS = frozenset({". ", "! ", "? ", ": "})
#: Ordinary words that stand before these at the head of a note or a list.
_HEADINGS = word_set("hope will may mark case page care home church school ward street day week court love child")
SPEECH = word_set(
    "said says told tells asked asks rang rings phoned texted emailed wrote replied reported stated added agreed"
    " thinks thought felt knows wants wanted")
SURE_ACTS = (ACTS | {"ok"}) - word_set(
    "have do will would could can cannot cant should may might must to not also then and need want hope look open ring"
    " call visit run read like set still fine present absent born aged who whose whom")
#: After these a name follows in small letters too.
CALLS = word_set("mum mam nan nana aunt auntie aunty uncle mr mrs miss ms dr called bf gf tell")
GREETINGS = word_set("dear hi hello hiya hey")
#: What somebody may go by though it is what others call somebody of their own.
_KINSHIP = word_set(
    "uncle aunt auntie aunty nan nana nanny gran granny grandad granddad grandma grandpa sister brother")
_TO = word_set("to the that a i me him her them us you")
#: At the head of a message, after somebody's name in small letters: "smiley u ok".
_ADDRESSED = word_set("u ur you your r are pls please ring call txt text come cum wer where wot what wats hav have")
#: They ask a question there.
_ASKING = word_set("can could would should might hope bless love mark see miss bet")
#: They do so too, but are names more often where it is said what somebody is.
_ASKS_THERE = _ASKING | word_set("will may")
#: What somebody does after it is said what they are: "will the physio will help".
_FINITE = word_set("will is was says said has had can did told rang came wants thinks does would")
_IS = word_set("is was has had")
#: Two letters that hardly anybody stresses with capitals, as "NO" and "DO" are.
_GRAMMAR = word_set("an as at by he if in is it me my of on or so to up us we")
#: Before these letters one somebody is meant, unless what stands before leads to a thing: "due to DA".
_TOWARDS = word_set("from to by with via")
_NOT_TOWARDS = word_set(
    "due subject owing exposed related relating linked step stepped return respond response suffering suffered"
    " recover recovering affected harm risk move moved according prior next")
_ROW = frozenset({", ", "/", " / ", " & ", "&"})
_SAYS = word_set("said told asked explained thinks feels felt reported wants took opened chaired")
#: Letters that name a role, which acts as a person does.
ROLE_LETTERS = word_set(
    "sw hv gp tm pm pc dc ds ot pa ta ht sn dn mw iro cpn ewo ssw fsw dsl yw sk gm hos cpc lsa pt su yp mo fa")
#: Words for the roles that letters name.
ROLE_WORDS = {
    "mw": word_set("midwife midwives midwifery"), "hv": word_set("visitor visitors"), "ot": word_set("occupational"),
    "yw": word_set("youth"), "ta": word_set("assistant assistants"), "ht": word_set("head headteacher"),
    "sn": word_set("nurse nursing"), "dn": word_set("nurse nursing"), "pt": word_set("patient physio"),
}
_WITH = word_set(
    "told asked with met rang tell ask chase chased chasing informed thanked gave give gives handed showed sent")
_MESSAGES = word_set("call calls phonecall text texts message messages voicemail email emails letter note request")
#: After the one to whom a task is given.
_ASSIGNED = word_set("by w with to asap today tomorrow and mon tue tues wed weds thu thur thurs fri")
#: Only somebody who lives does so; no season comes ("summer came"), no hope is ("joy was a joy").
_LIVES = word_set(
    "knows knew thinks thought wants wanted owes hates loves wishes hopes says said asks asked tells told rang phoned"
    " texted lets let cried cries smiled laughed slept sleeps ate eats drank drinks hugged kissed hit kicked threw"
    " slapped shouted screamed grabbed spoke speaks opened answered apologised refused agreed disclosed denied attended"
    " walked sat ran fell woke")
#: Before "will" and "may" these say that somebody is called so: "saw will on saturday".
_TAKES = word_set("saw seen met rang told tell asked ask about with for from by visited phoned texted called hit near")
_MODALS = word_set("will may")
#: What parts the cells of a row.
_CELL_ENDS = (",", "|", "\t")
#: Between two columns of a log.
_COLUMN = re.compile(r"[ \u00a0]{2,40}|\t| ?\| ?")
#: The mother and the father in court papers.
PARTIES = frozenset({"M", "F"})
LETTERS = frozenset("ABCDEFGHJKLMNOPQRSTUVWXYZ")
_ROLE_BEFORE = word_set(
    "allocated previous new named duty senior his her their social of former our by-the local school")
_AGENT_ACTS = ACTS - frozenset({"and", "also", "then", "not"}) | frozenset({"to"})


class Standing:
    """One document read with the lexicon of its case.

    Args:
        text: the document and its words.
        findings: what was found in it.
        lexicon: what the case teaches.
        keep: finds the terms that stay.
        names: words known to be names in this case, casefolded.

    Attributes:
        text, source, words: the document, its characters and its words.
        lexicon: as given.
        phrases_kept: 1 for every character of a term of several words that stays.
        kept: numbers of the words that are such a term by themselves.
        covered: 1 for every character of a finding that identifies directly.
        settings: where the words of places and organisations begin, in characters.
        writes_small: whether names are often written in small letters, or none is known.
        has_parties: whether M and F both act, as the mother and the father do in court papers.
    """

    def __init__(
        self, text: Text, findings: Sequence[Finding], lexicon: Lexicon, keep: KeepMatcher, names: set[str],
    ) -> None:
        self.text, self.source, self.words, self.lexicon = text, text.text, text.words, lexicon
        self.phrases_kept = bytearray(len(self.source))
        self.kept: set[int] = set()
        for start, end, _ in keep.spans(self.source, names):
            first, stop = text.words_in(start, end)
            if stop - first > 1:
                self.phrases_kept[start:end] = b"\1" * (end - start)
            elif stop > first:
                self.kept.add(first)
        self.covered = bytearray(len(self.source))
        for finding in findings:
            if finding.entity_type != "QUASI":
                self.covered[finding.start:finding.end] = b"\1" * (finding.end - finding.start)
        self.has_parties = {
            token.word for index, token in enumerate(self.words)
            if token.word in PARTIES and (token.possessive or (
                self.gap(index) == " " and index + 1 < len(self.words) and is_act(self.words[index + 1])))} >= PARTIES
        names_written = [
            self.source[finding.start:finding.end] for finding in findings
            if finding.entity_type == "PERSON" and finding.score >= SURE]
        small, capital = sum(map(str.islower, names_written)), sum(
            not name.islower() and not name.isupper() for name in names_written)
        self.writes_small = 2 * small >= capital
        self.settings: set[int] = set()
        for finding in findings:
            if finding.entity_type in {"ORGANISATION", "LOCATION"}:
                first, stop = text.words_in(finding.start, finding.end)
                self.settings |= {token.start for token in text.words[first:stop]}

    def gap(self, index: int) -> str:
        """What stands between a word and the next; a newline when there is none."""
        if 0 <= index < len(self.words) - 1:
            return self.source[self.words[index].end:self.words[index + 1].start]
        return "\n"

    def is_covered(self, index: int) -> bool:
        token = self.words[index]
        return 0 not in self.covered[token.start:token.end]

    def is_shouted_line(self, index: int) -> bool:
        near = self.words[max(0, index - 3):index + 4]
        return sum(token.word.isupper() and len(token.word) > 1 for token in near) > len(near) // 2 + 1

    def stands_out(self, index: int) -> bool:
        """Whether a word of the grammar is in capitals among small letters, as initials are: "AT has not told"."""
        token = self.words[index]
        if not token.word.isupper() or token.plain not in _GRAMMAR or self.is_shouted_line(index):
            return False
        near = self.words[max(0, index - 2):index + 3]
        led = self.gap(index) == " " and near[-1] is not token and (
            self.words[index + 1].plain in DETERMINERS)  # "sleeps AT the school"
        return not led and any(token.word.islower() for token in near)

    def is_alone(self, index: int) -> bool:
        """Whether a word fills its line or ends it as a signature does."""
        before = self.gap(index - 1) if index else "\n"
        return "\n" in self.gap(index) and ("\n" in before or before in {". ", "? ", "! "})

    def stands_as_name(self, index: int, *, organisation: bool = False) -> bool:
        """Whether a word's place shows that it is a name here."""
        token = self.words[index]
        gap_before = self.gap(index - 1) if index else "\n"
        gap_after = self.gap(index)
        previous = self.words[index - 1] if index and gap_before in {" ", ". ", "-", " (", ": ", " - "} else None
        following = self.words[index + 1] if gap_after == " " else None
        capital, known = token.word[0].isupper(), token.plain in self.lexicon.singles
        # "Bell on bail", "ghost on the 10.20"
        placed = known and token.plain not in _HEADINGS and following is not None and following.plain in _AFTER_A_NAME
        shouted = token.word.isupper() and len(token.word) > 1
        if previous is not None and gap_before in {" ", ". "} and previous.plain in STRICT_TITLES:
            return True
        if previous is not None and gap_before == " " and previous.plain in DETERMINERS and not organisation:
            # "chaired by A Hope"
            return previous.word == "A" and index > 1 and self.gap(index - 2) == " "
        if capital and not shouted and token.plain in _KINSHIP:
            # Known as what somebody is called: "Uncle never found", not "Uncle Dave".
            return following is None or not following.word[0].isupper()
        head = index == 0 or "\n" in gap_before
        if capital and gap_before[-1:] in QUOTES and gap_after[:1] in QUOTES:
            return True
        if gap_after.startswith(":") and (head or (capital and known and not shouted)):
            return True
        if capital and gap_before == ": " and not (shouted or organisation) and known and token.plain not in _HEADINGS:
            return True  # "Hx: Rose"
        acts = following is not None and following.word.islower() and following.plain in SURE_ACTS
        if not capital:
            if following is not None and (
                self._is_addressed(index, following, head=head or gap_before == ": ") or self._is_described(index)
            ):
                return True
            if placed and (head or gap_before in _SENTENCE_ENDS):
                return True
            about = head or (previous is not None and gap_before == " " and previous.plain == "re")
            if about and known and gap_after.startswith(_DASHES):
                return True  # "- hope - came early", "re will - was round"
            if known and following is not None and following.plain in _LIVES and token.plain not in _MODALS and (
                previous is None or previous.plain not in DETERMINERS
            ):
                return True  # "tank knows", "summer let me in"
            if known and token.plain in _MODALS and previous is not None and previous.plain in _TAKES:
                return True
            called = previous is not None and gap_before == " " and previous.plain in CALLS
            if called and token.plain in _ASKS_THERE:
                # "mum will ring" asks nobody called Will.
                return following is not None and (following.plain in SPEECH or following.plain in _IS)
            return (called and (following is None or following.plain not in _TO)) or (
                acts and following is not None and len(token.plain) > 2
                and (following.plain in SPEECH or not is_ordinary(token.plain)))
        if shouted and self.is_shouted_line(index):
            return previous is not None and gap_before == " " and previous.plain in BEFORE_NAMES
        if previous is not None and gap_before == " ":
            if previous.word[0].isupper() and self.covered[previous.start] and not previous.possessive:
                return True
            if previous.word.islower() or previous.word[0].isdigit():
                return True
            if previous.plain in BEFORE_NAMES:
                return True
        if following is not None and self.covered[following.start] and following.word[0].isupper():
            return True
        if token.possessive or gap_after[:1] in "/&" or gap_before[-1:] in "/&":
            return True
        if gap_before[-1:] in ("(", ",") or gap_before in {", ", "; ", " & "}:
            return following is None or following.plain in ACTS or not following.word.islower()
        if following is not None and not shouted and not organisation and following.word.islower():
            if following.plain == "to" and token.plain not in _WISHES and self.gap(index + 1) == " ":
                return True  # "Will to chase housing"
            if placed:
                return True
            if known and following.plain.endswith("ed") and is_act(following):
                return True  # "Hope spotted this"
        return acts

    def _is_addressed(self, index: int, following: Token, *, head: bool) -> bool:
        return head and following.plain in _ADDRESSED and self.words[index].plain not in _ASKS_THERE

    def _is_described(self, index: int) -> bool:
        """Whether a name is followed by what somebody is and does: "will the physio will help"."""
        words = self.words[index + 1:index + 4]
        if self.words[index].plain in _ASKING:
            return False
        return len(words) > 2 and words[0].word == "the" and words[2].plain in _FINITE and all(
            self.gap(place) == " " for place in range(index, index + 3))

    def acts(self, index: int) -> bool:
        """Whether letters that may be a professional term stand as a person does."""
        before, after = (self.gap(index - 1) if index else "\n"), self.gap(index)
        previous = self.words[index - 1] if index else None
        following = self.words[index + 1] if index + 1 < len(self.words) else None
        if previous is not None and before == " " and (
            previous.plain in DETERMINERS or previous.plain in _ROLE_BEFORE
        ):
            return False
        if after == " " and following is not None and following.word[0].isupper() and (
            self.words[index].plain in TITLES
        ):
            return False
        if self.words[index].possessive:
            return True
        if after.startswith(":") or before in {": ", ":  "} or before[-1:] in "(/[" or "–" in before or before == " - ":
            return True
        if before[-1:] in _CELL_ENDS and ("\n" in after or (after[:1] in _CELL_ENDS and self._is_defined(index))):
            return True
        if "\n" in before or before[-1:] in ("|", "\t") or before in {". ", "; ", ", ", "! ", '. "'} or (
            len(before) > 1 and not before.strip()
        ):
            listed = ("\n" in before or before == "; ") and self._is_defined(index)
            return following is None or after != " " or is_act(following) or following.plain in {"also", "later"} or (
                listed and following.word.islower())
        if before == ") " and after[:1] in (";", ",", "\n"):
            return True
        return (following is not None and after == " " and is_act(following)) or (
            previous is not None and before == " " and previous.plain in _WITH and previous.word.islower()
        )

    def _is_defined(self, index: int) -> bool:
        """Whether the document itself says for whom letters stand."""
        return self.text.document.id in self.lexicon.defined_in.get(self.words[index].word, ())

    def is_meant(self, index: int) -> bool:
        """Whether letters that the document gives somebody can be that person: "Update from MA", "MA, PM and ID"."""
        if not self._is_defined(index):
            return False
        before, after = (self.gap(index - 1) if index else "\n"), self.gap(index)
        previous = self.words[index - 1] if index else None
        following = self.words[index + 1] if index + 1 < len(self.words) else None
        if previous is not None and before == " " and previous.word in _TOWARDS:
            return index < 2 or self.words[index - 2].plain not in _NOT_TOWARDS
        if previous is not None and (before in _ROW or (before == " " and previous.word == "and")):
            other = index - 2 if previous.word == "and" else index - 1
            if other >= 0 and self._is_defined(other):
                return True
        if following is None or not (after in _ROW or (after == " " and following.word == "and")):
            return False
        other = index + 2 if following.word == "and" else index + 1
        return other < len(self.words) and self._is_defined(other)

    def says(self, index: int) -> bool:
        """Whether letters at the head of a sentence say something or open a meeting: "MA said mum was well"."""
        before = self.gap(index - 1) if index else "\n"
        following = self.words[index + 1] if self.gap(index) == " " else None
        return ("\n" in before or before in {". ", "; ", "! ", "? "}) and following is not None and (
            following.word in _SAYS)

    def speaks(self, index: int) -> bool:
        """Whether letters name somebody a call or a message comes from: "Call from MW, tearful"."""
        return index > 1 and self.words[index - 1].word == "from" and self.gap(index - 1) == " " and (
            self.words[index - 2].plain in _MESSAGES)

    def is_assigned(self, index: int) -> bool:
        """Whether letters that only imply a person stand where a task or a score is given to one: "– VS by Fri"."""
        token, words = self.words[index], self.words
        if token.plain in ROLE_LETTERS or not token.word.isupper() or self.is_shouted_line(index):
            return False
        before, after = (self.gap(index - 1) if index else "\n"), self.gap(index)
        following = words[index + 1] if index + 1 < len(words) else None
        ends = "\n" in after or after[:1] in {".", ",", ";", ")"}
        if index and words[index - 1].plain in _WITH | {"w"} and before in {" ", "/ ", "/"}:
            return ends or following is None or following.word.islower()
        if _COLUMN.fullmatch(before) and _COLUMN.fullmatch(after) and "\n" not in after:
            return True  # "13.10  TB  Anon call"
        if before in {" - ", " – ", " — ", "- ", "– "}:
            return ends or following is None or (after == " " and following.plain in _ASSIGNED)
        if following is not None and following.word.isdigit() and after == " " and index + 2 < len(words):
            return self.gap(index + 1) in {", ", "; "} and (
                words[index + 2].plain in self.lexicon.initials or self.is_covered(index + 2))
        return False


def is_act(token: Token) -> bool:
    """Whether a word tells what somebody does or did."""
    return token.plain in _AGENT_ACTS or (token.word.islower() and len(token.plain) > 4 and token.plain.endswith("ed"))
