"""Sheets, line by line: what stands where, and what is wrong where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.refusals import Invalid, type_of_reason
from lienthong.kernel.search.folding import fold

MADE_AT: Final = "lienthong_made_at"  # a property of the document; office programs keep it when they save


@dataclass(frozen=True, slots=True)
class Column:
    """One column by its name in the code and its words on the sheet; `width` in letters."""

    name: str
    words: type_of_reason
    width: int = 20
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet by its name in the code and its words; `place` is its place in the workbook."""

    name: str
    words: type_of_reason
    columns: Sequence[Column]
    place: int = 0

    def is_called(self, title: str) -> bool:
        return _is_called(self.name, self.words, title)

    def words_of(self, column: str) -> type_of_reason:
        return next((known.words for known in self.columns if known.name == column), column)

    def column_called(self, head: str) -> Column | None:
        return next((known for known in self.columns if _is_called(known.name, known.words, head)), None)


class Spoilt:
    """What stands for a cell of which it was said already that it cannot be read."""


SPOILT: Final = Spoilt()


@dataclass(frozen=True, slots=True)
class Line:
    """One row that says something: its values by column as they came, and the letter of each column in the file."""

    sheet: Sheet
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

    sheet: Sheet
    row: int
    column: str
    cell: str
    words: str

    @property
    def path(self) -> list[str | int]:
        """Return the way to it in rows that came as JSON."""
        steps: list[str | int] = [self.sheet.name, self.row]
        return [*steps, self.column] if self.column else steps

    @property
    def where(self) -> str:
        return f"{self.sheet.words}!{self.cell or self.row}"

    @property
    def about(self) -> type_of_reason:
        return self.sheet.words_of(self.column) if self.column else ""


@dataclass(slots=True)
class Problems:
    """What was found wrong so far, in the order in which it was met."""

    found: list[Problem] = field(default_factory=list)

    def add(self, line: Line, column: str, words: type_of_reason) -> None:
        self.found.append(Problem(line.sheet, line.number, column, line.cell(column), str(words)))

    def at(self, sheet: Sheet, cell: str, row: int, words: type_of_reason, column: str = "") -> None:
        self.found.append(Problem(sheet, row, column, cell, str(words)))

    def sorted(self) -> list[Problem]:
        """Return them as one reads a file: sheet by sheet, row by row."""
        return sorted(self.found, key=lambda one: (one.sheet.place, one.row))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.found)

    def __bool__(self) -> bool:
        return bool(self.found)


@dataclass(frozen=True, slots=True)
class Lines:
    """All that came: the lines of all sheets, and what was wrong with them before anybody read them.

    `made_at` is when this system wrote the file out to be filled in; None where it does not say.
    """

    name: str
    sha256: str
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[str, ...] = ()
    made_at: datetime | None = None

    def of(self, sheet: Sheet) -> list[Line]:
        return [line for line in self.lines if line.sheet.name == sheet.name]


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
