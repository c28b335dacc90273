"""What every installation begins with: fields of work, schemes of codes, kinds of units and of reference points."""

import csv
from datetime import date
from pathlib import Path
from typing import Final

from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.directory.models import CodeScheme, FieldOfWork, PointKind, UnitKind
from lienthong.directory.unit_kinds import read_unit_kinds

DATA: Final = Path(__file__).parents[1] / "data"


def write_catalogues() -> dict[str, int]:
    """Write the catalogues down, inside the act that makes an installation; return how many rows of each."""
    return {
        "unit_kinds": len(UnitKind.objects.bulk_create(read_unit_kinds())),
        "fields": len(FieldOfWork.objects.bulk_create(read_fields())),
        "point_kinds": len(PointKind.objects.bulk_create(PointKind(**row) for row in _rows("point_kinds"))),
        "code_schemes": len(CodeScheme.objects.bulk_create(read_code_schemes())),
    }


def read_fields() -> list[FieldOfWork]:
    return [FieldOfWork(**row) for row in _rows("fields")]


def read_code_schemes() -> list[CodeScheme]:
    """Return the schemes of identifiers; the first days that are our reading are marked in the table."""
    return [
        CodeScheme(
            code=row["code"],
            name=row["name"],
            name_en=row["name_en"],
            form=row["form"],
            source=row["source"],
            during=DateRange(date.fromisoformat(row["from"]), None),
        )
        for row in _rows("code_schemes")
    ]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
