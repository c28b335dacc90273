"""The list of tasks that the actor may see: what we lead, what we follow, what we gave, everything."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, UUIDField, Value
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from lienthong.access.doors import Request, page, signed_in
from lienthong.access.powers.authority import agency_of
from lienthong.casework.models import Case, Involvement, Role
from lienthong.casework.selectors import sees
from lienthong.directory.selectors import FIELDS, names_on
from lienthong.kernel.acts.actor import ActorKind
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import NotAllowed, type_of_reason
from lienthong.kernel.search.queries import matching
from lienthong.kernel.ui.addresses import address_of
from lienthong.kernel.ui.components import Chip, Deadline, Tone
from lienthong.kernel.ui.lists import Column, Filter, Listing, Reader, Root, listings
from lienthong.kernel.ui.showing import show
from lienthong.tasks.giving import KIND
from lienthong.tasks.models import Task, TaskKind
from lienthong.tasks.policies import NOT_AN_OFFICIAL, may_give
from lienthong.tasks.selectors import deadline_of, status_of, visible_tasks, with_deliveries
from lienthong.tasks.states import AWAITING, DONE, IN_PROGRESS, SHARED, STANDING, STATES

Rows = QuerySet[Task]
OURS: list[tuple[str, type_of_reason]] = [
    ("lead", _("Cơ quan tôi chủ trì")),
    ("follow", _("Cơ quan tôi theo dõi")),
    ("gave", _("Cơ quan tôi giao")),
    ("support", _("Cơ quan tôi phối hợp")),
]
STATUSES: list[tuple[str, type_of_reason]] = [
    ("overdue", _("Chưa hoàn thành, quá hạn")),
    ("within", _("Đang thực hiện, trong hạn")),
    ("awaiting", _("Chờ xác nhận")),
    ("done_on_time", _("Hoàn thành đúng hạn")),
    ("done_late", _("Hoàn thành quá hạn")),
    *((state, words) for state, words in STATES.items() if state not in {AWAITING, DONE, IN_PROGRESS}),
]
# What a row shows and is ordered by; the rest of a task and its case is not read for a list.
READ_OF_A_ROW = (
    "percent",
    "case__number",
    "case__title",
    "case__state",
    "case__calendar",
    "case__due_at",
    "case__due_order",
    "case__opened_at",
    "case__closed_at",
)


@page(signed_in)
def task_list(request: Request) -> HttpResponseBase:
    if request.actor.kind != ActorKind.OFFICIAL:
        raise NotAllowed(NOT_AN_OFFICIAL)
    return show(request, TASKS, template="tasks/list.html", may_give=may_give(request.actor))


def _source(reader: Reader) -> Rows:
    """Return what the reader may see; the filters find the reader's agency and moment as `agency` and `now`."""
    agency = Value(agency_of(reader.by, reader.at), UUIDField())
    rows = visible_tasks(reader.by, reader.at).alias(agency=agency, now=Value(reader.at, DateTimeField()))
    leads = Involvement.objects.filter(case=OuterRef("pk"), role=Role.LEAD, until__isnull=True)
    rows = rows.annotate(leads=ArraySubquery(leads.order_by("since", "id").values("unit")))
    return with_deliveries(rows.only(*READ_OF_A_ROW))


def _ours(rows: Rows, chosen: str) -> Rows:
    agency = F("agency")
    narrowed = {
        "lead": Q(case__holder=agency) & ~Q(monitoring=agency),  # what is shared is held by who follows it
        "follow": Q(monitoring=agency),
        "gave": Q(assigner=agency),
        "support": Q(case__involvements__role=Role.SUPPORTING, case__involvements__unit=agency),
    }
    return rows.filter(narrowed[chosen])


def _with_status(rows: Rows, chosen: str) -> Rows:
    open_now = Q(case__state=IN_PROGRESS)
    done = Q(case__state=DONE, deliveries__confirmed=True)
    late = Q(deliveries__due_at__lt=F("deliveries__delivered_at"))
    conditions = {
        "overdue": open_now & Q(case__due_at__lt=F("now")),
        "within": open_now & Q(case__due_at__gte=F("now")),
        "awaiting": Q(case__state=AWAITING),
        "done_late": done & late,
        "done_on_time": done & ~late,
    }
    return rows.filter(conditions.get(chosen, Q(case__state=chosen)))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a row shows beside the task itself; fitted for a page at a time."""

    lead: str
    status: Chip
    deadline: Deadline


def _prepare(tasks: Sequence[Task], reader: Reader) -> None:
    """Fit names of agencies, statuses and deadlines in words: one query for a page, names being kept."""
    leads = {task.pk: vars(task)["leads"] for task in tasks}
    known = names_on({unit for units in leads.values() for unit in units}, local_day(reader.at))
    calendars = {key: load(key) for key in {task.case.calendar for task in tasks}}
    for task in tasks:
        status = status_of(task, at=reader.at)
        due = deadline_of(task, at=reader.at, calendar=calendars[task.case.calendar]) or Deadline("")
        chip = Chip(status.words, Tone(status.tone))
        vars(task)["shown"] = Shown(_lead(leads[task.pk], known), chip, due)


def _lead(units: list[UUID], known: dict[UUID, str]) -> str:
    if len(units) == 1:
        return known.get(units[0], "")
    return _("%(count)s cơ quan") % {"count": len(units)}


def _shown(task: Task) -> Shown:
    fitted: Shown = vars(task)["shown"]
    return fitted


def _progress(task: Task) -> str:
    """Return the progress; what lives through its parts has none of its own."""
    return "" if task.case.state in {SHARED, STANDING} else f"{task.percent_shown}%"


_address_of = address_of("tasks:task")


TASKS: Listing[Task] = listings.register(
    Listing(
        name="tasks.list",
        title=_("Nhiệm vụ được giao"),
        columns=(
            Column("number", _("Số"), lambda task: task.case.number or "…", look="narrow"),
            Column("title", _("Nhiệm vụ"), lambda task: task.case.title, main=True),
            Column("lead", _("Cơ quan chủ trì"), lambda task: _shown(task).lead),
            Column("status", _("Tình trạng"), lambda task: _shown(task).status),
            Column(
                "due", _("Hạn"), lambda task: _shown(task).deadline, order=("case__due_order",), look="narrow"
            ),
            Column("percent", _("Tiến độ"), _progress, look="end"),
            Column(
                "opened",
                _("Ngày giao"),
                lambda task: local_day(task.case.opened_at),
                order=("case__opened_at",),
                look="narrow",
            ),
        ),
        order=("-case__opened_at",),
        key="case_id",
        source=_source,
        filters=(
            Filter("ours", _("Vai trò"), OURS, _ours),
            Filter("status", _("Tình trạng"), STATUSES, _with_status),
            Filter("kind", _("Loại"), list(TaskKind.choices), lambda rows, kind: rows.filter(kind=kind)),
            Filter(
                "field",
                _("Lĩnh vực"),
                lambda _reader: list(FIELDS.items()),
                lambda rows, field: rows.filter(field=field),
            ),
        ),
        search=lambda rows, words: matching(rows, words, "case__words"),
        search_hint=_("Số, nội dung nhiệm vụ"),
        root=Root(
            path="case",
            rows=lambda reader: Case.objects.filter(sees(reader.by, reader.at), kind=KIND),
            search=matching,
            spanned="opened_at",
        ),
        address=lambda task: _address_of(task.pk),
        prepare=_prepare,
        empty=_("Không có nhiệm vụ nào như vậy."),
        empty_hint=_("Bỏ bớt điều kiện lọc."),
    )
)
