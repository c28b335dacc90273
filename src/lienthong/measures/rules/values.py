"""From numerator and denominator to the value; what cannot be divided is undefined, never 0."""

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from lienthong.measures.models.definition import Rule

Amount = Fraction
Pair = tuple[Amount, Amount | None]


def value_of(rule: str, numerator: Amount, denominator: Amount | None) -> Fraction | None:
    """Return the value, or None where it is undefined.

    The radius is that of the circle which each of `denominator` points would serve on `numerator` square
    kilometres, √(S/πN): 331,000 km² and 18,502 points give 2.39 km (White Book, 12/2008). Never averaged.
    """
    if rule in UNDIVIDED:
        return UNDIVIDED[rule](numerator, denominator or Fraction())
    if not denominator:
        return None
    return DIVIDED[rule](numerator, denominator)


def _radius(area: Amount, points: Amount) -> Fraction | None:
    return Fraction(math.sqrt(area / points / Fraction(math.pi))) if area >= 0 and points > 0 else None


UNDIVIDED: Mapping[str, Callable[[Amount, Amount], Fraction]] = {
    Rule.PLAIN: lambda n, _d: n,
    Rule.STATE: lambda n, _d: n,
    Rule.DIFFERENCE: lambda n, d: n - d,
}
DIVIDED: Mapping[str, Callable[[Amount, Amount], Fraction | None]] = {
    Rule.PER_HUNDRED: lambda n, d: 100 * n / d,
    Rule.RATIO: lambda n, d: n / d,
    Rule.RADIUS: _radius,
}
