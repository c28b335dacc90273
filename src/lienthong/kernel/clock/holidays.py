"""The days that we ship: holidays and swaps of the years we know, with how we know them.

Source: `data/notices.csv` and `data/days.csv`. Years that are not there have no notice; nothing is guessed.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from lienthong.kernel.clock.days import Confidence, DayKind, SpecialDay
from lienthong.kernel.clock.hours import WeeklyHours, Worked, office_week

# Forty hours in five days (Quyết định 188/1999/QĐ-TTg); the hours themselves are a sample.
SAMPLE_HOURS: Final = WeeklyHours.of(office_week("07:30-11:30", "13:30-17:30"))


@dataclass(frozen=True, slots=True)
class ShippedNotice:
    year: int
    known_on: date
    title: str
    document: str
    source: str
    days: tuple[SpecialDay, ...]


@cache
def shipped_notices() -> tuple[ShippedNotice, ...]:
    """Return the notices in the order of their years."""
    days: dict[str, list[SpecialDay]] = {}
    for row in _rows("days.csv"):
        days.setdefault(row["year"], []).append(_day(row))
    return tuple(
        ShippedNotice(
            year=int(row["year"]),
            known_on=date.fromisoformat(row["known_on"]),
            title=row["title"],
            document=row["document"],
            source=row["source"],
            days=tuple(days[row["year"]]),
        )
        for row in _rows("notices.csv")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("lienthong.kernel.clock") / "data" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _day(row: dict[str, str]) -> SpecialDay:
    return SpecialDay(
        date.fromisoformat(row["day"]),
        DayKind(row["kind"]),
        row["title"],
        Worked(row["worked"]),
        date.fromisoformat(row["in_place_of"]) if row["in_place_of"] else None,
        Confidence(row["confidence"]),
    )
