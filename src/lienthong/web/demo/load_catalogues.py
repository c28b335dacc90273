"""Catalogues that the demo fills as anybody would: rows that are looked at, then written by the one act."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from lienthong.directory.catalogue.carrying import import_entries
from lienthong.directory.catalogue.codes import CODE_MAP
from lienthong.directory.catalogue.places import POINTS
from lienthong.directory.catalogue.planning import plan_of
from lienthong.directory.catalogue.registry import Catalogue
from lienthong.directory.sheets.shape import Line, Lines, WrongRows
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day
from lienthong.web.demo.reading import Row, day, rows
from lienthong.web.demo.reforms import SCHEMES

Said = dict[str, object]
OLD, NEW = SCHEMES.values()


def load_catalogues(*, by: Actor, at: datetime) -> None:
    """Write down reference points, and which code of the former scheme is which of the new one."""
    _write(POINTS, (_point(row) for row in rows("points")), by=by, at=at)
    since = next(row["from"] for row in rows("code_schemes") if row["code"] == NEW)
    _write(CODE_MAP, (_mapping(row, since) for row in rows("units") if _is_mapped(row, since)), by=by, at=at)


def _write(catalogue: Catalogue, said: Iterable[Said], *, by: Actor, at: datetime) -> None:
    listed = list(said)
    lines = Lines(
        f"{catalogue.name}.csv",
        sha256(repr(listed).encode()).hexdigest(),
        tuple(Line(catalogue.sheet, number, row) for number, row in enumerate(listed, 2)),
    )
    plan = plan_of(catalogue, lines, by=by, day=local_day(at))
    if plan.problems:
        raise WrongRows(plan.problems)
    import_entries(lines, catalogue, mark=plan.mark, by=by, at=at)


def _point(row: Row) -> Said:
    names = ("code", "name", "kind", "place")
    return {**{name: row[name] for name in names}, **_days(row["from"], row["to"]), "basis": row["source"]}


def _is_mapped(row: Row, since: str) -> bool:
    return bool(row["code_qcvn102"] and row["code_qd20"]) and (not row["to"] or row["to"] > since)


def _mapping(row: Row, since: str) -> Said:
    codes = {"scheme": OLD, "code": row["code_qcvn102"], "to_scheme": NEW, "to_code": row["code_qd20"]}
    return {**codes, **_days(max(row["from"], since), row["to"]), "basis": row["source"]}


def _days(since: str, until: str) -> Said:
    ends = day(until)
    return {"since": since, "until": (ends - timedelta(days=1)).isoformat() if ends else ""}
