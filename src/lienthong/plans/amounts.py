"""Numbers as people write them: 1.234,5 or 1234.5; one sign alone is a decimal comma."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _


class AmountField(forms.CharField):
    """An amount, exact; what is no number is refused in words."""

    def clean(self, value: Any) -> Decimal | None:
        typed = super().clean(value).replace(" ", "").replace("\u00a0", "")
        if not typed:
            return None
        plain = typed.replace(".", "").replace(",", ".") if "," in typed else _plain(typed)
        try:
            number = Decimal(plain)
        except ArithmeticError:
            number = Decimal("NaN")
        if not number.is_finite():
            raise forms.ValidationError(_("Số phải viết như 1.234,5."))
        return number


def typed_amount(value: object) -> object:
    """Return an amount as one would type it; anything else as it is."""
    return format(value.normalize(), "f").replace(".", ",") if isinstance(value, Decimal) else value


def _plain(typed: str) -> str:
    """Read points: several, or one before exactly three figures, part thousands; else it is a decimal point."""
    head, point, tail = typed.rpartition(".")
    return typed.replace(".", "") if point and (len(tail) == 3 or "." in head) else typed
