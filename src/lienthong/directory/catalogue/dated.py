"""Entries that are so during days, and that we knew during moments: nothing is overwritten, ever."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lienthong.directory.catalogue.coding import codes_like
from lienthong.directory.catalogue.columns import Column
from lienthong.directory.catalogue.references import References, attribute_of
from lienthong.directory.catalogue.registry import Asked, Catalogue, EntryStep, Key, Row, Subject
from lienthong.directory.catalogue.telling import (
    CHANGED,
    CORRECTED,
    ENDED,
    ENTERED,
    codes_of,
    in_words,
    record_steps,
)
from lienthong.directory.parts import Struck, Table
from lienthong.directory.reading import range_words, sourced
from lienthong.directory.rules.timeline import Clash, Said, Stretch, Timeline
from lienthong.directory.sheets.plans import Change
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.history.models import Versioned
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Stale
from lienthong.kernel.ui.components import Lines
from lienthong.kernel.ui.formats import day_words, moment_words

BATCH = 1000


def nothing_more(_planned: "PlannedDated") -> None:
    """Nothing else is to be asked, or done."""


@dataclass(frozen=True)
class Dated:
    """Entries in a table with two times.

    `holder` names the foreign key to the thing that the rows are about and that is made with its first row (the
    place of a place's versions); without one, the key columns are the table's own. `check` says what else is wrong
    with a plan; `settle` is called once it is written.
    """

    model: type[Versioned]
    holder: str = ""
    check: Callable[["PlannedDated"], None] = nothing_more
    settle: Callable[["PlannedDated"], None] = nothing_more
    key = "id"
    has_days = needs_days = has_basis = True

    @property
    def holder_model(self) -> Any:
        return self.model._meta.get_field(self.holder).related_model if self.holder else None

    def rows(self, catalogue: Catalogue, day: date) -> QuerySet[Any]:
        found: QuerySet[Any] = self.model.objects.on(day).select_related(*self._paths(catalogue))
        return found

    def during(self, row: Any) -> DateRange:
        return row.during

    def basis(self, row: Any) -> str:
        return str(row.source)

    def entry(self, catalogue: Catalogue, key: Key, day: date) -> Any | None:
        rows = list(self._of(catalogue, key).filter(known_to__isnull=True).order_by("during"))
        there = [row for row in rows if day in row.during]
        return (there or rows[-1:] or [None])[0]

    def subjects(self, catalogue: Catalogue, keys: Collection[Key]) -> dict[Key, list[UUID]]:
        if not self.holder:
            return {key: [catalogue.own_subject(key)[1]] for key in keys}
        rows = self.holder_model._default_manager.filter(code__in=[key[0] for key in keys])
        return {(code,): [pk] for pk, code in rows.values_list("pk", "code")}

    def codes_like(self, codes: Collection[str]) -> set[str]:
        return codes_like(self.holder_model._default_manager.all(), codes) if self.holder else set()

    def history(self, catalogue: Catalogue, key: Key) -> Table:
        rows = self._of(catalogue, key).order_by("-during", "-known_from")
        return Table(
            "history",
            _("Qua các thời kỳ, như đã biết"),
            (_("Nội dung"), _("Có hiệu lực"), _("Căn cứ"), _("Ghi nhận")),
            [
                (
                    _content(catalogue, row),
                    range_words(row.during.lower, row.during.upper),
                    sourced(row.source, row.assumed),
                    _known(row),
                )
                for row in rows
            ],
        )

    def plan(self, catalogue: Catalogue, rows: list[Row], asked: Asked) -> "PlannedDated":
        planned = PlannedDated(self, catalogue, asked, References.of(catalogue, rows))
        planned.read(rows)
        return planned

    def believed(self, catalogue: Catalogue, keys: Collection[Key]) -> dict[Key, list[Any]]:
        """Return what is believed of these entries, by key."""
        first = catalogue.column(catalogue.keys[0]).at
        rows = self.model.objects.believed().filter(**{f"{first}__in": {key[0] for key in keys}})
        found: dict[Key, list[Any]] = defaultdict(list)
        for row in rows.select_related(*self._paths(catalogue)).order_by("during"):
            found[catalogue.key_of(row)].append(row)
        return found

    def _of(self, catalogue: Catalogue, key: Key) -> QuerySet[Any]:
        where = {catalogue.column(name).at: part for name, part in zip(catalogue.keys, key, strict=True)}
        found: QuerySet[Any] = self.model.objects.filter(**where).select_related(*self._paths(catalogue))
        return found

    def _paths(self, catalogue: Catalogue) -> set[str]:
        return {column.at.rpartition("__")[0] for column in catalogue.columns if "__" in column.at}


@dataclass
class PlannedDated:
    """What rows come to: the days of each entry before and after, and a step for each row."""

    keeper: Dated
    catalogue: Catalogue
    asked: Asked
    refs: References
    steps: list[EntryStep] = field(default_factory=list)
    before: dict[Key, list[Stretch]] = field(default_factory=dict)
    after: dict[Key, Timeline] = field(default_factory=dict)
    holders: dict[str, UUID] = field(default_factory=dict)

    def read(self, rows: list[Row]) -> None:
        believed = self.keeper.believed(self.catalogue, {row.key for row in rows})
        for key in {row.key for row in rows}:
            stretches = [self._stretch(row) for row in believed.get(key, ())]
            self.before[key], self.after[key] = stretches, Timeline(list(stretches))
        fresh = {row.key[0]: self.after[row.key] for row in rows}
        for row in sorted(rows, key=lambda row: (row.since or date.min, row.line.number)):
            if self.refs.check(row, self.asked.problems, fresh):
                self._take(row, fresh)
        self.keeper.check(self)
        self.steps.sort(key=lambda step: step.line.number)

    def changing(self) -> list[EntryStep]:
        return [step for step in self.steps if step.change != Change.UNCHANGED]

    def write(self, *, by: Actor, at: datetime) -> None:
        self._enter_holders()
        gone: list[Stretch] = []
        come: list[tuple[Key, Stretch]] = []
        for key, timeline in self.after.items():
            gone += [one for one in self.before[key] if one not in timeline.stretches]
            come += [(key, one) for one in timeline.stretches if one not in self.before[key]]
        withdrawn = self.keeper.model.objects.believed().filter(pk__in=[one.origin.pk for one in gone])
        if withdrawn.update(known_to=at) != len(gone):
            raise Stale(_("Thông tin này vừa được người khác sửa; hãy tải lại trang."))
        made = [self._row(key, one, at) for key, one in come]
        self.keeper.model.objects.bulk_create(made, batch_size=BATCH)
        self.keeper.settle(self)
        record_steps(self.catalogue, self.changing(), self._subject, by=by, at=at)

    def say(self, step_or_row: EntryStep | Row, column: str, words: str) -> None:
        self.asked.problems.add(step_or_row.line, column, words)

    def _take(self, row: Row, fresh: Mapping[str, Timeline]) -> None:
        since = row.since or date.min
        timeline = self.after[row.key]
        former = timeline.on(since)
        if self._changes_holder(row):
            return
        if former is None and not self._is_whole(row):
            return
        said = {name: value for name, value in row.said.items() if name not in self.catalogue.keys}
        values = said if former else self._blank() | said
        try:
            before, after = timeline.take(Said(since, values, row.until, row.basis))
        except Clash as clash:
            words = _("Đã có thông tin khác từ ngày %(day)s; hãy ghi “Đến hết ngày” trước ngày ấy.")
            self.say(row, "until", words % {"day": day_words(clash.other.since)})
            return
        step = self._step(row, before, after)
        if step.change in {Change.NEW, Change.CHANGED}:
            self.refs.check_day(row, since, self.asked.problems, fresh)
        self.steps.append(step)

    def _step(self, row: Row, before: Stretch | None, after: Stretch) -> EntryStep:
        was, now = self._codes(before), self._codes(after)
        if before is not None and row.since != before.since and after.since == row.since:
            was["since"] = ""  # it begins another stretch: the day is part of what is new
        changed = {name: now[name] for name in now if now[name] != was.get(name, "")}
        change, verb = _judged(before, after, changed)
        said = (
            (_("Đính chính từ ngày %(day)s.") % {"day": day_words(after.since)},) if verb == CORRECTED else ()
        )
        return EntryStep(
            row.line,
            change,
            self._called(row.key, after.values),
            {name: was.get(name, "") for name in changed},
            changed,
            said,
            row=row,
            verb=verb,
            seen=str(before.origin.pk) if before and before.origin else "",
            shown=partial(in_words, self.catalogue),
            told={"on": str(row.since), "basis": row.basis or ""},
        )

    def _codes(self, stretch: Stretch | None) -> dict[str, str]:
        if stretch is None:
            return {}
        columns = [column for column in self.catalogue.others if column.name in stretch.values]
        last = date.fromordinal(stretch.until.toordinal() - 1).isoformat() if stretch.until else ""
        days = {"since": stretch.since.isoformat() if stretch.since else "", "until": last}
        return codes_of(columns, stretch.values) | days | {"basis": stretch.basis}

    def _called(self, key: Key, values: Mapping[str, Any]) -> str:
        name = values.get("name") or values.get("title") or ""
        return f"{' – '.join(key)}: {name}" if name else " – ".join(key)

    def _changes_holder(self, row: Row) -> bool:
        """Say what the row would change of what was said once and stays."""
        for column in self.catalogue.others:
            known = self.before[row.key]
            kept = known[0].values[column.name] if known else None
            if column.of_holder and known and row.said.get(column.name, kept) != kept:
                words = _("Đã ghi là %(code)s; cột này không đổi được.")
                self.say(row, column.name, words % {"code": kept})
                return True
        return False

    def _is_whole(self, row: Row) -> bool:
        missing = [one.name for one in self.catalogue.others if one.needed and one.name not in row.said]
        for name in missing:
            self.say(row, name, _("Ô này là bắt buộc."))
        return not missing

    def _blank(self) -> dict[str, Any]:
        return {column.name: column.kind.empty for column in self.catalogue.others}

    def _stretch(self, row: Any) -> Stretch:
        values = {column.name: column.value_of(row) for column in self.catalogue.others}
        return Stretch(row.during.lower, row.during.upper, values, row.source, row)

    def _enter_holders(self) -> None:
        """Make the things that the rows enter, and know the keys of all."""
        model = self.keeper.holder_model
        if model is None:
            return
        codes = [key[0] for key in self.after]
        self.holders = dict(model._default_manager.filter(code__in=codes).values_list("code", "pk"))
        made = [
            model(code=key[0], **self._of_holder(model, timeline.stretches[-1].values))
            for key, timeline in self.after.items()
            if key[0] not in self.holders and timeline.stretches
        ]
        model._default_manager.bulk_create(made, batch_size=BATCH)
        fresh = {one.code: one.pk for one in made}
        self.holders |= fresh
        self.refs.learn(fresh, model)

    def _of_holder(self, model: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a thing says of itself: what stays, and what repeats its latest version."""
        own = {known.attname for known in model._meta.concrete_fields}
        prefix = f"{self.keeper.holder}__"
        columns = [one for one in self.catalogue.others if attribute_of(one, prefix) in own]
        return self.refs.stored(values, columns, prefix)

    def _row(self, key: Key, stretch: Stretch, at: datetime) -> Versioned:
        origin = stretch.origin
        values = _values(origin) if origin is not None else {}
        during, basis = DateRange(stretch.since, stretch.until), stretch.basis
        values |= {"id": new_key(), "during": during, "known_from": at, "known_to": None, "source": basis}
        columns = [one for one in self.catalogue.others if not one.of_holder]
        said = dict(stretch.values)
        if not self.keeper.holder:
            columns = [one for one in self.catalogue.columns if not one.of_holder]
            said |= dict(zip(self.catalogue.keys, key, strict=True))
        else:
            values[f"{self.keeper.holder}_id"] = self.holders[key[0]]
        changed = [one for one in columns if origin is None or one.value_of(origin) != said[one.name]]
        values |= self.refs.stored(said, changed)
        if origin is not None:
            values["assumed"] = _still_assumed(origin.assumed, changed)
        return self.keeper.model(**values)

    def _subject(self, step: EntryStep) -> Subject:
        key = step.row.key if step.row else ()
        if self.keeper.holder:
            return self.keeper.holder_model._meta.label_lower, self.holders[key[0]]
        return self.catalogue.own_subject(key)


def _values(row: Versioned) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _judged(before: Stretch | None, after: Stretch, changed: Mapping[str, str]) -> tuple[Change, str]:
    """Return what a row does, and the verb of its act."""
    if before is None:
        return Change.NEW, ENTERED
    if not changed:
        return Change.UNCHANGED, ""
    ends = after.until is not None and (before.until is None or after.until < before.until)
    if ends and not changed.keys() - {"until", "basis"}:
        return Change.ENDED, ENDED
    return Change.CHANGED, CORRECTED if after.since == before.since else CHANGED


def _still_assumed(assumed: str, changed: Iterable[Column]) -> str:
    """Return which columns no source states, after these have been said anew."""
    said = {one.at for one in changed} | {one.name for one in changed}
    return ";".join(name for name in assumed.split(";") if name not in said)


def _content(catalogue: Catalogue, row: Any) -> object:
    shown = [
        (one, one.kind.words(one.value_of(row), row.during.lower or date.min)) for one in catalogue.others
    ]
    words = "; ".join(f"{one.words}: {said}" for one, said in shown if said not in {"", None})
    return Struck(words) if row.known_to else words


def _known(row: Any) -> object:
    if row.known_to is None:
        return moment_words(row.known_from)
    given_up = _("đã thay bằng thông tin khác lúc %(moment)s") % {"moment": moment_words(row.known_to)}
    return Lines(moment_words(row.known_from), given_up)
