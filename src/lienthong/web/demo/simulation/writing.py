"""What one process writes of a world: its copies, month after month, and the rows of a year once that is over.

Each step is one transaction with its mark, so that a process which was ended goes on with the step that is not done.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter
from typing import Final

from django.db import connection, transaction

from lienthong.directory.revision import steady
from lienthong.kernel.acts.simulated.copying import write_acts
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.moments import local_day
from lienthong.web.demo.simulation import scaffold
from lienthong.web.demo.simulation.done import Done
from lienthong.web.demo.simulation.sharing import Share, share_out
from lienthong.web.demo.simulation.source import Source
from lienthong.web.demo.simulation.terms import PLAYED, Terms, month_after
from lienthong.web.demo.simulation.waves import Copied, Wave

TOGETHER: Final = 4  # copies whose rows are written in one transaction
LOCK: Final = int.from_bytes(b"lt-simul") & 0x7FFFFFFF


@dataclass
class Writer:
    """One of `parts` processes; it makes every so-manyeth copy of each year."""

    source: Source
    shares: list[Share]
    part: int
    parts: int
    waves: list[Wave] = field(default_factory=list)
    done: set[str] = field(default_factory=set)

    @classmethod
    def begin(cls, terms: Terms, part: int, parts: int) -> "Writer":
        """Wait for a process of this part that still lives, and know what is done."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK, part])
        source = Source(terms, load("vn", terms.over))
        return cls(source, shares_of(source), part, parts, done=scaffold.steps_done(part))

    def month(self, month: date) -> Iterator[Done]:
        """Write what this part has to do in a month, step by step; nothing of it twice."""
        with steady():
            for share in [share for share in self.shares if begins(self.source, share) <= month]:
                self.waves.append(self._wave(share))
                self.shares.remove(share)
            yield self._acts(month)
            for wave in [wave for wave in self.waves if wave.last_month <= month]:
                yield from self._rows(wave)
                self.waves.remove(wave)

    def _wave(self, share: Share) -> Wave:
        ordinals = range(share.whole + bool(share.part))
        mine = [ordinal for ordinal in ordinals if (share.first + ordinal) % self.parts == self.part]
        return Wave.of(self.source, share, mine, seed=self.source.terms.seed)

    def _acts(self, month: date) -> Done:
        step = f"{month:%Y-%m}"
        if step in self.done:
            return Done()
        began = perf_counter()
        with transaction.atomic():
            made = write_acts(one for wave in self.waves for one in wave.acts_of(month))
            scaffold.mark(step, self.part, Done(acts=len(made)))
        return Done(acts=len(made), acts_s=perf_counter() - began)

    def _rows(self, wave: Wave) -> Iterator[Done]:
        whole = [copy for copy in wave.copies if copy.only is None]
        for first in range(0, len(whole), TOGETHER):
            yield self._some_rows(wave, f"rows {wave.share.year} {first}", whole[first : first + TOGETHER])
        for copy in wave.copies:
            if copy.only is not None:
                yield self._some_rows(wave, f"rows {wave.share.year} part", [copy])

    def _some_rows(self, wave: Wave, step: str, copies: list[Copied]) -> Done:
        if step in self.done:
            return Done()
        with transaction.atomic():
            in_part = copies[0].only is not None
            cases, rows = wave.write_part(copies[0]) if in_part else wave.write_rows(copies)
            scaffold.mark(step, self.part, Done(cases=cases, rows=rows))
        return Done(cases=cases, rows=rows)


def shares_of(source: Source) -> list[Share]:
    """Return how many copies each year gets, beside what was played."""
    terms = source.terms
    families = {year: source.families(year) for year in terms.years}
    played = families[PLAYED]
    cases = terms.cases - sum(len(family.cases) for family in played)
    acts = terms.acts - sum(family.acts for family in played)
    return share_out(families, cases=cases, acts=acts, seed=terms.seed)


def begins(source: Source, share: Share) -> date:
    """Return the month in which the copies of a year begin: work is given in the last weeks before it."""
    first = source.shift(share.year).moment(source.acts(share.year)[0]["recorded_at"])
    return max(first.date().replace(day=1), source.terms.first)


def months_of(terms: Terms) -> Iterator[date]:
    """Return the first days of all months, up to the one in which the clock stands."""
    month = terms.first
    while month <= local_day(terms.today):
        yield month
        month = month_after(month)
