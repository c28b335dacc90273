"""Plans as JSON: the same acts under the same powers. A retry with the same Idempotency-Key counts once."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.urls import reverse
from ninja import Field, Header, Query, Router, Schema, Status

from lienthong.directory.asking import Request
from lienthong.directory.models import PlanState, ReorganisationPlan, StepKind
from lienthong.directory.policies import may_edit, may_see
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.carrying import carry_out
from lienthong.directory.reorganising.desk import large
from lienthong.directory.reorganising.desk.looking import Look, Told
from lienthong.directory.reorganising.desk.shown import lines_of, plan_at
from lienthong.kernel.keys import new_key
from lienthong.kernel.ui.models import Work, WorkState

router = Router(tags=["reorganisations"])
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]
PAGE = 50


class StepIn(Schema):
    """One step; `content` speaks of units, posts and people by their codes, as docs/guide/sap-xep.md lists."""

    kind: StepKind
    content: dict[str, Any]


class PlanIn(Schema):
    title: str
    on: date = Field(description="the first day of what is new")
    basis: str = Field(description="the deciding document")
    steps: list[StepIn] = []


class StepsIn(Schema):
    steps: list[StepIn]
    seen: int | None = Field(None, description="revision of the plan when it was read")


class SeenIn(Schema):
    seen: int | None = Field(None, description="revision of the plan when it was read")


class StepOut(StepIn):
    id: UUID
    words: str


class PlanOut(Schema):
    id: UUID
    title: str
    on: date
    basis: str
    state: PlanState
    revision: int
    hindrance: str
    carried_out_at: datetime | None


class PlanDetail(PlanOut):
    steps: list[StepOut]


class PlansPage(Schema):
    plans: list[PlanOut]
    next: UUID | None = Field(None, description="send as `after` for the next page")


class Words(Schema):
    unit: str
    words: str


class TableOut(Schema):
    name: str
    title: str
    heads: list[str]
    rows: list[list[str]]


class PreviewOut(Schema):
    """What the plan would do; or the step where it stops."""

    goes: bool
    stops_at: int | None = None  # ordinal of the step that cannot be taken
    reason: str = ""
    hindrances: list[Words] = []
    lines: list[Words] = []
    tables: list[TableOut] = []


class WorkOut(Schema):
    """Long work on a plan of many steps: its page, for whoever asked, and how far it is."""

    id: UUID
    address: str
    state: WorkState
    done: int = Field(description="steps taken")
    total: int | None
    message: str = Field(description="why it failed")


@router.get("", response=PlansPage, summary="Plans, latest first")
def plans(request: Request, after: UUID | None = None) -> PlansPage:
    may_see(request.actor).or_raise()
    rows = ReorganisationPlan.objects.order_by("-id")
    page = list((rows.filter(pk__lt=after) if after else rows)[: PAGE + 1])
    following = page[PAGE - 1].pk if len(page) > PAGE else None
    return PlansPage(plans=[PlanOut.from_orm(plan) for plan in page[:PAGE]], next=following)


@router.post("", response={201: PlanDetail}, summary="Draft a plan, perhaps with its steps at once")
def draft(request: Request, body: PlanIn, key: Key = None) -> Status[PlanDetail]:
    said = body.dict(exclude={"steps"})
    plan = drafting.draft(**said, steps=_written(body.steps), by=request.actor, at=request.at, key=key)
    return Status(201, _detail(plan))


@router.get("/{uuid:plan_id}", response=PlanDetail)
def plan(request: Request, plan_id: UUID) -> PlanDetail:
    may_see(request.actor).or_raise()
    return _detail(plan_at(plan_id))


@router.post(
    "/{uuid:plan_id}/steps", response={201: PlanDetail}, summary="Add steps after those that are there"
)
def add_steps(request: Request, plan_id: UUID, body: StepsIn, key: Key = None) -> Status[PlanDetail]:
    added = drafting.add_steps(plan_id, _written(body.steps), **_sending(request, body.seen, key))
    return Status(201, _detail(added))


@router.get(
    "/{uuid:plan_id}/preview",
    response={200: PreviewOut, 202: WorkOut},
    summary="What it would do; nothing is written",
    description=f"A plan of more than {large.AT_ONCE} steps is looked at by a worker: 202, and 200 once it has been.",
)
def preview(
    request: Request,
    plan_id: UUID,
    *,
    anew: Annotated[bool, Query(description="look at a plan of many steps again")] = False,
) -> Status[PreviewOut] | Status[WorkOut]:
    may_edit(request.actor).or_raise()
    plan = plan_at(plan_id)
    if not large.is_large(plan):
        return Status(200, _preview(Look.at(plan, by=request.actor, at=request.at)))
    work = large.looking_at(plan, request.actor, anew=anew)
    found = large.found_by(work)
    return Status(202, _work(work)) if found is None else Status(200, _preview(found))


@router.post("/{uuid:plan_id}/schedule", response=PlanDetail, summary="Let it wait for its day")
def schedule(request: Request, plan_id: UUID, body: SeenIn, key: Key = None) -> PlanDetail:
    return _detail(drafting.schedule(plan_id, **_sending(request, body.seen, key)))


@router.post("/{uuid:plan_id}/unschedule", response=PlanDetail, summary="Take it back to be changed")
def unschedule(request: Request, plan_id: UUID, body: SeenIn, key: Key = None) -> PlanDetail:
    return _detail(drafting.unschedule(plan_id, **_sending(request, body.seen, key)))


@router.post(
    "/{uuid:plan_id}/carrying-out",
    response={200: PlanDetail, 202: WorkOut},
    summary="Carry it out whole, or not at all",
    description=f"A plan of more than {large.AT_ONCE} steps is carried out by a worker: 202; the plan says when it is.",
)
def carry(
    request: Request, plan_id: UUID, body: SeenIn, key: Key = None
) -> Status[PlanDetail] | Status[WorkOut]:
    may_edit(request.actor).or_raise()
    plan = plan_at(plan_id)
    if not large.is_large(plan):
        return Status(200, _detail(carry_out(plan_id, **_sending(request, body.seen, key))))
    work = large.begin_carrying(plan, **_sending(request, body.seen, key or new_key()))
    return Status(200, _detail(plan)) if work.state == WorkState.DONE else Status(202, _work(work))


def _sending(request: Request, seen: int | None, key: UUID | None) -> dict[str, Any]:
    return {"by": request.actor, "at": request.at, "seen": seen, "key": key}


def _written(steps: list[StepIn]) -> list[drafting.Written]:
    return [(step.kind, step.content) for step in steps]


def _detail(plan: ReorganisationPlan) -> PlanDetail:
    steps = [
        StepOut(
            id=line.step.pk,
            kind=StepKind(line.step.kind),
            content=line.step.content,
            words=str(line.sentence),
        )
        for line in lines_of(plan)
    ]
    return PlanDetail(**PlanOut.from_orm(plan).dict(), steps=steps)


def _preview(found: Look) -> PreviewOut:
    tables = [
        TableOut(
            name=table.key,
            title=str(table.title),
            heads=[str(head) for head in table.heads],
            rows=[[str(cell) for cell in row] for row in table.cells],
        )
        for table in found.tables
    ]
    return PreviewOut(
        goes=found.verdict.allowed,
        stops_at=found.stops_at or None,
        reason=found.trouble,
        hindrances=_words(found.hindrances),
        lines=_words(found.lines),
        tables=tables,
    )


def _words(told: Iterable[Told]) -> list[Words]:
    return [Words(unit=unit, words=words) for unit, words, _url in told]


def _work(work: Work) -> WorkOut:
    about = {name: getattr(work, name) for name in ("id", "state", "done", "total", "message")}
    return WorkOut(address=reverse("ui:work", args=[work.pk]), **about)
