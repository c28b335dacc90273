"""What a list shows beside a deadline."""

import pytest
from django.utils import translation

from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.tests.offices import OFFICE, SHORTER_OFFICE, at
from lienthong.kernel.clock.words import due_words, left_words, unknown_words

LEFT = {
    "days and hours": (OFFICE, "05/03/2012 07:00", "07/03/2012 10:00", "Còn 2 ngày 3 giờ"),
    "hours late": (OFFICE, "06/03/2012 14:30", "06/03/2012 09:30", "Quá 3 giờ"),
    "four hours late over the weekend": (OFFICE, "12/03/2012 09:00", "09/03/2012 15:00", "Quá 4 giờ"),
    "minutes only below a day": (OFFICE, "05/03/2012 07:00", "05/03/2012 10:20", "Còn 3 giờ 20 phút"),
    "minutes are left out beside days": (OFFICE, "05/03/2012 07:00", "06/03/2012 10:20", "Còn 1 ngày 3 giờ"),
    "an even day": (OFFICE, "05/03/2012 10:00", "06/03/2012 10:00", "Còn 1 ngày"),
    "a day of 7.5 hours is a day": (SHORTER_OFFICE, "05/03/2012 10:00", "06/03/2012 10:00", "Còn 1 ngày"),
    "after closing, before 24 giờ": (OFFICE, "19/11/2012 18:00", "20/11/2012 00:00", "Đến hạn"),
    "at the moment itself": (OFFICE, "05/03/2012 10:00", "05/03/2012 10:00", "Đến hạn"),
    "late, but nothing was worked yet": (OFFICE, "10/03/2012 10:00", "09/03/2012 17:00", "Quá hạn"),
}


@pytest.mark.parametrize(("calendar", "now", "due", "words"), LEFT.values(), ids=LEFT)
def test_left(calendar: Calendar, now: str, due: str, words: str) -> None:
    with translation.override("vi"):
        assert left_words(at(due), at=at(now), calendar=calendar) == words


def test_the_deadline_itself() -> None:
    with translation.override("vi"):
        assert due_words(at("20/11/2012 00:00")) == "hết ngày 19/11/2012"
        assert due_words(at("20/11/2012 16:30")) == "16 giờ 30, ngày 20/11/2012"


def test_years_without_notice() -> None:
    with translation.override("vi"):
        assert unknown_words((2027, 2028)) == "chưa có thông báo lịch nghỉ năm 2027, 2028"
        assert unknown_words(()) == ""
