"""What the pages of figures say: a figure with its units, the rows behind it, and these added up again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.selectors import names
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import due_day, local_day
from lienthong.kernel.refusals import type_of_reason
from lienthong.measures.asking import Question
from lienthong.measures.boundaries import UnitsOfDay, boundaries_words, day_asked
from lienthong.measures.choosing import Chosen
from lienthong.measures.computing import by_unit, whole
from lienthong.measures.cutting import Cut
from lienthong.measures.drilling import PAGE, Edge, Row, rows, token_of, unordered
from lienthong.measures.indicators import Count, Figure, Indicator
from lienthong.measures.narrowing import Narrowing
from lienthong.measures.selecting import Selection, whole_row
from lienthong.measures.subjects import Subject, subjects
from lienthong.measures.tables import Cell, Line, cells, lines, rows_address
from lienthong.measures.words import figure_pair_words, shown_count, value_words

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

    @property
    def pair(self) -> str:
        return figure_pair_words(self.figure)


@dataclass(frozen=True, slots=True)
class Shown:
    """A row that the reader may open, and how much of it the figure counts."""

    row: Row
    subject: Subject
    unit: str
    words: type_of_reason
    share: int | Decimal

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

    @property
    def total(self) -> int | Decimal:
        return shown_count(self.figure.total)


@dataclass(frozen=True, slots=True)
class RowsPage:
    shown: list[Shown]
    hidden: int
    following: str


def read_figure(indicator: Indicator, chosen: Chosen, only: Narrowing) -> Reading:
    """Read a figure with a line for each unit, of then or of the day whose boundaries are asked for."""
    figures, named_on = _figures(indicator, chosen, only)
    total = whole(indicator, figures)
    return Reading(
        total,
        value_words(total),
        rows_address(indicator, chosen),
        cells(total, chosen),
        lines(figures, names(list(figures), named_on), chosen, name="unit"),
    )


def _figures(indicator: Indicator, chosen: Chosen, only: Narrowing) -> tuple[Mapping[UUID, Figure], date]:
    day = day_asked(chosen.others)
    if day is None:
        return by_unit(indicator, chosen.question, only), day_of(chosen.question)
    cut = Cut(indicator, chosen.question, UnitsOfDay(day))
    return {unit: cut.figure(held) for unit, held in cut.held(only).items()}, day


def read_rows(selection: Selection, after: Edge | None, *, by: Actor, at: datetime) -> RowsPage:
    """Read one page; rows that the reader may not open are counted and not shown."""
    indicator, question, only = selection.indicator, selection.question, selection.only
    found = rows(indicator, question, only=only, after=after, limit=PAGE + 1)
    kept = found[:PAGE]
    shown = list(show(indicator, question, kept, by=by, at=at, share=selection.share))
    following = token_of(kept[-1], indicator) if len(found) > PAGE else ""
    return RowsPage(shown, len(kept) - len(shown), following)


def show(
    indicator: Indicator,
    question: Question,
    found: Iterable[Row],
    *,
    by: Actor,
    at: datetime,
    share: Callable[[Row], Count] = whole_row,
) -> Iterator[Shown]:
    known = list(found)
    about = subjects.read(indicator.subject, [row.subject_id for row in known], by, at)
    units = names([row.unit_id for row in known], day_of(question))
    for row in known:
        if subject := about.get(row.subject_id):
            unit, part = units.get(row.unit_id, ""), shown_count(share(row))
            yield Shown(row, subject, unit, indicator.classes[row.name], part)


def add_again(selection: Selection, *, by: Actor, at: datetime) -> Sum | None:
    """Add up every row of the selection; None when they are too many for a page (exports hold them all)."""
    indicator, only = selection.indicator, selection.only
    found = unordered(indicator, selection.question, only, limit=MOST_ADDED + 1)
    if len(found) > MOST_ADDED:
        return None
    hidden = subjects.hidden(indicator.subject, {row.subject_id for row in found}, by, at)
    counts: dict[str, Count] = {}
    for row in found:
        counts[row.name] = counts.get(row.name, 0) + selection.share(row)
    return Sum(Figure(selection.figure.indicator, counts), hidden)


def narrowed_words(indicator: Indicator, only: Narrowing, asked: Chosen) -> list[Fact]:
    """Return what a selection is narrowed to, in words, and in whose boundaries."""
    day, facts = day_asked(asked.others), list[Fact]()
    if day is not None:
        facts.append((_("Tổ chức"), _day_words(day, asked.question)))
    if only.units is not None:
        known = names(only.units, day or day_of(asked.question))
        facts.append((_("Đơn vị"), "; ".join(known.get(unit, str(unit)) for unit in only.units)))
    if only.classes is not None:
        facts.append((_("Tình trạng"), "; ".join(str(indicator.classes[name]) for name in only.classes)))
    facts += [
        (indicator.dimensions[name].words, _values(indicator, name, only.values)) for name in only.values
    ]
    return facts


def _day_words(day: date, question: Question) -> str:
    """Say whose boundaries they are, and that what was counted later is not carried back."""
    if day >= day_of(question):
        return boundaries_words(day)
    return _("%(boundaries)s; số liệu sau ngày này giữ theo tổ chức khi đó") % {
        "boundaries": boundaries_words(day)
    }


def day_of(question: Question) -> date:
    """Return the day on which units are named: the last of what was asked."""
    return local_day(question.until)


def _values(indicator: Indicator, name: str, values: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(str(indicator.dimensions[name].read(value)) for value in values[name])
