"""Periods of a regime: year, half, nine months, quarter, month; named `2012`, `2012-Q1`, `2012-03`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lienthong.kernel.refusals import Invalid
from lienthong.measures.asking import Period
from lienthong.measures.regimes import Regime

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a reporting year: its words, its first month, how many months."""

    words: str
    first: int
    months: int


PARTS: Final = {
    "": Part(gettext_noop("Năm %(year)s"), 1, 12),
    "H1": Part(gettext_noop("6 tháng đầu năm %(year)s"), 1, 6),
    "9M": Part(gettext_noop("9 tháng năm %(year)s"), 1, 9),
    "Q1": Part(gettext_noop("Quý I năm %(year)s"), 1, 3),
    "Q2": Part(gettext_noop("Quý II năm %(year)s"), 4, 3),
    "Q3": Part(gettext_noop("Quý III năm %(year)s"), 7, 3),
    "Q4": Part(gettext_noop("Quý IV năm %(year)s"), 10, 3),
    **{f"{month:02}": Part(gettext_noop("Tháng %(month)s năm %(year)s"), month, 1) for month in range(1, 13)},
}
YEAR, HALF, QUARTER = ("",), ("", "H1", "9M"), ("", "Q1", "H1", "Q2", "9M", "Q3", "Q4")
OF_FREQUENCY: Final = {"year": YEAR, "half": HALF, "quarter": QUARTER}
_CODE = re.compile(r"([0-9]{4})(?:-([0-9A-Z]{2}))?")


def period_of(regime: Regime, code: str) -> Period:
    """Return the period that a code names in a regime. Raises `Invalid` for a code that names none."""
    found = _CODE.fullmatch(code)
    year, part = (int(found[1]), PARTS.get(found[2] or "")) if found else (0, None)
    if part is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid(_("Không có kỳ số liệu này."), field="period")
    start, end = regime.start(year, part.first), regime.start(year, part.first + part.months)
    label = f"{_words(part, year)} ({start:%d/%m/%Y} – {end - timedelta(days=1):%d/%m/%Y})"
    return Period(start, end, label)


def names_of_year(year: int) -> Iterator[tuple[str, str]]:
    """Yield the periods of one year as (code, words), the longest first."""
    for code, part in PARTS.items():
        yield f"{year}-{code}" if code else str(year), _words(part, year)


def names_of_frequency(frequency: str, year: int) -> Iterator[tuple[str, str]]:
    """Yield the periods of one year for which figures of a frequency are entered, as (code, words)."""
    known = dict(names_of_year(year))
    codes = (f"{year}-{part}" if part else str(year) for part in OF_FREQUENCY[frequency])
    return ((code, known[code]) for code in codes)


def split(code: str) -> tuple[int, str]:
    """Return the year of a code and its part: (2012, "H1"); the part of a whole year is empty."""
    year, _dash, part = code.partition("-")
    return int(year), part


def end_month(code: str) -> int:
    """Return the last month that a period reaches, counted in its reporting year."""
    part = PARTS[split(code)[1]]
    return part.first + part.months - 1


def period_words(code: str) -> str:
    """Return how a period is told beside a figure: "2012", "6 tháng đầu năm 2012"."""
    year, part = split(code)
    return _words(PARTS[part], year) if part else code


def _words(part: Part, year: int) -> str:
    return _(part.words) % {"year": year, "month": part.first}
