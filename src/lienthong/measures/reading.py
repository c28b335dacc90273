"""What the pages of figures say: a figure with its units, the rows behind it, and these added up again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.selectors import names
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import due_day, local_day
from lienthong.kernel.refusals import type_of_reason
from lienthong.measures.asking import Question
from lienthong.measures.boundaries import carried, day_asked
from lienthong.measures.choosing import Chosen
from lienthong.measures.computing import by_unit, whole
from lienthong.measures.drilling import PAGE, Edge, Row, named, rows, token_of
from lienthong.measures.indicators import Figure, Indicator
from lienthong.measures.narrowing import Narrowing
from lienthong.measures.subjects import Subject, subjects
from lienthong.measures.tables import Cell, Line, cells, lines, rows_address, worst
from lienthong.measures.words import value_words

MOST_ADDED = 2000
Fact = tuple[type_of_reason, object]


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as shown: its value, its classes, its units; `url` leads to the rows."""

    figure: Figure
    value: str
    url: str
    cells: list[Cell]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Shown:
    """A row that the reader may open."""

    row: Row
    subject: Subject
    unit: str
    words: type_of_reason

    @property
    def due_on(self) -> date | None:
        return due_day(self.row.due) if self.row.due else None

    @property
    def act_url(self) -> str:
        return f"{self.subject.url}#act-{self.row.act_id}" if self.row.act_id else ""


@dataclass(frozen=True, slots=True)
class Sum:
    """All rows of a selection added up again, and how many of them this reader may not open."""

    figure: Figure
    hidden: int


@dataclass(frozen=True, slots=True)
class RowsPage:
    shown: list[Shown]
    hidden: int
    following: str


def read_figure(indicator: Indicator, chosen: Chosen, only: Narrowing) -> Reading:
    figures = by_unit(indicator, chosen.question, only)
    total = whole(indicator, figures)
    return Reading(
        total,
        value_words(total),
        rows_address(indicator, chosen),
        cells(total, chosen),
        _unit_lines(indicator, figures, chosen),
    )


def _unit_lines(indicator: Indicator, figures: Mapping[UUID, Figure], chosen: Chosen) -> list[Line]:
    """Return a line for each unit, of then or of another day; a line of several leads to the rows of all of them."""
    day = day_asked(chosen.others)
    if day is None:
        return lines(figures, names(list(figures), day_of(chosen.question)), chosen, name="unit")
    moved = carried(figures, indicator, since=chosen.question.period.start, until=day)
    called = names(list(moved), day)
    keys = {heir: ",".join(map(str, units)) for heir, (_figure, units) in moved.items()}
    found = (
        lines({keys[heir]: figure}, {keys[heir]: called.get(heir, "")}, chosen, name="unit")
        for heir, (figure, _units) in moved.items()
    )
    return sorted(chain.from_iterable(found), key=worst)


def read_rows(
    indicator: Indicator,
    question: Question,
    only: Narrowing,
    after: Edge | None,
    *,
    by: Actor,
    at: datetime,
) -> RowsPage:
    """Read one page; rows that the reader may not open are counted and not shown."""
    found = rows(indicator, question, only=only, after=after, limit=PAGE + 1)
    kept = found[:PAGE]
    shown = list(show(indicator, question, kept, by=by, at=at))
    following = token_of(kept[-1], indicator) if len(found) > PAGE else ""
    return RowsPage(shown, len(kept) - len(shown), following)


def show(
    indicator: Indicator, question: Question, found: Iterable[Row], *, by: Actor, at: datetime
) -> Iterator[Shown]:
    known = list(found)
    about = subjects.read(indicator.subject, [row.subject_id for row in known], by, at)
    units = names([row.unit_id for row in known], day_of(question))
    for row in known:
        if subject := about.get(row.subject_id):
            yield Shown(row, subject, units.get(row.unit_id, ""), indicator.classes[row.name])


def add_again(
    indicator: Indicator, question: Question, only: Narrowing, *, by: Actor, at: datetime
) -> Sum | None:
    """Add up every row of the selection; None when they are too many for a page (exports hold them all)."""
    found = named(indicator, question, only, limit=MOST_ADDED + 1)
    if len(found) > MOST_ADDED:
        return None
    hidden = subjects.hidden(indicator.subject, {subject for subject, _name in found}, by, at)
    return Sum(Figure(indicator, Counter(name for _subject, name in found)), hidden)


def narrowed_words(indicator: Indicator, only: Narrowing, day: date) -> list[Fact]:
    """Return what a selection is narrowed to, in words."""
    facts: list[Fact] = []
    if only.units is not None:
        known = names(only.units, day)
        facts.append((_("Đơn vị"), "; ".join(known.get(unit, str(unit)) for unit in only.units)))
    if only.classes is not None:
        facts.append((_("Tình trạng"), "; ".join(str(indicator.classes[name]) for name in only.classes)))
    facts += [
        (indicator.dimensions[name].words, _values(indicator, name, only.values)) for name in only.values
    ]
    return facts


def day_of(question: Question) -> date:
    """Return the day on which units are named: the last of what was asked."""
    return local_day(question.until)


def _values(indicator: Indicator, name: str, values: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(str(indicator.dimensions[name].read(value)) for value in values[name])
