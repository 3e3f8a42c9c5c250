"""Whether a role that was found is the role that the gold tells in its own words.

Gold roles are free text ("police officer (detective sergeant)", "half-brother's father"). Both sides are
brought to a kind; a broader kind ("school staff" for a head of year) holds, another of the same breadth does not.
"""

from __future__ import annotations

import re

#: Kind and what says it, most particular first: the first that matches counts.
_KINDS: tuple[tuple[str, str], ...] = (
    ("partner's child", r"partner's (?:son|daughter|child)"),
    ("parent's partner", r"(?:mother's|father's|new) (?:new )?(?:ex-)?partner|step(?:father|mother)|^(?:ex-)?partner$"),
    ("another child's parent", r"(?:half-\w+|other child)'s (?:father|mother|parent)"),
    ("another child's relative", r"(?:half-\w+|other child)'s "),
    ("carer's child", r"carers?'s? (?:own )?(?:son|daughter|child)"),
    ("foster carer", r"foster carer|carer's (?:husband|wife|relative)"),
    ("special guardian", r"special guardian|kinship carer"),
    ("maternal grandmother", r"maternal grandmother"),
    ("maternal grandfather", r"maternal grandfather"),
    ("paternal grandmother", r"paternal grandmother"),
    ("paternal grandfather", r"paternal grandfather"),
    ("maternal uncle", r"maternal (?:uncle|aunt's husband)"),
    ("paternal uncle", r"paternal (?:uncle|aunt's husband)"),
    ("maternal aunt", r"maternal (?:aunt|uncle's wife)"),
    ("paternal aunt", r"paternal (?:aunt|uncle's wife)"),
    ("grandmother", r"grandmother"),
    ("grandfather", r"grandfather"),
    ("grandparent", r"grandparent"),
    ("aunt", r"\baunt"),
    ("uncle", r"\buncle"),
    ("lodger", r"lodger"),
    ("child", r"^(?:other )?child's (?:brother|sister)"),
    ("other child", r"\bpeer\b|other child"),
    ("community nurse", r"children's nurse|community nurse"),
    ("school nurse", r"school nurse"),
    ("nurse", r"\bnurse"),
    ("child", r"\b(?:child|unborn|baby|son|daughter|twin|sibling|brother|sister|half-\w+|young person)\b(?!')"),
    ("mother", r"\bmother\b(?!')"),
    ("father", r"\bfather\b(?!')"),
    ("parent", r"^parent$"),
    ("social worker", r"social worker"),
    ("manager", r"manager|supervisor"),
    ("chair", r"\bchair\b|\biro\b"),
    ("minute taker", r"minute|business support"),
    ("police officer", r"police|detective"),
    ("midwife", r"midwife"),
    ("health visitor", r"health visitor"),
    ("paediatrician", r"paediatrician"),
    ("medical secretary", r"medical secretary"),
    ("gp", r"\bgp\b"),
    ("camhs worker", r"camhs|psychiatr"),
    ("educational psychologist", r"educational psychologist"),
    ("speech and language therapist", r"speech"),
    ("physiotherapist", r"physiotherap"),
    ("substance misuse worker", r"substance|drug (?:and|worker)"),
    ("doctor", r"\bdoctor"),
    ("therapist", r"therapist"),
    ("designated safeguarding lead", r"safeguarding lead|\bdsl\b"),
    ("head of year", r"head of year"),
    ("teaching assistant", r"teaching assistant|support assistant"),
    ("senco", r"senco"),
    ("ehcp coordinator", r"ehcp"),
    ("school staff", r"school|teacher|admissions officer|receptionist"),
    ("youth justice worker", r"youth (?:offending|justice)"),
    ("probation officer", r"probation"),
    ("solicitor", r"solicitor|barrister"),
    ("idva", r"\bidva\b|domestic (?:abuse|violence) advis"),
    ("interpreter", r"interpreter"),
    ("missing worker", r"return home interview|missing"),
    ("mentor", r"mentor|youth worker"),
    ("support worker", r"support worker|short break"),
    ("faith leader", r"church|faith|elder|pastor"),
    ("neighbour", r"neighbour"),
    ("friend", r"friend"),
    ("person of concern", r"exploit\w* adult|supplier|perpetrator"),
    ("tenant", r"tenant|landlord"),
    ("adult", r"\badult\b"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
#: What also holds of a kind, said less exactly.
_BROADER: dict[str, frozenset[str]] = {
    "maternal grandmother": frozenset({"grandmother", "grandparent"}),
    "paternal grandmother": frozenset({"grandmother", "grandparent"}),
    "maternal grandfather": frozenset({"grandfather", "grandparent"}),
    "paternal grandfather": frozenset({"grandfather", "grandparent"}),
    "maternal aunt": frozenset({"aunt"}),
    "paternal aunt": frozenset({"aunt"}),
    "maternal uncle": frozenset({"uncle"}),
    "paternal uncle": frozenset({"uncle"}),
    "mother": frozenset({"parent"}),
    "father": frozenset({"parent"}),
    "another child's parent": frozenset({"another child's relative"}),
    "paediatrician": frozenset({"doctor"}),
    "gp": frozenset({"doctor"}),
    "community nurse": frozenset({"nurse"}),
    "school nurse": frozenset({"nurse"}),
    "speech and language therapist": frozenset({"therapist"}),
    "physiotherapist": frozenset({"therapist"}),
    "designated safeguarding lead": frozenset({"school staff"}),
    "head of year": frozenset({"school staff"}),
    "teaching assistant": frozenset({"school staff"}),
    "senco": frozenset({"school staff"}),
    "missing worker": frozenset({"support worker"}),
    "mentor": frozenset({"support worker"}),
    "other child": frozenset({"friend"}),
}


def kinds(description: str) -> frozenset[str]:
    """Kinds that a gold role tells of: its words, and those in brackets, each tell one at most."""
    words = description.lower()
    main, _, aside = words.partition("(")
    return frozenset(kind for kind in (_kind(main.strip()), _kind(aside.rstrip(") "))) if kind)


def role_fits(role: str, description: str) -> bool:
    """Whether a role that was found is what the gold describes, exactly or said more broadly.

    Args:
        role: canonical role of a subject; empty fits nothing.
        description: the gold's role.
    """
    found, told = _kind(role.lower()), kinds(description)
    return found is not None and (found in told or any(found in _BROADER.get(kind, ()) for kind in told))


def _kind(words: str) -> str | None:
    return next((kind for kind, pattern in _PATTERNS if words and pattern.search(words)), None)
