"""Words that belong to a file's format, told from what people wrote.

Mrs Gray and Mr Header stand in every workbook: ``patternType="gray125"``, ``word/header1.xml``. A word is the format's
own only where two things hold: it is one of the few fixed words of that kind, and it stands where the format's
standard puts such a word and nobody writes. "Gray" as the value of ``patternType`` is a pattern; as the value of
``author`` it is Mrs Gray. Everything that is not known here counts as written by somebody.
"""

from __future__ import annotations

import re

from redactor.assurance.traces import SHORTEST_PART
from redactor.recognition.vocabulary import word_set

#: What takes the place of a word, so that its neighbours do not read as a row.
_PUT_OUT = "____"
#: Elements and attributes of Office Open XML, OpenDocument, HTML and RDF with names of one word.
_NAMES = word_set(
    "Default Override Properties Relationship Relationships Types Company Manager Template Application abbr algn"
    " align alias angle annotation application aria ascii author banner bidi bold body border bullet caption cell char"
    " charset circle class clip cmpd code cols col color colors column columns comment comments compat config content"
    " control creator cstheme currency custom dash date default defaults desc diagonal dict dir display div document"
    " drawing duration effect ellipse em embed emboss encoding endnote endnotes extend family fill filter float font"
    " fonts footer footnote footnotes form format formula frame function gradient graphic grid group gutter head"
    " header headers height highlight hint hlink horizontal hspace html hyperlink hyphenate id image imprint indent"
    " index italic justify kern keywords kinsoku label lang language latin layer layout legend length level line link"
    " list lock macro manifest mark marker master media meta miter mode module name note notes number object offset"
    " orphans outline override overline page pane panel paragraph parent pattern percent pitch place placeholder"
    " plugin portrait position preserve properties prst ratio rect region render rich row ruby"
    " rule script section selection"
    " sender sequence series settings shade shadow shape sheet sheets shift size slide small source space span spacing"
    " split sqref standalone stretch strike strong style styles subject subtitle suff symbol tab table tables"
    " tail target"
    " text theme tile tint title track transform transition translation trim type typeface underline unit value"
    " variable version vertical view views valign vspace watermark width window workbook wrap xfrm xmlns zoom")
#: Stems and folders of the parts of packages.
_PARTS = word_set(
    "Configurations Default META INF Object Pictures Thumbnails Types activeX app bin chart charts chartsheet"
    " chartsheets"
    " colors comments commentAuthors content Content core custom customXml data diagrams dialogs docProps document"
    " drawing drawings embeddings endnotes fontTable footer footnotes header jpeg jpg layout layouts manifest master"
    " media meta mimetype notesMaster notesMasters notesSlide notesSlides numbering object picture png presProps"
    " presentation quickStyle rdf redacted rels removed settings sharedStrings sheet slide slideLayout slideLayouts"
    " slideMaster slideMasters slides styles tableStyles tables theme themes themeOverride thumbnail viewProps vml"
    " vmlDrawing webSettings word workbook worksheets xml xl ppt docx xlsx pptx odt ods odp")
#: What the names of styles are made of that Word, Excel and LibreOffice bring along.
_STYLES = word_set(
    "accent anchor annotation article background backgroundobjects balloon bibliography block body book bullet"
    " caption cell char"
    " classic closing colorful columns comma contemporary contents continue currency dark date default definition"
    " document elegant email emphasis endnote envelope figures first followedhyperlink font footer footnote footnotes"
    " frame graphics grid hashtag header heading html hyperlink indent index intense internet light line link"
    " list macro"
    " mail map medium mention message normal note notes number numbering objectwithoutfill outline page paragraph"
    " percent placeholder plain preformatted professional quotations quote reference return salutation section shading"
    " signature simple smart standard strong subject subtitle subtle symbols table text theme title top unresolved"
    " variable web style")
#: Fonts of Office, LibreOffice and the systems, word by word.
_FONTS = word_set(
    "andale angsana apos arial baiti baskerville bembo bodoni boli book bookman calibri cambria candara carlito caladea"
    " caslon century cherokee comic consolas constantia corbel cordia courier daunpenh dejavu edessa emoji estrangelo"
    " euphemia fangsong fixed franklin gadugi garamond gautami georgia gothic goudy grande helvetica himalaya impact"
    " iskoola kalinga kartika latha leelawadee liberation light linux lohit lucida malgun mangal microsoft mincho"
    " ming mono monospace myriad neue new nimbus noto nyala open opensymbol palatino perpetua plantagenet portable quot"
    " pota raavi regular roboto rockwell roman sans segoe serif shruti simhei simsun sylfaen symbol system tahoma times"
    " trebuchet tunga uighur unicode verdana vrinda webdings wingdings yahei")
#: Fixed values: kinds, patterns, colours, directions, scripts, families.
_VALUES = word_set(
    "absolute alpha amber angle aqua arab automatic auto azure background banner baseline beng beige black"
    " blank blue bold"
    " boolean both bottom bullet center char character cher clear color column comma coral crimson currency dash"
    " dashed date default deva decimal diagonal dotted double embed endnote ethi even exact false first fixed"
    " float footer footnote fuchsia gallery geor ghost gold graphic gray green grey gujr guru hang hans hant"
    " header hebr"
    " hidden horizontal horz ideograph indigo inherit inline inner italic ivory jade jpan justify khmr knda landscape"
    " laoo lavender layout left light lime line linear linen list lower lowercase magenta manual margin maroon medium"
    " middle minor mlym modern mong narrow navy none normal nothing numeric oblique odd olive optimal orange"
    " orchid orya"
    " outer page paragraph pattern percent percentage peru pink plain plum portrait preserve purple radial rect"
    " rectangular red relative right roman row ruby rust salmon scheme script separate separator sienna silver single"
    " sinh slate small snow solid square standard start strict string strong style subtitle superscript subscript"
    " swiss syrc table tan taml teal telu text thaa thai theme thick thin thistle tibt time title tomato top"
    " transparent true turquoise uigh underline uppercase variable vert vertical viet violet visible wave wheat white"
    " wide windowtext wrap yellow yiii")
_ADDRESSES = word_set(
    "http https schemas openxmlformats microsoft org com urn oasis names tc opendocument xmlns purl drawingml"
    " wordprocessingml spreadsheetml presentationml officedocument office relationships package datastyle config"
    " manifest meta style text table draw drawing image vnd application xml chart form script header footer footnotes"
    " endnotes comments theme workbook master jpeg rels")
#: Where each kind of word may stand: names of attributes, without prefix; "element/attribute" where the attribute alone
#: does not tell.
_PLACES: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple((re.compile(places), words) for places, words in (
    (r"[\w-]+/(?:\w+:)?(?:typeface|ascii|hAnsi|eastAsia|cs|font-family(?:-\w+)?|font-name(?:-\w+)?)|sym/\w+:font"
     r"|(?:name|rFont)/val|font/(?:\w+:)?(?:name|face)|font-face/\w+:name|altName/\w+:val", _FONTS),
    (r"[\w-]+/\w+:(?:[\w-]*style-name|master-page-name|styleId|layer)"
     r"|(?:[prt]Style|tblStyle|basedOn|next|link|name)/\w+:val"
     r"|(?:style|list-style|master-page|default-style)/\w+:(?:display-)?name|cellStyle/name", _STYLES),
    (r"[\w-]+/(?:\w+:)?(?:xmlns|ContentType|Extension|media-type)|[\w-]+/xmlns:\w+|Relationship/Type|compatSetting/\w+:uri",
     _ADDRESSES),
    (r"[\w-]+/(?:\w+:)?(?:fmt|hint|orientation|orient|print-orientation|patternType|prst|family|script|pane|fill|stroke"
     r"|wrap-option|(?:[\w-]*-)?color|align|valign|value-type|note-class|font-style(?:-\w+)?|font-weight(?:-\w+)?"
     r"|line-break|font-pitch(?:-\w+)?|font-family-generic(?:-\w+)?|text-autospace|text-[\w-]*-style"
     r"|textarea-[\w-]*-align|space|h?link|followedHyperlink|hyperlink)"
     r"|div/title|(?:ph|footnote|endnote|docGrid|headerReference|footerReference|tblStylePr|style|sldLayout)/(?:\w+:)?type"
     r"|placeholder/\w+:object|frame/presentation:class|gradient/\w+:style"
     r"|(?:color|highlight|jc|family|pitch|u|lang|lvlJc|numFmt|vertAlign|type|multiLevelType|prstClr|schemeClr|sysClr"
     r"|textDirection|shd|zoom)/(?:\w+:)?val", _VALUES),
))
#: Attributes that lead to a part of the same package.
_LEADS = re.compile(r"Override/PartName|Relationship/Target|file-entry/\w+:full-path|[\w-]+/xlink:href")
_TAG = re.compile(r"<[^<>]*>")
_TAG_NAME = re.compile(r"(?<=<)([/?!]?)(?:([\w.-]{1,40}):)?([\w.-]{1,60})(?=[\s/>?])")
_ATTRIBUTE = re.compile(r"""(?<=[\s"'])(?:([\w.-]{1,40}):)?([\w.-]{1,60})(\s{0,3}=(?:3D)?\s{0,3})("[^"]*"|'[^']*')""")
_LETTERS = re.compile(r"[^\W\d_]+")
#: Style sheets of HTML, in an attribute or an element of their own: names of properties and their fixed values.
_STYLE_SHEET = re.compile(r"(<style\b[^<>]{0,200}>)([^<]*)(?=</style>)", re.IGNORECASE)
#: As Excel writes a font in a header: &"Times New Roman,Regular" (ECMA-376 part 1, 18.3.1.46).
_HEADER_FONT = re.compile(r"""&(?:amp;)?(?:"|&quot;)[A-Za-z ,-]{1,60}(?:"|&quot;)""")
#: What LibreOffice puts into empty fields of a slide's master.
_PROMPT = re.compile(r"(?<=>)(?:<|&lt;)(?:header|footer|date/time|number)(?:>|&gt;)(?=<)")
#: The fonts of an RTF file.
_FONT_TABLE = re.compile(r"\{\\fonttbl(?:\{\\f\d{1,4}(?:\\[a-z]{1,12}\d{0,6}){0,4} [A-Za-z ]{1,40};\}){1,200}")
_DECLARATION = re.compile(r"""([a-z-]{1,40})(\s{0,3}:\s{0,3})((?:[^;{}"'<>]|"[\w ,-]*"|'[\w ,-]*'){1,200})""")
_FONT_DECLARATIONS = re.compile(r"font(?:-family)?")
_WORDED_DECLARATIONS = re.compile(
    r"color|background(?:-color)?|border[a-z-]*|text-[a-z-]*|font-(?:style|weight|variant|size)"
    r"|list-style[a-z-]*|display"
    r"|position|float|clear|visibility|white-space|vertical-align|direction|writing-mode|page|size|width|height")
_PART_NAME = re.compile(
    r"(?:\.{0,2}/){0,4}(?:[A-Za-z_-]{1,20}\d{0,4}/){0,4}(?:\[[A-Za-z_]{1,20}\]"
    r"|[A-Za-z_]{0,20})\d{0,6}(?:\.[a-z]{2,5}){0,2}")
_MEDIA_TYPE = re.compile(r"application/vnd\.oasis\.opendocument\.(?:text|spreadsheet|presentation)")
_CONTROL_WORD = re.compile(
    r"(?<!\\)\\(?:ansi|ansicpg|banner|char|deff|fonttbl|header|footer|footnote|froman|fswiss|pard"
    r"|rowd|trowd|strike|shad|outl|lang|page|line|row|cell|title|author|info|par"
    r"|tab)(?=[-\d\\ {};])")
#: Names a PDF's standard or its producer gives, which say nothing of the document.
_PDF_NAMES = frozenset(f"/{name}" for name in (
    "Annots", "Ascent", "Author", "BaseFont", "BitsPerComponent", "CIDFontType2", "CIDInit", "CIDSystemInfo",
    "CIDToGIDMap", "CapHeight", "Catalog", "ColorSpace", "Contents", "Count", "CreationDate", "Creator", "DCTDecode",
    "DecodeParms", "DescendantFonts", "Descent", "DeviceCMYK", "DeviceGray", "DeviceRGB", "Encoding", "Filter",
    "FirstChar", "Flags", "FlateDecode", "Font", "FontBBox", "FontDescriptor", "FontFile2", "FontName", "Form",
    "Height",
    "Helvetica", "Identity-H", "Image", "ImageB", "ImageC", "ImageI", "Indexed", "Info", "ItalicAngle", "Keywords",
    "Kids", "LastChar", "Length", "Length1", "Mask", "Matrix", "MediaBox", "Metadata", "MissingWidth",
    "ModDate", "Name",
    "Outlines", "Page", "PageMode", "Pages", "Parent", "Predictor", "ProcSet", "Producer", "Resources", "Root",
    "Rotate",
    "SMask", "Size", "StemV", "Subject", "Subtype", "Text", "Title", "ToUnicode", "Trans", "Trapped",
    "TrueType", "Type",
    "Type0", "Type1", "UseNone", "Width", "Widths", "WinAnsiEncoding", "XObject", "XRef"))
#: The fonts that redactor's own PDFs are written in, each file's subset under a tag of six letters.
_PDF_FONT = re.compile(
    r"[/(][A-Z]{6}\+[A-Za-z]{4,20}Vera(?:Sans)?(?:-Roman|-Bold)?\)?|/(?:Helvetica|Times|Courier)(?:-\w{4,12})?")


def written_by_people(markup: str) -> str:
    """Markup without the words that are its format's own.

    Args:
        markup: XML, HTML or RTF; broken markup loses less than it could.
    """
    markup = without_settings(markup)
    markup = _CONTROL_WORD.sub(_PUT_OUT, markup) if markup.lstrip().startswith("{\\rtf") else markup
    known: dict[str, str] = {}

    def tag(match: re.Match[str]) -> str:
        whole = match[0]
        if whole not in known:
            known[whole] = _tag(whole)
        return known[whole]

    return _TAG.sub(tag, markup)


def without_settings(markup: str) -> str:
    """Markup without what stands between tags and sets the page.

    Args:
        markup: XML, HTML or RTF, of which style sheets, fonts of a sheet's headers, the table of fonts and the prompts
            of a slide's master are put out.
    """
    markup = _HEADER_FONT.sub(lambda match: _known(match[0], _FONTS), markup)
    markup = _PROMPT.sub(_PUT_OUT, markup)
    markup = _FONT_TABLE.sub(lambda match: _put_out(match[0], _FONTS), markup)
    return _STYLE_SHEET.sub(lambda match: match[1] + _style_sheet(match[2]), markup)


def part_name(name: str) -> str:
    """The name of a package's part, or of the media type in it, without the words every package has.

    Args:
        name: with its folders.
    """
    return _known(name, _PARTS) if _PART_NAME.fullmatch(name) else name


def without_media_type(text: str) -> str:
    """A text that says what kind of OpenDocument it is, without that."""
    return "" if _MEDIA_TYPE.fullmatch(text.strip()) else text


def is_pdf_name(name: str) -> bool:
    """Whether a name in a PDF ("/DeviceGray") is one of its standard's."""
    return name in _PDF_NAMES or bool(_PDF_FONT.fullmatch(name))


def _tag(tag: str) -> str:
    first = _TAG_NAME.search(tag)
    element = first[3] if first else ""
    tag = _TAG_NAME.sub(lambda match: match[1] + _name(match[2], match[3]), tag)
    return _ATTRIBUTE.sub(lambda match: _attribute(element, match), tag)


def _name(prefix: str | None, name: str) -> str:
    # A prefix is chosen by the program; those that stand for a word of the format are its own.
    before = f"{_put_out(prefix, _NAMES)}:" if prefix else ""
    return before + "-".join(_PUT_OUT if word in _NAMES else word for word in name.split("-"))


def _attribute(element: str, match: re.Match[str]) -> str:
    prefix, name, sign, value = match.groups()
    place = f"{element}/{prefix}:{name}" if prefix else f"{element}/{name}"
    if name == "style" and element.islower() and ":" in value:
        value = _style_sheet(value)
    elif _LEADS.fullmatch(place):
        value = value[0] + part_name(value[1:-1]) + value[-1]
    else:
        for places, words in _PLACES:
            if places.fullmatch(place):
                value = _put_out(value, words) if words is _ADDRESSES else _known(value, words)
    return _name(prefix, name) + sign + value


def _style_sheet(css: str) -> str:
    def declaration(match: re.Match[str]) -> str:
        name, sign, value = match.groups()
        if _FONT_DECLARATIONS.fullmatch(name):
            value = _put_out(value, _FONTS)
        if _FONT_DECLARATIONS.fullmatch(name) or _WORDED_DECLARATIONS.fullmatch(name):
            return _PUT_OUT + sign + _put_out(value, _VALUES)
        return match[0]

    return _DECLARATION.sub(declaration, css)


def _known(text: str, words: frozenset[str]) -> str:
    """A value that is one of those its format knows is put out; one with a single other word stays as it is."""
    out = _put_out(text, words)
    return text if any(len(word) >= SHORTEST_PART for word in _LETTERS.findall(out)) else out


def _put_out(text: str, words: frozenset[str]) -> str:
    return _LETTERS.sub(
        lambda match: _PUT_OUT if match[0] in words or (match[0].lower() in words and match[0] != match[0].upper())
        else match[0], text)
