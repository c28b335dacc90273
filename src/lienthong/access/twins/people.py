"""The twin's people, all invented: citizens, an official, an enterprise; claims as the national portal names them."""

import csv
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("people.csv")


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody who can sign in at the twin. `claims` are what it tells of them, `sub` among them."""

    sub: str
    note: str
    note_en: str
    claims: dict[str, str]

    @property
    def name(self) -> str:
        return self.claims.get("TenDoanhNghiep") or self.claims["HoVaTen"]


def invented_people() -> dict[str, Invented]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {row["sub"]: _person(row) for row in csv.DictReader(lines)}


def _person(row: dict[str, str]) -> Invented:
    note, note_en = row.pop("note"), row.pop("note_en")
    return Invented(row["sub"], note, note_en, {name: value for name, value in row.items() if value})
