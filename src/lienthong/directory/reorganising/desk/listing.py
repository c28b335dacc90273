"""The list of plans, and the lists in which whom and to which post to appoint is found."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienthong.directory.asking import Days
from lienthong.directory.listings import people_of_day, posts_to_fill
from lienthong.directory.models import Person, PlanState, PostVersion, ReorganisationPlan
from lienthong.kernel.keys import new_key
from lienthong.kernel.search.folding import fold
from lienthong.kernel.search.queries import folded
from lienthong.kernel.ui.components import Chip, Lines, Tone
from lienthong.kernel.ui.lists import Column, Filter, Listing

TONES = {
    PlanState.DRAFT: Tone.PLAIN,
    PlanState.SCHEDULED: Tone.INFO,
    PlanState.CARRIED_OUT: Tone.GOOD,
    PlanState.DROPPED: Tone.PLAIN,
}
ICONS = {PlanState.DRAFT: "edit", PlanState.SCHEDULED: "clock", PlanState.DROPPED: "cross"}
Rows = QuerySet[ReorganisationPlan]


def state_chip(plan: ReorganisationPlan) -> Chip:
    if plan.hindrance:
        return Chip(_("Bị vướng"), Tone.BAD)
    state = PlanState(plan.state)
    return Chip(state.label, TONES[state], ICONS.get(state, ""))


def _narrowed(rows: Rows, state: str) -> Rows:
    return rows.exclude(hindrance="") if state == "hindered" else rows.filter(state=state)


def _found(rows: Rows, typed: str) -> Rows:
    wanted = fold(typed.strip())
    rows = rows.alias(folded_title=folded("title"), folded_basis=folded("basis"))
    return rows.filter(folded_title__contains=wanted) | rows.filter(folded_basis__contains=wanted)


PLANS: Listing[ReorganisationPlan] = Listing(
    name="directory.reorganisations",
    title=_("Phương án sắp xếp"),
    columns=(
        Column(
            "title",
            _("Phương án"),
            lambda plan: Lines(plan.title, plan.basis),
            order=("title",),
            plain=lambda plan: plan.title,
            main=True,
        ),
        Column("state", _("Tình trạng"), lambda plan: Lines(state_chip(plan), plan.hindrance)),
        Column("on", _("Ngày có hiệu lực"), lambda plan: plan.on, order=("on",), look="narrow"),
        Column("steps", _("Số bước"), lambda plan: getattr(plan, "count_of_steps", 0), look="end"),
    ),
    order=("-on",),
    filters=(Filter("state", _("Tình trạng"), (*PlanState.choices, ("hindered", _("Bị vướng"))), _narrowed),),
    search=_found,
    search_hint=_("Tên phương án hoặc số quyết định"),
    address=lambda plan: reverse("directory:plan", args=[plan.pk]),
    empty=_("Chưa có phương án nào."),
    empty_hint=_("Mỗi phương án là các bước của một quyết định sắp xếp, thực hiện trọn vẹn vào một ngày."),
)


def plans() -> Rows:
    return ReorganisationPlan.objects.annotate(count_of_steps=Count("steps"))


def people_to_choose(days: Days, address: Callable[[str], str]) -> Listing[Person]:
    return replace(
        people_of_day(days),
        name="directory.reorganisations.people",
        title=_("Chọn người"),
        address=lambda person: address(person.code),
    )


def posts_to_choose(days: Days, address: Callable[[str], str]) -> Listing[PostVersion]:
    return replace(
        posts_to_fill(days, new_key()),
        name="directory.reorganisations.posts",
        address=lambda version: address(version.post.code),
        empty_hint=_("Lập chức vụ ở một bước trước của phương án."),
    )


def asked(address: str, **query: str) -> str:
    said = {name: value for name, value in query.items() if value}
    return f"{address}?{urlencode(said)}" if said else address
