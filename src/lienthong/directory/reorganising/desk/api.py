"""Plans as JSON: the same acts under the same powers. A retry with the same Idempotency-Key counts once."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Header, Router, Schema, Status

from lienthong.directory.asking import Request
from lienthong.directory.models import PlanState, ReorganisationPlan, StepKind
from lienthong.directory.policies import may_edit, may_see
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.carrying import Rehearsed, carry_out, rehearse
from lienthong.directory.reorganising.desk.shown import lines_of, plan_at
from lienthong.directory.reorganising.foreseeing import Said

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


@router.get("/{uuid:plan_id}/preview", response=PreviewOut, summary="What it would do; nothing is written")
def preview(request: Request, plan_id: UUID) -> PreviewOut:
    may_edit(request.actor).or_raise()
    return _preview(rehearse(plan_at(plan_id), by=request.actor, at=request.at))


@router.post("/{uuid:plan_id}/schedule", response=PlanDetail, summary="Let it wait for its day")
def schedule(request: Request, plan_id: UUID, body: SeenIn, key: Key = None) -> PlanDetail:
    return _detail(drafting.schedule(plan_id, **_sending(request, body.seen, key)))


@router.post("/{uuid:plan_id}/unschedule", response=PlanDetail, summary="Take it back to be changed")
def unschedule(request: Request, plan_id: UUID, body: SeenIn, key: Key = None) -> PlanDetail:
    return _detail(drafting.unschedule(plan_id, **_sending(request, body.seen, key)))


@router.post("/{uuid:plan_id}/carrying-out", response=PlanDetail, summary="Carry it out whole, or not at all")
def carry(request: Request, plan_id: UUID, body: SeenIn, key: Key = None) -> PlanDetail:
    return _detail(carry_out(plan_id, **_sending(request, body.seen, key)))


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


def _preview(found: Rehearsed) -> PreviewOut:
    if found.trouble is not None:
        return PreviewOut(goes=False, stops_at=found.trouble.step.ordinal, reason=found.trouble.reason)
    if found.outlook is None:
        return PreviewOut(goes=False)
    tables = [
        TableOut(
            name=table.key,
            title=str(table.title),
            heads=[str(head) for head in table.heads],
            rows=[[str(cell) for cell in row] for row in table.cells],
        )
        for table in found.outlook.tables
    ]
    outlook = found.outlook
    return PreviewOut(
        goes=found.goes, hindrances=_words(outlook.hindrances), lines=_words(outlook.lines), tables=tables
    )


def _words(said: list[Said]) -> list[Words]:
    return [Words(unit=one.unit, words=one.words) for one in said]
