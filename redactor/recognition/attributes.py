"""Indirect identifiers: what singles a family out without naming anybody, each with its kind.

Family composition, heritage, faith and language, distinctive work, rare conditions, offices one person holds,
events people remember and media coverage. What the words mean is data (``rules/generalise``), so a council can
correct it; how they stand in a sentence is here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise

from redactor.casefile import Document, Finding
from redactor.recognition.forenames import is_forename
from redactor.recognition.ner.component import cut
from redactor.recognition.occupations import jobs, occupations
from redactor.recognition.sums import sums
from redactor.rulebook.actions import Attribute
from redactor.rulebook.scanning import find_all
from redactor.rulebook.tables import of_the_tables, table

RECOGNISER = "attributes"

#: Characters read at a time, and shown on either side of them; bounds the memory.
_CHUNK, _CONTEXT = 50_000, 500
#: (start, end, attribute, score, reason)
Hit = tuple[int, int, Attribute | None, float, str]

_SMALL = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
_MANY = r"(?:[4-9]|1\d|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen)"
_SOME = rf"(?:[2-9]|1\d|{_SMALL}|both|several|some|all)"
_NTH = r"(?:fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(?:[4-9]|1\d)th)"
_CHILDREN = r"(?:children|kids|bairns|siblings?|sibs|sisters|brothers|sons|daughters|babies|offspring)"

_COUNTED = frozenset({"size of a family", "place among siblings", "adoption of siblings"})
_FAMILY: tuple[tuple[re.Pattern[str], float, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), score, reason)
    for pattern, score, reason in (
        (rf"\b(?:mother|mum|mam|mom|mo|father|dad|fa|parents?|nan|gran|grandmother|family) of {_MANY}\b"
         rf"(?: (?:young )?{_CHILDREN})?", 0.99, "size of a family"),
        (rf"\b(?:(?:eldest|oldest|youngest|middle|{_NTH})(?: (?:and|&) {_NTH})?(?: child| born)?"
         rf"|(?:one|second|third|last|first)(?: (?:and|&) {_NTH})?(?: child| born)) of {_MANY}\b(?: {_CHILDREN})?",
         0.99, "place among siblings"),
        # "One of twelve" without a noun, or one that means children: not "one of four goals".
        (rf"\b(?:one|second|third|last|first) of {_MANY}\b"
         rf"(?: {_CHILDREN}|(?!-| (?!(?:and|but|who|so|in|by|with|to|from|at|all|or)\b)\w))",
         0.99, "place among siblings"),
        (rf"\b{_NTH}(?: (?:and|&) {_NTH})?[ -](?:child|baby|pregnancy|born|birth)\b", 0.8, "place among siblings"),
        (rf"\b(?:expecting|carrying|pregnant with|on) (?:her |baby |child |number |no\.? ?)+(?:{_NTH}|[4-9]|1\d)\b",
         0.8, "place among siblings"),
        (rf"(?<!caseload of )(?<!class of )(?<!group of )\b{_MANY} (?:other |previous |older |younger "
         rf"|young |living |adult |half[ -]|full |surviving |little |birth ){{0,2}}{_CHILDREN}\b"
         rf"(?: (?:and|&) {_CHILDREN}\b)?(?:,? (?:by |with |to )?(?:{_SMALL}|\d) "
         r"(?:different )?(?:fathers|dads|mothers))?", 0.6, "size of a family"),
        (rf"\b{_SOME} (?:of (?:her|his|their|the|them|whom) )?(?:other |older |elder |younger |previous |eldest )?"
         rf"(?:{_CHILDREN} )?(?:have been |had been |were |was |are |all |already |since )?adopted\b",
         0.75, "adoption of siblings"),
        (rf"\b(?:{_SMALL}|[2-9]) (?:different )?(?:fathers|dads)\b", 0.75, "unusual family"),
        (r"\b(?:(?:identical|non-identical|fraternal|conjoined|the|her|his|their) )?"
         r"(?:twins|triplets|quadruplets|quads)\b(?!['’]?s? (?:beds?|rooms?|peaks))", 0.75, "multiple birth"),
        (r"\b(?:identical |fraternal )?twin\b(?! (?:beds?|rooms?|peaks|tub|track|set|town|aims?|pram|buggy|carb))",
         0.7, "multiple birth"),
        (r"\b(?:only )?(?:two|2)[ -](?:mum|mums|dad|dads|mother|father)(?:s)? (?:family|household|families)\b",
         0.8, "unusual family"),
        (r"\b(?:same[ -]sex|gay|lesbian) (?:couple|parents|household|marriage|partners)\b", 0.7, "unusual family"),
        (r"\b(?:transgender|trans (?:man|woman|boy|girl|male|female|masc|young person|teen)|non-binary)\b",
         0.6, "gender identity"),
        (r"\b(?:has|have|had|got|with|his|her|their|my|of|to) two (?:mums|mams|mummies|mothers|wives|husbands)\b",
         0.7, "unusual family"),
        (r"\b(?:two|2)[ -](?:mum|mam|dad|mother|father)s? (?:couple|parents|home)\b", 0.8, "unusual family"),
        (r"\b(?:second|first|co-)wife\b|\bco-wives\b|\bpolygam\w+|\bpolygyn\w+|\bpolyamorous\b|\bthrouple\b",
         0.6, "unusual family"),
        (r"\b(?:surrogacy|surrogate|(?:egg|sperm|embryo)[ -]donor|donor[ -](?:conceived|sibling\w*|egg|embryo))\b",
         0.6, "unusual family"),
        (r"\b(?:consanguin\w+|(?:parents|they|who) (?:are|were) (?:first |second )?cousins"
         r"|(?:first|second)[ -]cousin (?:marriage|parents|couple)|cousin marriage)\b", 0.6, "unusual family"),
        (r"\b(?:male|female|same[ -]sex female|same[ -]sex male) couple\b|\bsame[ -]sex (?:female|male)\b",
         0.6, "unusual family"),
        (rf"\b(?:raised|raising|brought up|bringing up|has|had|cares for) (?:{_MANY}) "
         r"(?:grand|step|foster |great-grand)(?:children|kids)\b", 0.6, "size of a family"),
        (r"\bblended family of (?:\w+)\b", 0.6, "size of a family"),
        (r"\b(?:is|as|being|are|identifies as) trans\b(?! ?[-/])", 0.5, "gender identity"),
        (r"\b(?:full |half[ -])?siblings placed (?:apart|separately)\b", 0.5, "unusual family"),
        (r"\bmy own \w+, \w+ of (?:theirs|his|hers)\b", 0.6, "size of a family"),
    )
)

_OTHER: tuple[tuple[Attribute | None, re.Pattern[str], float, str], ...] = tuple(
    (attribute, re.compile(pattern), score, reason)
    for attribute, pattern, score, reason in (
        (None, r"\bDeaf\b(?! awareness| Association| Society)", 0.5, "sensory identity"),
        (None, r"(?i)\bdeaf-?blind(?:ness)?\b", 0.6, "sensory identity"),
        # A name's meaning or day leads back to the name.
        (None, r"\b[A-Z][a-z'’][\w'’-]*,? (?:which |that )?(?:means|meaning|translates as"
         r"|is [A-Z]\w+ for) (?:“[^”\n]{2,40}”"
         r"|\"[^\"\n]{2,40}\"|[‘'][^’'\n]{2,40}[’'](?!\w))", 0.5, "what a name means"),
        (None, r"(?i)\b(?:first |middle |given |day |baptismal )?names? (?:means?|(?:is|are|was|were|comes?"
         r"|came) (?:given |taken "
         r"|chosen )?(?:for|from|after)) [^.;:\n]{3,60}", 0.5, "what a name means"),
        (None, r"(?i)\bnamed after (?:the|an?|her|his|their) [\w'’-]+(?: [\w'’-]+){0,3}", 0.4, "what a name means"),
        (Attribute.OFFICE, r"(?i)\b(?:paramount |village |clan |tribal |traditional |hereditary |deputy "
         r"|sub-)chief(?:tain)?s?\b"
         r"(?! constable| executive| officer| social| nurse| inspector| whip)", 0.55, "an office one person holds"),
        (Attribute.OFFICE, r"(?i)(?<=\bis )(?:an?|the) (?:chief(?:tain)?|king|queen|prince|princess|sheikh|baronet"
         r"|laird|baron"
         r"|baroness|dame|peer|clan elder|queen mother|oba|emir|town crier|carnival queen)\b(?! constable| executive"
         r"| officer"
         r"| social| nurse| inspector| whip| among| of the playground)", 0.5, "an office one person holds"),
        (Attribute.OFFICE, r"(?i)(?<=\bwas )(?:an?|the) (?:chief(?:tain)?|king|queen|prince|princess|sheikh|laird"
         r"|queen mother|oba"
         r"|emir)\b(?! constable| executive| officer| social| nurse| inspector)", 0.5, "an office one person holds"),
        (Attribute.EVENT, r"\b(?:Grenfell|Hillsborough|Aberfan|Lockerbie|Dunblane|Piper Alpha|Chernobyl|Srebrenica"
         r"|Bataclan"
         r"|Manchester Arena|London Bridge attack|Bloody Sunday|Kindertransport|Ravensbrück|Auschwitz|Belsen)\b"
         r"(?! Road| Street| Avenue| Close| House| Lane)", 0.5, "a remembered event"),
        (Attribute.EVENT, r"(?i)\b(?:the|that) (?:\w+ ){0,2}(?:earthquake|volcano|tsunami|hurricane|cyclone|typhoon"
         r"|shipwreck"
         r"|plane crash|train crash|minibus crash|coach crash|pit collapse|mudslide"
         r"|avalanche)\b", 0.5, "a remembered event"),
        (Attribute.EVENT, r"(?i)\bsurvivor of (?:the )?[A-Z][\w-]+|\bwon the (?:\w+ )?lottery\b|\blottery win\w*\b",
         0.5, "a remembered event"),
        (Attribute.MEDIA, r"(?i)\b(?:been|was|were|appeared|featured|seen|shown) (?:on|in) (?:Crimewatch|Panorama"
         r"|Newsnight"
         r"|Newsround|Bake Off|Woman['’]s Hour|Long Lost Family|X Factor|Love Island|Mastermind|Dragons['’] Den"
         r"|Question Time"
         r"|Songs of Praise|Dispatches|(?:the )?(?:telly|TV|radio|One Show|Sunday (?:Times|Mirror|supplement)"
         r"|(?:Daily )?(?:Mail"
         r"|Mirror|Express|Star|Record|Sun)))\b|\b(?:six|ten|one) o['’]?clock news\b|\bSunday supplement\b"
         r"|\bwas on telly\b",
         0.5, "media coverage"),
        (Attribute.OFFICE, r"(?i)\b(?:the|a|our|local|deputy|lady|lord|town|parish|county|ward) "
         r"(?:(?:lord |deputy |former |ex-|borough |county |parish |town |lib dem |labour |tory |conservative )*"
         r"(?:mayor(?:ess)?|councillor|high sheriff|alderman|lord-lieutenant|MP)\b(?! enquir| inquir))",
         0.55, "an office one person holds"),
        (None, r"(?i)\b(?:the |our |as |is |was )?(?:only|first(?: ever)?|youngest|oldest|last) (?:[\w'’-]+ ){1,5}"
         r"(?:in|on|at) (?:the|our|this|her|his|their) (?:whole )?(?:village|town|borough|county|area|island|estate"
         r"|city|country|UK"
         r"|street|school|force|council|region)\b", 0.7, "one of a kind"),
        (None, r"\b(?i:only|last|first) (?i:\w+ )?[A-Z]\w+[ -]speaker\b", 0.6, "one of a kind"),
        (None, r"(?i)\b(?:first (?:ever )?(?:female|woman|black|asian|muslim)|only (?:registered|licensed|female)) "
         r"[\w'’-]+(?: [\w'’-]+){0,2}", 0.65, "one of a kind"),
        (Attribute.EVENT, r"(?i)\b(?:the|that) (?:\w+ ){0,2}(?:disaster|bombing|riots?|explosion|siege|floods|"
         r"derailment|shootings?|massacre|hostage \w+|collapse of the \w+|landslide)\b", 0.5, "a remembered event"),
        (Attribute.EVENT, r"(?i)\b(?:public|statutory|independent|national) inquiry\b|\bcore participant\b",
         0.5, "a remembered event"),
        (Attribute.EVENT, r"(?i)\b(?:acquitt(?:al|ed)|convict(?:ion|ed)|trial|jailed) (?:for|of|over) the "
         r"(?:[\w'’-]+ ){0,3}(?:fire|murders?|killings?|bombing|robbery|heist|shooting|stabbing|arson)\b",
         0.55, "a remembered event"),
        (Attribute.MEDIA, r"(?i)\b(?:(?:in|on|all over|made|from) the (?:local |national |evening |regional )?"
         r"(?:papers?|press|newspapers?|news|front page|tabloids)|(?:local|national) (?:press|media|paper|newspaper"
         r"|news|radio)(?: coverage| report\w*| story)?|press (?:coverage|interest|report|article)|media (?:coverage"
         r"|interest|attention)|front[- ]page|newspaper (?:article|report|story)|went viral|gofundme"
         r"|crowdfund\w+|documentary|"
         r"(?:appeared|interviewed|filmed) (?:on|by|for) (?:the )?(?:bbc|itv|sky|tv|television|channel \d|radio))\b",
         0.5, "media coverage"),
        (Attribute.PRAISE, r"(?i)\b(?:(?:social worker|team|practitioner|carer|nurse) of the year|"
         r"(?:won|received|nominated for|given|presented with) (?:an?|the) (?:[\w'’-]+ ){0,4}(?:award|medal"
         r"|commendation)|chief (?:constable|officer)['’]?s commendation)\b", 0.5, "praise or an award"),
    )
)

_TERM = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen"
    r"|twenty|thirty)[ -](?:(?:and a half|or more) )?(?:years?|months?|weeks?|days?)"
)
#: How long somebody was sent to prison for, in the ways a judgment or the news tells it.
_SENTENCE = re.compile(
    rf"\b(?:(?P<before>{_TERM}(?:(?: and|,) {_TERM})?)['’]?[ -](?:of |in )?(?:imprisonment|custody|prison|jail"
    rf"|(?:prison |custodial |jail |suspended )?sentence)\b"
    rf"|(?:sentenced (?:\w+ )?to|jailed for|imprisoned for|sentence of|imprisonment of|imprisonment for"
    rf"|prison for|sentence (?:in|to) the order of) (?P<after>{_TERM}(?:(?: and|,) {_TERM})?)\b)", re.IGNORECASE)
#: Why ethnicity is told that the noun behind it says of somebody.
OF_SOMEBODY = "ethnicity said of somebody"
#: Few cases get there: whoever knows the court finds the judgment.
HIGHER_COURT = "a higher court or a tribunal"
_HIGHER_COURT = re.compile(
    r"\b(?:(?:(?:Appeal|Appellate|Judicial) Committee|(?:Civil|Criminal|Family|Administrative) Division) of the )?"
    r"(?:House of Lords|Privy Council|Supreme Court|Court of Appeal|High Court(?: of Justiciary)?|Divisional Court"
    r"|Court of Session|(?:Inner|Outer) House|(?:Upper|First-tier|Employment(?: Appeals?)?) Tribunal"
    r"|European Court of Justice|ECJ|CJEU)\b(?:['’]s\b)?")

_SPEECH = re.compile(
    r"\b(?:speak\w*|spoke|spoken|languages?|interpret\w*|translat\w*|fluent\w*|bilingual|dialect|understands?|reads?|"
    r"writes?|tongue|subtitles?|literate)\b|-speaking|/English|English/|\bin$|\bno$",
    re.IGNORECASE,
)
#: "Romanian and speaks Romani": a people in front of the verb, a language behind it.
_AND_SPEAKS = re.compile(
    r",? (?:(?:and|but|who|she|he|they) ){1,2}(?:only |also |both )?(?:speaks?|spoke|reads?|writes?|understands?)\b",
    re.IGNORECASE)
_SPEAKS = re.compile(r"\b(?:speaks?|spoke|speaking|fluent in)\s(?:(?:some|only|mainly|mostly|good) )?$", re.IGNORECASE)
_ABOUT_PEOPLE = re.compile(
    r"\b(?:heritage|ethnic\w*|national\w*|descent|origin\w*|background|identif\w+ as|is|are|was|were|as|being|born|"
    r"community|culture|faith|religio\w*|family|families|british|mum|mother|dad|father|boy|girl|woman|man|men|women|"
    r"child|children|male|female|household|parents?|young|people|speaks?|speaking|interpreter|language)\b",
    re.IGNORECASE,
)
_NOT_PEOPLE = re.compile(
    r"\s*(?:takeaways?|restaurant|government|parliament|assembly|water|red cross|lessons?|class(?:es)?|homework|gcse|"
    r"a-level|teacher|exam|doors?|windows?|fries|bread|food|broth|stew|ale|board|market|spaniel|terrier|bulldog"
    r"|shepherd|"
    r"mastiff|wolfhound|language therapy|literature|hospital|embassy|consulate general|ambulance|fire|rugby|open|"
    r"street|road|lane|avenue|bank|airlines|sea|ocean|channel|medals?|eyes|hair|nurser|cup|white paper|box|list|"
    r"cabs?|country|mail|blue spot|education|liaison|medium\b|poems?|calendar|reading age|line|pudding"
    r"|friday|out|spirit|roll|delight|rarebit|cakes?|past(?:ry|ries|y|ies)|yoghurt|butter|dancing|dance|bacc\w*"
    r"|football|deli"
    r"|barber|grocer|shop|welfare fund|child abuse|movement|recommended|attachment|guardianship|association|society"
    r"|children['’]s|social services|care inspectorate|ambulance|history month|travel\b|rugby|pizza|sausage|salad|curry"
    r"|noodles|tea\b|coffee|beer|whisky|chocolate|wool|setter|wolf|sheepdog|horn|knot|union|legal aid"
    r"|red cross|legion|gas|telecom|airways|heart foundation|transport police|values)\b",
    re.IGNORECASE,
)
#: Whoever has it: "a Turkish national".
_NATIONAL = re.compile(r" (?:nationals?|citizens?|subjects?|passport[ -]holders?)\b", re.IGNORECASE)
_SOMEBODY = re.compile(
    r" (?:wo)?m[ae]n\b| (?:fe)?males?\b| (?:boys?|girls?|lads?|youths?|teenagers?|child(?:ren)?|bab(?:y|ies)|couples?"
    r"|famil(?:y|ies)|mothers?|fathers?|mums?|dads?|people|person|adults?|carers?|adopters?|parents?|heritage"
    r"|prisoners?|detainees?|pupils?|african|caribbean|british)\b", re.IGNORECASE)
#: Nobody is said to be what stands in an address, in a box to tick, or in the name of a society.
_NO_SAYING = re.compile(
    r"[@#./][\w-]*$|\b(?:looks?|looked|looking) $|\[ ?\] ?$|(?:families|friends) (?:and|&) $|Ethnicity codes?: $",
    re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")


def find_attributes(document: Document) -> list[Finding]:
    """Indirect identifiers of a document.

    Returns:
        QUASI findings with their attribute, sorted by start; they may overlap one another.
    """
    text = document.text
    hits = sorted(dict.fromkeys(_ended(text, hit) for hit in _all_hits(text)), key=lambda hit: hit[:2])
    findings = []
    for start, end, attribute, score, reason in hits:
        for index, low, high in document.pieces(start, end):
            begin = document.start_of(index)
            findings.append(Finding(
                document_id=document.id, start=begin + low, end=begin + high, entity_type="QUASI", score=score,
                recogniser=RECOGNISER, reason=reason, attribute=attribute.value if attribute else "",
            ))
    return findings


#: Words that lead on to what follows: "vicar of four parishes [so there]".
_LEADS_ON = re.compile(
    r"(?:\s+(?:is|are|was|were|isn|in|on|at|by|the|(?-i:an?)|of|and|or|so|there|that|who|for|to|from|with|as))+$",
    re.IGNORECASE)


def _ended(text: str, hit: Hit) -> Hit:
    """A hit without the words at its end that lead on."""
    start, end, attribute, score, reason = hit
    match = _LEADS_ON.search(text, start, end)
    return (start, match.start(), attribute, score, reason) if match is not None and match.start() > start else hit


def attribute_of(text: str, before: str = "", after: str = "") -> Attribute | None:
    """Kind of an indirect identifier that somebody else marked, None when its words do not tell.

    Args:
        text: the marked words.
        before: words in front of them.
        after: words behind them.
    """
    whole = f"{before}{text}{after}"
    low, high = len(before), len(before) + len(text)
    inside = [hit for hit in _hits(whole) if hit[2] is not None and hit[0] < high and low < hit[1]]
    best = max(inside, key=lambda hit: (min(hit[1], high) - max(hit[0], low), hit[3]), default=None)
    if best is not None:
        return best[2]
    for start, end, section in _phrases_in(text, "heritage"):
        if end - start == len(text.strip()):
            # What somebody marked is no polish and no welsh rarebit.
            return Attribute(section)
    return Attribute.OCCUPATION if any(pattern.search(text) for pattern in jobs().values()) else None


#: Peoples of these islands whose names are surnames as well: "the Welsh family", "the Scots".
_HOME = "British or Irish"


def is_heritage(words: str, *, of_a_family: bool = False) -> bool:
    """Whether words are nothing but what a people, an ethnic group or a faith is called: "Ethiopian".

    Args:
        words: as written.
        of_a_family: "family" or the like follows, before which a word such as "Welsh" may be a surname.
    """
    name = singular(words.casefold())
    if name in _continents():
        return True
    if of_a_family and any(name == str(word).casefold() for word in table("heritage")["regions"][_HOME]["people"]):
        return False
    return name not in _ambiguous() and not is_forename(name) and any(
        end - start == len(words) and section != Attribute.LANGUAGE.value
        for start, end, section in _phrases_in(words, "heritage"))


@of_the_tables()
def _continents() -> frozenset[str]:
    """The last words of the regions: "African", "European"."""
    return frozenset(str(region).casefold().split()[-1] for region in table("heritage")["regions"])


def is_foreign_place(words: str) -> bool:
    """Whether words are nothing but the name of a country, a region or a capital abroad: "Iran"."""
    return words in foreign_places()


@of_the_tables()
def foreign_places() -> frozenset[str]:
    """Names of countries, regions and cities abroad, as written."""
    return frozenset(str(place) for region in table("heritage")["regions"].values() for place in region["places"])


def _all_hits(text: str) -> Iterator[Hit]:
    """Hits of a text of any length, chunk by chunk; each is told by the chunk it begins in."""
    position = 0
    while position < len(text):
        stop = cut(text, position, _CHUNK)
        low = max(0, position - _CONTEXT)
        for start, end, attribute, score, reason in _hits(text[low:stop + _CONTEXT]):
            if position <= start + low < stop:
                yield start + low, end + low, attribute, score, reason
        position = stop


def _hits(text: str) -> Iterator[Hit]:
    yield from _families(text)
    yield from _heritage(text)
    yield from _conditions(text)
    for start, end, reason in occupations(text):
        yield start, end, Attribute.OCCUPATION, 0.5, reason
    for start, end in sums(text):
        yield start, end, Attribute.MONEY, 0.95, "an exact sum of money"
    for match in find_all(_SENTENCE, text):
        yield *match.span(match.lastgroup or 0), Attribute.SENTENCE, 0.95, "the length of a sentence"
    for match in find_all(_HIGHER_COURT, text):
        yield *match.span(), Attribute.COURT, 0.6, HIGHER_COURT
    for attribute, pattern, score, reason in _OTHER:
        for match in find_all(pattern, text):
            yield match.start(), match.end(), attribute, score, reason


def _families(text: str) -> Iterator[Hit]:
    for pattern, score, reason in _FAMILY:
        # What is unusual without a number can only be judged by a human.
        attribute = Attribute.FAMILY_SIZE if reason in _COUNTED else None
        for match in find_all(pattern, text):
            yield match.start(), match.end(), attribute, score, reason


# Phrases of a table


@of_the_tables()
def _phrases(name: str) -> Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """Entries of a table by their first word: (all words, section, as written), longest first."""
    entries: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for section, phrase in _entries(name):
        words = tuple(match[0].casefold().replace("’", "'") for match in _WORD.finditer(phrase))
        entries.setdefault(words[0], []).append((words, section, phrase))
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in entries.items()}


def _entries(name: str) -> Iterator[tuple[str, str]]:
    data = table(name)
    if name == "heritage":
        for name_of_region, region in data["regions"].items():
            # "West African families": a region of one word ("Nordic") is said of too much else.
            words = region["people"] if " " not in name_of_region else (name_of_region, *region["people"])
            yield from ((Attribute.NATIONALITY.value, phrase) for phrase in words)
        for section in (Attribute.ETHNICITY, Attribute.FAITH, Attribute.LANGUAGE):
            yield from ((section.value, phrase) for words in data[section.value].values() for phrase in words)
    else:
        yield from ((section, phrase) for section, words in data["kinds"].items() for phrase in words)


def _phrases_in(text: str, name: str) -> Iterator[tuple[int, int, str]]:
    """Longest entries of a table in a text: (start, end, section); a plural is understood."""
    phrases = _phrases(name)
    reach = 0
    for token in _WORD.finditer(text):
        first = token[0].casefold().replace("’", "'")
        entries = phrases.get(first, ())
        if first.endswith("s"):
            entries += phrases.get(singular(first), ())
        if not entries or token.start() < reach:
            continue
        following = list(islice(_WORD.finditer(text, token.start()), max(len(words) for words, _, _ in entries)))
        for words, section, written in entries:
            run = following[:len(words)]
            if len(run) == len(words) and _same(run, words, written) and _joined(text, run):
                reach = run[-1].end()
                yield run[0].start(), reach, section
                break


def singular(word: str) -> str:
    """A word without the ending of a possessive or plural."""
    word = word.removesuffix("'s")
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _same(run: list[re.Match[str]], words: tuple[str, ...], written: str) -> bool:
    if written.isupper() and len(written) <= 5:
        # A code of the census or the police ("IC3", "WROM", "BOTH") is no code in small letters.
        return len(run) == 1 and run[0][0] == written
    found = [match[0].casefold().replace("’", "'") for match in run]
    return found[:-1] == list(words[:-1]) and (found[-1] == words[-1] or singular(found[-1]) == words[-1])


def _joined(text: str, run: list[re.Match[str]]) -> bool:
    return all(
        text[first.end():second.start()] in {" ", "-", "/", "\u00a0", "-\u00a0", ", "}
        for first, second in pairwise(run)
    )


@of_the_tables()
def _ambiguous() -> frozenset[str]:
    """Words that mean something else as well; those written small in the table do so only in small letters."""
    return frozenset(str(word).casefold() for word in table("heritage")["ambiguous"])


@of_the_tables()
def _ambiguous_small() -> frozenset[str]:
    return frozenset(str(word) for word in table("heritage")["ambiguous"] if str(word).islower())


def _is_ambiguous(words: str) -> bool:
    name = words.casefold()
    return bool({name, singular(name)} & _ambiguous()) and (words.islower() or not {name, singular(name)} & (
        _ambiguous_small()))


def _heritage(text: str) -> Iterator[Hit]:
    for start, end, section in _phrases_in(text, "heritage"):
        words = text[start:end]
        before, after = text[max(0, start - 30):start], text[end:end + 30]
        line = before.rpartition("\n")[2], after.partition("\n")[0]
        if _NOT_PEOPLE.match(line[1]) or _NO_SAYING.search(line[0]):
            continue
        if line[0].endswith("[") and words in table("heritage")["regions"]:
            # A label of ours: of "[South Asian]" the group is told, "[Eastern European]" tells none.
            start += words.rfind(" ") + 1
            words, before = text[start:end], text[max(0, start - 30):start]
            line, section = (before.rpartition("\n")[2], line[1]), Attribute.ETHNICITY.value
            if not _is_ambiguous(words):
                continue
        attribute = Attribute(section)
        spoken_of = line[1][:16] if not _AND_SPEAKS.match(line[1]) else ""
        if (attribute is Attribute.NATIONALITY and (_SPEECH.search(line[0][-24:]) or _SPEECH.search(spoken_of))) or (
                attribute is Attribute.ETHNICITY and _SPEAKS.search(line[0])):
            attribute = Attribute.LANGUAGE
        score, reason = 0.45 if words.islower() else 0.8, f"{attribute.value} of a person"
        # "a black woman": the noun says it, whatever else the word may mean.
        said = _SOMEBODY.match(line[1])
        if said and attribute is Attribute.ETHNICITY:
            reason = OF_SOMEBODY
        if _is_ambiguous(words) and not (said and attribute is not Attribute.LANGUAGE):
            near = _ABOUT_PEOPLE.search(line[0][-18:]) or _ABOUT_PEOPLE.search(line[1][:16])
            if not near or (words.islower() and attribute is not Attribute.LANGUAGE):
                continue
            score = 0.5
        if attribute is Attribute.NATIONALITY and (national := _NATIONAL.match(text, end)):
            end = national.end()
        yield start, end, attribute, score, reason
    for match in find_all(_unremarkable(), text):
        yield *match.span("whole"), Attribute.NATIONALITY, 0.5, f"{Attribute.NATIONALITY.value} of a person"


@of_the_tables()
def _unremarkable() -> re.Pattern[str]:
    """"British" where it is said of somebody: not in "British Gas" or "British values"."""
    words = "|".join(table("heritage")["unremarkable"])
    return re.compile(
        rf"(?<!White )(?<!Black )(?<!Asian )(?<!Arab )\b(?P<whole>(?:{words}) (?i:nationals?|citizens?|subjects?)\b"
        rf"|(?<=ationality: )(?:{words})\b|(?<=ationality of )(?:{words})\b"
        rf"|(?:{words})(?=[ -](?i:passports?|citizenship|nationality|by birth|by descent|born|child(?:ren)?|father"
        rf"|mother"
        r"|mum|dad|parents?|husband|wife|partner|couple|heritage)\b)"
        rf"|(?:(?<=\bis )|(?<=\bare )|(?<=\bwas )|(?<=\bwere )|(?<=\bboth ))(?:{words})(?=[.,;)]| and | but | by |$))")


def _conditions(text: str) -> Iterator[Hit]:
    for start, end, _ in _phrases_in(text, "conditions"):
        yield start, end, Attribute.DIAGNOSIS, 0.75, "a rare condition"
    data = table("conditions")
    common = frozenset(data["common"])
    for match in find_all(_named_condition(), text):
        name = match["name"].casefold().replace("’", "'")
        if name not in common and name.split()[-1] not in common and name.split()[0] not in common:
            yield match.start(), match.end(), Attribute.DIAGNOSIS, 0.65, "a condition with a name of its own"


@of_the_tables()
def _named_condition() -> re.Pattern[str]:
    heads = "|".join(table("conditions")["heads"])
    return re.compile(
        rf"\b(?P<name>(?:[A-Z][\w'’]+(?:-[A-Za-z][\w'’]+)?|\d{{1,2}}[pq]\d{{1,2}}(?:\.\d+)?)"
        rf"(?:[ -][A-Z][\w'’]+(?:-[A-Z][\w'’]+)?)?)[ -](?:like )?(?:{heads})\b"
    )

