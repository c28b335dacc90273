"""What was issued says how the agencies were on its day: no reorganisation reaches back behind it.

Two things are issued here: a Monday page that was kept, for all agencies under its committee; and a final figure that
an agency reported, for that agency until the last day of its period. To put either right is a matter of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.directory.participants import Hindrance, Lines, OnlySays, Reorganisation
from lienthong.directory.selectors import ancestors
from lienthong.kernel.clock.moments import day_window, local_day
from lienthong.kernel.languages import either
from lienthong.kernel.ui.formats import day_words
from lienthong.measures.models import Definition, Entry, Kind, Maturity
from lienthong.measures.periods import period_of
from lienthong.measures.regimes import regimes
from lienthong.plans.figures import PlanFigure
from lienthong.plans.models import MondayPage
from lienthong.plans.selectors import plans

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Issued:
    """Something issued: its name, where it is read, the last day of which it tells."""

    words: str
    url: str
    until: date


class IssuedReports(OnlySays):
    """What plans say when units merge, split or close: not before the last day that a report tells of."""

    def preview(self, changes: Sequence[Reorganisation]) -> Lines[Reorganisation]:
        """Ask once whether anything tells of that day or later, and then only of the units of which it may tell."""
        if not changes:
            return []
        pages = set(_pages_since(changes[0].on).order_by().values_list("unit", flat=True).distinct())
        units = {change.unit_id for change in changes}
        figures = set(_final().filter(unit__in=units).values_list("unit", flat=True).distinct())
        issued = ((change, _last(change, pages, figures)) for change in changes)
        return [(change, Hindrance(_behind(last), last.url)) for change, last in issued if last]


def _behind(last: Issued) -> str:
    said = _(
        "%(report)s đã ghi cơ quan này vào ngày %(day)s; sắp xếp không lùi về trước báo cáo đã có. "
        "Hãy chọn ngày có hiệu lực sau ngày ấy."
    )
    return said % {"report": last.words, "day": day_words(last.until)}


def _last(change: Reorganisation, committees: set[UUID], reporting: set[UUID]) -> Issued | None:
    """Return what was issued last of those that tell of the unit on the day of the change or later."""
    pages = _pages(change.unit_id, change.on, committees) if committees else ()
    figures = _figures(change.unit_id, change.on) if change.unit_id in reporting else ()
    return max((*pages, *figures), key=lambda one: one.until, default=None)


def _pages_since(on: date) -> QuerySet[MondayPage]:
    """Return the kept pages that tell of the day or later, the latest first."""
    begins, _ends = day_window(on)
    later = MondayPage.objects.filter(Q(monday__gte=on) | Q(as_of__gte=begins))
    return later.order_by("-as_of", "-monday")


def _final() -> QuerySet[Entry]:
    return Entry.objects.filter(kind=Kind.REPORTED, maturity=Maturity.FINAL)


def _pages(unit_id: UUID, on: date, committees: set[UUID]) -> Iterable[Issued]:
    above = {unit_id, *ancestors(unit_id, on - ONE_DAY)}
    page = _pages_since(on).filter(unit__in=committees & above).first()
    if page is not None:
        said = {"day": day_words(page.monday), "edition": page.edition}
        words = _("Trang giao ban ngày %(day)s (bản %(edition)s)") % said
        url = reverse("plans:kept_monday", args=[page.monday.isoformat(), page.edition])
        yield Issued(words, url, max(page.monday, local_day(page.as_of)))


def _figures(unit_id: UUID, on: date) -> Iterable[Issued]:
    final = _final().filter(unit=unit_id)
    for regime, code in final.values_list("regime", "period").distinct():
        period = period_of(regimes.get(regime), code)
        if period.end > on:
            entry = final.select_related("definition").filter(regime=regime, period=code).latest("at")
            definition = entry.definition
            said = {"figure": either(definition.words, definition.words_en), "period": period.label}
            words = _("Số liệu chính thức “%(figure)s”, %(period)s") % said
            yield Issued(words, _address(definition.code), period.end - ONE_DAY)


def _address(code: str) -> str:
    """Return where the figure is read: in the newest plan, by its target or as a watched one."""
    plan = plans().first()
    if plan is None:
        return ""
    target = plan.targets.filter(indicator=code).first()
    return PlanFigure(plan, Definition(code=code), target).url
