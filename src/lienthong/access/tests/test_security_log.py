"""The security log: everything of this area, for administrators; addresses for a purpose, by an act."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lienthong.access.accounts import reset_password
from lienthong.access.actors import actor_of
from lienthong.access.security_log import acts_seen, read_addresses
from lienthong.access.sessions import fail_to_sign_in, sign_in
from lienthong.access.tests.conftest import Browser
from lienthong.access.tests.office import AT, Office
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.acts.erasing import erase
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, Missing, NotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]
ADDRESS = "203.0.113.7"
LOG = "/quan-tri/nhat-ky-an-ninh/"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    from lienthong.access import doors

    monkeypatch.setattr(doors, "now", lambda: AT + timedelta(hours=1))


@pytest.fixture
def admin(office: Office) -> Actor:
    return actor_of(office.admin, at=AT)


@pytest.fixture
def events(office: Office, admin: Actor) -> None:
    """Somebody came in, somebody was refused, a name that nobody has was tried, a password was given anew."""
    chief = actor_of(office.chief, at=AT)
    sign_in(office.chief, address=ADDRESS, by=chief, at=AT)
    fail_to_sign_in(office.chief, address="198.51.100.9", wait=timedelta(0), by=SYSTEM, at=AT)
    fail_to_sign_in(None, address="198.51.100.9", wait=timedelta(minutes=2), by=SYSTEM, at=AT)
    reset_password(office.former.pk, by=admin, at=AT)


def words(answer: object) -> str:
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return unescape(body.decode())


def listed(browser: Client, query: str = "") -> str:
    return words(browser.get(f"{LOG}?{query}"))


def page_of(verb: str) -> str:
    return reverse("access:security_act", args=[Act.objects.filter(verb=verb).latest("recorded_at").pk])


def test_it_says_when_who_what_and_about_whom_and_no_address(
    events: None, office: Office, browser: Browser
) -> None:
    read = listed(browser.strong_of(office.admin))

    assert "Đăng nhập không thành công" in read
    assert "Cấp lại mật khẩu ban đầu" in read
    assert "Lê Văn Thôi" in read
    assert "Tên đăng nhập không có thật" in read
    assert ADDRESS not in read


@action
def something_else(*, by: Actor, at: object) -> None:
    record("tasks.give", subject=("tasks.task", new_key()), by=by, at=at)  # type: ignore[arg-type]


def test_work_is_not_in_it(events: None, admin: Actor) -> None:
    something_else(by=admin, at=AT)

    assert set(acts_seen(admin, AT).values_list("verb", flat=True)) >= {"access.sign_in", "access.lock_out"}
    assert not acts_seen(admin, AT).exclude(verb__startswith="access.").exists()


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("kind=refused", "Tạm chặn đăng nhập", "Cấp lại mật khẩu"),
        ("kind=access.reset_password", "Lê Văn Thôi", "Trần Thị Giám"),
        ("q=giam", "Trần Thị Giám", "Lê Văn Thôi"),
        ("q=Lê+Văn", "Lê Văn Thôi", "Tên đăng nhập không có thật"),
        ("since=06/03/2012", "", "Trần Thị Giám"),
        ("until=05/03/2012", "Trần Thị Giám", "Không có sự việc"),
        ("until=04/03/2012", "", "Trần Thị Giám"),
    ],
)
def test_filters_narrow_it(
    events: None, office: Office, browser: Browser, query: str, there: str, not_there: str
) -> None:
    found = listed(browser.strong_of(office.admin), query).split("<tbody")[-1]

    assert there in found
    assert not_there not in found.split("</tbody")[0]


@pytest.mark.parametrize("query", ["kind=tasks.give", "since=31/02/2012", "sort=who", "page=x", "q=%00"])
def test_a_question_that_cannot_be_is_refused(
    events: None, office: Office, browser: Browser, query: str
) -> None:
    assert browser.strong_of(office.admin).get(f"{LOG}?{query}").status_code == 422


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_is_exported_without_addresses(events: None, office: Office, browser: Browser, kind: str) -> None:
    answer = browser.strong_of(office.admin).get(f"{LOG}?export={kind}")
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]

    assert answer.status_code == 200
    assert ADDRESS.encode() not in body


@pytest.mark.parametrize("who", ["chief", "former"])
def test_it_is_for_administrators(events: None, office: Office, browser: Browser, who: str) -> None:
    client = browser.of(getattr(office, who))
    before = Act.objects.count()
    answers = [client.get(LOG), client.get(page_of("access.sign_in")), client.post(page_of("access.sign_in"))]

    assert {answer.status_code for answer in answers} <= {403, 302}
    assert Act.objects.count() == before


def test_addresses_are_shown_for_a_purpose_and_that_is_recorded(
    events: None, office: Office, browser: Browser
) -> None:
    client = browser.strong_of(office.admin)
    assert ADDRESS not in words(client.get(page_of("access.sign_in")))

    shown = client.post(page_of("access.sign_in"), {"key": str(new_key()), "purpose": "Kiểm tra báo mất máy"})
    act = Act.objects.get(verb="access.read_addresses")

    assert ADDRESS in words(shown)
    assert (act.subject_id, act.account_id, act.detail) == (
        office.chief.pk,
        office.admin.pk,
        {"purpose": "Kiểm tra báo mất máy"},
    )
    assert "Xem địa chỉ đăng nhập" in listed(client)


def test_without_a_purpose_nothing_is_shown(events: None, office: Office, browser: Browser) -> None:
    shown = browser.strong_of(office.admin).post(
        page_of("access.sign_in"), {"key": str(new_key()), "purpose": " "}
    )

    assert shown.status_code == 422
    assert ADDRESS not in words(shown)
    assert not Act.objects.filter(verb="access.read_addresses").exists()


def test_what_was_erased_is_not_kept(events: None, office: Office, browser: Browser, admin: Actor) -> None:
    erase(Act.objects.get(verb="access.sign_in").pk, ground="Luật", by=admin, at=AT)
    shown = browser.strong_of(office.admin).post(
        page_of("access.sign_in"), {"key": str(new_key()), "purpose": "Xem"}
    )

    assert ADDRESS not in words(shown)
    assert "không còn giữ" in words(shown)


def test_the_act_asks_for_itself(events: None, office: Office, admin: Actor) -> None:
    about_powers = Act.objects.filter(verb="access.set_capabilities").latest("recorded_at").pk
    came = Act.objects.get(verb="access.sign_in").pk
    chief = actor_of(office.chief, at=AT)

    for act, by, refusal in (
        (came, chief, NotAllowed),
        (new_key(), admin, Missing),
        (about_powers, admin, Missing),
    ):
        with pytest.raises(refusal):
            read_addresses(act, purpose="Xem", by=by, at=AT)
    with pytest.raises(Invalid):
        read_addresses(came, purpose="", by=admin, at=AT)


def test_a_page_takes_the_same_statements_for_many_as_for_one(
    events: None, office: Office, browser: Browser
) -> None:
    client = browser.strong_of(office.admin)
    client.get(LOG)
    with CaptureQueriesContext(connection) as few:
        client.get(LOG)
    chief = actor_of(office.chief, at=AT)
    for _ in range(60):
        sign_in(office.chief, address=ADDRESS, by=chief, at=AT)
    with CaptureQueriesContext(connection) as many:
        read = words(client.get(LOG))

    assert len(many) <= len(few) + 1  # the count, which one page alone does not need
    assert "page=" in read


def test_the_list_reads_its_own_index(office: Office, admin: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    plan = acts_seen(admin, AT).order_by("-recorded_at", "-id")[:51].explain()

    assert "act_of_access" in plan
