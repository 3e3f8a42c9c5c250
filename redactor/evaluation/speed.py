"""Speed, memory, load time and cold start, how time grows with the length of a text and with the people of a case, and
whole files by format."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time
from types import MappingProxyType
from typing import Any

from redactor.errors import RedactorError
from redactor.evaluation.presidio import PlainPresidio

#: Characters of the texts on which time is seen to grow.
LENGTHS = (1_000, 10_000, 100_000, 1_000_000)
QUICK_LENGTHS = LENGTHS[:3]
FULL_LENGTHS = (*LENGTHS, 10_000_000)
#: Characters on which the systems are compared: what Presidio, which slows down with length, does well.
COMPARED = 20_000
#: Characters from which plain Presidio is not asked: its time grows with the square of the length.
PRESIDIO_LONGEST = 100_000
#: What is counted in a file of each format, and how many of them the measured files have.
UNITS: Mapping[str, str] = MappingProxyType({"pdf": "pages", "docx": "pages", "xlsx": "rows"})
AMOUNTS: Mapping[str, int] = MappingProxyType({"pdf": 300, "docx": 40, "xlsx": 10_000})
QUICK_AMOUNTS: Mapping[str, int] = MappingProxyType({"pdf": 10, "docx": 10, "xlsx": 1_000})
FULL_AMOUNTS: Mapping[str, int] = MappingProxyType({**AMOUNTS, "xlsx": 100_000})
#: Mentions of people in the cases on which time is seen to grow.
MENTIONS = (12_500, 25_000, 50_000, 100_000)
QUICK_MENTIONS = (2_500, 5_000, 10_000)


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
class FileTiming:
    """One file from reading to proof, as ``redactor run`` does it, in a process of its own.

    Attributes:
        name: the format.
        amount: its pages or rows, see :data:`UNITS`.
        size: its bytes.
        seconds: for all of it, the program being loaded.
        cpu: seconds of processor time of the same run, that of Tesseract included.
        stages: seconds of each stage.
        findings: what was replaced.
        written: whether the result was written and found clean.
        memory: peak of the process in MB; None where the operating system does not tell.
    """

    name: str
    amount: int
    size: int
    seconds: float
    cpu: float
    stages: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    findings: int
    written: bool
    memory: float | None

    @property
    def speed(self) -> float:
        """Pages or rows per second."""
        return self.amount / self.seconds

    def as_json(self) -> dict[str, Any]:
        """All of it, with the speed."""
        return {**asdict(self), "unit": UNITS[self.name], "per_second": round(self.speed, 2)}


def file_lines(timings: Sequence[FileTiming]) -> Iterator[str]:
    """As a table."""
    yield "Files, read, recognised, written and proved:"
    yield f"  {'file':>19}  {'seconds':>8}  {'per second':>10}  {'CPU s':>7}  {'peak MB':>7}  {'replaced':>8}"
    for timing in timings:
        what = f"{timing.amount:,} {UNITS[timing.name]} {timing.name}"
        yield (
            f"  {what:>19}  {timing.seconds:>8.1f}  {timing.speed:>10,.1f}  {timing.cpu:>7.1f}  {_memory(timing):>7}"
            f"  {timing.findings:>8,}{'' if timing.written else '  withheld'}")


@dataclass(frozen=True, kw_only=True)
class PeopleTiming:
    """Who is who in one case, on one core, in a process of its own.

    Attributes:
        documents, mentions: of the case.
        people: who were told apart.
        seconds: to tie every mention, its label included.
        cpu: seconds of processor time of the same.
        memory: peak of the process in MB; None where the operating system does not tell.
    """

    documents: int
    mentions: int
    people: int
    seconds: float
    cpu: float
    memory: float | None

    def as_json(self) -> dict[str, Any]:
        """All of it."""
        return asdict(self)


def people_lines(timings: Sequence[PeopleTiming]) -> Iterator[str]:
    """As a table."""
    yield "Who is who, the people growing with the mentions:"
    yield (
        f"  {'mentions':>12}  {'documents':>9}  {'people':>7}  {'seconds':>8}  {'CPU s':>7}  {'per mention':>11}"
        f"  {'peak MB':>7}")
    for timing in timings:
        each = f"{1e6 * timing.cpu / timing.mentions:,.0f} µs"
        yield (
            f"  {timing.mentions:>12,}  {timing.documents:>9,}  {timing.people:>7,}  {timing.seconds:>8.1f}"
            f"  {timing.cpu:>7.1f}  {each:>11}  {_memory(timing):>7}")


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


def _memory(timing: Timing | FileTiming | PeopleTiming) -> str:
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
    start = time()
    result = _asked(
        "probe", {"system": system, "length": length, "threads": threads, "model": model},
        f"{system} on {length:,} characters")
    return Timing(length=length, cold=result.pop("ready") - start, **result)


def bench_files(
    amounts: Mapping[str, int], *, threads: int = 0,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[FileTiming, ...]:
    """Measure large files of invented material, one format after the other.

    Args:
        amounts: pages or rows of each format.
        threads: cores redactor uses for one text; 0 means all.
        report: told how many measurements are done.

    Raises:
        RedactorError: a measurement failed.
    """
    timings = []
    for done, (name, amount) in enumerate(amounts.items()):
        report(done, len(amounts))
        timings.append(measure_file(name, amount, threads=threads))
    return tuple(timings)


def measure_file(name: str, amount: int, *, threads: int = 0) -> FileTiming:
    """Make one file and redact it, each in a process of its own.

    Args:
        name: pdf, docx or xlsx.
        amount: pages or rows.
        threads: cores redactor uses; 0 means all.
    """
    what = f"{amount:,} {UNITS[name]} of {name}"
    with TemporaryDirectory(prefix="redactor-bench-") as folder:
        path = Path(folder) / f"notes.{name}"
        _asked("bulk", {"make": name, "amount": amount, "path": str(path)}, what)
        result = _asked("bulk", {"path": str(path), "threads": threads}, what)
        return FileTiming(name=name, amount=amount, size=path.stat().st_size, **result)


def bench_people(
    amounts: Sequence[int], *, report: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[PeopleTiming, ...]:
    """Measure who is who in cases of invented mentions, one after the other.

    Args:
        amounts: mentions of each.
        report: told how many measurements are done.

    Raises:
        RedactorError: a measurement failed.
    """
    timings = []
    for done, mentions in enumerate(amounts):
        report(done, len(amounts))
        timings.append(PeopleTiming(**_asked("throng", {"mentions": mentions}, f"who is who of {mentions:,} mentions")))
    return tuple(timings)


def _asked(module: str, request: Mapping[str, Any], what: str) -> dict[str, Any]:
    """What a process of its own answers."""
    done = subprocess.run(
        [sys.executable, "-m", f"redactor.evaluation.{module}"], input=json.dumps(request), capture_output=True,
        encoding="utf-8", check=False,
    )
    if done.returncode:
        raise RedactorError(f"measuring {what} failed.", remedy="Try --quick, or free some memory.")
    result: dict[str, Any] = json.loads(done.stdout)
    return result
