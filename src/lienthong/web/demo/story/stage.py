"""The stage: a queue of things that will happen, played in order of time, with heads signed along the way."""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from lienthong.kernel.clock.amounts import working_hours
from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.kernel.vault.attaching import File

Deed = Callable[[datetime], None]


@dataclass(order=True)
class Event:
    at: datetime
    ordinal: int
    deed: Deed = field(compare=False)


@dataclass
class Stage:
    """Everything that happens comes from `dice` (one seed) and `calendar` (working hours): the same each time.

    `afterwards` are dice of their own for what comes after the played year: that year does not depend on them.
    """

    calendar: Calendar
    dice: random.Random
    afterwards: random.Random
    ends: datetime
    sign: Deed
    table: File
    meanwhile: Deed = lambda _at: None
    queue: list[Event] = field(default_factory=list)
    played: int = 0

    def plan(self, at: datetime, deed: Deed) -> None:
        """Put a deed on the programme; what would happen after the end stays undone, as on any day."""
        if at < self.ends:
            heapq.heappush(self.queue, Event(at, len(self.queue) + self.played, deed))

    def play(self, progress: Callable[[datetime, int], None]) -> int:
        """Play all events, signing the ledger each Friday evening; return how many were played."""
        next_head = self.queue[0].at if self.queue else self.ends
        while self.queue:
            event = heapq.heappop(self.queue)
            while event.at >= next_head:
                self.meanwhile(next_head)
                self.sign(next_head)
                progress(next_head, self.played)
                next_head = _friday_after(next_head)
            self.meanwhile(event.at)
            event.deed(event.at)
            self.played += 1
        self.meanwhile(self.ends)
        self.sign(self.ends)
        return self.played

    def working(self, start: datetime, hours: float) -> datetime:
        """Return a moment so many working hours later, a little after the full minute."""
        moment = self.calendar.add(start, working_hours(max(round(hours), 1)))
        return moment + timedelta(seconds=self.dice.randrange(60))

    def morning(self, moment: datetime) -> datetime:
        """Return a working moment on the day of `moment` or the next working day."""
        return self.first_hours(moment, self.dice)

    def first_hours(self, moment: datetime, dice: random.Random) -> datetime:
        day = local_day(moment)
        if not self.calendar.works_on(day):
            day = self.calendar.working_day_after(day)
        return self.calendar.opens_on(day) + timedelta(minutes=dice.randrange(20, 200))


def _friday_after(moment: datetime) -> datetime:
    day = local_day(moment) + timedelta(days=1)
    while day.weekday() != 4:
        day += timedelta(days=1)
    return datetime.combine(day, time(17, 30), HANOI)
