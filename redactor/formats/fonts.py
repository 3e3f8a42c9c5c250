"""Fonts that every office has, told from those whose name says where a document comes from ("Brentham Sans")."""

from __future__ import annotations

import re

from redactor.formats.schema import words

#: What a font that nobody knows is written as.
PLAIN = "Arial"
#: Words the names of Office's, LibreOffice's and the systems' fonts are made of.
_WORDS = words(
    "andale angsana angsananew antiqua aptos arabic arial asana avenir avant bahnschrift baiti balto barlow"
    " baskerville batang bembo berlin bitstream black bodoni bold bookman book browallia calibri calligraphy"
    " californian calisto cambria candara caladea carlito caslon castellar cen centaur century chancery charter"
    " cherokee cjk code color comic condensed consolas constantia copperplate corbel cordia courier daunpenh david"
    " dejavu deja demi devanagari dengxian didot display dotum edessa elephant emoji engravers eras estrangelo"
    " ethiopic euphemia extended extra fangsong fira franklin freemono freesans freeserif fixed futura gabriola gadugi"
    " garamond gautami georgia gill gloucester gothic goudy grande grotesque gulim hei helvetica heiti hebrew high"
    " himalaya hiragino impact inherit inter iskoola ita italic japanese kaiti kalinga kaku kartika khmer kokila lao"
    " latha lato leelawadee liberation light linux lohit lucida maiandra malgun mangal marlett math medium meiryo"
    " microsoft mincho ming mingliu mistral miriam mongolian monaco mono monospace montserrat moolboran mt msmincho"
    " myanmar myriad narrow neue new news next nimbus nirmala noto nunito nyala oblique open opensymbol optima oswald"
    " outlook palatino papyrus perpetua plantagenet pmingliu pothana poppins portable pota print pro quicksand raavi"
    " raleway regular roboto rockwell roman rounded sakkal sans schoolbook script segoe semibold serif shruti simhei"
    " simplified simsun sitka slab sketch source std subheading sylfaen symbol symbols system tahoma tamil thai thin"
    " thorndale times traditional trebuchet tunga typewriter ubuntu uighur ui unicode uni univers urw utopia variable"
    " vera verdana vijaya vrinda web webdings boli dokchampa ebrima javanese jhenghei phagspa text historic arimo"
    " cantarell cousine droid fallback libertine lucidasans palace tinos wingdings work yahei yu zapf zapfdingbats"
    " zurich starsymbol segoeui openoffice albany cumberland caecilia")
#: Fonts of Office whose names are made of other words, some of them names of people.
_NAMES = frozenset((
    "Agency FB", "Algerian", "Baskerville Old Face", "Bell MT", "Blackadder ITC", "Bookman Old Style",
    "Bookshelf Symbol 7", "Bradley Hand", "Bradley Hand ITC", "Britannic Bold", "Broadway", "Brush Script MT",
    "Californian FB", "Chiller", "Colonna MT", "Cooper Black", "Curlz MT", "Edwardian Script ITC",
    "Felix Titling", "Footlight MT Light", "Forte", "Freestyle Script", "French Script MT", "Gigi", "Goudy Old Style",
    "Goudy Stout", "Haettenschweiler", "Harlow Solid Italic", "Harrington", "High Tower Text", "Imprint MT Shadow",
    "Informal Roman", "Ink Free", "Jokerman", "Juice ITC", "Kristen ITC", "Kunstler Script", "Lucida Bright",
    "Lucida Fax", "Lucida Handwriting", "Magneto", "Matura MT Script Capitals", "Modern No. 20", "Monotype Corsiva",
    "MS Outlook", "MS Reference Sans Serif", "MS Reference Specialty", "Niagara Engraved", "Niagara Solid",
    "OCR A Extended", "Old English Text MT", "Onyx", "Parchment", "Playbill", "Poor Richard", "Pristina",
    "Rage Italic", "Ravie", "Script MT Bold", "Showcard Gothic", "Snap ITC", "Stencil", "Tempus Sans ITC",
    "Tw Cen MT", "Tw Cen MT Condensed", "Viner Hand ITC", "Vivaldi", "Vladimir Script", "Wide Latin",
))
#: The same, in the scripts of East Asia, as themes and Word's own styles name them.
_EASTERN = frozenset((
    "ＭＳ 明朝", "ＭＳ ゴシック", "ＭＳ Ｐ明朝", "ＭＳ Ｐゴシック", "游明朝", "游ゴシック",
    "游ゴシック Light", "游明朝 Light", "メイリオ", "맑은 고딕", "굴림", "돋움",
    "바탕", "宋体", "黑体", "楷体", "仿宋", "等线",
    "等线 Light", "微软雅黑", "新細明體", "細明體", "微軟正黑體", "標楷體",
))
#: Fonts of a theme: "+mn-lt" stands for the one of its texts.
_OF_THEME = re.compile(r"\+m[nj]-(?:lt|ea|cs)")
_WORD = re.compile(r"[A-Za-z]+")
_PLAIN_NAME = re.compile(r"@?[A-Za-z][A-Za-z0-9 +_-]{0,60}")


def is_known(name: str) -> bool:
    """Whether a font's name says nothing of the document."""
    name = name.strip().strip("\"'")
    if name in _NAMES or name in _EASTERN or _OF_THEME.fullmatch(name):
        return True
    return _PLAIN_NAME.fullmatch(name) is not None and all(
        len(word) < 3 or word.lower() in _WORDS for word in _WORD.findall(name))


def nearest(names: str) -> str:
    """The first font that every office has, of one or a list; a plain one for none.

    Args:
        names: parted by semicolons or commas.
    """
    return next((name.strip() for name in re.split("[;,]", names) if is_known(name)), PLAIN)
