"""What is searched for, latest first, in spans of time that grow: a page is full before much has been read.

A GIN index finds words in no order at all: of a common word it gives everything. So it holds, beside the words, the
month and the year of a moment (`SpansOf`), and is asked for one month, then for the rest of two years, then for the
rest. Few rows in a month are few in a year.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, Func, IntegerField, Q, Value


class SpansOf(Func):
    """The keys of the spans in which a moment lies: its month (201512) and its year (2015), in UTC."""

    function = "spans_v1"
    output_field = ArrayField(IntegerField())


class Overlaps(Func):
    """Whether two arrays have a part in common."""

    template = "(%(expressions)s)"
    arg_joiner = " && "
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class Span:
    """The moments from `since` to before `before`; `keys` are the months or years it is made of, none: all others."""

    since: datetime | None
    before: datetime | None
    keys: tuple[int, ...] = ()

    @classmethod
    def of_years(cls, first: int, last: int) -> Self:
        return cls(_month(first, 1), _month(last + 1, 1), tuple(range(first, last + 1)))

    def among(self, field: str) -> Q:
        """Return the condition that the moment in `field` lies here, as the index reads it and as it is."""
        keys = Value(list(self.keys), ArrayField(IntegerField()))
        inside = Q(Overlaps(SpansOf(field), keys)) if self.keys else Q()
        if self.since:
            inside &= Q(**{f"{field}__gte": self.since})
        return inside & Q(**{f"{field}__lt": self.before}) if self.before else inside


def spans_from(moment: datetime, *, down: bool) -> Iterator[Span]:
    """Yield the spans of all moments from `moment` on, downwards in time or upwards; none has a moment of another."""
    local = moment.astimezone(UTC)
    year, number = local.year, local.month
    month = Span(_month(year, number), _month(year, number + 1), (100 * year + number,))
    yield month
    if down:
        years = Span.of_years(year - 1, year)
        yield Span(years.since, month.since, years.keys)
        yield Span(None, years.since)
    else:
        years = Span.of_years(year, year + 1)
        yield Span(month.before, years.before, years.keys)
        yield Span(years.before, None)


def _month(year: int, month: int) -> datetime:
    return datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, 1, tzinfo=UTC)
