"""The two sheets, line by line: what stands where, and what is wrong where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.refusals import Invalid, type_of_reason
from lienthong.kernel.search.folding import fold

PEOPLE: Final = "people"
APPOINTMENTS: Final = "appointments"


@dataclass(frozen=True, slots=True)
class Column:
    """One column by its name in the code and its words on the sheet; `width` in letters."""

    name: str
    words: type_of_reason
    width: int = 20
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    words: type_of_reason
    columns: tuple[Column, ...]

    def words_of(self, column: str) -> type_of_reason:
        return next((known.words for known in self.columns if known.name == column), column)

    def column_called(self, head: str) -> Column | None:
        return next((known for known in self.columns if _is_called(known.name, known.words, head)), None)


SHEETS: Final = {
    PEOPLE: Sheet(
        PEOPLE,
        _("Cán bộ"),
        (
            Column("code", _("Mã cán bộ"), 14, needed=True),
            Column("full_name", _("Họ và tên"), 30, needed=True),
            Column("gender", _("Giới tính"), 10),
            Column("email", _("Thư công vụ"), 32),
            Column("phone", _("Điện thoại công vụ"), 20),
        ),
    ),
    APPOINTMENTS: Sheet(
        APPOINTMENTS,
        _("Bổ nhiệm"),
        (
            Column("person", _("Mã cán bộ"), 14, needed=True),
            Column("post", _("Mã chức vụ"), 22, needed=True),
            Column("unit", _("Cơ quan, đơn vị"), 40),
            Column("title", _("Chức vụ"), 30),
            Column("kind", _("Hình thức"), 18),
            Column("status", _("Thuộc diện"), 24),
            Column("since", _("Từ ngày"), 14, needed=True),
            Column("until", _("Đến hết ngày"), 14),
            Column("basis", _("Căn cứ"), 40),
        ),
    ),
}


def sheet_called(title: str) -> Sheet | None:
    return next((sheet for sheet in SHEETS.values() if _is_called(sheet.name, sheet.words, title)), None)


class Spoilt:
    """What stands for a cell of which it was said already that it cannot be read."""


SPOILT: Final = Spoilt()


@dataclass(frozen=True, slots=True)
class Line:
    """One row that says something: its values by column as they came, and the letter of each column in the file."""

    sheet: str
    number: int
    values: Mapping[str, object]
    letters: Mapping[str, str] = field(default_factory=dict)

    def has(self, column: str) -> bool:
        """Return whether the column was there: what was not asked about stays as it is; an empty cell empties."""
        return column in (self.letters or self.values)

    @property
    def is_whole(self) -> bool:
        return SPOILT not in self.values.values()

    def cell(self, column: str) -> str:
        """Return where a column of this line stands: "B3"; "" where the rows came without a file."""
        letter = self.letters.get(column, "")
        return f"{letter}{self.number}" if letter else ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: sheet, row, column; `cell` as a spreadsheet calls it."""

    sheet: str
    row: int
    column: str
    cell: str
    words: str

    @property
    def path(self) -> list[str | int]:
        """Return the way to it in rows that came as JSON."""
        steps: list[str | int] = [self.sheet, self.row]
        return [*steps, self.column] if self.column else steps

    @property
    def where(self) -> str:
        sheet = str(SHEETS[self.sheet].words) if self.sheet in SHEETS else self.sheet
        return f"{sheet}!{self.cell or self.row}"


@dataclass(slots=True)
class Problems:
    """What was found wrong so far, in the order in which it was met."""

    found: list[Problem] = field(default_factory=list)

    def add(self, line: Line, column: str, words: type_of_reason) -> None:
        self.found.append(Problem(line.sheet, line.number, column, line.cell(column), str(words)))

    def at(self, sheet: str, cell: str, row: int, words: type_of_reason, column: str = "") -> None:
        self.found.append(Problem(sheet, row, column, cell, str(words)))

    def sorted(self) -> list[Problem]:
        """Return them as one reads a file: sheet by sheet, row by row."""
        order = list(SHEETS)
        return sorted(self.found, key=lambda one: (order.index(one.sheet), one.row))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.found)

    def __bool__(self) -> bool:
        return bool(self.found)


@dataclass(frozen=True, slots=True)
class Lines:
    """All that came: the lines of both sheets, and what was wrong with them before anybody read them."""

    name: str
    sha256: str
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[str, ...] = ()

    def of(self, sheet: str) -> list[Line]:
        return [line for line in self.lines if line.sheet == sheet]


class WrongRows(Invalid):
    """Rows with something wrong: nothing was written; `problems` says each with its place."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        words = _("Có %(count)d chỗ sai; chưa ghi gì. Sửa rồi gửi lại cả tệp.") % {"count": len(problems)}
        first = f" {problems[0].where}: {problems[0].words}" if problems else ""
        super().__init__(f"{words}{first}", field="file")


def _is_called(name: str, words: type_of_reason, said: str) -> bool:
    return fold(" ".join(said.split())) in {fold(name), *map(fold, in_every_language(words))}


def in_every_language(words: type_of_reason) -> Iterator[str]:
    """Yield the words in each language of the installation: a file may come back by way of somebody else's screen."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield str(words)
