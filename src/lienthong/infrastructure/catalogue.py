"""The words every installation begins with: kinds of points and services, from our tables."""

import csv
from pathlib import Path
from typing import Final

from lienthong.infrastructure.models import PointKind, PointService

DATA: Final = Path(__file__).parent / "data"


def stock() -> None:
    """Put in what is not there yet; what an office has reworded stays."""
    kinds, services = _rows("point_kinds.csv"), _rows("services.csv")
    PointKind.objects.bulk_create([PointKind(**row) for row in kinds], ignore_conflicts=True)
    PointService.objects.bulk_create([PointService(**row) for row in services], ignore_conflicts=True)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
