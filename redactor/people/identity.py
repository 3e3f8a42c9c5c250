"""From mentions to persons.

The surest forms come first (the cast list, full names), then each weaker form is tied to a person only where
one candidate remains: by the form itself, by title, gender, age and role, and by who else is named in the
document. Where two remain, the mention is left undecided: a label that holds two people is the worse error.

Every lookup goes through an index of name words, so that the work grows with the mentions, not their square;
nothing depends on the order of the documents.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from redactor.casefile import CastEntry, Group
from redactor.people.mentions import Cue, Mention, plain_text
from redactor.people.names import (
    Name,
    NameWords,
    parse,
    short_forms_of,
    similar,
    spelling_keys,
    spelt_alike,
    surname_parts,
)
from redactor.people.roles import Role, RoleTable
from redactor.recognition.forenames import gender_of, is_forename
from redactor.recognition.vocabulary import TEKNONYMS

#: Characters within which a name that is spelt alike makes a mention doubtful.
_NEAR = 300
#: More people than this who may be meant by one form are a crowd: only the document itself can tell who of them is.
_CROWD = 40
#: A surname of no more letters than this may be a longer one in short ("OR"), and is too short to be misspelt.
_SHORT_SURNAME = 4
#: How well a form fits whom it names just so; see :func:`redactor.people.names.similar`.
_EXACT = 3
#: How often a misspelling may stand in a case.
_RARE = 2
#: Years that two stated ages of one person may lie apart within a document, and within a case.
_AGES_APART, _GENERATION = 1, 12
#: Below the first age somebody is surely a child, from the second on surely an adult.
_OF_AGE, _GROWN = 16, 18
#: What Yoruba parents of twins are called after.
_TWINS = frozenset({"ibeji"})
_GRANDPARENT = re.compile(r"grand(?:mother|father|parent)")
_WOMEN = frozenset({"mrs", "ms", "miss"})
#: Titles that few people of a case have.
_OFFICES = frozenset(
    {"dr", "prof", "professor", "pc", "dc", "ds", "di", "dci", "ps", "sgt", "pcso", "insp", "cllr", "hhj", "judge",
     "pastor", "imam", "elder", "fr", "rev", "revd", "sister", "chief"}
)
_PARENTAL = frozenset(
    {
        "mother",
        "father",
        "parent",
        "maternal grandmother",
        "maternal grandfather",
        "paternal grandmother",
        "paternal grandfather",
        "grandmother",
        "grandfather",
        "stepfather",
        "stepmother",
        "partner",
    }
)
_YOUNG = frozenset(
    {
        "child",
        "baby",
        "unborn baby",
        "son",
        "daughter",
        "sibling",
        "brother",
        "sister",
        "half-sibling",
        "other child",
        "foster carer's child",
        "partner's child",
    }
)


#: What somebody is to an event, whoever they are to the family: a father may be the alleged perpetrator.
INCIDENTAL = frozenset({"alleged perpetrator", "other adult"})


@dataclass(kw_only=True, eq=False)
class Person:
    """Somebody, while mentions are tied to them."""

    number: int
    entry: CastEntry | None = None
    forenames: set[str] = field(default_factory=set, repr=False)
    calling: set[str] = field(default_factory=set, repr=False)
    surnames: set[str] = field(default_factory=set, repr=False)
    words: set[str] = field(default_factory=set, repr=False)
    first_initials: set[str] = field(default_factory=set, repr=False)
    last_initials: set[str] = field(default_factory=set, repr=False)
    initials: set[str] = field(default_factory=set, repr=False)
    names: dict[Name, None] = field(default_factory=dict, repr=False)
    mentions: list[Mention] = field(default_factory=list, repr=False)
    by_document: dict[int, list[Mention]] = field(default_factory=lambda: defaultdict(list))
    said: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    formal: bool = False
    called_bare: bool = False
    called_child: bool = False
    genders: Counter[str] = field(default_factory=Counter)
    groups: Counter[Group] = field(default_factory=Counter)
    ages: list[tuple[int, int]] = field(default_factory=list)
    births: set[date] = field(default_factory=set)
    generations: set[str] = field(default_factory=set)
    role: Role | None = None
    group: Group = Group.UNKNOWN
    family: bool = False
    unborn: bool = False
    undecided: bool = False
    candidates: tuple[Person, ...] = ()
    ties: list[float] = field(default_factory=list)

    @property
    def gender(self) -> str:
        """The gender most of the evidence speaks for; empty when it is none or balanced."""
        male, female = self.genders["m"], self.genders["f"]
        if male == female:
            told = {
                gender
                for name in self.names
                for forename in name.forenames[:1] or (name.word,)
                if (gender := gender_of(forename))
            }
            return told.pop() if len(told) == 1 else ""
        return "" if male == female else "m" if male > female else "f"

    @property
    def likely_group(self) -> Group:
        """Group by what is known so far."""
        if self.entry is not None and self.entry.group is not Group.UNKNOWN:
            return self.entry.group
        if not self.groups:
            return Group.UNKNOWN
        return max(sorted(self.groups), key=lambda group: self.groups[group])

    @property
    def oldest(self) -> int:
        """The highest age that is stated."""
        return max((age for _, age in self.ages), default=0)

    @property
    def parental(self) -> bool:
        """Somebody's parent, grandparent or partner."""
        return not self.said.isdisjoint(_PARENTAL)

    @property
    def young(self) -> bool:
        """Known to be a child."""
        return bool(self.ages and self.oldest < _OF_AGE) or (self.called_child and not self.parental)

    @property
    def grown(self) -> bool:
        """Known to be an adult: called Mr or Mrs, a parent, a professional."""
        return self.parental or self.formal or self.likely_group is Group.PROFESSIONAL or self.oldest >= _GROWN

    def learn(self, name: Name) -> None:
        """Take the parts of a name on."""
        self.forenames.update(name.forenames)
        self.forenames.update(name.also)
        self.calling.update((*name.forenames[:1], *name.also))
        if name.surname:
            self.surnames.add(name.surname)
        if name.word:
            self.words.add(name.word)
        if name.first_initial:
            self.first_initials.add(name.first_initial)
        if name.last_initial:
            self.last_initials.add(name.last_initial)
        if name.initials:
            self.initials.add(name.initials)
        self.names[name] = None

    def take(self, mention: Mention, certainty: float) -> None:
        """Tie a mention."""
        self.mentions.append(mention)
        self.by_document[mention.document].append(mention)
        self.ties.append(certainty)
        self.formal = self.formal or mention.titled
        if mention.title:
            self.titles.add(mention.title)
        if not mention.titled and self.has_surname(mention.name.word or mention.name.surname) and (
            not mention.name.forenames and not mention.name.first_initial
        ):
            self.called_bare = True
        if mention.gender:
            self.genders[mention.gender] += 1
        for cue in mention.cues:
            if cue.weight >= 2:
                if cue.role.name not in INCIDENTAL:
                    self.groups[cue.role.group] += 1
                self.said.add(cue.role.name)
                # "Shell's older sister" may be of any age.
                self.called_child |= cue.role.name in _YOUNG and cue.of is None and not cue.pronoun
        if mention.age is not None:
            self.ages.append((mention.document, mention.age))
        if mention.born is not None:
            self.births.add(mention.born)
        if mention.generation:
            self.generations.add(mention.generation)

    def stands_against(self, mention: Mention) -> bool:
        """Whether the mention cannot be this person: gender, generation, age, birth, profession."""
        if mention.gender and self.gender and mention.gender != self.gender:
            return True
        if mention.born is not None and self.births and mention.born not in self.births:
            return True
        if mention.generation and mention.generation not in self.generations and (
            self.generations or (mention.generation == "younger" and self.mentions)
        ):
            return True
        if (
            mention.age is not None
            and self.entry is None
            and any(
                abs(mention.age - age) > (_AGES_APART if document == mention.document else _GENERATION)
                for document, age in self.ages
            )
        ):
            return True
        young = (mention.age is not None and mention.age < _OF_AGE) or any(
            cue.role.name in _YOUNG and cue.weight >= 2 and cue.of is None and not cue.pronoun for cue in mention.cues
        )
        group = mention.group
        mine = self.likely_group
        if young and self.grown:
            return True
        if self.young and (group is Group.PROFESSIONAL or mention.title in {"mr", "mrs", "dr", "pc", "dc"}):
            return True
        if any(cue.role.name in self.said and cue.weight >= 2 for cue in mention.cues):
            return False
        if self.ages and self.oldest < _OF_AGE and any(
            cue.role.name in _PARENTAL and cue.weight >= 2 and cue.of is None and not cue.pronoun
            for cue in mention.cues
        ):
            return True
        professional = {group, mine} & {Group.PROFESSIONAL}
        return bool(professional) and group is not mine and Group.UNKNOWN not in {group, mine}

    def called(self, word: str) -> int:
        """How well a forename fits, 0 to 3; see :func:`redactor.people.names.similar`."""
        if word in self.forenames or word in self.words:
            return 3
        return max((similar(word, own) for own in self.calling | self.words), default=0)

    def has_surname(self, word: str) -> bool:
        """Whether a surname, or half of a double-barrelled one, is this person's."""
        return any(word in surname_parts(own) or own in surname_parts(word) for own in self.surnames)


class Census:
    """Ties every mention of a case to a person.

    Args:
        mentions: in case order.
        words: the case's name words.
        cast: the cast list.
        roles: the table of roles.
    """

    def __init__(
        self,
        mentions: Sequence[Mention],
        words: NameWords,
        cast: Sequence[CastEntry],
        roles: RoleTable,
    ) -> None:
        self._mentions, self._words, self._roles = mentions, words, roles
        self._cast = cast
        self.people: list[Person] = []
        self._of: dict[int, Person] = {}
        self._by_forename: dict[str, dict[int, Person]] = defaultdict(dict)
        self._by_surname: dict[str, dict[int, Person]] = defaultdict(dict)
        self._by_full_name: dict[tuple[str, str], dict[int, Person]] = defaultdict(dict)
        self._by_spelling: dict[str, set[str]] = defaultdict(set)
        self._by_text: dict[str, list[Person]] = defaultdict(list)
        self._listed: dict[int, Person] = {}
        self._here: dict[int, dict[int, Person]] = defaultdict(dict)
        self._forename_forms: dict[str, list[str]] = defaultdict(list)
        self._present: dict[tuple[int, int, str], bool] = {}
        self._shortened: dict[str, list[str]] = defaultdict(list)
        self._close: dict[str, tuple[str, ...]] = {}
        self._words_in: dict[int, Counter[str]] = defaultdict(Counter)
        self._count: Counter[str] = Counter()
        self._alone_in: dict[int, Counter[str]] = defaultdict(Counter)
        self._aliases: dict[int, list[int]] = defaultdict(list)
        for mention in mentions:
            for other in (*mention.alias_of, *mention.same_as):
                self._aliases[other].append(mention.number)
            word = mention.name.word or (mention.name.forenames[0] if mention.name.forenames else "")
            self._words_in[mention.document][word] += 1
            self._count[word] += 1
            if mention.name.word:
                self._alone_in[mention.document][word] += 1

    def count(self) -> list[Person]:
        """All persons, undecided mentions as persons of their own; each mention belongs to exactly one."""
        for entry in self._cast:
            self._enter(entry)
        for mention in self._mentions:
            if mention.torn:
                self._leave(mention, ())
        self._full_names()
        self._middle_names()
        self._tie_aliases()
        for wanted in (self._partial, self._surnames, self._families, self._babies, self._forenames, self._initials):
            wanted()
            self._tie_aliases()
        self._leftovers()
        self._join_bare()
        self._join_addressed()
        self._teknonyms()
        self._second_look()
        self._babies_named()
        return [person for person in self.people if person.mentions or person.entry is not None]

    def person_of(self, mention: int) -> Person:
        """Person a mention is tied to."""
        return self._of[mention]

    # Making and finding persons

    def _new(self, entry: CastEntry | None = None) -> Person:
        person = Person(number=len(self.people), entry=entry)
        self.people.append(person)
        return person

    def _know(self, person: Person, name: Name) -> None:
        """Add a name to a person and to the indexes."""
        if name in person.names:
            return
        person.learn(name)
        if name.word in self._words.surnames and name.word not in self._words.forenames:
            name = replace(name, surname=name.word)  # "née Booth"
            person.surnames.add(name.surname)
        called = {*name.forenames, *name.also, *([name.word] if name.word else [])}
        for word in called:
            if word not in self._by_forename:
                self._forename_forms[word[:1]].append(word)
                for form in _other_beginnings(word):
                    self._shortened[form].append(word)
                self._close.clear()
            self._by_forename[word][person.number] = person
        if name.surname:
            for part in surname_parts(name.surname):
                if part not in self._by_surname:
                    for key in spelling_keys(part):
                        self._by_spelling[key].add(part)
                self._by_surname[part][person.number] = person
        for surname in person.surnames:
            for part in surname_parts(surname):
                for word in person.forenames | person.words:
                    self._by_full_name[word, part][person.number] = person

    def _enter(self, entry: CastEntry) -> None:
        person = self._new(entry)
        self._listed[person.number] = person
        for text in (entry.name, *entry.aliases):
            name = parse(text, self._words)
            self._by_text[plain_text(text)].append(person)
            if name.initials:
                person.learn(name)
            else:
                self._know(person, name)
        role = self._roles.understand(entry.role) if entry.role else None
        if role is not None:
            person.said.add(role.name)
            person.called_child = role.name in _YOUNG
            if role.gender:
                person.genders[role.gender] += 3
        group = entry.group if entry.group is not Group.UNKNOWN else role.group if role else Group.UNKNOWN
        if group is not Group.UNKNOWN:
            person.groups[group] += 5
        if entry.date_of_birth is not None:
            person.births.add(entry.date_of_birth)

    def _tie(self, mention: Mention, person: Person, certainty: float) -> None:
        self._take(mention, person, certainty)
        if not mention.loose and not mention.name.initials:
            self._know(person, mention.name)

    def _take(self, mention: Mention, person: Person, certainty: float) -> None:
        self._of[mention.number] = person
        self._here[mention.document][person.number] = person
        person.take(mention, certainty)

    def _among(self, crowd: Mapping[int, Person], mention: Mention) -> list[Person]:
        """Who of those that share a form may be meant by a mention: all, or, of a crowd, who is in the cast list or
        is named in the document by a longer form. Comparing every mention with a crowd would take quadratic time, and
        nothing that is said elsewhere tells who of so many is meant here."""
        if len(crowd) <= _CROWD:
            return list(crowd.values())
        here = {
            number: person
            for number, person in self._here[mention.document].items()
            if number in crowd and self._surely_in(person, mention)
        }
        near = {**{number: person for number, person in self._listed.items() if number in crowd}, **here}
        return [near[number] for number in sorted(near)]

    def _merge(self, one: Person, other: Person) -> None:
        if one is other or (one.entry is not None and other.entry is not None):
            return
        if other.entry is not None or (one.entry is None and other.number < one.number):
            one, other = other, one
        for mention, certainty in zip(other.mentions, other.ties, strict=True):
            self._here[mention.document].pop(other.number, None)
            self._take(mention, one, certainty)
        for name in other.names:
            self._know(one, name)
        one.initials |= other.initials
        parts = {part for surname in other.surnames for part in surname_parts(surname)}
        for word in other.forenames | other.words:
            self._by_forename.get(word, {}).pop(other.number, None)
            for part in parts:
                self._by_full_name.get((word, part), {}).pop(other.number, None)
        for part in parts:
            self._by_surname.get(part, {}).pop(other.number, None)
        other.mentions, other.ties, other.by_document = [], [], defaultdict(list)
        one.unborn = one.unborn or other.unborn
        self._present.clear()

    def _open(self) -> Iterable[Mention]:
        return [mention for mention in self._mentions if mention.number not in self._of]

    # Sieves, surest first

    def _full_names(self) -> None:
        forms: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._open():
            text = plain_text(mention.text)
            entries = self._by_text.get(text, [])
            if len(entries) == 1 and not mention.family:
                self._tie(mention, entries[0], 1.0)
            elif mention.name.full:
                forms[mention.name.key].append(mention)
        # "Ama OR" after "Ama Owusu-Reed", for which it may stand.
        for key in sorted(forms, key=lambda key: (len(forms[key][0].name.surname) < 4, -len(forms[key]), key)):
            for part in self._split(forms[key]):
                name = part[0].name
                person = self._same_full_name(part) or self._new()
                self._know(person, name)
                for mention in part:
                    self._tie(mention, person, 0.98)

    def _middle_names(self) -> None:
        """ "Robyn Elise" is no Miss Elise where there is a "DOBSON, Robyn Elise"."""
        for person in list(self.people):
            if not person.mentions or person.entry is not None or len(person.surnames) != 1:
                continue
            (last,) = person.surnames
            fits = [
                other
                for other in self._by_forename.get(last, {}).values()
                if other is not person
                and last in other.forenames - other.calling
                and not person.calling.isdisjoint(other.calling)
                and not self._different(other, person)
            ]
            if len(fits) == 1:
                self._merge(fits[0], person)

    def _split(self, mentions: list[Mention]) -> list[list[Mention]]:
        """Two people of one name, told apart by birth or gender."""
        births = {mention.born for mention in mentions if mention.born is not None}
        genders = {mention.gender for mention in mentions if mention.gender}
        professional = any(mention.group is Group.PROFESSIONAL for mention in mentions)
        private = any(mention.group in {Group.FAMILY, Group.OTHER} for mention in mentions)
        mark: Callable[[Mention], object]
        if len(births) > 1:
            mark = lambda mention: mention.born  # noqa: E731
        elif len(genders) > 1 and all(
            sum(mention.gender == gender and mention.titled for mention in mentions) for gender in genders
        ):
            mark = lambda mention: mention.gender  # noqa: E731
        elif professional and private:
            mark = lambda mention: {Group.PROFESSIONAL: 1, Group.UNKNOWN: None}.get(mention.group, 2)  # noqa: E731
        else:
            return [mentions]
        parts: dict[object, list[Mention]] = defaultdict(list)
        doubtful = []
        marks_of: dict[int, set[object]] = defaultdict(set)
        for mention in mentions:
            if mark(mention):
                marks_of[mention.document].add(mark(mention))
        for mention in mentions:
            own = mark(mention) or (
                next(iter(marks_of[mention.document])) if len(marks_of[mention.document]) == 1 else None
            )
            if own:
                parts[own].append(mention)
            else:
                doubtful.append(mention)
        for mention in doubtful:
            self._leave(mention, ())
        return [parts[key] for key in sorted(parts, key=str)]

    def _same_full_name(self, mentions: Sequence[Mention]) -> Person | None:
        name = mentions[0].name
        found = []
        first = name.forenames[0]
        pool: dict[int, Person] = {}
        for part in surname_parts(name.surname):
            family = self._by_surname.get(part, {})
            if len(family) <= _CROWD:
                pool.update(family)
            else:
                for form in (*self._forms_like(first), *name.forenames[1:]):
                    pool.update(self._by_full_name.get((form, part), {}))
        if len(name.surname) > _SHORT_SURNAME:
            for alike in self._surnames_like(name.surname):
                pool.update(self._by_full_name.get((first, alike), {}))
        elif len(namesakes := self._by_forename.get(first, {})) <= _CROWD:
            pool.update(
                (number, person)
                for number, person in namesakes.items()
                if any(_shortened(name.surname, own) for own in person.surnames)
            )
        for _, person in sorted(pool.items()):
            called = person.calling if person.entry is None else person.calling | person.words
            likeness = max((similar(name.forenames[0], own) for own in called), default=0)
            if likeness < 2:
                likeness = max([likeness, *(2 for word in name.forenames[1:] if word in person.forenames)])
            exact = any(name.surname == own or _shortened(name.surname, own) for own in person.surnames)
            if not exact and likeness < 2:
                continue
            if likeness and not any(self._apart(person, mention) for mention in mentions):
                found.append((likeness, exact, person))
        if not found:
            return None
        best = max(likeness for likeness, _, _ in found)
        top = [person for likeness, _, person in found if likeness == best]
        return top[0] if len(top) == 1 and (best > 1 or len(found) == 1) else None

    def _surnames_like(self, surname: str) -> list[str]:
        """Surnames of the case that may be this one misspelt."""
        near = {part for key in spelling_keys(surname) for part in self._by_spelling.get(key, ())}
        return sorted(part for part in near if spelt_alike(surname, part))

    def _apart(self, person: Person, mention: Mention) -> bool:
        """Whether the evidence says that a mention is not this person."""
        if person.stands_against(mention):
            return True
        return any(self._of.get(other) is person for other in mention.beside)

    def _tie_aliases(self) -> None:
        """What the text itself says is the same person: "(KD)", "née", "the man they call"."""
        for mention in self._mentions:
            for other_number in (*mention.alias_of, *mention.same_as):
                other = self._mentions[other_number]
                one, two = self._of.get(mention.number), self._of.get(other.number)
                if (one is not None and one.undecided) or (two is not None and two.undecided):
                    continue  # beside a mention that may be two people's, another name may be too
                if one is None and two is not None and not two.stands_against(mention):
                    if not self._listed_apart(mention, two):
                        self._tie_as_alias(mention, two)
                elif two is None and one is not None and not one.stands_against(other):
                    if not self._listed_apart(other, one):
                        self._tie_as_alias(other, one)
                elif (
                    one is not None
                    and two is not None
                    and one is not two
                    and not self._different(one, two, outright=other_number in mention.same_as)
                ):
                    self._merge(one, two)

    def _listed_apart(self, mention: Mention, person: Person) -> bool:
        """Whether the cast list gives the name to somebody else: it leads, whatever the text puts side by side."""
        names = {*mention.name.forenames, *mention.name.also, mention.name.word} - {""}
        return any(
            other is not person and number in self._by_forename.get(word, {})
            for word in names - person.forenames - person.words
            for number, other in self._listed.items()
        )

    def _tie_as_alias(self, mention: Mention, person: Person) -> None:
        self._tie(mention, person, 0.97)
        if mention.name.initials:
            person.initials.add(mention.name.initials)

    @staticmethod
    def _different(one: Person, two: Person, *, outright: bool = False) -> bool:
        if one.gender and two.gender and one.gender != two.gender:
            return True
        groups = {one.likely_group, two.likely_group}
        if Group.PROFESSIONAL in groups and len(groups - {Group.UNKNOWN}) > 1:
            return True
        if one.births and two.births and not one.births & two.births:
            return True
        if outright:
            return False
        firsts, others = {n.forenames[0] for n in one.names if n.full}, {n.forenames[0] for n in two.names if n.full}
        return bool(firsts and others) and not any(similar(a, b) for a in firsts for b in others)

    def _partial(self) -> None:
        """ "P. Raman", "Sarah W"."""
        waiting: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._open():
            name = mention.name
            if (name.first_initial and name.surname) or (name.forenames and name.last_initial):
                waiting[name.key].append(mention)
        for key in sorted(waiting):
            rest = []
            crowd = {person.number: person for person in self._partial_candidates(waiting[key][0].name)}
            for mention in waiting[key]:
                fits = [person for person in self._among(crowd, mention) if not self._apart(person, mention)]
                chosen = self._only(fits, mention)
                if chosen is not None:
                    self._tie(mention, chosen, 0.95)
                elif fits or len(crowd) > _CROWD:
                    self._leave(mention, fits)
                else:
                    rest.append(mention)
            if rest:
                person = self._new()
                for mention in rest:
                    self._tie(mention, person, 0.9)
        self._join_partials()

    def _partial_candidates(self, name: Name) -> list[Person]:
        if name.first_initial and name.surname:
            lettered: list[Person] = []
            # "Y Clarke-Lowe" may be Yvette Clarke, where nobody else is called Clarke-Lowe.
            for part in sorted(surname_parts(name.surname), key=lambda part: (part != name.surname, part)):
                lettered += [
                    person
                    for person in self._by_surname.get(part, {}).values()
                    if person not in lettered
                    and (
                        any(word[:1] == name.first_initial for word in person.forenames)
                        or name.first_initial in person.first_initials
                    )
                ]
                if lettered and part == name.surname:
                    break
            # "L Booth" is Lorraine rather than Sarah Louise.
            called = [
                person
                for person in lettered
                if name.first_initial in {word[:1] for word in person.calling} | person.first_initials
            ]
            return called or lettered
        exact: list[Person] = []
        close: list[Person] = []
        for person in self._by_forename_like(name.forenames[0]):
            if (
                any(surname[:1] == name.last_initial for own in person.surnames for surname in surname_parts(own))
                or name.last_initial in person.last_initials
            ):
                (exact if person.called(name.forenames[0]) == 3 else close).append(person)
        return exact or close

    def _join_partials(self) -> None:
        """ "Michelle C" and "M Clarke"."""
        waiting: dict[tuple[str, str], list[Person]] = defaultdict(list)
        for person in self.people:
            if person.mentions and not person.surnames:
                for letters in {(word[:1], last) for word in person.forenames for last in person.last_initials}:
                    waiting[letters].append(person)
        for person in list(self.people):
            if (
                person.mentions
                and person.surnames
                and person.first_initials
                and not person.forenames
                and person.entry is None
            ):
                letters = (min(person.first_initials), min(person.surnames)[:1])
                fits = [other for other in waiting.get(letters, ()) if other.mentions]
                if len(fits) == 1 and not self._different(fits[0], person):
                    self._merge(fits[0], person)

    def _join_bare(self) -> None:
        """ "R Dobson" and "Robyn", where neither can be anybody else: no other forename of the case that stands
        without a surname begins so, and no other such initial.

        Documents must put them together: both are in one, or Robyn is in one with another Dobson, or they are called
        the same ("my aunt Yvette", "his aunt, Mrs Y Lowe"). "Mr R Faulkner" and "Rob", or a complainant "KOST R" and
        "Radka (11)", are one only where they are called the same.
        """
        bare: dict[str, list[Person]] = defaultdict(list)
        lettered: dict[str, list[Person]] = defaultdict(list)
        for person in self.people:
            if not person.mentions or person.undecided or person.family or person.entry is not None:
                continue
            if person.surnames and person.first_initials and not person.forenames | (person.words - person.surnames):
                lettered[min(person.first_initials)].append(person)
            elif person.forenames | person.words and not person.surnames and not person.last_initials:
                for letter in {word[:1] for word in person.forenames | person.words}:
                    bare[letter].append(person)
        for letter, people in sorted(lettered.items()):
            if len(people) != 1 or len(bare[letter]) != 1:
                continue
            (one,), (two,) = people, bare[letter]
            same_role = not one.said.isdisjoint(two.said)
            if (one.titles or (two.young and not one.young)) and not same_role:
                continue
            met = one.by_document.keys() & two.by_document.keys() or same_role or any(
                other is not one and other.by_document.keys() & two.by_document.keys()
                for surname in one.surnames
                for other in self._by_surname.get(surname, {}).values()
            )
            if met and not self._different(one, two) and not any(
                two.stands_against(mention) for mention in one.mentions
            ):
                self._merge(two, one)

    def _join_addressed(self) -> None:
        """ "To: Dr S. Pascoe" and "Dear Sam": a letter greets whom it is addressed to."""
        addressed: dict[int, list[Person]] = defaultdict(list)
        for mention in self._mentions:
            person = self._of[mention.number]
            if mention.addressed and not person.undecided and person not in addressed[mention.document]:
                addressed[mention.document].append(person)
        for mention in self._mentions:
            greeted = self._of[mention.number]
            if (
                not mention.greeting
                or greeted.undecided
                or greeted.entry is not None
                or greeted.surnames
                or not mention.name.word
            ):
                continue
            fits = [
                person for person in addressed[mention.document] if mention.name.word[0] in person.first_initials
                and not person.forenames and person.entry is None
            ]
            if len(fits) == 1 and fits[0] is not greeted and not self._different(fits[0], greeted):
                self._merge(fits[0], greeted)

    def _surnames(self) -> None:
        """ "Mrs Dobson", and surnames on their own."""
        waiting: dict[str, list[Mention]] = defaultdict(list)
        torn: list[tuple[Mention, list[Person]]] = []
        for mention in self._open():
            name = mention.name
            if (
                mention.family
                or mention.unborn
                or mention.newborn
                or name.forenames
                or name.first_initial
                or name.initials
            ):
                continue
            word = name.surname or name.word
            if not name.surname and (
                word in self._words.forenames or not (mention.titled or word in self._words.surnames)
            ):
                continue
            if mention.loose:
                self._leave(mention, self._among(self._by_surname.get(word, {}), mention))
                continue
            crowd = self._by_surname.get(word, {})
            if not crowd and len(alike := self._by_forename_like(word)) > 1:
                self._leave(mention, alike)  # "Mrs Joana", where there are Joanna and Ioana
                continue
            fits = [
                person
                for person in self._among(crowd, mention)
                if not self._apart(person, mention)
                and not (mention.titled and person.young)
                and not self._lettered_otherwise(person, mention)
            ]
            if mention.title in {"mr", "mrs", "ms", "miss", ""} and len(fits) > 1:
                known = [person for person in fits if person.gender and person.gender == mention.gender]
                unknown = [person for person in fits if not person.gender]
                fits = known if known and not unknown else fits
            if mention.title in {"dr", "pc", "dc", "ds", "di", "sgt"} and len(fits) > 1:
                fits = [person for person in fits if person.likely_group is Group.PROFESSIONAL] or fits
            chosen = self._only(fits, mention)
            if chosen is not None:
                self._tie(mention, chosen, 0.92)
            elif fits or len(crowd) > _CROWD:
                torn.append((mention, fits))
            else:
                waiting[word].append(mention)
        for mention, fits in sorted(torn, key=lambda pair: self._by_title(pair[1], pair[0]) is None):
            # What was tied meanwhile may tell: "Mrs Dobson (MGM)" leaves "Ms Dobson" to her daughter.
            chosen = self._by_title(fits, mention)
            if chosen is not None:
                self._tie(mention, chosen, 0.8)
            else:
                self._leave(mention, fits)
        for word in sorted(waiting):
            self._new_surnames(word, waiting[word])

    def _lettered_otherwise(self, person: Person, mention: Mention) -> bool:
        """Whether the forename beside a surname begins with another letter than a person's: "Mrs Gill (Kulwinder)"
        is no H. Gill."""
        beside = [self._mentions[other].name for other in (*mention.alias_of, *self._aliases.get(mention.number, ()))]
        letters = {(name.forenames[0] if name.forenames else name.word)[:1] for name in beside} - {""}
        return bool(letters and person.first_initials and not person.forenames) and not letters & person.first_initials

    def _new_surnames(self, word: str, mentions: Sequence[Mention]) -> None:
        """Persons of whom only a surname is known: one, or one for each gender or profession that is told."""
        genders = {mention.gender for mention in mentions if mention.gender}
        people: dict[str, Person] = {gender: self._new() for gender in sorted(genders)} or {"": self._new()}
        for mention in sorted(mentions, key=lambda mention: (not mention.cues, mention.number)):
            home = people.get(mention.gender) or (next(iter(people.values())) if len(people) == 1 else None)
            if home is None:
                self._leave(mention, people.values())
                continue
            if home.stands_against(mention):
                home = people.setdefault(f"{mention.gender} {mention.group.value}", self._new())
            self._tie(mention, home, 0.9)
        for person in people.values():
            self._know(person, Name(surname=word))

    def _families(self) -> None:
        """ "the Dobsons", "Mr and Mrs Mensah": a name that many share is nobody's alone."""
        families: dict[str, Person] = {}
        for mention in self._open():
            if not mention.family:
                continue
            word = mention.name.surname or mention.name.word or plain_text(mention.text)
            stem = word[:-1] if word.endswith("s") and word not in self._words.surnames else word
            if stem not in families:
                families[stem] = self._new()
                families[stem].family = True
            self._take(mention, families[stem], 0.9)

    def _babies(self) -> None:
        babies: dict[str, Person] = {}
        for mention in self._open():
            if mention.unborn:
                word = mention.name.surname or mention.name.word
                if word not in babies:
                    babies[word] = self._new()
                    babies[word].unborn = True
                self._take(mention, babies[word], 0.9)
                babies[word].learn(Name(surname=word))

    def _second_look(self) -> None:
        """Undecided mentions of which all but one candidate have turned out to be somebody else meanwhile, or one alone
        has turned out to bear the title or to be grown up, as "Mrs Pugh" is."""
        for person in self.people:
            if not person.undecided or len(person.candidates) < 2 or person.mentions[0].loose:
                continue
            (mention,) = person.mentions
            if (known := self._named_beside(mention)) is not None:
                person.mentions, person.ties, person.by_document = [], [], defaultdict(list)
                self._tie(mention, known, 0.9)
                continue
            fits = [
                candidate
                for candidate in person.candidates
                if (candidate.mentions or candidate.entry is not None) and not self._apart(candidate, mention)
            ]
            if len(fits) > 1 and (mention.titled or mention.title in _OFFICES):
                known = self._by_title(fits, mention) if mention.title in _OFFICES else None
                grown = [c for c in fits if c.grown and not _titled_otherwise(c, mention)]
                fits = [known] if known is not None else grown if len(grown) == 1 else fits
            if len(fits) == 1:
                person.mentions, person.ties, person.by_document = [], [], defaultdict(list)
                self._tie(mention, fits[0], 0.8)

    def _named_beside(self, mention: Mention) -> Person | None:
        """Who an undecided mention is by the name that the text puts beside it: "Mrs Gill (Kulwinder)"."""
        beside = {
            person.number: person
            for other in (*mention.alias_of, *mention.same_as, *self._aliases.get(mention.number, ()))
            if not (person := self._of[other]).undecided
        }
        word = mention.name.surname or mention.name.word
        fits = [
            person
            for person in beside.values()
            if (not person.surnames or person.has_surname(word))
            and not person.family
            and not self._apart(person, mention)
        ]
        return fits[0] if len(fits) == 1 and len(beside) == 1 and not mention.name.initials else None

    def _teknonyms(self) -> None:
        """ "Mama Seun" is the mother, where there is one mother and a child of that name."""
        told: dict[str, list[Person]] = defaultdict(list)
        for person in self.people:
            if person.mentions and not person.undecided and not any(" " in word for word in person.words):
                for role in {
                    cue.role.name
                    for own in person.mentions
                    for cue in own.cues
                    if cue.weight >= 2 and cue.of is None and not cue.pronoun
                }:
                    told[role].append(person)
        called = [
            (child in _TWINS, person, prefix, child)
            for person in self.people
            if person.mentions and not person.undecided
            for prefix, _, child in sorted(word.partition(" ") for word in person.words if " " in word)[:1]
            if prefix in TEKNONYMS
        ]
        for twins, person, prefix, child in sorted(called, key=lambda one: (one[0], one[1].number)):
            parents = told[TEKNONYMS[prefix]]
            if len(parents) != 1 or not person.mentions:
                continue
            # Who is "Mama Seun" by one child is "Iya Ibeji", mother of twins, by the next.
            if any(" " in word for word in parents[0].words) if twins else any(
                other is not parents[0] and other.mentions and other.called(child) > 1
                for other in self._by_forename_like(child)
            ):
                self._merge(parents[0], person)

    def _babies_named(self) -> None:
        """An unborn baby who is later born and named is one child, where only one can be meant."""
        unborn = [person for person in self.people if person.unborn and person.mentions]
        if len(unborn) != 1:
            return
        born = [
            person
            for person in self.people
            if person.mentions
            and not person.unborn
            and not person.undecided
            and any(mention.newborn or mention.age == 0 for mention in person.mentions)
            and person.likely_group is not Group.PROFESSIONAL
            and not person.parental
            and person.forenames | person.words
            and (not person.surnames or person.surnames & unborn[0].surnames)
        ]
        if len(born) > 1:
            share = [person for person in born if person.surnames & unborn[0].surnames]
            born = share if len(share) == 1 else born
        if len(born) == 1:
            self._merge(born[0], unborn[0])

    def _forenames(self) -> None:
        waiting: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._open():
            name = mention.name
            if name.initials or not (name.word or name.forenames):
                continue
            waiting[name.word or name.forenames[0]].append(mention)
        # Words that fit a known person exactly, then short forms, then spellings; new persons between them.
        fitting: dict[str, list[Person]] = {}
        self._possessives(waiting)
        for word in sorted(waiting, key=lambda word: (-len(waiting[word]), word)):
            fitting[word] = [
                person for person in self._candidates(word) if self._may_be(person, word, len(waiting[word]))
            ]
        fresh = [word for word in fitting if not fitting[word]]
        self._fresh(fresh, waiting)
        # "Samuel" before "Sam": whose middle name it is decides whom the short form means.
        fit = {word: max(self._rank(person, word) for person in people) for word, people in fitting.items() if people}
        for word in sorted(fit, key=lambda word: (-fit[word], word)):
            self._settle(word, [mention for mention in waiting[word] if mention.number not in self._of])

    def _possessives(self, waiting: dict[str, list[Mention]]) -> None:
        """ "mimis party" is Mia's: an s behind a short form that nobody else has is no part of it."""
        for word in [word for word in waiting if word.endswith("s") and len(word) > _SHORT_SURNAME]:
            known = any(person.called(word[:-1]) > 1 for person in self._candidates(word[:-1]))
            if known and not self._candidates(word):
                for mention in waiting[word]:
                    mention.name = replace(mention.name, word=word[:-1])
                waiting[word[:-1]].extend(waiting.pop(word))
                waiting[word[:-1]].sort(key=lambda mention: mention.number)

    def _may_be(self, person: Person, word: str, count: int) -> bool:
        """Whether a word that stands so many times may be a variant of a person's name.

        A misspelling is rare, and rarer than what it misspells; and who is called Ion is not called Ionut for
        short, though Ionut may be called Ion.
        """
        rank = self._rank(person, word)
        if rank in {0, 3}:
            return rank == 3
        longer = any(len(word) > len(own) and word.startswith(own) for own in person.forenames)
        return count <= _RARE if rank == 1 or longer else True

    def _candidates(self, word: str) -> list[Person]:
        pool = {person.number: person for person in self._by_forename_like(word)}
        pool.update(self._by_surname.get(word, {}))
        return [pool[number] for number in sorted(pool) if not pool[number].undecided]

    def _by_forename_like(self, word: str) -> list[Person]:
        """Persons whose forename is, or may be, this one."""
        found: dict[int, Person] = {}
        for form in self._forms_like(word):
            found.update(self._by_forename[form])
        return [found[number] for number in sorted(found)]

    def _forms_like(self, word: str) -> tuple[str, ...]:
        """Forenames of the case that are, or may be, this one."""
        if word not in self._close:
            # A short form mostly begins as the name does; those that do not are looked up from the table.
            near = [form for form in self._forename_forms.get(word[:1], ()) if similar(word, form)]
            near += [form for form in (*_other_beginnings(word), *self._shortened[word]) if form in self._by_forename]
            self._close[word] = tuple(dict.fromkeys(near))
        return self._close[word]

    def _fresh(self, words: Sequence[str], waiting: Mapping[str, list[Mention]]) -> None:
        """Persons of whom only a forename is known; short forms and misspellings of one another are one."""
        made: set[int] = set()
        for word in words:  # most frequent first
            mentions = [mention for mention in waiting[word] if mention.number not in self._of]
            if not mentions:
                continue
            alike = [person for person in self._by_forename_like(word) if person.number in made]
            best = max((person.called(word) for person in alike), default=0)
            alike = [person for person in alike if person.called(word) == best]
            person = alike[0] if len(alike) == 1 else None
            if person is not None and (
                (best == 1 and self._both_are_names(person, word))
                or any(self._apart(person, mention) or self._introduced(person, mention, word) for mention in mentions)
            ):
                person = None
            if person is None:
                person = self._new()
                made.add(person.number)
            self._know(person, Name(word=word))
            self._fill(person, mentions)

    def _fill(self, person: Person, mentions: Sequence[Mention]) -> None:
        """Tie mentions of one form; those the evidence sets apart become other persons of the same name."""
        others: list[Person] = []
        sure = sorted(mentions, key=lambda mention: (not (mention.cues or mention.age), mention.number))
        for mention in sure:
            home = next((one for one in (person, *others) if not self._apart(one, mention)), None)
            if home is None and len(others) > _CROWD:
                self._leave(mention, ())
                continue
            if home is None:
                home = self._new()
                others.append(home)
            elif others and mention.group is Group.UNKNOWN and not mention.age:
                here = [one for one in (person, *others) if mention.document in one.by_document]
                if len(here) != 1:
                    self._leave(mention, (person, *others))
                    continue
                home = here[0]
            self._tie(mention, home, 0.9)

    def _settle(self, word: str, mentions: Sequence[Mention]) -> None:
        """Tie mentions of a single word for which there are candidates."""
        everyone = [person for person in self._candidates(word) if self._may_be(person, word, len(mentions))]
        # Dan Firth and Daniel Whitaker may both be "Dan"; a spelling counts only where nobody is called so.
        best = min(max((self._rank(person, word) for person in everyone), default=0), 2)
        fitting = [person for person in everyone if self._rank(person, word) >= best]
        if any(person.entry is not None and self._rank(person, word) == 3 for person in fitting):
            # The cast list leads: whoever of it is called so by another name would have the short form for an alias.
            fitting = [person for person in fitting if person.entry is None or self._rank(person, word) == 3]
        crowd = {person.number: person for person in fitting}
        strangers = [
            mention
            for mention in mentions
            if len(crowd) <= _CROWD
            and all(self._apart(person, mention) or self._introduced(person, mention, word) for person in fitting)
        ]
        if strangers and any(person.entry is not None and self._rank(person, word) == 3 for person in fitting):
            for mention in strangers:
                self._leave(mention, fitting)  # the text seems to contradict the cast list: that is for a human
        elif strangers:
            # Evidence says that this is somebody else of the same name.
            first = len(self.people)
            rival = self._new()
            self._know(rival, Name(word=word))
            self._fill(rival, strangers)
            rivals = [person for person in self.people[first:] if person.mentions and not person.undecided]
            fitting = [*(person for person in fitting if self._rank(person, word) == 3), *rivals]
            crowd = {person.number: person for person in fitting}
        torn: list[tuple[Mention, list[Person]]] = []
        for mention in mentions:
            if mention.number in self._of:
                continue
            fits = [
                person
                for person in self._among(crowd, mention)
                if not self._apart(person, mention) and not self._introduced(person, mention, word)
            ]
            if len(fits) > 1 and not mention.loose:
                # Whoever is always "Dr Graham" is not meant where Graham is called by his forename.
                fits = [person for person in fits if not self._always_titled(person, word)] or fits
                fits = self._without_passers(fits, mention, word)
            if not self._settled(mention, word, self._only(fits, mention)):
                torn.append((mention, fits))
        before = {two.number: one for one, two in pairwise(mentions) if one.document == two.document}
        for mention, fits in torn:
            last = before.get(mention.number)
            if not self._settled(
                mention, word, self._just_spoken_of(fits, mention, last) or self._by_habit(fits, mention)
            ):
                self._leave(mention, fits)

    def _introduced(self, person: Person, mention: Mention, word: str) -> bool:
        """Whether a mention names somebody of another generation by a form that is only like the person's: "Rose (18
        months)" beside Rosaleen, who is not known to be a child, and "mother Sivakamy" beside the young person Siva."""
        if person.entry is not None or self._rank(person, word) >= _EXACT:
            return False
        if any(own.partition("-")[0] == word.partition("-")[0] for own in person.calling | person.words):
            return False  # "Lexi-Mae (2)" is the Lexi of the next sentence
        if mention.age is not None and mention.age < _OF_AGE:
            return not person.young and bool(person.mentions)
        # "Rose (mum)" beside a Rosie of whom nobody says that she is anybody's mother.
        return (person.young or (bool(person.mentions) and not person.surnames and not person.parental)) and any(
            cue.role.name in _PARENTAL and cue.weight >= 2 and cue.of is None and not cue.pronoun
            for cue in mention.cues
        )

    def _settled(self, mention: Mention, word: str, chosen: Person | None) -> bool:
        if chosen is None or self._doubtful(mention, word, chosen) or self._unfamiliar(chosen, mention):
            return False
        if self._rank(chosen, word) == 1 and self._both_are_names(chosen, word):
            return False  # Sky and Skye: either may be the other misspelt, or somebody else
        if mention.loose and self._rank(chosen, word) < _EXACT:
            return False  # "Ask for Shell, not Michelle"
        self._tie(mention, chosen, (0.75, 0.85, 0.93)[max(self._rank(chosen, word), 1) - 1])
        return True

    def _both_are_names(self, person: Person, word: str) -> bool:
        """Whether a word is a forename in its own right, as the one it is spelt like is."""
        return is_forename(word) and any(
            is_forename(own) and similar(own, word) == 1 for own in person.calling | person.words
        )

    def _just_spoken_of(self, fits: Sequence[Person], mention: Mention, last: Mention | None) -> Person | None:
        """Whom the same word meant just before, in the same paragraph."""
        if last is None or mention.loose:
            return None
        person = self._of.get(last.number)
        return person if person in fits and last.paragraph == mention.paragraph and not last.loose else None

    def _by_habit(self, fits: Sequence[Person], mention: Mention) -> Person | None:
        """The one of the family, where the others of the name are not named in the document, or are named there
        by surname, title or initials: a worker writes "Sarah" of the mother and "PC Naylor" of the officer."""
        if mention.loose or mention.quoted:
            return None
        if mention.titled:
            formal = [person for person in fits if person.formal]
            return formal[0] if len(formal) == 1 else None
        family = [
            person
            for person in fits
            if person.likely_group is Group.FAMILY or (person.young and person.likely_group is Group.UNKNOWN)
        ]
        if len(family) != 1:
            return None
        for other in fits:
            if other is family[0]:
                continue
            if other.likely_group not in {Group.PROFESSIONAL, Group.OTHER}:
                return None
            here = other.by_document.get(mention.document, ())
            if here and not any(own.title or own.name.initials for own in here):
                return None
            if any(own.name.full for own in here) and any(
                own.name.full for own in family[0].by_document.get(mention.document, ())
            ):
                return None  # both are introduced here by the same forename
        return family[0]

    def _without_passers(self, fits: Sequence[Person], mention: Mention, word: str) -> list[Person]:
        """Candidates without those who are named once and in full, in another document: they are hardly meant by a
        bare forename that others of the case are as well called by."""
        passing = [
            person
            for person in fits
            if person.entry is None
            and len(person.mentions) == 1
            and person.mentions[0].name.full
            and mention.document not in person.by_document
        ]
        rest = [person for person in fits if person not in passing]
        worth = max((self._rank(person, word) for person in rest), default=0)
        return [person for person in fits if person not in passing or self._rank(person, word) > worth]

    @staticmethod
    def _always_titled(person: Person, word: str) -> bool:
        """Whether a word is the surname of somebody who is never called by it without a title."""
        if person.called(word):
            return False
        return len(person.mentions) > 1 and not person.called_bare

    def _unfamiliar(self, person: Person, mention: Mention) -> bool:
        """Whether a professional's forename stands in a list, in a document that does not name them otherwise,
        and they are called by it nowhere else: it may be somebody else's."""
        if (
            not (person.formal or person.likely_group is Group.PROFESSIONAL)
            or not (mention.beside or mention.coupled)
            or mention.document in person.by_document
            or person.entry is not None
        ):
            return False
        word = mention.name.word or mention.name.forenames[0]
        return not any(
            self._words_in[document][word] > 1
            or (word in self._words_in[document] and word not in person.forenames)
            or self._alone_in[document][word]
            for document in person.by_document
        )

    def _rank(self, person: Person, word: str) -> int:
        called = person.called(word)
        return max(called, 3 if person.has_surname(word) else 0)

    def _doubtful(self, mention: Mention, word: str, chosen: Person) -> bool:
        """Whether somebody else, of a more frequent name spelt alike, was just spoken of."""
        if mention.group is not Group.UNKNOWN:
            return False
        for step in (-1, 1):
            at = mention.number + step
            while (
                0 <= at < len(self._mentions)
                and (near := self._mentions[at]).document == mention.document
                and abs(near.finding.start - mention.finding.start) < _NEAR
            ):
                for other in near.name.forenames or (near.name.word,):
                    if (
                        other
                        and other != word
                        and spelt_alike(word, other)
                        and self._count[other] >= self._count[word]
                        and any(person is not chosen for person in self._by_forename.get(other, {}).values())
                    ):
                        return True
                at += step
        return False

    def _only(self, fits: Sequence[Person], mention: Mention) -> Person | None:
        """The one candidate that is left, or that alone is surely named in the document."""
        if len(fits) > 1 and any(person.entry is not None for person in fits):
            # The cast list leads; somebody outside it counts only where the document names them in full.
            fits = [person for person in fits if person.entry is not None or self._surely_in(person, mention)]
        if len(fits) <= 1:
            return fits[0] if fits else None
        if mention.sender is not None and mention.alone:
            sender = self._of.get(mention.sender)
            if sender in fits:
                return sender
        group = mention.group
        if group is not Group.UNKNOWN:
            same = [person for person in fits if person.likely_group is group]
            if len(same) == 1:
                return same[0]
        said = {cue.role.name for cue in mention.cues if cue.weight >= 2 and cue.of is None and not cue.pronoun}
        same = [person for person in fits if not said.isdisjoint(person.said)]
        if len(same) == 1:
            return same[0]
        if (titled := self._by_title(fits, mention)) is not None:
            return titled
        if (elder := _by_generation(fits, mention)) is not None:
            return elder
        here = [person for person in fits if self._surely_in(person, mention)]
        # One of the family may be meant wherever a forename or surname stands, named in full there or not.
        absent = [person for person in fits if person not in here]
        if len(here) == 1 and all(
            person.likely_group in {Group.PROFESSIONAL, Group.OTHER}
            or (person.likely_group is Group.UNKNOWN and len(person.mentions) == 1)
            for person in absent
        ):
            return here[0]
        return None

    def _by_title(self, fits: Sequence[Person], mention: Mention) -> Person | None:
        """ "Mrs Dobson" and "Ms Dobson" are two women where one of them is known by her title, and "Pastor Mensah" is
        the one who is called so."""
        if mention.title in _OFFICES:
            fit = [person for person in fits if mention.title in person.titles]
            return fit[0] if len(fit) == 1 else None
        if mention.title not in _WOMEN:
            return None
        fit = [person for person in fits if not _titled_otherwise(person, mention)]
        return fit[0] if len(fit) == 1 else None

    def _surely_in(self, person: Person, mention: Mention) -> bool:
        """Whether a document names a person by the same word within a longer form."""
        word = (
            mention.name.word or mention.name.surname or (mention.name.forenames[0] if mention.name.forenames else "")
        )
        key = (person.number, mention.document, word)
        if key not in self._present:
            by_forename = person.called(word) > 1
            self._present[key] = any(
                bool(other.name.forenames) and bool(other.name.surname or other.name.last_initial)
                if by_forename
                else bool(other.name.surname)
                and bool(other.name.forenames or other.name.first_initial or other.titled)
                for other in person.by_document.get(mention.document, ())
            )
        return self._present[key]

    def _initials(self) -> None:
        waiting = [mention for mention in self._open() if mention.name.initials]
        defined: dict[str, list[Person]] = defaultdict(list)
        for person in self.people:
            for letters in person.initials:
                if person.mentions or person.entry is not None:
                    defined[letters].append(person)
        spelling: dict[str, dict[int, Person]] = defaultdict(dict)
        for person in self.people:
            if person.undecided or person.family or (not person.mentions and person.entry is None):
                continue
            for letters in _letters_of(person):
                spelling[letters][person.number] = person
        in_document: dict[int, set[Person]] = defaultdict(set)
        for person in self.people:
            if not person.family:
                for document in person.by_document:
                    in_document[document].update(person.candidates if person.undecided else (person,))
        local: dict[tuple[int, str], list[Person]] = defaultdict(list)
        for mention in self._mentions:
            if mention.name.initials and mention.number in self._of:
                person = self._of[mention.number]
                if not person.undecided and person not in local[mention.document, mention.name.initials]:
                    local[mention.document, mention.name.initials].append(person)
        unknown: dict[str, list[Mention]] = defaultdict(list)
        for mention in waiting:
            letters = mention.name.initials
            here = local.get((mention.document, letters), [])
            if len(here) == 1:
                self._tie(mention, here[0], 0.97)
                continue
            fits = here
            if not fits and len(letters) > 1:
                fits = list(defined.get(letters, ()))
                crowd = self._among(spelling.get(letters, {}), mention)
                spelt = [person for person in crowd if not self._apart(person, mention)]
                if len(fits) == 1:
                    rivals = [
                        person for person in spelt if person is not fits[0] and mention.document in person.by_document
                    ]
                    fits = [*fits, *rivals]
                elif not fits:
                    fits = spelt
                    named = [person for person in fits if mention.document in person.by_document]
                    fits = named if len(named) == 1 else fits
            elif not fits:
                fits = self._by_letter(mention, in_document[mention.document])
            if (elder := _by_generation(fits, mention)) is not None:
                fits = [elder]
            if len(fits) == 1:
                self._tie(mention, fits[0], 0.9)
            elif fits or len(letters) == 1 or len(spelling.get(letters, {})) > _CROWD:
                self._leave(mention, fits)
            else:
                unknown[letters].append(mention)
        halves = self._half_named(unknown, in_document)
        for letters in sorted(unknown):
            person = halves.get(letters) or self._new()
            babies = [mention for mention in unknown[letters] if mention.newborn]
            if any(_is_adults(mention) for mention in unknown[letters]):
                # "J.J." the father and "Baby JJ".
                namesake = self._new() if babies else person
            else:
                namesake = person
            for mention in unknown[letters]:
                self._tie(mention, namesake if mention.newborn else person, 0.75 if letters in halves else 0.6)
            person.initials.add(letters)
            namesake.initials.add(letters)

    def _half_named(
        self, unknown: Mapping[str, Sequence[Mention]], present: Mapping[int, set[Person]]
    ) -> dict[str, Person]:
        """Whom initials mean that no full name spells: "DW" is Dorota, where others are called Wood, or Mr Wood, of
        whom no forename and no office is told ("LM" is no Dr Menon), where nobody else of the same documents can be
        meant and no other initials fit."""
        found: dict[str, Person] = {}
        for letters, mentions in unknown.items():
            if len(letters) > 3 or not letters.isalpha():
                continue
            documents = {mention.document for mention in mentions}
            lasts = {
                surname[:1]
                for document in documents
                for person in present[document]
                if person.likely_group is not Group.PROFESSIONAL or not person.forenames
                for surname in person.surnames
            }
            if letters[-1] not in lasts:
                continue
            fits = {
                person.number: person
                for document in documents
                for person in present[document]
                if _half_spelt(person, letters) and not any(self._apart(person, mention) for mention in mentions)
            }
            if any(cue.role.group is Group.PROFESSIONAL for mention in mentions for cue in mention.cues):
                # "JB, SW": a worker, so nobody who may be anything else.
                fits = {
                    number: person
                    for number, person in fits.items()
                    if person.likely_group is Group.PROFESSIONAL
                    or any(cue.role.group is Group.PROFESSIONAL for own in person.mentions for cue in own.cues)
                }
            if len(fits) == 1:
                (found[letters],) = fits.values()
        claimed = Counter(person.number for person in found.values())
        return {letters: person for letters, person in found.items() if claimed[person.number] == 1}

    def _by_letter(self, mention: Mention, present: Iterable[Person]) -> list[Person]:
        """Persons of the document a single letter may stand for."""
        letter = mention.name.initials
        sender = self._of.get(mention.sender) if mention.sender is not None and mention.alone else None
        if (
            sender is not None
            and letter in {word[:1] for word in sender.forenames | sender.words} | sender.first_initials
        ):
            return [sender]
        by_forename: list[Person] = []
        by_surname: list[Person] = []
        for person in sorted(present, key=lambda person: person.number):
            firsts = {word[:1] for word in person.forenames | (person.words - person.surnames)}
            if letter in firsts or letter in person.first_initials:
                fits = by_forename
            elif (mention.titled or not firsts) and letter in {surname[:1] for surname in person.surnames}:
                fits = by_surname
            else:
                continue
            if not self._apart(person, mention) and not (mention.titled and person.young):
                fits.append(person)
        if mention.titled:
            named = [person for person in (*by_forename, *by_surname) if person.surnames]
            return [person for person in named if letter in {surname[:1] for surname in person.surnames}]
        # A letter stands for a forename; for a worker's only where nobody else is called so.
        private = [person for person in by_forename if person.likely_group is not Group.PROFESSIONAL]
        return private or by_forename or by_surname

    def _leave(self, mention: Mention, candidates: Iterable[Person]) -> None:
        """Leave a mention undecided: a person of its own, who goes to review."""
        person = self._new()
        person.undecided = True
        person.candidates = tuple(candidates)
        self._take(mention, person, 0.3)

    def _leftovers(self) -> None:
        for mention in self._open():
            self._leave(mention, ())


def _is_adults(mention: Mention) -> bool:
    """Whether something says that initials are a parent's or a worker's."""
    return any(
        cue.role.name in _PARENTAL or cue.role.group is Group.PROFESSIONAL
        for cue in mention.cues
        if cue.of is None and not cue.pronoun
    )


def _by_generation(fits: Sequence[Person], mention: Mention) -> Person | None:
    """ "Mrs Hart senior" is the grandmother, where one of those who may be meant is a grandparent."""
    if mention.generation != "older":
        return None
    elders = [person for person in fits if any(_GRANDPARENT.search(role) for role in person.said)]
    return elders[0] if len(elders) == 1 else None


def _titled_otherwise(person: Person, mention: Mention) -> bool:
    """Whether a woman is called Mrs where the mention says Ms, or the other way round."""
    titles = person.titles & _WOMEN
    return mention.title in _WOMEN and bool(titles) and mention.title not in titles


def _shortened(written: str, surname: str) -> bool:
    """Whether a surname is written by the first letters of its parts: "OR" and "O-R" for "Okoro-Reed"."""
    parts = re.split(r"[\s-]", surname)
    return len(parts) > 1 and written.replace("-", "") == "".join(part[:1] for part in parts)


def _half_spelt(person: Person, letters: str) -> bool:
    """Whether initials may be those of somebody of whom only a forename or only a surname is known."""
    if person.undecided or person.family or person.entry is not None or person.initials - {letters}:
        return False
    forenames = person.forenames | (person.words - person.surnames)
    if forenames and not person.surnames and not person.last_initials:
        return any(" " not in word and word[:1] == letters[0] for word in forenames)
    if person.surnames and not forenames and not person.first_initials and not person.titles & _OFFICES:
        return any(surname[:1] == letters[-1] for surname in person.surnames)
    return False


def _letters_of(person: Person) -> set[str]:
    """Two- and three-letter initials a person's names spell."""
    found = set()
    for forename in person.calling | person.words:
        if "-" in forename:
            found.add("".join(part[:1] for part in forename.split("-")))
    for name in person.names:
        if not name.full:
            continue
        surnames = [name.surname.replace(" ", "-").split("-"), [name.surname]]
        for parts in surnames:
            for firsts in ([name.forenames[0]], list(name.forenames)):
                found.add("".join(word[0] for word in firsts) + "".join(part[0] for part in parts if part))
        for longer in (2, 3):
            if len(name.surname) > longer:
                found.add(name.forenames[0][0] + name.surname[:longer])
        found.add(name.forenames[0][:2] + name.surname[0])
        if "-" in name.forenames[0]:
            found.add("".join(part[0] for part in name.forenames[0].split("-") if part) + name.surname[0])
    for name in person.names:
        if len(name.forenames) == 1 and name.last_initial:
            found.add(name.forenames[0][0] + name.last_initial)
        if name.first_initial and name.surname:
            found.add(name.first_initial + "".join(part[:1] for part in name.surname.split("-")))
            found.add(name.first_initial + name.surname[0])
    return {
        letters for letters in found if 1 < len(letters) <= 4 and all(character.isalpha() for character in letters)
    }


#: First letters that are taken for one another ("Kath" and "Cath", "Joana" and "Ioana").
_SAME_SOUND = {
    "c": "ks",
    "k": "c",
    "f": "p",
    "p": "f",
    "s": "cz",
    "g": "j",
    "j": "giy",
    "y": "ij",
    "i": "jy",
    "z": "s",
}


def _other_beginnings(word: str) -> tuple[str, ...]:
    """Names with another first letter that may be the same one ("Liz" and "Elizabeth", "Kath" and "Cath")."""
    forms = [form for form in short_forms_of(word) if form[:1] != word[:1]]
    return (*forms, *(letter + word[1:] for letter in _SAME_SOUND.get(word[:1], "")))


def cue_possessor(cue: Cue, mention: Mention, census: Census) -> Person | None:
    """Whom a kinship word is said of, or None when it is said of nobody in particular."""
    if cue.of is None:
        return None
    person = census.person_of(cue.of)
    return None if person is census.person_of(mention.number) or person.undecided else person
