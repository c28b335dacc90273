"""How points and their figures read."""

from decimal import ROUND_HALF_UP, Decimal

from lienthong.infrastructure.radius import Territory
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.formats import number_words


def radius_words(one: Territory) -> type_of_reason:
    """Return "1,46", or why there is no figure."""
    if one.value is None:
        return one.lacking
    exact = Decimal(one.value.numerator) / Decimal(one.value.denominator)
    return number_words(exact.quantize(Decimal("0.01"), ROUND_HALF_UP), 2)
