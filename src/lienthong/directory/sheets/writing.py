"""The workbook to fill in: heads, days as days, words as words."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from lienthong.directory.sheets.shape import MADE_AT, Sheet
from lienthong.kernel.ui.exporting import DANGEROUS

Row = list[object]


def write(sheets: Iterable[tuple[Sheet, Iterable[Row]]], *, made_at: datetime | None = None) -> IO[bytes]:
    """Return a workbook, from its beginning; the caller closes it. It remembers when it was made, if that is said."""
    book = Workbook(write_only=True)
    if made_at is not None:
        book.custom_doc_props.append(StringProperty(name=MADE_AT, value=made_at.isoformat()))
    for sheet, rows in sheets:
        _fill(book, sheet, rows)
    out = TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(out)
    out.seek(0)
    return out


def _fill(book: Workbook, sheet: Sheet, rows: Iterable[Row]) -> None:
    page = book.create_sheet(str(sheet.words))
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.append([_head(page, str(column.words)) for column in sheet.columns])
    for row in rows:
        page.append([_cell(page, value) for value in row])


def _head(page: Any, words: str) -> WriteOnlyCell:
    made = WriteOnlyCell(page, words)
    made.font = Font(bold=True)
    return made


def _cell(page: Any, value: object) -> object:
    """Return days and numbers as they are, and words marked as text: no spreadsheet takes "=" or "+84" for more."""
    if value is None or value == "":
        return None
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value
    if isinstance(value, date):
        made = WriteOnlyCell(page, value)
        made.number_format = "dd/mm/yyyy"
        return made
    words = ILLEGAL_CHARACTERS_RE.sub(" ", str(value))
    made = WriteOnlyCell(page, words)
    made.data_type, made.number_format = "s", "@"
    made.quotePrefix = words.startswith(DANGEROUS)
    return made
