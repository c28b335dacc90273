"""Pages for reading the directory, each on a day."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from lienthong.directory import reading
from lienthong.directory.asking import Days, Request
from lienthong.directory.knowing import both_ways, differences
from lienthong.directory.listings import people_of_day, places_of_day, units_of_day
from lienthong.directory.models import (
    ADMINISTRATIVE,
    Person,
    Place,
    PlaceVersion,
    Post,
    PostVersion,
    Unit,
    UnitTree,
    UnitVersion,
)
from lienthong.directory.offers import PERSON_ACTS, POST_ACTS, UNIT_ACTS, offered
from lienthong.directory.onward import onward, units_onward
from lienthong.directory.policies import may_edit, may_keep_people
from lienthong.directory.reach import is_within, offers
from lienthong.directory.selectors import history_of, place_on, places_on, tree, unit_on, versions_on
from lienthong.directory.selectors.trees import days_of_change
from lienthong.directory.standing import spot_of
from lienthong.directory.tabs import tabs
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.lists import Listing
from lienthong.kernel.ui.showing import show


def units_page(request: Request) -> HttpResponseBase:
    days = Days.asked(request)
    rows = versions_on(days.day).order_by()
    begin = _begin(request, days, "found", _("Lập cơ quan"))
    return _list_page(request, units_of_day(days), rows, "units", days, begin=begin)


def people_page(request: Request) -> HttpResponseBase:
    days = Days.asked(request)
    begin = (_("Ghi tên cán bộ"), days.link("register")) if may_keep_people(request.actor) else None
    return _list_page(request, people_of_day(days), Person.objects.all(), "people", days, begin=begin)


def places_page(request: Request) -> HttpResponseBase:
    days = Days.asked(request)
    return _list_page(request, places_of_day(days), places_on(days.day).order_by(), "places", days)


def tree_page(request: Request) -> HttpResponse:
    """The apparatus on any day, as believed now or as known on any day; the days of changes are one click away."""
    days = Days.asked(request, known=True)
    names = {known.code: known.local_name for known in UnitTree.objects.all()} or {
        ADMINISTRATIVE: _("Trực thuộc")
    }
    chosen = request.GET.get("tree", ADMINISTRATIVE)
    if chosen not in names:
        raise Missing
    shown = tree(days.day, chosen, known_at=days.known_at)
    roots = [unit for unit in shown.roots if chosen == ADMINISTRATIVE or unit in shown.children]
    context = {
        "days": days,
        "tabs": tabs("tree", days),
        "trees": names,
        "chosen": chosen,
        "branches": reading.branches(shown, roots, days),
        "changes": days_of_change(),
        "count": len(shown.nodes),
    }
    if days.known:
        context["differences"] = differences(shown, tree(days.day, chosen), days)
    return render(request, "directory/tree.html", context)


def unit_page(request: Request, unit_id: UUID) -> HttpResponse:
    days = Days.asked(request, known=True)
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise Missing
    if days.known:
        return _as_known(request, unit, days)
    history = list(history_of(unit_id))
    version = unit_on(unit, days.day)
    context = {
        "days": days,
        "unit": unit,
        "version": version,
        "known_as": version or (history[0] if history else None),
        "history": reading.history_table(history),
        "successions": reading.successions_table(unit_id, days),
        "acts": reading.latest_acts(unit_id),
        "offers": offered(UNIT_ACTS, unit, days, request.actor) if version else [],
        "ways": [] if unit_on(unit, days.today) else units_onward.of(unit, request.actor, days.today),
    }
    return render(request, "directory/unit.html", context | (_of_the_day(version, days) if version else {}))


def _as_known(request: Request, unit: Unit, days: Days) -> HttpResponse:
    """The unit on a day as known on another: what can be read of both times, beside what we believe now."""
    then, now = unit_on(unit, days.day, known_at=days.known_at), unit_on(unit, days.day)
    trees = tree(days.day, known_at=days.known_at), tree(days.day)
    above = [shown.nodes.get(shown.parent_of(unit.pk) or unit.pk) for shown in trees]
    paths = [node.name if node and node.unit_id != unit.pk else "" for node in above]
    context = {
        "days": days,
        "unit": unit,
        "version": then,
        "known_as": then or now or history_of(unit.pk).first(),
        "known_table": both_ways(then, now, (paths[0], paths[1])),
        "below": reading.branches(trees[0], trees[0].children.get(unit.pk, ()), days, deep=False),
    }
    return render(request, "directory/unit_known.html", context)


def post_page(request: Request, post_id: UUID) -> HttpResponse:
    days = Days.asked(request)
    post = Post.objects.filter(pk=post_id).select_related("unit").first()
    if post is None:
        raise Missing
    version = PostVersion.objects.on(days.day).filter(post=post).first()
    context = {
        "days": days,
        "spot": spot_of(post, days),
        "version": version,
        "title": (version or post).title,
        "facts": reading.facts_of_post(version or post, days),
        "holders": reading.holders_table(post, days),
        "acts": reading.latest_acts(post_id),
        "offers": offered(POST_ACTS, post, days, request.actor) if version else [],
        "appoint": days.link("appoint", post_id)
        if version and offers(request.actor, post, days.today)
        else "",
    }
    return render(request, "directory/post.html", context)


def person_page(request: Request, person_id: UUID) -> HttpResponse:
    days = Days.asked(request)
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise Missing
    facts = [(_("Thư công vụ"), person.email), (_("Điện thoại công vụ"), person.phone)]
    context = {
        "days": days,
        "person": person,
        "posts": reading.posts_held(person, days),
        "facts": facts,
        "offers": offered(PERSON_ACTS, person, days, request.actor),
        "fill": days.link("fill", person_id) if _may_be_appointed(request, person, days) else "",
        "ways": list(onward.of(person, request.actor, days.today)),
    }
    return render(request, "directory/person.html", context)


def place_page(request: Request, place_id: UUID) -> HttpResponse:
    days = Days.asked(request)
    place = Place.objects.filter(pk=place_id).first()
    if place is None:
        raise Missing
    version = place_on(place, days.day)
    latest = version or PlaceVersion.objects.believed().filter(place=place).order_by("-during").first()
    if latest is None:
        raise Missing
    within = places_on(days.day, parent=place_id)
    context = {
        "days": days,
        "version": version,
        "known_as": latest,
        "facts": reading.facts_of_place(latest),
        "path": [
            (row.name, days.link("place", row.place_id)) for row in reading.place_path(latest, days.day)
        ],
        "within": [(row.name, row.kind.local_name, days.link("place", row.place_id)) for row in within],
        "counts": reading.counts_table(place, days),
        "successions": reading.place_successions_table(place, days),
    }
    return render(request, "directory/place.html", context)


def _list_page(
    request: Request, listing: Listing[Any], rows: QuerySet[Any], here: str, days: Days, **context: Any
) -> HttpResponseBase:
    context |= {"tabs": tabs(here, days), "days": days}
    return show(request, listing, rows=rows, template="directory/units.html", **context)


def _of_the_day(version: UnitVersion, days: Days) -> dict[str, object]:
    shown = tree(days.day)
    return {
        "facts": reading.facts_of_unit(version, days) + reading.standing(version.unit_id, days),
        "path": [
            (node.printed, days.link("unit", node.unit_id)) for node in shown.path(version.unit_id)[:-1]
        ],
        "below": reading.branches(shown, shown.children.get(version.unit_id, ()), days, deep=False),
        "posts": reading.posts_table(version.unit_id, days),
        "seats": reading.seats_table(version.unit_id, days),
        "mandates": reading.mandates_in_words(version.unit_id, days.day),
    }


def _may_be_appointed(request: Request, person: Person, days: Days) -> bool:
    return person.pk != request.actor.person_id and is_within(request.actor, person, days.today)


def _begin(request: Request, days: Days, name: str, words: str) -> tuple[str, str] | None:
    """Return the words and the address of what begins something new, for those who keep the directory."""
    return (words, days.link(name)) if may_edit(request.actor) else None
