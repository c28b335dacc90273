"""A leader's box read by an assistant, and what the leader said entered there: pages and API, for the whole cast."""

import io
import json
import re
from copy import deepcopy
from datetime import timedelta
from pathlib import Path

import pytest
from cast import MONDAY, Cast, the_cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lienthong.access.assisting import begin_assistance, end_assistance
from lienthong.access.models import Assistance
from lienthong.access.powers.delegating import Holder
from lienthong.access.tests.factor import step_up
from lienthong.casework.instructing import Words, instruct_for
from lienthong.casework.models import Instruction, Medium
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.clock.shipped import open_public_calendar
from lienthong.tasks import giving
from lienthong.tasks.models import Task, TaskKind

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TODAY = local_day(MONDAY)
ASSISTANT = "neighbour_specialist"  # of another department: sees nothing of this by themselves


@pytest.fixture(autouse=True)
def monday(monkeypatch, settings, tmp_path):
    from lienthong.access import doors

    monkeypatch.setattr(doors, "now", lambda: MONDAY)
    static = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.STORAGES = settings.STORAGES | static
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    settings.VAULT_ROOT, settings.VAULT_SCANNER = tmp_path / "vault", ""


@pytest.fixture(scope="module")
def kept_cast(keep) -> Cast:
    return keep(the_cast)


@pytest.fixture
def cast(db, kept_cast) -> Cast:
    open_public_calendar(by=SYSTEM, at=MONDAY - timedelta(days=60))
    return deepcopy(kept_cast)


@pytest.fixture
def task(cast) -> Task:
    """A task that the committee gave to the department; the Office follows it."""
    order = giving.Order(
        title="Nối mạng đến các xã",
        kind=TaskKind.DEADLINE,
        assigner_id=cast.units["UBND"].pk,
        monitoring_id=cast.units["UBND"].pk,
        output="Báo cáo",
        leads=[giving.Executor(cast.units["SO"].pk)],
        term="chậm nhất ngày 30/03/2012",
    )
    return giving.give(order, by=cast.actor("chair"), at=MONDAY)


@pytest.fixture
def secretary(cast) -> Assistance:
    """The chair's assistant: from the Office, and without any power over all tasks."""
    cast.posts["secretary"] = _a_secretary(cast)
    return begin(cast, "chair")


def _a_secretary(cast: Cast):
    from lienthong.access.models import Account
    from lienthong.directory.tests.cast import a_person, a_post, appointed

    person = a_person("Tô Thị Ký", code="secretary")
    post = a_post(cast.units["VP"], "Thư ký lãnh đạo", code="secretary", rank=30)
    appointed(person, post)
    cast.accounts["secretary"] = Account.objects.create(username="secretary", person=person)
    return post


def begin(cast: Cast, leader: str) -> Assistance:
    return begin_assistance(
        seat(cast, leader), seat(cast, "secretary"), on=TODAY, basis="1/QĐ", by=cast.actor(leader), at=MONDAY
    )


def seat(cast: Cast, role: str) -> Holder:
    return Holder(cast.account(role).person_id, cast.posts[role].pk)


def as_(cast: Cast, role: str) -> Client:
    client = Client()
    client.force_login(cast.account(role), backend=BACKEND)
    return client


def entered(cast: Cast, task: Task, **differs) -> Instruction:
    words = Words("Làm ngay.", Medium.TELEPHONE)
    asked = {"leader_post": cast.posts["chair"].pk, "by": cast.actor("secretary"), "at": MONDAY} | differs
    return instruct_for(task.pk, words=words, **asked)


def box_of(cast: Cast, leader: str = "chair", box: str = "") -> str:
    return f"/viec-cua-toi/{box}?cua={cast.posts[leader].pk}"


def test_the_assistant_reads_the_leaders_box_and_its_tasks(cast, secretary, task):
    client = as_(cast, "secretary")

    own = client.get("/viec-cua-toi/").content.decode()
    read = client.get(box_of(cast, box="da-giao/")).content.decode()

    assert "đ/c Hoàng Văn Chủ (đọc giúp)" in own
    assert "Nối mạng đến các xã" not in own
    assert "Nối mạng đến các xã" in read
    assert "Việc lãnh đạo đã giao" in read
    assert client.get(f"/nhiem-vu/{task.pk}/").status_code == 200


def test_the_first_opening_of_a_day_is_recorded_whatever_is_asked(cast, secretary, task):
    client = as_(cast, "secretary")

    client.get(box_of(cast), headers={"HX-Request": "true"})
    client.get(box_of(cast))
    client.get(f"{box_of(cast)}&export=csv")

    (act,) = Act.objects.filter(verb="access.read_for_leader")
    assert (act.subject_id, act.actor_name) == (cast.account("chair").person_id, "Tô Thị Ký")
    shown = as_(cast, "chair").get("/giup-viec/").content.decode()
    assert "Mở hộp việc của lãnh đạo để đọc giúp" in shown


def test_the_links_of_a_leaders_box_stay_in_it(cast, secretary, task):
    page = as_(cast, "secretary").get(box_of(cast, box="da-giao/")).content.decode()

    asked = re.findall(r'href="(\?[^"]*sort=[^"]*)"', page)
    assert asked
    assert all(f"cua={cast.posts['chair'].pk}" in link for link in asked)


def test_others_have_no_way_in(cast, secretary, task):
    for role in ("specialist", "neighbour_specialist", "follower", "administrator", "commune_chair"):
        answer = as_(cast, role).get(box_of(cast))
        assert answer.status_code == 403, role
        assert "không giúp việc cho lãnh đạo này" in answer.content.decode()
    assert as_(cast, "neighbour_specialist").get(f"/nhiem-vu/{task.pk}/").status_code == 404
    assert as_(cast, "secretary").get("/viec-cua-toi/?cua=made-up").status_code == 403
    assert not Act.objects.filter(verb="access.read_for_leader").exists()


def test_an_assistance_that_ends_is_refused_at_the_next_page(cast, secretary, task):
    client = as_(cast, "secretary")
    assert client.get(box_of(cast)).status_code == 200

    end_assistance(secretary.pk, on=TODAY, by=cast.actor("chair"), at=MONDAY)

    assert client.get(box_of(cast)).status_code == 403
    assert client.get(f"/nhiem-vu/{task.pk}/").status_code == 404
    assert client.get(f"/viec-cua-toi/chi-dao/{task.pk}/thay/").status_code == 404


@pytest.mark.parametrize("slug", ["don-doc", "thoi-giao", "tien-do", "hoan-thanh", "phan-cong", "de-nghi"])
def test_the_assistant_has_no_power_of_the_leaders(cast, secretary, task, slug):
    client = as_(cast, "secretary")
    before = Act.objects.count()
    sent = {"reason": "Làm", "text": "x", "percent": "5", "output": "x", "kind": "extension", "term": "x"}

    assert client.get(f"/nhiem-vu/{task.pk}/{slug}/").status_code == 403
    assert client.post(f"/nhiem-vu/{task.pk}/{slug}/", sent).status_code == 403
    assert Act.objects.count() == before


def test_the_assistant_types_nothing_in_the_leaders_place(cast, secretary, task):
    answer = as_(cast, "secretary").post(f"/viec-cua-toi/chi-dao/{task.pk}/", {"text": "Làm"})

    assert answer.status_code == 404
    assert not Instruction.objects.exists()


def test_handwriting_is_entered_with_its_picture_and_confirmed_by_one_touch(cast, secretary, task):
    client, address = as_(cast, "secretary"), f"/viec-cua-toi/chi-dao/{task.pk}/thay/"
    page = client.get(address).content.decode()
    assert 'capture="environment"' in page
    sent = {
        "leader": str(cast.posts["chair"].pk),
        "medium": "handwritten",
        "text": "Giao Sở làm ngay.",
        "given_on": "05/03/2012",
        "seen": "1",
        "photo": a_file(),
    }

    assert client.post(address, sent).status_code == 302

    made = Instruction.objects.get()
    leader = as_(cast, "chair")
    waiting = leader.get("/viec-cua-toi/cho-xac-nhan/").content.decode()
    assert "Giao Sở làm ngay." in waiting
    assert "Xác nhận đúng ý tôi" in waiting
    (picture,) = re.findall(r'<img src="([^"]+)"', waiting)
    assert leader.get(picture)["Content-Type"] == "image/png"
    assert as_(cast, "neighbour_specialist").get(picture).status_code == 404
    touched = {
        "key": re.search(r'name="key" value="([^"]+)"', waiting)[1],
        "next": "/viec-cua-toi/cho-xac-nhan/",
    }
    for _touch in range(2):
        answer = leader.post(f"/viec-cua-toi/y-kien/{made.pk}/xac-nhan/", touched)
        assert (answer.status_code, answer["Location"]) == (302, "/viec-cua-toi/cho-xac-nhan/")
    made.refresh_from_db()
    assert made.confirmed_at is not None
    assert Act.objects.filter(verb="casework.confirm_instruction").count() == 1
    shown = as_(cast, "director").get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "Ghi theo bút phê của Hoàng Văn Chủ" in shown
    assert "Lãnh đạo đã xác nhận" in shown


def test_a_form_without_its_picture_or_with_another_kind_keeps_what_was_typed(cast, secretary, task):
    client, address = as_(cast, "secretary"), f"/viec-cua-toi/chi-dao/{task.pk}/thay/"
    leader = str(cast.posts["chair"].pk)
    sent = {"leader": leader, "medium": "handwritten", "text": "Làm", "given_on": "05/03/2012", "seen": "1"}

    missing = client.post(address, sent)
    other = client.post(address, sent | {"scan": a_file("a.txt", b"loi noi")})
    telephone = client.post(address, sent | {"medium": "telephone", "photo": a_file()})
    yesterday = client.post(address, sent | {"given_on": "04/03/2012"})

    assert [one.status_code for one in (missing, other, telephone, yesterday)] == [422] * 4
    assert "phải kèm ảnh" in missing.content.decode()
    assert "chỉ nhận ảnh hoặc PDF" in other.content.decode()
    assert "chỉ ghi khi chọn" in telephone.content.decode()
    assert "ghi cả giờ" in yesterday.content.decode()
    assert not Instruction.objects.exists()


def test_a_page_that_is_old_is_told_so(cast, secretary, task):
    entered(cast, task)

    answer = as_(cast, "chair").post(f"/viec-cua-toi/chi-dao/{task.pk}/", {"text": "Làm", "seen": "1"})

    assert answer.status_code == 409
    assert "Nhập ý kiến chỉ đạo thay" in answer.content.decode()


def test_nobody_else_confirms(cast, secretary, task):
    made = entered(cast, task)

    for role, status in [("secretary", 403), ("vice_chair", 403), ("director", 403), ("commune_chair", 404)]:
        answer = as_(cast, role).post(f"/viec-cua-toi/y-kien/{made.pk}/xac-nhan/")
        assert answer.status_code == status, role
        assert as_(cast, role).get(f"/viec-cua-toi/y-kien/{made.pk}/khong-phai/").status_code == status
    assert Client().post(f"/viec-cua-toi/y-kien/{made.pk}/xac-nhan/").status_code == 302  # to sign in
    made.refresh_from_db()
    assert made.waits


def test_the_leader_says_that_it_is_not_so(cast, secretary, task):
    made, leader = entered(cast, task), as_(cast, "chair")
    address = f"/viec-cua-toi/y-kien/{made.pk}/khong-phai/"
    assert "Làm ngay." in leader.get(address).content.decode()

    assert leader.post(address, {"reason": ""}).status_code == 422
    assert leader.post(address, {"reason": "Tôi không nói vậy."}).status_code == 302

    shown = leader.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "Lãnh đạo không nhận là ý kiến của mình" in shown
    assert "Tôi không nói vậy." in shown
    assert leader.get(address).status_code == 409


@pytest.mark.parametrize("number", [0, 1, 3])
def test_the_inbox_reads_in_so_many_statements_whomever_one_assists(cast, task, number):
    cast.posts["secretary"] = _a_secretary(cast)
    for leader in ("chair", "vice_chair", "office_chief")[:number]:
        begin(cast, leader)
    client = as_(cast, "secretary")
    client.get("/viec-cua-toi/")

    own = statements(client, "/viec-cua-toi/")
    assert len(own) == len(statements(client, "/viec-cua-toi/qua-han/"))
    assert len(own) == OWN_BOX + bool(number), own  # whom one assists is asked of who assists somebody
    if number:
        client.get(box_of(cast))
        read = statements(client, box_of(cast))
        assert len(read) == OWN_BOX + 3, read  # the day's record, whom one assists again, the box that waits


OWN_BOX = 7


def statements(client: Client, address: str) -> list[str]:
    """Return what a page asked the database; the head of the ledger is asked every few seconds, by whoever comes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [one["sql"] for one in captured.captured_queries if "acts_checkpoint" not in one["sql"]]


def test_a_leader_lets_in_and_ends_on_screen(cast, task):
    cast.posts["secretary"] = _a_secretary(cast)
    client, person = as_(cast, "chair"), cast.account("chair").person_id
    assert "Chưa cử ai giúp việc." in client.get("/giup-viec/").content.decode()
    chosen = f"{cast.account('secretary').person_id}:{cast.posts['secretary'].pk}"
    sent = {"leader": str(cast.posts["chair"].pk), "assistant": chosen, "on": "05/03/2012", "basis": "1/QĐ"}

    wrong = client.post(f"/giup-viec/{person}/cu/", sent | {"basis": "", "on": "01/03/2012"})
    assert wrong.status_code == 422
    assert client.post(f"/giup-viec/{person}/cu/", sent | {"on": "01/03/2012"}).status_code == 422
    assert client.post(f"/giup-viec/{person}/cu/", sent).status_code == 302
    row = Assistance.objects.get()
    assert "Đang giúp việc" in client.get(f"/giup-viec/{person}/").content.decode()
    assert client.post(f"/giup-viec/{person}/thoi/{row.pk}/", {"on": "05/03/2012"}).status_code == 302

    assert not Assistance.objects.believed().exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [("administrator", 200), ("vice_chair", 403), ("specialist", 403), ("secretary", 403), ("citizen", 403)],
)
def test_who_may_look_at_a_leaders_assistants(cast, secretary, role, status):
    person = cast.account("chair").person_id
    browser = step_up(as_(cast, role), cast.account(role)) if role == "administrator" else as_(cast, role)

    assert browser.get(f"/giup-viec/{person}/").status_code == status
    assert browser.get(f"/giup-viec/{person}/cu/").status_code == status
    assert browser.post(f"/giup-viec/{person}/thoi/{secretary.pk}/").status_code in {422, 403}


def test_the_api_says_the_same(cast, secretary, task):
    client, base = as_(cast, "secretary"), f"/api/tasks/{task.pk}/instructions"
    leader = str(cast.posts["chair"].pk)
    words = {"leader": leader, "medium": "handwritten", "text": "Làm ngay.", "seen": 1}

    assert post(as_(cast, "specialist"), base, {"text": "x"}).status_code == 403
    assert post(as_(cast, "neighbour_specialist"), base, {"text": "x"}).status_code == 404
    missing = client.post(f"{base}/for", words, **CSRF)
    assert (missing.status_code, missing.json()["field"]) == (422, "photo")
    answer = client.post(f"{base}/for", words | {"photo": a_file()}, **CSRF)
    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert (said["medium"], said["confirmed_at"], said["entered_by"]) == ("handwritten", None, "Tô Thị Ký")
    one = f"{base}/{said['id']}"
    assert post(client, f"{one}/confirmation", {}).status_code == 403
    chair = as_(cast, "chair")
    assert post(chair, f"{one}/confirmation", {}).json()["confirmed_at"]
    assert post(chair, f"{one}/disowning", {"reason": "x"}).status_code == 409
    assert post(chair, base, {"text": "Thêm.", "seen": 3}).status_code == 201
    listed = as_(cast, "director").get(base).json()
    assert [row["text"] for row in listed] == ["Thêm.", "Làm ngay."]
    assert as_(cast, "neighbour_specialist").get(base).status_code == 404


CSRF = {"headers": {"Accept": "application/json"}}


def post(client: Client, address: str, body: dict):
    return client.post(address, json.dumps(body), content_type="application/json", **CSRF)


def a_file(name: str = "bút phê.png", content: bytes = PNG) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file
