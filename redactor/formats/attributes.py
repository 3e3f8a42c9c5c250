"""What may stand in the attributes of Office Open XML: nothing that people or programs wrote for their own ends.

An attribute stays when the schemas know it and its value is one of theirs, or a figure. Some must hold a name: those of
fonts stay when every office has the font, those of guides, diagrams and the like are replaced by neutral ones. All
others go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from redactor.formats import fonts
from redactor.formats.container import Element
from redactor.formats.opc import R
from redactor.formats.schema import LANGUAGE, schema, words

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
DSP = "http://schemas.microsoft.com/office/drawing/2008/diagram"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
CDR = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_WORD = "http://schemas.microsoft.com/office/word"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_CANVAS = "http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas"
_SHAPES = frozenset(f"{_WORD}/2010/wordprocessing{name}" for name in ("Shape", "Group", "Canvas"))
#: Vocabularies that are kept; elements and attributes of all others are removed.
VOCABULARIES = frozenset((
    A, C, CDR, DGM, DSP, MC, P, R, S, WP, XDR, _PICTURE, _CANVAS, *_SHAPES,
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    f"{_WORD}/2010/wordml",
    f"{_WORD}/2010/wordprocessingDrawing",
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:word",
    "http://www.w3.org/XML/1998/namespace",
))
#: Attributes people fill with words, or that say who and when, whatever their value.
_FILLED = frozenset((
    "author", "initials", "date", "dateUtc", "userId", "providerId", "tooltip", "tgtFrame", "docLocation",
    "history", "href", "target", "title", "alt", "spid", "gfxdata", "paraId", "textId", "phldrT", "password", "macro",
    "textlink", "equationxml", "Ignorable", "src", "prompt", "promptTitle", "error", "errorTitle", "codeName",
    "published", "matchingName", "dt", "descr", "string",
))
#: What redactor writes itself.
_OWN = re.compile(
    r"(?:Object|Style|Reviewer)(?: \d{1,6})?|Theme|R\d{1,6}|_\d{1,10}"
    r"|(?:Word\.Document|Excel\.Sheet|PowerPoint\.Show)\.12"
    r"|\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\s*")
_FIELD = re.compile(r"slidenum|slidecount|header|footer|datetime(?:Figure(?:Out)?)?\d{0,2}")
#: Scripts of a theme's fonts (ISO 15924).
_SCRIPTS = words(
    "Arab Armn Beng Bopo Bugi Cans Cher Copt Cyrl Deva Ethi Geor Grek Gujr Guru Hang Hans Hant Hebr Java Jpan Khmr"
    " Knda Laoo Latn Lisu Mlym Mong Mymr Nkoo Olck Orya Osma Phag Sinh Sora Syrc Syre Syrj Syrn Tale Talu Taml Telu"
    " Tfng Thaa Thai Tibt Uigh Viet Yiii")
#: What a frame may hold, and where Word's settings for older versions come from.
_CONTENTS = frozenset((
    A.replace("main", "table"), C, DGM, _PICTURE, _CANVAS, *_SHAPES, f"{_WORD}", P.replace("main", "ole"),
))
#: Attributes that name a font, and elements that do so with another attribute.
_FONTS = frozenset(("typeface", "ascii", "hAnsi", "eastAsia", "cs", "font"))
_FONT_HOLDERS = frozenset((("font", "name"), ("altName", "val"), ("rFont", "val"), ("name", "val")))
#: Attributes that take a measure, or the name of a guide that is worked out from others.
_MEASURES = frozenset((
    "fmla", "x", "y", "l", "t", "r", "b", "wR", "hR", "stAng", "swAng", "ang", "gdRefX", "gdRefY", "gdRefR", "gdRefAng",
    "minX", "maxX", "minY", "maxY", "minR", "maxR", "minAng", "maxAng",
))
_GUIDE_WORD = re.compile(r"[^\W\d]\w*")
#: Guides every shape has, functions (ECMA-376 part 1, 20.1.9.11), and what programs call guides: a letter or two, and
#: a number.
_GUIDE = re.compile(
    r"[lrtbwh]|hc|vc|[whl]d\d{1,2}|ss|ls|ssd\d{1,2}|cd\d|adj\d?|[hv]f|abs|s?at2|cat2|cos|max|min|mod|pin|sin|sqrt|tan"
    r"|val|[a-z]|[a-z]{1,2}\d{1,6}|[A-Z]\d{1,6}")
_SUM = re.compile(r"[\w +*/?:.-]{1,200}")
#: Attributes of diagrams that name a node of theirs, or one of Office's designs.
_NODES = frozenset(("name", "forName", "refForName", "presName", "presStyleLbl", "styleLbl", "ref", "moveWith"))
_DESIGNS = frozenset(("uniqueId", "loTypeId", "qsTypeId", "csTypeId", "presId", "loCatId", "qsCatId", "csCatId"))
_DESIGN = re.compile(
    r"(urn:microsoft\.com/office/officeart/\d{4}/\d{1,2}/(?:layout|quickstyle|colors)/)([A-Za-z0-9_#]{1,60})"
    r"|(urn:microsoft\.com/office/officeart/\d{4}/\d{1,2}/(?:layout|quickstyle|colors)#)(\d{1,3})")
_OFFICE_DESIGN = re.compile(
    r"(?:default|process|cycle|hierarchy|orgChart|pyramid|list|[vbh]List|lProcess|chevron|hChevron|arrow|balance"
    r"|equation|funnel|gear|matrix|radial|target|venn|simple|accent|colorful|3[dD]|hProcess|bProcess|cList|pList|convert"
    r"|picture|relationship|mainScheme|other|officeonline)"
    r"(?:\d{1,2})?(?:_\d{1,2})?(?:#\d{1,3})?")
#: VML: settings of a drawing's frame, colours, formulas and paths.
_STYLE = re.compile(r"[a-z-]{1,40}")
_VML_WORDS = words(
    "absolute relative static fixed hidden visible inherit text page margin char line column left center centre right"
    " top middle bottom inside outside auto none square through tight both largest around topandbottom behind front"
    " normal bold italic solid flat gradient tile pattern frame shape background window infobackground menu button"
    " black white red green blue yellow gray grey silver maroon purple fuchsia lime olive navy teal aqua windowtext"
    " fill darken lighten buttonface this sum prod mid abs min max if mod atan2 sin cos cosatan2 sinatan2 sqrt"
    " sumangle ellipse tan val width height xcenter ycenter xlimo ylimo linedrawn pixellinewidth pixelwidth"
    " pixelheight emuwidth emuheight emuwidth2 emuheight2 lr tb rl lrv tbv vertical horizontal ideographic layout flow"
    " alt wrap distance spacing mso position rotate rotation visibility index z font size family weight style")
_VML_WORD = re.compile(r"[^\W\d_]{3,}\d?")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{3,6}\b")
#: Initials, telephone numbers, numbers of the NHS.
_VML_REFERENCE = re.compile(
    r"(?<![#\w])[A-Z]{2}(?!\w)|(?<![\w#.])0\d{3}|(?<![\w#.])\d{10}|(?<![\d.,])\d{3} \d{3} \d{4}(?![\d.,])")
_PATH = re.compile(r"(?:[-\d,@#. ]|(?:nf|ns|a[elrt]|w[ar]|q[bxy]|h[a-i]|[mlcxetrv]){1,6}(?![a-z]))*")
#: The parts of a code that says how a number is shown, none of them words: digits, signs, colours, currencies, dates.
_CODE = re.compile(
    r"General|[#0?.,%@*_;:/ ()+\-\\$£€¥E]|\[(?:Red|Black|Blue|Green|Cyan|Magenta|White|Yellow|Color ?\d{1,2}|[hms]{1,2}"
    r"|[<>=]{1,2}-?\d{1,9}|\$[^\]A-Za-z]{0,3}(?:-[0-9A-Fa-f]{1,8})?|\$-[a-z]{2}-[A-Z]{2})\]|[dDmMyYhHsSgeb]{1,4}(?![^\W\d_])"
    r"|AM/PM|am/pm|A/P|\"(?:[^\"\w]|\d|[^\W\d_]{1,2}(?![^\W\d_]))*\"|\\[^\w]", re.DOTALL)

_LANGUAGE = re.compile(
    rf"{LANGUAGE}"
    r"(?:-[A-Z][a-z]{3})?(?:[-_](?:[A-Z]{2}|\d{3}))?(?:-oxendict|-valencia|_tradnl)?|x-none")
_CELL = r"\$?(?:[A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D])\$?(?:[1-9]\d{0,5}|10[0-4]\d{4})"
#: Cells, rows and columns, one or several.
_CELLS = re.compile(
    rf"(?:(?:{_CELL}(?::{_CELL})?|\$?[A-Z]{{1,3}}:\$?[A-Z]{{1,3}}|\$?\d{{1,7}}:\$?\d{{1,7}})(?: |\Z))++")


class Names:
    """Neutral names for those that a document gives to its guides and nodes: one each, the same in all its parts."""

    def __init__(self) -> None:
        self._new: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        """What a name is called instead."""
        return self._new.setdefault(name, f"n_{len(self._new) + 1}")


def allowed(element: Element, name: str, names: Names) -> str | None:
    """What an attribute may say.

    Args:
        element: the element.
        name: name of the attribute, with its vocabulary.
        names: of the document.

    Returns:
        Its value, or a neutral one; None when the attribute has to go.
    """
    space, _, tag = name[1:].rpartition("}") if name[0] == "{" else ("", "", name)
    value: str = element.get(name)
    if space == R:
        return value  # the id of a relationship; those that lead to nothing are removed when the part is written
    known = schema("office")
    if tag in _FILLED or tag.startswith("rsid") or (space and space not in VOCABULARIES) or not known.knows(tag):
        return None
    if known.allows(tag, value) or _OWN.fullmatch(value):
        return value
    holder, _, kind = element.tag[1:].rpartition("}")
    if holder in (DGM, DSP) and (tag in _NODES or tag in _DESIGNS):
        return _design(value, names) if tag in _DESIGNS else names(value)
    if holder == A and (tag in _MEASURES or (kind, tag) == ("gd", "name")):
        guided = _GUIDE_WORD.sub(lambda match: match[0] if _GUIDE.fullmatch(match[0]) else names(match[0]), value)
        return guided if _SUM.fullmatch(guided) else None
    if tag in _FONTS or (kind, tag) in _FONT_HOLDERS:
        return fonts.nearest(value)
    if holder.startswith("urn:schemas-microsoft-com:"):
        return _drawn(tag, value)
    check = _CHECKS.get(tag) or _CHECKS.get(f"{kind}/{tag}")
    return check(value) if check is not None else None


def _design(value: str, names: Names) -> str:
    match = _DESIGN.fullmatch(value)
    if match is None:
        return names(value)
    stem, word = match[1] or match[3], match[2] or match[4]
    return value if match[3] or _OFFICE_DESIGN.fullmatch(word) else f"{stem}{names(word)}"


def _drawn(tag: str, value: str) -> str | None:
    if tag == "style":
        kept = [part for part in value.split(";") if part.strip() and _is_setting(*part.partition(":")[::2])]
        return ";".join(kept) or None
    if tag in ("path", "v"):
        return value if _PATH.fullmatch(value) else None
    return value if _says_nothing(value) else None


def _is_setting(name: str, value: str) -> bool:
    return _STYLE.fullmatch(name.strip()) is not None and _says_nothing(f"{name} {value}".replace("-", " "))


def _says_nothing(value: str) -> bool:
    """Whether what stands in a VML attribute has no words but those of VML, and no long number."""
    return not _VML_REFERENCE.search(value) and all(
        word.lower() in _VML_WORDS for word in _VML_WORD.findall(_COLOUR.sub("", value)))


def number_format(code: str) -> str:
    """A code that says how a number is shown, or "General" for one with words in it."""
    return code if len(code) <= 300 and not _CODE.sub("", code) else "General"


def _one_of(words: frozenset[str]) -> Callable[[str], str | None]:
    return lambda value: value if value in words else None


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda value: value if pattern.fullmatch(value) else None


_CHECKS: Mapping[str, Callable[[str], str | None]] = MappingProxyType({
    "formatCode": number_format,
    "uri": _one_of(_CONTENTS),
    "font/script": _one_of(_SCRIPTS),
    "cat/type": _matching(_OFFICE_DESIGN),
    "fld/type": _matching(_FIELD),
    "buChar/char": _matching(re.compile(r"\S")),
    "lvlText/val": _matching(re.compile(r"(?:%\d|[^\w\s]|[^\W\d_]{1,2}(?![^\W_])|[\ue000-\uf8ff ]){0,40}")),
    "chr/val": _matching(re.compile(r"\W|\w")),
    "begChr/val": _matching(re.compile(r"\W|\w")),
    "endChr/val": _matching(re.compile(r"\W|\w")),
    "sepChr/val": _matching(re.compile(r"\W|\w")),
    "lang": _matching(_LANGUAGE),
    "lang/val": _matching(_LANGUAGE),
    **dict.fromkeys(("charset/val", "themeTint", "themeShade", "themeFillTint", "themeFillShade"),
                    _matching(re.compile(r"[0-9A-F]{2}"))),
    "Requires": _matching(re.compile(r"(?:[acopvwx]|wp[cgis]?|cx|am|sle|xdr)\d{1,2}")),
    **dict.fromkeys(("r", "ref", "sqref", "activeCell", "topLeftCell"), _matching(_CELLS)),
    **dict.fromkeys(("id", "id/val", "axId/val", "crossAx/val"), _matching(re.compile(r"-?[1-4]\d{9}"))),
})


