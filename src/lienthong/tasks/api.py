"""The same acts under the same policies, as JSON. A retry with the same Idempotency-Key counts once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Router, Schema, Status

from lienthong.access.doors import Request
from lienthong.access.powers.choosing import SENT_AS, as_chosen
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.search.queries import matching
from lienthong.kernel.vault.attaching import last_scans
from lienthong.kernel.vault.downloading import download
from lienthong.kernel.vault.models import Attachment, Finding, Scan
from lienthong.tasks import following, giving, proposing, working
from lienthong.tasks.bodies import (
    AnswerIn,
    FinishIn,
    HandOverIn,
    InstalmentIn,
    Key,
    ProgressIn,
    ProposalAnswerIn,
    ProposalIn,
    ReasonIn,
    Seen,
    TaskIn,
)
from lienthong.tasks.evidence import evidence_of, one_of
from lienthong.tasks.instructions_api import router as instructions
from lienthong.tasks.models import Task, TaskKind
from lienthong.tasks.selectors import status_of, visible_task, visible_tasks

router = Router(tags=["tasks"])
router.add_router("", instructions)
PAGE = 50


class TaskOut(Schema):
    id: UUID
    number: str
    title: str
    kind: TaskKind
    state: str
    status: str
    revision: int
    lead: UUID
    monitoring: UUID
    assigner: UUID
    parent: UUID | None
    place: str = Field(description="code of the place where the work lies, if it was said; else its lead's")
    due_at: datetime | None
    output: str
    percent: int


class FileOut(Schema):
    id: UUID
    act: UUID
    name: str
    size: int = Field(description="bytes")
    media_type: str
    scan: Finding
    simulated: bool = Field(description="whether a demo twin scanned it")
    address: str


class TaskDetail(TaskOut):
    files: list[FileOut]


class Page(Schema):
    tasks: list[TaskOut]
    next: str | None = Field(None, description="send as `after` for the next page")


class ProposalOut(Schema):
    id: UUID
    task: UUID


@router.get("", response=Page, summary="Tasks you may see, by deadline")
def tasks(request: Request, after: str = "", q: str = "") -> Page:
    found = visible_tasks(request.actor, request.at).order_by("case__due_order", "case__id")
    if q:
        found = matching(found, q, "case__words")
    if after:
        due, key = _read_key(after)
        found = found.extra(
            where=["(casework_case.due_order, casework_case.id) > (%s, %s)"], params=[due, key]
        )
    page = list(found.select_related("case__place").prefetch_related("deliveries")[: PAGE + 1])
    more = f"{page[PAGE - 1].case.due_order.isoformat()}~{page[PAGE - 1].pk}" if len(page) > PAGE else None
    return Page(tasks=[_out(task, request.at) for task in page[:PAGE]], next=more)


@router.get("/{uuid:task_id}", response=TaskDetail, summary="One task, with its files")
def task(request: Request, task_id: UUID) -> TaskDetail:
    found = visible_task(task_id, request.actor, request.at)
    files = list(evidence_of(found))
    scans = last_scans(file.blob for file in files)
    shown = [_file(found, file, scans.get(file.blob_id)) for file in files]
    return TaskDetail(**_out(found, request.at).dict(), files=shown)


@router.get("/{uuid:task_id}/files/{uuid:file_id}", url_name="tasks_file", summary="The bytes of one file")
def file(request: Request, task_id: UUID, file_id: UUID) -> HttpResponseBase:
    return download(one_of(visible_task(task_id, request.actor, request.at), file_id))


@router.post("", response={201: TaskOut})
def give(request: Request, body: TaskIn, key: Key = None) -> Status[TaskOut]:
    by = as_chosen(request.actor, {SENT_AS: body.signs_as})
    given = giving.give(body.order(), by=by, at=request.at, key=key)
    return Status(201, _read(request, given.pk))


@router.post("/{uuid:task_id}/handovers", response=TaskOut)
def hand_over(request: Request, task_id: UUID, body: HandOverIn, key: Key = None) -> TaskOut:
    return _do(working.hand_over, request, task_id, body, key)


@router.post("/{uuid:task_id}/progress", response=TaskOut)
def report_progress(request: Request, task_id: UUID, body: ProgressIn, key: Key = None) -> TaskOut:
    return _do(working.report_progress, request, task_id, body, key)


@router.post("/{uuid:task_id}/deliveries", response=TaskOut)
def finish(request: Request, task_id: UUID, body: FinishIn, key: Key = None) -> TaskOut:
    return _do(working.finish, request, task_id, body, key)


@router.post("/{uuid:task_id}/confirmation", response=TaskOut)
def confirm(request: Request, task_id: UUID, body: AnswerIn, key: Key = None) -> TaskOut:
    return _do(following.confirm, request, task_id, body, key)


@router.post("/{uuid:task_id}/return", response=TaskOut, operation_id="tasks_send_back")
def send_back(request: Request, task_id: UUID, body: ReasonIn, key: Key = None) -> TaskOut:
    return _do(following.send_back, request, task_id, body, key)


@router.post("/{uuid:task_id}/reopening", response=TaskOut, operation_id="tasks_reopen")
def reopen(request: Request, task_id: UUID, body: ReasonIn, key: Key = None) -> TaskOut:
    return _do(following.reopen, request, task_id, body, key)


@router.post("/{uuid:task_id}/withdrawal", response=TaskOut, operation_id="tasks_withdraw")
def withdraw(request: Request, task_id: UUID, body: ReasonIn, key: Key = None) -> TaskOut:
    return _do(giving.withdraw, request, task_id, body, key)


@router.post("/{uuid:task_id}/reminders", response=TaskOut)
def remind(request: Request, task_id: UUID, body: ReasonIn, key: Key = None) -> TaskOut:
    following.remind(task_id, text=body.reason, **_sending(request, body, key))
    return _read(request, task_id)


@router.post("/{uuid:task_id}/proposals", response={201: ProposalOut})
def propose(request: Request, task_id: UUID, body: ProposalIn, key: Key = None) -> Status[ProposalOut]:
    made = proposing.propose(task_id, **body.words(), **_sending(request, body, key))
    return Status(201, ProposalOut(id=made.pk, task=task_id))


@router.post("/proposals/{uuid:proposal_id}/answer", response=ProposalOut)
def answer(request: Request, proposal_id: UUID, body: ProposalAnswerIn, key: Key = None) -> ProposalOut:
    answered = proposing.answer(proposal_id, **body.words(), **_sending(request, body, key))
    return ProposalOut(id=answered.pk, task=answered.task_id)


@router.post("/{uuid:task_id}/instalments", response={201: list[UUID]})
def open_instalment(
    request: Request, task_id: UUID, body: InstalmentIn, key: Key = None
) -> Status[list[UUID]]:
    parts = giving.open_instalment(task_id, **body.words(), **_sending(request, body, key))
    return Status(201, [part.pk for part in parts])


def _do(act: Callable[..., object], request: Request, task_id: UUID, body: Seen, key: UUID | None) -> TaskOut:
    """Carry out an act in the words of the body; return the task as it is then."""
    act(task_id, **body.words(), **_sending(request, body, key))
    return _read(request, task_id)


def _sending(request: Request, body: Seen, key: UUID | None) -> dict[str, Any]:
    """Return what every act is told: who does it, when, having read what, and whether it is sent again."""
    by = as_chosen(request.actor, {SENT_AS: body.signs_as})
    return {"by": by, "at": request.at, "seen": body.seen, "key": key}


def _read(request: Request, task_id: UUID) -> TaskOut:
    return _out(visible_task(task_id, request.actor, request.at), request.at)


def _out(task: Task, at: datetime) -> TaskOut:
    case = task.case
    return TaskOut(
        id=task.pk,
        number=case.number,
        title=case.title,
        kind=TaskKind(task.kind),
        state=case.state,
        status=status_of(task, at=at).code,
        revision=case.revision,
        lead=case.holder_id,
        monitoring=task.monitoring_id,
        assigner=task.assigner_id,
        parent=case.parent_id,
        place=case.place.code if case.place else "",
        due_at=case.due_at,
        output=task.output,
        percent=task.percent,
    )


def _file(task: Task, file: Attachment, scan: Scan | None) -> FileOut:
    return FileOut(
        id=file.pk,
        act=file.act_id,
        name=file.name,
        size=file.blob.size,
        media_type=file.blob.media_type,
        scan=Finding(scan.finding) if scan else Finding.NOT_SCANNED,
        simulated=scan is not None and scan.simulated,
        address=reverse("api:tasks_file", args=[task.pk, file.pk]),
    )


def _read_key(after: str) -> tuple[str, str]:
    try:
        due, key = after.split("~")
        return datetime.fromisoformat(due).isoformat(), str(UUID(key))
    except ValueError:
        raise Invalid(_("Chỗ bắt đầu của trang sau không đọc được."), field="after") from None
