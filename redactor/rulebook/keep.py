"""Finds listed terms in a text: one pass over its words, longest term first.

A term is a row of words. Between them a space, a line break and a hyphen count as the same, so "Merton
compliant" finds "Merton-compliant"; any other sign ("A&E", "s.20", "1:1") must stand there as in the term.
An apostrophe may be straight, curly or left out, and a term's last word may be plural or possessive.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any, Generic, TypeVar

from redactor.rulebook.building import collection_paused
from redactor.rulebook.models import Condition, KeepTerm, RedactTerm, Requirement, Rulebook
from redactor.rulebook.regexes import first_characters

_T = TypeVar("_T", KeepTerm, RedactTerm)

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*")
_NO_APOSTROPHES = str.maketrans("", "", "'’ʼ`´")
#: What may stand between two words of a term without making a difference.
_LOOSE = str.maketrans("", "", " \n\r\u00a0-‐‑–_'’ʼ`´")
#: Longest stretch between two words of one term, in characters.
_WIDEST_GAP = 4

_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|sir|lady|lord|dame|aunt(?:ie|y)?|uncle)\.?[ \u00a0]$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"\b([A-Z][^\W\d_]*[a-z’'])[ \u00a0]$")
_NAME_AFTER = re.compile(r"[ \u00a0-]([A-Z][’']?[^\W\d_]*[a-z])")
_NUMBER_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?(?: of)?[ \u00a0]$")
_NUMBER_AFTER = re.compile(r",?[ \u00a0]\d")
#: How far a sign that somebody is cited is looked for on either side, in characters.
_CITING_REACH = 48
_IN_YEAR = r"(?: ?\(|, ?)(?:19|20)\d\d[a-e]?\b"
#: After the name of an author or an instrument. What people of the case do ("said", "argues") or have ("review",
#: "profile", "work") is no sign.
_CITED_AFTER = re.compile(
    rf"{_IN_YEAR}|,? et al\b|,? (?:&|and) [A-Z][\w’'-]{{1,24}}{_IN_YEAR}"
    r"|(?:[’']s?(?: [\w-]{1,20}){0,2}?)? (?:theor(?:y|ies)|model|research|framework|cycle|stages|hierarchy|scale|score"
    r"|inventory|concept|notion|principles|typology|matrix|continuum|ladder|triangle|textbook|inquiry"
    r"|judge?ment|ruling)\b"
    r"| on (?:the )?(?:avoidance|attachment|disguised compliance|secure base|recurrent removals?|coercive control"
    r"|resistance|resilience|reflection|professional curiosity|good enough parenting|intimate child protection|error"
    r"|grief|early recovery|tuning in|repeat patterns|safe contact|self-neglect|use of self|separation|power)\b"
    r"| (?:reminds us|urges us|calls this|would call (?:this|it)|writes (?:that|of))\b")
#: Before it.
_CITED_BEFORE = re.compile(
    r"\b(?:(?:research|theor(?:y|ies)|book|article|paper|chapter|stud(?:y|ies)|lecture|podcast|webinar|textbook) by"
    r"|the (?:work|writings?|theor(?:y|ies)|model|research) of|draw(?:s|ing) on|citing|cf\.?"
    r"|(?:theorist|researcher|author|writer)s? (?:like|such as)|scored? \d{1,3} on(?: the)?)[ \u00a0]$"
    r"|\bthreats? to life \($", re.IGNORECASE)
#: Words that begin with a capital at the head of a sentence and are no names.
_NO_NAMES = frozenset({
    "a", "all", "an", "and", "any", "as", "at", "both", "but", "by", "can", "did", "do", "does", "due",
    "each", "every", "for", "from", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in", "is",
    "it", "its", "my", "new", "no", "not", "of", "old", "on", "or", "our", "re", "she", "so", "than", "that",
    "the", "their", "then", "there", "they", "this", "those", "to", "was", "we", "were", "what", "when",
    "where", "which", "who", "why", "will", "with", "would", "you", "your",
})

_POSSESSIVE = re.compile(r"['’ʼ`´]s?$")

#: End of a row of words in the tree.
_END = ""


class TermMatcher(Generic[_T]):
    """Finds terms of one kind.

    Args:
        terms: the terms; of two that fit the same words, the one that minds capitals is preferred.
    """

    @collection_paused()
    def __init__(self, terms: Sequence[_T]) -> None:
        self._tree: dict[str, Any] = {}
        #: By the character a match begins with.
        self._patterns: dict[str, list[tuple[re.Pattern[str], _T]]] = {}
        for term in terms:
            if isinstance(term, KeepTerm) and term.regex is not None:
                for character in first_characters(term.regex):
                    self._patterns.setdefault(character, []).append((term.regex, term))
        for term in sorted((t for t in terms if t.text), key=lambda t: not t.case_sensitive):
            self._plant(term)

    def _plant(self, term: _T) -> None:
        words = [(m.start(), m.end(), _plain(m.group())) for m in _WORD.finditer(term.text)]
        gaps = tuple(
            term.text[end:start].translate(_LOOSE)
            for (_, end, _), (start, _, _) in pairwise(words)
        )
        node = self._tree
        for _, _, word in words[:-1]:
            node = node.setdefault(word.lower(), {})
        entry = (term, gaps, tuple(word for _, _, word in words))
        for form in _endings(words[-1][2].lower()):
            leaf: dict[str, Any] = node.setdefault(form, {})
            leaf[_END] = (*leaf.get(_END, ()), entry)

    def spans(self, text: str, names: Collection[str] = ()) -> list[tuple[int, int, _T]]:
        """Find every term.

        Args:
            text: any text.
            names: words known to be names in this case, casefolded; a term that is not kept where it is
                :attr:`Condition.NAMED_IN_CASE` is refused when all its words are among them.

        Returns:
            (start, end, term) sorted by start, offsets in characters, end-exclusive; none lies within
            another.
        """
        found = sorted(self._found(text, names), key=lambda span: (span[0], -span[1]))
        outer: list[tuple[int, int, _T]] = []
        reach = 0
        for span in found:
            if span[1] > reach:
                outer.append(span)
                reach = span[1]
        return outer

    def _found(self, text: str, names: Collection[str]) -> Iterator[tuple[int, int, _T]]:
        words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
        lower = [_plain(text[start:end]).lower() for start, end in words]
        tree, patterns = self._tree, self._patterns
        resume = 0
        for index, word in enumerate(lower):
            start = words[index][0]
            for regex, term in patterns.get(text[start], ()):
                match = regex.match(text, start)
                if match and not _refused(term, text, start, match.end(), names):
                    yield start, match.end(), term
            if index < resume:
                continue
            node = tree.get(word)
            if node is None:
                continue
            best = None
            last = index
            while True:
                for term, gaps, exact in node.get(_END, ()):
                    end = words[last][1]
                    if self._fits(term, gaps, exact, text, words[index:last + 1]) and not _refused(
                        term, text, start, end, names
                    ):
                        best = (start, end, term, last)
                        break
                last += 1
                if last == len(lower) or words[last][0] - words[last - 1][1] > _WIDEST_GAP:
                    break
                node = node.get(lower[last])
                if node is None:
                    break
            if best is not None:
                yield best[:3]
                resume = best[3] + 1

    @staticmethod
    def _fits(
        term: _T, gaps: tuple[str, ...], exact: tuple[str, ...], text: str, words: list[tuple[int, int]],
    ) -> bool:
        for number, gap in enumerate(gaps):
            between = text[words[number][1]:words[number + 1][0]]
            if between.translate(_LOOSE) != gap or between.count("\n") > 1:
                return False
        if not term.case_sensitive:
            if len(exact) > 1 or len(exact[0]) < 2 or not exact[0].isupper():
                return True
            # An abbreviation is written in capitals or small letters; "Rui" and "Pip" are people.
            word = _plain(text[slice(*words[0])])
            return word.startswith(exact[0]) or word.islower()
        return all(
            _plain(text[start:end]).startswith(word)
            for (start, end), word in zip(words, exact, strict=True)
        )


class KeepMatcher(TermMatcher[KeepTerm]):
    """Finds what must stay readable.

    Args:
        rulebook: the effective rules.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__(rulebook.keep_terms)


def _plain(word: str) -> str:
    return word.translate(_NO_APOSTROPHES)


def _endings(word: str) -> set[str]:
    """A word, its plurals and its possessive, without apostrophes."""
    forms = {word, word + "s"}
    if word.endswith(("s", "x", "ch", "sh")):
        forms.add(word + "es")
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        forms.add(word[:-1] + "ies")
    return forms


def _refused(term: _T, text: str, start: int, end: int, names: Collection[str]) -> bool:
    """Whether the words stand where a name stands, or without what they require, so that the term does not hold."""
    if not isinstance(term, KeepTerm) or not (term.unless or term.only):
        return False
    if Requirement.CITED in term.only and not _is_cited(text, start, end):
        return True
    before, after = text[max(0, start - 24):start], text[end:end + 24]
    for condition in term.unless:
        if condition is Condition.NAMED_IN_CASE:
            refused = bool(names) and (text[start:end].casefold() in names or all(
                word in names or _POSSESSIVE.sub("", word) in names
                for word in (match.group().casefold() for match in _WORD.finditer(text, start, end))))
        elif condition is Condition.AFTER_TITLE:
            refused = _TITLE.search(before) is not None
        elif condition is Condition.AFTER_NAME:
            match = _NAME_BEFORE.search(before)
            refused = match is not None and match.group(1).lower() not in _NO_NAMES
        elif condition is Condition.BEFORE_NAME:
            match = _NAME_AFTER.match(after)
            refused = match is not None and match.group(1).lower() not in _NO_NAMES
        else:
            refused = _NUMBER_BEFORE.search(before) is not None or _NUMBER_AFTER.match(after) is not None
        if refused:
            return True
    return False


def _is_cited(text: str, start: int, end: int) -> bool:
    """Whether an author or an instrument is named here, as :attr:`Requirement.CITED` asks."""
    if _CITED_AFTER.match(text, end, end + _CITING_REACH) is not None:
        return True
    return _CITED_BEFORE.search(text, max(0, start - _CITING_REACH), start) is not None
