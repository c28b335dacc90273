"""The holidays we ship agree with the law of their years and with themselves."""

from collections import Counter
from datetime import date, datetime

import pytest

from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.clock.amounts import working_days
from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.days import Confidence, DayKind
from lienthong.kernel.clock.holidays import SAMPLE_HOURS, ShippedNotice, shipped_notices
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.clock.notices import check_notice
from lienthong.kernel.clock.shipped import PUBLIC, open_public_calendar
from lienthong.kernel.clock.tests.offices import at

NOTICES = shipped_notices()
YEARS = [notice.year for notice in NOTICES]
# BLLĐ 1994: 9 days; from 1/5/2013 BLLĐ 2012: 10; from 2021 BLLĐ 2019: 11.
HOLIDAYS = {2011: 9, 2012: 9, 2013: 9, 2014: 10, 2015: 10, 2025: 11, 2026: 11}


@pytest.mark.parametrize("notice", NOTICES, ids=YEARS)
def test_each_notice_would_be_accepted(notice: ShippedNotice) -> None:
    check_notice(year=notice.year, title=notice.title, document=notice.document, days=notice.days)


@pytest.mark.parametrize("notice", NOTICES, ids=YEARS)
def test_as_many_working_days_fall_away_as_the_law_gives(notice: ShippedNotice) -> None:
    """Holidays on rest days are compensated and swaps are worked, so the sum is the law's."""
    off = [entry for entry in notice.days if entry.kind is DayKind.OFF and entry.day.weekday() < 5]
    made_up = [entry for entry in notice.days if entry.kind is DayKind.MAKE_UP]

    assert len(off) - len(made_up) == HOLIDAYS[notice.year]
    assert all(entry.day.weekday() >= 5 for entry in made_up)
    assert all(entry.in_place_of in {swapped.day for swapped in off} for entry in made_up)


def test_no_day_is_named_by_two_notices() -> None:
    named = Counter(entry.day for notice in NOTICES for entry in notice.days)

    assert max(named.values()) == 1


def test_what_is_not_confirmed_is_marked() -> None:
    doubtful = {
        notice.year for notice in NOTICES for day in notice.days if day.confidence is Confidence.TO_CONFIRM
    }

    assert doubtful == {2025, 2026}


def test_years_without_notice_stay_unknown() -> None:
    calendar = Calendar((SAMPLE_HOURS,), (), frozenset(YEARS))

    assert calendar.unknown_years(at("01/01/2016 08:00"), at("01/01/2025 08:00")) == tuple(range(2016, 2025))


@pytest.mark.django_db
def test_the_public_calendar_opens_as_it_was_known() -> None:
    open_public_calendar(by=SYSTEM, at=at("02/01/2013 08:00"), as_it_was_known=True)

    before = load(PUBLIC, datetime(2011, 12, 26, tzinfo=HANOI))
    after = load(PUBLIC, datetime(2011, 12, 28, tzinfo=HANOI))
    start = at("20/01/2012 10:00")
    assert before.known_years == {2011}
    assert before.add(start, working_days(1)) == at("23/01/2012 10:00")
    assert after.add(start, working_days(1)) == at("30/01/2012 10:00")
    assert after.works_on(date(2012, 2, 4))
    assert load(PUBLIC).known_years == {2011, 2012, 2013}, "later notices are not known yet"


@pytest.mark.django_db
def test_the_public_calendar_of_a_real_office_is_known_from_its_first_day() -> None:
    opened = at("01/03/2026 08:00")

    open_public_calendar(by=SYSTEM, at=opened)

    assert load(PUBLIC, opened).known_years == set(YEARS)
