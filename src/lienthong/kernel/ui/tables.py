"""A table as a file, for pages that are no lists: exactly what is shown, in a sheet with what was asked above it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook

from lienthong.kernel.refusals import Invalid, type_of_reason
from lienthong.kernel.ui.exporting import TYPES, csv_lines, sheet_value

Values = list[object]
Above = Sequence[tuple[type_of_reason, object]]


@dataclass(frozen=True)
class Table:
    """A title, facts that stand above, heads of columns, lines; `name` is that of the file, without its end."""

    name: str
    title: type_of_reason
    above: Above
    head: Sequence[type_of_reason]
    lines: Iterable[Values]


def answer_with(kind: str, table: Table) -> HttpResponseBase:
    """Answer with the file; a CSV has heads and lines only, so that programs read it. Raises `Invalid`."""
    if kind not in TYPES:
        raise Invalid(_("Chỉ xuất được tệp XLSX hoặc CSV."), field="export")
    headers = {"Content-Disposition": f'attachment; filename="{table.name}.{kind}"'}
    if kind == "csv":
        written = (line.encode() for line in csv_lines([str(words) for words in table.head], table.lines))
        return StreamingHttpResponse(written, content_type=TYPES[kind], headers=headers)
    out = TemporaryFile()  # noqa: SIM115 - the response closes it
    _book(table).save(out)
    out.seek(0)
    return FileResponse(out, content_type=TYPES[kind], headers=headers)


def _book(table: Table) -> Workbook:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in [[table.title], *table.above, [], table.head, *table.lines]:
        sheet.append([sheet_value(value) for value in row])
    return book
