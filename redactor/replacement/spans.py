"""Stretches of a text that are spoken for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable


class Occupied:
    """Stretches that nothing else may overlap; asking and adding stay fast however many there are.

    Args:
        stretches: (start, end) of each, end-exclusive, none overlapping.
    """

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._stretches = sorted(stretches)

    def covers(self, start: int, end: int) -> bool:
        """Whether one stretch holds all of another."""
        index = bisect_right(self._stretches, start, key=lambda stretch: stretch[0])
        return index > 0 and end <= self._stretches[index - 1][1]

    def take(self, start: int, end: int) -> bool:
        """Take a stretch when it is free; tells whether it was."""
        index = bisect_left(self._stretches, (start, start))
        before = self._stretches[index - 1] if index else (0, 0)
        after = self._stretches[index] if index < len(self._stretches) else (end, end)
        if before[1] > start or after[0] < end:
            return False
        insort(self._stretches, (start, end))
        return True
