from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import include, path

from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.keys import new_key
from lienthong.kernel.notices import reading
from lienthong.kernel.notices.models import Notice
from lienthong.kernel.notices.recipients import Recipients
from lienthong.kernel.notices.telling import tell
from lienthong.kernel.notices.tests.conftest import MONDAY, reminders
from lienthong.kernel.notices.urls import routes
from lienthong.kernel.refusals import Missing

pytestmark = pytest.mark.django_db(transaction=True)
HEAD, STRANGER = new_key(), new_key()


def told(number: int, account: UUID = HEAD) -> list[Notice]:
    register = Recipients()
    register.register("notices_test.", lambda _act: [account])
    tell([act.id for act in reminders(number)], register=register)
    return list(Notice.objects.filter(account_id=account).order_by("-created_at"))


def test_pages_follow_each_other_and_end(django_assert_num_queries: Any) -> None:
    notices = told(reading.PAGE + 5)
    told(3, STRANGER)

    first = reading.page(HEAD)
    second = reading.page(HEAD, before=first.older)

    assert [line.notice for page in (first, second) for line in page.lines] == notices
    assert second.older is None
    with django_assert_num_queries(1):
        reading.page(HEAD)


def test_another_s_notice_is_not_there() -> None:
    (notice,) = told(1)

    with pytest.raises(Missing):
        reading.notice_of(STRANGER, notice.id)
    with pytest.raises(Missing):
        reading.page(STRANGER, before=notice.id)
    assert reading.mark_read(STRANGER, at=MONDAY, notice_id=notice.id) == 0
    assert reading.unread(HEAD) == 1


def test_read_is_read_once() -> None:
    one, _other, *_rest = told(3)

    assert reading.mark_read(HEAD, at=MONDAY, notice_id=one.id) == 1
    assert reading.mark_read(HEAD, at=MONDAY, notice_id=one.id) == 0
    assert [len(reading.page(HEAD, only_unread=True).lines), reading.unread(HEAD)] == [2, 2]
    assert reading.mark_read(HEAD, at=MONDAY) == 2
    assert reading.unread(HEAD) == 0


def test_the_count_reads_its_small_index() -> None:
    told(2)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = str(Notice.objects.filter(account_id=HEAD, read_at__isnull=True)[:100].explain())

    assert "notice_" in plan


# The page, behind an open door: who asks is whoever the test says.


def open_door(_capability: str | None, view: Any, methods: tuple[str, ...] = ("GET",)) -> Any:
    def door(request: Any, **values: Any) -> Any:
        account = UUID(request.headers["X-Account"])
        request.actor, request.at = Actor(ActorKind.OFFICIAL, "Lê Văn Mẫu", account_id=account), MONDAY
        return view(request, **values)

    return door


urlpatterns = [path("", include((routes(open_door), "notices")))]


@pytest.fixture
def head(settings: Any) -> Client:
    """A browser at the bare page: the frame around it belongs to another room."""
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.TEMPLATES = [dict(settings.TEMPLATES[0], OPTIONS={"context_processors": []})]
    return Client(headers={"X-Account": str(HEAD)})


def test_the_page_says_what_happened(head: Client, named: None) -> None:
    (notice,) = told(1)

    page = head.get("/thong-bao/").content.decode()

    assert f"Việc {str(notice.subject_id)[-4:]}" in page
    assert "Trần Thị Mẫu" in page
    assert "Chưa đọc" in page


def test_opening_leads_to_the_thing_and_is_remembered(head: Client, named: None) -> None:
    (notice,) = told(1)

    answer = head.get(f"/thong-bao/{notice.id}/")

    assert answer["Location"] == f"/viec/{notice.subject_id}/"
    assert reading.unread(HEAD) == 0


def test_all_are_marked_at_once(head: Client) -> None:
    told(3)

    assert head.post("/thong-bao/da-doc/")["Location"] == "/thong-bao/"
    assert "Đánh dấu tất cả" not in head.get("/thong-bao/").content.decode()


def test_nothing_to_show_says_so(head: Client) -> None:
    assert "Không có thông báo nào" in head.get("/thong-bao/?chi=chua-doc").content.decode()


def test_a_forged_key_is_not_there(head: Client) -> None:
    with pytest.raises(Missing):
        head.get("/thong-bao/?truoc=x")
