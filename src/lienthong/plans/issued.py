"""What was issued says how the agencies were on its day: no reorganisation reaches back behind it.

Two things are issued here: a Monday page that was kept, for all agencies under its committee; and a final figure that
an agency reported, for that agency until the last day of its period. To put either right is a matter of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
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
        issued = ((change, last_issued(change.unit_id, change.on)) for change in changes)
        return [(change, Hindrance(behind(last), last.url)) for change, last in issued if last]


def behind(last: Issued) -> str:
    said = _(
        "%(report)s đã ghi cơ quan này vào ngày %(day)s; sắp xếp không lùi về trước báo cáo đã có. "
        "Hãy chọn ngày có hiệu lực sau ngày ấy."
    )
    return said % {"report": last.words, "day": day_words(last.until)}


def last_issued(unit_id: UUID, on: date) -> Issued | None:
    """Return what was issued last of those that tell of the unit on this day or later."""
    found = [*_pages(unit_id, on), *_figures(unit_id, on)]
    return max(found, key=lambda one: one.until, default=None)


def _pages(unit_id: UUID, on: date) -> Iterable[Issued]:
    begins, _ends = day_window(on)
    later = MondayPage.objects.filter(Q(monday__gte=on) | Q(as_of__gte=begins)).order_by("-as_of", "-monday")
    committees = set(later.order_by().values_list("unit", flat=True).distinct())
    if not committees:
        return
    above = {unit_id, *ancestors(unit_id, on - ONE_DAY)}
    page = later.filter(unit__in=committees & above).first()
    if page is not None:
        said = {"day": day_words(page.monday), "edition": page.edition}
        words = _("Trang giao ban ngày %(day)s (bản %(edition)s)") % said
        url = reverse("plans:kept_monday", args=[page.monday.isoformat(), page.edition])
        yield Issued(words, url, max(page.monday, local_day(page.as_of)))


def _figures(unit_id: UUID, on: date) -> Iterable[Issued]:
    final = Entry.objects.filter(unit=unit_id, kind=Kind.REPORTED, maturity=Maturity.FINAL)
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
