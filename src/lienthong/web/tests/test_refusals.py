"""How a refusal reaches people: as a page, as a notice inside a page, as a problem for programs."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django_htmx.middleware import HtmxDetails

from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import (
    AlreadyDone,
    Invalid,
    Missing,
    NotAllowed,
    Refused,
    Stale,
    WrongState,
)
from lienthong.kernel.ui.forms import Form, LongText
from lienthong.web.refusals import RefusalMiddleware

AT = datetime(2012, 11, 5, 3, 0, tzinfo=UTC)


class Report(Form):
    note = LongText(label="Kết quả")


@pytest.fixture
def middleware() -> RefusalMiddleware:
    return RefusalMiddleware(lambda _request: None)  # type: ignore[arg-type, return-value]


@pytest.fixture
def asks() -> Callable[..., HttpRequest]:
    def make(path: str = "/viec/1/bao-cao/", **headers: str) -> HttpRequest:
        request = RequestFactory(headers=headers).post(path, {"note": "Đã <xong>", "seen": "3", "key": "k"})
        request.user, request.at = AnonymousUser(), AT  # type: ignore[attr-defined]
        request.session = SessionStore()
        request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
        request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
        return request

    return make


def text(answer: Any) -> str:
    return str(answer.content.decode())


def an_act() -> Act:
    return Act(
        id=new_key(),
        verb="web.test",
        actor_name="Lê Thị Hoài",
        actor_post="Chuyên viên",
        actor_unit="Phòng Tổng hợp",
        at=AT,
        recorded_at=AT,
        detail={},
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("refusal", "status", "title"),
    [
        (NotAllowed("Chưa được giao."), 403, "Chưa được phép"),
        (Missing(), 404, "Không tìm thấy"),
        (WrongState("Đã kết thúc."), 409, "Không thực hiện được lúc này"),
        (Stale("Đã có thay đổi."), 409, "Có thay đổi từ lúc mở trang"),
        (Invalid("Hạn đã qua.", field="due"), 422, "Chưa thực hiện được"),
    ],
    ids=lambda part: type(part).__name__,
)
def test_each_refusal_has_its_page_with_its_reason(
    middleware: RefusalMiddleware, asks: Callable[..., Any], refusal: Refused, status: int, title: str
) -> None:
    answer = middleware.process_exception(asks(), refusal)

    assert answer is not None
    assert answer.status_code == status
    assert title in text(answer)
    assert str(refusal.reason) in text(answer)


@pytest.mark.django_db
def test_a_stale_page_tells_what_changed_and_sends_again_what_was_typed(
    middleware: RefusalMiddleware, asks: Callable[..., Any]
) -> None:
    request = asks()
    Report.read(request)

    page = text(middleware.process_exception(request, Stale("Đã có thay đổi.", [an_act(), an_act()])))

    assert page.count("Lê Thị Hoài") == 2
    assert "Đã &lt;xong&gt;</textarea>" in page
    assert 'name="seen" value="5"' in page
    assert 'action="/viec/1/bao-cao/"' in page
    assert "Gửi lại" in page


@pytest.mark.django_db
def test_htmx_gets_a_notice_in_its_place(middleware: RefusalMiddleware, asks: Callable[..., Any]) -> None:
    answer = middleware.process_exception(asks(**{"HX-Request": "true"}), NotAllowed("Chưa được giao."))

    assert answer is not None
    assert answer.status_code == 403
    assert answer["HX-Retarget"] == "#notices"
    assert "<html" not in text(answer)
    assert "Chưa được giao." in text(answer)


def test_programs_get_a_problem(middleware: RefusalMiddleware, asks: Callable[..., Any]) -> None:
    answer = middleware.process_exception(asks(Accept="application/json"), Invalid("Sai.", field="due"))

    assert answer is not None
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(text(answer)) == {"title": "Sai.", "status": 422, "kind": "Invalid", "field": "due"}


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/viec/1/bao-cao/", "/viec/1/"),
        ("/viec/1/bao-cao/?next=/noi-khac/", "/noi-khac/"),
        ("/viec/1/bao-cao/?next=https://evil.example/", "/viec/1/"),
    ],
)
def test_what_was_sent_twice_goes_on_and_says_so(
    middleware: RefusalMiddleware, asks: Callable[..., Any], path: str, address: str
) -> None:
    request = asks(path)

    answer = middleware.process_exception(request, AlreadyDone(new_key()))

    assert answer is not None
    assert answer["Location"] == address
    assert [str(message) for message in get_messages(request)] == ["Thao tác này đã được ghi nhận."]


def test_other_exceptions_are_not_answered_here(
    middleware: RefusalMiddleware, asks: Callable[..., Any]
) -> None:
    assert middleware.process_exception(asks(), RuntimeError("x")) is None


@pytest.mark.django_db
def test_an_unknown_address_has_a_page(client: Client) -> None:
    answer = client.get("/khong-co-trang-nay/")

    assert answer.status_code == 404
    assert "Không tìm thấy" in text(answer)


@pytest.mark.django_db
def test_a_form_without_its_guard_is_refused_in_our_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/ngon-ngu/", {"language": "en"})

    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in text(answer)
    assert 'href="/ngon-ngu/"' in text(answer)


@pytest.mark.django_db
def test_a_method_that_is_not_there_has_a_page_too(client: Client) -> None:
    answer = client.get("/ngon-ngu/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Không gửi được theo cách này" in text(answer)
    assert "Hãy mở lại trang và làm từ đó." in text(answer)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "accept"), [("/ngon-ngu/", "application/json"), ("/api/tasks", "*/*")], ids=["page", "api"]
)
def test_a_program_gets_a_problem_for_a_method_that_is_not_there(
    client: Client, address: str, accept: str
) -> None:
    answer = client.delete(address, headers={"accept": accept})

    assert answer.status_code == 405
    assert "POST" in answer["Allow"]
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.json()["status"], answer.json()["kind"]) == (405, "WrongMethod")


@pytest.mark.django_db
def test_htmx_hears_of_a_wrong_method_in_a_notice(client: Client) -> None:
    answer = client.get("/ngon-ngu/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Retarget"]) == (405, "#notices")
