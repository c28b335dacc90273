"""Calendars as data: notices, hours, what was known when; every refusal leaves nothing behind."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.actions import enter_notice, open_calendar, set_hours
from lienthong.kernel.clock.amounts import working_days
from lienthong.kernel.clock.days import SpecialDay, half, make_up, off
from lienthong.kernel.clock.hours import WeeklyHours, Worked, office_week
from lienthong.kernel.clock.loading import known, load
from lienthong.kernel.clock.models import CalendarDay, CalendarHours, CalendarNotice, NamedCalendar, Revision
from lienthong.kernel.clock.policies import KEEP_CALENDARS
from lienthong.kernel.clock.tests.offices import EIGHT, at
from lienthong.kernel.refusals import Invalid, Missing, NotAllowed, Refused, Stale, WrongState

pytestmark = pytest.mark.django_db

OPENED = at("01/12/2011 08:00")
ENTERED = at("27/12/2011 08:00")
CORRECTED = at("10/01/2012 08:00")
FRIDAY, SATURDAY, GIO_TO = date(2012, 1, 27), date(2012, 2, 4), date(2012, 4, 2)
KEEPER = Actor(ActorKind.OFFICIAL, "Lê Thị Hòa", capabilities=frozenset({KEEP_CALENDARS}))
STRANGER = Actor(ActorKind.OFFICIAL, "Trần Văn Khách")


@pytest.fixture
def calendar() -> NamedCalendar:
    opened: NamedCalendar = open_calendar("so-x", "Sở X", by=KEEPER, at=OPENED)
    set_hours(opened, EIGHT, by=KEEPER, at=OPENED)
    return opened


def a_notice(
    calendar: NamedCalendar, *days: SpecialDay, by: Actor = KEEPER, moment: datetime = ENTERED, **said: Any
) -> CalendarNotice:
    usual = {"year": 2012, "title": "Lịch nghỉ 2012", "document": "Công văn 1/CV", "days": days}
    entered: CalendarNotice = enter_notice(calendar, **usual | said, by=by, at=moment)
    return entered


def everything() -> tuple[int, ...]:
    tables = (NamedCalendar, Revision, CalendarHours, CalendarNotice, CalendarDay, Act)
    believed = CalendarDay.objects.believed().count(), CalendarHours.objects.believed().count()
    return (*(table._default_manager.count() for table in tables), *believed)


def test_a_notice_changes_the_calendar_and_is_an_act(calendar: NamedCalendar) -> None:
    notice = a_notice(calendar, off(FRIDAY), make_up(SATURDAY, FRIDAY))

    now = load("so-x")
    assert not now.works_on(FRIDAY)
    assert now.works_on(SATURDAY)
    assert now.known_years == {2012}
    act = Act.objects.get(verb="clock.enter_notice")
    assert act.subject_id == notice.id
    assert act.detail["document"] == "Công văn 1/CV"
    assert [day["day"] for day in act.detail["days"]] == ["2012-01-27", "2012-02-04"]


def test_the_calendar_reads_as_it_was_known(calendar: NamedCalendar) -> None:
    a_notice(calendar, off(FRIDAY))

    assert load("so-x", ENTERED - timedelta(seconds=1)).works_on(FRIDAY)
    assert not load("so-x", ENTERED).works_on(FRIDAY)
    assert load("so-x", OPENED).known_years == frozenset()


def test_a_replacing_notice_never_overwrites(calendar: NamedCalendar) -> None:
    first = a_notice(calendar, off(FRIDAY))

    a_notice(calendar, off(GIO_TO), moment=CORRECTED, replaces=first)

    assert not load("so-x", ENTERED).works_on(FRIDAY)
    assert load("so-x").works_on(FRIDAY)
    assert not load("so-x").works_on(GIO_TO)
    assert CalendarDay.objects.count() == 2


def test_new_hours_end_the_old_ones(calendar: NamedCalendar) -> None:
    summer = WeeklyHours.of(office_week("06:30-11:30", "13:30-16:30"), since=date(2012, 4, 16))

    set_hours(calendar, summer, by=KEEPER, at=CORRECTED)

    assert load("so-x").opens_on(date(2012, 4, 13)) == at("13/04/2012 07:00")
    assert load("so-x").opens_on(date(2012, 4, 16)) == at("16/04/2012 06:30")
    assert load("so-x", OPENED).opens_on(date(2012, 4, 16)) == at("16/04/2012 07:00")


def test_an_office_follows_the_public_days_with_hours_and_days_of_its_own(calendar: NamedCalendar) -> None:
    a_notice(calendar, off(FRIDAY), off(GIO_TO))
    branch = open_calendar("so-x/mot-cua", "Một cửa Sở X", calendar, by=KEEPER, at=ENTERED)
    assert load("so-x/mot-cua").opens_on(date(2012, 3, 5)) == at("05/03/2012 07:00")

    set_hours(branch, WeeklyHours.of(office_week("08:00-11:00")), by=KEEPER, at=ENTERED)
    a_notice(branch, half(FRIDAY, Worked.MORNING))

    desk = load("so-x/mot-cua")
    assert desk.opens_on(date(2012, 3, 5)) == at("05/03/2012 08:00")
    assert desk.works_on(FRIDAY)
    assert not desk.works_on(GIO_TO)
    a_notice(calendar, off(date(2012, 9, 3)), moment=CORRECTED, year=2012)
    assert not load("so-x/mot-cua").works_on(date(2012, 9, 3))
    assert load("so-x/mot-cua", ENTERED).works_on(date(2012, 9, 3))


def test_a_calendar_is_read_once_and_then_asked_for_its_revision(calendar: NamedCalendar) -> None:
    first = load("so-x")

    with CaptureQueriesContext(connection) as asked:
        assert load("so-x") is first
    assert len(asked) == 1

    revision = known("so-x")
    with CaptureQueriesContext(connection) as none:
        assert load("so-x", revision=revision) is first
    assert len(none) == 0

    a_notice(calendar, off(FRIDAY))
    assert load("so-x") is not first
    assert load("so-x", OPENED) is first


def test_reading_the_first_time_is_five_queries(calendar: NamedCalendar) -> None:
    a_notice(calendar, off(FRIDAY), make_up(SATURDAY, FRIDAY))

    with CaptureQueriesContext(connection) as asked:
        load("so-x")

    assert len(asked) == 5


NOTICES: dict[str, tuple[dict[str, Any], type[Refused], str]] = {
    "no title": ({"title": "  "}, Invalid, "phải có tên"),
    "no document": ({"document": ""}, Invalid, "văn bản làm căn cứ"),
    "no days": ({"days": ()}, Invalid, "chưa có ngày nào"),
    "another year": (
        {"days": (off(date(2013, 1, 2)),)},
        Invalid,
        "Ngày 02/01/2013 không thuộc thông báo năm 2012",
    ),
    "too early": ({"days": (off(date(2011, 11, 30)),)}, Invalid, "không thuộc thông báo năm 2012"),
    "a year past the calendar": ({"year": 2200}, Invalid, "trong khoảng 2000–2069"),
    "off and made up": ({"days": (off(FRIDAY), make_up(FRIDAY))}, Invalid, "vừa nghỉ vừa làm bù"),
    "said twice": ({"days": (off(FRIDAY), off(FRIDAY))}, Invalid, "Ngày 27/01/2012 được ghi hai lần"),
    "half of nothing": ({"days": (half(FRIDAY, Worked.WHOLE),)}, Invalid, "hãy chọn buổi làm việc"),
    "made up for a working day": ({"days": (make_up(SATURDAY, FRIDAY),)}, Invalid, "không cho nghỉ ngày đó"),
    "a stranger": ({"by": STRANGER}, NotAllowed, "chưa được giao quyền quản lý lịch"),
}


@pytest.mark.parametrize(("said", "refusal", "reason"), NOTICES.values(), ids=NOTICES)
def test_refused_notice(
    calendar: NamedCalendar, said: dict[str, Any], refusal: type[Refused], reason: str
) -> None:
    before = everything()

    with pytest.raises(refusal, match=reason):
        a_notice(calendar, **{"days": (off(GIO_TO),)} | said)

    assert everything() == before


def test_a_day_of_another_notice_is_refused(calendar: NamedCalendar) -> None:
    a_notice(calendar, off(FRIDAY), title="Lịch nghỉ Tết")
    before = everything()

    with pytest.raises(Invalid, match="Ngày 27/01/2012 đã có trong “Lịch nghỉ Tết”"):
        a_notice(calendar, make_up(FRIDAY), moment=CORRECTED)

    assert everything() == before


def test_a_notice_is_replaced_once_and_by_its_own_year(calendar: NamedCalendar) -> None:
    first = a_notice(calendar, off(FRIDAY))
    a_notice(calendar, off(GIO_TO), moment=CORRECTED, replaces=first)
    before = everything()

    with pytest.raises(WrongState, match="đã được thay"):
        a_notice(calendar, off(SATURDAY), moment=CORRECTED, replaces=first)
    with pytest.raises(Invalid, match="cùng lịch, cùng năm"):
        a_notice(calendar, off(date(2013, 1, 1)), moment=CORRECTED, replaces=first, year=2013)

    assert everything() == before


def test_the_known_is_not_changed_backwards(calendar: NamedCalendar) -> None:
    before = everything()

    with pytest.raises(WrongState, match="đã được sửa sau thời điểm"):
        a_notice(calendar, off(FRIDAY), moment=OPENED - timedelta(days=1))

    assert everything() == before


def test_overlapping_hours_are_refused(calendar: NamedCalendar) -> None:
    closed = WeeklyHours.of(office_week("07:00-11:00"), since=date(2012, 4, 16), until=date(2012, 10, 16))
    set_hours(calendar, closed, by=KEEPER, at=ENTERED)
    before = everything()

    for since in (date(2012, 5, 1), date(2012, 4, 16), date(2012, 1, 1), None):
        with pytest.raises(Invalid, match="Đã có giờ làm việc cho một phần"):
            set_hours(
                calendar, WeeklyHours.of(office_week("08:00-11:00"), since=since), by=KEEPER, at=CORRECTED
            )
    with pytest.raises(NotAllowed, match="chưa được giao quyền"):
        set_hours(calendar, EIGHT, by=STRANGER, at=CORRECTED)

    assert everything() == before


OPENINGS: dict[str, tuple[dict[str, Any], type[Refused], str]] = {
    "no name": ({"name": " "}, Invalid, "phải có mã và tên"),
    "no key": ({"calendar_key": ""}, Invalid, "phải có mã và tên"),
    "a key that is taken": ({"calendar_key": "so-x"}, Invalid, "Đã có lịch làm việc mang mã này"),
    "a stranger": ({"by": STRANGER}, NotAllowed, "chưa được giao quyền"),
}


@pytest.mark.parametrize(("said", "refusal", "reason"), OPENINGS.values(), ids=OPENINGS)
def test_refused_opening(
    calendar: NamedCalendar, said: dict[str, Any], refusal: type[Refused], reason: str
) -> None:
    before = everything()

    with pytest.raises(refusal, match=reason):
        open_calendar(**{"calendar_key": "so-y", "name": "Sở Y", "by": KEEPER, "at": ENTERED} | said)

    assert everything() == before


def test_following_a_follower_is_refused(calendar: NamedCalendar) -> None:
    branch = open_calendar("chi-cuc", "Chi cục", calendar, by=KEEPER, at=ENTERED)
    before = everything()

    with pytest.raises(Invalid, match="không thể lại theo một lịch khác"):
        open_calendar("tram", "Trạm", branch, by=KEEPER, at=ENTERED)

    assert everything() == before


def test_the_second_of_two_writers_is_told(calendar: NamedCalendar, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything()
    blind = dict.fromkeys(("number", "known_from"))
    monkeypatch.setattr(QuerySet, "aggregate", lambda *_args, **_named: blind)

    with pytest.raises(Stale, match="vừa được người khác sửa"):
        a_notice(calendar, off(FRIDAY))

    monkeypatch.undo()
    assert everything() == before


def test_an_unknown_calendar_is_missing(calendar: NamedCalendar) -> None:
    with pytest.raises(Missing, match="Không có lịch làm việc này"):
        load("so-y")
    with pytest.raises(Missing, match="Không có lịch làm việc này"):
        load("so-x", OPENED - timedelta(days=1))


def test_the_database_refuses_a_day_twice_and_any_change(calendar: NamedCalendar) -> None:
    notice = a_notice(calendar, off(FRIDAY))
    day = CalendarDay.objects.get()
    again = {
        "calendar": calendar,
        "notice": notice,
        "kind": "make_up",
        "during": day.during,
        "known_from": ENTERED,
    }

    with pytest.raises(IntegrityError, match="calendarday_once"), transaction.atomic():
        CalendarDay.objects.create(**again)
    with pytest.raises(IntegrityError, match="recorded once and never changed"), transaction.atomic():
        CalendarDay.objects.update(title="khác")
    with pytest.raises(IntegrityError, match="recorded once and never changed"), transaction.atomic():
        CalendarDay.objects.all().delete()
    with pytest.raises(IntegrityError, match="recorded once and never changed"), transaction.atomic():
        NamedCalendar.objects.update(name="khác")
    with pytest.raises(IntegrityError, match="calendarday_part"), transaction.atomic():
        CalendarDay.objects.create(**again | {"kind": "off", "worked": "morning"})


def test_a_new_notice_moves_a_deadline_and_the_old_reading_stays(calendar: NamedCalendar) -> None:
    start = at("26/01/2012 10:00")
    first = load("so-x", ENTERED).add(start, working_days(1))

    a_notice(calendar, off(FRIDAY), moment=CORRECTED)

    assert first == at("27/01/2012 10:00")
    assert load("so-x", CORRECTED).add(start, working_days(1)) == at("30/01/2012 10:00")
    assert load("so-x", ENTERED).add(start, working_days(1)) == first


def test_the_application_may_add_rows_and_close_beliefs_only() -> None:
    role = settings.APP_ROLE or pytest.skip("one role serves for both: only the trigger protects")
    questions = {
        (table, verb, allowed)
        for table in ("namedcalendar", "revision", "calendarhours", "calendarnotice", "calendarday")
        for verb, allowed in (("SELECT", True), ("INSERT", True), ("UPDATE", False), ("DELETE", False))
    }
    with connection.cursor() as cursor:
        for table, verb, allowed in questions:
            cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [role, f"clock_{table}", verb])
            assert cursor.fetchone() == (allowed,), (table, verb)
        for table in ("calendarhours", "calendarday"):
            cursor.execute(
                "SELECT has_column_privilege(%s, %s, 'known_to', 'UPDATE')", [role, f"clock_{table}"]
            )
            assert cursor.fetchone() == (True,), table
