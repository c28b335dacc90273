"""Which profile may do what, from our dated table."""

import csv
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.access.models import ProfileCapability

TABLE = Path(__file__).parent / "data" / "capabilities.csv"


def load_capabilities(path: Path = TABLE) -> int:
    """Read the table; running it twice changes nothing. Returns how many rows it holds."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for line in csv.DictReader(lines) for row in _rows(line)]
    with transaction.atomic():
        ProfileCapability.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _rows(line: dict[str, str]) -> list[ProfileCapability]:
    during = DateRange(date.fromisoformat(line["from"]), _day(line["to"]))
    return [
        ProfileCapability(profile=line["profile"], capability=capability, during=during)
        for capability in line["capabilities"].split(";")
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
