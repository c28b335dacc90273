"""What a yearly notice may say: pure checks, each with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.clock.calendar import FIRST, LAST
from lienthong.kernel.clock.days import DayKind, SpecialDay
from lienthong.kernel.clock.hours import Worked
from lienthong.kernel.refusals import Invalid

_WORKED_KINDS: Final = {DayKind.MAKE_UP, DayKind.HALF}


def check_notice(*, year: int, title: str, document: str, days: Sequence[SpecialDay]) -> None:
    """Raise `Invalid` unless the notice names itself and its days agree with each other."""
    if not title.strip():
        raise Invalid(_("Thông báo phải có tên."), field="title")
    if not document.strip():
        raise Invalid(_("Hãy ghi văn bản làm căn cứ (số, ngày, nơi ban hành)."), field="document")
    if not FIRST.year <= year <= LAST.year:
        words = {"first": FIRST.year, "last": LAST.year}
        raise Invalid(_("Năm phải trong khoảng %(first)s–%(last)s.") % words, field="year")
    if not days:
        raise Invalid(_("Thông báo chưa có ngày nào."), field="days")
    _by_day(days)
    for _entry, wrong in wrong_days(days, year):
        raise wrong


def wrong_days(days: Sequence[SpecialDay], year: int) -> Iterator[tuple[SpecialDay, Invalid]]:
    """Yield each day that does not fit the notice of the year, with the reason; no day is said twice."""
    by_day = {entry.day: entry for entry in days}
    for entry in days:
        try:
            _check_day(entry, year, by_day)
        except Invalid as wrong:
            yield entry, wrong


def covers(year: int, day: date) -> bool:
    """Say whether a notice of the year may name the day: the year, and the December before it.

    A New Year's holiday is often joined to its weekend by a swap late in December: 31/12/2012 and
    27/12/2014 belong to the notices of 2013 and 2015.
    """
    return date(year - 1, 12, 1) <= day <= date(year, 12, 31)


def _by_day(days: Sequence[SpecialDay]) -> Mapping[date, SpecialDay]:
    seen: dict[date, SpecialDay] = {}
    for entry in days:
        other = seen.setdefault(entry.day, entry)
        if other is not entry:
            raise _said_twice(entry, other)
    return seen


def _said_twice(entry: SpecialDay, other: SpecialDay) -> Invalid:
    day = _written(entry.day)
    if {entry.kind, other.kind} == {DayKind.OFF, DayKind.MAKE_UP}:
        return Invalid(_("Ngày %s không thể vừa nghỉ vừa làm bù.") % day, field="days")
    return Invalid(_("Ngày %s được ghi hai lần.") % day, field="days")


def _check_day(entry: SpecialDay, year: int, by_day: Mapping[date, SpecialDay]) -> None:
    words = {"day": _written(entry.day), "year": year}
    if not covers(year, entry.day):
        reason = _("Ngày %(day)s không thuộc thông báo năm %(year)s (kể cả tháng 12 năm trước).")
        raise Invalid(reason % words, field="days")
    if entry.kind is DayKind.HALF and entry.worked is Worked.WHOLE:
        raise Invalid(_("Ngày %(day)s làm nửa ngày: hãy chọn buổi làm việc.") % words, field="days")
    if entry.kind not in _WORKED_KINDS and entry.worked is not Worked.WHOLE:
        raise Invalid(_("Ngày %(day)s là ngày nghỉ, không có buổi làm việc.") % words, field="days")
    if entry.in_place_of is not None:
        _check_swap(entry, by_day.get(entry.in_place_of))


def _check_swap(entry: SpecialDay, swapped: SpecialDay | None) -> None:
    words = {"day": _written(entry.day), "other": _written(entry.in_place_of or entry.day)}
    if entry.kind is not DayKind.MAKE_UP:
        raise Invalid(_("Chỉ ngày làm bù mới làm thay cho một ngày khác (%(day)s).") % words, field="days")
    if swapped is None or swapped.kind is not DayKind.OFF:
        reason = _("Ngày %(day)s làm bù cho ngày %(other)s, nhưng thông báo không cho nghỉ ngày đó.")
        raise Invalid(reason % words, field="days")


def _written(day: date) -> str:
    return f"{day:%d/%m/%Y}"
