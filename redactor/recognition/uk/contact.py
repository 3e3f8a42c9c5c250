"""Phones, e-mail addresses, web addresses and names on social media.

libphonenumber calls Ofcom's drama ranges invalid and misses how numbers are really typed, so phones are told
by shape: Ofcom's National Telephone Numbering Plan (area codes of three to five digits, ten or eleven in all).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.recognition.engine import LANGUAGE
from redactor.recognition.patterns import SpanRecogniser, raised, surroundings
from redactor.rulebook.scanning import find_all

Found = tuple[int, int, str, float, str]

_EXTENSION = r"(?: ?\(?(?:ext|extn|extension|x|opt|option|#)\.? ?:? ?\d{1,6}\b\)?)?"
_PHONE = re.compile(
    # "M.07700 …" and "Tel-01632 …" are labels, and of two numbers a stroke parts each is one: "01632 …/07700 …".
    r"(?<![\w£$€])(?<!(?<![A-Za-z])[.-])(?<!(?<!\d\d\d)/)"
    # A day, "01.03.2019 – 03.04.2019", begins as an area code does.
    r"(?!(?:0[1-9]|[12]\d|3[01])(?P<sep>[ .-])(?:0[1-9]|1[0-2])(?P=sep)(?:(?:19|20)\d\d|\d\d)(?!\d))(?:"
    # A mobile number however it is parted: "07700 900 12 3", over the end of a line.
    r"07(?:[ ,._\n-]{0,2}\d){9}(?!\w)|"
    r"(?:\+|00) ?44 ?(?:\(0\))? ?[1-9]\d{0,3}(?:[ .-]?\d{2,6}){1,4}"
    r"|\(0[1-9]\d{1,4}\) ?\d{3,4}(?:[ .-]?\d{3,4})?"
    r"|\(0\) ?[1-9]\d{1,4}(?:[ .-]?\d{3,6}){1,2}"
    r"|0[1-35789]\d{0,3}(?:[ .-]{1,3}\d{2,6}){1,4}"
    r"|0[1-35789]\d{1,3}/\d{3}[ -]?\d{3,4}"
    r"|0[1-35789]\d{8,9}"
    r"|\+[1-9]\d{0,2}(?:[ .-]?\d{2,5}){2,5}"
    r")" + _EXTENSION + r"(?:/(?!0)\d{1,6}(?![\w/]|[ .-]\d))?(?!\w)",
    re.IGNORECASE,
)
#: Letters that were scanned or typed for digits.
_SLIPPED = re.compile(
    r"(?<![\w.£$€/-])(?=[\d .-]{0,12}[OolI])[0O][12378lI][\dOolI]{1,3}[ .-]?[\dOolI]{3,4}[ .-]?[\dOolI]{3,4}(?!\w)")
#: Digits of a number that must be digits where others are letters.
_MOST_OF_IT = 7
_SHORT = re.compile(
    r"\b(?:tel|telephone|phone|ph|mob|mobile|cell|fax|direct line|direct dial|DDI|landline|helpline|duty line|call|"
    r"ring|rang|text|txt|WhatsApp|no|number|switchboard|pager|bleep|contact)\b"
    r"(?: (?:no|number|is|me|on|at|her|him|them|us|the|out of hours|ooh|or)){0,3}\.?[ \t:.#=-]{0,4}"
    # "contact 2019-2022" and "rang 0900-0930" tell a time.
    r"(?!(?:19|20)\d\d ?- ?(?:19|20)\d\d\b|(?:[01]\d|2[0-3])[0-5]\d ?- ?(?:[01]\d|2[0-3])[0-5]\d\b)"
    r"(?P<value>(?:\(0\d{2,4}\) ?|0)?\d{3,5}(?:[ -]?\d{3,4}){1,2})" + _EXTENSION + r"(?![\w/:.]\d|\w)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\b(?:(?:ext|extn|extension|bleep|pager)\.? ?:? ?(?P<ext>\d{2,6})"
    r"|(?:ending|ends)(?: in)?[ :]{1,3}(?P<ends>\d{3,4})|last (?:three|four|3|4)(?: digits)?(?: of| are| is)?[ :]{1,3}(?P<tail>\d{3,4}))\b"
    # "a PLO extension 12 weeks".
    r"(?! ?(?:working|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mths?|years?|yrs?)\b)",
    re.IGNORECASE,
)
#: What ends in these digits; contact "ends 1530" and a placement "ending 2023" are neither.
_ENDS = re.compile(
    r"\b(?:numbers?|nos?|tel|phone|telephone|mob|mobile|landline|line|caller|sim|card|account|acc|a/c|reg|ref)\b", re.IGNORECASE)
_LOCAL = re.compile(r"(?<![\w.£$€/-])\d{3,4} \d{3,4}(?: \d{3,4})?(?![\w/])")
_LOCAL_CONTEXT = re.compile(r"\b(?:tel|phone|ph|mob|mobile|fax|call|ring|rang|text|txt|landline|number)\b", re.IGNORECASE)
_HELPLINE = re.compile(
    r"(?<!\d)(?:0800 ?1111|116 ?\d{3}|0808 ?2000 ?247|0808 ?800 ?5000|0800 ?555 ?111|0808 ?801 ?0[0-9]{3}|0808 ?802 ?[0-9]{4})(?!\d)")


class Phones(SpanRecogniser):
    """Telephone numbers of every shape, extensions included."""

    def __init__(self) -> None:
        super().__init__(supported_entities=["PHONE_NUMBER"], name="phones", supported_language=LANGUAGE)

    def spans(self, text: str) -> Iterator[Found]:
        for match in find_all(_PHONE, text):
            digits = sum(character.isdigit() for character in match[0])
            # Helplines everybody may ring identify nobody.
            if 9 <= digits <= 20 and not _HELPLINE.fullmatch(match[0].strip()):
                yield match.start(), match.end(), "PHONE_NUMBER", 0.9 if digits >= 10 else 0.6, "shape of a number"
        for match in find_all(_SLIPPED, text):
            if sum(map(str.isdigit, match[0])) >= _MOST_OF_IT:
                yield match.start(), match.end(), "PHONE_NUMBER", 0.7, "number as scanned"
        for match in find_all(_SHORT, text):
            if sum(character.isdigit() for character in match["value"]) >= 6 and not _HELPLINE.match(match["value"]):
                yield match.start("value"), match.end(), "PHONE_NUMBER", 0.8, "beside the word for it"
        for match in find_all(_TAIL, text):
            if match["ends"] and not _ENDS.search(text, max(0, match.start() - 40), match.start()):
                continue
            group = match.lastgroup or ""
            yield match.start(group), match.end(group), "PHONE_NUMBER", 0.6, "extension or last digits"
        for match in find_all(_LOCAL, text):
            if sum(map(str.isdigit, match[0])) >= 6 and not _HELPLINE.match(match[0]) and _LOCAL_CONTEXT.search(surroundings(text, *match.span())):
                yield match.start(), match.end(), "PHONE_NUMBER", 0.7, "local number beside the word for it"


# What workers write "@" for instead of "at": a time, a place, a person's home.
_AT = (
    r"(?:\d{1,2}(?:[.:]?\d\d)? ?(?:[ap]\.?m?|noon|hrs?|h|ish)|noon|midday|midnight|home|school|nursery|college|court|hospital|hosp|surgery|clinic|"
    r"ward|station|police|office|work|contact|centre|hub|church|mosque|mums?|dads?|nans?|mgms?|pgms?|the|all|any|this|that|his|her|their|my|our|"
    r"time|times|night|weekend|bedtime|conference|review|panel|meeting|supervision|risk|least|first|last|present|placement|house|refuge|prison)(?![\w.]*\w)"
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+%'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![\w-])"
    # With a space beside the sign, "look @ example.org" is no address.
    r"|(?<![\w.+-])[\w+%'-]{1,40}[._][\w.+%'-]{1,40}(?: @ ?|@ )(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![\w-])"
    # Cut short or with a slip at a provider that everybody knows.
    r"|(?<![\w.+-])[\w.+-]{2,64} ?@ ?(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live|aol|btinternet|sky)\b(?:[ ,.]{1,2}(?:com|co\.?uk|net)\b)?"
    r"|(?<![\w.+-])[\w.+-]{1,64} ?(?:[(\[](?:at|@|a)[)\]]|\bat\b) ?"
    # "raised at school.Info shared" has lost the space of a full stop.
    r"(?!(?:home|school|nursery|court|hub|work|hospital|college|contact|placement|panel|conference|review)\b)(?:[\w-]{1,40} ?(?:\(dot\)|\[dot\]|\bdot\b|\.) ?){1,4}"
    r"(?:com|uk|org|net|co|gov|nhs|example|ac|edu|info|io|me)\b(?: ?(?:dot|\.) ?uk\b)?",
    re.IGNORECASE,
)
_AT_SIGN = re.compile(r"@|\bat\b|[(\[]a[)\]]", re.IGNORECASE)
_BARE_AT = re.compile(rf"(?<![\w.+-])[\w.+-]{{2,64}}@(?=[\s,;)\]]|$)(?! (?i:{_AT}))")
# A full stop with the space left out ("home.The", "ref.No", "Mum.Sh") is no address: without a scheme or www
# only endings that are no English words count, all in small letters.
_URL = re.compile(
    r"\b(?:https?|ftp)://[^\s<>\"'()\[\]{}|]{2,400}"
    r"|\bwww\.[^\s<>\"'()\[\]{}|]{2,300}"
    r"|(?<![\w@.])(?:[a-z0-9-]{1,63}\.){1,5}(?:co\.uk|org\.uk|gov\.uk|nhs\.uk|ac\.uk|sch\.uk|police\.uk|ltd\.uk|com|org|net|"
    r"example|info|gg|tv|io|ly|gle|app|wales|scot|cymru|london)\b(?:/[^\s<>\"'()\[\]{}|]{0,300})?",
    re.IGNORECASE,
)
_HANDLE = re.compile(rf"(?<![\w@.])@(?!(?i:{_AT}))(?=[\w.]{{0,40}}[A-Za-z_])[\w.]{{2,40}}(?<!\.)")
_NETWORKS = (
    r"insta(?:gram)?|ig|snap(?:chat)?|sc|tik ?tok|twitter|facebook|fb|messenger|discord|roblox|fortnite|psn|playstation|"
    r"xbox|gamertag|steam|twitch|youtube|telegram|whatsapp|kik|tinder|grindr|onlyfans|reddit|skype|teams|minecraft|threads|"
    r"linkedin|bereal|signal"
)
_PROFILE = re.compile(
    rf"\b(?:{_NETWORKS})\b(?: \(?(?:account|name|user ?name|user|handle|profile|tag|id|is|as|called|under|of|page|story|"
    r"hers is|his is|theirs is|@)){0,4}[ \t]{0,2}[:(=–-]{0,2} ?[\"'“‘]?(?P<value>[A-Za-z][\w.-]{0,38}[\d_.][\w.-]{0,20}\w|[A-Za-z]\w*[_.]\w[\w.]{0,30}"
    # One digit at the end: "snap: examplename7", but not "Teams, GAD7 done".
    r"|(?-i:[A-Za-z]?[a-z]{2,23}\d)(?![\w.]))",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:user ?name|user ?id|handle|gamer ?tag|screen ?name|profile|log-?in|account name|tag|aka online|known online as|"
    r"calls (?:himself|herself|themselves))\b(?: (?:is|was|as|name|called|of))?[ \t]{0,2}[:=]?[ \t]{0,2}[\"'“‘]?"
    r"(?P<value>[A-Za-z@][\w.-]{0,38}[\d_.][\w.-]{0,20}\w|(?-i:[A-Za-z]?[a-z]{2,23}\d)(?![\w.]))",
    re.IGNORECASE,
)
# Words joined by underscores are names on a network, unless they are a file's.
_JOINED = re.compile(
    r"(?<![\w@./\\-])(?=[A-Za-z])(?:[a-z0-9.]{2,24}_[a-z0-9_.]{1,24}[a-z0-9]|[a-z]{2,16}\.[a-z]{2,20}_?\d{1,4})(?![\w@/-]|\.\w|\" ?:)"
    r"|(?<=[\"'“‘])[a-z]{4,20}\d{2,4}(?=[\"'”’])")
#: Ends of what is called in computers: columns, files.
_FIELD = re.compile(r"_(?:id|by|type|note|text|date|name|no|ref|code|status|time|at|on|of|key|count)$|_[a-z0-9]*\.(?:[a-z]{2,4}|mp[34])$")
_PATH = re.compile(
    r"\b(?:(?:fb|facebook|insta(?:gram)?|t|m|tiktok|snapchat|wa|gofund)\.(?:com|me)|youtu\.be|linktr\.ee|goo\.gl|g\.co|t\.co)/[\w./@+%?=-]{1,80}",
    re.IGNORECASE)


class Online(SpanRecogniser):
    """E-mail and web addresses, profile names and handles. Nothing is looked up."""

    def __init__(self) -> None:
        super().__init__(
            supported_entities=["EMAIL_ADDRESS", "URL", "SOCIAL_HANDLE"], name="online", supported_language=LANGUAGE)

    def spans(self, text: str) -> Iterator[Found]:
        if _AT_SIGN.search(text):
            for match in find_all(_EMAIL, text):
                yield match.start(), match.end(), "EMAIL_ADDRESS", 0.97 if "@" in match[0] else 0.8, "shape of an address"
            for match in find_all(_BARE_AT, text):
                yield match.start(), match.end(), "EMAIL_ADDRESS", 0.6, "address cut short"
            for match in find_all(_HANDLE, text):
                yield match.start(), match.end(), "SOCIAL_HANDLE", 0.9, "handle"
        for pattern, score in ((_URL, 0.9), (_PATH, 0.95)):
            for match in find_all(pattern, text):
                end = match.start() + len(match[0].rstrip(".,;:!?"))
                if not _stopped_sentence(match[0]):
                    yield match.start(), end, "URL", score, "shape of a web address"
        for match in find_all(_JOINED, text):
            if not _FIELD.search(match[0]):
                yield match.start(), match.end(), "SOCIAL_HANDLE", 0.6, "joined as only names on a network are"
        for pattern in (_PROFILE, _NAMED):
            for match in find_all(pattern, text):
                value = match["value"]
                score = 0.75 if any(c.isdigit() or c == "_" for c in value) else 0.55
                yield match.start("value"), match.end("value"), "SOCIAL_HANDLE", raised(score, 0.8), "name on a network"


def _stopped_sentence(words: str) -> bool:
    """"came in.Net curtains": a capital after the dot, and nothing that only addresses have."""
    if "://" in words or words.lower().startswith("www.") or "/" in words:
        return False
    return any(part[:1].isupper() for part in words.split(".")[1:]) and not words.isupper()
