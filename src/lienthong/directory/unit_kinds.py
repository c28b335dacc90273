"""The kinds of units a new installation starts with: data, with the days on which such units may exist."""

import csv
from datetime import date
from pathlib import Path
from typing import Final

from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.directory.models import UnitKind

TABLE: Final = Path(__file__).parent / "data" / "unit_kinds.csv"
ANY: Final = "agency"  # what an office is when its name says no more


def read_unit_kinds(path: Path = TABLE) -> list[UnitKind]:
    """Return the kinds of the table, not yet saved."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [_kind(row) for row in csv.DictReader(lines)]


def kind_by_name(name: str, day: date, known: list[UnitKind]) -> UnitKind:
    """Return the kind that the name begins with, of those that exist on the day; the longest says most."""
    said = [kind for kind in known if _exists(kind, day) and f"{name.casefold()} ".startswith(_begins(kind))]
    if said:
        return max(said, key=lambda kind: len(kind.name))
    return next(kind for kind in known if kind.code == ANY)


def _kind(row: dict[str, str]) -> UnitKind:
    since, until = (date.fromisoformat(row[name]) if row[name] else None for name in ("from", "to"))
    return UnitKind(
        code=row["code"],
        name=row["name"],
        name_en=row["name_en"],
        tier=row["tier"],
        has_seal=row["has_seal"] == "yes",
        under_committee=row["under_committee"] == "yes",
        during=DateRange(since, until) if since or until else None,
    )


def _begins(kind: UnitKind) -> str:
    return f"{kind.name.casefold()} "


def _exists(kind: UnitKind, day: date) -> bool:
    return kind.during is None or day in kind.during
