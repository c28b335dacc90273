"""How dates, moments and numbers read on a screen: dd/mm/yyyy, 24 hours of Vietnam, 1.234,5."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
Number = int | float | Decimal


def day_words(value: date | datetime | None) -> str:
    """Return "05/03/2020"; a moment reads as its day in Vietnam, nothing as nothing."""
    if value is None:
        return ""
    local = value.astimezone(VIETNAM) if isinstance(value, datetime) else value
    return f"{local:%d/%m/%Y}"


def moment_words(value: datetime | None) -> str:
    """Return "05/03/2020 14:07" in Vietnam's time."""
    return f"{value.astimezone(VIETNAM):%d/%m/%Y %H:%M}" if value else ""


def clock_words(value: datetime | None) -> str:
    return f"{value.astimezone(VIETNAM):%H:%M}" if value else ""


def number_words(value: Number | None, places: int | None = None) -> str:
    """Return "1.234,5" (in English "1,234.5"); `places` fixes the decimals, else those that are there."""
    if value is None:
        return ""
    if places is None:
        plain = format(value, ",") if isinstance(value, int) else _trimmed(format(value, ",.6f"))
    else:
        plain = format(value, f",.{places}f")
    return plain if get_language() == "en" else plain.translate(_SWAPPED)


def size_words(size: int) -> str:
    """Return the size of a file or a disk in KB, MB or GB, as people read it."""
    if size < 1_000_000:
        return f"{number_words(max(1, round(size / 1000)))} KB"
    if size < 1_000_000_000:
        return f"{number_words(size / 1_000_000, 1)} MB"
    return f"{number_words(size / 1_000_000_000, 1)} GB"


def _trimmed(plain: str) -> str:
    return plain.rstrip("0").rstrip(".")


_SWAPPED = str.maketrans({",": ".", ".": ","})
