"""When units ended and came, out of what passed into what: what still lies with one that ended goes its way."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
Turn = tuple[date, bool]


def turns(steps: Iterable[tuple[date, K, K]]) -> Mapping[K, Sequence[Turn]]:
    """Return on which days each unit ended (false) or came (true), from (day, predecessor, successor) by day.

    A unit that passes a part into itself keeps it, and does not end.
    """
    found: dict[K, list[Turn]] = defaultdict(list)
    for day, of_the_day in groupby(steps, key=itemgetter(0)):
        pairs = [(before, after) for _day, before, after in of_the_day]
        ending = {before for before, _after in pairs} - {before for before, after in pairs if before == after}
        for unit in ending:
            if not found[unit] or found[unit][-1][1]:
                found[unit].append((day, False))
        for unit in {after for _before, after in pairs} - ending:
            found[unit].append((day, True))
    return dict(found)


def held_on(known: Sequence[Turn], day: date) -> date:
    """Return the day by which to judge what was counted on `day`: of a unit that had ended, its last."""
    before = [turn for turn in known if turn[0] <= day]
    return before[-1][0] - timedelta(days=1) if before and not before[-1][1] else day
