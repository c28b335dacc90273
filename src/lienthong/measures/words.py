"""How figures read: a ratio in percent, a count as it is, what cannot be divided in words."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.kernel.languages import either
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.formats import number_words
from lienthong.measures.indicators import Figure
from lienthong.measures.models import Definition, Kind, Rule

COMPUTED = gettext_lazy("Tính từ hệ thống")
KINDS = {
    "computed": COMPUTED,
    "derived": gettext_lazy("Tính từ chỉ tiêu khác"),
    **{kind.value: kind.label for kind in Kind},
}
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


def amount_words(value: Fraction | None, definition: Definition, marks: Iterable[Fraction] = ()) -> str:
    """Return "76,27%", "1,46 km/điểm", "có"; a value that is undefined says so.

    With `marks`, as many decimals as keep it on its side of each: 116,996 does not read as the 117 it misses.
    """
    if value is None:
        return _("Không xác định")
    if definition.rule == Rule.STATE:
        return _("có") if value else _("không")
    number, unit = plain_words(value, definition, marks), unit_words(definition)
    return f"{number}%" if unit == "%" else f"{number} {unit}"


def plain_words(value: Fraction, definition: Definition, marks: Iterable[Fraction] = ()) -> str:
    """Return the value as on a chart, whose caption names the unit: "35,19", "có"."""
    if definition.rule == Rule.STATE:
        return amount_words(value, definition)
    return _telling_words(value, 2, marks)


def moved_words(difference: Fraction, definition: Definition) -> str:
    """Return "+4,99 thuê bao/100 dân", "+12,6 điểm %": percentages differ by points."""
    number, unit = _telling_words(difference, 2, (Fraction(),)), unit_words(definition)
    return f"{'+' if difference > 0 else ''}{number} {_('điểm %') if unit == '%' else unit}"


def kind_words(kind: str) -> type_of_reason:
    """Return "Tính từ hệ thống", "Tính từ chỉ tiêu khác", "Theo báo cáo", "Trích nguồn"."""
    return KINDS[kind]


def unit_words(definition: Definition) -> str:
    return either(definition.unit, definition.unit_en)


def pair_words(numerator: Fraction, denominator: Fraction | None) -> str:
    """Return "235 ÷ 285", as it was entered."""
    parts = [numerator] if denominator is None else [numerator, denominator]
    return " ÷ ".join(number_words(_exact(part)) for part in parts)


def shared_pair_words(numerator: Fraction, denominator: Fraction | None) -> str:
    """Return "78,33 ÷ 95": shares of units that were split, with two decimals where they are not whole."""
    parts = [numerator] if denominator is None else [numerator, denominator]
    return " ÷ ".join(number_words(shown_count(part)) for part in parts)


def figure_pair_words(figure: Figure) -> str:
    return shared_pair_words(Fraction(figure.numerator), Fraction(figure.denominator))


def share_words(share: Fraction | None) -> str:
    """Return how much of the plan is reached, in percent; never "100,0%" of what is not reached."""
    if share is None:
        return ""
    places = telling_places(share * 100, 1, (Fraction(100),))
    return f"{number_words(_at(share * 100, places), places)}%"


def telling_places(value: Fraction, least: int, marks: Iterable[Fraction]) -> int:
    """Return how many decimals, at `least` these, keep the rounded value on its side of every mark.

    116.996 beside a mark of 117 needs three; beside 116.9 two will do.
    """
    known, places = list(marks), least
    while any(_side(_shown(value, places), mark) != _side(value, mark) for mark in known):
        places += 1
    return places


def _telling_words(value: Fraction, least: int, marks: Iterable[Fraction]) -> str:
    """Return the rounded value without zeros at its end."""
    places = telling_places(value, least, marks)
    shown = _at(value, places)
    return number_words(shown, places) if places > least else number_words(shown.normalize() if value else 0)


def _side(value: Fraction, mark: Fraction) -> int:
    return (value > mark) - (value < mark)


def _shown(value: Fraction, places: int) -> Fraction:
    """Return the value rounded, halves away from zero; exact at any length."""
    scaled = int(abs(value) * 10**places + Fraction(1, 2))
    return Fraction(scaled if value >= 0 else -scaled, 10**places)


def _at(value: Fraction, places: int) -> Decimal:
    shown = int(_shown(value, places) * 10**places)
    return Decimal((int(shown < 0), tuple(map(int, str(abs(shown)))), -places))


def shown_count(count: int | Fraction) -> int | Decimal:
    """Return a count as it is shown: whole where it is, a share of one with two decimals."""
    exact = Fraction(count)
    return int(exact) if exact.denominator == 1 else _rounded(exact)


def _exact(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _rounded(value: Fraction) -> Decimal:
    return _exact(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
