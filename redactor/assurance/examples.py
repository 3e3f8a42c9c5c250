"""The before-and-after sheet: the same sentences under each policy, so that one can be chosen by looking.

It shows the text it was made from. Made from the sample case it may be shown to anybody; made from a real one it
is as confidential as the case.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from redactor.casefile import ENTITY_TYPES, Document, Replacement
from redactor.rulebook import Policy

#: Longest sentence shown, in characters.
_LONGEST = 260
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?")
#: What reads as a sentence rather than as the head of a form: it ends as one and is mostly in small letters.
_PROSE = re.compile(r"(?=(?:\S+ ){4})(?![^\n]*(?: {2}|\t|\|))[^\n]*[a-z)\]\"”’][.!?]")
_STYLE = (
    "body{font:16px/1.5 sans-serif;margin:2em;max-width:110em}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #999;padding:.5em;vertical-align:top;text-align:left;width:25%}"
    "th{background:#eee;position:sticky;top:0}th small{font-weight:normal}td small{display:block;color:#595959}"
    "mark{background:#ffe08a}b{font-weight:600;color:#0b4f6c}td.same{background:#f6f6f6;color:#595959}"
    "td.same b{font-weight:normal;color:inherit}h2{margin-top:1.5em}"
)


#: A sentence: document id, start and end.
Place = tuple[str, int, int]


@dataclass(frozen=True, kw_only=True)
class Treated:
    """A case as one policy treats it.

    Attributes:
        policy: the policy.
        documents: the case's documents by id.
        replacements: what stands in them instead, by document id.
    """

    policy: Policy
    documents: Mapping[str, Document] = field(repr=False)
    replacements: Mapping[str, Sequence[Replacement]] = field(repr=False)


def examples_page(treated: Sequence[Treated], *, most: int = 40) -> str:
    """A page of examples, one column for each policy.

    Args:
        treated: the same documents under each policy, at least one.
        most: most sentences shown.

    Returns:
        An HTML page that needs nothing from outside itself.
    """
    differing, alike = _chosen(treated, most)
    heads = "".join(
        f"<th>{escape(item.policy.name)}<br><small>{escape(item.policy.description)}</small></th>" for item in treated)
    parts = [
        "<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>Policies side by side</title>"
        f"<style>{_STYLE}</style></head><body>\n<h1>Policies side by side</h1>\n"
        "<p>The same sentences before and after redaction. Marked words are replaced under at least one of the "
        "policies; a pale cell reads as the first policy's does. "
        "This page holds the text it was made from: share it only if that may be shared.</p>\n"
    ]
    if differing:
        rows = (_row(treated, place, treated) for place in differing)
        parts += ["<h2>Where the policies differ</h2>\n", _table(f"<th>Before</th>{heads}", rows)]
    if alike:
        title = "The same under every policy" if len(treated) > 1 else escape(treated[0].policy.name)
        rows = (_row(treated, place, treated[:1]) for place in alike)
        parts += [f"<h2>{title}</h2>\n", _table("<th>Before</th><th>After</th>", rows)]
    return "".join([*parts, "</body></html>\n"])


def _table(heads: str, rows: Iterable[str]) -> str:
    return f"<table><thead><tr>{heads}</tr></thead><tbody>\n" + "\n".join(rows) + "\n</tbody></table>\n"


def _row(treated: Sequence[Treated], place: Place, shown: Sequence[Treated]) -> str:
    after = [_after(item, *place) for item in shown]
    cells = [
        f"<td class='same'>{text}</td>" if number and text == after[0] else f"<td>{text}</td>"
        for number, text in enumerate(after)
    ]
    kinds = ", ".join(sorted({kind for item in treated for kind in _kinds(item, *place)}))
    return f"<tr><td>{_before(treated, *place)}<small>{escape(kinds)}</small></td>{''.join(cells)}</tr>"


def _chosen(treated: Sequence[Treated], most: int) -> tuple[list[Place], list[Place]]:
    """Sentences that show most, where the policies differ and where they do not.

    Each brings a kind of replacement that those before it do not; sentences come before the heads of forms.
    """
    order = {identity: number for number, identity in enumerate(treated[0].documents)}
    places = [
        (identity, start, end) for identity, document in treated[0].documents.items()
        for start, end in _sentences(document)
        if all(_whole(item, identity, start, end) for item in treated)
    ]
    places.sort(key=lambda place: not _PROSE.fullmatch(treated[0].documents[place[0]].text, place[1], place[2]))
    differing = _picked(places, lambda place: _differing(treated, place), most, wanted=2)
    told = {kind for place in differing for item in treated for kind in _kinds(item, *place)}
    alike = _picked(
        [place for place in places if len({_after(item, *place) for item in treated}) == 1],
        lambda place: _kinds(treated[0], *place) - told, most - len(differing), wanted=1)

    def as_read(place: Place) -> tuple[int, int]:
        return order[place[0]], place[1]

    return sorted(differing, key=as_read), sorted(alike, key=as_read)


def _picked(places: Iterable[Place], kinds_of: Callable[[Place], set[str]], most: int, wanted: int) -> list[Place]:
    shown: Counter[str] = Counter()
    picked: list[Place] = []
    for place in places:
        kinds = kinds_of(place)
        if len(picked) < most and any(shown[kind] < wanted for kind in kinds):
            picked.append(place)
            shown.update(kinds)
    return picked


def _differing(treated: Sequence[Treated], place: Place) -> set[str]:
    """Kinds of replacement in a sentence of which the policies write different words."""
    told = [
        {kind: [item.text for item in _within(one, *place) if _kind(item) == kind] for kind in _kinds(one, *place)}
        for one in treated
    ]
    return {kind for kinds in told for kind in kinds if any(other.get(kind) != kinds[kind] for other in told)}


def _sentences(document: Document) -> Iterator[tuple[int, int]]:
    for index, block in enumerate(document.blocks):
        begin = document.start_of(index)
        for match in _SENTENCE.finditer(block.text):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            if 12 < match.end() - start <= _LONGEST:
                yield begin + start, begin + match.end()


def _within(treated: Treated, identity: str, start: int, end: int) -> list[Replacement]:
    return [
        item for item in treated.replacements.get(identity, ())
        if item.finding.start < end and start < item.finding.end
    ]


def _whole(treated: Treated, identity: str, start: int, end: int) -> bool:
    """Whether no replacement reaches beyond a sentence."""
    return all(
        start <= item.finding.start and item.finding.end <= end
        for item in _within(treated, identity, start, end))


def _kinds(treated: Treated, identity: str, start: int, end: int) -> set[str]:
    return {_kind(item) for item in _within(treated, identity, start, end)}


def _kind(item: Replacement) -> str:
    return (item.finding.attribute or ENTITY_TYPES[item.finding.entity_type].label).replace("_", " ").lower()


def _before(treated: Sequence[Treated], identity: str, start: int, end: int) -> str:
    text, pieces, position = treated[0].documents[identity].text, [], start
    spans = sorted({
        (item.finding.start, item.finding.end) for one in treated for item in _within(one, identity, start, end)})
    for low, high in spans:
        if high > position:
            low = max(low, position)
            pieces += [escape(text[position:low]), f"<mark>{escape(text[low:high])}</mark>"]
            position = high
    return "".join([*pieces, escape(text[position:end])])


def _after(treated: Treated, identity: str, start: int, end: int) -> str:
    text, pieces, position = treated.documents[identity].text, [], start
    for item in _within(treated, identity, start, end):
        pieces += [escape(text[position:item.finding.start]), f"<b>{escape(item.text)}</b>"]
        position = item.finding.end
    return "".join([*pieces, escape(text[position:end])])
