"""In the boundaries of another day: figures of units carried on to those that followed them, share by share."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.models import UnitSuccession
from lienthong.directory.selectors.successions import shares_since
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui.formats import day_words
from lienthong.measures.asking import Question
from lienthong.measures.indicators import Count, Figure, Indicator

THEN = ""


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
    words = _("theo tổ chức từ %(day)s")
    return [(THEN, _("theo tổ chức khi đó")), *((str(day), words % {"day": day_words(day)}) for day in days)]


def carried(
    figures: Mapping[UUID, Figure], indicator: Indicator, *, since: date, until: date
) -> dict[UUID, tuple[Figure, tuple[UUID, ...]]]:
    """Return the figure of each unit of `until`, and the units of `since` whose rows it counts."""
    counts = {unit: figure.counts for unit, figure in figures.items()}
    moved = spread(counts, since=since, until=until)
    return {heir: (Figure(indicator, found), units) for heir, (found, units) in moved.items()}


def spread(
    amounts: Mapping[UUID, Mapping[str, Count]], *, since: date, until: date
) -> dict[UUID, tuple[dict[str, Count], tuple[UUID, ...]]]:
    """Return the amounts of each unit of `until`, and the units of `since` from which they came.

    A share of a unit is that share of each of its amounts; the sum of all stays what it was.
    """
    shares = shares_since(since, until)
    found: dict[UUID, dict[str, Count]] = defaultdict(dict)
    origins: dict[UUID, list[UUID]] = defaultdict(list)
    for unit, counts in amounts.items():
        for heir, share in shares.get(unit, {unit: 1}).items():
            known = found[heir]
            known |= {name: known.get(name, 0) + count * share for name, count in counts.items()}
            origins[heir].append(unit)
    return {heir: (counts, tuple(sorted(origins[heir]))) for heir, counts in found.items()}
