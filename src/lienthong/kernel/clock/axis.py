"""Working time laid end to end: stretches of work, each with the work before it; so counting is a search.

All values are whole seconds: moments in local time since 1970, positions in working time since the first
stretch. `position` and its two inverses cost one binary search. The same arrays are read by `bisect` for one
moment (through a memoryview, quicker than numpy for single values) and by `searchsorted` for many.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Seconds = NDArray[np.int64]


class Axis:
    """`starts`, `ends`: bounds of stretches, apart. `day_seconds`: the length of a working day in each."""

    def __init__(self, starts: Seconds, ends: Seconds, day_seconds: Seconds) -> None:
        order = np.argsort(starts, kind="stable")
        self.starts, self.ends, self.day_seconds = starts[order], ends[order], day_seconds[order]
        self.lengths: Seconds = self.ends - self.starts
        self.before: Seconds = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.lengths)])
        self.total = int(self.before[-1])
        self._starts: Sequence[int] = self.starts.data
        self._ends: Sequence[int] = self.ends.data
        self._before: Sequence[int] = self.before.data
        for array in (self.starts, self.ends, self.day_seconds, self.lengths, self.before):
            array.setflags(write=False)

    def position(self, moment: int) -> int:
        """Return the working time before the moment."""
        found = bisect_right(self._starts, moment) - 1
        if found < 0:
            return 0
        return self._before[found] + min(moment, self._ends[found]) - self._starts[found]

    def earliest(self, position: int) -> int:
        """Return the first moment at which so much has been worked: a day's end, not the next morning."""
        found = bisect_left(self._before, position, 1) - 1
        return self._starts[found] + position - self._before[found]

    def latest(self, position: int) -> int:
        """Return the last moment at which no more has been worked: the morning, not the evening before."""
        found = bisect_right(self._before, position, 0, len(self._starts)) - 1
        return self._starts[found] + position - self._before[found]

    def stretch_from(self, moment: int) -> int:
        """Return the index of the stretch that holds the moment (its end included) or of the next one."""
        return bisect_left(self._ends, moment)

    def positions(self, moments: Seconds) -> Seconds:
        found = np.searchsorted(self.starts, moments, side="right") - 1
        known = np.maximum(found, 0)
        worked = np.minimum(moments, self.ends[known]) - self.starts[known]
        counted: Seconds = np.where(found < 0, 0, self.before[known] + worked)
        return counted

    def earliest_of(self, positions: Seconds) -> Seconds:
        found = np.searchsorted(self.before[1:], positions, side="left")
        moments: Seconds = self.starts[found] + positions - self.before[found]
        return moments

    def day_seconds_from(self, moments: Seconds) -> Seconds:
        found = np.searchsorted(self.ends, moments, side="left")
        return self.day_seconds[np.minimum(found, len(self.starts) - 1)]
