"""Speed, memory, load time and cold start, and how time grows with the length of a text."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from time import time
from typing import Any

from redactor.errors import RedactorError
from redactor.evaluation.presidio import PlainPresidio

#: Characters of the texts on which time is seen to grow.
LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
QUICK = LENGTHS[:3]
#: Characters on which the systems are compared: what Presidio, which slows down with length, does well.
COMPARED = 20_000
#: Characters from which plain Presidio is not asked: its time grows with the square of the length.
PRESIDIO_LONGEST = 100_000


@dataclass(frozen=True, kw_only=True)
class Timing:
    """One system on one length of text, measured in a process of its own.

    Attributes:
        length: characters of the text.
        load: seconds to import and load.
        cold: seconds from the start of the process to the findings of a first short text.
        seconds: for the text, when loaded and warm (median of three; one for texts over 100,000 characters).
        cpu: seconds of processor time of the same run, which other work on the machine touches less.
        findings: what was found.
        memory: peak of the process in MB; None where the operating system does not tell.
    """

    length: int
    load: float
    cold: float
    seconds: float
    cpu: float
    findings: int
    memory: float | None

    @property
    def speed(self) -> float:
        """Characters per second."""
        return self.length / self.seconds

    def as_json(self) -> dict[str, Any]:
        """All of it, with the speed."""
        return {**asdict(self), "characters_per_second": round(self.speed)}


@dataclass(frozen=True, kw_only=True)
class Bench:
    """A whole run.

    Attributes:
        beside: what stands beside redactor, in words.
        own, other: the systems on one length.
        growth, other_growth: the systems on growing lengths; the latter as far as plain Presidio can go.
    """

    beside: str
    own: Timing
    other: Timing
    growth: tuple[Timing, ...]
    other_growth: tuple[Timing, ...]

    @property
    def times_faster(self) -> float:
        """How many times as many characters redactor reads in the same time."""
        return self.own.speed / self.other.speed

    def as_json(self) -> dict[str, Any]:
        """As numbers."""
        return {
            "beside": self.beside, "times_faster": round(self.times_faster, 2),
            "redactor": self.own.as_json(), "presidio": self.other.as_json(),
            "growth": [timing.as_json() for timing in self.growth],
            "presidio_growth": [timing.as_json() for timing in self.other_growth],
        }

    def lines(self) -> Iterator[str]:
        """As a table."""
        own, other = self.own, self.other
        yield f"Beside redactor: {self.beside}."
        yield f"{own.length:,} characters of invented case notes, each system in a process of its own:"
        yield f"  {'':24}  {'redactor':>10}  {'Presidio':>10}"
        rows: list[tuple[str, str, str]] = [
            ("characters per second", f"{own.speed:,.0f}", f"{other.speed:,.0f}"),
            ("the same, of CPU time", f"{own.length / own.cpu:,.0f}", f"{other.length / other.cpu:,.0f}"),
            ("load, seconds", f"{own.load:.2f}", f"{other.load:.2f}"),
            ("cold start, seconds", f"{own.cold:.2f}", f"{other.cold:.2f}"),
            ("peak memory, MB", _memory(own), _memory(other)),
            ("findings", f"{own.findings:,}", f"{other.findings:,}"),
        ]
        for name, first, second in rows:
            yield f"  {name:24}  {first:>10}  {second:>10}"
        yield f"  redactor reads {self.times_faster:.1f} times as fast"
        for name, growth in (("redactor", self.growth), ("Presidio", self.other_growth)):
            yield ""
            yield f"How the time of {name} grows:"
            yield f"  {'characters':>12}  {'seconds':>9}  {'per second':>11}  {'peak MB':>8}"
            for timing in growth:
                yield f"  {timing.length:>12,}  {timing.seconds:>9.2f}  {timing.speed:>11,.0f}  {_memory(timing):>8}"


def _memory(timing: Timing) -> str:
    return "–" if timing.memory is None else f"{timing.memory:,.0f}"


def bench(
    plain: PlainPresidio, lengths: Sequence[int], *, threads: int = 0,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Bench:
    """Measure redactor and plain Presidio in one run.

    Args:
        plain: what stands beside.
        lengths: characters of the texts on which time is seen to grow.
        threads: cores redactor uses for one text; 0 means all.
        report: told how many measurements are done.

    Raises:
        RedactorError: a measurement failed (out of memory, for instance).
    """
    short = [length for length in lengths if length <= PRESIDIO_LONGEST]
    plan = [
        *(("redactor", length) for length in (COMPARED, *lengths)),
        *(("presidio", length) for length in (COMPARED, *short)),
    ]
    timings = []
    for done, (system, length) in enumerate(plan):
        report(done, len(plan))
        timings.append(measure(system, length, threads=threads, model=plain.model))
    own, other = timings[:len(lengths) + 1], timings[len(lengths) + 1:]
    return Bench(
        beside=plain.note, own=own[0], other=other[0], growth=tuple(own[1:]), other_growth=tuple(other[1:]))


def measure(system: str, length: int, *, threads: int = 0, model: str = "") -> Timing:
    """One system on one length of text, in a process of its own.

    Args:
        system: "redactor" or "presidio".
        length: characters of the text.
        threads: cores redactor uses; 0 means all.
        model: spaCy pipeline of Presidio; empty for the one it finds.
    """
    request = {"system": system, "length": length, "threads": threads, "model": model}
    start = time()
    done = subprocess.run(
        [sys.executable, "-m", "redactor.evaluation.probe"], input=json.dumps(request), capture_output=True,
        encoding="utf-8", check=False,
    )
    if done.returncode:
        raise RedactorError(
            f"measuring {system} on {length:,} characters failed.", remedy="Try --quick, or free some memory.")
    result = json.loads(done.stdout)
    return Timing(length=length, cold=result.pop("ready") - start, **result)
