"""How far a year has come while it has no figure of its own: its halves and quarters, as its definition adds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from uuid import UUID

from lienthong.measures.checking import ADD_UP
from lienthong.measures.entered import RANK, Entered, best
from lienthong.measures.periods import end_month, split
from lienthong.measures.rules.values import value_of

# Up to which month of the year: the quarter that ends there, and the period of the year that does.
STEPS: Final = {3: ("Q1", ""), 6: ("Q2", "H1"), 9: ("Q3", "9M"), 12: ("Q4", "")}


@dataclass(frozen=True, slots=True)
class SoFar:
    """Quarters added up to the last of them; as sure as the least sure of them."""

    unit_id: UUID
    period: str
    numerator: Fraction
    denominator: Fraction | None
    rule: str
    maturity: str
    kind: str

    @property
    def value(self) -> Fraction | None:
        return value_of(self.rule, self.numerator, self.denominator)


Part = Entered | SoFar


def parts_of_years(entries: Iterable[Entered], unit: UUID, adds: str) -> dict[int, dict[int, Part]]:
    """Return, for each year of one unit, what is known up to which month of it: {2015: {6: …, 9: …}}."""
    years: dict[int, dict[str, list[Entered]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        year, part = split(entry.period)
        if part and entry.unit_id == unit:
            years[year][part].append(entry)
    return {year: _up_to(_standing(parts), adds) for year, parts in sorted(years.items())}


def _standing(parts: dict[str, list[Entered]]) -> dict[str, Entered]:
    found = {part: best(entries) for part, entries in parts.items()}
    return {part: entry for part, entry in found.items() if entry is not None}


def _up_to(known: dict[str, Entered], adds: str) -> dict[int, Part]:
    """Return the figure up to each month: where periods add, quarters are added from the first without a gap."""
    if adds not in ADD_UP:
        return {end_month(entry.period): entry for _part, entry in sorted(known.items(), reverse=True)}
    found: dict[int, Part] = {}
    for month, (quarter, together) in STEPS.items():
        before = found.get(month - 3)
        if together in known:
            found[month] = known[together]
        elif quarter in known and (before or quarter == "Q1"):
            found[month] = _sum(before, known[quarter]) if before else known[quarter]
    return found


def _sum(before: Part, last: Entered) -> SoFar:
    """Return both as one: numerators and denominators are added, never ratios."""
    both = (before, last)
    denominators = [part.denominator for part in both if part.denominator is not None]
    return SoFar(
        unit_id=last.unit_id,
        period=last.period,
        numerator=before.numerator + last.numerator,
        denominator=sum(denominators, Fraction()) if denominators else None,
        rule=last.rule,
        maturity=min((part.maturity for part in both), key=RANK.__getitem__),
        kind=last.kind,
    )
