"""Codes of one scheme in another, as they were written down."""

from datetime import date

from lienthong.directory.models import CodeMapping


def mapped(code: str, scheme: str, to_scheme: str, day: date) -> str | None:
    """Return the code of the other scheme on the day; None where nobody has written one down."""
    written = code.strip().upper()
    rows = CodeMapping.objects.on(day)
    there = rows.filter(scheme=scheme, to_scheme=to_scheme, code=written).values_list("to_code", flat=True)
    back = rows.filter(scheme=to_scheme, to_scheme=scheme, to_code=written).values_list("code", flat=True)
    found: str | None = there.first() or back.first()
    return found
