"""Mentions of what a case knows, found word by word: longest name first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from redactor.recognition.evidence.standing import LETTERS, ROLE_LETTERS, SPEECH, SURE_ACTS, SURE_OF_WORDS, Standing
from redactor.recognition.lexicon import Form
from redactor.recognition.vocabulary import BEFORE_NAMES, NOT_NAMES, Token, is_ordinary, word_set

#: So many small letters that spell somebody are hardly a word by chance: "hmd" for Hope Marchetti-Doyle.
_SPELT_SMALL = 3
#: In front of a word in small letters these say that a thing is meant.
_OF_THINGS = word_set("a an any some no every each")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where the case's knowledge says that somebody or something is named: characters, end-exclusive, and as what."""

    start: int
    end: int
    form: Form


def mentions(at: Standing) -> Iterator[Mention]:
    """Every mention in a document, in reading order, none overlapping."""
    index, words = 0, at.words
    while index < len(words):
        step = 1
        if (found := _phrase(at, index)) is not None:
            stop, form = found
            # "St Wilfrid's" is the whole name of a school.
            end = words[stop - 1].stop if form.entity == "ORGANISATION" else words[stop - 1].end
            yield Mention(words[index].start, end, form)
            step = stop - index
        elif not at.is_covered(index):
            if (initials := _initials(at, index)) is not None:
                stop, score = initials
                end = words[stop - 1].end
                if stop - index > 1 and at.source[end:end + 1] == ".":
                    end += 1
                yield Mention(words[index].start, end, Form("PERSON", score, "initials of a person of this case"))
                step = stop - index
            elif (lone := _lone(at, index)) is not None:
                yield Mention(words[index].start, words[index].end, lone)
        index += step


def _phrase(at: Standing, index: int) -> tuple[int, Form] | None:
    for names, form in at.lexicon.phrases.get(at.words[index].plain, ()):
        stop = index + len(names)
        if stop > len(at.words):
            continue
        words = at.words[index:stop]
        if any(token.plain != name for token, name in zip(words, names, strict=True)):
            continue
        if any(len(at.gap(place)) > 3 or "\n" in at.gap(place) for place in range(index, stop - 1)):
            continue
        if any(token.possessive for token in words[:-1]) and form.entity == "PERSON":
            continue
        if form.exact and not all(token.word[0].isupper() or len(token.word) < 4 for token in words):
            continue
        sure = form.score >= SURE_OF_WORDS  # such a form is a name in small letters too
        if form.entity == "PERSON" and not sure and all(is_ordinary(name) for name in names) and not all(
            token.word[0].isupper() for token in words
        ):
            continue
        if any(at.phrases_kept[token.start] for token in words):
            continue
        return stop, form
    return None


def _lone(at: Standing, index: int) -> Form | None:
    token = at.words[index]
    if len(token.plain) == 1:
        return _letter(at, index)
    if at.phrases_kept[token.start] or token.word == "DI":  # an inspector, where Di may be known
        return None
    form = at.lexicon.single(token) or _family(at, index)
    if form is None:
        return None
    if form.exact and not token.word.isupper():
        return None
    if form.entity == "PERSON" and index and at.gap(index - 1) == " " and _is_thing(at.words[index - 1], token):
        return None
    if index in at.kept and form.entity != "PERSON":
        return None
    if index in at.kept and index + 1 in at.kept and at.gap(index).strip() == "=":
        return None  # "elsewhere Mo = mother"
    if not form.word:
        if index in at.kept and not token.word[0].isupper():
            return None
        if len(token.plain) < 4 and token.word.islower() and not at.stands_as_name(index):
            return None
        return form
    if index in at.kept and token.word.islower():
        return None
    return form if at.stands_as_name(index, organisation=form.entity != "PERSON") else None


def _is_thing(article: Token, token: Token) -> bool:
    """Whether a word in small letters is no name behind an article: "Tansy made a tansy cake", but not "at the smiths"
    and "hers an dessies"."""
    if not token.word.islower():
        return False
    if article.plain == "the":
        return token.plain[-1] != "s"
    return article.plain in _OF_THINGS and (article.plain != "an" or token.plain[0] in "aeiou")


def _family(at: Standing, index: int) -> Form | None:
    """A surname of the case in the plural, which is an ordinary word too: "fell out with the Wards"."""
    token = at.words[index]
    if not index or at.words[index - 1].word != "the" or at.gap(index - 1) != " " or not (
        token.word[0].isupper() and token.word[1:].islower() and token.plain.endswith("s")
    ):
        return None
    form = at.lexicon.singles.get(token.plain[:-1])
    return replace(form, word=False) if form is not None and form.entity == "PERSON" else None


def _letter(at: Standing, index: int) -> Form | None:
    """A single letter that stands for a name: "K told me"."""
    token = at.words[index]
    if token.word not in LETTERS or token.plain not in at.lexicon.letters:
        return None
    previous = at.words[index - 1] if index else None
    gap_before, gap_after = (at.gap(index - 1) if index else "\n"), at.gap(index)
    following = at.words[index + 1] if gap_after == " " else None
    if (previous is not None and gap_before in {"&", "-", "'", "/"}) or gap_after == "-":
        return None  # "D-Day", "T-shirt"
    if gap_before == " & " and previous is not None and len(previous.word) == 1 and at.is_covered(index - 1):
        return Form("PERSON", 0.6, "first letter of a name known in this case")  # "father of O & M"
    acts = following is not None and following.plain in SURE_ACTS and following.word.islower()
    if token.word == "A" and not (acts and following is not None and following.plain in SPEECH
                                    and at.acts(index)):
        return None
    called = (
        previous is not None and gap_before == " " and previous.word.islower() and previous.plain in BEFORE_NAMES
    )
    if acts or token.possessive or (called and (following is None or following.word.islower())):
        return Form("PERSON", 0.4, "first letter of a name known in this case")
    return None


def _initials(at: Standing, index: int) -> tuple[int, float] | None:
    """Initials that begin at a word: number of the word after them, and the score."""
    token, words = at.words[index], at.words
    stop = index + 1
    letters = token.word.replace("’", "'")
    if len(letters) == 1:
        while stop < min(len(words), index + 6) and len(words[stop].word) == 1 and (
            at.gap(stop - 1) in {".", ". ", "-"}
        ):
            letters += words[stop].word
            stop += 1
    if not 2 <= len(letters) <= 5:
        return None
    dotted = stop > index + 1
    if letters in at.lexicon.told and not at.is_shouted_line(index):
        return stop, 0.9
    spelling = at.lexicon.initials.get(letters.lower())
    if spelling is None and letters.endswith("s") and letters[:-1].isupper():
        letters = letters[:-1]  # "JMs view"
        spelling = at.lexicon.initials.get(letters.lower())
    if spelling is None:
        # "with the S-E" spells Seun.
        spells = all(at.gap(place) == "-" for place in range(index, stop - 1)) and letters.isupper()
        return (stop, 0.5) if dotted and spells and letters.lower() in at.lexicon.beginnings else None
    defined = bool(spelling) and (dotted or letters in spelling)
    small = len(letters) == _SPELT_SMALL and letters.islower() and at.writes_small and index not in at.kept and not (
        is_ordinary(letters))
    if not (defined or letters.isupper() or dotted or small):
        return None
    if at.phrases_kept[token.start] and "'" not in letters:
        return None
    plain_word = letters.lower()
    common = "'" not in letters and (
        index in at.kept or plain_word in NOT_NAMES or is_ordinary(plain_word))
    if common and not dotted:
        # Three letters that a name of three words implies are hardly a term by chance: "drafted by LPM".
        told = defined or (len(letters) > 2 and letters.isupper() and plain_word not in ROLE_LETTERS)
        unheard = plain_word in at.lexicon.unheard and at.speaks(index)
        if not (at.acts(index) or at.is_meant(index) if told else (
                at.is_assigned(index) or at.stands_out(index) or unheard or (
                    plain_word not in ROLE_LETTERS and at.says(index)))):
            return None
    elif not defined and at.is_shouted_line(index) and not dotted:
        return None
    return stop, 0.75 if defined else 0.5
