"""Where a page of keeping stands: what it is about, what that is called, the way to it and back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lienthong.directory.asking import Days
from lienthong.directory.models import Person, Post, Unit
from lienthong.directory.selectors import names
from lienthong.kernel.refusals import type_of_reason

Crumb = tuple[type_of_reason, str]
Thing = Unit | Post | Person | None
PAGES = {Unit: "unit", Post: "post", Person: "person"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A thing of the directory, or a list of it where the thing is still to be made."""

    thing: Thing
    title: str
    crumbs: Sequence[Crumb]
    back: str


def spot_of(thing: Unit | Post | Person, days: Days) -> Spot:
    page = address_of(thing, days)
    match thing:
        case Unit():
            title = called = names([thing.pk], days.day).get(thing.pk, thing.code)
            before = units_spot(days)
        case Post():
            before = spot_of(thing.unit, days)
            title, called = f"{thing.title}, {before.title}", thing.title
        case _:
            title = called = thing.full_name
            before = people_spot(days)
    return Spot(thing, title, [*before.crumbs, (called, page)], page)


def units_spot(days: Days) -> Spot:
    back = days.link("units")
    return Spot(None, "", [(_("Danh bạ cơ quan"), back)], back)


def people_spot(days: Days) -> Spot:
    back = days.link("people")
    return Spot(None, "", [(_("Cán bộ, công chức"), back)], back)


def address_of(thing: Unit | Post | Person, days: Days) -> str:
    return days.link(PAGES[type(thing)], thing.pk)
