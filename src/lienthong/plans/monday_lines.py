"""The lines of a Monday page, made from what the latest head of the ledger knows; two A4 sides hold them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienthong.directory.selectors import names
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Entry
from lienthong.kernel.clock.moments import HANOI, due_day, local_day
from lienthong.kernel.ui.formats import day_words, number_words
from lienthong.measures.choosing import Chosen
from lienthong.measures.drilling import Row, rows
from lienthong.measures.narrowing import Narrowing
from lienthong.measures.tables import rows_address
from lienthong.plans.models import Part
from lienthong.tasks.indicators import COMPLETION
from lienthong.tasks.models import Delivery, Proposal, Task
from lienthong.tasks.selectors import visible_tasks

WEEK = timedelta(days=7)
MOST_OPEN = 20_000
MOST = {Part.DUE: 12, Part.WAITING: 10, Part.ASKED: 8, Part.LATE: 10, Part.MOVED: 3}
NAMED = 3
TASK, TARGET, UNIT = "tasks.task", "plans.target", "directory.unit"


@dataclass(frozen=True, slots=True)
class Made:
    """A line as the ledger makes it; `kind` and `subject` tell what it is about, so that one can ask again."""

    part: Part
    text: str
    detail: str = ""
    address: str = ""
    kind: str = ""
    subject: UUID | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """Whose page, of which Monday, as of which head, for which reader."""

    unit: UUID
    monday: date
    asked: Chosen
    by: Actor
    at: datetime

    @property
    def size(self) -> int:
        return self.asked.question.as_of.size

    @property
    def day(self) -> date:
        return local_day(self.at)

    @property
    def window(self) -> tuple[datetime, datetime]:
        start = midnight(self.monday)
        return start, start + WEEK

    def tasks(self) -> QuerySet[Task]:
        """Return what this unit gave and the reader may see."""
        return visible_tasks(self.by, self.at).filter(assigner=self.unit)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HANOI)


def open_rows(week: Week) -> list[Row]:
    """Return every open task that counts, as the head knows it; one scan serves two parts."""
    both = Narrowing(classes=("open_within", "open_overdue"))
    return rows(COMPLETION, week.asked.question, only=both, limit=MOST_OPEN)


def due_lines(week: Week, found: Iterable[Row]) -> list[Made]:
    """Return what falls due in the week, one line for all parts of a task with the same deadline."""
    start, end = week.window
    due = {row.subject_id: row.due for row in found if row.due and start < row.due <= end}
    groups: dict[tuple[datetime, UUID], list[Task]] = defaultdict(list)
    for task in week.tasks().filter(pk__in=due):
        groups[due[task.pk], task.case.parent_id or task.pk].append(task)
    known = names({task.case.holder_id for tasks in groups.values() for task in tasks}, week.day)
    lines = [
        _of_tasks(Part.DUE, tasks, known, _("hạn %(day)s") % {"day": day_words(due_day(when))})
        for (when, _key), tasks in sorted(groups.items(), key=lambda pair: (pair[0][0], str(pair[0][1])))
    ]
    return capped(Part.DUE, lines)


def waiting_lines(week: Week) -> list[Made]:
    """Return what waits for the leader: proposals to answer, then results that nobody has confirmed yet."""
    known_act = Exists(Entry.objects.filter(act_id=OuterRef("act_id"), position__lt=week.size))
    mine = week.tasks().values("pk")
    asked = Proposal.objects.filter(known_act, task__in=mine, accepted__isnull=True)
    proposals = list(asked.select_related("task__case").order_by("proposed_at"))
    sent = Delivery.objects.filter(known_act, task__in=mine, confirmed__isnull=True)
    groups: dict[UUID, list[Delivery]] = defaultdict(list)
    for delivery in sent.select_related("task__case").order_by("delivered_at"):
        groups[delivery.task.case.parent_id or delivery.task_id].append(delivery)
    units = {one.task.case.holder_id for one in proposals} | {
        one.task.case.holder_id for group in groups.values() for one in group
    }
    known = names(units, week.day)
    lines = [_of_proposal(one, known) for one in proposals]
    lines += [_of_deliveries(group, known) for group in groups.values()]
    return capped(Part.WAITING, lines)


def late_lines(week: Week, found: Iterable[Row]) -> list[Made]:
    """Return who is late, with how many tasks, the worst first; each number leads to them."""
    late: dict[UUID, list[datetime]] = defaultdict(list)
    for row in found:
        if row.name == "open_overdue" and row.due is not None:
            late[row.unit_id].append(row.due)
    known = names(late, week.day)
    worst = sorted(late.items(), key=lambda pair: (-len(pair[1]), min(pair[1])))
    return capped(Part.LATE, [_of_unit(unit, dues, known, week) for unit, dues in worst])


def late_words(count: int) -> str:
    words = ngettext("%(count)s nhiệm vụ quá hạn", "%(count)s nhiệm vụ quá hạn", count)
    return words % {"count": number_words(count)}


def capped(part: Part, lines: list[Made]) -> list[Made]:
    """Return as many as the sides hold; the last says how many more there are."""
    most = MOST[part]
    if len(lines) <= most:
        return lines
    more = _("… và %(count)s dòng nữa, xem trên hệ thống.") % {"count": number_words(len(lines) - most + 1)}
    return [*lines[: most - 1], Made(part, more)]


def _of_tasks(part: Part, tasks: list[Task], known: Mapping[UUID, str], words: str) -> Made:
    first = tasks[0]
    subject = first.case.parent_id or first.pk
    who = named([known.get(task.case.holder_id, "") for task in tasks])
    address = reverse("tasks:task", args=[subject])
    return Made(part, first.case.title, f"{who} · {words}", address, TASK, subject)


def _of_proposal(one: Proposal, known: Mapping[UUID, str]) -> Made:
    case = one.task.case
    kind = one.get_kind_display()
    detail = _("%(who)s đề nghị ngày %(day)s: %(reason)s") % {
        "who": known.get(case.holder_id, ""),
        "day": day_words(one.proposed_at),
        "reason": _short(one.reason),
    }
    address = reverse("tasks:task", args=[one.task_id])
    return Made(Part.WAITING, f"{kind}: {case.title}", detail, address, TASK, one.task_id)


def _of_deliveries(group: list[Delivery], known: Mapping[UUID, str]) -> Made:
    since = _("kết quả chờ xác nhận từ %(day)s") % {"day": day_words(group[0].delivered_at)}
    return _of_tasks(Part.WAITING, [one.task for one in group], known, since)


def _of_unit(unit: UUID, dues: list[datetime], known: Mapping[UUID, str], week: Week) -> Made:
    address = rows_address(COMPLETION, week.asked, unit=str(unit), **{"class": "open_overdue"})
    longest = _("lâu nhất: hạn %(day)s") % {"day": day_words(due_day(min(dues)))}
    text = f"{known.get(unit, '')}: {late_words(len(dues))}"
    return Made(Part.LATE, text, longest, address, UNIT, unit)


def named(units: list[str]) -> str:
    """Return the first names and how many more."""
    if len(units) <= NAMED:
        return "; ".join(units)
    more = _("và %(count)s cơ quan nữa") % {"count": number_words(len(units) - NAMED)}
    return f"{'; '.join(units[:NAMED])} {more}"


def _short(text: str) -> str:
    most = 120
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
