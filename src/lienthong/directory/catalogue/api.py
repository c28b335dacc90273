"""Catalogues as JSON: the same rows, the same checks, the same act as the workbook."""

import json
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from ninja import Field, Header, Query, Router, Schema

from lienthong.directory.asking import Request
from lienthong.directory.catalogue.carrying import import_entries
from lienthong.directory.catalogue.planning import Plan, plan_of
from lienthong.directory.catalogue.registry import Catalogue, catalogues
from lienthong.directory.policies import may_see
from lienthong.directory.selectors import acts_about
from lienthong.directory.sheets.shape import Line, Lines
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.letters import can_be_kept
from lienthong.kernel.refusals import Invalid, Missing

router = Router(tags=["catalogues"])
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]
Value = str | int | Decimal | bool | list[str] | None
Row = dict[str, Value]
PAGE = 200
MOST_ACTS = 200


class ColumnOut(Schema):
    name: str
    words: str
    needed: bool


class CatalogueOut(Schema):
    name: str
    title: str
    keys: list[str] = Field(description="the columns that say which entry a row is about")
    columns: list[ColumnOut]


class EntriesPage(Schema):
    on: date
    rows: list[Row] = Field(description="by column, in codes, as they are sent back; days as YYYY-MM-DD")
    next: str | None = Field(None, description="send as `after` for the next page")


class RowsIn(Schema):
    rows: list[Row] = Field(
        description="by column; a column left out stays as it is, null or empty empties it"
    )


class CarryOutIn(RowsIn):
    mark: str = Field(description="of the dry run: what was looked at is what is done")


class Wrong(Schema):
    at: list[str | int] = Field(description="the way to it: catalogue, number of the row from 0, column")
    words: str


class Step(Schema):
    row: int
    change: str = Field(description="new, changed or ended")
    about: str
    before: dict[str, str]
    after: dict[str, str]


class PlanOut(Schema):
    mark: str
    counts: dict[str, int]
    changes: list[Step]
    errors: list[Wrong]


class ActOut(Schema):
    at: str
    verb: str
    by: str
    detail: dict[str, Any]


@router.get("", response=list[CatalogueOut], summary="The catalogues, with their columns")
def listed(request: Request) -> list[CatalogueOut]:
    may_see(request.actor).or_raise()
    return [
        CatalogueOut(
            name=one.name,
            title=str(one.title),
            keys=[*one.keys],
            columns=[
                ColumnOut(name=column.name, words=str(column.words), needed=column.needed)
                for column in one.sheet.columns
            ],
        )
        for one in catalogues.all()
    ]


@router.get("/{name}", response=EntriesPage, summary="What is so on a day")
def entries(request: Request, name: str, on: date | None = None, after: str = "") -> EntriesPage:
    may_see(request.actor).or_raise()
    catalogue, day = catalogues.called(name), on or local_day(request.at)
    rows = catalogue.keeper.rows(catalogue, day).order_by(catalogue.keeper.key)
    if after:
        rows = rows.filter(**{f"{catalogue.keeper.key}__gt": _after(catalogue, after)})
    page = list(rows[: PAGE + 1])
    following = str(getattr(page[PAGE - 1], catalogue.keeper.key)) if len(page) > PAGE else None
    return EntriesPage(on=day, rows=[_said(catalogue, one) for one in page[:PAGE]], next=following)


@router.get("/{name}/history", response=list[ActOut], summary="What was done to one entry, the latest first")
def history(request: Request, name: str, key: Annotated[list[str], Query()]) -> list[ActOut]:
    """`key` is repeated: once for each of the catalogue's keys, in their order."""
    may_see(request.actor).or_raise()
    catalogue = catalogues.called(name)
    if len(key) != len(catalogue.keys) or not can_be_kept(*key):
        raise Missing
    acts = acts_about(catalogue.subjects(tuple(key)))[:MOST_ACTS]
    return [
        ActOut(at=act.recorded_at.isoformat(), verb=act.verb, by=act.actor_name, detail=act.detail)
        for act in acts
    ]


@router.post(
    "/{name}/dry-runs", response=PlanOut, summary="What these rows would change, or what is wrong with them"
)
def dry_run(request: Request, name: str, body: RowsIn) -> PlanOut:
    catalogue = catalogues.called(name)
    catalogue.may(request.actor).or_raise()
    lines = _lines(catalogue, body)
    return _plan(catalogue, plan_of(catalogue, lines, by=request.actor, day=local_day(request.at)))


@router.post(
    "/{name}/imports", response=PlanOut, summary="Carry out what a dry run has shown: all of it, or nothing"
)
def carry(request: Request, name: str, body: CarryOutIn, key: Key = None) -> PlanOut:
    catalogue = catalogues.called(name)
    catalogue.may(request.actor).or_raise()
    lines = _lines(catalogue, body)
    done: Plan = import_entries(lines, catalogue, mark=body.mark, by=request.actor, at=request.at, key=key)
    return _plan(catalogue, done)


def _lines(catalogue: Catalogue, body: RowsIn) -> Lines:
    """Return the rows as lines, counted from 0 as JSON counts; the same rows have the same hash."""
    if len(body.rows) > settings.IMPORT_MOST_ROWS:
        most = {"most": settings.IMPORT_MOST_ROWS}
        raise Invalid(_("Mỗi lần gửi không quá %(most)d dòng.") % most, field="rows")
    known = {column.name for column in catalogue.sheet.columns}
    for row in body.rows:
        if unknown := row.keys() - known:
            raise Invalid(_("Danh mục không có cột “%(name)s”.") % {"name": min(unknown)}, field="rows")
    lines = tuple(Line(catalogue.sheet, number, row) for number, row in enumerate(body.rows))
    said = json.dumps(body.rows, sort_keys=True, default=str).encode()
    return Lines("JSON", sha256(said).hexdigest(), lines)


def _plan(catalogue: Catalogue, plan: Plan) -> PlanOut:
    return PlanOut(
        mark="" if plan.problems else plan.mark,
        counts=plan.counts[catalogue.name],
        changes=[
            Step(
                row=step.line.number,
                change=step.change.value,
                about=step.about,
                before=dict(step.before),
                after=dict(step.after),
            )
            for step in plan.changing
        ],
        errors=[Wrong(at=one.path, words=one.words) for one in plan.problems],
    )


def _said(catalogue: Catalogue, row: Any) -> Row:
    keeper = catalogue.keeper
    said: Row = {column.name: _plain(column.value_of(row)) for column in catalogue.columns}
    if keeper.has_days:
        during = keeper.during(row)
        said["since"] = during.lower and during.lower.isoformat()
        said["until"] = during.upper and (during.upper - timedelta(days=1)).isoformat()
    return said | {"basis": keeper.basis(row)} if keeper.has_basis else said


def _plain(value: Any) -> Value:
    return list(value) if isinstance(value, tuple) else value


def _after(catalogue: Catalogue, after: str) -> str:
    try:
        return str(UUID(after)) if catalogue.keeper.key == "id" else after.replace("\0", "")
    except ValueError:
        raise Invalid(_("Không có trang này."), field="after") from None
