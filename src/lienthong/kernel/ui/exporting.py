"""A list as a file: exactly what is shown, all of it, streamed; a large one becomes work that can be left."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import FileResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from lienthong.kernel.refusals import Invalid, Missing
from lienthong.kernel.ui.asking import Asked
from lienthong.kernel.ui.counting import capped_count
from lienthong.kernel.ui.formats import VIETNAM, day_words, moment_words, number_words
from lienthong.kernel.ui.lists import Listing, Reader, listings
from lienthong.kernel.ui.models import Work
from lienthong.kernel.ui.works import Progress, begin, works

M = TypeVar("M", bound=Model)
AT_ONCE = 5000
BATCH = 1000
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
DANGEROUS = (*"=+-@", *"\t\r\n", *"\uff1d\uff0b\uff0d\uff20")  # the last four are full-width


def export(kind: str, asked: Asked[M], rows: QuerySet[M] | None) -> HttpResponseBase:
    """Answer with the file, or, when it is large, with the page of the work that makes it."""
    if kind not in TYPES:
        raise Invalid(_("Chỉ xuất được tệp XLSX hoặc CSV."), field="export")
    asked = asked.from_start()
    source = rows if rows is not None or asked.listing.source is None else asked.listing.source(asked.reader)
    if source is None:
        raise TypeError(f"{asked.listing.name} has no source: give its rows")
    found = asked.narrowed(source)
    if rows is None and asked.listing.name in listings.known:
        count, more = capped_count(found, AT_ONCE)
        if more:
            return redirect("ui:work", _as_work(kind, asked, count).pk)
    return _csv_response(asked, found) if kind == "csv" else _xlsx_response(asked, found)


def lines(asked: Asked[M], found: QuerySet[M]) -> Iterator[list[object]]:
    """Return the values of all rows, in the order of the list, a batch at a time."""
    ordered = found.order_by(*(step.clause() for step in asked.order))
    walk = ordered.iterator(chunk_size=BATCH)
    while batch := list(islice(walk, BATCH)):
        for row in asked.listing.ready(batch, asked.reader):
            yield [column.exported(row) for column in asked.listing.columns]


def csv_lines(head: list[str], rows: Iterable[list[object]]) -> Iterator[str]:
    """Return the lines of a CSV file, first the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(head)
    for row in rows:
        yield writer.writerow([_csv_value(value) for value in row])


def write_xlsx(out: IO[bytes], asked: Asked[Any], rows: Iterable[list[object]]) -> None:
    """Write a sheet: title, what narrowed it, when it was made, heads, rows; dates and numbers as such."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(str(asked.listing.title)))
    about = [(str(_("Xuất lúc")), moment_words(asked.reader.at)), *asked.words()]
    above = 2 + len(about)
    sheet.freeze_panes = f"A{above + 2}"
    sheet.append([_bold(sheet, str(asked.listing.title))])
    for label, words in about:
        sheet.append([harmless(label), harmless(words)])
    sheet.append([])
    sheet.append([_bold(sheet, str(column.label)) for column in asked.listing.columns])
    for row in rows:
        sheet.append([sheet_value(value) for value in row])
    book.save(out)


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) or text.lstrip().startswith(DANGEROUS) else text


def carry_out_export(work: Work, reader: Reader, progress: Progress, folder: Path) -> str:
    """Make the file of a large export; return its name in the folder."""
    listing: Listing[Any] | None = listings.known.get(work.asked["list"])
    if listing is None or listing.source is None:
        raise Missing
    asked = Asked.read(listing, reader, QueryDict(work.asked["query"]))
    found = asked.narrowed(listing.source(reader))
    name = f"{work.pk}.{work.asked['kind']}"
    with (folder / f"{name}.part").open("wb") as out:
        counted = progress.counting(lines(asked, found))
        if work.asked["kind"] == "xlsx":
            write_xlsx(out, asked, counted)
        else:
            out.writelines(line.encode() for line in csv_lines(_head(asked), counted))
    (folder / f"{name}.part").rename(folder / name)
    return name


works.register("export", carry_out_export)


def _as_work(kind: str, asked: Asked[Any], count: int) -> Work:
    """Begin the work; its total is known only to be more than `count`, so it is left open."""
    detail = {
        "list": asked.listing.name,
        "kind": kind,
        "query": asked.query(),
        "scope": dict(asked.reader.scope),
        "more_than": count,
    }
    return begin("export", title=f"{asked.listing.title} ({kind.upper()})", asked=detail, by=asked.reader.by)


def _csv_response(asked: Asked[M], found: QuerySet[M]) -> HttpResponseBase:
    return StreamingHttpResponse(
        _in_blocks(csv_lines(_head(asked), lines(asked, found))),
        content_type=TYPES["csv"],
        headers={"Content-Disposition": _named(asked, "csv")},
    )


def _in_blocks(parts: Iterator[str]) -> Iterator[bytes]:
    while block := "".join(islice(parts, BATCH)):
        yield block.encode()


def _xlsx_response(asked: Asked[M], found: QuerySet[M]) -> HttpResponseBase:
    out = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(out, asked, lines(asked, found))
    out.seek(0)
    return FileResponse(
        out, content_type=TYPES["xlsx"], headers={"Content-Disposition": _named(asked, "xlsx")}
    )


def _named(asked: Asked[Any], kind: str) -> str:
    return f'attachment; filename="{asked.listing.name.replace(".", "-")}-{asked.reader.at:%Y%m%d}.{kind}"'


def _head(asked: Asked[Any]) -> list[str]:
    return [str(column.label) for column in asked.listing.columns]


class _Echo:
    """A file that keeps nothing and gives each line back to its writer."""

    def write(self, line: str) -> str:
        return line


def _csv_value(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return moment_words(value)
        case date():
            return day_words(value)
        case int() | float() | Decimal() if not isinstance(value, bool):
            return number_words(value)
    return harmless(str(value))


def sheet_value(value: object) -> object:
    """Return the value as a cell takes it: dates and numbers as such, text that no spreadsheet runs."""
    match value:
        case datetime():
            return value.astimezone(VIETNAM).replace(tzinfo=None)
        case None | date() | bool() | int() | float() | Decimal():
            return value
    return harmless(ILLEGAL_CHARACTERS_RE.sub(" ", str(value)))


def _bold(sheet: Any, words: str) -> WriteOnlyCell:
    made = WriteOnlyCell(sheet, harmless(words))
    made.font = Font(bold=True)
    return made


def _sheet_name(title: str) -> str:
    return "".join(" " if letter in r"[]:*?/\'" else letter for letter in title)[:31] or "1"
