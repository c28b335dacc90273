"""The days of a notice as people write them, one to a line: "27/01/2012; nghỉ; Tết". Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from lienthong.kernel.clock.days import Confidence, DayKind, SpecialDay
from lienthong.kernel.clock.hours import Worked
from lienthong.kernel.search.folding import words

MOST_LINES: Final = 120
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_IN_PLACE_OF = re.compile(r"^\s*(.*?\S)\s+cho\s+(?:ngày\s+)?(.+?)\s*$", re.IGNORECASE)
_KINDS: Final = {
    "nghi": (DayKind.OFF, Worked.WHOLE),
    "lam bu": (DayKind.MAKE_UP, Worked.WHOLE),
    "nua ngay": (DayKind.HALF, Worked.MORNING),
    "nua ngay sang": (DayKind.HALF, Worked.MORNING),
    "nua ngay chieu": (DayKind.HALF, Worked.AFTERNOON),
}


@dataclass(frozen=True, slots=True)
class Read:
    """What a text says: its days, and for each line that cannot be read, why."""

    days: list[SpecialDay]
    errors: list[str]


def read_days(text: str) -> Read:
    """Read day, kind and occasion from each line; empty lines are passed over, no error stops the others."""
    days: list[SpecialDay] = []
    errors: list[str] = []
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        return Read([], [_("Một thông báo có nhiều nhất %(most)s dòng.") % {"most": MOST_LINES}])
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            days.append(_day(line))
        except ValueError as wrong:
            errors.append(_("Dòng %(number)s: %(reason)s") % {"number": number, "reason": wrong})
    return Read(days, errors)


def write_days(days: Iterable[SpecialDay]) -> str:
    """Return the text that reads as these days."""
    return "\n".join(
        f"{entry.day:%d/%m/%Y}; {_kind_words(entry)}; {entry.title}".rstrip("; ") for entry in days
    )


def _day(line: str) -> SpecialDay:
    """Return the day that a line says. Raises `ValueError` with the reason in words."""
    parts: Sequence[str] = [part.strip() for part in line.split(";", 2)]
    if len(parts) < 2:
        raise ValueError(_("hãy viết ngày; nghỉ, làm bù hoặc nửa ngày; ghi chú."))
    day = _date(parts[0])
    said, in_place_of = _split_kind(parts[1])
    kind, worked = _KINDS.get(" ".join(words(said)), (None, Worked.WHOLE))
    if kind is None:
        raise ValueError(_("không hiểu “%(said)s”; hãy viết nghỉ, làm bù hoặc nửa ngày.") % {"said": said})
    if in_place_of and kind is not DayKind.MAKE_UP:
        raise ValueError(_("chỉ ngày làm bù mới làm thay cho một ngày khác."))
    title = parts[2] if len(parts) > 2 else ""
    return SpecialDay(day, kind, title, worked, in_place_of, Confidence.REPORTED)


def _split_kind(text: str) -> tuple[str, date | None]:
    """Return "làm bù" and the day it stands for, from "làm bù cho 27/01/2012"."""
    found = _IN_PLACE_OF.match(text)
    return (found[1], _date(found[2])) if found else (text, None)


def _date(text: str) -> date:
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(_("ngày “%(text)s” phải viết như 27/01/2012.") % {"text": text})
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError as wrong:
        raise ValueError(_("không có ngày %(text)s.") % {"text": text}) from wrong


def _kind_words(entry: SpecialDay) -> str:
    match entry.kind, entry.worked:
        case DayKind.OFF, _whole:
            return "nghỉ"
        case DayKind.HALF, Worked.AFTERNOON:
            return "nửa ngày chiều"
        case DayKind.HALF, _morning:
            return "nửa ngày"
    return f"làm bù cho {entry.in_place_of:%d/%m/%Y}" if entry.in_place_of else "làm bù"
