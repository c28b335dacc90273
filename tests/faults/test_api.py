"""The API as a program that errs, repeats itself or tries what is not its own."""

import json

import pytest

from faults.conftest import NOTHING, api, progress, words
from lienthong.directory.tests.cast import a_place
from lienthong.kernel.keys import new_key
from lienthong.tasks.models import Progress, Task

REPORT = {"percent": 40, "text": "Đã khảo sát bốn xã"}
PROBLEM = "application/problem+json"


def send(client, address, body, **headers):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(address, raw, content_type="application/json", headers=headers)


def an_order(province, **differs):
    unit = province.id_of
    return {
        "title": "Xây dựng cổng thông tin",
        "kind": "deadline",
        "assigner": str(unit("UBND")),
        "monitoring": str(unit("VPUB")),
        "output": "Cổng hoạt động",
        "leads": [str(unit("STTTT"))],
        "term": "chậm nhất ngày 30/06/2012",
    } | differs


def test_the_same_key_twice_is_one_act(desk, task):
    key = {"Idempotency-Key": str(new_key())}
    answers = [send(desk["director"], api(task, "progress"), REPORT, **key) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert desk.recorded == ["tasks.report_progress"]
    assert Progress.objects.count() == 1


def test_giving_with_the_same_key_gives_one_task(desk, task, province):
    key = {"Idempotency-Key": str(new_key())}
    answers = [send(desk["chair"], "/api/tasks", an_order(province), **key) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 200]
    assert "đã được ghi nhận" in answers[1].json()["title"]
    assert desk.recorded == ["tasks.give"]


def test_a_task_is_given_with_the_code_of_its_place(desk, task, province):
    a_place("MUINE", "Phường Mũi Né")

    answer = send(desk["chair"], "/api/tasks", an_order(province, place="MUINE"))

    assert (answer.status_code, answer.json()["place"]) == (201, "MUINE")
    listed = desk["chair"].get("/api/tasks").json()["tasks"]
    assert sorted(one["place"] for one in listed) == ["", "MUINE"]


def test_an_old_revision_is_refused(desk, task):
    send(desk["director"], api(task, "progress"), REPORT | {"seen": 1})
    answer = send(desk["specialist"], api(task, "progress"), REPORT | {"seen": 1})

    assert answer.status_code == 409
    assert answer["Content-Type"] == PROBLEM
    assert "vừa có người khác xử lý" in answer.json()["title"]
    assert desk.recorded == ["tasks.report_progress"]


@pytest.mark.parametrize("what", ["", "progress", "deliveries", "handovers"])
def test_a_strangers_task_is_not_there(desk, task, what):
    bodies = {
        "progress": REPORT,
        "deliveries": {"output": "Xong", "document_number": "1"},
        "handovers": {"unit": str(desk.province.id_of("XA"))},
    }
    client = desk["stranger"]
    answer = send(client, api(task, what), bodies[what]) if what else client.get(api(task))

    assert answer.status_code == 404
    assert answer["Content-Type"] == PROBLEM
    assert "Không tìm thấy" in answer.json()["title"]
    assert task.case.title not in answer.content.decode()
    assert desk.nothing_recorded


def test_a_strangers_list_and_search_do_not_tell(desk, task):
    found = desk["stranger"].get("/api/tasks", {"q": "mạng diện rộng"})

    assert found.json() == {"tasks": [], "next": None}


def test_a_proposal_of_a_strangers_task_is_not_there(desk, task):
    asked = {"kind": "adjustment", "reason": "Chưa có vốn", "wording": "Ba xã"}
    made = send(desk["director"], api(task, "proposals"), asked)
    assert made.status_code == 201
    desk.listen()

    address = f"/api/tasks/proposals/{made.json()['id']}/answer"
    answer = send(desk["stranger"], address, {"accept": True})
    own = send(desk["director"], address, {"accept": True})

    assert answer.status_code == 404
    assert own.status_code == 403
    assert "chưa được giao quyền" in own.json()["title"]
    assert desk.nothing_recorded


@pytest.mark.parametrize(
    "address", ["/api/tasks/rac", "/api/tasks/0", f"/api/tasks/{NOTHING}/rac", "/api/rac"]
)
def test_an_address_that_is_none_is_not_found(desk, task, address):
    answer = desk["director"].get(address, headers={"Accept": "application/json"})

    assert answer.status_code == 404
    assert desk.nothing_recorded


def test_a_forged_id_is_not_found(desk, task):
    answer = send(desk["director"], f"/api/tasks/{new_key()}/progress", REPORT)

    assert answer.status_code == 404
    assert "Không tìm thấy" in answer.json()["title"]
    assert desk.nothing_recorded


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe\x00",
        b'{"percent": NaN, "text": "x"}',
        b'{"percent": 1e400, "text": "x"}',
        b'{"percent": 40, "text": "\\ud800"}',
        b'{"percent": 40, "text": "a\\u0000b"}',
        b'{"percent": "40%", "text": "x"}',
        b'{"percent": 40.5, "text": "x"}',
        b'{"percent": 40}',
        b'{"percent": 40, "text": ["x"]}',
        b'{"percent": 40, "text": "x", "seen": 99999999999999999999999}',
        b'{"percent": 40, "text": "x", "by": "chair", "at": "2011-01-01"}',
        b'{"percent": 40, "text": "x", "person": 1}',
        b"[" * 100_000,
        json.dumps({"percent": 40, "text": "a" * 2**20}).encode(),
    ],
    ids=lambda body: repr(body[:40]),
)
def test_a_body_that_cannot_be_meant_is_refused(desk, task, body):
    answer = send(desk["director"], api(task, "progress"), body)

    assert answer.status_code in ({409, 422} if b"seen" in body else {422}), answer.content[:300]
    assert answer["Content-Type"] == PROBLEM
    assert any(letter in answer.json()["title"] for letter in "ăâđêôơưạảấầậắếềệịọộớợủứừ")
    assert desk.nothing_recorded


def test_a_body_says_which_field_is_wrong(desk, task):
    answer = send(desk["director"], api(task, "progress"), REPORT | {"percent": 101})
    assert (answer.status_code, answer.json()["field"]) == (422, "percent")

    answer = send(desk["director"], api(task, "progress"), REPORT | {"phan_tram": 1})
    assert (answer.status_code, answer.json()["field"]) == (422, "phan_tram")
    assert desk.nothing_recorded


@pytest.mark.parametrize("key", ["x", "1", "0" * 40])
def test_a_key_that_is_none_is_refused(desk, task, key):
    answer = send(desk["director"], api(task, "progress"), REPORT, **{"Idempotency-Key": key})

    assert answer.status_code == 422
    assert answer["Content-Type"] == PROBLEM
    assert desk.nothing_recorded


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "a" * 2**20},
        {"title": "a" * 501},
        {"title": "a\0b"},
        {"title": " "},
        {"term": "chậm nhất ngày 01/03/2012"},
        {"term": "chậm nhất ngày 31/02/2013"},
        {"term": "chậm nhất ngày 31/12/9999"},
        {"term": "khi rảnh"},
        {"kind": "bribe"},
        {"leads": []},
        {"leads": [NOTHING]},
        {"leads": ["x"]},
        {"assigner": NOTHING},
        {"monitoring": NOTHING},
        {"supporting": [NOTHING]},
        {"for_information": [NOTHING]},
        {"groups": ["moi-nguoi"], "leads": []},
        {"groups": ["moi-nguoi"]},
        {"field": "phap-thuat"},
        {"place": "KHONGCO"},
        {"place": "MUI\0NE"},
        {"output_kind": "x"},
        {"sources": [{"kind": "plan", "label": "a"}, {"kind": "plan", "label": "a"}]},
        {"sources": [{"kind": "plan", "label": "a\0"}]},
        {"sources": [{"kind": "plan", "label": "a", "dated": "2012-02-31"}]},
        {"number": "1/KH"},
        {"recurrence": "khi nào thích"},
        {"kind": "standing", "term": "", "recurrence": "a" * 5000},
    ],
    ids=str,
)
def test_a_wrong_order_is_refused(desk, task, province, wrong):
    answer = send(desk["chair"], "/api/tasks", an_order(province, **wrong))

    assert answer.status_code == 422, answer.content[:300]
    assert answer["Content-Type"] == PROBLEM
    assert desk.nothing_recorded
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    ("what", "wrong"),
    [
        ("proposals", {"kind": "transfer", "reason": "Không đúng việc", "to_unit": NOTHING}),
        ("proposals", {"kind": "extension", "reason": "Chưa có vốn", "term": "31/12/9999"}),
        ("proposals", {"kind": "adjustment", "reason": "Chưa có vốn", "wording": "a\0"}),
        (
            "proposals",
            {"kind": "adjustment", "reason": "Chưa có vốn", "wording": "a", "document": "a" * 9000},
        ),
        ("handovers", {"unit": NOTHING}),
        ("handovers", {"unit": "x"}),
        ("deliveries", {"output": "Xong", "document_number": "1", "document_date": "9999-12-31"}),
        ("deliveries", {"output": "Xong", "document_number": "\0"}),
        ("deliveries", {"output": "a" * 5000, "document_number": "1"}),
    ],
    ids=str,
)
def test_a_wrong_act_is_refused(desk, task, what, wrong):
    answer = send(desk["director"], api(task, what), wrong)

    assert answer.status_code == 422, answer.content[:300]
    assert answer["Content-Type"] == PROBLEM
    assert desk.nothing_recorded


@pytest.mark.parametrize(
    "query",
    [
        {"after": "x"},
        {"after": "2012-01-01~x"},
        {"after": "0001-01-01~" + NOTHING},
        {"after": "2012-01-01'; DROP TABLE acts_act; --~" + NOTHING},
        {"q": "\0"},
        {"q": "a" * 100_000},
        {"q": "'); --"},
    ],
    ids=str,
)
def test_a_wrong_question_breaks_nothing(desk, task, query):
    answer = desk["director"].get("/api/tasks", query)

    assert answer.status_code in {200, 422}, answer.content[:300]
    if answer.status_code == 422:
        assert answer["Content-Type"] == PROBLEM
        assert " " in answer.json()["title"]


def test_nobody_signed_in_is_told_so(client, desk, task):
    for answer in (
        client.get("/api/tasks"),
        client.get(api(task)),
        send(client, api(task, "progress"), REPORT),
    ):
        assert answer.status_code == 401
        assert answer["Content-Type"] == PROBLEM
        assert "Hãy đăng nhập" in answer.json()["title"]
    assert desk.nothing_recorded


def test_a_change_without_the_token_is_refused(desk, task):
    client = desk.browser("director", enforce_csrf_checks=True)
    answer = send(client, api(task, "progress"), REPORT)

    assert answer.status_code == 403
    assert "mã chống giả mạo" in answer.json()["title"]
    assert desk.nothing_recorded


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_method_that_is_not_there(desk, task, method):
    answer = getattr(desk["director"], method)(api(task))

    assert answer.status_code == 405
    assert desk.nothing_recorded


def test_somebody_without_a_post_is_told_why(desk, task, ended):
    ended("director")
    answer = send(desk["director"], api(task, "progress"), progress(task))

    assert answer.status_code == 403
    assert "không giữ chức vụ nào" in answer.json()["title"]
    assert desk.nothing_recorded
    assert words(answer)
