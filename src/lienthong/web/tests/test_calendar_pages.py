"""Calendars on the screen: reading them, entering a notice whole or not at all, what it sets in motion."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock import revising
from lienthong.kernel.clock.actions import open_calendar
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.models import CalendarDay, CalendarNotice, NamedCalendar, Revision
from lienthong.kernel.clock.shipped import open_public_calendar
from lienthong.kernel.keys import new_key

GIVEN = {
    "year": "2060",
    "title": "Lịch nghỉ năm 2060",
    "document": "Thông báo 01/TB-UBND",
    "days": "02/01/2060; nghỉ; Tết Dương lịch\n10/01/2060; làm bù cho 02/01/2060",
}


@pytest.fixture
def calendar(db: None) -> NamedCalendar:
    opened: NamedCalendar = open_public_calendar(by=SYSTEM, at=cast.KNOWN)
    return opened


@pytest.fixture
def deferred(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, object]]]:
    jobs: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(revising, "defer", lambda name, **values: jobs.append((name, values)))
    return jobs


def form_of(calendar: NamedCalendar) -> str:
    return reverse("calendar_notice", args=[calendar.pk])


def everything() -> tuple[int, ...]:
    return tuple(model._default_manager.count() for model in (CalendarNotice, CalendarDay, Revision, Act))


def test_any_official_reads_calendars(signed_in_as: Callable[[str], Client], calendar: NamedCalendar) -> None:
    browser = signed_in_as("specialist")

    assert "Lịch làm việc chung" in browser.get(reverse("calendars")).content.decode()
    page = browser.get(reverse("calendar", args=[calendar.pk])).content.decode()
    assert "Thứ Hai – Thứ Sáu: " in page
    assert calendar.notices.get(year=2012).title in page
    assert "Anh/chị chưa được giao quyền quản lý lịch làm việc" in page
    assert browser.get(reverse("calendar", args=[new_key()])).status_code == 404


@pytest.mark.as_it_happens
def test_a_notice_is_entered_and_open_work_is_reckoned_again(
    signed_in_as: Callable[[str], Client],
    calendar: NamedCalendar,
    deferred: list[tuple[str, dict[str, object]]],
) -> None:
    answer = signed_in_as("admin").post(form_of(calendar), GIVEN)

    assert answer.status_code == 302
    assert answer["Location"] == reverse("calendar", args=[calendar.pk])
    assert not load("vn").works_on(date(2060, 1, 2))
    assert load("vn").works_on(date(2060, 1, 10))
    act = Act.objects.get(verb="clock.enter_notice", actor_name="Trần Thị Mẫu")
    assert act.detail["document"] == "Thông báo 01/TB-UBND"
    assert deferred == [("casework.recompute_open", {"calendar_key": "vn"})]


def test_a_year_is_no_quantity(
    signed_in_as: Callable[[str], Client], calendar: NamedCalendar, deferred: list[object]
) -> None:
    browser = signed_in_as("admin")
    browser.post(form_of(calendar), GIVEN)

    page = browser.get(reverse("calendars")).content.decode()

    assert "Thông báo mới nhất: năm 2060." in page


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"days": "02/01/2060; nghỉ\n31/02/2060; nghỉ"}, "Dòng 2: không có ngày 31/02/2060"),
        ({"days": "02/01/2060; nghỉ\n02/01/2061; nghỉ"}, "không thuộc thông báo năm 2060"),
        ({"days": ""}, "Các ngày"),
        ({"document": " "}, "Văn bản làm căn cứ"),
        ({"year": "hai nghìn"}, "Năm"),
    ],
)
def test_one_wrong_line_and_nothing_is_entered(
    signed_in_as: Callable[[str], Client],
    calendar: NamedCalendar,
    deferred: list[object],
    wrong: dict[str, str],
    reason: str,
) -> None:
    browser, before = signed_in_as("admin"), everything()

    page = browser.post(form_of(calendar), GIVEN | wrong)

    assert page.status_code == 422
    assert reason in page.content.decode()
    assert "Lịch nghỉ năm 2060" in page.content.decode()
    assert everything() == before
    assert not deferred


def test_the_same_form_sent_twice_counts_once(
    signed_in_as: Callable[[str], Client], calendar: NamedCalendar, deferred: list[object]
) -> None:
    browser, key = signed_in_as("admin"), str(new_key())
    browser.post(form_of(calendar), GIVEN | {"key": key})
    before = everything()

    browser.post(form_of(calendar), GIVEN | {"key": key})

    assert everything() == before
    assert Act.objects.filter(id=UUID(key)).count() == 1


def test_a_replacing_notice_begins_with_what_was_said(
    signed_in_as: Callable[[str], Client], calendar: NamedCalendar, deferred: list[object]
) -> None:
    browser, notice = signed_in_as("admin"), calendar.notices.get(year=2012)
    address = f"{form_of(calendar)}?replaces={notice.pk}"
    page = browser.get(address).content.decode()
    assert notice.title in page
    assert "; nghỉ" in page

    given = GIVEN | {"year": "2012", "days": "08/03/2012; nghỉ"}
    assert browser.post(address, given).status_code == 302

    assert not load("vn").works_on(date(2012, 3, 8))
    assert browser.get(address).status_code == 409


def test_a_notice_of_another_calendar_is_not_there(
    signed_in_as: Callable[[str], Client], calendar: NamedCalendar
) -> None:
    other = open_calendar("khac", "Lịch khác", by=SYSTEM, at=cast.KNOWN)
    browser, notice = signed_in_as("admin"), calendar.notices.get(year=2012)

    assert browser.get(f"{form_of(other)}?replaces={notice.pk}").status_code == 404
    assert browser.get(f"{form_of(other)}?replaces=la-gi").status_code == 404


def test_who_does_not_keep_calendars_is_refused(
    signed_in_as: Callable[[str], Client], calendar: NamedCalendar, deferred: list[object]
) -> None:
    browser, before = signed_in_as("specialist"), everything()

    page = browser.post(form_of(calendar), GIVEN)

    assert page.status_code == 403
    assert "cập nhật lịch làm việc" in page.content.decode()
    assert everything() == before
    assert not deferred
