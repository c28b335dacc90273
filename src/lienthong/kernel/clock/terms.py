"""Terms: what a sentence says about time, before any calendar is asked."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from typing import Self

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.refusals import Invalid

LONGEST = 9_999


class TermKind(StrEnum):
    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    HOURS = "hours"  # by the clock on the wall, nights and holidays too
    DAYS = "days"  # calendar days
    MONTHS = "months"
    SAME_DAY = "same_day"  # trong ngày
    NEXT_WORKING_DAY = "next_working_day"
    BEFORE = "before"  # trước ngày 20: the last moment is 24 giờ ngày 19
    BY = "by"  # chậm nhất ngày 20: the 20th is included
    AT = "at"  # 17 giờ ngày 20


_COUNTED = {
    TermKind.WORKING_DAYS: "%s ngày làm việc",
    TermKind.WORKING_HOURS: "%s giờ làm việc",
    TermKind.HOURS: "%s giờ",
    TermKind.DAYS: "%s ngày",
    TermKind.MONTHS: "%s tháng",
}
_IN_PARTS = {TermKind.WORKING_DAYS, TermKind.WORKING_HOURS, TermKind.HOURS}


@dataclass(frozen=True, slots=True)
class Term:
    """One term: a count of something, a day, or a moment of a day. `str` gives the canonical wording."""

    kind: TermKind
    count: Fraction = Fraction(0)
    day: date | None = None
    clock: time | None = None

    def __post_init__(self) -> None:
        if self.kind in _COUNTED:
            self._check_count()
        if (self.day is not None) != (self.kind in {TermKind.BEFORE, TermKind.BY, TermKind.AT}):
            raise ValueError("a fixed date has a day, nothing else has")
        if (self.clock is not None) != (self.kind is TermKind.AT):
            raise ValueError("only a moment of a day has a clock")

    @classmethod
    def of(cls, kind: TermKind, count: Fraction | int) -> Self:
        return cls(kind, Fraction(count))

    def __str__(self) -> str:
        if self.kind in _COUNTED:
            return _COUNTED[self.kind] % _number(self.count)
        if self.kind is TermKind.SAME_DAY:
            return "trong ngày"
        if self.kind is TermKind.NEXT_WORKING_DAY:
            return "trong ngày làm việc tiếp theo"
        day = f"ngày {self.day:%d/%m/%Y}"
        if self.clock:
            return f"chậm nhất {self.clock:%H} giờ {self.clock:%M} {day}"
        return f"{'trước' if self.kind is TermKind.BEFORE else 'chậm nhất'} {day}"

    def _check_count(self) -> None:
        if not 0 < self.count <= LONGEST:
            words = {"longest": LONGEST}
            raise Invalid(_("Thời hạn phải lớn hơn 0 và không quá %(longest)s.") % words, field="term")
        if self.kind not in _IN_PARTS and self.count.denominator != 1:
            raise Invalid(_("Thời hạn theo ngày, tháng dương lịch phải là số nguyên."), field="term")
        if 100 % self.count.denominator:
            raise Invalid(_("Thời hạn chỉ ghi đến hai chữ số thập phân."), field="term")


def _number(count: Fraction) -> str:
    """Write 3 as "03" (as offices do) and a half as "0,5"."""
    if count.denominator == 1:
        return f"{count.numerator:02}"
    return f"{float(count):.2f}".rstrip("0").replace(".", ",")
