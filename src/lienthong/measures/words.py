"""How figures read: a ratio in percent, a count as it is, what cannot be divided in words."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.kernel.ui.formats import number_words
from lienthong.measures.indicators import Figure

COMPUTED = gettext_lazy("Tính từ hệ thống")


def value_words(figure: Figure) -> str:
    """Return "98,63%", "21.914" or "Không xác định"; halves are rounded up, as offices do."""
    value = figure.value
    if value is None:
        return _("Không xác định")
    if figure.indicator.unit == "%":
        return f"{number_words(_rounded(value * 100), 2)}%"
    return number_words(int(value)) if value.denominator == 1 else number_words(_rounded(value))


def _rounded(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
