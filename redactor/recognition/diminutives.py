"""Short and pet forms of forenames, in the traditions of UK communities.

The ``nicknames`` package (Apache-2.0) knows the American and older English ones; the table here is our own
and adds what social workers in this country meet. Shortenings that follow a rule are made, not listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from nicknames import NickNamer

from redactor.recognition.vocabulary import is_ordinary

#: Full name and its short forms, plain letters.
_OWN = """
abdullahi abdi | abdirahman abdi | abdulkadir abdi | abdulrahman abdul
mohamed mo moh moha mohammed muhammad | mohammed mo mohamed muhammad moh | muhammad mo mohammed mohamed
mustafa mus musti | ibrahim ibs ibby ibra ibz | yusuf yusi yus joe | ahmed ahmad ahmet | hassan has
hussein hus | fatima fati fatou tima | khadija khadi dija | aminata ami mina | maryam mimi maz
zainab zee zaynab zay | safiya saffy | hodan hodz | ifrah iffy | oluwaseun seun seyi olu | oluwatobi tobi
oluwafemi femi | olufemi femi | babatunde tunde baba | olubunmi bunmi | oluwatosin tosin | adebayo bayo ade
adedayo dayo ade | temitope temi tope | oluwadamilola dami damilola | ayomide ayo mide | olumide olu mide
chukwuemeka emeka emy | chinonso nonso chi | chidinma chidi | ngozi goz | ifeoma ify ife | obinna obi
kwabena kobby | kofi kofs | kwame kwams | ekow eks | akosua akos | abena abs
katarzyna kasia kaska kasienka kate | malgorzata gosia malgosia | agnieszka aga agusia | joanna asia aska jo
aleksandra ola olka alex | aleksander olek alex | jakub kuba kubus | wojciech wojtek | tomasz tomek
pawel pawelek | krzysztof krzys krzysiek kris | zofia zosia zosha | magdalena magda madzia | barbara basia
anna ania anka annie | ewa ewka | piotr piotrek | stanislaw stas staszek stan | mateusz mati
grzegorz grzes greg | jan janek jasiek | ioana ioni | andreea andri | gheorghe gigi geo
alexandru alex sandu | florin flo | mihaela miha mihai
elizabeth liz lizzie beth betty libby lib eliza bess ej lilibet
katherine kath kathy kate katie kat kitty cat cath | catherine cath cathy kate cat katie kitty
kathleen kath kathy kay | kirsty kirst | kirsten kirst kirsty | kayleigh kay kayls kayl
kimberley kim kimmy | kelly kel kels | michelle shell shelly mich chelle | rachel rach
rebecca becky becca bex becks | nicola nic nicky nix | natalie nat nats | natasha tash tasha nat
sharon shaz shazza | sharron shaz | tracey trace tray | karen kaz | lorraine lol lozza raine
caroline caz carrie caro | deborah deb debs debbie | susan sue suzie
margaret maggie meg peggy marge madge mags greta | patricia pat trish tricia patsy
christine chris chrissie | jacqueline jackie jacs | jennifer jen jenny jenna | jessica jess jessie
josephine jo josie | joanne jo | julie jules ju | stephanie steph stef | alexandra alex lexi sandra sasha
samantha sam sammy | charlotte lottie charlie char | emma em emmy ems | emily em emmy millie
isabella izzy bella issy isa | isabel izzy bel | abigail abi abbie gail | amelia millie mia amy
olivia liv livvy | victoria vicky vic tori | danielle dani | gabrielle gabby | gabriella gabby ella
francesca fran cesca frankie | theresa tess terry tess | dorothy dot dottie | eleanor ellie nell nora
helen nell | harriet hattie | matilda tilly | constance connie | winifred win winnie | florence flo florrie
beatrice bea trixie | philippa pip pippa | michael mick mike mikey mickey | robert rob bob bobby robbie bert
richard rick dick ricky rich | william will bill billy liam wills | james jim jimmy jamie jem
john jack johnny jonny | thomas tom tommy | david dave davey dai | daniel dan danny
christopher chris kit topher | anthony tony ant | andrew andy drew | matthew matt matty | joseph joe joey
edward ed ted eddie ned teddy | gary gaz gazza | barry baz bazza | darren daz dazza | terence tel terry tez
derek del | kevin kev | steven steve ste stevie | stephen steve ste stevie | stuart stu | gavin gav
declan dec | kieran kier | brendan bren | gerard ged gerry | vincent vinny vin | leonard len lenny
ronald ron ronnie | reginald reg reggie | frederick fred freddie | alfred alf alfie | albert al bert bertie
harold harry hal | henry harry hal hank | samuel sam sammy | benjamin ben benji benny
alexander alex al sandy xander lex | nathaniel nate nat | nathan nate nath | nicholas nick nicky
oliver ollie oli | oscar os osc ozzy | jacob jake | joshua josh | cameron cam | callum cal | connor con
jordan jord jordy | tyler ty | kayden kay kayd | jayden jay jayd | brandon bran | lexi lex | leah lee
shaun shauny | shauna shaunie | dafydd dai dafs | ieuan ianto | iestyn iest | myfanwy myf fanw
rhiannon rhi | angharad harri haz | gwenllian gwen | gwendoline gwen | llewelyn llew | caoimhe keeva kee
siobhan shiv shivy | aoife eefa | niamh neeve neve | sinead shin | padraig paddy pad | patrick paddy pat
oisin osh osheen | eoghan owen | bridget biddy bridie | margaret mairead peig | hugh shug huw
robert rab rabbie | elspeth elsie | fiona fi fee | morag mo | alasdair ally al | gurpreet gurps preet
harpreet harps preet | manpreet manny preet | jaspreet jas jaz | amandeep aman | sandeep sandy
rajinder raj | surinder suri | balwinder bal | nasreen naz | nazia naz | shabnam shabs | shabana shab
parveen pav | rukhsana roxy | subramaniam subra | venkataraman venkat | thi tee | nguyen win
"""


@cache
def _namer() -> NickNamer:
    return NickNamer()


@cache
def _own() -> Mapping[str, frozenset[str]]:
    """Each form with the forms it may stand for or be shortened to."""
    table: dict[str, set[str]] = {}
    for row in _OWN.replace("\n", "|").split("|"):
        if words := row.split():
            table.setdefault(words[0], set()).update(words[1:])
            for short in words[1:]:
                table.setdefault(short, set()).add(words[0])
    return {name: frozenset(forms) for name, forms in table.items()}


@lru_cache(maxsize=16_384)
def short_forms(name: str) -> frozenset[str]:
    """Other forms of a forename.

    Args:
        name: a forename in plain small letters ("katarzyna", "liz").

    Returns:
        Diminutives, full forms of a diminutive, and shortenings made by rule, without the name itself.
    """
    forms = set(_own().get(name, ()))
    if name.isascii():
        forms |= _namer().nicknames_of(name) | _namer().canonicals_of(name)
    made: set[str] = set()
    for length in range(3, len(name)):
        stem = name[:length]
        forms.add(stem)
        # Kirst-y, Kayl-s, Robb-o, Olli-e; the stem may double its last consonant: "Gabb-y".
        made |= {stem + ending for ending in ("s", "y", "ie", "i", "o", "z", "ey", "a") if length < 6}
        if stem[-1] not in "aeiouy" and length == 3:
            made |= {stem + stem[-1] + ending for ending in ("y", "ie", "o", "a", "er", "ers")}
    if len(name) > 4:
        # Sharon: Shaz, Shazza; Gary: Gaz.
        vowel = next((place for place, letter in enumerate(name) if place and letter in "aeiou"), 0)
        if vowel:
            made |= {name[:vowel + 1] + ending for ending in ("z", "zza", "zzer")}
    # An ending that makes a word of a name makes no short form: Montgomery is not called Money.
    forms |= {form for form in made if not is_ordinary(form)}
    if name[0] not in "aeiouh" and name[1:2] in {"e", "i", "o", "u"}:
        # Mia: Mimi; Joanna: Jojo. With "a" they would be kinship words: Nana, Dada.
        forms.add(name[:2] * 2)
    if len(name) > 6:
        # Baba-tunde, Oluwa-seun.
        forms |= {name[place:] for place in range(2, len(name) - 3)}
    forms.discard(name)
    return frozenset(form for form in forms if len(form) > 1)
