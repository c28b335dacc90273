"""Pages for keeping the directory: one act, one page, one primary action."""

from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from lienthong.directory import offers, reading
from lienthong.directory.asking import Days, Request
from lienthong.directory.doing import NOBODY, act_page
from lienthong.directory.listings import people_to_appoint, posts_to_fill
from lienthong.directory.models import Post, Unit
from lienthong.directory.policies import may_edit, may_keep_people
from lienthong.directory.reach import Reach, may_fill, may_keep
from lienthong.directory.standing import people_spot, spot_of, units_spot
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.showing import show

M = TypeVar("M", bound=Model)


def unit_act_page(request: Request, unit_id: UUID, slug: str) -> HttpResponseBase:
    days, act = _open(request), offers.act_of(offers.UNIT_ACTS, slug)
    return act_page(request, act, spot_of(_thing(Unit, unit_id), days), days)


def post_act_page(request: Request, post_id: UUID, slug: str) -> HttpResponseBase:
    """An act about a post within reach; who may not do it here, hears why from the act itself or from the door."""
    days, reach, act = *_within(request), offers.act_of(offers.POST_ACTS, slug)
    post = reach.post(post_id)
    if act is not None and act.may is offers.whole_directory:
        may_edit(request.actor).or_raise()
    may_fill(request.actor, post, days.today).or_raise()
    return act_page(request, act, spot_of(post, days), days)


def person_act_page(request: Request, person_id: UUID, slug: str) -> HttpResponseBase:
    days, reach, act = *_within(request), offers.act_of(offers.PERSON_ACTS, slug)
    person = reach.person(person_id)
    may_keep(request.actor, person, days.today).or_raise()
    return act_page(request, act, spot_of(person, days), days)


def appoint_page(request: Request, post_id: UUID) -> HttpResponseBase:
    """Appoint somebody to a post; whom is found by name on a page before, among any number of people."""
    days, reach = _within(request)
    post = reach.post(post_id)
    may_fill(request.actor, post, days.today).or_raise()
    asked = request.POST.get("person") or request.GET.get("person")
    if not asked:
        return _choose_person(request, post, days, reach)
    person = reach.person(asked)
    facts = reading.facts_of_the_appointed(person, days, days.link("appoint", post.pk))
    return act_page(request, offers.APPOINT, spot_of(post, days), days, facts=facts)


def fill_page(request: Request, person_id: UUID) -> HttpResponseBase:
    """Find the post to which a person is appointed, by its title or its unit."""
    days, reach = _within(request)
    spot = spot_of(reach.person(person_id), days)
    return show(
        request,
        posts_to_fill(days, person_id),
        rows=replace(reach, day=days.day).working_posts(),
        template="directory/choose.html",
        spot=spot,
        words=_("Chọn chức vụ"),
    )


def register_page(request: Request) -> HttpResponseBase:
    """Enter a person; asked from a post, it leads on to appointing them there."""
    days, reach = _within(request)
    if "post" not in request.GET:
        return act_page(request, offers.REGISTER, people_spot(days), days)
    post = reach.post(request.GET["post"])
    then = days.link("appoint", post.pk, person=NOBODY)
    return act_page(request, offers.REGISTER, people_spot(days), days, then=then)


def found_page(request: Request) -> HttpResponseBase:
    days = _open(request)
    return act_page(request, offers.FOUND_FIRST, units_spot(days), days)


def _choose_person(request: Request, post: Post, days: Days, reach: Reach) -> HttpResponseBase:
    return show(
        request,
        people_to_appoint(days, post.pk),
        rows=reach.people(),
        template="directory/choose.html",
        spot=spot_of(post, days),
        words=_("Chọn người"),
        register=days.link("register", post=post.pk),
    )


def _open(request: Request) -> Days:
    """The door asks too; a page of this area without one would still be closed."""
    may_edit(request.actor).or_raise()
    return Days.asked(request)


def _within(request: Request) -> tuple[Days, Reach]:
    """The same for pages about people: whose, their reach says. It is that of today, whatever day is read."""
    may_keep_people(request.actor).or_raise()
    days = Days.asked(request)
    return days, Reach.of(request.actor, days.today)


def _thing(model: type[M], key: Any) -> M:
    try:
        return model._default_manager.get(pk=UUID(str(key)))
    except (ValueError, ObjectDoesNotExist):
        raise Missing from None
