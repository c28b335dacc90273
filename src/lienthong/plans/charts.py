"""The way of a target as a drawing: figures by year, the way that was proposed, the line that has to be reached."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from lienthong.measures.words import amount_words, plain_words, unit_words
from lienthong.plans.series import Series
from lienthong.plans.standing import Standing

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 240, 16, 150, 28, 36


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float
    words: str
    year: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything in pixels of a drawing of `width` by `height`; `way`, `entered` and `steps` are points of lines.

    `entered` is there where the way is computed for some years: what was entered for all of them; `aim_y` where
    something is aimed at.
    """

    width: int
    height: int
    points: list[Point]
    way: str
    entered: str
    steps: str
    aim_y: float | None
    aim_words: str
    years: list[tuple[float, int]]
    right: int
    unit: str


def chart_of(one: Series) -> Chart | None:
    """Return the drawing; None where fewer than two things could be shown."""
    reached = {year: entry.value for year, entry in one.by_year.items() if entry.value is not None}
    if one.year is not None and not one.over and one.latest and one.latest.value is not None:
        reached[one.year] = one.latest.value
    beside = _beside(one)
    aim = one.aim if isinstance(one, Standing) else None
    steps, aims = (dict(aim.steps), [aim.threshold]) if aim else ({}, [])
    years = sorted({*reached, *steps})
    if len(years) < 2 or not reached:
        return None
    scale = _scale([*reached.values(), *beside.values(), *steps.values(), *aims])

    def place(year: int, value: Fraction) -> tuple[float, float]:
        across = (year - years[0]) / (years[-1] - years[0])
        return round(LEFT + across * (WIDTH - LEFT - RIGHT), 1), scale(value)

    points = [Point(*place(year, value), _words(one, year, value), year) for year, value in reached.items()]
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        points=points,
        way=_line((point.x, point.y) for point in points),
        entered=_line(place(year, value) for year, value in beside.items()),
        steps=_line(place(year, value) for year, value in sorted(steps.items())),
        aim_y=scale(aim.threshold) if aim else None,
        aim_words=amount_words(aim.threshold, one.definition) if aim else "",
        years=[(place(year, Fraction())[0], year) for year in years],
        right=WIDTH - RIGHT,
        unit=unit_words(one.definition),
    )


def _words(one: Series, year: int, value: Fraction) -> str:
    """Return the value; of a year that has none of its own yet, up to which month it is known."""
    words = plain_words(value, one.definition, one.marks(year))
    if year in one.by_year:
        return words
    return _("%(value)s (%(months)s tháng)") % {"value": words, "months": max(one.so_far[year])}


def _beside(one: Series) -> dict[int, Fraction]:
    """Return the entered series where a computed one has taken its place; otherwise nothing to draw beside."""
    if not one.computed:
        return {}
    return {year: entry.value for year, entry in one.entered_by_year.items() if entry.value is not None}


def _scale(values: list[Fraction]) -> Callable[[Fraction], float]:
    """Return the function from a value to its height; the least stands at the foot, the most at the top."""
    low, room = min(values), (max(values) - min(values)) or Fraction(1)
    return lambda value: round(HEIGHT - BOTTOM - float((value - low) / room) * (HEIGHT - TOP - BOTTOM), 1)


def _line(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in places)
