"""How tests bound work: never by a stopwatch, which tells more of the machine than of the code."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

import hypothesis
import pytest

# An example that takes long on a busy machine is no mistake.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

#: Seconds of computing after which work counts as endless: what is bounded takes a hundredth of it, what is not hours.
_ENDLESS = 240


class EndlessError(Exception):
    """A test computed for longer than any machine needs."""


@pytest.fixture
def bounded() -> Iterator[None]:
    """Fails a test that would compute for ever, as quadratic work on the hostile inputs of these tests does."""
    def stop(number: int, frame: FrameType | None) -> None:
        raise EndlessError(f"still computing after {_ENDLESS} seconds")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, _ENDLESS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.fixture
def effort() -> Callable[[Callable[[], object]], int]:
    """``effort(work)`` runs it and tells how many calls it made: the same number on every machine."""
    def measured(work: Callable[[], object]) -> int:
        calls = 0

        def count(frame: FrameType, event: str, argument: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            work()
        finally:
            sys.setprofile(before)
        return calls

    return measured
