"""What people do for a living, where it may tell who they are.

Some work is told by its word alone ("trawlerman"). Other words tell of somebody's work only where the sentence says
so: behind "works as", "is a" or "retired", beside a name ("Dad, a roofer,"), or in a list of the household
("husband, scaffolder"). There any words may stand in front ("prison" of "prison chaplain"). The words themselves
are data (``rules/generalise/sectors.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from redactor.rulebook.scanning import find_all, lowered
from redactor.rulebook.tables import of_the_tables, table

#: (start, end, reason)
Job = tuple[int, int, str]

#: Why work is told that a sentence says of a party, or of somebody's past; the words alone might mean one of the case's
#: workers, and "Mum is a teaching assistant" tells little where many are.
OF_A_PARTY = "the work of a party"

#: Grouped by the first letter, for that is looked at far quicker than words that mind no capitals.
_KIN = (
    r"(?:(?:[sS](?i:tep)|[gG](?i:rand|reat-?grand|od)|[fF](?i:oster )|[bB](?i:irth )|[pP](?i:utative )"
    r"|[aA](?i:lleged ))?-?(?:[mM](?i:others?|um|am|ummy|ammy)|[fF](?i:athers?)|[dD](?i:ad|addy)|[pP](?i:arents?))"
    r"|[hH](?i:usband)|[wW](?i:ife|idow(?:er)?)|[pP](?i:artner|g[mf])|[fF](?i:ianc[ée]e?)|[bB](?i:oyfriend|rother)"
    r"|[gG](?i:irlfriend|ran|ranny|rand(?:ad|a|ma|pa))|[nN](?i:ana?|ain|ephew|iece)|[tT](?i:aid)|[uU](?i:ncle)"
    r"|[aA](?i:unt(?:ie|y)?|dopters?|pplicant|ppellant)|[cC](?i:ousin|laimant)|[sS](?i:ister|on|ibling)"
    r"|[dD](?i:aughter)|[mM](?i:g[mf])|[rR](?i:espondent))"
)
_NAME = r"[A-Z][\w'’-]+"
#: Not what is written in capitals: "the CEO, the MP and".
_MIXED = r"[A-Z][a-z'’][\w'’-]*"
_NAMES = rf"(?: {_NAME}){{0,3}}"
#: What stands between who it is and what they do, apart from the verb. Where the group "everyday" of a frame below
#: matches, it tells of the family, so that work which the case's own workers do counts as well.
_NOW = r"(?: (?:now|still|once|then|also|just|herself|himself|currently|previously|formerly|only|actually))*"
_BEING = r"(?:['’]s| is| was| are| were|['’]m| am| became| (?:has|had) been|['’]d been| used to be)"
_IS = re.compile(
    rf"\b(?:(?P<everyday>{_KIN}){_NAMES}|(?i:he|she|I|who)|{_NAME})(?:,? who)?{_BEING}{_NOW}"
    rf"(?: an?| the(?: \w+['’]s)?| one of the) (?=[\w'’-])")
#: Without an article: several people, and titles ("he was Chief Executive Officer of").
_ARE = re.compile(
    rf"\b(?:(?P<everyday>{_KIN}){_NAMES}|(?i:he|she|I|they|who|both))"
    rf"(?: are| were| is(?= [A-Z])| was(?= [A-Z])| became(?= [A-Z])){_NOW}(?: both)? (?=[\w'’-])")
#: Behind "a" or "the" in apposition: "Yvette is Shell's older sister, a prison chaplain, unflappable".
_BESIDE = re.compile(
    rf"\b(?:(?P<everyday>{_KIN})(?: of \w+)?{_NAMES}|{_MIXED}(?: {_MIXED}){{0,2}})(?: ?\(?\d{{1,2}}\)?)?,"
    rf"{_NOW} (?:an?|the|our|the \w+['’]s) (?=[\w'’-])")
#: In notes without verbs: "husband, scaffolder", "Father: Lee Marsh, roofer", "Dad Rupert (barrister)".
_LISTED = re.compile(
    rf"\b(?:{_KIN}{_NAMES}(?: ?\(?\d{{1,2}}\)?)?(?: b\. [\d/.-]+)?(?P<everyday> ?[,:(–-] ?)"
    rf"|{_NAME}(?: {_NAME}){{0,2}}(?: \(|, )\d{{1,2}}\)?, )(?!(?:an?|the) )(?=[\w'’-])")
#: Nobody else's work is told this way: a worker of the case may be a former one, but is no retired one.
_PAST = re.compile(r"\b(?:(?P<everyday>retired|ex)[ -]|(?i:former(?:ly)?|sometime|latterly)(?: an?| the)? )(?=[\w'’-])",
                   re.IGNORECASE)
#: "the town's only coracle maker", "the last surviving Wren".
_ONLY = re.compile(
    r"\b(?:the|an?|\w+['’]s|and) (?:only|last|oldest|youngest|first)(?: (?:surviving|remaining|serving|working|female"
    r"|woman|male|black|asian))? (?=[\w'’-])", re.IGNORECASE)
#: How many more words than "works as a" may say.
_MOST_WORDS = 6
_FRAMES = (_IS, _ARE, _BESIDE, _LISTED, _PAST, _ONLY)
#: What begins so says something else of somebody: "not a model", "called Sergeant", "her carer".
_NOT_WORK = re.compile(
    r"(?:my|his|her|their|our|your|not|no|called|named|up|back|down|like|such|what|how|off|out|going)\b", re.IGNORECASE)

_WORKS = re.compile(
    r"\b(?:(?:works?|worked|working|employed|trains?|training|trained|job|jobs|role|career|moonlights|self-employed|"
    r"qualified|retired|living|shifts?|apprenticed?|apprenticeship) (?:\w+ )?(?:as|at|in|on|for)"
    r"(?: an?| the| his| her)?|(?:occupation|employment|job title|job|trade|profession|employer)\s?[:\-–])[ \t]+",
    re.IGNORECASE,
)
#: Nobody tells this of a worker of the case.
_HAD_WORK = re.compile(r"\b(?:has|had) (?:previously )?(?:been employed|been working|worked)(?: \w+)? as an?\s+\Z")
_PARTY = re.compile(r"applicant|appellant|claimant|respondent", re.IGNORECASE)
_JOB_END = re.compile(
    r"\s*(?:[.,;:()\[\]\n\t/|]|[–—]|\b(?:and|but|who|which|with|for|since|until|when|so|because|at|in|on|from|near|to|as|"
    r"full|part|before|after|by|he|she|they|has|had|is|was|which|where|while|whose|if|then|now)\b|$)",
    re.IGNORECASE,
)
#: Behind somebody's work: what for, and in whose service.
_REST = re.compile(r"(?= of | to |$)")
_FORCES = re.compile(
    r" (?:in|of|with) the (?:(?:British|Royal|Irish|US|Territorial|Merchant|Indian|Polish|Regular) )*"
    r"(?:army|navy|air force|marines|raf|armed forces|reserves?)\b", re.IGNORECASE)
#: Work at places of their own, without a word for who does it: "is offshore", "away at sea".
_AWAY = re.compile(
    r"\b(?:(?:is|are|was|['’]s|works?|worked|working|away|goes|been|currently) (?:away )?|, )"
    r"(?P<job>offshore|(?:at sea|on (?:an? |the )?(?:oil |gas )?(?:rigs?|trawlers?|cruise ships?|submarines?|tankers?))"
    r"(?! (?:level|air)))\b(?! (?:wind|account|bank|compan))", re.IGNORECASE)


@of_the_tables()
def jobs() -> Mapping[str, re.Pattern[str]]:
    """The words of each sector."""
    return {
        sector: re.compile(rf"\b(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE)
        for sector, words in table("sectors")["sectors"].items()
    }


@of_the_tables()
def _livings() -> Mapping[str, re.Pattern[str]]:
    """The same where nothing of what somebody is follows: not "film" in "film fan"."""
    return {
        sector: re.compile(rf"(?<![\w-])(?:ex-)?(?:{'|'.join(words)})s?{_REST.pattern}", re.IGNORECASE)
        for sector, words in table("sectors")["sectors"].items()
    }


#: A letter of a pattern, not one that says what kind of characters are meant.
_CAPITAL = re.compile(r"(?<!\\)[A-Z]")


@of_the_tables()
def _distinctive() -> re.Pattern[str]:
    """For a text in small letters: six hundred words that mind no capitals take ten times as long."""
    data = table("sectors")
    words = "|".join(
        word for sector, words in data["sectors"].items() if sector not in data["everyday"] for word in words)
    return re.compile(rf"\b(?:{_CAPITAL.sub(lambda capital: capital[0].lower(), words)})(?![\w-])")


@of_the_tables()
def _everyday() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(table('sectors')['everyday_words'])})s?", re.IGNORECASE)


@of_the_tables()
def _no_living() -> re.Pattern[str]:
    """What somebody is by the last word alone, which is no living: "is a student"."""
    return re.compile(rf"(?:(?:main|sole|young|full|part|good|great) )*(?:{'|'.join(table('sectors')['no_living'])})s?",
                      re.IGNORECASE)


def occupations(text: str) -> Iterator[Job]:
    """Work that may tell who somebody is, as (start, end, reason); the same words may be told twice."""
    for match in find_all(_distinctive(), lowered(text)):
        if not _everyday().fullmatch(match[0]):
            yield match.start(), match.end(), "distinctive work"
    for match in find_all(_AWAY, text):
        yield *match.span("job"), "somebody's work"
    for match in find_all(_WORKS, text):
        words = _words_behind(text, match.end())
        known = any(pattern.search(words) for pattern in jobs().values())
        if words and len(words.split()) <= 5 and (known or _says_job(text, match, words)):
            had = _HAD_WORK.search(text, max(0, match.start() - _BEFORE_WORK), match.end()) is not None
            yield match.end(), match.end() + len(words), OF_A_PARTY if had else "somebody's work"
    for frame in _FRAMES:
        for match in find_all(frame, text):
            everyday = match.groupdict().get("everyday") or ""
            if size := _living(text, match.end(), everyday=bool(everyday)):
                yield match.end(), match.end() + size, OF_A_PARTY if _PARTY.match(everyday) else "somebody's work"


def _words_behind(text: str, start: int) -> str:
    """The words of somebody's work that may begin here, to the end of what can be one."""
    stop = _JOB_END.search(text, start, start + 60)
    return text[start:stop.start() if stop else start].rstrip()


def _living(text: str, start: int, *, everyday: bool) -> int:
    """How many characters from here say what somebody does for a living, 0 for none.

    Args:
        text: the text.
        start: where the words begin.
        everyday: whether work that the case's own workers do counts as well, since the sentence tells of the family.
    """
    words = _words_behind(text, start)
    if not words or _NOT_WORK.match(words) or _no_living().fullmatch(words):
        return 0
    usual = table("sectors")["everyday"]
    for sector, pattern in _livings().items():
        if (match := pattern.search(words)) is None or (sector in usual and not everyday):
            continue
        if len(words[:match.end()].split()) > _MOST_WORDS:
            return 0
        end = start + len(words)
        service = _FORCES.match(text, end)
        return (service.end() if service else end) - start
    return 0


def _says_job(text: str, lead: re.Match[str], words: str) -> bool:
    """Whether words are somebody's work, known to the table or not, by their lead: "works as a …", "Job: …"."""
    return bool(
        _JOB_FOLLOWS.search(lead[0])
        and not _NO_JOB.fullmatch(words)
        and not _NOBODY_WORKS.search(text, max(0, lead.start() - _BEFORE_WORK), lead.start())
    )


#: Characters looked at before a verb of work for what works.
_BEFORE_WORK = 24
#: "It worked as a reward", "This has really worked as a break".
_NOBODY_WORKS = re.compile(
    r"\b(?:it|this|that|these|those|which)(?: (?:has|had|have|would|will|could|also|really|often|always|only))*\s+\Z",
    re.IGNORECASE,
)
#: What is no work: an empty answer, and what people do as a group or things are good for.
_NO_JOB = re.compile(
    r"(?:none|nil|unknown|na?|yes|no|not|tb[acd]|gave up|looking|seeking|zero|supported|doing|nights?|days?)\b.*|"
    r"(?:\w+ ){0,3}(?:team|way|family|couple|pair|group|unit|partnership|reward|incentive|deterrent|distraction|"
    r"calming influence|protective factor|trigger|barrier|threat|punishment)", re.IGNORECASE)
_JOB_FOLLOWS = re.compile(
    r"\b(?:work(?:s|ed|ing)?|employed|job|retired|shifts?) (?:\w+ )?as an? +$|"
    r"\b(?:occupation|employment|job title|job|trade|profession)\s?[:\-–][ \t]+$", re.IGNORECASE)
