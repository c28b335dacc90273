"""Many steps at once, from a workbook, a CSV file or a pasted table: lines first, then steps."""

import csv
import io
from hashlib import sha256
from typing import IO, Final

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from lienthong.directory.models import ReorganisationPlan
from lienthong.directory.reorganising.desk.columns import STEPS
from lienthong.directory.reorganising.desk.rows import row_of
from lienthong.directory.sheets.shape import Line, Lines, Problems
from lienthong.directory.sheets.workbook import LARGEST_FILE, WIDEST, read
from lienthong.directory.sheets.writing import write
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.vault.attaching import File
from lienthong.kernel.vault.storage import storage

DELIMITERS: Final = "\t;,"


def lines_of_file(file: File) -> Lines:
    """Return the lines of a workbook or a CSV file. Raises `Invalid` for one that cannot be read."""
    if file.blob.size > LARGEST_FILE:
        raise Invalid(_("Tệp lớn hơn 8 MB; hãy chia nhỏ."), field="file")
    with storage().open(file.blob.sha256) as stream:
        if file.name.lower().endswith(".csv"):
            return lines_of_text(_decoded(stream.read()), name=file.name, field="file")
        return read(stream, [STEPS], name=file.name, sha256=file.blob.sha256)


def lines_of_text(text: str, *, name: str, field: str = "text") -> Lines:
    """Return the lines of a table as text: columns by whichever of tab, semicolon, comma the first line has most."""
    first = text.lstrip("\n\r ").partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    problems = Problems()
    try:
        rows = list(csv.reader(io.StringIO(text.strip("\n\r ")), delimiter=delimiter, strict=True))
    except csv.Error:
        raise Invalid(_("Không đọc được bảng này: dấu nháy kép không khớp."), field=field) from None
    if len(rows) > settings.IMPORT_MOST_ROWS + 1:
        raise Invalid(
            _("Bảng có hơn %(most)d dòng; hãy chia nhỏ.") % {"most": settings.IMPORT_MOST_ROWS}, field=field
        )
    letters = _heads(rows[0] if rows else [], problems, field)
    lines = [
        Line(STEPS, number, _values(row, number, letters, problems), letters)
        for number, row in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in row)
    ]
    return Lines(name, sha256(text.encode()).hexdigest(), tuple(lines), tuple(problems))


def workbook_of(plan: ReorganisationPlan) -> IO[bytes]:
    """Return the steps of a plan as the workbook that is read back as these steps; without steps, only the heads."""
    steps = plan.steps.order_by("ordinal").values_list("kind", "content")
    return write([(STEPS, [row_of(kind, content) for kind, content in steps])])


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(_("Tệp CSV phải theo bảng mã UTF-8."), field="file") from None


def _heads(row: list[str], problems: Problems, field: str) -> dict[str, str]:
    letters: dict[str, str] = {}
    for number, head in enumerate(row[:WIDEST], 1):
        letter, column = get_column_letter(number), STEPS.column_called(head)
        if not head.strip():
            continue
        if column is None:
            problems.at(STEPS, f"{letter}1", 1, _("Không có cột này trong mẫu; hãy bỏ cột."))
        elif column.name in letters:
            problems.at(STEPS, f"{letter}1", 1, _("Cột này có hai lần."))
        else:
            letters[column.name] = letter
    if "step" not in letters:
        words = {"column": STEPS.words_of("step")}
        raise Invalid(_("Bảng thiếu cột “%(column)s”; dòng đầu phải là tên cột.") % words, field=field)
    return letters


def _values(row: list[str], number: int, letters: dict[str, str], problems: Problems) -> dict[str, object]:
    names = {letter: name for name, letter in letters.items()}
    values: dict[str, object] = {}
    for place, cell in enumerate(row, 1):
        letter = get_column_letter(place)
        if not cell.strip():
            continue
        if letter in names:
            values[names[letter]] = cell
        else:
            problems.at(STEPS, f"{letter}{number}", number, _("Ô này ở ngoài các cột của mẫu."))
    return values
