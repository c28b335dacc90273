"""Agencies report the figures of the plan's targets, each on its day; some are put right later."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from lienthong.directory.models import Unit
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.vault.attaching import File
from lienthong.measures.absent import say_absent_in
from lienthong.measures.checking import Said
from lienthong.measures.entering import correct_in, enter_in
from lienthong.measures.models import Definition, Entry
from lienthong.measures.periods import split
from lienthong.measures.selectors import latest_definitions
from lienthong.web.demo.reading import Row, decimal, rows
from lienthong.web.demo.story.players import Players
from lienthong.web.demo.story.stage import Deed, Stage

BEGAN = 2011  # the directory of the demo knows no unit before
MORNING = timedelta(hours=9, minutes=10)


def plan_reports(stage: Stage, players: Players) -> None:
    """Put the reports on the programme: one for each day and agency, with why something is missing."""
    known = [row for row in rows("figures") if split(row["period"])[0] >= BEGAN]
    known = sorted([*known, *rows("figures_missing")], key=_report)
    units = dict(Unit.objects.values_list("code", "pk"))
    for (at, code), report in groupby(known, key=_report):
        stage.plan(at, _reporter(stage, players, units, units[code], list(report)))


def _reporter(
    stage: Stage, players: Players, units: Mapping[str, UUID], agency: UUID, report: list[Row]
) -> Deed:
    def say(at: datetime) -> None:
        reporter = players.head(agency)
        if reporter is not None:
            _enter(report, units, stage.table, by=players.act_as(reporter, at), at=at)

    return say


@action
def _enter(report: list[Row], units: Mapping[str, UUID], table: File, *, by: Actor, at: datetime) -> None:
    """Enter the figures of one report; one that was entered before is put right, with the reason."""
    definitions = latest_definitions({row["target"] for row in report})
    for row in report:
        definition = definitions[row["target"]]
        if "reason" in row:
            reason = {"reason": row["reason"], "reason_en": row["reason_en"]}
            say_absent_in(definition, units[row["unit"]], row["period"], **reason, by=by, at=at)
            continue
        said = _said(row, units)
        before, files = _standing(definition, said), _evidence(row, table)
        if before is None:
            enter_in(definition, said, files=files, by=by, at=at)
        else:
            more = {"reason": row["note"], "reason_en": row["note_en"]}
            correct_in(before, said, files=files, **more, by=by, at=at)


def _evidence(row: Row, table: File) -> list[File]:
    """Return what a report of the whole province brings with its final figures."""
    whole = row["unit"] == "UBND" and row["maturity"] == "final" and row["figure_kind"] == "reported"
    return [table] if whole else []


def _standing(definition: Definition, said: Said) -> Entry | None:
    same = Entry.objects.filter(definition=definition, unit=said.unit_id, period=said.period)
    return same.filter(maturity=said.maturity, revised_by__isnull=True).first()


def _said(row: Row, units: Mapping[str, UUID]) -> Said:
    numerator = decimal(row["numerator"])
    if numerator is None:
        raise LookupError(f"{row['target']} {row['period']}")
    return Said(
        unit_id=units[row["unit"]],
        period=row["period"],
        numerator=numerator,
        denominator=decimal(row["denominator"]),
        maturity=row["maturity"],
        source=row["source"],
        source_en=row["source_en"],
        kind=row["figure_kind"],
    )


def _report(row: Row) -> tuple[datetime, str]:
    day = datetime.fromisoformat(row["reported_on"]).replace(tzinfo=HANOI)
    return day + MORNING, row["reported_by"]
