"""Deadlines: a term, the time that stood still, the calendar as it was known."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from lienthong.casework.deadlines import current_due, due_of
from lienthong.casework.extending import extend
from lienthong.casework.suspending import resume, suspend
from lienthong.casework.tests.conftest import LONG_AGO, MONDAY
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.clock.actions import enter_notice
from lienthong.kernel.clock.days import SpecialDay, off
from lienthong.kernel.clock.models import NamedCalendar
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, WrongState

DAY = timedelta(days=1)


def test_two_working_days_from_monday_morning_are_wednesday_morning(a_case):
    case = a_case(term="02 ngày làm việc")

    assert current_due(case, known_at=MONDAY) == MONDAY + 2 * DAY


def test_the_deadline_moves_by_the_working_time_that_stood_still(a_case):
    case = a_case(term="05 ngày làm việc")
    before = current_due(case, known_at=MONDAY)
    suspend(case, reason="Chờ bổ sung", act_id=uuid4(), at=MONDAY + DAY)

    resume(case, at=MONDAY + 2 * DAY)

    assert case.due_at == before + DAY


def test_a_date_that_was_named_does_not_move(a_case):
    case = a_case(term="chậm nhất ngày 20/03/2012")
    before = current_due(case, known_at=MONDAY)
    suspend(case, reason="Chờ", act_id=uuid4(), at=MONDAY + DAY)
    resume(case, at=MONDAY + 3 * DAY)

    assert case.due_at == before


def test_a_clock_is_not_stopped_twice_nor_without_a_reason(a_case):
    case = a_case(term="05 ngày làm việc")
    with pytest.raises(Invalid, match="lý do tạm dừng"):
        suspend(case, reason=" ", act_id=uuid4(), at=MONDAY)
    suspend(case, reason="Chờ", act_id=uuid4(), at=MONDAY)

    with pytest.raises(WrongState, match="đang tạm dừng"):
        suspend(case, reason="Nữa", act_id=uuid4(), at=MONDAY)
    resume(case, at=MONDAY + DAY)
    with pytest.raises(WrongState, match="không tạm dừng"):
        resume(case, at=MONDAY + DAY)


def test_an_extension_is_later_and_has_a_reason(a_case):
    case = a_case(term="chậm nhất ngày 20/03/2012")
    case.due_at = current_due(case, known_at=MONDAY)
    common = {"act_id": uuid4(), "at": MONDAY}

    with pytest.raises(Invalid, match="sau hạn hiện tại"):
        extend(case, term="chậm nhất ngày 19/03/2012", reason="Chậm", **common)
    with pytest.raises(Invalid, match="lý do gia hạn"):
        extend(case, term="chậm nhất ngày 30/03/2012", reason="", **common)

    extension = extend(case, term="chậm nhất ngày 30/03/2012", reason="Chậm", **common)
    assert local_day(extension.due_after - timedelta(seconds=1)) == date(2012, 3, 30)


def test_a_late_notice_changes_what_is_due_from_then_on_and_not_what_was_known_before(a_case):
    case = a_case(term="05 ngày làm việc")
    known_before = MONDAY + timedelta(minutes=1)
    before = current_due(case, known_at=known_before)
    calendar = NamedCalendar.objects.get(key="vn")
    notice = _with_another_day_off(calendar, date(2012, 3, 8))

    after = current_due(case, known_at=notice)

    assert after == before + DAY
    assert current_due(case, known_at=known_before) == before


def _with_another_day_off(calendar, day):
    """Enter the year's notice again, with one day more."""
    from lienthong.kernel.clock.shipped import shipped_notices

    known_at = MONDAY + 2 * DAY
    shipped = next(notice for notice in shipped_notices() if notice.year == 2012)
    days: tuple[SpecialDay, ...] = (*shipped.days, off(day, "Nghỉ đột xuất"))
    replaced = calendar.notices.get(year=2012)
    enter_notice(
        calendar,
        year=2012,
        title="Điều chỉnh",
        document="02/TB",
        days=days,
        replaces=replaced,
        by=SYSTEM,
        at=known_at,
    )
    return known_at


def test_a_term_that_cannot_be_read_is_refused(units):
    with pytest.raises(Invalid, match="Không đọc được"):
        due_of("mai kia", start=LONG_AGO, calendar="vn", known_at=LONG_AGO)
