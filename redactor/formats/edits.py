"""Edits applied to the text of a block."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from redactor.casefile import TextEdit
from redactor.errors import WriteError


def require_known(edits: Collection[str], known: Iterable[str]) -> None:
    """Refuse edits for blocks that are not there: the file is not the one they were made for.

    Args:
        edits: ids of the blocks to be edited.
        known: ids of the blocks there are.

    Raises:
        WriteError: an id is not known.
    """
    if set(edits) - set(known):
        raise WriteError("the file is not the one that was read.", remedy="Run the whole case again.")


def edited(text: str, edits: Sequence[TextEdit]) -> str:
    """A block's text after its edits.

    Args:
        text: the text as it was read.
        edits: sorted by start, none overlapping; offsets in characters, end-exclusive.

    Raises:
        WriteError: the edits overlap or do not fit the text, so it is not the text they were made for.
    """
    pieces: list[str] = []
    position = 0
    for edit in edits:
        if not position <= edit.start <= edit.end <= len(text):
            raise WriteError("the replacements do not fit the text.", remedy="Run the whole case again.")
        pieces += [text[position:edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]])


def distributed(texts: Sequence[str], edits: Sequence[TextEdit]) -> list[str]:
    """Pieces that make up a block one after the other, after the block's edits.

    What replaces a span is written in the first piece the span touches and taken out of the others.

    Args:
        texts: the pieces; the block's text is their concatenation.
        edits: as for :func:`edited`.

    Raises:
        WriteError: as :func:`edited`.
    """
    whole = "".join(texts)
    edited(whole, edits)
    results: list[str] = []
    begin = index = 0
    for text in texts:
        end = begin + len(text)
        local: list[TextEdit] = []
        while index < len(edits) and (edits[index].start < end or end == len(whole)):
            edit = edits[index]
            local.append(TextEdit(
                start=max(edit.start - begin, 0), end=min(edit.end, end) - begin,
                text=edit.text if edit.start >= begin else "",
            ))
            if edit.end > end:
                break  # its rest lies in the pieces to come
            index += 1
        results.append(edited(text, local))
        begin = end
    return results
