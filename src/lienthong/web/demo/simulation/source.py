"""The histories of the played year: which cases are copied into which year, with which of their acts."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID

from lienthong.casework.models import Case, Involvement
from lienthong.kernel.acts.simulated.copying import Values, read_acts
from lienthong.kernel.acts.simulated.listing import listed
from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.tasks.models import Task
from lienthong.web.demo.simulation import scaffold
from lienthong.web.demo.simulation.sharing import Family
from lienthong.web.demo.simulation.terms import PLAYED, Terms
from lienthong.web.demo.story.shifting import ByWeeks

EVER = (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))
YEAR_OVER = datetime(PLAYED + 1, 1, 1, tzinfo=HANOI)


def cases_now() -> list[UUID]:
    """Return the cases of the played year that are there, of kinds whose areas list what they say."""
    rows = Case.objects.filter(opened_at__lt=YEAR_OVER).order_by("opened_at", "number", "id")
    return [key for key, kind in rows.values_list("pk", "kind") if kind.split(".")[0] in listed.details]


def cut(terms: Terms, calendar: Calendar, year: int) -> datetime:
    """Return where the copies of a year end, in the time of the year that was played."""
    ends = terms.over - timedelta(weeks=ByWeeks.to_year(calendar, year - PLAYED).weeks)
    return min(ends, terms.over)


@dataclass
class Source:
    """What was played, read for one year after the other."""

    terms: Terms
    calendar: Calendar
    _acts: dict[int, list[Values]] = field(default_factory=dict)

    @cached_property
    def stay(self) -> frozenset[UUID]:
        """The units that give and follow work: they do so in every copy too."""
        played = [case for case, _parent, _opened in scaffold.cases_kept(PLAYED)]
        pairs = Task.objects.filter(pk__in=played).values_list("assigner", "monitoring")
        return frozenset(unit for pair in pairs for unit in pair)

    @cached_property
    def units(self) -> frozenset[UUID]:
        played = [case for case, _parent, _opened in scaffold.cases_kept(PLAYED)]
        return frozenset(Involvement.objects.filter(case__in=played).values_list("unit_id", flat=True))

    def shift(self, year: int) -> ByWeeks:
        return ByWeeks.to_year(self.calendar, year - PLAYED)

    def acts(self, year: int) -> list[Values]:
        """Return the acts that the copies of a year repeat, in their order."""
        if year not in self._acts:
            cases = [case for family in self.cases(year) for case in family]
            found = read_acts(cases, [], since=EVER[0], before=cut(self.terms, self.calendar, year))
            number = dict(Case.objects.filter(pk__in=cases).values_list("pk", "number"))
            found.sort(key=lambda act: (act["recorded_at"], number[act["case_id"]], act["id"]))
            self._acts[year] = found
        return self._acts[year]

    def cases(self, year: int) -> list[tuple[UUID, ...]]:
        """Return the families of cases for a year: but for those that would begin before the world does."""
        begins = datetime.combine(self.terms.first, time(), HANOI)
        shift = self.shift(year)
        members: dict[UUID, list[UUID]] = defaultdict(list)
        early: set[UUID] = set()
        kept = scaffold.cases_kept(year)
        parents = {case: parent for case, parent, _opened in kept}
        for case, _parent, opened in kept:
            root = _root(case, parents)
            members[root].append(case)
            if shift.moment(opened) < begins:
                early.add(root)
        return [tuple(cases) for root, cases in members.items() if root not in early]

    def families(self, year: int) -> list[Family]:
        counted = Counter(act["case_id"] for act in self.acts(year))
        return [Family(cases, sum(counted[case] for case in cases)) for cases in self.cases(year)]


def _root(case: UUID, parents: Mapping[UUID, UUID | None]) -> UUID:
    while (above := parents.get(case)) is not None:
        case = above
    return case


def first_day(year: int) -> date:
    return local_day(datetime(year, 1, 5, 8, tzinfo=HANOI))
