"""Tables of figures: one line for each unit or value, the worst first, each number a link to its rows."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.urls import reverse

from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.search.sorting import sort_key
from lienthong.measures.choosing import Chosen
from lienthong.measures.indicators import Count, Figure, Indicator
from lienthong.measures.words import shown_count, value_words

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cell:
    """A count of one class, and the address of the rows that it counts."""

    words: type_of_reason
    count: int | Decimal
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    words: str
    cells: list[Cell]
    value: str
    url: str
    figure: Figure


def rows_address(indicator: Indicator, chosen: Chosen, **more: str) -> str:
    return reverse("measures:rows", args=[indicator.code]) + chosen.query(**more)


def cells(figure: Figure, chosen: Chosen, **more: str) -> list[Cell]:
    """Return the classes of a figure in the order of its definition; one without rows is 0."""
    indicator = figure.indicator
    return [
        Cell(
            words,
            shown_count(figure.counts.get(name, 0)),
            rows_address(indicator, chosen, **{**more, "class": name}),
        )
        for name, words in indicator.classes.items()
    ]


def lines(figures: Mapping[K, Figure], words: Mapping[K, str], chosen: Chosen, *, name: str) -> list[Line]:
    """Return a line for each figure, the worst first; links are narrowed by `name`, "unit" or a dimension."""
    made = [
        Line(
            words.get(key, str(key)),
            cells(figure, chosen, **{name: str(key)}),
            value_words(figure),
            rows_address(figure.indicator, chosen, **{name: str(key)}),
            figure,
        )
        for key, figure in figures.items()
    ]
    return sorted(made, key=worst)


def worst(line: Line) -> tuple[bool, Count, Count, str]:
    """The lowest first; among equals the one that lacks most; those where nothing is due yet last."""
    figure = line.figure
    lacking = figure.denominator - figure.numerator
    return figure.value is None, figure.value or 0, -lacking, sort_key(line.words)
