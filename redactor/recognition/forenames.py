"""Forenames that tell: the lists in ``rules/names/forenames.yaml``."""

from __future__ import annotations

from redactor.rulebook.tables import of_the_tables, trees_by_layer


@of_the_tables()
def _gendered() -> dict[str, str]:
    # A council's own list comes last and may take a name from the other gender, or say that both bear it.
    return {
        name: gender
        for layer in trees_by_layer("names")
        for tree in layer
        for key, gender in (("female", "f"), ("male", "m"), ("both", ""))
        for name in tree.data.get(key) or ()
    }


def gender_of(forename: str) -> str:
    """ "f" or "m" for a forename in plain letters that tells, else empty."""
    return _gendered().get(forename, "")


def is_forename(word: str) -> bool:
    """Whether a word in plain letters is a forename of the lists, of whichever gender."""
    return word in _gendered()
