"""Calendar dates in every written form, dates of birth, and festivals and events that fix a date.

British reading: the day comes first. No dates: weekdays alone, clock times, durations, gestation (14/40),
scores and doses (3/5, 10/12 after EPDS), years of laws ("Children Act 1989").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from redactor.recognition.engine import LANGUAGE
from redactor.recognition.patterns import SpanRecogniser, column_head
from redactor.rulebook.scanning import find_all
from redactor.rulebook.tables import of_the_tables, table

Found = tuple[int, int, str, float, str]

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:r?uary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?|Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NTH = rf"(?:{_DAY} ?(?:st|nd|rd|th))"
_MON = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:(?:19|20)\d\d|['’]\d\d)"
_ANY_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)"

_NUMERIC = re.compile(
    # With strokes and a year it is a date whatever stands beside it: "07/03/23-12/03/23", "Review:12/03/23",
    # "12/03/23,14/03/23", "12/03/23-10:30"; uneven gaps and a stroke struck twice are slips.
    rf"(?<![\w/£$%])(?<!\d[.:]){_DAY} ?/{{1,2}} ?{_MON} ?/{{1,2}} ?(?:(?:19|20)\d\d|['’]?\d\d)(?![\w/%])"
    # Other signs part the numbers of versions, scores and accounts too.
    rf"|(?<![\w/.,£$%])(?<!\d:)(?<!-(?=\d\d? ?[\\–-])){_DAY}(?P<sep> ?[.\\–-] ?){_MON}(?P=sep)(?:(?:19|20)\d\d|\d\d)(?![\w/%]|[.:]\d|(?P=sep)\d)"
    rf"|(?<![A-Za-z0-9/.-])(?:19|20)\d\d(?P<iso>[-/._]){_MON}(?P=iso){_DAY}"
    rf"(?:T\d\d:?\d\d(?::?\d\d(?:\.\d{{1,9}})?)?Z?(?!\w)|(?=T\d|_|[^\w/-]|$))"
    rf"|(?<![\w/.,£-])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d(?![\w/-])"
    rf"|(?<![\w/.,£-])(?:0[1-9]|[12]\d|3[01]) (?:0[1-9]|1[0-2]) (?:19|20)\d\d(?![\w/-])"
    rf"|(?<![\w/.,£-])(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?=T\d|[^\w/-]|$)"
)
_WRITTEN = re.compile(
    # Not "18/09/23. May step down".
    rf"(?<![\w/.])(?!\d\d?[/.-]\d\d?[/.-]\d{{2,4}}\.)(?:{_NTH}|{_DAY})(?: ?(?:-|–|to|and|&|/|,) ?(?:{_NTH}|{_DAY})){{0,2}}(?: day)?(?: of)?[ ./,-]{{0,2}}{_MONTH}\b\.?"
    # Two figures behind a comma are another day: "6 Mar, 13, 20".
    rf"(?:(?:[ ./-]{{0,3}}{_ANY_YEAR}|,[ ,./-]{{0,2}}{_YEAR})(?![.:]?\d| ?(?:am|pm|hrs|children|people|visits?|mins?)\b))?"
    rf"|\b{_MONTH}\b\.? ?(?:the )?(?:{_NTH}|{_DAY}(?=,? (?:19|20)\d\d))(?:,? ?(?:19|20)\d\d)?(?![\w])"
    rf"|\b{_MONTH}\b\.?[ ,/-]{{0,2}}(?:of )?{_YEAR}(?![\w])"
    # Not "married 12 years" and "Junaid 14".
    rf"|\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?[ -]\d\d(?![\w:%/.]| ?(?:am|pm|hrs|children|people|visits|mins?|st|nd|rd|th)\b)",
    re.IGNORECASE,
)
#: "Jan–Mar", "Feb and March": a month beside a month is one.
_BESIDE_A_MONTH = re.compile(
    rf"\b(?:{_MONTH})\b\.?(?=(?: ?[-–/&,] ?| to | and | or )(?P<value>(?=[A-Z])(?:{_MONTH}))\b(?! [A-Z][a-z]))")
# A month by itself; "may", "march" and "august" are words too, so these want a capital and a preposition.
_LONE_MONTH = re.compile(
    r"\b(?:January|February|April|June|July|September|October|November|December|Jan|Feb|Apr|Jul|Aug|Sept|Oct|Nov|Dec|August)\b"
    r"|(?=[MJS](?:ay|ar|un|ep))(?:(?<=\b[Ii]n )|(?<=\b[Bb]y )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil )|(?<=\b[Ff]rom )|(?<=\b[Dd]uring )|(?<=\b[Ee]arly )|"
    r"(?<=\b[Ll]ate )|(?<=\b[Mm]id-)|(?<=\b[Mm]id )|(?<=\b[Ll]ast )|(?<=\b[Tt]his )|(?<=\b[Nn]ext )|(?<=\b[Ee]nd of )|"
    r"(?<=\b[Oo]f )|(?<=\b[Tt]o )|(?<=\b[Tt]ill )|(?<=\b[Bb]efore )|(?<=\b[Aa]fter ))(?:May|March|Mar|Jun|Sep)\b(?! [A-Z][a-z])"
    r"|(?=Ma)(?<=[a-z] )(?:May|March)(?=[),.;])"
    r"|(?=March)(?:(?<=[.!?;:] )|(?<=\n)|\A)March(?=['’]s [a-z]| (?:was|is|came|went|saw|brought|had|has|will) )"
)
#: In front of a month by itself it is part of the date.
_PART_OF_MONTH = re.compile(
    r"\b(?:early|mid|late|end|end of|start of|beginning of|(?:first|second|third|last) week (?:of|in))[ -]$", re.IGNORECASE)
_SMALL_MONTH = re.compile(
    r"\b(?:in|since|until|till|last|late|early|mid|by)[ -](?P<small>march|may)(?=[.,;)\n]| and | but | when | dont | don't | then | with | to |$)|"
    r"\b(?:in|since|until|till|by|from|early|late|mid|last|end of|start of|of|to)[ -]"
    r"(?P<value>january|february|april|june|july|august|september|october|november|december|jan|feb|sept|oct|nov|dec)\b",
    re.IGNORECASE)
_SURELY_DATED = re.compile(
    r"(?:\b(?:(?:letter|e-?mail|note|message|report|minutes) of|on|until|till|by|done|born|since|w/?c|w/?e|due|EDD|dated?|release|leave|ends?|(?:mon|tues?|wed|thurs?|fri|sat|sun)[a-z]{0,6})[ .:,]{1,2})$",
    re.IGNORECASE)
#: At the beginning of an entry: of a line or of a cell.
_ENTRY = re.compile(r"(?:^[ *•>\[-]{0,4}|\| ?|\t)$")
_CLOCK = re.compile(r" ?(?:[–-] |\d\d?[:.]\d\d| [A-Z]|[:|\t])")
_COUNTED = re.compile(r"(?:\(|\b(?:came|finished|was|were|his|her|their|our|my|the) ?)$")
#: In front of "3/12" it leaves open whether months are meant.
_FOR_A_TIME = re.compile(r"\b(?:at|for|in|of|and|to|every|after|review|reviewed|x|clear|next)[ :]{1,2}$", re.IGNORECASE)
_CELL_END = re.compile(r" ?[|\t]")
_SLIPPED = re.compile(  # letters that were scanned for digits
    rf"(?<![\w/.])[\dOlI]{{1,2}}(?:st|nd|rd|th)? (?i:{_MONTH}) [12lI][\dOlI]{{3}}(?!\w)"
    r"|(?<![\w/.-])(?=[\d/.-]{0,9}[OolI])(?=\S{0,4}\d)[\dOolI]{1,2}(?P<sep>[/.-])[\dOolI]{1,2}(?P=sep)[\dOolI]{2,4}(?![\w-])"
    r"|(?<![\w/.])[lI]9[\dOlI]{2}(?!\w)")
_ORDINAL_WORD = (
    r"(?:first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|twentie|thirtie)th|(?:twenty|thirty)[- ](?:first|second|third|(?:four|fif|six|seven|eigh|nin)th))"
)
_IN_WORDS = re.compile(rf"\b(?:{_ORDINAL_WORD}(?: of)? {_MONTH}\b(?:,? (?:19|20)\d\d)?)", re.IGNORECASE)
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
#: As it is dictated: "seventh of the second nineteen thirty nine", "fourth of the eleventh oh nine".
_DICTATED = re.compile(
    rf"\b{_ORDINAL_WORD} of (?:the )?(?:first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf)th|{_MONTH}) "
    r"(?:nineteen|twenty|two thousand(?: and)?|oh|o|eighty|ninety|seventy|sixty|fifty)"
    rf"(?:[ -](?:oh |o )?(?:{_TEENS}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:{_ONES}))?|{_ONES}))?\b",
    re.IGNORECASE)
#: A year as it is dictated: "approved in two thousand and fourteen".
_YEAR_IN_WORDS = re.compile(
    r"\b(?:in|since|from|until|by|of|early|late|back in|year) (?P<value>"
    rf"nineteen (?:thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:{_ONES}))?"
    rf"|two thousand and (?:{_ONES}|{_TEENS}|(?:twenty|thirty)(?:[ -](?:{_ONES}))?)"
    rf"|twenty[ -](?:{_TEENS}|twenty(?:[ -](?:{_ONES}))?))\b", re.IGNORECASE)
_MONTH_OF = re.compile(
    r"(?<![\w/.,£$-])(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?![\w/])"
    r"|(?<=/\d\d [+&] )(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d)(?!\w|[/.:]\d)"
    r"|(?:\b(?:expires?|expiry|exp|valid|until|from|since|to|due|graduates|ends|RHA|renewal|reviewed|diagnosed|born)[ :]{1,2}|(?:^|\n)[ \t*•-]{0,4})"
    r"(?P<value>(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d))(?!\w|[/.:]\d)", re.IGNORECASE)
_MONTH_AND_YEAR = r"(?<![\w/.,£$-])(?:0?[1-9]|1[0-2])/(?:1[5-9]|2\d)(?![\w/%]|\.\d)"
#: "3/24 wrist, 5/24 wrist, 1/25 chest pain": months, unless all are shares of one number.
_MONTHS_IN_ROW = re.compile(rf"(?:{_MONTH_AND_YEAR}[^\d\n/]{{1,24}}){{2,30}}{_MONTH_AND_YEAR}")
_AMERICAN = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December|"
    r"Jan|Feb|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, May)) "
    r"(?:[12]\d|3[01]|[1-9])(?![\w:/%]|\.\d| (?:children|people|visits?|times|years?|months?|weeks?|days?|sessions?))")
_GLUED = re.compile(
    r"(?<![A-Za-z0-9])(?:0?[1-9]|[12]\d|3[01])(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}(?:(?:19|20)\d\d|\d\d)(?!\w)", re.IGNORECASE)
#: After a day a month is one however it is spelt: "12 Septmber".
_MISSPELT = re.compile(
    rf"(?<![\w/.])(?:{_NTH}|{_DAY}) (?:of )?(?:Jan[uary]{{3,6}}|Feb[ruay]{{3,6}}|Sep[a-z]{{0,5}}ber|Oct[a-z]{{0,3}}ber|Ocober|Nov[a-z]{{0,4}}ber"
    r"|Dec[a-z]{0,4}ber|Agust|Augest|Ap[ri]{2,3}al)\b(?:,? (?:19|20)\d\d)?(?!\w)", re.IGNORECASE)
_COMPACT_BIRTH = re.compile(
    r"\b(?:(?:DOB|D\.O\.B\.?|born|EDD|EDC|LMP)[ \t:.-]{1,3}(?P<value>[0-3]\d[01]\d\d\d|['’]\d\d|[0-3]?\d [01]?\d (?:(?:19|20)\d\d|\d\d))"
    r"|DOB(?P<glued>[0-3]?\d(?P<sep>[/.-])[01]?\d(?P=sep)(?:(?:19|20)\d\d|\d\d)))(?![\w/])", re.IGNORECASE)
#: What is counted behind "2nd" and is no day.
_COUNTED_THINGS = (
    "birthday|child|baby|floor|time|visit|review|anniversary|percentile|centile|centiles|go|try|occasion|round|grade|set|place|week|"
    "pregnancy|of all|century|meeting|session|attempt|chance|sibling|son|daughter|removal|edition|edn|avenue|street|school|"
    "incident|conference|CP|placement|hearing|one|referral|episode|trimester|degree|day of|half|quarter|"
    "worker|SW|HV|IRO|carer|assessment|scan|appointment|appt|dose|jab|vaccine|strategy|allegation|disclosure|injury|fracture|overdose|"
    "aid|bruise|mark|letter|call|sample|bedroom|room|thoughts?|night|report|reading|line|language|name|phone|bus|car|lockdown|contact|text|test|"
    "arrest|offence|eviction|warning|respondent|applicant|parent|partner|husband|wife|marriage|parties|party|stage|option|reason|person|draft"
)
_DAY_OF_WEEK = re.compile(
    r"\b(?:Mon|Tue|Tues|Wed|Weds|Thu|Thur|Thurs|Fri|Sat|Sun)(?:day|nesday|sday|rsday|urday)? "
    rf"(?:(?P<value>{_NTH})\b(?! ?(?:\w+ )?(?:{_COUNTED_THINGS})\b)|(?P<bare>{_DAY})(?=,| [–-]|\n|$| ?@| at |\t|  ))")
_OF_NTH = re.compile(
    rf"\b(?:the|on|On|The|by|By|until|from|before|after|since|til|till|for)[ ](?P<value>{_NTH})\b"
    rf"(?! ?(?:\w+ )?(?:{_COUNTED_THINGS})\b)",
)
#: The lines of a growth chart, and a measure in front of one: "wt 12.9 (25th)", "Growth 25th/9th".
_CENTILE = re.compile(r"(?:2nd|9th|25th|50th|75th|91st|98th)(?!\w)")
_MEASURED = re.compile(
    r"(?:\b\d{1,3}(?:\.\d{1,2})? ?(?:kgs?|cm)|\b(?:wt|weight|ht|height|length|hc|ofc|bmi|mph|growth|head)\b:?(?: \d{1,3}(?:\.\d{1,2})?)?)"
    r"[ ,(:→–-]{1,3}(?:\d{1,2}(?:st|nd|th)[ /,→–-]{1,3}){0,2}$", re.IGNORECASE)
#: "from 50th to 25th" are centiles, for no month has so many days.
_FALLS = re.compile(r"(?:3[2-9]|[4-9]\d)(?:st|nd|rd|th) to (?:the )?$")
_BARE_NTH = re.compile(
    rf"(?<![\w/.<]){_NTH}(?=[,.;:\])–\t\n-]| ?[-–&/] ?\d| and \d| \d\d?[:.]\d\d| at \d|$)(?! ?(?:\w+ )?(?:{_COUNTED_THINGS}|of the)\b)")
_NTH_WORDS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    "sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[- ]?first|twenty[- ]?second|twenty[- ]?third|"
    "twenty[- ]?fourth|twenty[- ]?fifth|twenty[- ]?sixth|twenty[- ]?seventh|twenty[- ]?eighth|twenty[- ]?ninth|thirtieth|"
    "thirty[- ]?first"
)
_ON_NTH = re.compile(rf"\b(?:on|by|until|since|before|from) the (?P<value>{_NTH_WORDS})(?: of (?P<month>{_MONTH})\b)?(?=[ ]?[.,;:)\n]|$| of | at | but | and )",
                     re.IGNORECASE)
_SLASHED = re.compile(
    # The second day of "12/9-14/9" or "12/9,14/9", and what follows a label without a space.
    rf"(?:(?<![\w/.,£$%:+-])|(?<=\d/\d[,-])|(?<=\d/\d\d[,-])|(?<=[a-z]:))(?P<day>{_DAY}) ?[/] ?(?P<month>{_MON})(?![\w/%]|[.]\d|:\d| ?(?:of|weeks?|wks?|days?|sessions?|hours?|hrs?|"
    r"times|visits?|months?|mths?|score|points?|nights?|shifts?|contacts?|appointments?|appts|attended|lessons|cans?|pints?|bottles?|"
    r"cigs?|cigarettes?|spliffs?|joints?|a day|a night)\b)"
)
_DOTTED = re.compile(rf"(?<![\w/.,£$%:+-])(?P<day>{_DAY})[.](?P<month>{_MON})(?![\w/%]|[.:]\d| ?(?:am|pm|hrs|hours|kg|st|lbs|cm|mg|ml|g|m|%)\b)")
#: A dotted pair at the head of an entry, which may be a day or the number of a section.
_HEAD = re.compile(
    rf"^[ \t*•>-]{{0,6}}(?P<value>(?P<day>{_DAY})[.](?P<month>{_MON}))"
    r"(?![\w/%]|[.:]\d| ?(?:am|pm|hrs|hours|kg|st|lbs|cm|mg|ml|g|m)\b)", re.MULTILINE)
#: Sections seldom have so many parts; more is a day.
_MOST_SECTIONS = 12
#: One more day of the month told before: "6 Mar, 13, 20 and 27".
_ONE_MORE = re.compile(rf"(?:, ?(?:and |& )?| and | ?& ?)(?P<day>{_DAY})(?:st|nd|rd|th)?(?![\w:%/.-]\d|[\w:%/])")
_LISTED_ON = re.compile(r"[,;.)\n–-]|\s+(?:and|&|[–-])\s|\s*$")
_ENDS_IN_MONTH = re.compile(rf"(?P<day>{_DAY})(?:st|nd|rd|th)?(?: of)? {_MONTH}\.?(?: {_YEAR})?", re.IGNORECASE)
_SCORE_BEFORE = re.compile(
    r"(?:EPDS|GAD-?7|PHQ-?9|SDQ|CORE|AUDIT|DASH|score[sd]?|scored|scale|scaling|rating|rated|out of|pain|sats|BP|APGARs?|Apgars?|GCS|"
    r"MUST|MMSE|MoCA|ratio|week|wk|session|gestation|pregnant|G\d ?P|grade|GCSE|step|part|unit|room|module|page|pp?\.|item|section|"
    r"[Qq]\d|term|yr|year|marks?|attendance|vision|acuity|Snellen|Eyes|murmur|quiz(?:zes)?|goals?|mg|x|£|dose|units?|about|around)"
    r"[ :=(]{0,3}$"
)
_PAIR = re.compile(r"(?<![\d/])(\d{1,2}) ?/ ?(\d{1,2})(?![\d/])")
_LONGEST_PAIR = 7
_TEN = 10
#: What is told on a scale of ten: "8/10 worry".
_FELT = re.compile(r" (?:worr|safe|danger|happ|sad|anxi|confiden|mood|pain|sleep|hope|trust|angry|scared|motivat)", re.IGNORECASE)
#: In front of a pair of like numbers it says that nothing was missed: "attended 8/8".
_ALL_OF_BEFORE = re.compile(r"\b(?:attended|attends|attending|completed|managed|passed) $", re.IGNORECASE)
_FRACTION = {(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (1, 10), (2, 10), (3, 10), (4, 10), (5, 10),
             (6, 10), (7, 10), (8, 10), (9, 10), (10, 10), (3, 7), (5, 7), (7, 7), (6, 7), (4, 7), (5, 5), (1, 1), (2, 2)}
#: In front of a slashed pair it says that a day is meant.
_DATED = re.compile(
    r"(?:\b(?:on|by|until|till|from|since|before|after|w/?c|w/?e|w/?b|date|dated|due|EDD|for|of|at|the|next|between|to|and|mon|tues?|wed|"
    r"thurs?|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|review|visit|visited|seen|held|meeting|ICPC|RCPC|"
    r"CIN|LAC|court|hearing|appt|appointment|email|letter|call|rang|tel|contact|strat|conference|born|dob|d\.o\.b|admitted|"
    r"discharged|moved|started|ended|closed|opened|expires?|valid|sent|rec'?d|received|signed|RHI|PLO|TAF|core group|CG|p/?c|t/?c|h/?v|o/?v|"
    r"report|incident|episode|strategy discussion)\b[ .:,(–-]{0,4}|^[ \t*•>(\[-]{0,6}|[-–(] ?|\t)$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<![\w/.£$#-])(?:19[3-9]\d|20[0-4]\d)(?:[-–/](?:\d\d|(?:19|20)\d\d))?(?![\w%:]|[./-]\d| ?(?:words|miles|pounds|steps|kcal|calories|hrs|hours)\b)")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|from|until|till|by|during|before|after|of|early|late|mid|back in|circa|c\.|around|summer|autumn|winter|"
    r"spring|christmas|easter|xmas|year|to|born|between|and|through|pre|post|court|care order|removed|closed|opened|dated|adopted)[ -]"
    r"|[(\[,;:–-] ?|^[ \t]*|\t)$", re.IGNORECASE)
#: A clock time at the beginning of an entry, which may be a year as well.
_CLOCK_HEAD = re.compile(r"^[ \t]{0,8}((?:[01]\d|2[0-3])[0-5]\d)(?=[ \t]|$)", re.MULTILINE)
_LIKELY_YEARS = range(1930, 2036)
# What the year belongs to: an act, guidance, standards, a book.
_LAW = re.compile(
    r"\b(?:Act|Acts|Safeguard Children|Regulations?|Regs|Rules|Order|Convention|Directive|Guidance|Together|Code|Standards?|Framework|Review|Report|"
    r"Inquiry|Principles|Charter|Strategy|Bill|Statement|Protocol|Procedures?|KCSIE|CA|MCA|DoLS|MHA|DPA|GDPR|HRA|CJA|ACA|CFA|"
    r"Laming|Munro|MacAlister|PLO|Census|et al\.?|UNCRC|NICE|SWE|BASW|Policy|edition|ed\.)\b[ ,('’s]{0,4}(?:\([^)\n]{0,40}\) ?)?$")
_LAW_AFTER = re.compile(r"\] [A-Z]{3}|\)? (?:Act|Acts|Regs|Regulations|Rules|Order|[Gg]uidance|Code|[Pp]rotocol|Convention|PART|edition|edn|list|census)\b")
_SHORT_LAW = re.compile(r"\b(?:[A-Z]{1,6}A|ACT|KCSIE|ONS|Re [A-Z][\w-]{0,12})[ ,(]{1,2}$")
#: "Christmas jumpers", "Easter eggs" and "Coronation Street" fix no time.
_NO_FESTIVAL = re.compile(r" (?:[Jj]umpers?|[Ee]ggs?|[Bb]unn(?:y|ies)|[Ss]treet|[Cc]arols?|[Tt]rees?|[Cc]rackers?|Islands?)\b")
_SEASON = re.compile(
    r"\b(?:(?:early|late|mid)[- ])?(?:spring|summer|autumn|winter)(?: terms?)?(?: of)? (?:(?:19|20)\d\d|['’]\d\d)(?!\w)", re.IGNORECASE)
_BIRTH_BEFORE = re.compile(
    r"(?:\bd\.? ?o\.? ?b\.?|\bdate of birth|\bbirth ?date|\bborn(?: on)?|\bb\.|\bDoB)[\s:;=(–-]{0,5}$", re.IGNORECASE)
_HEADS = re.compile(r"\b(?:date|d\.?o\.?b|born|when|due|review|deadline|by|seen|start|end)\b", re.IGNORECASE)
_DATES_HEAD = re.compile(r"\b(?:date|day|when|d\.?o\.?b)\b", re.IGNORECASE)
#: A dotted pair that begins with more is no time of day.
_LAST_HOUR = 24
_WEEK_LEAD = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\.?,? $", re.IGNORECASE)
#: "New Year 8": somebody has come into a school year.
_SCHOOL_YEAR = re.compile(r"(?<=[Yy]ear) \d{1,2}(?!\d|st|nd|rd|th)")
#: Events that are no date by themselves in running text: anybody's lockdown, anybody's new year.
_NO_EVENT = frozenset({
    "lockdown", "lockdowns", "results day", "the jubilee", "ramadan", "summer holidays", "the summer holidays", "summer hols",
    "six weeks holidays"})


class Dates(SpanRecogniser):
    """Dates and dates of birth."""

    def __init__(self) -> None:
        super().__init__(supported_entities=["DATE", "DATE_OF_BIRTH"], name="dates", supported_language=LANGUAGE)

    def spans(self, text: str) -> Iterator[Found]:
        for start, end, score, reason in self._dates(text):
            line = text[max(text.rfind("\n", 0, start) + 1, start - 40):start]
            head = column_head(text, start) if "\t" in line or "\t" in text[end:end + 1] else ""
            if _BIRTH_BEFORE.search(line) or re.search(r"\bd\.?o\.?b\b|birth|born", head, re.IGNORECASE):
                yield start, end, "DATE_OF_BIRTH", max(score, 0.9), f"{reason}, beside the word for a birth"
            else:
                yield start, end, "DATE", score, reason

    def _dates(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        for pattern, score, reason in ((_NUMERIC, 0.93, "written in figures"), (_WRITTEN, 0.93, "day and month"),
                                       (_LONE_MONTH, 0.7, "month"), (_SEASON, 0.9, "season of a year")):
            for match in find_all(pattern, text):
                if pattern is _WRITTEN and match[0].lower().rstrip(".").endswith(" may") and match[0].endswith("may"):
                    continue  # "12 may need"
                part = _PART_OF_MONTH.search(text, max(0, match.start() - 20), match.start())
                yield part.start() if part and pattern is _LONE_MONTH else match.start(), match.end(), score, reason
        for match in find_all(_BESIDE_A_MONTH, text):
            yield match.start("value"), match.end("value"), 0.7, "month beside another"
        for pattern, score, reason in ((_SMALL_MONTH, 0.7, "month"), (_OF_NTH, 0.8, "day of a month"),
                                       (_ON_NTH, 0.75, "day of a month")):
            for match in find_all(pattern, text):
                if pattern is _SMALL_MONTH and not (match[0].islower() or match[0].isupper()):
                    continue  # with one capital it is told by :data:`_LONE_MONTH`
                group = "value" if match["value"] else "small"
                if is_centile(text, match.start(group)):
                    continue
                yield match.start(group), match.end(), score, reason
        for match in find_all(_SLIPPED, text):
            yield match.start(), match.end(), 0.7, "date as scanned"
        for pattern, score, reason in ((_IN_WORDS, 0.85, "day and month in words"),
                                       (_DICTATED, 0.9, "day, month and year in words"), (_MISSPELT, 0.85, "day and month"), (_AMERICAN, 0.85, "month and day"),
                                       (_GLUED, 0.9, "day and month")):
            for match in find_all(pattern, text):
                yield match.start(), match.end(), score, reason
        for match in find_all(_YEAR_IN_WORDS, text):
            yield match.start("value"), match.end("value"), 0.8, "year in words"
        for match in find_all(_MONTH_OF, text):
            yield match.start("value") if match["value"] else match.start(), match.end(), 0.7, "month of a year"
        for match in find_all(_DAY_OF_WEEK, text):
            group = "value" if match["value"] else "bare"
            yield match.start(group), match.end(group), 0.5, "day of a month after a weekday"
        for match in find_all(_COMPACT_BIRTH, text):
            group = "value" if match["value"] else "glued"
            yield match.start(group), match.end(group), 0.9, "date in figures after its label"
        for match in find_all(_BARE_NTH, text):
            # "(3rd)" counts, "dropped from the 50th to the 25th centile" measures.
            line = text[max(text.rfind("\n", 0, match.start()) + 1, match.start() - 60):match.end() + 30]
            measured = "centile" in line or is_centile(text, match.start())
            if not measured and not _COUNTED.search(line[:line.rfind(match[0])]):
                yield match.start(), match.end(), 0.5, "day of a month"
        for row in find_all(_MONTHS_IN_ROW, text):
            months = [match.span() for match in re.finditer(_MONTH_AND_YEAR, row[0])]
            if len({row[0][end - 2:end] for _, end in months}) > 1:
                yield from ((row.start() + start, row.start() + end, 0.6, "month of a year") for start, end in months)
        yield from self._pairs(text)
        yield from _heads(text)
        yield from _more_days(text)
        yield from self._years(text)
        for match in find_all(_festivals(), text):
            if is_festival(match[0]) and not _SCHOOL_YEAR.match(text, match.end()) and not (
                _NO_FESTIVAL.match(text, match.end()) or text.endswith("Father ", 0, match.start())
            ):
                yield match.start(), match.end(), 0.75, "festival or event that fixes a date"

    def _pairs(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        """"18/1", "4.09": a day where the words around say so."""
        for pattern in (_SLASHED, _DOTTED):
            for match in find_all(pattern, text):
                before = text[max(text.rfind("\n", 0, match.start()) + 1, match.start() - 30):match.start()]
                day, month = int(match["day"]), int(match["month"])
                if _marks(text, match, day, month):
                    continue
                dated = _DATED.search(before) is not None
                head = column_head(text, match.start()) if "\t" in before else ""
                if dated and head and not _HEADS.search(head):
                    dated = False
                if pattern is _DOTTED:
                    # "2.5" is a number nearly everywhere else.
                    cell = before.endswith(("| ", "|", "\t")) and _CELL_END.match(text, match.end())
                    if _SURELY_DATED.search(before) or cell or _in_dates(text, match):
                        yield match.start(), match.end(), 0.6, "day and month"
                    elif day > _LAST_HOUR and len(match["month"]) == 2:
                        yield match.start(), match.end(), 0.4, "day and month, or a measure"
                elif "0" not in (match["day"][0], match["month"][0]) and (
                        (day, month) in _FRACTION
                        or (month in (7, 12) and day < 15 and (not dated or _FOR_A_TIME.search(before)))):
                    # "3/5", and prescribers' "10/7", "6/12" for days and months.
                    surely = _SURELY_DATED.search(before) or (_ENTRY.search(before) and _CLOCK.match(text, match.end()))
                    yield match.start(), match.end(), 0.55 if surely else 0.12, "day and month, or a fraction"
                else:
                    yield match.start(), match.end(), 0.85 if dated else 0.6, "day and month"

    def _years(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        # A log most of whose entries begin with "2115" or "0930" begins none with a year.
        heads = [int(head[1]) in _LIKELY_YEARS for head in find_all(_CLOCK_HEAD, text)]
        logged = 2 * sum(heads) < len(heads)
        for match in find_all(_YEARS, text):
            if logged and _CLOCK_HEAD.match(text, text.rfind("\n", 0, match.start()) + 1, match.end() + 1) is not None:
                continue
            before = text[max(text.rfind("\n", 0, match.start()) + 1, match.start() - 60):match.start()]
            if _LAW.search(before) or _SHORT_LAW.search(before) or _LAW_AFTER.match(text, match.end()):
                continue
            if _YEAR_BEFORE.search(before):
                yield match.start(), match.end(), 0.75, "year"
            else:
                yield match.start(), match.end(), 0.4, "year"


def _marks(text: str, pair: re.Match[str], first: int, second: int) -> bool:
    """Whether what stands around a pair of numbers says that they tell a mark or a share, not a day."""
    before = text[max(0, pair.start() - 30):pair.start()]
    scored = _SCORE_BEFORE.search(before) is not None and _WEEK_LEAD.search(before) is None
    return scored or (first == second and _ALL_OF_BEFORE.search(before) is not None) or (
        second == _TEN and _FELT.match(text, pair.end()) is not None)


def is_mark(text: str, start: int) -> bool:
    """Whether a number belongs to a pair that tells a mark or a share: "quiz 9/10", "attended 8/8".

    Args:
        text: any text.
        start: where the number begins, in characters.
    """
    for pair in _PAIR.finditer(text, max(0, start - _LONGEST_PAIR), start + _LONGEST_PAIR):
        if pair.start() <= start < pair.end():
            return _marks(text, pair, int(pair[1]), int(pair[2]))
    return False


def is_centile(text: str, start: int) -> bool:
    """Whether a number is what a measure falls or rises to, or stands behind it: "from 50th to 25th", "wt 4.2kg 9th"."""
    if _FALLS.search(text, max(0, start - 12), start) is not None:
        return True
    return _CENTILE.match(text, start) is not None and _MEASURED.search(text, max(0, start - 40), start) is not None


def _in_dates(text: str, match: re.Match[str]) -> bool:
    """Whether a number begins a row of a table, in a column of dates."""
    return text[match.end():match.end() + 1] == "\t" and _DATES_HEAD.search(column_head(text, match.start())) is not None


def _heads(text: str) -> Iterator[tuple[int, int, float, str]]:
    """"8.9", "15.9", "16.9" at the heads of entries: days, as many of one month and some too late for a section."""
    heads = list(find_all(_HEAD, text))
    if any(one["day"] == two["day"] and int(one["month"]) + 1 == int(two["month"]) for one, two in pairwise(heads)):
        return  # sections: "13.1", "13.2"
    months: dict[int, list[re.Match[str]]] = {}
    for match in heads:
        months.setdefault(int(match["month"]), []).append(match)
    for entries in months.values():
        if len(entries) > 2 and max(int(match["day"]) for match in entries) > _MOST_SECTIONS:
            for match in entries:
                yield match.start("value"), match.end("value"), 0.7, "day and month at the head of an entry"


def _more_days(text: str) -> Iterator[tuple[int, int, float, str]]:
    """"13", "20" and "27" after "6 Mar": later days of the month that is told once."""
    for told in find_all(_ENDS_IN_MONTH, text):
        day, end = int(told["day"]), told.end()
        more: list[re.Match[str]] = []
        while (match := _ONE_MORE.match(text, end)) is not None and int(match["day"]) > day:
            more.append(match)
            day, end = int(match["day"]), match.end()
        # "On 6 March, 13 children came" counts the children.
        if more and not _LISTED_ON.match(text, end):
            continue
        for match in more:
            yield match.start("day"), match.end(), 0.97, "another day of the month"


def is_festival(words: str) -> bool:
    """Whether words name a festival or an event that fixes a date by itself."""
    return words.lower() not in _NO_EVENT and _festivals().fullmatch(words) is not None


@of_the_tables()
def _festivals() -> re.Pattern[str]:
    names: set[str] = set()
    for group in table("events").values():
        for name, entry in group.items():
            names.update({name, *entry.get("also", ())})
    words = "|".join(
        re.escape(name).replace(r"\ ", "[ -]").replace("'", "['’]?") for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?:,? (?:(?:19|20)\d\d|['’]\d\d))?(?!\w)", re.IGNORECASE)
