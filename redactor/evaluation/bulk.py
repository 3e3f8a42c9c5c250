"""Large files of invented case material, made and redacted in processes of their own.

``python -m redactor.evaluation.bulk``: the request comes as JSON on stdin, the result goes as JSON to stdout. Making a
file and redacting it are two requests, so that the memory of the one is not counted for the other.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from redactor.evaluation.probe import peak_memory

#: What is written, in the voice of the sample case; everybody in it is invented.
_SENTENCES = (
    "Up the side stairs, {mother} was stood at the top waiting and had clearly been stood there a while.",
    "The flat is one bedroom, damp on the bathroom wall, very clean.",
    "I asked outright about reading; {mother} left {school} in Year 6 \"and that was it really\".",
    "{worker} told her straight that there would be an assessment and that every page of the file would be read.",
    "{child} showed me the boat that {father} had painted on the end of the cot.",
    "Routine enquiry asked alone: \"not at the minute\".",
    "Tel: {phone}, text first, she does not pick up an unknown number.",
    "{worker} rang {professional} on {day}; the health visitor had seen {child} that week and had no worries.",
    "{father} fetched her a cushion before she asked. She looked at him before she answered anything with a number.",
    "Both things were true and I am going to hold on to both.",
    "Weekly visits stay on Thursdays; she needs to know when I am coming.",
    "Police checks came back on {day}: one conviction, nothing since October.",
    "{professional} noted that the bruise was yellow, on the left forearm, two fingers wide. \"It was a door.\"",
    "The address is withheld from {father} and from all paperwork served: {address}.",
    "Threshold was discussed with the team manager, {manager}, who agreed that the plan can hold.",
    "Foodbank voucher given; three pounds were left on the prepay meter.",
    "{child} (dob {birthday}, NHS 999 000 0018) is registered at {surgery}.",
    "What the baby would say, if I try: I know his voice. I hear it through the wall of her.",
    "She laughed, first time in a while, and asked whether {worker} had ever taken a baby home.",
    "The core group met on {day} at {school}; {mother}, {professional} and {manager} were there.",
    "Nobody can hope their way through five removals. But she rang us, and I want to know why this time she rang.",
    "Case reference LCS {number}; next review on {day}.",
    "The grandmother put the phone down on me and later sent a text to say sorry.",
    "My number and that of the out-of-hours team are on the fridge door behind the milk.",
)
#: Of many traditions.
FORENAMES = (
    "Tamsin", "Kai", "Ellie", "Zac", "Joshua", "Marnie", "Ruth", "Donna", "Carol", "Clive", "Yvonne", "Samir",
    "Helen", "Kirsty", "Alfie", "Sharon", "Priya", "Kelechi", "Siobhan", "Jaswinder", "Anwar", "Fiona",
    "Gillian", "Bex", "Leon", "Dorothy", "Mabel", "Thomas", "Imran", "Agnieszka", "Callum", "Niamh",
    "Oluwaseun", "Bronwen", "Tyrone", "Aisha", "Rhys", "Ewa", "Declan", "Shanice",
)
_SURNAMES = (
    "Okoro", "Darnley", "Bellamy", "Mensah", "Pascoe", "Trevanion", "Haddad", "Vane", "Tuckwell", "Raman",
    "Nwosu", "Siddiqui", "Marchbanks", "Stott", "Lindqvist", "Mabbott", "Pargeter", "Hutchings", "Wardle",
    "Farrant", "Abernethy", "Calloway", "Dhillon", "Eccleston", "Fairbrass", "Gathercole", "Hewlett", "Ibekwe",
    "Jessop", "Kowalczyk",
)
_CONTACTS = ("Home visit", "Phone call", "School visit", "Core group", "Text message", "Office interview")
_OUTCOMES = ("No further action", "Visit booked", "Advice given", "Passed to duty", "Seen alone", "No reply")
_SENTENCES_ON_A_PAGE = 26


def _story(dice: random.Random) -> Iterator[str]:
    """Sentences of one case, without end: a dozen people, as a case has them."""
    def person() -> str:
        return f"{dice.choice(FORENAMES)} {dice.choice(_SURNAMES)}"

    cast = {role: person() for role in ("mother", "father", "child", "worker", "professional", "manager")}
    day = date(2023, 3, 14)
    while True:
        day += timedelta(days=dice.randrange(3))
        yield dice.choice(_SENTENCES).format(
            **{role: name if dice.random() < 0.3 else name.split()[0] for role, name in cast.items()},
            day=f"{day:%d/%m/%Y}", birthday="12/01/2019", phone=f"07700 900{dice.randrange(1000):03}",
            number=f"10{dice.randrange(100_000):05}", address=f"{dice.randrange(1, 90)} Capstan Row, ZZ99 3VZ",
            school="Thornby Marsh Primary School", surgery="Quayside Road Surgery",
        )


def _paragraph(story: Iterator[str], sentences: int) -> str:
    return " ".join(next(story) for _ in range(sentences))


def _pdf(path: Path, pages: int) -> None:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

    story, styles = _story(random.Random(6)), getSampleStyleSheet()
    flow: list[Flowable] = []
    for number in range(pages):
        flow.append(Paragraph(f"Case notes, page {number + 1}", styles["Heading2"]))
        flow += [Paragraph(_paragraph(story, _SENTENCES_ON_A_PAGE // 4), styles["BodyText"]) for _ in range(4)]
        flow.append(PageBreak())
    SimpleDocTemplate(str(path)).build(flow)


def _docx(path: Path, pages: int) -> None:
    import docx
    from docx.enum.text import WD_BREAK

    dice = random.Random(6)
    story, document = _story(dice), docx.Document()
    document.sections[0].header.paragraphs[0].text = f"Case record {dice.choice(_SURNAMES)}"
    for number in range(pages):
        document.add_heading(f"Visit {number + 1}", 2)
        for _ in range(3):
            paragraph = document.add_paragraph(style="List Bullet" if dice.random() < 0.2 else None)
            for _ in range(_SENTENCES_ON_A_PAGE // 4):
                paragraph.add_run(f"{next(story)} ").italic = dice.random() < 0.1
        table = document.add_table(rows=0, cols=2)
        for label in ("Seen", "Actions", "Next"):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, next(story)
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.save(str(path))


def _xlsx(path: Path, rows: int) -> None:
    from openpyxl import Workbook

    dice = random.Random(6)
    people = [f"{first} {last}" for first in FORENAMES for last in _SURNAMES]
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Contacts")
    sheet.append(["Date", "Case reference", "Child", "Worker", "Contact", "Outcome"])
    for _ in range(rows):
        number = dice.randrange(len(people))
        sheet.append([
            date(2018, 1, 1) + timedelta(days=dice.randrange(2_000)), f"LCS{100_000 + number}", people[number],
            people[-1 - dice.randrange(40)], dice.choice(_CONTACTS), dice.choice(_OUTCOMES),
        ])
    workbook.save(path)


_MAKERS: dict[str, Callable[[Path, int], None]] = {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx}


def make(name: str, path: Path, amount: int) -> None:
    """Write a file of invented case material.

    Args:
        name: pdf, docx or xlsx.
        path: where to.
        amount: its pages, or rows.
    """
    _MAKERS[name](path, amount)


def _busy() -> float:
    """Seconds of processor time of this process and of those it waited for, such as Tesseract."""
    return sum(os.times()[:4])


def _redacted(path: Path, threads: int) -> dict[str, Any]:
    from redactor.casefile import Status
    from redactor.pipeline import Redactor

    redactor = Redactor(threads=threads)
    stages: dict[str, float] = {}
    now, stage = perf_counter(), ""

    def report(name: str, done: int, total: int) -> None:
        nonlocal now, stage
        if stage:
            stages[stage] = stages.get(stage, 0) + perf_counter() - now
        now, stage = perf_counter(), name

    begin, busy = perf_counter(), _busy()
    result = redactor.redact([path], path.parent / "share", workspace=path.parent / "box", report=report)
    return {
        "seconds": perf_counter() - begin, "cpu": _busy() - busy, "stages": stages,
        "findings": sum(sum(outcome.counts.values()) for outcome in result.outcomes),
        "written": result.count(Status.WITHHELD) == 0, "memory": peak_memory(),
    }


def main() -> None:
    """Do what the request asks for: ``{"make": "pdf", "amount": 300, "path": …}`` or ``{"path": …, "threads": 0}``."""
    request = json.load(sys.stdin)
    path = Path(request["path"])
    if "make" in request:
        make(request["make"], path, request["amount"])
        json.dump({}, sys.stdout)
    else:
        json.dump(_redacted(path, request["threads"]), sys.stdout)


if __name__ == "__main__":
    main()
