"""The files of the demo province: rows of text, dates and ranges."""

import csv
import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.directory.catalogue.shipped import DATA as CATALOGUES

DATA = Path(__file__).parent / "data"
EVERYWHERE = (
    "unit_kinds",
    "fields",
    "code_schemes",
    "point_kinds",
)  # not the demo's own: every installation begins with them
Row = dict[str, str]


def file_of(name: str) -> Path:
    return (CATALOGUES if name in EVERYWHERE else DATA) / f"{name}.csv"


def rows(name: str) -> list[Row]:
    with file_of(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def sha256(name: str) -> str:
    return hashlib.sha256(file_of(name).read_bytes()).hexdigest()


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def during(row: Row) -> DateRange:
    """Return [from, to); an empty end is open."""
    return DateRange(day(row["from"]), day(row["to"]))


def decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def words(text: str) -> list[str]:
    return [word for word in text.split(";") if word]
