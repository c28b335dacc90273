"""A plan as its page shows it: its steps in words, what was done in words, who passed into whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.directory.models import ReorganisationPlan, ReorganisationStep, Unit
from lienthong.directory.onward import units_onward
from lienthong.directory.parts import Several, Table
from lienthong.directory.reorganising.carrying import CARRIED_OUT
from lienthong.directory.reorganising.desk.called import Called, Written
from lienthong.directory.reorganising.desk.saying import Sentence, in_order, said, share_words
from lienthong.directory.reorganising.drafting import CHANGED, DRAFTED
from lienthong.directory.reorganising.due import HINDERED
from lienthong.directory.reorganising.minutes import minutes_of
from lienthong.directory.reorganising.outlook import Outlook, outlook
from lienthong.directory.selectors import names
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Missing, type_of_reason
from lienthong.kernel.ui.components import Link
from lienthong.kernel.ui.formats import day_words
from lienthong.kernel.ui.timeline import Note


@dataclass(frozen=True, slots=True)
class Line:
    """A step with its sentence, and where it may go."""

    step: ReorganisationStep
    sentence: Sentence
    first: bool
    last: bool


def plan_at(plan_id: UUID) -> ReorganisationPlan:
    plan = ReorganisationPlan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise Missing
    return plan


def lines_of(plan: ReorganisationPlan) -> list[Line]:
    steps = list(plan.steps.order_by("ordinal"))
    called = Called.of([(step.kind, step.content) for step in steps], plan.on)
    return [
        Line(step, said(step.kind, step.content, called), step is steps[0], step is steps[-1])
        for step in steps
    ]


def acts_of(plan: ReorganisationPlan) -> list[Act]:
    """Return what was done about the plan, latest first."""
    return list(Act.objects.filter(subject_id=plan.pk).order_by("-recorded_at", "-id"))


def notes_of(plan: ReorganisationPlan, acts: Iterable[Act]) -> dict[UUID, Note]:
    """Return what stands under each act: which steps came, went, moved; how it is called and dated since."""
    known = [act for act in acts if act.verb in {DRAFTED, CHANGED, HINDERED}]
    written = [step for act in known for name in SAID for step in _steps(act, name)]
    own = [(step.kind, step.content) for step in plan.steps.all()]
    called = Called.of([*own, *written], plan.on)
    return {act.pk: Note(_note(act, called)) for act in known}


def _note(act: Act, called: Called) -> str:
    detail = act.detail
    parts: list[str] = []
    if act.verb == HINDERED:
        return str(detail.get("hindrance", ""))
    if "title" in detail:
        on = day_words(date.fromisoformat(detail["on"]))
        parts.append(_("“%(title)s”, từ ngày %(day)s, căn cứ %(basis)s") % {**_told(detail), "day": on})
    for name, words in SAID.items():
        if steps := _steps(act, name):
            parts.append(str(words) % {"steps": _in_short(steps, called)})
    if "moved" in detail:
        parts.append(_("Chuyển một bước đến vị trí %(to)s") % {"to": detail["to"]})
    return ". ".join(parts)


MOST_NAMED = 5
SAID: Final[Mapping[str, type_of_reason]] = {
    "steps": gettext_lazy("Các bước: %(steps)s"),
    "added": gettext_lazy("Thêm: %(steps)s"),
    "removed": gettext_lazy("Bỏ: %(steps)s"),
    "was": gettext_lazy("Trước: %(steps)s"),
    "now": gettext_lazy("Nay: %(steps)s"),
}  # what an act of a draft says of steps, and how that is told


def _in_short(steps: list[Written], called: Called) -> str:
    named = in_order(said(kind, content, called) for kind, content in steps[:MOST_NAMED])
    more = len(steps) - MOST_NAMED
    return _("%(steps)s và %(count)s bước nữa") % {"steps": named, "count": more} if more > 0 else named


def _told(detail: Mapping[str, Any]) -> dict[str, str]:
    return {"title": str(detail["title"]), "basis": str(detail["basis"])}


def _steps(act: Act, name: str) -> list[Written]:
    return [
        (step["step"], {key: value for key, value in step.items() if key != "step"})
        for step in act.detail.get(name, ())
        if isinstance(step, dict)
    ]


def happened(plan: ReorganisationPlan) -> Outlook:
    """Return what the carrying out changed in the directory, as it was written then."""
    act = Act.objects.filter(subject_id=plan.pk, verb=CARRIED_OUT).latest("recorded_at")
    return outlook(plan, (), at=act.at)


def passed_table(plan: ReorganisationPlan, by: Actor, today: date) -> Table:
    """Return who passed into whom, with the minutes of each and the ways on, today, to what it handed over."""
    acts = minutes_of(plan)
    units = Unit.objects.in_bulk([act.subject_id for act in acts])
    called = names(units, plan.on)
    keys = _keys_of_heirs(acts)
    ways = units_onward.of_all(list(units.values()), by, today)
    return Table(
        "passed",
        _("Đã bàn giao"),
        (_("Cơ quan, đơn vị"), _("Kế thừa"), _("Hồ sơ")),
        [
            (
                Link(act.detail["name"] or called.get(act.subject_id, ""), _unit(act.subject_id)),
                Several([_heir(heir, keys, plan.on) for heir in act.detail["heirs"]]) or "",
                Several(
                    [
                        Link(_("Biên bản bàn giao"), reverse("directory:minutes", args=[plan.pk, act.pk])),
                        *(Link(way.words, url) for way, url in ways[act.subject_id]),
                    ]
                ),
            )
            for act in acts
            if act.subject_id in units
        ],
    )


def _heir(heir: Mapping[str, str], keys: Mapping[str, UUID], on: date) -> object:
    key = keys.get(heir["code"])
    link = Link(heir["name"], f"{_unit(key)}?on={on.isoformat()}") if key else heir["name"]
    return Sentence("%(unit)s (%(share)s)", {"unit": link, "share": share_words(heir["share"])})


def _keys_of_heirs(acts: Iterable[Act]) -> dict[str, UUID]:
    codes = {heir["code"] for act in acts for heir in act.detail["heirs"]}
    return dict(Unit.objects.filter(code__in=codes).values_list("code", "pk"))


def _unit(key: UUID) -> str:
    return reverse("directory:unit", args=[key])
