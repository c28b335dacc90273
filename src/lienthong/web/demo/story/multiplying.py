"""The year that was played goes on: its instalments and jobs come again in each later year, act by act.

Everything a copy says was said by a real act so many weeks before, and its rows are those of that moment: what the
world was at its end less so many weeks, the copy is at its end. Plans and their tasks stay single.
"""

import heapq
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lienthong.casework.models import Case
from lienthong.kernel.acts.simulated import copying, rows
from lienthong.kernel.acts.simulated.copying import Copy, Template, Values
from lienthong.kernel.acts.simulated.listing import listed
from lienthong.kernel.acts.simulated.texts import Texts
from lienthong.kernel.clock.moments import HANOI
from lienthong.tasks.models import TaskKind
from lienthong.web.demo.story.players import Players
from lienthong.web.demo.story.shifting import ByWeeks
from lienthong.web.demo.story.stage import Stage

OPENS = "tasks.open_instalment"
FREE = "NV-"
BEFORE_ALL = datetime(2011, 1, 1, tzinfo=HANOI)


@dataclass
class Year:
    """One later year: its copy, and the rows as they stood when the world was as old as this copy ends."""

    copy: Copy
    shift: ByWeeks
    ends: datetime
    kept: list[rows.Rows] = field(default_factory=list)


@dataclass
class Multiplying:
    """Copies are made as the world goes on, so that positions in the ledger follow time."""

    stage: Stage
    players: Players
    source: int
    years: list[Year]
    waiting: list[tuple[datetime, int, Values, Year]] = field(default_factory=list)
    taken: datetime = BEFORE_ALL
    read: int = 0
    made: set[UUID] = field(default_factory=set)
    opened: Counter[UUID] = field(default_factory=Counter)

    @classmethod
    def of(cls, stage: Stage, players: Players, source: int, later: int) -> "Multiplying":
        years = []
        for ordinal in range(1, later + 1):
            shift = ByWeeks.to_year(stage.calendar, ordinal)
            years.append(Year(Copy(shift), shift, stage.ends - timedelta(weeks=shift.weeks)))
        return cls(stage, players, source, years)

    def begin(self) -> None:
        """Put on the programme when the played year is read: at its end, and where each copy ends."""
        for year in self.years:
            self.stage.plan(year.ends, partial(self._keep, year))
        if self.years:
            self.stage.plan(datetime(self.source + 1, 1, 1, tzinfo=HANOI), self._take)

    def until(self, at: datetime) -> None:
        """Write the acts of copies that happened by now."""
        ready: list[tuple[Template, Texts]] = []
        while self.waiting and self.waiting[0][0] <= at:
            _then, _ordinal, act, year = heapq.heappop(self.waiting)
            year.copy.renew(act["id"])
            ready.append((self._moved(act, year), year.copy.keys))
        if ready:
            self.made.update(map(UUID, copying.write_acts(ready)))

    def end(self) -> None:
        """Write the rows of all copies, as they stand at the end."""
        parts = Case.objects.filter(parent__task__kind=TaskKind.STANDING)
        parts_of = Counter(parts.values_list("parent", flat=True))
        with transaction.atomic():
            for ordinal, year in enumerate(self.years, start=1):
                words = _words(year, {whole: ordinal * count for whole, count in parts_of.items()})
                rows.write(rows.write_out(year.kept, year.shift, words), [year.copy.keys])
            wholes = list(Case.objects.filter(pk__in=self.opened))
            for whole in wholes:
                whole.revision += self.opened[whole.pk]
            Case.objects.bulk_update(wholes, ["revision"])

    def _take(self, at: datetime) -> None:
        """Read the acts of the played year since the last time, and let them wait for each later year."""
        found = rows.read(self._cases(), listed)
        for year in self.years:
            year.copy.know(key for table in found for key in table.keys)
        for act in copying.read_acts(found[0].keys, [OPENS], since=self.taken, before=at):
            if act["id"] not in self.made:
                self._let_wait(act)
        self.taken = at

    def _let_wait(self, act: Values) -> None:
        """Let the copies of an act wait for their time; what would happen after the end is not there."""
        for year in self.years:
            then = year.shift.moment(act["recorded_at"])
            if then < self.stage.ends:
                self.read += 1
                heapq.heappush(self.waiting, (then, self.read, act, year))

    def _keep(self, year: Year, at: datetime) -> None:
        """Keep the rows as they are now: so they will be in the copy when the world ends."""
        year.kept = rows.read(self._cases(), listed)
        year.copy.know(key for table in year.kept for key in table.keys)
        if at.year > self.source:
            self._take(at)

    def _cases(self) -> list[UUID]:
        begins, ends = (datetime(self.source + n, 1, 1, tzinfo=HANOI) for n in (0, 1))
        part, free = Q(parent__task__kind=TaskKind.STANDING), Q(number__startswith=f"{FREE}{self.source}-")
        opened = Case.objects.filter(part | free, opened_at__gte=begins, opened_at__lt=ends)
        return list(opened.order_by("opened_at", "id").values_list("id", flat=True))

    def _moved(self, act: Values, year: Year) -> Template:
        if act["verb"] == OPENS:
            self.opened[act["case_id"]] += 1
        return Template.of(self.players.in_place_of(copying.moved(act, year.shift, listed)))


def _words(year: Year, parts_before: dict[UUID | None, int]) -> dict[UUID, dict[str, Any]]:
    """Say how copies are called: jobs by their year, instalments by the next numbers of their whole."""
    cases = Case.objects.filter(pk__in=year.kept[0].keys)
    return {case.pk: _called(case, year.shift, parts_before.get(case.parent_id, 0)) for case in cases}


def _called(case: Case, shift: ByWeeks, parts_before: int) -> dict[str, Any]:
    if not parts_before:
        return {"number": shift.words(case.number), "title": shift.words(case.title)}
    whole, _dot, ordinal = case.number.rpartition(".")
    return {"number": f"{whole}.{int(ordinal) + parts_before:02d}"}
