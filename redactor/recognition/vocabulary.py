"""Words as evidence reads them: tokens, their common form, and what kind of word each is.

``ordinary_words.txt`` beside this file holds the small-letter words of our own annotated passages and of the
rules' keep terms; ``redactor.training.ordinary`` writes it. The short lists here are our own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

APOSTROPHES = "'’ʼ`´"
#: Characters that may stand inside a word: combining accents, and such as are not seen.
_INSIDE = r"\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
#: The number of a footnote is glued to what follows it: "1Balthazar did not attend".
_WORD = re.compile(
    rf"\d{{1,3}}(?=[A-Z][a-z]{{2}})|[^\W_](?:[^\W_{APOSTROPHES}]|[{_INSIDE}]|[{APOSTROPHES}](?=[^\W_]))*")
_DROP_APOSTROPHES = str.maketrans("", "", APOSTROPHES)
#: Latin letters that decompose to nothing plainer.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"})
_UNSEEN = re.compile(f"[{_INSIDE}]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text; ``start`` and ``end`` leave a possessive ending out, ``stop`` includes it.

    ``plain`` is its common form: small letters, no accents, no apostrophes, no possessive ending.
    """

    start: int
    end: int
    stop: int
    word: str = field(repr=False)
    plain: str = field(repr=False)

    @property
    def possessive(self) -> bool:
        return self.stop > self.end


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order, in one pass."""
    for match in _WORD.finditer(text):
        start, stop = match.span()
        word, end = match.group(), stop
        if len(word) > 2 and word[-1] in "sS" and word[-2] in APOSTROPHES:
            word, end = word[:-2], stop - 2
        yield Token(start, end, stop, word, plain(word))


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """Common form of a word: "O’Neill" and "ONeill", "Łukasz" and "lukasz" are the same."""
    word = word.translate(_DROP_APOSTROPHES).lower()
    if word.isascii():
        return word
    word = _UNSEEN.sub("", word).translate(_PLAIN)
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


@cache
def _ordinary() -> frozenset[str]:
    lines = (Path(__file__).parent / "ordinary_words.txt").read_text("utf-8").split("\n")
    return frozenset(line for line in lines if line and not line.startswith("#"))


def word_set(words: str) -> frozenset[str]:
    """The words of a text, parted by white space."""
    return frozenset(words.split())


TITLES = word_set(
    "mr mrs ms miss mx dr prof professor rev revd reverend sir lady lord dame sr fr father sister brother"
    " cllr councillor pc dc ds di dci dsu sgt sergeant insp inspector pcso wpc cpl hhj judge justice imam"
    " rabbi pastor canon deacon bishop chief elder sheikh shaykh hajji haji nurse matron coach auntie aunty"
    " uncle aunt nan nana nanna nanny gran granny grandma grandad granddad grandpa nain taid mamgu tadcu"
)
#: Titles that stand before a name and nowhere else; the others are also kinship or plain words.
STRICT_TITLES = word_set("mr mrs ms miss mx dr prof professor cllr pc dc dci sgt pcso insp revd hhj")
#: Before a child's name these make the name by which a parent is known, with the parent they make: "Mama Seun" is
#: Seun's mother. "Abu Bakr" and "Umm Kulthum" are names of their own, so that the child must be known.
TEKNONYMS = {
    **dict.fromkeys(("mama", "mamma", "iya", "umm", "um", "ummu", "oum", "mma", "ibu", "mum-of"), "mother"),
    **dict.fromkeys(("baba", "abu"), "father"),
}
#: Parts of names in small letters.
PARTICLES = word_set("de da di do dos das du del della la le van von der den ter al el bin ibn bint ap ab ferch"
                  " verch of ben abu umm ni nic mac mc o st ul ud ur uz e y")
#: Words that are no part of a name wherever they stand: roles, services, kinship, forms, calendar.
NOT_NAMES = word_set(
    "a an the and or of to in on at by for from with as is are was were be been has have had do does did"
    " not no nil none yes unknown tbc tba n/a na he she they it we you i him her them his their our my your"
    " its this that these those who what when where why how all both each any some more also but if then"
    " than so very re ref via per see seen said says told asked rang called stated reported confirmed"
    " agreed advised requested attended present apologies absent invited copy cc bcc to from sent subject"
    " date dated time name names child children baby unborn subject mother father mum mums mam mom mummy dad"
    " dads daddy parent parents carer carers guardian sibling siblings brother sister son daughter aunt"
    " auntie aunty uncle nan nana nanny gran granny grandma grandmother grandad granddad grandfather"
    " grandparent grandparents cousin niece nephew wife husband partner ex boyfriend girlfriend friend"
    " neighbour stepfather stepmother stepdad stepmum mgm mgf pgm pgf mgma pgma mo fa mgp pgp foster"
    " adoptive birth adopter adopters maternal paternal half step family families household female male"
    " boy girl man woman person people individual individuals adult adults young youth client patient resident"
    " nominated victorian edwardian tenant user service services social worker workers work manager managers team"
    " senior practitioner officer officers police"
    " nurse nursing midwife midwifery health visitor visitors visiting doctor consultant paediatrician"
    " paediatric psychiatrist psychologist psychiatry psychology therapist therapy occupational"
    " physiotherapist physio speech language teacher headteacher head deputy assistant principal tutor"
    " teaching senco sendco dsl dsp dht ht sw asw esw psw sswk ssw atm tm hos ad iro cpc chair chairperson"
    " chairing minute minutes taker notes administrator admin clerk secretary advocate advocacy solicitor"
    " barrister counsel judge magistrate legal lawyer court guardian cafcass probation offender housing"
    " support supported supporting independent reviewing conference review reviews meeting panel member"
    " members representative lead leader director coordinator co-ordinator supervisor supervision supervisee"
    " supervising student trainee newly qualified advanced specialist community mental district general"
    " practice practitioner gp hv sn fnp cpn dn ot salt slt camhs cahms mash marac idva isva yot yos eduction"
    " education welfare attendance inclusion pastoral nursery school primary secondary academy college"
    " university hospital surgery clinic centre center unit ward hub council borough county city department"
    " dept agency trust board authority local national home homes house residential key keyworker driver"
    " escort interpreter translator referrer referral referred assessor assessment author completed recorded"
    " logged typed prepared written signed signature witness witnessed approved authorised reviewed allocated"
    " previous current new former duty out hours emergency daytime night days day week month year am pm"
    " monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat"
    " sun january february march april june july august september october november december jan feb mar"
    " apr jun jul aug sep sept oct nov dec today yesterday tomorrow address telephone tel phone mobile mob"
    " email e-mail fax dob d.o.b age aged gender sex ethnicity religion status role job title position"
    " organisation agency relationship contact details number no reason action actions outcome plan plans"
    " case note notes record form report summary chronology background history risk risks analysis next"
    " views voice wishes feelings section part page version draft final confidential private urgent nfa dna"
    " cin cp lac cla icpc rcpc plo icp ehcp ehc pep cpp dols mca best interests regards kind dear hi hello"
    " thanks thank yours sincerely faithfully best wishes cheers love many warm hospital mdt cic cyp yp"
    " uk england scotland wales northern ireland english welsh scottish irish british polish romanian"
    " skype facetime zoom whatsapp messenger teams outlook nonverbal traveller obs imms"
    " anon anonymous withheld deceased incarcerated imprisoned absconded pregnant sectioned autistic stillborn"
    " unemployed evicted bailed uninsured drowsy lethargic afebrile febrile mottled jaundiced bottlefed breastfed"
    " hysterical abusive aggressive intoxicated tearful hybrid vacant undisclosed estranged jailed housebound decd"
    " hospitalised hungover gutted frazzled overseas bricklayer scaffolder plasterer roofer"
)
#: Words of :data:`NOT_NAMES` or of every day that are also forenames or surnames in this country.
NAME_WORDS = word_set(
    "hope faith joy grace may june april will mark rob bill art pat mat sue guy rose dawn summer autumn"
    " winter hunter chase dean page young ward case love cat ted max ray jack frank grant price park read"
    " sharp king cook bell cross field fields hill lane stone brown black white green grey gray marsh wood"
    " woods ford bush carpenter savage bishop pink day knight noble wise best little long short strong"
    " power powers sweet swift bright blunt hardy wolf fox swan steel bond cash penny banner flowers garden"
    " church temple castle street mill bridge moor lake pool wells foot head blood moody pepper rice bean"
    " beans berry cherry peach honey ginger lamb bacon bull cotton silk song singer misty stormy liberty"
    " justice heaven promise precious blessing blessed gift gifted innocent miracle comfort patience mercy"
    " charity honesty angel star sky storm river ocean blue rush race barber walker gentle earnest gay"
    " ivy holly hazel heather jade ruby pearl amber coral crystal poppy daisy lily violet iris olive basil"
    " robin jay drew miles heath cliff rusty buddy major prince princess duke earl rex sonny sunny junior"
    " chance storm reign trinity nevaeh destiny harmony melody carol joy noel norm dot nick rich lance buck"
    " wade brook brooke glen dale forest reed heath ash bay rain raine clay flint jet lark wren merlin"
    " cooper mason tanner taylor tyler potter butler baker fisher archer parker turner skinner usher pope"
    " abbott monk friend goodman newman small large tell shell tiny read reading english french welsh scott"
    " ireland england london paris york lincoln kent devon chester preston bolton burton stanley sterling"
    " tree shaw webb webster weaver smith gale raine snow frost winters sommers holiday christmas noon"
    " pound pence pratt mole bird birds finch nightingale peacock partridge crane drake hawk hogg trotter"
    " lamb bull buckle button buttons hat hood mann manning marks bills cox dunn dear darling loveday"
    " gill fry salmon pike haddock tench herring spring law laws just judge constable sergeant marshall"
    " steward stewart clerk clark page porter proctor spencer squire thatcher tiller tyler wainwright bond"
    " coy fear fields bloom blossom budd bud root sage rosemary thyme sorrel fern bramble may tel dec den"
    " con del gad abs now but can ish mal tam van tom sal jan jem kit lex lou lee lea leigh val vic win"
    " mo al ed jo bo cal col fin fi si vi di em bea bev mel meg peg sid stu ste tad tess tod tony trace"
    " tracy wes wil gent ebony ivory sapphire marina marine mariner martin miller piper ranger raven rebel"
    " romeo saint sailor scout shelter sheriff shepherd shine skye sparrow speed sterling summers sylvan"
    " tad teal temperance tide toby trace tracer treasure true trust truth unity valentine vale verity"
    " victor victory virtue warrior west willow wisdom worth wright yale zeal zen uncle ghost tank smiley"
    " mouse bear bunny duchess flash giant jigsaw killer lefty lucky legend monster panda pinky rocky"
    " shadow shorty skinny slim smiler spike tiger tiny titch trigger whizz romaine storm"
    " molly sally tilly eve carly everly hall burns banks waters gates rivers sands shields moon hale harding fielding"
    " golding browning foster parish whiting bunting"
)
#: Words that stand more often for a name than not in our passages, so that the file leaves them out.
_WORDS_TOO = word_set("reign sunny jade croft heritage army pit fern hale arch coach keeper forest north tone couple"
                   " twins pearl ruby daisy poppy lily holly ivy rose june bishop abbot baron")
#: Words that follow a person as the one who acts.
ACTS = word_set(
    "meets waits pays owes drives"
    " said says saying told tells asked asks rang ring rings called calls phoned texted texts emailed wrote"
    " writes replied reports reported stated states added agreed agrees advised explained confirmed queried"
    " noted shared disclosed denied denies admitted accepted thinks thought feels felt wants wanted wished"
    " wishes hopes hoped knows knew likes loves hates was is were has had have does did will would could can"
    " cannot cant should may might must went goes came comes left arrived attended attends presented seen"
    " looked looks appeared seems seemed sat stood opened answered collected dropped took takes gave gives"
    " got gets made makes met saw sees heard spoke speaks talked talks cried cries laughed smiled shouted"
    " hit slapped kicked threw bit ran walked slept woke ate drank lives lived stays stayed works worked"
    " moved returned visited visits refused declined requested chased tried needs needed used completed"
    " described discussed expressed raised remains remained started starts stopped turned turns updated"
    " waiting aware unaware ok okay happy upset tearful fine absent present born aged currently not to and"
    " also then who whose whom didnt doesnt wasnt hasnt isnt wont wouldnt found signed chaired hosting"
    " lectures graduates finish decide explained welcomed opened introduced thanked offered suggested"
    " apologised circulated contacted liaised sought read reads wrote sends sent"
)
#: Words after which a name may follow.
BEFORE_NAMES = word_set(
    "mum dad mam mom mother father partner boyfriend girlfriend husband wife son daughter brother sister"
    " sibling siblings twin nan nana nanny gran granny grandma grandad granddad uncle aunt auntie aunty"
    " cousin friend neighbour mate stepdad stepmum stepfather stepmother worker manager called named baby"
    " with and told tell tells asked ask rang ring phoned texted met saw seen visited child boy girl carer"
    " teacher nurse from by for see spoke to about that love regards hi hello dear hey thanks cc re mo fa"
    " mgm mgf pgm pgf yp sw hv gp iro tm"
)
DETERMINERS = word_set("a an the this these those my your his her our their its some any no every each another much"
                    " more such")


_ENDINGS_OF_NAMES = word_set("ing ings ity")


@cache
def _suffixed() -> re.Pattern[str]:
    return re.compile(r"(?:ings?|edly|ed|ly|tions?|sions?|ness|ments?|able|ible|ful|less|ously|ities|ity)$")


@lru_cache(maxsize=65_536)
def is_ordinary(word: str) -> bool:
    """Whether a word, in its common form, is one of everyday English or of the work (it may be a name too)."""
    ordinary = _ordinary()
    if word in ordinary or word in NOT_NAMES or word in _WORDS_TOO:
        return True
    if word.endswith("s") and len(word) > 3 and word[:-1] in ordinary:
        return True
    if (ending := _suffixed().search(word)) and ending.start() >= 3:
        stem = word[:ending.start()]
        # "Parentification" is a word though its stem is in no list; "Pickering" and "Felicity" are people.
        return stem in ordinary or stem + "e" in ordinary or (
            len(stem) > 4 and len(ending.group()) > 2 and ending.group() not in _ENDINGS_OF_NAMES)
    return False


@lru_cache(maxsize=65_536)
def could_name(word: str) -> bool:
    """Whether a word, in its common form, may be part of a name where a name is expected."""
    return word in NAME_WORDS or not (word in NOT_NAMES or word in TITLES)


def one_letter_less(word: str) -> frozenset[str]:
    """A word and what is left of it when any one letter is taken out.

    Two words that are one letter off, or have two neighbouring letters swapped, have one of these in common, so
    misspellings are found by looking up instead of comparing every pair.
    """
    return frozenset({word, *(word[:place] + word[place + 1 :] for place in range(len(word)))})
