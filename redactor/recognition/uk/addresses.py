"""Postal addresses: house and street, flats, plots and rooms, dwellings known by a number, postcodes.

The postcode follows Royal Mail's Programmers' Guide (outward code, inward code of a digit and two letters);
ZZ99 is the pseudo code of health data. An outward code alone ("SE18") counts only where a place is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.recognition.engine import LANGUAGE
from redactor.recognition.patterns import SpanRecogniser
from redactor.rulebook.scanning import find_all

Found = tuple[int, int, str, float, str]

STREETS = (
    "Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Av|Close|Cl|Drive|Dr|Way|Court|Ct|Crescent|Cres|Gardens|Gdns|Garden|Grove|Gr|"
    "Terrace|Terr?|Place|Pl|Square|Sq|Rise|Row|Mews|Hill|Walk|Wlk|Parade|Pde|View|Park|Green|Gate|Path|Passage|Quay|"
    "Wharf|Yard|Croft|Fold|Brow|Bank|Rake|Ginnel|Snicket|Wynd|Vennel|Loan|Brae|Gait|Pend|Boulevard|Circus|Broadway|"
    "Causeway|Chase|Copse|Dale|Dell|Dene|End|Estate|Field|Fields|Glade|Glen|Heath|Heights|Hollow|Holt|Knoll|Lawn|Leas?|"
    "Mead|Meadows?|Mount|Nook|Orchard|Oval|Paddock|Paddocks|Pasture|Pines|Ridge|Riverside|Side|Slade|Spinney|Springs|"
    "Hts|Tce|Terr|Strand|Tower|Towers|House|Point|Vale|Villas|Warren|Wood|Woods|Buildings|Bldgs|Cottages?|Lodge|Mansions|Bungalows?|"
    "Arcade|Approach|Backs?|Bottom|Bridge|Common|Corner|Cross|Cut|Embankment|Esplanade|Front|Highway|Ley|Lock|Maltings|"
    "Moor|Promenade|Roundabout|Stairs|Steps|Towpath|Turn|Turnpike|Viaduct|Weir|Wold|Haven|Reach|Marsh|Acre|Acres"
)
_UPPER = STREETS.upper()
_NAME = r"(?:[A-Z][\w'’]{0,24}\.?[ -]){1,4}?"
#: A street's last words ("Camp Hill Rd", "Lower Lane End"); single words that are streets by their ending; "The Butts".
_STREET_NAME = (
    rf"(?:(?:(?:the|The|back|Back) )?{_NAME}(?:{STREETS}|{_UPPER})\b\.?(?: (?:{STREETS}|{_UPPER})\b\.?){{0,2}}"
    r"|[A-Z][a-z]{2,12}(?:gate|bank|croft|side|field|fields|lands|garth|holme|combe|brae|way)\b|The [A-Z][a-z]{2,15}\b"
    r"|[A-Z]{4,14}(?:GATE|BANK|CROFT|SIDE|FIELD|LANDS|GARTH|WAY)\b)"
)
_NUMBER = r"\d{1,4} ?[A-Za-z]?(?: ?[-–/] ?\d{1,4} ?[A-Za-z]?)?"
_UNIT = (
    r"(?:(?:Flat|Apartment|Apt|Unit|Room|Rm|Plot|Pitch|Bay|Caravan|Block|Bedsit|Studio|Maisonette|Lot|Berth|Suite|Floor|"
    r"Top Flat|Basement Flat|Ground Floor Flat|Garden Flat|GFF|TFF)\b,? ?(?:no\.? ?)?"
    r"(?:[A-Za-z]?\d{1,4}[A-Za-z]?(?:/\d{1,3})?|[A-H]\b)?,? ?)"
)
POSTCODE = (
    r"(?:GIR ?0AA|ZZ99 {0,2}\d[A-Z]{2}|(?:[A-PR-UWYZ]\d{1,2}|[A-PR-UWYZ][A-HK-Y]\d{1,2}|[A-PR-UWYZ]\d[A-HJKPSTUW]|"
    r"[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY]) {0,2}\d[ABD-HJLNP-UW-Z]{2})"
)
_TOWN = r"(?:,? {0,2}(?:[A-Z][a-z'’]{1,20}(?:[ -](?:on|upon|under|in|le|the|by|next)[ -](?:the-)?)?(?:[ -]?[A-Z][a-z'’]{1,20}){0,2}))"

_STREET = re.compile(
    rf"(?<![\w/£])(?<!\d[.:])(?:(?:Basement|Upper|Lower|Top|Ground|First|Second|Rear)(?: Floor)?(?: Flat)?, )?(?:{_UNIT}|\d/\d, )?{_NUMBER},? {_STREET_NAME}"
    rf"(?:(?:{_TOWN}){{0,3}},? {{0,2}}(?={POSTCODE}\b)|,{_TOWN}(?=[\n,.;)\t]|$))?",
)
_STREET_SMALL = re.compile(
    r"(?<![\w/.£])(?<!\d:)(?:flat \d{1,3}[a-z]?,? )?\d{1,3}[a-z]? (?!(?:and|the|a|of|to|in|on|at|for|from|with|or|by|my|his|her|new|"
    r"old|more|other|years?|yrs?|days?|weeks?|wks?|hours?|hrs?|mins?|minutes?|months?|mths?|kids|children|visits?|times)\b)"
    r"[a-z'’]{3,16} (?:road|rd|street|st|lane|avenue|ave|close|drive|crescent|gardens|gdns|grove|terrace|"
    r"mews|rake|brow|fold|wynd|court|house|way|place)\b",
)
# "12 Example road": a name with a capital, a kind of street without. "Court" and "way" would be words there.
_STREET_MIXED = re.compile(
    rf"(?<![\w/£])(?<!\d[.:])\d{{1,4}} ?[A-Za-z]?,? {_NAME}"
    r"(?:road|rd|street|lane|avenue|ave|crescent|gardens|gdns|grove|terrace|mews)\b",
)
_CELTIC = re.compile(
    rf"(?<![\w/.£]){_NUMBER},? (?:Heol|Ffordd|Stryd|Lôn|Lon|Maes|Clos|Rhodfa|Bryn|Cwrt|Llys|Tan|Pen|Bro|Parc|Gerddi|Trem|Cae|"
    r"Nant|Rhes|Pant|Coed|Tŷ|Lon|Plas|Ystad|Erw|Porth|Cnoc|Cnwc|CNOC|Sgwâr|"
    r"Bóthar|Sráid|Ard|Ráth)[ -](?:[A-Za-zŵŷâêîôûÂÊÎÔÛ'’-]{1,20}[ -]?){1,4}",
)
_FLAT = re.compile(
    rf"(?<![A-Z][a-z]{{4}} )\b(?:Flat|flat|FLAT|Apartment|apartment|Apt|Unit|Plot|plot|PLOT|Pitch|pitch|Bedsit|Caravan)\b,? (?:no\.? ?)?"
    r"(?:\d{1,4}[A-Za-z]?(?:/\d{1,3})?|[A-H](?![\w'’]))"
    rf"(?:,? (?:at )?{_NAME}(?:{STREETS}|{_UPPER}|Hostel|Hotel|Site|Hall|Centre)\b)?",
)
# A room is a dwelling in a hostel or hotel, and a place to meet elsewhere.
_ROOM = re.compile(
    rf"\b[Rr](?:oo)?m (?P<number>[A-Z]?\d{{1,4}}[A-Za-z]?)\b(?!,? \d| ?(?:secs?|mins?|bed))(?P<house>,? (?:at )?{_NAME}(?:{STREETS}|Hostel|Hotel|Site|Hall|Inn|Lodge)\b)?")
_LODGING = re.compile(
    r"\b(?:hostel|hotel|b ?& ?b|bnb|refuge|TA|temp(?:orary)?|lives?|living|staying|stays|moved|placed|address|supported|HMO|lodg\w*|inn|travelodge|"
    r"premier inn|house|foyer|resident|tenant)\b", re.IGNORECASE)
_AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|FK|FY|GL|GU|HA|HD|HG|HP|HR|"
    "HS|HU|HX|IG|IP|IV|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|"
    "SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|ZZ"
)
# "Leith EH6", "Stamford Hill, N16": an outward code after a place, at the end of a line or of an address.
_AFTER_PLACE = re.compile(
    rf"\b[A-Z][A-Za-z'’-]{{2,20}},? (?P<value>(?:{_AREAS})\d{{1,2}}[A-Z]?)(?=[,;)/]|\.?\s*$|\. |  |\t| [Tt]el| [TMH]:? ?0| ph| Mob| 0\d)",
    re.MULTILINE)
# "14 Example Road, Leeds. S47 discussed": after the end of a sentence a section begins the next, not a postcode.
_AFTER_STREET = re.compile(
    r"[^\n\d]{0,40}?\b(?P<value>(?!(?<=[.!?] )S\d{1,3} [a-z])[A-PR-UWYZ][A-HK-Y]?\d{1,2}[A-Z]?)(?=[,;./)\s]|$)(?! ?\d[A-Z]{2})")
_NAMED_HOUSE = re.compile(
    rf"\b[A-Z][\w'’]{{1,20}}(?: [A-Z][\w'’]{{1,20}}){{0,2}} (?:House|Cottage|Farm|Lodge|Villa|Bungalow|Barn|Mill|Hall|Tower|Dairy|Forge|Hse|Annexe|Chapel|Stables|Grange|Manor|Smithy|Gatehouse|"
    rf"Court|Rectory|Vicarage|Caravan Park|Static Park|(?:Old|Flat) [A-Z][a-z]{2,15}),? (?:\d{{1,4}}[A-Za-z]? )?{_NAME}(?:{STREETS})\b",
)
_DWELLING = re.compile(
    r"(?:\b(?:[Aa]t|[Ff]rom|[Tt]o|[Oo]f|[Ii]nto|[Oo]utside|[Oo]pposite|[Nn]ext door at|[Nn]eighbours? (?:at|from|in)|[Ll]ad from|"
    r"[Ll]ady (?:at|from)|[Ll]ives? (?:at|in)|[Ff]amily at|[Mm]oved (?:in)?to|[Pp]eople (?:at|in|from))) "
    r"(?P<value>(?:[Nn]o\.?|[Nn]umber|[Nn]umbers|[Nn]r|#|[Nn]os\.?) ?\d{1,3}[a-z]?(?: ?(?:and|&|-) ?\d{1,3}[a-z]?)?)\b"
    r"(?! (?:on|of|in) (?:the )?(?:list|scale|action|agenda|team)\b)",
)
_HERE = re.compile(r"\b(?:live|lives|living|stays?|staying|above|below|upstairs|downstairs|next door)\b[^\n.]{0,12}\((?P<value>\d{1,4}[A-Za-z])\)")
# "On 3 May 2006 the Leeds Employment Court found": the year of a date is no house number.
_YEAR = re.compile(r"(?:19|20)\d\d,? ")
_DATED = re.compile(
    r"\b(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?,?|in|since|during|until|till?|by) $",
    re.IGNORECASE)
_WORDS = re.compile(r"(?:///|\bw3w[: ]{1,2}|\bwhat3words[: ]{1,2})[a-z]{2,20}\.[a-z]{2,20}\.[a-z]{2,20}\b")
_BOX = re.compile(r"\bP\.?O\.? ?Box \d{1,6}\b", re.IGNORECASE)

_POSTCODE = re.compile(rf"(?<![\w-]){POSTCODE}(?![\w])", re.IGNORECASE)
_SLIPPED = re.compile(r"(?<![\w-])(?!All )(?=\S{0,4}\d|\S{2,4} \d)[A-PR-UWYZ]{1,2}[\dOIl]{1,2}[A-Z]? [\dOIl][ABD-HJLNP-UW-Z]{2}(?!\w)"
    r"|(?<![\w-])[A-PR-UWYZ][A-HK-Y]?\d{1,2}[A-Z]?-\d[ABD-HJLNP-UW-Z]{2}(?![\w-])")
# "s47 2nd visit", "Y6 1st term": the ending of a number in small letters, behind what is no postal area of two letters.
_COUNTED = re.compile(rf"(?!(?i:(?:{_AREAS})\d)).{{2,4}} \d(?:st|nd|rd|th)")
# Codes that are no areas are something else: "took the PS5 away", "the MG11 form".
_SECTOR = re.compile(rf"(?<![\w-])(?!(?:S(?:17|20|31|37|38|42|47)|M\d{{1,2}}|SW\d{{4}}) )(?:(?:{_AREAS}|[BEGLNSW])\d{{1,2}}[A-Z]?) \d(?![\w:./%-]|,\d| ?(?:monthly|weekly|daily|of|x|am|pm|yrs?|years?|wks?|weeks?|days?|hrs?|mins?)\b)")
_OUTWARD = re.compile(
    r"\b(?:in|from|to|near|around|at|of|across|postcode|area|the)[ :]{1,2}"
    rf"(?P<value>(?!(?:S(?:17|20|31|37|38|42|47)|s\d+|E\d+[a-z])\b)(?:{_AREAS})\d{{1,2}}[A-Z]?)\b(?! ?\d)",
)


class Addresses(SpanRecogniser):
    """Addresses and postcodes."""

    def __init__(self) -> None:
        super().__init__(supported_entities=["ADDRESS", "UK_POSTCODE"], name="addresses", supported_language=LANGUAGE)

    def spans(self, text: str) -> Iterator[Found]:
        for pattern, score, reason in (
            (_STREET, 0.92, "number and street"), (_CELTIC, 0.9, "number and street"), (_FLAT, 0.75, "flat or room"),
            (_NAMED_HOUSE, 0.85, "house and street"), (_WORDS, 0.9, "three words"), (_BOX, 0.9, "post box"),
            (_STREET_SMALL, 0.7, "number and street"), (_STREET_MIXED, 0.8, "number and street"),
        ):
            for match in find_all(pattern, text):
                if not (_YEAR.match(match[0]) and _DATED.search(text[max(0, match.start() - 12):match.start()])):
                    yield match.start(), match.end(), "ADDRESS", score, reason
        for match in find_all(_STREET, text):
            if (code := _AFTER_STREET.match(text, match.end())) is not None:
                yield code.start("value"), code.end("value"), "UK_POSTCODE", 0.7, "part of a postcode after a street"
        for match in find_all(_AFTER_PLACE, text):
            yield match.start("value"), match.end("value"), "UK_POSTCODE", 0.6, "part of a postcode after a place"
        for match in find_all(_ROOM, text):
            if match["house"] or _LODGING.search(text, max(0, match.start() - 50), match.end() + 30):
                yield match.start(), match.end(), "ADDRESS", 0.7, "a room that somebody lives in"
        for pattern in (_DWELLING, _HERE):
            for match in find_all(pattern, text):
                yield match.start("value"), match.end("value"), "ADDRESS", 0.6, "a dwelling by its number"
        for match in find_all(_POSTCODE, text):
            # In small letters and without a space it may be a code of another kind.
            written = match[0]
            if _COUNTED.fullmatch(written):
                continue
            score = 0.95 if written.isupper() and " " in written else 0.85 if written.isupper() else 0.7
            yield match.start(), match.end(), "UK_POSTCODE", score, "postcode"
        for match in find_all(_SLIPPED, text):
            yield match.start(), match.end(), "UK_POSTCODE", 0.7, "postcode as scanned"
        for match in find_all(_SECTOR, text):
            yield match.start(), match.end(), "UK_POSTCODE", 0.55, "part of a postcode"
        for match in find_all(_OUTWARD, text):
            yield match.start("value"), match.end("value"), "UK_POSTCODE", 0.6, "part of a postcode where a place is meant"
