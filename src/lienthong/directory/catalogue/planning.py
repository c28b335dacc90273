"""From lines to rows of a catalogue, and to what they would change; nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from lienthong.directory.catalogue.coding import check_codes
from lienthong.directory.catalogue.outdated import with_later_acts
from lienthong.directory.catalogue.registry import Asked, Catalogue, EntryStep, Planned, Row
from lienthong.directory.sheets import plans
from lienthong.directory.sheets.cells import ENDS_BEFORE, Cells
from lienthong.directory.sheets.shape import Line, Lines, Problems
from lienthong.kernel.acts.actor import Actor

Plan = plans.Plan[EntryStep]


@dataclass(frozen=True)
class Foreseen:
    """A plan, with what writes it."""

    plan: Plan
    planned: Planned


def plan_of(catalogue: Catalogue, lines: Lines, *, by: Actor, day: date) -> Plan:
    return foresee(catalogue, lines, by=by, day=day).plan


def foresee(catalogue: Catalogue, lines: Lines, *, by: Actor, day: date) -> Foreseen:
    """Return what the lines would change, in the same number of queries whatever their number."""
    problems = Problems(list(lines.problems))
    rows = _rows(catalogue, lines, problems)
    check_codes(catalogue, rows, problems)
    planned = catalogue.keeper.plan(catalogue, rows, Asked(by, day, problems))
    steps = with_later_acts(catalogue, planned.steps, lines.made_at)
    return Foreseen(Plan(lines, (catalogue.sheet,), steps, problems.sorted()), planned)


def _rows(catalogue: Catalogue, lines: Lines, problems: Problems) -> list[Row]:
    """Return the rows that can be read; the same entry from the same day is said once."""
    found: list[Row] = []
    seen: dict[tuple[object, ...], int] = {}
    for line in lines.of(catalogue.sheet):
        row = _row(catalogue, Cells(line, problems))
        if row is None:
            continue
        first = seen.setdefault((row.key, row.since), line.number)
        if first == line.number:
            found.append(row)
        else:
            problems.add(line, catalogue.keys[0], _("Dòng này lặp lại dòng %(row)d.") % {"row": first})
    return found


def _row(catalogue: Catalogue, cells: Cells) -> Row | None:
    before, line, keeper = len(cells.problems.found), cells.line, catalogue.keeper
    said: dict[str, Any] = {
        column.name: column.kind.read(cells, column)
        for column in catalogue.columns
        if line.has(column.name) or column.name in catalogue.keys
    }
    since, until = _days(cells, needed=keeper.needs_days) if keeper.has_days else (None, None)
    basis = cells.text("basis") if keeper.has_basis and line.has("basis") else None
    if len(cells.problems.found) > before or not line.is_whole:
        return None
    return Row(line, _key(catalogue, said), said, since, until, basis)


def _key(catalogue: Catalogue, said: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(said[name]) for name in catalogue.keys)


def _days(cells: Cells, *, needed: bool) -> tuple[date | None, date | str | None]:
    """Return the first day and the first day after; a cell that is there and empty opens the end."""
    since, last = cells.day("since", needed=needed), cells.day("until")
    if since and last and last < since:
        cells.say("until", ENDS_BEFORE)
    if last:
        return since, last + timedelta(days=1)
    return since, "" if cells.line.has("until") else None


def line_of(catalogue: Catalogue, values: Mapping[str, Any]) -> Line:
    """Return one row that came from a form."""
    return Line(catalogue.sheet, 0, values)
