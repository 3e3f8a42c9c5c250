"""Who is who in a case of many mentions, resolved in a process of its own: ``python -m redactor.evaluation.throng``.

The number of people grows with the number of mentions, and all share forty forenames, so that whatever compares
everybody with everybody shows. The request comes as JSON on stdin, the result goes as JSON to stdout.
"""

from __future__ import annotations

import json
import random
import sys
from time import perf_counter, process_time

from redactor.casefile import Document, Finding, Location, Recognition, TextBlock
from redactor.evaluation.bulk import FORENAMES
from redactor.evaluation.probe import peak_memory

#: Mentions of each document, of each person, and people of whom a document tells.
_OF_DOCUMENT, _OF_PERSON, _TOLD_OF = 50, 20, 10
#: Of the people of a document, those who are named in documents far away as well.
_KNOWN_ELSEWHERE = 3
_SYLLABLES = ("ka", "le", "mi", "ro", "ta", "vi", "so", "ne", "du", "fa", "be", "go", "hi", "lu", "po")
_LEADS = ("Visit by ", "Mother: ", "Social worker: ", "I spoke with ", "her mum ", "Mr ", "Child: ", "and then ")


def throng(mentions: int, *, shared: str = "") -> tuple[list[Document], list[Recognition]]:
    """Documents with mentions of people, and the mentions as findings; everybody in them is invented.

    Args:
        mentions: a multiple of 50.
        shared: "a forename" or "a surname" for one that everybody has, "nothing" for forenames of which few have the
            same; forty forenames otherwise.
    """
    dice = random.Random(7)

    def made(syllables: int) -> str:
        return "".join(dice.choices(_SYLLABLES, k=syllables)).title()

    def person() -> tuple[str, str]:
        forename = made(3) if shared in {"nothing", "a surname"} else dice.choice(FORENAMES)
        return FORENAMES[0] if shared == "a forename" else forename, "Pascoe" if shared == "a surname" else made(4)

    people = [person() for _ in range(max(mentions // _OF_PERSON, _TOLD_OF))]
    documents, recognitions = [], []
    amount = max(mentions // _OF_DOCUMENT, 1)
    for number in range(amount):
        first = number * len(people) // amount
        told = [people[(first + step) % len(people)] for step in range(_TOLD_OF - _KNOWN_ELSEWHERE)]
        told += dice.sample(people, _KNOWN_ELSEWHERE)
        text, findings = "", []
        for forename, surname in dice.choices(told, k=_OF_DOCUMENT):
            lead = dice.choice(_LEADS)
            form = dice.choice((
                f"{forename} {surname}", forename, f"{forename[0]} {surname}", f"Ms {surname}",
                forename[0] + surname[0],
            ))
            start = len(text) + len(lead)
            findings.append(Finding(
                document_id=f"d{number}", start=start, end=start + len(form), entity_type="PERSON", score=1.0,
                recogniser="made",
            ))
            text += f"{lead}{form}, who agreed.\n"
        block = TextBlock(id="b", text=text, location=Location(part="body"))
        documents.append(
            Document(id=f"d{number}", path=f"{number}.txt", format="txt", sha256="", blocks=(block,)))
        recognitions.append(Recognition(document_id=f"d{number}", findings=tuple(findings)))
    return documents, recognitions


def main() -> None:
    """Resolve what the request asks for: ``{"mentions": 100000}``."""
    from redactor.people import resolve
    from redactor.rulebook import load_rulebook

    request = json.load(sys.stdin)
    policy = load_rulebook().policy("success-review")
    documents, recognitions = throng(request["mentions"])
    begin, busy = perf_counter(), process_time()
    found = resolve(documents, recognitions, (), policy)
    json.dump({
        "documents": len(documents), "mentions": len(found.subject_by_span),
        "people": sum(not subject.undecided for subject in found.subjects.values()),
        "seconds": perf_counter() - begin, "cpu": process_time() - busy, "memory": peak_memory(),
    }, sys.stdout)


if __name__ == "__main__":
    main()
