"""The before-and-after sheet: the same sentences under each policy, so that one can be chosen by looking.

It shows the text it was made from. Made from the sample case it may be shown to anybody; made from a real one it
is as confidential as the case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from redactor.casefile import ENTITY_TYPES, Document, Replacement
from redactor.rulebook import Policy

#: Longest sentence shown, in characters.
_LONGEST = 260
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?")
_STYLE = (
    "body{font:16px/1.5 sans-serif;margin:2em;max-width:110em}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #999;padding:.5em;vertical-align:top;text-align:left}"
    "th{background:#eee;position:sticky;top:0}mark{background:#ffe08a}b{font-weight:600;color:#0b4f6c}"
)


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
    rows = [
        f"<tr><td>{_before(treated[0], *place)}</td>"
        + "".join(f"<td>{_after(item, *place)}</td>" for item in treated) + "</tr>"
        for place in _chosen(treated, most)
    ]
    heads = "".join(
        f"<th>{escape(item.policy.name)}<br><small>{escape(item.policy.description)}</small></th>" for item in treated)
    return (
        "<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>Policies side by side</title>"
        f"<style>{_STYLE}</style></head><body>\n<h1>Policies side by side</h1>\n"
        "<p>The same sentences before and after redaction. Marked words are replaced under the first policy shown. "
        "This page holds the text it was made from: share it only if that may be shared.</p>\n"
        f"<table><thead><tr><th>Before</th>{heads}</tr></thead><tbody>\n" + "\n".join(rows)
        + "\n</tbody></table></body></html>\n"
    )


def _chosen(treated: Sequence[Treated], most: int) -> list[tuple[str, int, int]]:
    """Sentences that show most: each brings a kind of replacement that those before it do not."""
    shown: dict[str, int] = {}
    chosen: list[tuple[str, int, int]] = []
    for wanted in (1, 2):
        for identity, document in treated[0].documents.items():
            for start, end in _sentences(document):
                kinds = {kind for item in treated for kind in _kinds(item, identity, start, end)}
                if len(chosen) < most and (identity, start, end) not in chosen \
                        and any(shown.get(kind, 0) < wanted for kind in kinds) \
                        and all(_whole(item, identity, start, end) for item in treated):
                    chosen.append((identity, start, end))
                    for kind in kinds:
                        shown[kind] = shown.get(kind, 0) + 1
    order = {identity: number for number, identity in enumerate(treated[0].documents)}
    return sorted(chosen, key=lambda place: (order[place[0]], place[1]))


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
    return {
        item.finding.attribute or ENTITY_TYPES[item.finding.entity_type].name
        for item in _within(treated, identity, start, end)
    }


def _before(treated: Treated, identity: str, start: int, end: int) -> str:
    text, pieces, position = treated.documents[identity].text, [], start
    for item in _within(treated, identity, start, end):
        low, high = item.finding.start, item.finding.end
        pieces += [escape(text[position:low]), f"<mark>{escape(text[low:high])}</mark>"]
        position = high
    return "".join([*pieces, escape(text[position:end])])


def _after(treated: Treated, identity: str, start: int, end: int) -> str:
    text, pieces, position = treated.documents[identity].text, [], start
    for item in _within(treated, identity, start, end):
        pieces += [escape(text[position:item.finding.start]), f"<b>{escape(item.text)}</b>"]
        position = item.finding.end
    return "".join([*pieces, escape(text[position:end])])
