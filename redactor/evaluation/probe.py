"""Measures one system on one length of text in a process of its own: ``python -m redactor.evaluation.probe``.

A process of its own is the only way to a peak of memory and a load time that belong to one system alone. The
request comes as JSON on stdin, the result goes as JSON to stdout.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from time import perf_counter, process_time, time
from typing import Any

#: A whole note in the manner of real ones; invented, like everyone in it.
_NOTE = """Home visit {n}, 14/03/2023 15:40. Present: Mo (Kelly Harrop), Tyler (8), Kayden (6) and MGM Pat.
Flat 3, 22 Canal Street, Exampleton ZZ99 3VZ. Tel 07700 900{n:03}. NHS no. 999 000 0018, case ref LCS 10{n:05}.
Kelly let me in at once. The kitchen was warm and clean; there was food in the fridge. Tyler told me that he likes it
when it is quiet. S47 threshold was discussed with the team manager, Angela Hope, who agreed that the plan can hold.
Health visitor J. Carr (j.carr@example.org) weighed the baby on 12 March: gaining well. Kelly said: "I did it for them".
Mr Harrop rang twice from work at Brook Lane Bakery; he will come to the core group at St Aidan's Primary next week.
Analysis: may need respite in the summer. PAMS and ELSA completed. Bruising was seen by the GP, explained. I felt torn.

"""
_RUNS = 3
_MEGABYTE = 1024 * 1024


def sample_text(length: int) -> str:
    """Invented case notes of exactly ``length`` characters."""
    size = len(_NOTE.format(n=100))
    return "".join(_NOTE.format(n=100 + number % 900) for number in range(length // size + 1))[:length]


def peak_memory() -> float | None:
    """Most memory this process has held, in MB; None where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / _MEGABYTE if sys.platform == "darwin" else peak / 1024


def _redactor(request: dict[str, Any]) -> Callable[[str], int]:
    from redactor.evaluation.gold import GoldDocument, as_document
    from redactor.recognition import Recogniser
    from redactor.rulebook import load_rulebook

    book = load_rulebook()
    recogniser = Recogniser(book, book.policy("success-review"), threads=request["threads"])

    def run(text: str) -> int:
        return len(recogniser.recognise(as_document(GoldDocument(id="x", text=text, spans=()))).findings)

    return run


def _presidio(request: dict[str, Any]) -> Callable[[str], int]:
    from redactor.evaluation.presidio import plain_presidio

    engine = plain_presidio(request["model"]).engine()
    return lambda text: len(engine.analyze(text, language="en"))


_SYSTEMS = {"redactor": _redactor, "presidio": _presidio}


def main() -> None:
    """Measure what the request asks for: ``{"system", "length", "threads", "model"}``."""
    request = json.load(sys.stdin)
    start = perf_counter()
    run = _SYSTEMS[request["system"]](request)
    loaded = perf_counter()
    run(sample_text(500))
    ready = time()
    text = sample_text(request["length"])
    # Long texts are their own repetition; short ones are run until the clock can tell.
    times: list[tuple[float, float]] = []
    findings = 0
    for _ in range(_RUNS if len(text) <= 100_000 else 1):
        begin, busy = perf_counter(), process_time()
        findings = run(text)
        times.append((perf_counter() - begin, process_time() - busy))
    seconds, cpu = sorted(times)[len(times) // 2]
    json.dump({
        "load": loaded - start, "ready": ready, "seconds": seconds, "cpu": cpu,
        "findings": findings, "memory": peak_memory(),
    }, sys.stdout)


if __name__ == "__main__":
    main()
