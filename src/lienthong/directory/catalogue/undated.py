"""Words that are data (kinds, groups, schemes): one row each; what they were before is told by their acts."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from lienthong.directory.catalogue.coding import codes_like
from lienthong.directory.catalogue.registry import Asked, Catalogue, EntryStep, Key, Row, Subject
from lienthong.directory.catalogue.telling import CORRECTED, ENDED, ENTERED, codes_of, in_words, record_steps
from lienthong.directory.parts import Table
from lienthong.directory.sheets.cells import ENDS_BEFORE
from lienthong.directory.sheets.plans import Change
from lienthong.kernel.acts.actor import Actor


def nothing_more(_planned: "PlannedUndated") -> None:
    """Nothing else is to be asked."""


@dataclass(frozen=True)
class Undated:
    """Entries under a code that does not change; `has_days`: they say from when to when they may be used.

    `check` says what else is wrong with a plan.
    """

    model: type[Model]
    has_days: bool = False
    key: str = "code"
    check: Callable[["PlannedUndated"], None] = nothing_more
    needs_days = False
    has_basis = False

    def rows(self, _catalogue: Catalogue, day: date) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows.filter(Q(during__isnull=True) | Q(during__contains=day)) if self.has_days else rows

    def during(self, row: Any) -> DateRange:
        return (self.has_days and row.during) or DateRange(None, None)

    def basis(self, _row: Any) -> str:
        return ""

    def entry(self, _catalogue: Catalogue, key: Key, _day: date) -> Any | None:
        return self.model._default_manager.filter(code=key[0]).first()

    def subjects(self, catalogue: Catalogue, keys: Collection[Key]) -> dict[Key, list[UUID]]:
        return {key: [catalogue.own_subject(key)[1]] for key in keys}

    def codes_like(self, codes: Collection[str]) -> set[str]:
        return codes_like(self.model._default_manager.all(), codes)

    def history(self, _catalogue: Catalogue, _key: Key) -> Table | None:
        return None

    def plan(self, catalogue: Catalogue, rows: list[Row], asked: Asked) -> "PlannedUndated":
        planned = PlannedUndated(self, catalogue, asked)
        planned.read(rows)
        self.check(planned)
        return planned


@dataclass
class PlannedUndated:
    """What rows come to: for each the thing as it is to be saved."""

    keeper: Undated
    catalogue: Catalogue
    asked: Asked
    steps: list[EntryStep] = field(default_factory=list)
    things: list[tuple[EntryStep, Any]] = field(default_factory=list)

    def read(self, rows: list[Row]) -> None:
        codes = {row.key[0] for row in rows}
        found: Any = self.keeper.model._default_manager.filter(code__in=codes)
        known = {one.code: one for one in found}
        said: dict[Key, int] = {}
        for row in rows:
            if (first := said.setdefault(row.key, row.line.number)) == row.line.number:
                self._take(row, known.get(row.key[0]))
            else:
                words = _("Dòng này lặp lại dòng %(row)d.") % {"row": first}
                self.asked.problems.add(row.line, self.catalogue.keys[0], words)

    def write(self, *, by: Actor, at: datetime) -> None:
        for step, thing in self.things:
            thing.save(force_insert=step.change == Change.NEW)
        told = [step for step, _thing in self.things]
        record_steps(self.catalogue, told, self._subject, by=by, at=at)

    def _take(self, row: Row, known: Any) -> None:
        was = self._codes(known) if known else {}
        thing: Any = known or self.keeper.model(code=row.key[0])
        if not known and not self._is_whole(row):
            return
        for column in self.catalogue.others:
            if column.name in row.said:
                setattr(thing, column.at, row.said[column.name])
            elif not known:
                setattr(thing, column.at, column.kind.empty)
        if self.keeper.has_days:
            thing.during = self._during(row, thing)
        now = self._codes(thing)
        changed = {name: code for name, code in now.items() if code != was.get(name, "")}
        step = self._step(row, known, was, changed)
        self.steps.append(step)
        if step.change != Change.UNCHANGED:
            self.things.append((step, thing))

    def _step(self, row: Row, known: Any, was: dict[str, str], changed: dict[str, str]) -> EntryStep:
        change, verb = Change.CHANGED, CORRECTED
        if not known:
            change, verb = Change.NEW, ENTERED
        elif not changed:
            change = Change.UNCHANGED
        elif changed.keys() == {"until"} and changed["until"]:
            change, verb = Change.ENDED, ENDED
        name = row.said.get("name") or getattr(known, "name", "")
        before = {name: was.get(name, "") for name in changed}
        return EntryStep(
            row.line, change, f"{row.key[0]}: {name}", before, changed,
            row=row, verb=verb, shown=partial(in_words, self.catalogue),
        )  # fmt: skip

    def _is_whole(self, row: Row) -> bool:
        missing = [one.name for one in self.catalogue.others if one.needed and one.name not in row.said]
        for name in missing:
            self.asked.problems.add(row.line, name, _("Ô này là bắt buộc."))
        return not missing

    def _during(self, row: Row, thing: Any) -> DateRange | None:
        """Return the days with what the row says of them; said of one end alone, it must fit the one that stays."""
        kept = thing.during or DateRange(None, None)
        since = row.since if row.line.has("since") else kept.lower
        until: Any = kept.upper if row.until is None else row.until or None
        if since and until and until <= since:
            self.asked.problems.add(row.line, "until" if row.until else "since", ENDS_BEFORE)
            return kept
        return DateRange(since, until) if since or until else None

    def _codes(self, thing: Any) -> dict[str, str]:
        values = {column.name: column.value_of(thing) for column in self.catalogue.others}
        codes = codes_of(self.catalogue.others, values)
        if not self.keeper.has_days:
            return codes
        during = thing.during or DateRange(None, None)
        last = during.upper - timedelta(days=1) if during.upper else None
        return codes | {"since": _iso(during.lower), "until": _iso(last)}

    def _subject(self, step: EntryStep) -> Subject:
        return self.catalogue.own_subject(step.row.key if step.row else ())


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
