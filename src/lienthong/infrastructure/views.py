"""Pages for reading: points of a day, one point, the radius by unit, the points behind a figure."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, needs, page
from lienthong.directory.models import PlaceSuccession
from lienthong.infrastructure.listings import points_counted, points_of_day, radius_by_unit
from lienthong.infrastructure.models import ServicePoint, ServicePointVersion
from lienthong.infrastructure.policies import may_edit
from lienthong.infrastructure.radius import last_day, map_of, points_of, units_of
from lienthong.infrastructure.reading import facts_of, figure_facts, history_table, notes_of
from lienthong.infrastructure.selectors import acts_of, history_of, points_on
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.dates import read_day
from lienthong.kernel.ui.formats import day_words
from lienthong.kernel.ui.showing import show
from lienthong.measures.choosing import Chosen, chosen
from lienthong.measures.regimes import CALENDAR
from lienthong.measures.views import chooser
from lienthong.measures.words import COMPUTED

SEE = needs(Capability.DIRECTORY_SEE)


@page(SEE)
def points_page(request: Request) -> HttpResponseBase:
    typed = request.GET.get("on", "").strip()
    day = read_day(typed, field="on") if typed else local_day(request.at)
    rows = points_on(day).select_related("point__enterprise", "kind")
    return show(
        request,
        points_of_day(day, rows),
        rows=rows,
        template="infrastructure/points.html",
        verdict=may_edit(request.actor, at=request.at),
        may_see_figures=request.actor.can(Capability.FIGURES_SEE),
    )


@page(SEE)
def point_page(request: Request, point_id: UUID) -> HttpResponse:
    point = ServicePoint.objects.filter(pk=point_id).first()
    if point is None:
        raise Missing
    day = local_day(request.at)
    versions = history_of(point)
    version = _shown(versions, day)
    acts = acts_of(point, versions)
    context = {
        "point": point,
        "version": version,
        "open": version.known_to is None and day in version.during,
        "facts": facts_of(version, day),
        "history": history_table(versions, day),
        "acts": acts,
        "notes": notes_of(acts),
        "verdict": may_edit(request.actor, at=request.at),
    }
    return render(request, "infrastructure/point.html", context)


@page(needs(Capability.FIGURES_SEE))
def radius_page(request: Request) -> HttpResponseBase:
    """The radius of every unit with a territory, in the boundaries of then or of another day of change."""
    asked = _asked(request)
    if asked is None:
        return render(request, "infrastructure/nothing.html")
    boundaries = _boundaries(request)
    shown = map_of(asked.question, boundaries)
    rows = units_of(shown.day).filter(place__in=shown.territories)
    return show(
        request,
        radius_by_unit(shown, asked.query()),
        rows=rows,
        template="infrastructure/radius.html",
        kind=COMPUTED,
        shown=shown,
        day=last_day(asked.question),
        choices=_choices(asked, boundaries),
        **dict[str, Any](chooser(request, asked)),
    )


@page(needs(Capability.FIGURES_SEE))
def counted_page(request: Request, unit_id: UUID) -> HttpResponseBase:
    """The points behind the figure of one unit; they add up to it."""
    asked = _asked(request)
    if asked is None:
        return render(request, "infrastructure/nothing.html")
    shown = map_of(asked.question, _boundaries(request))
    unit = units_of(shown.day).filter(unit=unit_id, place__in=shown.territories).first()
    if unit is None or unit.place_id is None:
        raise Missing
    one, day = shown.territories[unit.place_id], last_day(asked.question)
    rows = points_of(asked.question).filter(place__in=shown.within(unit.place_id))
    return show(
        request,
        points_counted(day),
        rows=rows.select_related("point__enterprise", "kind"),
        template="infrastructure/counted.html",
        unit=unit,
        facts=figure_facts(one, shown, day),
        agrees=rows.count() == one.points,
        counted=rows.count(),
        chosen=asked,
    )


def _shown(versions: list[ServicePointVersion], day: date) -> ServicePointVersion:
    """Return what is so today; else what is believed and nearest to it."""
    believed = [version for version in versions if version.known_to is None]
    today = [version for version in believed if day in version.during]
    if not (today or believed or versions):
        raise Missing
    return (today or believed or versions)[0]


def _asked(request: Request) -> Chosen | None:
    """Read period and head; years of the calendar unless the address says otherwise."""
    given: dict[str, Any] = {"regime": CALENDAR.code, **request.GET.dict()}
    return chosen(given, carried=("boundaries",))


def _boundaries(request: Request) -> date | None:
    typed = request.GET.get("boundaries", "").strip()
    return read_day(typed, field="boundaries") if typed else None


def _choices(asked: Chosen, boundaries: date | None) -> list[tuple[str, str, bool]]:
    """Return the boundaries of the period itself, and those of every day on which places changed."""
    changed = PlaceSuccession.objects.believed().values_list("on", flat=True).distinct().order_by("on")
    others = [
        (
            _("Địa giới từ %(day)s") % {"day": day_words(day)},
            asked.query(boundaries=day.isoformat()),
            day == boundaries,
        )
        for day in changed
    ]
    return [(_("Địa giới của kỳ"), asked.query(boundaries=""), boundaries is None), *others]
