"""Figures of questions: the facts counted once, rolled up as asked; indicators over the same facts share the counts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from lienthong.measures.asking import Question
from lienthong.measures.indicators import Figure, Indicator
from lienthong.measures.keeping import counts_of
from lienthong.measures.narrowing import EVERYTHING, Narrowing
from lienthong.measures.scanning import Counts, Group, groups_of


def counted(
    indicator: Indicator, question: Question, *, by: tuple[str, ...], only: Narrowing = EVERYTHING
) -> dict[Group, Figure]:
    """Return the figure of each group that has facts (one without is not there: it is not zero).

    `by` names `unit_id` and dimensions; the keys of the result are their values in that order.
    """
    return _rolled_up(indicator, counts_of(indicator, [question], only.units)[0], by, only)


def by_unit(indicator: Indicator, question: Question, only: Narrowing = EVERYTHING) -> dict[UUID, Figure]:
    return _by_first(counted(indicator, question, by=("unit_id",), only=only))


def series(
    indicators: Iterable[Indicator], questions: Sequence[Question]
) -> dict[str, list[dict[UUID, Figure]]]:
    """Return for each indicator, by code, the figures by unit of each question; facts in common are read once.

    Raises `ValueError` for questions that `scanning.scan` refuses.
    """
    known: dict[str, list[Counts]] = {}
    found: dict[str, list[dict[UUID, Figure]]] = {}
    for indicator in indicators:
        key = indicator.facts_hash
        known[key] = known.get(key) or counts_of(indicator, questions)
        found[indicator.code] = [
            _by_first(_rolled_up(indicator, counts, ("unit_id",), EVERYTHING)) for counts in known[key]
        ]
    return found


def along(figures: Mapping[Group, Figure], place: int) -> dict[Any, Figure]:
    """Return figures by one part of their groups, the others added up: several tables from one scan."""
    found: dict[Any, Figure] = {}
    for group, figure in figures.items():
        found[group[place]] = found[group[place]] + figure if group[place] in found else figure
    return found


def whole(indicator: Indicator, figures: Mapping[Any, Figure]) -> Figure:
    """Return the figure of all together, from sums and never from ratios."""
    return sum(figures.values(), Figure(indicator, {}))


def _rolled_up(
    indicator: Indicator, counts: Counts, by: tuple[str, ...], only: Narrowing
) -> dict[Group, Figure]:
    only.check(indicator)
    columns = groups_of(indicator)
    if unknown := set(by) - {*columns}:
        raise ValueError(f"{indicator.code} has no dimension {sorted(unknown)}")
    if only is not EVERYTHING:
        counts = {
            group: only.of(classes) for group, classes in counts.items() if only.keeps(indicator, group)
        }
    found = counts if by == columns else _added_up(counts, [columns.index(name) for name in by])
    return {group: Figure(indicator, classes) for group, classes in found.items() if classes}


def _added_up(counts: Counts, places: list[int]) -> Counts:
    found: dict[Group, dict[str, int]] = {}
    for group, classes in counts.items():
        sums = found.setdefault(tuple([group[place] for place in places]), {})
        for name, count in classes.items():
            sums[name] = sums.get(name, 0) + count
    return found


def _by_first(figures: Mapping[Group, Figure]) -> dict[UUID, Figure]:
    return {unit: figure for (unit,), figure in figures.items()}
