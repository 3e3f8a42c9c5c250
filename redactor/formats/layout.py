"""A page as glyphs, lines and blocks: what PDF pages and pictures of text have in common.

Glyphs come in the order in which the file draws them, which word processors and browsers keep logical: paragraph by
paragraph, cell by cell. Lines are made by geometry within that order, paragraphs by whether a line was full.

Coordinates are points or pixels as the page is shown, from its top left corner, y downwards.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from redactor.casefile import Location, TextBlock, TextEdit
from redactor.formats.edits import edited
from redactor.formats.headings import heading_row

#: Stands for a character that the file does not name.
UNREADABLE = "\ufffd"
#: Ends of words that were broken over two lines; PDFium gives U+FFFE or U+0002 for a hyphen it knows to be soft.
_HYPHENS = "-\u00ad\u2010\u2011\ufffe\x02"
#: Gap between two glyphs of a line that makes two cells of it, in units of their size.
_CELL_GAP = 1.1
#: Gap that is a space.
_WORD_GAP = 0.22
#: Widest gap between the words of a line that was stretched to the margin, and how many gaps must be alike.
_STRETCHED_GAP, _EVEN_RUN = 3.0, 4
#: Single letters in a row that make a word set wide apart.
_LETTERS_APART = 4
#: Distance between two lines of one column, in units of their size; double-spaced lines stand 2.3 apart.
_LINE_STEP = 2.6
#: Distance from which a line begins a new paragraph: where the page's own is not known, and in units of that.
_PARAGRAPH_STEP, _WIDER = 1.8, 1.3
#: Width from which a column holds running text, in units of the size of its letters.
_WIDE_COLUMN = 20.0
#: What a list's item begins with; those of symbol fonts have become the first.
_BULLET = re.compile(r"[•●○▪■◦‣▶➢✓✔–—*·]|\(?(?:\d{1,2}|[a-zA-Z])[.)](?!\w)")


#: Left, top, right, bottom.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """A character, or several that are drawn as one (a ligature).

    Attributes:
        text: what it stands for; whitespace where the file says so.
        box: where it stands as shown.
        origin: where it stands on its baseline.
        angle: direction of its line in degrees, clockwise as shown; 0 is to the right.
        size: height of its font.
    """

    text: str = field(repr=False)
    box: Box
    origin: tuple[float, float]
    angle: float
    size: float


@dataclass(frozen=True, slots=True)
class _Fragment:
    """Glyphs of one line that stand close together. ``left``, ``right`` and ``base`` run along its own direction."""

    glyphs: list[Glyph]
    left: float
    right: float
    base: float
    size: float
    angle: float


@dataclass(frozen=True, kw_only=True)
class PageBlock:
    """A paragraph or a cell.

    Attributes:
        text: its text, words broken over lines joined.
        glyphs: for each character of the text the glyph it comes from; None for a space nobody drew.
        lines: for each character the number of its line within the block.
        left, right, top, bottom: where it stands, along its own direction.
        angle: see :class:`Glyph`.
        row: whether the next block stands beside it, in the same row of a table.
    """

    text: str = field(repr=False)
    glyphs: Sequence[Glyph | None] = field(repr=False)
    lines: Sequence[int] = field(repr=False)
    left: float
    right: float
    top: float
    bottom: float
    angle: float
    row: bool = False


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Neighbouring characters of one line that end up together.

    Attributes:
        text: what is read in their place.
        glyphs: what was drawn.
        replaced: whether it is to be painted over.
    """

    text: str = field(repr=False)
    glyphs: Sequence[Glyph] = field(repr=False)
    replaced: bool


def plain(character: str) -> str:
    """A character without typographic joins ("ﬁ" → "fi"); control characters and what no font can name are spaces."""
    if character in _HYPHENS or (character.isalnum() and character.isascii()):
        return character
    if "\ufb00" <= character <= "\ufb06":
        return unicodedata.normalize("NFKC", character)
    if "\ue000" <= character <= "\uf8ff":
        return "•"
    if character.isspace() or unicodedata.category(character) in {"Cc", "Cs", "Cn"}:
        return " "
    return character


# Lines


def _along(glyph: Glyph, x: float, y: float) -> tuple[float, float]:
    """A place in the direction of the glyph's line: (along it, across it)."""
    radians = math.radians(glyph.angle)
    cosine, sine = math.cos(radians), math.sin(radians)
    return x * cosine + y * sine, y * cosine - x * sine


def _extent(glyph: Glyph) -> tuple[float, float, float]:
    """Start and end of a glyph along its line, and its baseline."""
    left, top, right, bottom = glyph.box
    if glyph.angle == 0:
        return left, right, glyph.origin[1]
    corners = [_along(glyph, x, y)[0] for x in (left, right) for y in (top, bottom)]
    start, base = _along(glyph, *glyph.origin)
    if glyph.angle % 90 == 0:
        return min(corners), max(corners), base
    # The box of a slanted glyph is wider than the glyph.
    return start, start + 0.6 * glyph.size, base


def _fragments(glyphs: Iterable[Glyph]) -> list[_Fragment]:
    found: list[_Fragment] = []
    current: list[Glyph] = []
    left = right = base = size = 0.0
    for glyph in glyphs:
        if glyph.text.isspace():
            if current and not current[-1].text.isspace():
                current.append(glyph)
            continue
        start, end, line = _extent(glyph)
        same = (
            bool(current) and abs(glyph.angle - current[0].angle) < 1
            and abs(line - base) < 0.45 * max(size, glyph.size)
            and (
                -0.6 * size < start - right < _widest_gap(current) * max(size, glyph.size)
                or glyph.box == current[-1].box  # both letters of a ligature
            )
        )
        if same:
            if not current[-1].text.isspace() and start - right > _WORD_GAP * size:
                current.append(Glyph(text=" ", box=glyph.box, origin=glyph.origin, angle=glyph.angle, size=size))
            current.append(glyph)
            right = max(right, end)
            size = max(size, glyph.size)
            continue
        if current:
            found.append(_Fragment(current, left, right, base, size, current[0].angle))
        current, left, right, base, size = [glyph], start, end, line, glyph.size
    if current:
        found.append(_Fragment(current, left, right, base, size, current[0].angle))
    return _joined(_justified(found))


def _justified(fragments: Sequence[_Fragment]) -> list[_Fragment]:
    """Fragments with the words of a line put together that was stretched to the margin: all gaps are alike."""
    lines: list[_Fragment] = []
    run: list[_Fragment] = []
    for fragment in [*fragments, None]:
        if fragment is not None and run and _evenly(run, fragment):
            run.append(fragment)
            continue
        if len(run) >= _EVEN_RUN:
            glyphs = list(run[0].glyphs)
            for part in run[1:]:
                glyphs += [*([] if glyphs[-1].text.isspace() else [replace(glyphs[-1], text=" ")]), *part.glyphs]
            lines.append(replace(run[0], glyphs=glyphs, right=run[-1].right))
        else:
            lines += run
        run = [fragment] if fragment is not None else []
    return lines


def _evenly(run: Sequence[_Fragment], following: _Fragment) -> bool:
    last = run[-1]
    gap = following.left - last.right
    return (
        abs(last.angle - following.angle) < 1 and abs(last.base - following.base) < 0.1 * last.size
        and 0 < gap < _STRETCHED_GAP * last.size
        and (len(run) == 1 or abs(gap - (last.left - run[-2].right)) < 0.15 * gap)
    )


def _widest_gap(glyphs: Sequence[Glyph]) -> float:
    """Gap up to which a line goes on, in units of its size; the sign of a list's item stands further off."""
    head = "".join(glyph.text for glyph in glyphs[:4]).strip() if len(glyphs) <= 4 else ""
    return 4.0 if head and _BULLET.fullmatch(head) else _CELL_GAP


def _joined(fragments: list[_Fragment]) -> list[_Fragment]:
    """Fragments that continue one another's line although something was drawn in between (a bold word)."""
    open_lines: dict[tuple[int, int], list[int]] = {}
    lines: list[_Fragment | None] = []
    for fragment in fragments:
        key = (round(fragment.angle), round(fragment.base / 4))
        near = [index for step in (-1, 0, 1) for index in open_lines.get((key[0], key[1] + step), [])]
        for index in near:
            other = lines[index]
            if other is None or abs(other.base - fragment.base) > 0.2 * max(other.size, fragment.size):
                continue
            first, last = (other, fragment) if other.left <= fragment.left else (fragment, other)
            gap = last.left - first.right
            if not -0.3 * first.size < gap < 0.6 * min(first.size, last.size):
                continue
            lines[index] = None
            glyphs = list(first.glyphs)
            if gap > _WORD_GAP * first.size and not glyphs[-1].text.isspace():
                head = last.glyphs[0]
                glyphs.append(Glyph(text=" ", box=head.box, origin=head.origin, angle=head.angle, size=head.size))
            fragment = _Fragment(
                [*glyphs, *last.glyphs], first.left, max(first.right, last.right), first.base,
                max(first.size, last.size), first.angle)
            # The joined line stands where its first piece was drawn.
            lines[index] = fragment
            break
        else:
            open_lines.setdefault(key, []).append(len(lines))
            lines.append(fragment)
    return [line for line in lines if line is not None]


# Blocks


def page_blocks(glyphs: Iterable[Glyph]) -> list[PageBlock]:
    """Paragraphs and cells of a page, in reading order.

    Args:
        glyphs: in the order in which the file draws them.
    """
    paragraphs: list[list[_Fragment]] = []
    for line, following in pairwise([*_fragments(glyphs), None]):
        assert line is not None  # only the last is
        last = paragraphs[-1] if paragraphs else None
        if last is not None and _below(last[-1], line) and not _opens_row(line, following):
            last.append(line)
        else:
            paragraphs.append([line])
    steps = [(below.base - above.base) / below.size for column in paragraphs for above, below in pairwise(column)]
    widest = _WIDER * median(steps) if len(steps) >= 5 else _PARAGRAPH_STEP
    blocks = [_block(lines) for column in paragraphs for lines in _split(column, widest)]
    return [
        _with_row(block, following) for block, following in pairwise([*blocks, None]) if block is not None
    ]


def _below(above: _Fragment, line: _Fragment) -> bool:
    """Whether a line stands under another one, in the same column and about the same size."""
    size = max(above.size, line.size)
    return (
        abs(above.angle - line.angle) < 1
        and min(above.size, line.size) > 0.75 * size
        and 0.4 * size < line.base - above.base < _LINE_STEP * size
        and min(above.right, line.right) - max(above.left, line.left) > 0
    )


def _opens_row(line: _Fragment, following: _Fragment | None) -> bool:
    """Whether what comes next stands beside a line, which is then the first cell of a row and continues nothing."""
    return (
        following is not None and abs(line.angle - following.angle) < 1
        and abs(line.base - following.base) < 0.2 * line.size and following.left > line.right
    )


def _split(column: Sequence[_Fragment], widest: float) -> Iterator[list[_Fragment]]:
    """Cut a column of lines into paragraphs: a line that had room for the next one's first word ended its own.

    Args:
        column: lines that stand one under the other.
        widest: largest distance between two lines of a paragraph, in units of their size.
    """
    edge = max(line.right for line in column)
    wide = edge - min(line.left for line in column) > _WIDE_COLUMN * column[0].size
    paragraph: list[_Fragment] = []
    for line in column:
        if paragraph:
            last = paragraph[-1]
            word, width = _first_word(line)
            had_room = last.right + width + 0.25 * line.size < edge and not _is_broken(last)
            if (
                had_room or line.base - last.base > widest * line.size or _BULLET.match(word)
                or _is_shifted(paragraph, line, wide)
            ):
                yield paragraph
                paragraph = []
        paragraph.append(line)
    yield paragraph


def _is_shifted(paragraph: Sequence[_Fragment], line: _Fragment, wide: bool) -> bool:
    """Whether a line begins elsewhere than its paragraph, as an entry of a list of terms does.

    The second line of an item, and of a paragraph whose first line is set in, may do so.
    """
    last = paragraph[-1]
    shift = line.left - last.left
    if len(paragraph) == 1 and (_BULLET.match(_first_word(last)[0]) if shift > 0 else wide):
        return False
    return abs(shift) > line.size


def _is_broken(line: _Fragment) -> bool:
    """Whether a line ends within a word."""
    text = "".join(glyph.text for glyph in line.glyphs[-4:]).rstrip()
    return len(text) > 1 and text[-1] in _HYPHENS and text[-2].isalpha()


def _first_word(line: _Fragment) -> tuple[str, float]:
    """The first word of a line, and its width."""
    word, end = "", line.left
    for glyph in line.glyphs:
        if glyph.text.isspace():
            break
        word += glyph.text
        end = max(end, _extent(glyph)[1])
    return word, end - line.left


def _block(lines: Sequence[_Fragment]) -> PageBlock:
    text: list[str] = []
    glyphs: list[Glyph | None] = []
    numbers: list[int] = []

    def add(characters: str, glyph: Glyph | None, number: int) -> None:
        text.extend(characters)
        glyphs.extend([glyph] * len(characters))
        numbers.extend([number] * len(characters))

    for number, line in enumerate(lines):
        content = _drawn_apart(line.glyphs)
        if text:
            broken = text[-1] in _HYPHENS and len(text) > 1 and text[-2].isalnum() and content[0].text[:1].isalpha()
            # "Smith-" + "Jones" and "step-by-" + "step" keep theirs.
            if broken and content[0].text[:1].islower() and not (_has_hyphen(text) or _begins_with_hyphen(content)):
                before = glyphs[-2]
                if before is not None and glyphs[-1] is not None:
                    # The hyphen is painted over with the letter it follows.
                    glyphs[-2] = replace(before, box=_union(before.box, glyphs[-1].box))
                del text[-1], glyphs[-1], numbers[-1]
            elif not broken:
                add(" ", None, number - 1)
        for glyph in content:
            add("-" if glyph.text in _HYPHENS and glyph.text else glyph.text, glyph, number)
    return PageBlock(
        text="".join(text), glyphs=glyphs, lines=numbers, angle=lines[0].angle,
        left=min(line.left for line in lines), right=max(line.right for line in lines),
        top=lines[0].base - lines[0].size, bottom=lines[-1].base + 0.3 * lines[-1].size,
    )


def _drawn_apart(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs of a line without the spaces in words whose letters are set wide apart, or each in a box of its own."""
    words: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        if glyph.text.isspace():
            words.append([])
        else:
            words[-1].append(glyph)
    words = [word for word in words if word]
    kept: list[Glyph] = []
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and len(words[end]) == len(words[end][0].text) == 1 and words[end][0].text.isalnum():
            end += 1
        if end - start < _LETTERS_APART:
            end = max(end, start + 1)
            found = words[start:end]
        else:
            letters = [word[0] for word in words[start:end]]
            gaps = [_extent(after)[0] - _extent(before)[1] for before, after in pairwise(letters)]
            usual = median(gaps)
            found = [letters[:1]]
            for letter, gap in zip(letters[1:], gaps, strict=True):
                if gap > 1.6 * usual:
                    found.append([])
                found[-1].append(letter)
        for word in found:
            kept += [*([replace(kept[-1], text=" ")] if kept else []), *word]
        start = end
    return kept


def _has_hyphen(text: Sequence[str]) -> bool:
    """Whether the last word of a text has a hyphen before the one it ends with."""
    for character in reversed(text[:-1]):
        if character.isspace():
            return False
        if character in _HYPHENS:
            return True
    return False


def _begins_with_hyphen(glyphs: Sequence[Glyph]) -> bool:
    """Whether the first word of a line has a hyphen."""
    for glyph in glyphs[:-1]:
        if glyph.text.isspace():
            return False
        if glyph.text in _HYPHENS:
            return True
    return False


def _union(first: Box, second: Box) -> Box:
    return (
        min(first[0], second[0]), min(first[1], second[1]), max(first[2], second[2]), max(first[3], second[3]))


def _with_row(block: PageBlock, following: PageBlock | None) -> PageBlock:
    beside = (
        following is not None and abs(block.angle - following.angle) < 1 and following.left >= block.right - 1
        and following.top < block.bottom and block.top < following.bottom
    )
    return replace(block, row=True) if beside else block


def text_blocks(blocks: Sequence[PageBlock], *, page: int) -> list[TextBlock]:
    """Blocks of a page for everybody else; cells know the heading they stand under.

    Args:
        blocks: the page's blocks.
        page: its number, from 1.
    """
    columns = _columns(blocks)
    return [
        TextBlock(
            id=block_id(page, index), text=block.text,
            location=Location(part=f"page {page}", address=f"block {index + 1}"),
            column=columns.get(index, ""), separator="\t" if block.row else "\n",
        )
        for index, block in enumerate(blocks)
    ]


def block_id(page: int, index: int) -> str:
    """Id of a page's block; ``index`` counts from 0."""
    return f"p{page}.{index + 1}"


def _columns(blocks: Sequence[PageBlock]) -> dict[int, str]:
    """Heading of each cell, by the number of its block."""
    columns: dict[int, str] = {}
    rows: list[list[int]] = [[]]
    for index, block in enumerate(blocks):
        rows[-1].append(index)
        if not block.row:
            rows.append([])
    table: list[list[int]] = []
    for row in [*rows, []]:
        if len(row) > 1:
            table.append(row)
            continue
        head = heading_row([[blocks[index].text for index in cells] for cells in table])
        if head is not None:
            heads = table[head]
            for cells in table[head + 1:]:
                for place, index in enumerate(cells):
                    # A row with a cell for each heading goes by their order, any other by what stands above what.
                    over = [heads[place]] if len(cells) == len(heads) else [
                        heading for heading in heads
                        if blocks[heading].left < blocks[index].right and blocks[index].left < blocks[heading].right]
                    if over:
                        columns[index] = blocks[over[0]].text
        table = []
    return columns


def pieces(block: PageBlock, edits: Sequence[TextEdit]) -> list[Piece]:
    """A block after its edits, cut into pieces of one line each, in reading order.

    What replaces a span that runs over two lines stands on its first line; a word broken over two lines is given
    whole with the first. A space where a line breaks is not drawn: what replaces it goes with what is drawn next.

    Args:
        block: the block.
        edits: sorted, none overlapping, offsets within the block's text.

    Raises:
        WriteError: the edits do not fit the text.
    """
    edited(block.text, edits)
    replacing: list[TextEdit | None] = [None] * len(block.text)
    for edit in edits:
        replacing[edit.start:edit.end] = [edit] * (edit.end - edit.start)
    found: list[Piece] = []
    waiting = ""
    line = 0
    begin = 0
    for position in range(len(block.text) + 1):
        ends = position == len(block.text)
        cut = ends or (position > 0 and (
            replacing[position] is not replacing[position - 1]
            or (block.lines[position] != line
                and (replacing[position] is not None or block.text[position - 1].isspace()))
        ))
        if position > begin and cut:
            change = replacing[begin]
            text = block.text[begin:position] if change is None else change.text if change.start == begin else ""
            glyphs = tuple(glyph for glyph in block.glyphs[begin:position] if glyph is not None)
            if change is not None and not glyphs:
                waiting += text
            else:
                found.append(Piece(text=waiting + text, glyphs=glyphs, replaced=change is not None))
                waiting = ""
            begin = position
        if not ends and (position == begin):
            line = block.lines[position]
    if waiting and found:
        found[-1] = replace(found[-1], text=found[-1].text + waiting)
    return found
