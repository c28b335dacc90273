"""Days as people type them."""

import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.refusals import Invalid

FIRST_YEAR, LAST_YEAR = 1900, 2200
_TYPED = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*")


def is_sensible(day: date) -> bool:
    """Return whether a day is none of a slip of the keyboard: 0205, 20205."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def read_day(text: str, *, field: str = "") -> date:
    """Read "5/3/2020" or "2020-03-05". Raises `Invalid`, beside `field`."""
    try:
        if found := _TYPED.fullmatch(text):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(_("Ngày phải viết như 05/03/2020."), field=field) from None
