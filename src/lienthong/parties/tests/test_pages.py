from collections.abc import Callable
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse
from pytest_django import Settings

from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Missing, NotAllowed
from lienthong.parties.tests import cast

pytestmark = pytest.mark.django_db
Ask = Callable[..., str]


@pytest.fixture
def ask(settings: Settings, rf: RequestFactory) -> Ask:
    settings.ROOT_URLCONF = "lienthong.parties.tests.addresses"
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

    def answer(name: str, *args: Any, sent: dict[str, str] | None = None, **asked: Any) -> str:
        address = reverse(f"parties:{name}", args=args)
        by, status = asked.pop("by", cast.KEEPER), asked.pop("status", 200)
        request: Any = rf.get(address, asked) if sent is None else rf.post(address, sent)
        request.actor, request.at, request.htmx = by, cast.AT, False
        view, positional, named = resolve(address)
        response = view(request, *positional, **named)
        assert response.status_code == status
        return b"".join(response).decode()

    return answer


def test_the_list_shows_enterprises_and_hides_citizens(ask: Ask) -> None:
    cast.an_enterprise(name="Công ty Hải Đăng")
    cast.a_citizen("Lê Thị Kín", "999000000777")

    page = ask("parties")
    assert "Công ty Hải Đăng" in page
    assert "L. T. K." in page
    for personal in ("Lê Thị Kín", "999000000777"):
        assert personal not in page
        assert personal not in ask("parties", export="csv")


def test_a_citizen_is_opened_for_a_purpose(ask: Ask) -> None:
    citizen = cast.a_citizen("Lê Thị Kín", "999000000777")
    closed = ask("party", citizen.pk)
    assert "Lê Thị Kín" not in closed
    assert "Đường Thử Nghiệm" not in closed
    assert "Lê Thị Kín" not in ask("party", citizen.pk, sent={"purpose": ""}, status=422)
    assert not Act.objects.exists()

    opened = ask("party", citizen.pk, sent={"purpose": "Trả kết quả"})

    for words in ("Lê Thị Kín", "999000000777", "Đường Thử Nghiệm", "Trả kết quả", "Trần Thị Danh Bạ"):
        assert words in opened
    assert Act.objects.get().verb == "parties.read"


def test_who_may_not_see_opens_nothing(ask: Ask) -> None:
    citizen = cast.a_citizen()
    with pytest.raises(NotAllowed, match="chưa được giao quyền xem"):
        ask("party", citizen.pk, sent={"purpose": "Tò mò"}, by=cast.STRANGER)
    assert not Act.objects.exists()


def test_an_enterprise_shows_its_branches(ask: Ask) -> None:
    enterprise, branch = cast.an_enterprise(), cast.an_enterprise(name="Chi nhánh La Gi")
    cast.a_branch(branch, enterprise)

    assert "Chi nhánh La Gi" in ask("party", enterprise.pk)
    assert enterprise.name in ask("party", branch.pk)
    with pytest.raises(Missing):
        ask("party", "01890000-0000-7000-8000-000000000000")
