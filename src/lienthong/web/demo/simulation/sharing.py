"""How many copies each year gets, so that there are as many cases and acts as the terms say. Pure."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final
from uuid import UUID

MOST_COPIES: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Family:
    """A case with all its parts: what is copied together. `acts` of them are copied."""

    cases: tuple[UUID, ...]
    acts: int


@dataclass(frozen=True, slots=True)
class Share:
    """The copies of one year: so many of everything, the first of them with this ordinal, and one more of a part."""

    year: int
    first: int
    whole: int
    part: tuple[UUID, ...]


def share_out(by_year: Mapping[int, Sequence[Family]], *, cases: int, acts: int, seed: int) -> list[Share]:
    """Return the shares of all years: about alike, together at least so many cases and acts."""
    years = [year for year, families in by_year.items() if families]
    if not years or cases <= 0:
        return []
    wanted = max(cases, ceil(acts / _acts_per_case([by_year[year] for year in years])))
    shares: list[Share] = []
    first = 0
    for ordinal, year in enumerate(years, start=1):
        of_year = wanted * ordinal // len(years) - wanted * (ordinal - 1) // len(years)
        whole, rest = divmod(of_year, sum(len(family.cases) for family in by_year[year]))
        part = _some(by_year[year], rest, random.Random(seed * 10_000 + year))
        shares.append(Share(year, first, whole, part))
        first += whole + bool(part)
    if first > MOST_COPIES:
        raise ValueError(f"{first} copies: the keys of a copy hold {MOST_COPIES}")
    return shares


def _some(families: Sequence[Family], cases: int, dice: random.Random) -> tuple[UUID, ...]:
    """Return the cases of families drawn until there are at least so many."""
    drawn: list[UUID] = []
    for family in dice.sample(families, len(families)):
        if len(drawn) >= cases:
            break
        drawn += family.cases
    return tuple(drawn)


def _acts_per_case(by_year: Sequence[Sequence[Family]]) -> float:
    """Return the mean over years that have equal numbers of cases."""
    ratios = [
        sum(family.acts for family in families) / sum(len(family.cases) for family in families)
        for families in by_year
    ]
    return sum(ratios) / len(ratios)
