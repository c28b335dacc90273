"""What stands in the cells of a catalogue: how it is read, kept, written out and asked for.

A value has one form in between, which compares and needs no language: text, a number, yes or no, codes.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.directory.sheets import shape
from lienthong.directory.sheets.cells import Cells
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.choosing import OneField, SeveralField
from lienthong.kernel.ui.formats import day_words, number_words
from lienthong.kernel.ui.forms import DayField

Choices = Sequence[tuple[str, type_of_reason]]
Known = Mapping[str, Any]  # codes to keys of things
YES_NO = {"yes": gettext_lazy("Có"), "no": gettext_lazy("Không")}
NONE = ("", "—")


class Kind:
    """What stands in a column. Text, unless a kind says otherwise."""

    empty: ClassVar[Any] = ""
    look: ClassVar[str] = ""

    def read(self, cells: Cells, column: "Column") -> Any:
        return cells.text(column.name, needed=column.needed)

    def kept(self, value: Any) -> Any:
        """Return what a table holds, in the form in between."""
        return self.empty if value is None else value

    def stored(self, value: Any, known: Known) -> Any:  # noqa: ARG002 - codes ask what they lead to
        """Return what a table is to hold."""
        return value

    def code(self, value: Any) -> str:
        """Return it in no language, for acts and marks; "" for nothing."""
        return "" if value == self.empty else str(value)

    def words(self, value: Any, day: date) -> object:  # noqa: ARG002 - what a code is called depends on the day
        return self.code(value)

    def reads(self, code: str) -> str:
        """Return how a code reads for whoever looks at what would change."""
        return code

    def cell(self, value: Any) -> object:
        """Return what a workbook has in the cell, as `read` reads it."""
        return self.code(value)

    def initial(self, value: Any) -> object:
        """Return what a form begins with."""
        return self.code(value)

    def question(self, column: "Column", day: date) -> forms.Field:  # noqa: ARG002 - choices are those of a day
        return forms.CharField(label=str(column.words), required=column.needed, max_length=300)


@dataclass(frozen=True)
class Text(Kind):
    most: int = 300
    capitals: bool = False

    def read(self, cells: Cells, column: "Column") -> str:
        said = cells.text(column.name, needed=column.needed, most=self.most)
        return said.upper() if self.capitals else said


@dataclass(frozen=True)
class Number(Kind):
    """A number of at most so many decimals, between two bounds."""

    least: Decimal
    most: Decimal
    places: int = 0
    empty: ClassVar[Any] = None
    look: ClassVar[str] = "end"

    def read(self, cells: Cells, column: "Column") -> Any:
        value = cells.line.values.get(column.name)
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            number = self._number(repr(value) if isinstance(value, float) else str(value))
        else:
            said = cells.text(column.name, needed=column.needed)
            if not said:
                return self.empty
            number = self._number(said.replace(",", "."))
        if number is None:
            words = {
                "least": number_words(self.least),
                "most": number_words(self.most),
                "places": self.places,
            }
            cells.say(
                column.name, _("Phải là số từ %(least)s đến %(most)s, nhiều nhất %(places)s số lẻ.") % words
            )
        return number

    def kept(self, value: Any) -> Any:
        return self.empty if value is None else Decimal(value)

    def code(self, value: Any) -> str:
        return (
            ""
            if value is None
            else f"{Decimal(value):f}".rstrip("0").rstrip(".")
            if self.places
            else f"{value}"
        )

    def words(self, value: Any, day: date) -> object:  # noqa: ARG002 - as above
        return None if value is None else Decimal(self.code(value))

    def cell(self, value: Any) -> object:
        return self.words(value, date.min)

    def initial(self, value: Any) -> object:
        return self.code(value).replace(".", ",")

    def _number(self, said: str) -> Decimal | None:
        try:
            number = Decimal(said)
        except InvalidOperation:
            return None
        fits = number.is_finite() and self.least <= number <= self.most
        return number if fits and number == round(number, self.places) else None


@dataclass(frozen=True)
class Count(Number):
    """A whole number that is 0 where nothing is said."""

    empty: ClassVar[Any] = Decimal(0)


@dataclass(frozen=True)
class Day(Kind):
    empty: ClassVar[Any] = None

    def read(self, cells: Cells, column: "Column") -> date | None:
        return cells.day(column.name, needed=column.needed)

    def words(self, value: Any, day: date) -> object:  # noqa: ARG002 - as above
        return value

    def reads(self, code: str) -> str:
        return day_words(date.fromisoformat(code)) if code else ""

    def cell(self, value: Any) -> object:
        return value

    def initial(self, value: Any) -> object:
        return value

    def question(self, column: "Column", day: date) -> forms.Field:  # noqa: ARG002 - as above
        return DayField(label=str(column.words), required=column.needed)


@dataclass(frozen=True)
class Flag(Kind):
    empty: ClassVar[Any] = False

    def read(self, cells: Cells, column: "Column") -> bool:
        value = cells.line.values.get(column.name)
        return value if isinstance(value, bool) else cells.choice(column.name, YES_NO) == "yes"

    def code(self, value: Any) -> str:
        return "yes" if value else "no"

    def words(self, value: Any, day: date) -> object:  # noqa: ARG002 - as above
        return YES_NO[self.code(value)]

    def reads(self, code: str) -> str:
        return str(YES_NO[code]) if code else ""

    def cell(self, value: Any) -> object:
        return str(YES_NO[self.code(value)])

    def question(self, column: "Column", day: date) -> forms.Field:  # noqa: ARG002 - as above
        return forms.ChoiceField(label=str(column.words), choices=[*YES_NO.items()], widget=forms.RadioSelect)


@dataclass(frozen=True)
class Choice(Kind):
    """One of few words that the code knows, or an area above has registered."""

    choices: Callable[[], Mapping[str, type_of_reason]]

    def read(self, cells: Cells, column: "Column") -> str:
        if column.needed and not cells.text(column.name, needed=True):
            return ""
        return cells.choice(column.name, self.choices())

    def words(self, value: Any, day: date) -> object:  # noqa: ARG002 - as above
        return self.choices().get(value, value)

    def reads(self, code: str) -> str:
        return str(self.choices().get(code, code)) if code else ""

    def cell(self, value: Any) -> object:
        return self.reads(value)

    def question(self, column: "Column", day: date) -> forms.Field:  # noqa: ARG002 - as above
        choices = [*self.choices().items()]
        return OneField(
            label=str(column.words),
            required=column.needed,
            choices=[NONE, *choices] if NONE not in choices else choices,
        )


@dataclass(frozen=True)
class Codes(Kind):
    """Several codes of a small catalogue, joined by a semicolon."""

    choices: Callable[[], Mapping[str, type_of_reason]]
    empty: ClassVar[Any] = ()

    def read(self, cells: Cells, column: "Column") -> tuple[str, ...]:
        value = cells.line.values.get(column.name)
        listed = (
            value if isinstance(value, list) else cells.text(column.name, needed=column.needed).split(";")
        )
        codes = tuple(code.strip() for code in map(str, listed) if code.strip())
        known = self.choices()
        for code in codes:
            if code not in known:
                cells.say(column.name, _("Không có mã %(code)s trong danh mục.") % {"code": code})
        return codes

    def kept(self, value: Any) -> tuple[str, ...]:
        return tuple(value or ())

    def stored(self, value: Any, known: Known) -> Any:  # noqa: ARG002 - as above
        return list(value)

    def code(self, value: Any) -> str:
        return ";".join(value)

    def words(self, value: Any, day: date) -> object:  # noqa: ARG002 - as above
        known = self.choices()
        return ", ".join(str(known.get(code, code)) for code in value)

    def reads(self, code: str) -> str:
        known = self.choices()
        return ", ".join(str(known.get(part, part)) for part in code.split(";"))

    def initial(self, value: Any) -> object:
        return list(value)

    def question(self, column: "Column", day: date) -> forms.Field:  # noqa: ARG002 - as above
        return SeveralField(
            label=str(column.words), required=column.needed, choices=[*self.choices().items()]
        )


def no_names(_codes: Collection[str], _day: date) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Ref(Kind):
    """The code of another entry. `spans` says on which days things are there; None: always.

    `names` says what codes are called on a day, `options` what can be chosen then.
    """

    model: type[Model]
    options: Callable[[date], Choices]
    names: Callable[[Collection[str], date], Mapping[str, str]] = no_names
    spans: Callable[[Collection[Any]], Mapping[Any, Sequence[DateRange]]] | None = None
    by: str = "code"
    own: bool = False  # the catalogue itself: rows may name each other

    def read(self, cells: Cells, column: "Column") -> str:
        return cells.text(column.name, needed=column.needed, most=100)

    def known(self, codes: Collection[str]) -> dict[str, Any]:
        rows = self.model._default_manager.filter(**{f"{self.by}__in": codes})
        return dict(rows.values_list(self.by, "pk"))

    def stored(self, value: Any, known: Known) -> Any:
        return known[value] if value else None

    def words(self, value: Any, day: date) -> object:
        return self.names([value], day).get(value, value) if value else ""

    def question(self, column: "Column", day: date) -> forms.Field:
        return OneField(label=str(column.words), required=column.needed, choices=[NONE, *self.options(day)])


@dataclass(frozen=True, slots=True)
class Column(shape.Column):
    """A column of a catalogue. `path` is where its value stands, seen from the row; "" is the column's own name.

    `of_holder`: it is said once, when the thing is entered, and stays (the unit of a post). `narrows`: the
    list is filtered by it; `listed`: the list has it.
    """

    kind: Kind = Text()
    path: str = ""
    of_holder: bool = False
    narrows: bool = False
    listed: bool = True
    hint: type_of_reason = ""

    @property
    def at(self) -> str:
        return self.path or self.name

    def value_of(self, row: Any) -> Any:
        """Return the value of a row, in the form in between."""
        found = row
        for part in self.at.split("__"):
            found = getattr(found, part) if found is not None else None
        return self.kind.kept(found)
