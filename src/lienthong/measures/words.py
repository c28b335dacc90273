"""How figures read: a ratio in percent, a count as it is, what cannot be divided in words."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.kernel.languages import either
from lienthong.kernel.ui.formats import number_words
from lienthong.measures.indicators import Figure
from lienthong.measures.models import Definition, Rule

COMPUTED = gettext_lazy("Tính từ hệ thống")
FREQUENCIES = {
    "year": gettext_lazy("Hằng năm"),
    "half": gettext_lazy("Sáu tháng"),
    "quarter": gettext_lazy("Hằng quý"),
}


def value_words(figure: Figure) -> str:
    """Return "98,63%", "21.914" or "Không xác định"; halves are rounded up, as offices do."""
    value = figure.value
    if value is None:
        return _("Không xác định")
    if figure.indicator.unit == "%":
        return f"{number_words(_rounded(value * 100), 2)}%"
    return number_words(shown_count(value))


def amount_words(value: Fraction | None, definition: Definition) -> str:
    """Return "76,27%", "1,46 km/điểm", "có"; a value that is undefined says so."""
    if value is None:
        return _("Không xác định")
    if definition.rule == Rule.STATE:
        return _("có") if value else _("không")
    number, unit = plain_words(value, definition), unit_words(definition)
    return f"{number}%" if unit == "%" else f"{number} {unit}"


def plain_words(value: Fraction, definition: Definition) -> str:
    """Return the value as on a chart, whose caption names the unit: "35,19", "có"."""
    if definition.rule == Rule.STATE:
        return amount_words(value, definition)
    return number_words(_rounded(value).normalize() if value else 0)


def moved_words(difference: Fraction, definition: Definition) -> str:
    """Return "+4,99 thuê bao/100 dân", "+12,6 điểm %": percentages differ by points."""
    number = number_words(_rounded(difference).normalize() if difference else 0)
    unit = unit_words(definition)
    return f"{'+' if difference > 0 else ''}{number} {_('điểm %') if unit == '%' else unit}"


def unit_words(definition: Definition) -> str:
    return either(definition.unit, definition.unit_en)


def pair_words(numerator: Fraction, denominator: Fraction | None) -> str:
    """Return "235 ÷ 285", as it was entered."""
    parts = [numerator] if denominator is None else [numerator, denominator]
    return " ÷ ".join(number_words(_exact(part)) for part in parts)


def share_words(share: Fraction | None) -> str:
    """Return how much of the plan is reached, in percent."""
    return f"{number_words(_rounded(share * 100), 1)}%" if share is not None else ""


def shown_count(count: int | Fraction) -> int | Decimal:
    """Return a count as it is shown: whole where it is, a share of one with two decimals."""
    exact = Fraction(count)
    return int(exact) if exact.denominator == 1 else _rounded(exact)


def _exact(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _rounded(value: Fraction) -> Decimal:
    return _exact(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
