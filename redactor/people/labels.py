"""What the audience calls each person: roles from the evidence, then one label each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from redactor.casefile import Group
from redactor.people.identity import INCIDENTAL, Census, Person, cue_possessor
from redactor.people.mentions import Mention, plain_text
from redactor.people.roles import Role, RoleTable

#: Rounds in which kinship is worked out: the mother first, then her mother, then hers.
_ROUNDS = 4
#: Roles that one household has one of, and that are told apart by whose parent they are.
_PARENTS = ("mother", "father")
_OFFSPRING = frozenset({"son", "daughter"})
_CHILDREN = frozenset(
    {"child", "baby", "son", "daughter", "sibling", "brother", "sister", "half-sibling", "unborn baby"}
)
#: A father of more children than this is told apart by a number.
_MOST_CHILDREN = 4
#: What a person is called of whom nothing tells; always numbered.
NOBODY_KNOWN = "Person"
#: Votes a role needs at least.
_LEAST = 0.75


def find_roles(people: Sequence[Person], census: Census, roles: RoleTable) -> None:
    """Give each person the role their cues speak for, and the group that goes with it.

    Kinship said of somebody ("her mum", "Liz's mum") is read once the role of that somebody is known.

    Args:
        people: all persons of the case.
        census: who is tied to which mention.
        roles: the table of roles.
    """
    for person in people:
        if person.entry is not None and person.entry.role:
            person.role = roles.understand(person.entry.role)
        elif person.unborn:
            # Born and named in the course of the case, the baby is a child like the others.
            person.role = roles.get("child" if person.calling | person.words else "unborn baby")
    said_of = _said_of(people, census)
    for _ in range(_ROUNDS):
        before = [person.role for person in people]
        for person in people:
            if not person.unborn and (person.entry is None or not person.entry.role):
                person.role = _voted(person, census, roles, said_of.get(person.number, ())) or person.role
        if [person.role for person in people] == before:
            break
    family = {
        surname
        for person in people
        if person.role is not None and person.role.group is Group.FAMILY
        for surname in person.surnames
    }
    for person in people:
        if person.role is None and not person.undecided and not person.family:
            person.role = _by_age(person, roles, family)
        person.group = _group(person)
    _by_name(people)
    for person in people:
        if person.undecided:
            person.group = _group(person)


def _said_of(people: Sequence[Person], census: Census) -> dict[int, list[Person]]:
    """Sons and daughters by the number of the person they are said to belong to."""
    found: dict[int, list[Person]] = defaultdict(list)
    for person in people:
        for mention in person.mentions:
            for cue in mention.cues:
                if cue.role.name in _OFFSPRING and (owner := cue_possessor(cue, mention, census)) is not None:
                    found[owner.number].append(person)
    return found


def _as_parent(person: Person, offspring: Sequence[Person], roles: RoleTable) -> Iterable[Role]:
    """What somebody is whose son or daughter is known to be a child or a parent of the case."""
    for child in offspring:
        for parent, grand in (("mother", "maternal"), ("father", "paternal")):
            if child.role is not None and child.role.name == parent and person.gender:
                role = roles.get(f"{grand} grand{'mother' if person.gender == 'f' else 'father'}")
                if role is not None:
                    yield role
        if (
            child.role is not None
            and child.role.name in _CHILDREN
            and person.gender
            and (role := roles.get("mother" if person.gender == "f" else "father")) is not None
        ):
            yield role


def _voted(person: Person, census: Census, roles: RoleTable, offspring: Sequence[Person]) -> Role | None:
    if person.undecided or person.family:
        return None
    votes: dict[str, float] = defaultdict(float)
    found: dict[str, Role] = {}
    for mention in person.mentions:
        for cue in mention.cues:
            role, weight = cue.role, cue.weight
            owner = cue_possessor(cue, mention, census)
            if owner is not None and owner.role is not None:
                target = role.of.get(_base(owner))
                if target is not None:
                    role = roles.get(target) or role
                elif owner.group is Group.PROFESSIONAL or (owner.role and owner.role.group is Group.PROFESSIONAL):
                    weight *= 0.2
            elif cue.pronoun or owner is not None:
                weight *= 0.35
            if person.gender and role.gender and role.gender != person.gender:
                continue
            votes[role.name] += weight
            found[role.name] = role
    for role in _as_parent(person, offspring, roles):
        votes[role.name] += 1.0
        found[role.name] = role
    if not votes:
        return None
    if any(role.group is Group.FAMILY and votes[name] >= _LEAST for name, role in found.items()):
        votes = {name: weight for name, weight in votes.items() if name not in INCIDENTAL}
    # A daughter of the grandmother is an aunt, unless something says that she is the mother herself.
    for parent, beside in (("mother", "maternal aunt"), ("father", "paternal uncle")):
        if parent in votes and beside in votes:
            votes[parent] += votes.pop(beside)
    # A special role says more than the general one that it contains: "duty social worker" and "social worker".
    for name in list(votes):
        for other in votes:
            if (
                other != name
                and votes[other] >= 1
                and (other.endswith(f" {name}") or (name in _GENERAL and found[other].group is found[name].group))
            ):
                votes[other] += votes[name]
    best = max(votes.values())
    if best < _LEAST:
        return None
    return found[min(name for name, weight in votes.items() if weight == best)]


#: Roles that any special one of the same group outweighs.
_GENERAL = frozenset(
    {"doctor", "partner", "grandmother", "grandfather", "grandparent", "parent", "other adult", "aunt", "uncle"}
)


def _base(person: Person) -> str:
    """The role kinship is reckoned from."""
    role = person.role.name if person.role else ""
    return "child" if role in _CHILDREN else role


def _by_age(person: Person, roles: RoleTable, family: set[str]) -> Role | None:
    """A minor of whom nothing else is told: of the family, unless the surname says otherwise."""
    if not person.ages or person.oldest >= 18 or person.likely_group is Group.PROFESSIONAL:
        return None
    stranger = person.likely_group is Group.OTHER or (person.surnames and not person.surnames & family)
    return roles.get("other child" if stranger else "child")


def _group(person: Person) -> Group:
    if person.entry is not None and person.entry.group is not Group.UNKNOWN:
        return person.entry.group
    if person.role is not None:
        return person.role.group
    if person.undecided:
        groups = {_known_group(candidate) for candidate in _meant(person)}
        return next(iter(groups)) if len(groups) == 1 else Group.UNKNOWN
    return person.likely_group


def _meant(person: Person) -> list[Person]:
    """Whom an undecided mention may mean, those left out who turned out to be somebody else."""
    return [candidate for candidate in person.candidates if candidate.mentions or candidate.entry is not None]


def _known_group(person: Person) -> Group:
    return person.likely_group if person.group is Group.UNKNOWN else person.group


def _by_name(people: Sequence[Person]) -> None:
    """Persons without a role who share a surname with the family belong to it."""
    surnames = {
        surname
        for person in people
        if person.group is Group.FAMILY and not person.undecided
        for surname in person.surnames
    }
    for person in people:
        if person.family:
            person.group = Group.FAMILY if person.surnames & surnames or not surnames else person.group
        elif (
            person.group is Group.UNKNOWN
            and not person.undecided
            and person.surnames & surnames
            and not any(
                mention.titled and mention.title not in {"mr", "mrs", "ms", "miss"} for mention in person.mentions
            )
        ):
            person.group = Group.FAMILY


def base_label(person: Person) -> str:
    """A person's label before letters and numbers; empty where nothing tells."""
    if person.role is not None:
        if person.role.name in {"brother", "sister", "sibling", "half-sibling"} and person.grown:
            return "Adult Sibling"
        return person.role.label
    if person.family:
        return "Family"
    if person.group is Group.PROFESSIONAL:
        return "Professional"
    if person.group is Group.FAMILY and not person.undecided:
        return "Family Member"
    return ""


def undecided_label(person: Person) -> str:
    """What stands for a mention that nothing ties to one person: "Child?", "Social Worker?", "Family Member?".

    It tells what all who may be meant have in common, and "Person?" where that is nothing. The question mark, as in
    "?CHECK", says that it is open who is meant; the label has no number, since it stands for no particular person, and
    no label of a person has the mark.
    """
    shared = {base_label(candidate) for candidate in _meant(person)} or {""}
    kind = {Group.FAMILY: "Family Member", Group.PROFESSIONAL: "Professional"}.get(person.group, "Person")
    return f"{(shared.pop() if len(shared) == 1 else '') or kind}?"


def lettered(person: Person) -> bool:
    """Whether a person is told apart by a letter: the children of the family."""
    return person.role is not None and person.role.letter and base_label(person) == person.role.label


def letter(number: int) -> str:
    """A, B … Z, AA, AB for 0, 1 … 25, 26, 27."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


class Labels:
    """Gives every person one label that no other person has.

    Numbers come only where two would share a label ("Social Worker 1", "Social Worker 2"); a label that was
    given in an earlier run never changes, so a second social worker found later is "Social Worker 2" beside
    "Social Worker".

    Args:
        taken: labels of earlier runs, whoever has them.
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def give(
        self,
        people: Sequence[Person],
        remembered: Mapping[int, str],
        parents: Mapping[int, Sequence[Person]],
        ids: Mapping[int, str],
    ) -> dict[int, str]:
        """Labels of persons by their number.

        Args:
            people: in the order of their first mention.
            remembered: labels of earlier runs by person number.
            parents: the children, by person number, of whom the text says that somebody is the parent.
            ids: subject ids by person number ("p7").

        Returns:
            Labels by person number: every person has their own; mentions that are left undecided share theirs. If
            nothing tells who somebody is, they are "Person 7" by the number of their id: so are people whose role the
            policy hides, and no two of them may be called alike.
        """
        labels = dict(remembered)
        wanted: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            if person.number in labels:
                continue
            if person.undecided:
                labels[person.number] = undecided_label(person)
            elif person.entry is not None and person.entry.label:
                labels[person.number] = person.entry.label
                self._taken.add(person.entry.label)
            elif lettered(person):
                labels[person.number] = self._letter(base_label(person))
            else:
                wanted[base_label(person) or NOBODY_KNOWN].append(person)
        wanted = self._parents(wanted, labels, parents)
        for base, group in wanted.items():
            for person in group:
                own = f"{NOBODY_KNOWN} {ids[person.number][1:]}"
                if base == NOBODY_KNOWN and own not in self._taken:
                    self._taken.add(own)
                    labels[person.number] = own
                else:
                    labels[person.number] = self._number(base, alone=len(group) == 1 and base != NOBODY_KNOWN)
        return labels

    def _letter(self, base: str) -> str:
        number = self._next.get(base, 0)
        while (label := f"{base} {letter(number)}") in self._taken:
            number += 1
        self._taken.add(label)
        self._next[base] = number + 1
        return label

    def _number(self, base: str, *, alone: bool) -> str:
        if alone and not any(
            label == base or re.fullmatch(rf"{re.escape(base)} \d+", label) for label in self._taken
        ):
            self._taken.add(base)
            return base
        number = self._next.get(base, 2 if base in self._taken else 1)
        while (label := f"{base} {number}") in self._taken:
            number += 1
        self._taken.add(label)
        self._next[base] = number + 1
        return label

    def _parents(
        self,
        wanted: Mapping[str, list[Person]],
        labels: dict[int, str],
        parents: Mapping[int, Sequence[Person]],
    ) -> dict[str, list[Person]]:
        """Two fathers are "Father of Child A" and "Father of Child B" where the text says whose they are."""
        rest = {base: list(group) for base, group in wanted.items()}
        for base in ("Mother", "Father"):
            group = rest.get(base, [])
            if len(group) < 2 and base not in self._taken:
                continue
            for person in list(group):
                children = sorted(
                    {labels[child.number] for child in parents.get(person.number, ()) if child.number in labels}
                )
                if not children or len(children) > _MOST_CHILDREN:
                    continue
                label = f"{base} of {_and(children)}"
                if label not in self._taken:
                    self._taken.add(label)
                    labels[person.number] = label
                    group.remove(person)
        return {base: group for base, group in rest.items() if group}


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def parents_of(people: Sequence[Person], census: Census) -> dict[int, list[Person]]:
    """Whose parent somebody is, as far as the text says it of a child by name: children by the parent's number."""
    found: dict[int, list[Person]] = defaultdict(list)
    for person in people:
        if person.role is None or person.role.name not in _PARENTS:
            continue
        named = [child for mention in person.mentions for child in _children_named(mention, person, census)]
        if person.entry is not None and " of " in person.entry.role:
            named = _children_listed(person.entry.role.partition(" of ")[2], people)
        found[person.number] = list(dict.fromkeys(named))
    return found


def _is_baby(person: Person) -> bool:
    return person.entry is not None and "baby" in person.entry.role.casefold()


def _children_listed(words: str, people: Sequence[Person]) -> list[Person]:
    """Children that a role in the cast list names: "father of Kai and Ellie", "father of baby"."""
    children = [person for person in people if person.role is not None and person.role.name in _CHILDREN]
    found = []
    for part in re.split(r",|&|/|\band\b", words):
        word = plain_text(part)
        if word in {"baby", "unborn", "the baby", "unborn baby"}:
            found += [child for child in children if child.unborn or _is_baby(child)]
        elif word:
            found += [child for child in children if child.called(word.split()[0]) > 1]
    return found


def _children_named(mention: Mention, person: Person, census: Census) -> Iterable[Person]:
    for cue in mention.cues:
        owner = cue_possessor(cue, mention, census)
        if (
            owner is not None
            and owner.role is not None
            and owner.role.name in _CHILDREN
            and person.role is not None
            and cue.role.name == person.role.name
        ):
            yield owner
