"""The Monday page as it is read: made now, or as it was kept; and what became of what was asked last time."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.access.powers.authority import agency_of
from lienthong.directory.selectors import tree
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.selectors import known_at
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.languages import either
from lienthong.kernel.ui.formats import day_words, moment_words
from lienthong.measures.asking import as_of
from lienthong.measures.drilling import Row
from lienthong.measures.models import Maturity
from lienthong.plans.figures_reading import latest_period, latest_words
from lienthong.plans.models import MondayLine, MondayPage, Part, Plan
from lienthong.plans.monday_lines import (
    TARGET,
    TASK,
    UNIT,
    WEEK,
    Made,
    Week,
    capped,
    due_lines,
    late_lines,
    late_words,
    midnight,
    open_rows,
    waiting_lines,
)
from lienthong.plans.selectors import plans
from lienthong.plans.standing import Standing, standings


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def committee_of(by: Actor, at: datetime) -> UUID:
    """Return whose Monday page the actor reads: the Office reads that of the committee it works for."""
    agency = agency_of(by, at)
    return tree(local_day(at)).parent_of(agency) or agency


def editions(unit: UUID) -> QuerySet[MondayPage]:
    """Return every page kept for the unit, the latest first."""
    return MondayPage.objects.filter(unit=unit)


def made_lines(week: Week) -> list[Made]:
    """Return every line of the week, part by part."""
    found, plan = open_rows(week), plans().first()
    moved, standing = _moved(week, plan) if plan else ([], [])
    return [
        *due_lines(week, found),
        *waiting_lines(week),
        *asked_lines(week, found, standing),
        *late_lines(week, found),
        *moved,
    ]


def asked_lines(week: Week, found: Iterable[Row], standing: Iterable[Standing]) -> list[Made]:
    """Return what was to be asked again the last time, each with what happened since."""
    last = editions(week.unit).filter(monday__lt=week.monday).first()
    if last is None:
        return []
    lines = list(last.lines.filter(asked=True, struck=False))
    late: dict[UUID, int] = {}
    for row in found:
        late[row.unit_id] = late.get(row.unit_id, 0) + (row.name == "open_overdue")
    answers = _acts_since(week, last, [line.subject for line in lines if line.kind == TASK])
    values = {one.target.pk: latest_words(one) for one in standing}
    return capped(Part.ASKED, [_answered(line, last, answers, values, late) for line in lines])


def _answered(
    line: MondayLine,
    last: MondayPage,
    answers: dict[UUID, Act],
    values: dict[UUID, str],
    late: dict[UUID, int],
) -> Made:
    detail = _("chưa có trả lời từ %(day)s") % {"day": day_words(last.monday)}
    if line.kind == TASK and line.subject in answers:
        act = answers[line.subject]
        detail = f"{verbs.read(act.verb)}, {act.actor_unit}, {moment_words(act.recorded_at)}"
    if line.kind == TARGET and line.subject in values:
        detail = _("nay: %(value)s") % {"value": values[line.subject]}
    if line.kind == UNIT and line.subject is not None:
        detail = _("nay: %(value)s") % {"value": late_words(late.get(line.subject, 0))}
    return Made(Part.ASKED, line.text, detail, line.address, line.kind, line.subject)


def _acts_since(week: Week, last: MondayPage, tasks: list[UUID | None]) -> dict[UUID, Act]:
    """Return the last act on each task, or on a part of it, that the head of the last page did not know."""
    cases = week.tasks().filter(Q(pk__in=tasks) | Q(case__parent__in=tasks))
    wholes = dict(cases.values_list("pk", "case__parent"))
    acts = known_at(week.size, Act.objects.filter(case_id__in=wholes, verb__startswith="tasks."))
    fresh = acts.exclude(pk__in=known_at(last.size, acts).values("pk")).order_by("recorded_at", "id")
    found: dict[UUID, Act] = {}
    for act in fresh:
        if act.case_id is not None:
            found |= {act.case_id: act, (wholes[act.case_id] or act.case_id): act}
    return found


def _moved(week: Week, plan: Plan) -> tuple[list[Made], list[Standing]]:
    """Return the targets whose latest figure moved most since the Monday before, and how all stand now."""
    now = standings(plan, week.asked.question.as_of)
    head = as_of(midnight(week.monday) - WEEK)
    before = {one.target.pk: one for one in standings(plan, head)} if head else {}
    pairs = [(one, before.get(one.target.pk)) for one in now]
    moved = [(one, was) for one, was in pairs if one.latest and _figure(one) != _figure(was)]
    lines = [_of_target(one, was) for one, was in sorted(moved, key=lambda pair: -_far(*pair))]
    return lines[:3], now


def _figure(one: Standing | None) -> tuple[int | None, str, Fraction | None] | None:
    """Return the latest figure as one reads it; a computed one is the same under every head that gives the same."""
    return (one.year, one.latest.maturity, one.latest.value) if one and one.latest else None


def _far(one: Standing, was: Standing | None) -> Fraction:
    """Return how far a figure moved, as a share of what it was; one that is new moved least."""
    new, old = (s.latest.value if s and s.latest else None for s in (one, was))
    return abs((new - old) / old) if new is not None and old else Fraction()


def _of_target(one: Standing, was: Standing | None) -> Made:
    before = _value_words(was) if was and was.latest else _("chưa có số liệu")
    detail = _("%(now)s; trước: %(before)s") % {"now": _value_words(one), "before": before}
    address = reverse("plans:target", args=[one.target.plan.code, one.target.code])
    text = either(one.target.wording, one.target.wording_en)
    return Made(Part.MOVED, text, detail, address, TARGET, one.target.pk)


def _value_words(one: Standing) -> str:
    maturity = Maturity(one.latest.maturity).label if one.latest else ""
    return f"{latest_words(one)} ({latest_period(one)}, {maturity})"
