"""From a workbook to lines: nothing is evaluated, nothing outside is opened, memory stays bounded whatever comes.

The vault has looked at the file before: no macros, no locks, no bombs, really XLSX. What is refused here is refused
with its cell where it has one.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO, Final

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from lienthong.directory.sheets.shape import MADE_AT, SPOILT, Line, Lines, Problems, Sheet
from lienthong.kernel.refusals import Invalid, Refused
from lienthong.kernel.vault.attaching import File
from lienthong.kernel.vault.storage import storage

LARGEST_FILE: Final = 8 * 2**20
LARGEST_PART: Final = 64 * 2**20  # of a sheet, unpacked; sheets are read row by row
LARGEST_WHOLE: Final = 16 * 2**20  # of any other part, unpacked: shared words and styles are held in memory
WIDEST: Final = 60  # columns
CHUNK: Final = 256 * 1024
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z0-9:]+)"')


def lines_of(file: File, sheets: Sequence[Sheet]) -> Lines:
    """Return what a kept file says. Raises `Invalid` for one that cannot be read; wrong cells are its problems."""
    if not file.name.lower().endswith(".xlsx"):
        raise Invalid(_("Hãy chọn một tệp .xlsx."), field="file")
    if file.blob.size > LARGEST_FILE:
        raise Invalid(_("Tệp lớn hơn 8 MB; hãy chia nhỏ."), field="file")
    with storage().open(file.blob.sha256) as stream:
        return read(stream, sheets, name=file.name, sha256=file.blob.sha256)


def read(stream: BinaryIO, sheets: Sequence[Sheet], *, name: str, sha256: str) -> Lines:
    try:
        _look_inside(stream)
        return _read(stream, sheets, name, sha256)
    except Refused:
        raise
    except Exception as broken:  # the library lets through whatever it stumbles over in a file made to harm
        raise Invalid(
            _("Không đọc được tệp XLSX này; hãy mở bằng phần mềm bảng tính rồi lưu lại."), field="file"
        ) from broken


def _look_inside(stream: BinaryIO) -> None:
    """Refuse by the list of parts, before any is unpacked."""
    with zipfile.ZipFile(stream) as archive:
        for part in archive.infolist():
            inside = part.filename.lower()
            if "externallink" in inside:
                raise Invalid(_("Tệp có liên kết tới tệp khác; hãy bỏ liên kết rồi lưu lại."), field="file")
            largest = LARGEST_PART if inside.startswith("xl/worksheets/") else LARGEST_WHOLE
            if part.file_size > largest:
                raise Invalid(_("Tệp bung ra quá lớn; hãy chỉ giữ các trang theo mẫu."), field="file")
    stream.seek(0)


def _read(stream: BinaryIO, sheets: Sequence[Sheet], name: str, sha256: str) -> Lines:
    book = load_workbook(stream, read_only=True, keep_links=False)
    problems, passed_over = Problems(), list[str]()
    lines: list[Line] = []
    try:
        found: dict[str, Any] = {}
        for page in book.worksheets:
            sheet = next((known for known in sheets if known.is_called(page.title)), None)
            if sheet is None:
                passed_over.append(page.title)
            elif sheet.name in found:
                raise Invalid(_("Tệp có hai trang “%(sheet)s”.") % {"sheet": sheet.words}, field="file")
            else:
                found[sheet.name] = page
        if not found:
            wanted = " / ".join(str(sheet.words) for sheet in sheets)
            raise Invalid(
                _("Tệp không có trang nào theo mẫu: %(sheets)s.") % {"sheets": wanted}, field="file"
            )
        for sheet in sheets:
            if sheet.name in found:
                lines += _lines(found[sheet.name], sheet, problems)
    finally:
        book.close()
    return Lines(name, sha256, tuple(lines), tuple(problems), tuple(passed_over), _made_at(book))


def _made_at(book: Any) -> datetime | None:
    """Return when the file was written out, as it says itself: it is believed for a hint and for nothing else."""
    said = next((one.value for one in book.custom_doc_props.props if one.name == MADE_AT), "")
    try:
        made = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return made if made.tzinfo else None


def _lines(page: Any, sheet: Sheet, problems: Problems) -> Iterator[Line]:
    """Yield the rows that say something; refused as soon as there are more than an agency has."""
    if page.sheet_state != "visible":
        raise Invalid(
            _("Trang “%(sheet)s” đang ẩn; hãy bỏ ẩn để xem hết những gì sẽ nhập.") % {"sheet": sheet.words},
            field="file",
        )
    _refuse_merged(page, sheet)
    page.reset_dimensions()  # what the file says of its own size is not believed
    letters: Mapping[str, str] = {}
    count = 0
    for number, row in enumerate(page.iter_rows(max_col=WIDEST), 1):
        cells = {index: cell for index, cell in enumerate(row, 1) if _says(cell.value)}
        if not cells:
            continue
        if not letters:
            letters = _heads(cells, sheet, number, problems)
            continue
        count += 1
        if count > settings.IMPORT_MOST_ROWS:
            raise Invalid(
                _("Trang “%(sheet)s” có hơn %(most)d dòng; hãy chia nhỏ tệp.")
                % {"sheet": sheet.words, "most": settings.IMPORT_MOST_ROWS},
                field="file",
            )
        yield Line(sheet, number, _values(cells, letters, sheet, number, problems), letters)


def _heads(cells: Mapping[int, Any], sheet: Sheet, row: int, problems: Problems) -> Mapping[str, str]:
    """Return the letter of each column by the first row; an unknown head, one twice, one missing are said."""
    letters: dict[str, str] = {}
    for index, cell in cells.items():
        letter = get_column_letter(index)
        column = sheet.column_called(str(cell.value))
        if column is None:
            problems.at(sheet, f"{letter}{row}", row, _("Không có cột này trong mẫu; hãy bỏ cột."))
        elif column.name in letters:
            problems.at(sheet, f"{letter}{row}", row, _("Cột này có hai lần."))
        else:
            letters[column.name] = letter
    for column in sheet.columns:
        if column.needed and column.name not in letters:
            raise Invalid(
                _("Trang “%(sheet)s” thiếu cột “%(column)s”; dòng đầu phải là tên cột.")
                % {"sheet": sheet.words, "column": column.words},
                field="file",
            )
    return letters


def _values(
    cells: Mapping[int, Any], letters: Mapping[str, str], sheet: Sheet, row: int, problems: Problems
) -> dict[str, object]:
    names = {letter: name for name, letter in letters.items()}
    values: dict[str, object] = {}
    for index, cell in cells.items():
        letter = get_column_letter(index)
        place = f"{letter}{row}"
        if letter not in names:
            problems.at(sheet, place, row, _("Ô này ở ngoài các cột của mẫu."))
        elif cell.data_type == "f":
            values[names[letter]] = SPOILT
            problems.at(
                sheet,
                place,
                row,
                column=names[letter],
                words=_("Ô có công thức; hãy dán giá trị thay cho công thức."),
            )
        elif cell.data_type == "e":
            values[names[letter]] = SPOILT
            problems.at(sheet, place, row, _("Ô có lỗi của bảng tính (%(error)s).") % {"error": cell.value})
        else:
            values[names[letter]] = cell.value
    return values


def _refuse_merged(page: Any, sheet: Sheet) -> None:
    """Refuse merged cells: a value that belongs to several rows stands in one. Read-only sheets do not tell of them."""
    with page.parent._archive.open(page._worksheet_path) as part:  # noqa: SLF001 - the library tells it nowhere else
        tail = b""
        while chunk := part.read(CHUNK):
            if merged := _MERGED.search(tail + chunk):
                said = {"sheet": sheet.words, "cells": merged[1].decode()}
                raise Invalid(_("Trang “%(sheet)s” có ô gộp %(cells)s; hãy bỏ gộp ô.") % said, field="file")
            tail = chunk[-200:]


def _says(value: object) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip())
