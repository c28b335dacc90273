"""Workbooks of people and appointments, good ones and bad ones, made in the test that needs them."""

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from lienthong.directory.importing.template import APPOINTMENTS, PEOPLE, SHEETS
from lienthong.directory.sheets.shape import Lines
from lienthong.directory.sheets.workbook import read

NAME = "co-quan.xlsx"
Rows = Sequence[Sequence[Any]]


def a_book(
    people: Rows = (), appointments: Rows = (), *, shape: Callable[[Workbook], None] = lambda _b: None
) -> bytes:
    """Return a workbook with the heads of the template; `shape` bends it before it is saved."""
    book = Workbook()
    book.remove(book.active)
    for sheet, rows in ((PEOPLE, people), (APPOINTMENTS, appointments)):
        page = book.create_sheet(str(sheet.words))
        page.append([str(column.words) for column in sheet.columns])
        for row in rows:
            page.append(list(row))
    shape(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def lines_in(content: bytes) -> Lines:
    return read(io.BytesIO(content), SHEETS, name=NAME, sha256=hashlib.sha256(content).hexdigest())


def repacked(
    content: bytes, changes: Mapping[str, Callable[[bytes], bytes]], more: Mapping[str, bytes] = {}
) -> bytes:
    """Return the same workbook with some of its parts changed: what no spreadsheet would write."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, bytes)(old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return out.getvalue()


def with_entities(sheet: bytes) -> bytes:
    """Put a bomb of entities at the beginning of a part."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return re.sub(rb"^(<\?xml[^>]*\?>)?", lambda head: head.group(0) + bomb, sheet, count=1)
