"""The leader's page: the plan's tasks on one page, the worst first. One scan gives every table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from lienthong.casework.models import Case
from lienthong.directory.selectors import names
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.selectors import known_at
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.ui.components import Deadline
from lienthong.measures.asking import Question
from lienthong.measures.choosing import Chosen
from lienthong.measures.computing import along, counted, whole
from lienthong.measures.drilling import rows
from lienthong.measures.narrowing import Narrowing
from lienthong.measures.reading import Reading, Shown, day_of, show
from lienthong.measures.subjects import Subject, subjects
from lienthong.measures.tables import Line, cells, lines, rows_address
from lienthong.measures.words import value_words
from lienthong.plans.indicators import COMPLETION
from lienthong.plans.models import PlanItem
from lienthong.plans.selectors import cases_of
from lienthong.plans.words import section_of
from lienthong.tasks.states import AWAITING

SHOWN = 10
MOST_LATE = 500
WEEK = timedelta(days=7)
MOVES = (
    "tasks.give",
    "tasks.finish",
    "tasks.confirm",
    "tasks.send_back",
    "tasks.reopen",
    "tasks.answer",
    "tasks.withdraw",
)


@dataclass(frozen=True, slots=True)
class Late:
    """A task that is late: what, who leads it, who has it in hand now, by how much."""

    shown: Shown
    deadline: Deadline
    person: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task delivered and not answered yet, as it stands now."""

    subject: Subject
    lead: str
    follower: str


@dataclass(frozen=True, slots=True)
class Move:
    act: Act
    words: str
    subject: Subject

    @property
    def url(self) -> str:
        return f"{self.subject.url}#act-{self.act.id}"


@dataclass(frozen=True, slots=True)
class Figures:
    """The headline with its units, and the same by section of the plan."""

    reading: Reading
    sections: list[Line]


def figures_of(chosen: Chosen, only: Narrowing, items: Iterable[PlanItem]) -> Figures:
    by_both = counted(COMPLETION, chosen.question, by=("unit_id", "section"), only=only)
    total = whole(COMPLETION, by_both)
    by_unit, by_section = along(by_both, 0), along(by_both, 1)
    titles = {item.section: section_of(item) for item in items}
    reading = Reading(
        total,
        value_words(total),
        rows_address(COMPLETION, chosen),
        cells(total, chosen),
        lines(by_unit, names(list(by_unit), day_of(chosen.question)), chosen, name="unit"),
    )
    return Figures(reading, lines(by_section, titles, chosen, name="section"))


def late_of(question: Question, only: Narrowing, *, by: Actor, at: datetime) -> tuple[list[Late], int]:
    """Return those that are late by most, as of the head, and how many of these are not for this reader.

    In whose hands they are is read now.
    """
    found = rows(COMPLETION, question, only=only.of_classes("open_overdue"), limit=MOST_LATE)
    worst = sorted(found, key=lambda row: (row.due or row.moment, row.subject_id))[:SHOWN]
    calendar = load("vn", question.until)
    hands = _hands([row.subject_id for row in worst])
    late = [
        Late(
            one,
            Deadline.of(one.row.due, at=question.until, calendar=calendar),
            hands.get(one.row.subject_id, ""),
        )
        for one in show(COMPLETION, question, worst, by=by, at=at)
    ]
    return late, len(worst) - len(late)


def waiting_of(items: QuerySet[PlanItem], *, by: Actor, at: datetime) -> tuple[int, list[Waiting]]:
    """Return how many wait for confirmation now, and the first of them by deadline."""
    found = cases_of(items).filter(state=AWAITING)
    first = list(found.order_by("due_order", "id")[:SHOWN])
    about = subjects.read(COMPLETION.subject, [case.pk for case in first], by, at)
    units = names(
        {unit for case in first for unit in (case.holder_id, case.turn_unit_id) if unit}, local_day(at)
    )
    shown = [
        Waiting(about[case.pk], units.get(case.holder_id, ""), _name(units, case.turn_unit_id))
        for case in first
        if case.pk in about
    ]
    return found.count(), shown


def moves_of(items: QuerySet[PlanItem], question: Question, *, by: Actor, at: datetime) -> list[Move]:
    """Return what moved in the seven days before, as the head knows it, the latest first."""
    cases = cases_of(items).values("pk")
    week = {"recorded_at__gt": question.until - WEEK, "recorded_at__lte": question.until}
    acts = Act.objects.filter(case_id__in=cases, verb__in=MOVES, **week)
    last = list(known_at(question.as_of.size, acts).order_by("-recorded_at", "-id")[:SHOWN])
    about = subjects.read(COMPLETION.subject, {act.subject_id for act in last}, by, at)
    return [Move(act, verbs.read(act.verb), about[act.subject_id]) for act in last if act.subject_id in about]


def _hands(keys: list[UUID]) -> dict[UUID, str]:
    held = Case.objects.filter(pk__in=keys, turn_person__isnull=False)
    return dict(held.values_list("pk", "turn_person__full_name"))


def _name(units: dict[UUID, str], unit: UUID | None) -> str:
    return units.get(unit, "") if unit else ""
