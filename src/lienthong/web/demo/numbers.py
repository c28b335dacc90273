"""The story calls its tasks by their numbers itself; here its series come to know them, so that the next goes on."""

from lienthong.casework.models import Case
from lienthong.directory.models import Unit
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.numbering.models import Number, Series
from lienthong.tasks.giving import KIND
from lienthong.tasks.numbers import series_of

GIVER, PATTERN, WIDTH = "UBND", "NV-{year}-{number}", 3


def account_for_numbers() -> None:
    """Write down each number of a task given by the committee, in the series of its year."""
    key, years = series_of(Unit.objects.get(code=GIVER).pk), dict[int, Series]()
    ours = Case.objects.filter(kind=KIND, parent=None, task__assigner__code=GIVER)
    given = ours.filter(number__startswith="NV-").order_by("number")
    numbers = []
    for case in given:
        _letters, year, ordinal = case.number.split("-")
        series = years.setdefault(int(year), Series(key=key, year=int(year), pattern=PATTERN, width=WIDTH))
        series.last = max(series.last, int(ordinal))
        numbers.append(
            Number(
                series=series,
                ordinal=int(ordinal),
                text=case.number,
                taken_on=local_day(case.opened_at),
                subject_kind=KIND,
                subject_id=case.pk,
            )
        )
    Series.objects.bulk_create(years.values())
    Number.objects.bulk_create(numbers)
