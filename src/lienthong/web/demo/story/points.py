"""The department loads the service points that enterprises report, and closes those that end later."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from itertools import groupby
from typing import Final
from uuid import UUID

from lienthong.directory.models import Unit
from lienthong.infrastructure.correcting import close_point
from lienthong.infrastructure.loading import load_points
from lienthong.infrastructure.models import ServicePointVersion
from lienthong.infrastructure.rules.files import COLUMNS
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.vault.attaching import File
from lienthong.kernel.vault.keeping import keep
from lienthong.web.demo.reading import Row, rows
from lienthong.web.demo.story.players import Players
from lienthong.web.demo.story.stage import Deed, Stage

DEPARTMENT: Final = "STTTT"
AFTERNOON: Final = time(14, 20)


def plan_points(stage: Stage, players: Players) -> None:
    """Put each report of points, and each closing, on the programme."""
    department = Unit.objects.get(code=DEPARTMENT).pk
    listed = sorted(rows("service_points"), key=lambda row: (row["reported_on"], row["code"]))
    for day, report in groupby(listed, key=lambda row: row["reported_on"]):
        kept = list(report)
        stage.plan(_afternoon(day), _loading(kept, players, department))
        for row in kept:
            if row["to"] > day:
                stage.plan(_afternoon(row["to"]), _closing(row, players, department))


def _loading(report: list[Row], players: Players, department: UUID) -> Deed:
    return lambda at: _load(report, _officer(players, department, at), at)


def _closing(row: Row, players: Players, department: UUID) -> Deed:
    return lambda at: _close(row, _officer(players, department, at), at)


def content_of(report: Sequence[Mapping[str, str]]) -> bytes:
    """Return the lines as the enterprise's file held them: an end that is still to come is not known yet."""
    out = io.StringIO(newline="")
    written = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
    written.writeheader()
    written.writerows(row if row["to"] <= row["reported_on"] else {**row, "to": ""} for row in report)
    return out.getvalue().encode()


def _load(report: list[Row], by: Actor, at: datetime) -> None:
    name = f"diem-phuc-vu-{at:%Y-%m}.csv"
    content = content_of(report)
    file = File(name, keep(io.BytesIO(content), name=name))
    load_points(name, content, file=file, by=by, at=at)


def _close(row: Row, by: Actor, at: datetime) -> None:
    """Close the point where it was; one that moved is reported again from its new address."""
    there = ServicePointVersion.objects.believed().filter(during__upper_inf=True)
    version = there.get(point__code=row["code"])
    close_point(version.pk, on=date.fromisoformat(row["to"]), reason=row["reason"], by=by, at=at)


def _officer(players: Players, department: UUID, at: datetime) -> Actor:
    head = players.head(department)
    if head is None:
        raise LookupError(DEPARTMENT)
    return players.act_as(head, at)


def _afternoon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), AFTERNOON, HANOI)
