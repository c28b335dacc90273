"""In the boundaries of another day: what is counted passes on, from its own moment and by shares, to its units."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from lienthong.directory.models import SuccessionKind, UnitSuccession
from lienthong.directory.selectors.successions import shares_since
from lienthong.kernel.clock.moments import day_window
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui.formats import day_words
from lienthong.measures.asking import Question
from lienthong.measures.indicators import Count
from lienthong.measures.rules.endings import Turn, held_on, turns

THEN = ""
Origin = tuple[UUID, int]
Shares = Mapping[UUID, Fraction]


def day_asked(asked: Mapping[str, str]) -> date | None:
    """Return the day whose units are asked for; None for those of then. Raises `Invalid` for what is no day."""
    try:
        return date.fromisoformat(asked["boundaries"]) if asked.get("boundaries") else None
    except ValueError:
        raise Invalid(_("Ngày phải viết như 05/03/2020."), field="boundaries") from None


def offered_days(question: Question) -> list[tuple[str, str]]:
    """Return what can be chosen: the units of then, and those after each later reorganisation."""
    later = UnitSuccession.objects.believed().filter(on__gt=question.period.start)
    days = later.order_by("on").values_list("on", flat=True).distinct()
    return [(THEN, _("theo tổ chức khi đó")), *((str(day), boundaries_words(day)) for day in days)]


def boundaries_words(day: date) -> str:
    return _("theo tổ chức từ %(day)s") % {"day": day_words(day)}


@dataclass(frozen=True, slots=True)
class Held:
    """What a unit of a day holds: how much of each amount, and what share of it came from where."""

    counts: dict[str, Count] = field(default_factory=dict)
    shares: dict[Origin, Fraction] = field(default_factory=dict)

    @property
    def units(self) -> tuple[UUID, ...]:
        return tuple(sorted({unit for unit, _stretch in self.shares}))

    def take(self, counts: Mapping[str, Count], shares: Mapping[Origin, Fraction]) -> None:
        for name, count in counts.items():
            self.counts[name] = self.counts.get(name, 0) + count
        for origin, share in shares.items():
            self.shares[origin] = self.shares.get(origin, Fraction()) + share


def together(several: Iterable[Held]) -> Held:
    """Return what several units hold as one."""
    found = Held()
    for held in several:
        found.take(held.counts, held.shares)
    return found


class UnitsOfDay:
    """The units of a day, as known now, and who of them holds what was counted for a unit before."""

    def __init__(self, day: date) -> None:
        renamed = Q(kind=SuccessionKind.RENAMING, predecessor=F("successor"))
        passed = UnitSuccession.objects.believed().exclude(renamed).filter(on__lte=day)
        steps = list(passed.order_by("on").values_list("on", "predecessor_id", "successor_id"))
        self.day = day
        self._days: Sequence[date] = sorted({on for on, _before, _after in steps})
        self._turns: Mapping[UUID, Sequence[Turn]] = turns(steps)
        self._known: dict[date, Mapping[UUID, Shares]] = {}

    def cuts(self, question: Question) -> tuple[date, ...]:
        """Return the days inside what is asked on which units passed into others."""
        start, until = question.period.start_moment, question.until
        return tuple(day for day in self._days if start < day_window(day)[0] < until)

    def shares(self, unit: UUID, counted_on: date) -> Shares:
        """Return who holds, and how much, of what was counted for a unit on a day; later than these boundaries, itself.

        What was counted for a unit that had ended goes where the unit went. One query for each stretch that is met.
        """
        last = bisect_right(self._days, held_on(self._turns.get(unit, ()), counted_on))
        if last == len(self._days):
            return {unit: Fraction(1)}
        since = self._days[last - 1] if last else date.min
        if since not in self._known:
            self._known[since] = shares_since(since, self.day)
        return self._known[since].get(unit, {unit: Fraction(1)})

    def spread(self, amounts: Mapping[Origin, Mapping[str, Count]], days: Sequence[date]) -> dict[UUID, Held]:
        """Return what each unit of the day holds of amounts counted in a stretch; `days` are one day of each.

        A share of a unit is that share of each of its amounts; the sum of all stays what it was.
        """
        found: dict[UUID, Held] = defaultdict(Held)
        for origin, counts, heir, share in self._passed(amounts, days):
            found[heir].take({name: count * share for name, count in counts.items()}, {origin: share})
        return dict(found)

    def _passed(
        self, amounts: Mapping[Origin, Mapping[str, Count]], days: Sequence[date]
    ) -> Iterator[tuple[Origin, Mapping[str, Count], UUID, Fraction]]:
        for origin, counts in amounts.items():
            unit, stretch = origin
            for heir, share in self.shares(unit, days[stretch]).items():
                yield origin, counts, heir, share
