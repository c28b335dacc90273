"""Rows and workbooks of catalogues: what the tests send and read."""

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from lienthong.directory.catalogue.carrying import import_entries
from lienthong.directory.catalogue.planning import Plan, plan_of
from lienthong.directory.catalogue.registry import Catalogue
from lienthong.directory.models import (
    Place,
)
from lienthong.directory.sheets.shape import Line, Lines
from lienthong.directory.sheets.workbook import read
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import Actor

LATER = date(2012, 7, 1)


def said(catalogue: Catalogue, *rows: Mapping[str, Any]) -> Lines:
    lines = tuple(Line(catalogue.sheet, number, row) for number, row in enumerate(rows))
    return Lines("JSON", hashlib.sha256(repr(rows).encode()).hexdigest(), lines)


def planned(catalogue: Catalogue, *rows: Mapping[str, Any], by: Actor = cast.EDITOR) -> Plan:
    return plan_of(catalogue, said(catalogue, *rows), by=by, day=cast.DAY)


def written(catalogue: Catalogue, *rows: Mapping[str, Any], by: Actor = cast.EDITOR) -> Plan:
    lines = said(catalogue, *rows)
    plan = plan_of(catalogue, lines, by=by, day=cast.DAY)
    assert wrong(plan) == []
    done: Plan = import_entries(lines, catalogue, mark=plan.mark, by=by, at=cast.AT)
    return done


def wrong(plan: Plan) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.words) for one in plan.problems]


def changes(plan: Plan) -> list[str]:
    return [step.change.value for step in plan.steps]


def in_file(catalogue: Catalogue, content: bytes) -> Lines:
    digest = hashlib.sha256(content).hexdigest()
    return read(io.BytesIO(content), [catalogue.sheet], name="tep.xlsx", sha256=digest)


@pytest.fixture
def province() -> Place:
    return cast.a_place("60", "Tỉnh Bình Thuận", kind="province")


@pytest.fixture
def commune(province: Place) -> Place:
    return cast.a_place("60-1", "Xã Mẫu", within=province)


MUINE = {"code": "60-2", "name": "Phường Mũi Né", "kind": "commune", "parent": "60", "since": "2012-03-01"}


def a_book(
    catalogue: Catalogue, *rows: Sequence[Any], shape: Callable[[Workbook], None] = lambda _book: None
) -> Lines:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = str(catalogue.sheet.words)
    page.append([str(column.words) for column in catalogue.sheet.columns])
    for row in rows:
        page.append(list(row))
    shape(book)
    out = io.BytesIO()
    book.save(out)
    return in_file(catalogue, out.getvalue())
