"""The same acts under the same policies, as JSON. A retry with the same Idempotency-Key counts once."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Header, Router, Schema, Status
from pydantic import ConfigDict, StringConstraints

from lienthong.access.doors import Request
from lienthong.directory.models import Unit, UnitGroup
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.search.queries import matching
from lienthong.kernel.vault.attaching import last_scans
from lienthong.kernel.vault.downloading import download
from lienthong.kernel.vault.models import Attachment, Finding, Scan
from lienthong.tasks import following, giving, proposing, working
from lienthong.tasks.choices import fields_of_work
from lienthong.tasks.evidence import evidence_of, one_of
from lienthong.tasks.models import OutputKind, ProposalKind, SourceKind, Task, TaskKind
from lienthong.tasks.selectors import status_of, visible_task, visible_tasks

router = Router(tags=["tasks"])
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]
PAGE = 50
WITHOUT_NUL = r"\A[^\x00]*\z"
Line = Annotated[str, StringConstraints(max_length=500, pattern=WITHOUT_NUL)]
Sentences = Annotated[str, StringConstraints(max_length=4000, pattern=WITHOUT_NUL)]
Term = Annotated[str, StringConstraints(max_length=200, pattern=WITHOUT_NUL)]
DocumentNumber = Annotated[str, StringConstraints(max_length=60, pattern=WITHOUT_NUL)]


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


class Sent(Schema):
    """What a program sends: a part that we do not know is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


class SourceIn(Sent):
    kind: SourceKind
    label: Line
    dated: date | None = None


class TaskIn(Sent):
    title: Line
    kind: TaskKind
    assigner: UUID
    monitoring: UUID
    output: Line
    leads: list[UUID] = []
    groups: list[Line] = []
    supporting: list[UUID] = []
    for_information: list[UUID] = []
    sources: list[SourceIn] = []
    term: Term = Field("", description="the deadline in the office's words, e.g. chậm nhất ngày 20/11/2012")
    recurrence: Literal["", "year", "half", "quarter"] = ""
    output_kind: OutputKind = OutputKind.DOCUMENT
    field: Line = ""


class Seen(Sent):
    seen: int | None = Field(None, description="the revision you have read; an older one is refused with 409")


class ProgressIn(Seen):
    percent: int
    text: Sentences


class FinishIn(Seen):
    output: Sentences
    document_number: DocumentNumber = ""
    document_date: date | None = None


class ReasonIn(Seen):
    reason: Sentences


class AnswerIn(Seen):
    answer: Sentences = ""


class HandOverIn(Seen):
    unit: UUID
    person: UUID | None = None
    instruction: Sentences = ""


class ProposalIn(Seen):
    kind: ProposalKind
    reason: Sentences
    term: Term = ""
    to_unit: UUID | None = None
    wording: Sentences = ""
    document: DocumentNumber = ""


class ProposalAnswerIn(Seen):
    accept: bool
    text: Sentences = ""


class InstalmentIn(Seen):
    start: date
    end: date = Field(description="first day after the period")
    term: Term


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
    page = list(found.prefetch_related("deliveries")[: PAGE + 1])
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
    given = giving.give(_order(body), by=request.actor, at=request.at, key=key)
    return Status(201, _read(request, given.pk))


@router.post("/{uuid:task_id}/handovers", response=TaskOut)
def hand_over(request: Request, task_id: UUID, body: HandOverIn, key: Key = None) -> TaskOut:
    working.hand_over(
        task_id,
        unit_id=body.unit,
        person_id=body.person,
        instruction=body.instruction,
        by=request.actor,
        at=request.at,
        seen=body.seen,
        key=key,
    )
    return _read(request, task_id)


@router.post("/{uuid:task_id}/progress", response=TaskOut)
def report_progress(request: Request, task_id: UUID, body: ProgressIn, key: Key = None) -> TaskOut:
    working.report_progress(
        task_id,
        percent=body.percent,
        text=body.text,
        by=request.actor,
        at=request.at,
        seen=body.seen,
        key=key,
    )
    return _read(request, task_id)


@router.post("/{uuid:task_id}/deliveries", response=TaskOut)
def finish(request: Request, task_id: UUID, body: FinishIn, key: Key = None) -> TaskOut:
    working.finish(
        task_id,
        output=body.output,
        document_number=body.document_number,
        document_date=body.document_date,
        by=request.actor,
        at=request.at,
        seen=body.seen,
        key=key,
    )
    return _read(request, task_id)


@router.post("/{uuid:task_id}/confirmation", response=TaskOut)
def confirm(request: Request, task_id: UUID, body: AnswerIn, key: Key = None) -> TaskOut:
    following.confirm(task_id, answer=body.answer, by=request.actor, at=request.at, seen=body.seen, key=key)
    return _read(request, task_id)


def _with_reason(name: str, path: str) -> None:
    """Route one of the acts that take a reason and nothing else."""
    act = {
        "send_back": following.send_back,
        "reopen": following.reopen,
        "withdraw": giving.withdraw,
    }[name]

    def view(request: Request, task_id: UUID, body: ReasonIn, key: Key = None) -> TaskOut:
        act(task_id, reason=body.reason, by=request.actor, at=request.at, seen=body.seen, key=key)
        return _read(request, task_id)

    view.__name__ = name
    router.post(f"/{{uuid:task_id}}/{path}", response=TaskOut, operation_id=f"tasks_{name}")(view)


_with_reason("send_back", "return")
_with_reason("reopen", "reopening")
_with_reason("withdraw", "withdrawal")


@router.post("/{uuid:task_id}/reminders", response=TaskOut)
def remind(request: Request, task_id: UUID, body: ReasonIn, key: Key = None) -> TaskOut:
    following.remind(task_id, text=body.reason, by=request.actor, at=request.at, seen=body.seen, key=key)
    return _read(request, task_id)


@router.post("/{uuid:task_id}/proposals", response={201: ProposalOut})
def propose(request: Request, task_id: UUID, body: ProposalIn, key: Key = None) -> Status[ProposalOut]:
    if body.to_unit:
        _check_known([body.to_unit], "to_unit")
    asked = proposing.Asked(
        kind=body.kind,
        reason=body.reason,
        term=body.term,
        to_unit_id=body.to_unit,
        wording=body.wording,
        document=body.document,
    )
    made = proposing.propose(task_id, asked, by=request.actor, at=request.at, seen=body.seen, key=key)
    return Status(201, ProposalOut(id=made.pk, task=task_id))


@router.post("/proposals/{uuid:proposal_id}/answer", response=ProposalOut)
def answer(request: Request, proposal_id: UUID, body: ProposalAnswerIn, key: Key = None) -> ProposalOut:
    answered = proposing.answer(
        proposal_id,
        accept=body.accept,
        text=body.text,
        by=request.actor,
        at=request.at,
        seen=body.seen,
        key=key,
    )
    return ProposalOut(id=answered.pk, task=answered.task_id)


@router.post("/{uuid:task_id}/instalments", response={201: list[UUID]})
def open_instalment(
    request: Request, task_id: UUID, body: InstalmentIn, key: Key = None
) -> Status[list[UUID]]:
    parts = giving.open_instalment(
        task_id,
        period=DateRange(body.start, body.end),
        term=body.term,
        by=request.actor,
        at=request.at,
        seen=body.seen,
        key=key,
    )
    return Status(201, [part.pk for part in parts])


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


def _order(body: TaskIn) -> giving.Order:
    _check_order(body)
    values = body.dict(exclude={"assigner", "monitoring", "leads", "sources"})
    return giving.Order(
        assigner_id=body.assigner,
        monitoring_id=body.monitoring,
        leads=[giving.Executor(unit) for unit in body.leads],
        sources=[giving.Source(s.kind, s.label, s.dated) for s in body.sources],
        **values,
    )


def _check_order(body: TaskIn) -> None:
    """Refuse what a form would not have offered; the rest is looked at by the act."""
    for name, units in (
        ("assigner", [body.assigner]),
        ("monitoring", [body.monitoring]),
        ("leads", body.leads),
        ("supporting", body.supporting),
        ("for_information", body.for_information),
    ):
        _check_known(units, name)
    if UnitGroup.objects.filter(code__in=body.groups).count() != len(set(body.groups)):
        raise Invalid(_("Không có nhóm cơ quan này."), field="groups")
    if body.field and body.field not in dict(fields_of_work()):
        raise Invalid(_("Không có lĩnh vực này."), field="field")
    if len({(source.kind, source.label) for source in body.sources}) != len(body.sources):
        raise Invalid(_("Một căn cứ được ghi hai lần."), field="sources")


def _check_known(units: list[UUID], field: str) -> None:
    if Unit.objects.filter(pk__in=units).count() != len(set(units)):
        raise Invalid(_("Không có cơ quan, đơn vị này."), field=field)


def _read_key(after: str) -> tuple[str, str]:
    try:
        due, key = after.split("~")
        return datetime.fromisoformat(due).isoformat(), str(UUID(key))
    except ValueError:
        raise Invalid(_("Chỗ bắt đầu của trang sau không đọc được."), field="after") from None
