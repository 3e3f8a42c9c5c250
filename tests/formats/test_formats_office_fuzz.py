"""Office files whose markup is shuffled at random: refused, or written without what must not survive."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy

import pytest
import test_formats_docx as word
import test_formats_odf as opendocument
import test_formats_pptx as powerpoint
import test_formats_xlsx as excel
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from office_package import redacted, survivors

from redactor.errors import RedactorError

FILES = {
    "docx": [word.SHOWN[name] for name in ("text box", "comment", "field", "SmartArt", "content control", "insertion")]
    + [word.HIDDEN[name] for name in ("deletion", "nested field code", "hidden text", "changed formatting")],
    "xlsx": [excel.SHOWN[name] for name in ("rich string", "comment", "drawing", "header")]
    + [excel.HIDDEN[name] for name in ("text in a formula", "threaded comment")],
    "pptx": [powerpoint.SHOWN[name] for name in ("notes", "table", "comment", "master", "modern comments")],
    "odt": [opendocument.SHOWN[name] for name in ("annotation", "text box", "table", "insertion", "note", "header")],
}


def shuffled(data: bytes, moves: list[tuple[int, int, int, int]]) -> bytes:
    """The file with elements of its parts moved, copied, unwrapped, wrapped or taken out.

    Args:
        data: the file.
        moves: what to do: (which, part, element, where it goes), each taken modulo what there is.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in members if re.fullmatch(r"(?:word|xl|ppt)/[^_]*\.xml|content\.xml|styles\.xml", name)]
    trees = {name: etree.fromstring(members[name]) for name in names}
    for kind, number, which, where in moves:
        root = trees[names[number % len(names)]]
        elements = list(root.iter())
        element, target = elements[which % len(elements)], elements[where % len(elements)]
        parent = element.getparent()
        if parent is None or element in target.iterancestors() or element is target:
            continue
        if kind % 4 == 0:
            target.append(element)
        elif kind % 4 == 1:
            target.insert(0, deepcopy(element))
        elif kind % 4 == 2:
            for child in list(element):
                element.addprevious(child)
            parent.remove(element)
        else:
            wrapper = etree.SubElement(parent, target.tag)
            wrapper.append(element)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, etree.tostring(trees[name]) if name in trees else content)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 99), st.lists(st.tuples(*[st.integers(0, 9999)] * 4), min_size=1, max_size=5))
def test_shuffled_markup_does_not_carry_anything_over(
    kind: str, file: int, moves: list[tuple[int, int, int, int]],
) -> None:
    data = shuffled(FILES[kind][file % len(FILES[kind])], moves)
    try:
        output = redacted(data, kind)
    except RedactorError:
        return
    assert survivors(output) == []
