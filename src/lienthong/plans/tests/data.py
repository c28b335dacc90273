"""The files of the plan and of the demo's figures, read as rows, and the light that a figure gives."""

import csv
from fractions import Fraction
from pathlib import Path

from lienthong.measures.rules.values import value_of
from lienthong.plans.rules import Aim, Light, light_of

Row = dict[str, str]

DATA = Path(__file__).parents[1] / "data"
DEMO = Path(__file__).parents[2] / "web" / "demo" / "data"
LIGHTS = {
    "exceeded": "Đạt và vượt:",
    "met": "Đạt:",
    "on_track": "Có khả năng đạt",
    "at_risk": "Khó đạt:",
    "missed": "Không đạt:",
}


def rows(name: str, folder: Path = DATA) -> list[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def split(text: str) -> list[str]:
    return [part for part in text.split(";") if part]


def steps(target: Row) -> dict[int, Fraction]:
    pairs = (step.split(":") for step in split(target["steps"]))
    return {int(year): Fraction(at) for year, at in pairs}


def value(target: Row, numerator: str, denominator: str) -> Fraction:
    reached = value_of(target["value"], Fraction(numerator), Fraction(denominator or 1))
    assert reached is not None
    return reached


def light(target: Row, year: int, reached: Fraction) -> str | None:
    """Return the light of a year's figure; a year before the first step only says whence."""
    aim = Aim(
        operator=target["operator"],
        threshold=Fraction(target["threshold"]),
        exceeded=Fraction(target["exceeded"]) if target["exceeded"] else None,
        upward=target["direction"] == "up",
        by_year=None if target["by"] == "yearly" else int(target["by"]),
        steps=steps(target),
    )
    found = light_of(aim, year, reached)
    return None if found == Light.NO_DATA else str(found)


TARGETS = rows("targets")
BY_CODE = {target["code"]: target for target in TARGETS}
UNITS = {unit["code"]: unit for unit in rows("units", DEMO)}
