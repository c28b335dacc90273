"""What the pages of a plan say: its items by section, with who leads, until when, and how their tasks stand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.selectors import FIELDS
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.components import Chip, Tone
from lienthong.kernel.ui.formats import day_words
from lienthong.measures.words import FREQUENCIES
from lienthong.plans.models import Plan, PlanItem
from lienthong.plans.selectors import parts_of, tasks_of, words_of_codes
from lienthong.plans.words import output_of, section_of, wording_of
from lienthong.tasks.models import OutputKind, Task, TaskKind
from lienthong.tasks.selectors import status_of

Fact = tuple[type_of_reason, object]


@dataclass(frozen=True, slots=True)
class Line:
    """One item as its plan's page shows it; `parts` reads "3/12", empty without any; `late` counts it and its parts."""

    item: PlanItem
    wording: str
    leads: str
    output: str
    due: str
    task: Task | None
    status: Chip | None
    parts: str
    late: int


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: list[Line]

    @property
    def late(self) -> str:
        """Return how many of its tasks and their parts are late, in words; empty for none."""
        late = sum(line.late for line in self.lines)
        return _("%(count)s quá hạn") % {"count": late} if late else ""


def sections_of(plan: Plan, *, by: Actor, at: datetime) -> list[Section]:
    """Return the items by section, in the order of the plan; seven queries for any number of items."""
    items = list(plan.items.all())
    lines = _lines(items, by=by, at=at)
    grouped = groupby(zip(items, lines, strict=True), key=lambda pair: section_of(pair[0]))
    return [Section(title, [line for _item, line in pairs]) for title, pairs in grouped]


def line_of(item: PlanItem, *, by: Actor, at: datetime) -> Line:
    return _lines([item], by=by, at=at)[0]


def facts_of(item: PlanItem, day: date) -> list[Fact]:
    """Return what the plan and we say of an item: what the plan states is told from what is proposed."""
    words = words_of_codes([*item.leads, *item.supporting, item.monitoring, item.executors], day)
    facts: list[Fact] = [
        (_("Trong kế hoạch"), item.place),
        (_("Cơ quan chủ trì"), f"{_joined(item.leads, words)} ({stated_words(item)})"),
        (_("Thực hiện qua doanh nghiệp"), words.get(item.executors, item.executors)),
        (_("Cơ quan phối hợp"), _joined(item.supporting, words)),
        (_("Theo dõi, đôn đốc"), words.get(item.monitoring, item.monitoring)),
        (_("Loại nhiệm vụ"), TaskKind(item.kind).label),
        (_("Kỳ thực hiện"), FREQUENCIES.get(item.recurrence, "")),
        (_("Thời hạn"), day_words(item.due_on)),
        (_("Sản phẩm, kết quả"), f"{output_of(item)} ({OutputKind(item.output_kind).label})"),
        (_("Lĩnh vực"), FIELDS.get(item.field, item.field)),
        (_("Ghi chú"), item.note),
    ]
    return [(label, value) for label, value in facts if value]


def stated_words(item: PlanItem) -> str:
    return _("kế hoạch nêu") if item.lead_stated else _("đề xuất, chờ cơ quan ban hành kế hoạch xác nhận")


def _lines(items: list[PlanItem], *, by: Actor, at: datetime) -> list[Line]:
    words = words_of_codes({code for item in items for code in (*item.leads, item.executors)}, local_day(at))
    tasks = tasks_of([item.pk for item in items], by, at)
    parts = parts_of([task.pk for task in tasks.values()], at)
    return [_line(item, words, tasks.get(item.pk), parts, at) for item in items]


def _line(
    item: PlanItem,
    words: Mapping[str, str],
    task: Task | None,
    parts: Mapping[UUID, tuple[int, int, int]],
    at: datetime,
) -> Line:
    status = status_of(task, at=at) if task else None
    done, late, every = parts.get(task.pk, (0, 0, 0)) if task else (0, 0, 0)
    return Line(
        item=item,
        wording=wording_of(item),
        leads=_leads(item, words),
        output=output_of(item),
        due=day_words(item.due_on),
        task=task,
        status=Chip(status.words, Tone(status.tone)) if status else None,
        parts=f"{done}/{every}" if every else "",
        late=late + (status is not None and status.code == "overdue"),
    )


def _leads(item: PlanItem, words: Mapping[str, str]) -> str:
    leads = _joined(item.leads, words)
    if not item.executors:
        return leads
    executors = words.get(item.executors, item.executors)
    return _("%(executors)s, qua %(leads)s") % {"executors": executors, "leads": leads}


def _joined(codes: Collection[str], words: Mapping[str, str]) -> str:
    return "; ".join(words.get(code, code) for code in codes)
