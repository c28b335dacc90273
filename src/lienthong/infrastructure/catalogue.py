"""The words every installation begins with: kinds of points and services, from our tables."""

import csv
from pathlib import Path
from typing import Final

from lienthong.infrastructure.models import PointKind, PointService

DATA: Final = Path(__file__).parent / "data"
TABLES: Final = {"point_kinds.csv": PointKind, "services.csv": PointService}


def stock() -> None:
    """Put in what is not there yet; what an office has reworded stays."""
    for name, model in TABLES.items():
        with (DATA / name).open(encoding="utf-8", newline="") as lines:
            model.objects.bulk_create((model(**row) for row in csv.DictReader(lines)), ignore_conflicts=True)
