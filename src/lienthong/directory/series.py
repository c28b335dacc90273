"""Series of numbers when units end: which is the last number of the old unit, and how those who follow go on.

Nothing moves. What was issued keeps the symbol of the old unit, whose series stops with it; each successor has its own
series, and one that is new begins with the first number in the middle of the year (minutes of a hand-over say so).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.participants import Lines, OnlySays, Reorganisation
from lienthong.directory.selectors import names
from lienthong.kernel.numbering.models import Series
from lienthong.kernel.refusals import type_of_reason


@dataclass(frozen=True, slots=True)
class SeriesOfUnits(OnlySays):
    """What an area says of its series: `book` is what the office calls the register, `key` names that of a unit.

    `width` is the digits at least of a series that is not opened yet.
    """

    book: type_of_reason
    key: Callable[[UUID], str]
    width: Callable[[date], int]

    def preview(self, changes: Sequence[Reorganisation]) -> Lines[Reorganisation]:
        ending = [change for change in changes if not change.stays]
        if not ending:
            return []
        known = self._known(
            {unit for change in ending for unit in (change.unit_id, *change.heirs)}, ending[0].on
        )
        stopping = [change for change in ending if (row := known.get(change.unit_id)) and row.last]
        called = names({unit for one in stopping for unit in (one.unit_id, *one.heirs)}, ending[0].on)
        return [(change, line) for change in stopping for line in self._lines(change, known, called)]

    def _known(self, units: set[UUID], on: date) -> dict[UUID, Series]:
        of_unit = {self.key(unit): unit for unit in units}
        rows = Series.objects.filter(key__in=list(of_unit), year=on.year)
        return {of_unit[row.key]: row for row in rows}

    def _lines(
        self, change: Reorganisation, known: Mapping[UUID, Series], called: Mapping[UUID, str]
    ) -> Iterator[str]:
        said = {"book": self.book, "year": change.on.year}
        old = known[change.unit_id]
        stops = {"unit": called.get(change.unit_id, ""), "last": _digits(old.last, old.width)}
        yield _("%(book)s năm %(year)d của %(unit)s dừng ở số %(last)s.") % {**said, **stops}
        for heir in change.heirs:
            if row := known.get(heir):
                goes_on = {"unit": called.get(heir, ""), "next": _digits(row.last + 1, row.width)}
                yield _("%(book)s năm %(year)d của %(unit)s tiếp tục từ số %(next)s.") % {**said, **goes_on}
        new = sorted(called.get(heir, "") for heir in change.heirs if heir not in known)
        if new:
            begins = {"units": "; ".join(new), "first": _digits(1, self.width(change.on))}
            yield _("%(book)s năm %(year)d của %(units)s bắt đầu từ số %(first)s.") % {**said, **begins}


def _digits(number: int, width: int) -> str:
    return f"{number:0{width}d}"
