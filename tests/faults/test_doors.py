"""Doors: strangers, forged addresses, missing tokens, wrong methods, ended posts, guessed passwords."""

import pytest
from django.test import Client

from faults.conftest import NOTHING, PASSWORD, page, progress, words
from lienthong.kernel.keys import new_key
from lienthong.measures.tests.conftest import moment

WRONG = {"login": "director", "password": "sai mật khẩu rồi"}
SLUGS = ("", "tien-do", "hoan-thanh", "phan-cong", "de-nghi", "xac-nhan", "thoi-giao", "mo-lai", "don-doc")


@pytest.mark.parametrize("act", SLUGS)
def test_a_strangers_task_is_not_there(desk, task, act):
    browser = desk["stranger"]
    answers = [browser.get(page(task, act))]
    if act:
        answers.append(browser.post(page(task, act), progress(task)))

    for answer in answers:
        assert answer.status_code == 404
        assert "Không tìm thấy" in words(answer)
        assert task.case.title not in words(answer)
    assert desk.nothing_recorded


def test_a_strangers_list_search_and_exports_do_not_tell(desk, task):
    for query in ("", "?q=mạng", "?export=csv", "?export=xlsx", "?status=within"):
        answer = desk["stranger"].get(f"/nhiem-vu/{query}")
        body = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == 200
        assert "Nối mạng".encode() not in body


@pytest.mark.parametrize("act", ["tien-do", "hoan-thanh", "phan-cong", "de-nghi", "thoi-giao"])
def test_who_sees_may_not_therefore_act(desk, task, act):
    for answer in (
        desk["follower"].get(page(task, act)),
        desk["follower"].post(page(task, act), progress(task)),
    ):
        assert answer.status_code == 403
        assert "Chưa được phép" in words(answer)
        assert 'class="lead"' in words(answer)
    assert desk.nothing_recorded


@pytest.mark.parametrize(
    "address",
    [
        f"/nhiem-vu/{NOTHING}/",
        f"/nhiem-vu/{NOTHING}/tien-do/",
        "/nhiem-vu/rac/",
        "/nhiem-vu/00000000-0000-0000-0000-000000000000/",
        "/nhiem-vu/%00/",
        "/nhiem-vu/../../etc/passwd",
        "//evil.example/%2f..",
        "/danh-ba/rac/",
        "/so-lieu/rac.rac/",
        "/giao-dien/viec-dang-chay/rac/",
        "/viec-cua-toi/rac/",
    ],
)
def test_an_address_that_is_none_is_not_found(desk, task, address):
    answer = desk["chair"].get(address)

    assert answer.status_code in {404, 403} if address.startswith("/so-lieu") else answer.status_code == 404
    assert "Không tìm thấy" in words(answer) or "Chưa được phép" in words(answer)
    assert desk.nothing_recorded


def test_an_act_and_a_proposal_that_are_none_are_not_found(desk, task):
    browser = desk["chair"]
    answers = [
        browser.get(page(task, "hoi-lo")),
        browser.post(f"{page(task)}de-nghi/{new_key()}/", progress(task, accept="yes")),
        browser.get(f"{page(task)}de-nghi/rac/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert all("Không tìm thấy" in words(answer) for answer in answers)
    assert desk.nothing_recorded


def test_a_proposal_is_not_answered_through_another_task(desk, task, a_task):
    other = a_task()
    sent = {"kind": "adjustment", "reason": "Chưa có vốn", "wording": "Ba xã"}
    desk["director"].post(page(other, "de-nghi"), progress(other, **sent))
    proposal = other.proposals.get()
    desk.listen()

    answer = desk["chair"].post(f"{page(task)}de-nghi/{proposal.pk}/", progress(task, accept="yes"))

    assert answer.status_code == 404
    assert desk.nothing_recorded


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("page=rac", "Đường dẫn tới trang này của danh sách không đúng"),
        ("page=WyJhZnRlciIsW11d:1abcde:zzzz", "Đường dẫn tới trang này của danh sách không đúng"),
        ("page=%00", "Đường dẫn tới trang này của danh sách không đúng"),
        ("sort=case__holder__password", "không sắp xếp được"),
        ("sort=--due", "không sắp xếp được"),
        ("status=rac", "không có trong danh sách"),
        ("field=%00", "không có trong danh sách"),
        ("export=exe", "Chỉ xuất được tệp XLSX hoặc CSV"),
        ("q=%00", "ký tự không đọc được"),
        ("q=" + "a" * 500, "quá dài"),
    ],
)
def test_a_forged_question_to_a_list_is_refused(desk, task, query, reason):
    answer = desk["director"].get(f"/nhiem-vu/?{query}")

    assert answer.status_code == 422
    assert reason in words(answer)
    assert desk.nothing_recorded


@pytest.mark.parametrize("address", ["/nhiem-vu/moi/", "{task}tien-do/", "/dang-nhap/", "/ngon-ngu/"])
def test_a_form_without_the_token_is_refused(desk, task, address):
    browser = desk.browser("chair", enforce_csrf_checks=True)
    answer = browser.post(address.replace("{task}", page(task)), progress(task))

    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in words(answer)
    assert desk.nothing_recorded


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("post", "/nhiem-vu/"),
        ("post", "{task}"),
        ("delete", "{task}"),
        ("put", "{task}tien-do/"),
        ("patch", "/nhiem-vu/moi/"),
        ("get", "/ngon-ngu/"),
        ("post", "/so-lieu/"),
    ],
)
def test_a_method_that_is_not_there_is_refused(desk, task, method, address):
    answer = getattr(desk["director"], method)(address.replace("{task}", page(task)))

    assert answer.status_code == 405
    assert answer["Allow"]
    assert desk.nothing_recorded


@pytest.mark.parametrize(
    "address", ["/nhiem-vu/", "/nhiem-vu/?status=within&q=a+b", "/so-lieu/", "{task}tien-do/"]
)
def test_nobody_signs_in_first_and_comes_back(client, desk, task, address):
    address = address.replace("{task}", page(task))
    answer = client.get(address)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/?next=%2F")
    signed_in = client.post(answer["Location"], {"login": "director", "password": PASSWORD})
    assert signed_in["Location"] == address


def test_nobody_records_nothing(client, desk, task):
    answer = client.post(page(task, "tien-do"), progress(task))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/?next=")
    assert desk.nothing_recorded


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/nhiem-vu/moi/", "không giữ chức vụ nào"),
        ("/so-lieu/", "không giữ chức vụ nào"),
        ("/danh-ba/", "không giữ chức vụ nào"),
        ("/nhiem-vu/", "đang giữ chức vụ"),
    ],
)
def test_whose_post_has_ended_is_told_so(desk, task, ended, address, reason):
    browser = desk["chair"]
    ended("chair")
    answer = browser.get(address)

    assert answer.status_code == 403
    assert reason in words(answer)


def test_no_power_outlives_the_appointment(desk, task, ended):
    browser = desk["director"]
    ended("director")
    for answer in (browser.get(page(task)), browser.post(page(task, "tien-do"), progress(task))):
        assert answer.status_code == 404
        assert "Không tìm thấy" in words(answer)
    assert desk.nothing_recorded


def test_guessing_a_password_is_slowed_here_and_not_elsewhere(desk, task):
    here = Client(REMOTE_ADDR="203.0.113.7")
    answers = [here.post("/dang-nhap/", WRONG) for _ in range(6)]

    assert [answer.status_code for answer in answers[:4]] == [422] * 4
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in words(answers[0])
    assert answers[5].status_code == 429
    assert "Thử lại sau" in words(answers[5])
    right = WRONG | {"password": PASSWORD}
    assert here.post("/dang-nhap/", right).status_code == 429
    assert Client(REMOTE_ADDR="198.51.100.9").post("/dang-nhap/", right).status_code == 302


def test_a_name_that_is_none_is_answered_as_one_that_is(desk, task):
    client = Client(REMOTE_ADDR="203.0.113.8")
    known = client.post("/dang-nhap/", WRONG)
    unknown = client.post("/dang-nhap/", WRONG | {"login": "khong-co-ai"})

    assert known.status_code == unknown.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in words(unknown)


@pytest.mark.parametrize("forwarded", ["198.51.100.9", "127.0.0.1", "rác, rác"])
def test_a_forwarded_address_is_no_way_around(desk, task, forwarded):
    for turn in range(6):
        client = Client(REMOTE_ADDR="203.0.113.7", headers={"X-Forwarded-For": f"10.0.0.{turn}, {forwarded}"})
        answer = client.post("/dang-nhap/", WRONG)

    assert answer.status_code == 429


@pytest.mark.parametrize(
    "login", ["a\0b", "a" * 100_000, "=1+1", "<script>alert(1)</script>", "ｄｉｒｅｃｔｏｒ"]
)
def test_a_name_that_nobody_has_breaks_nothing(desk, task, login):
    answer = Client().post("/dang-nhap/", {"login": login, "password": "x\0" if "\0" in login else "x"})

    assert answer.status_code == 422
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "http://testserver@evil.example/",
        "\t//evil.example",
        "/%09//evil.example\r\nSet-Cookie: a=b",
    ],
)
def test_no_way_leads_outside(desk, task, elsewhere):
    from urllib.parse import urlsplit

    right = {"login": "director", "password": PASSWORD, "next": elsewhere}
    sent = progress(task)
    desk["director"].post(page(task, "tien-do"), sent)
    answers = [
        Client().post("/dang-nhap/", right),
        Client(query_string="x").post("/dang-nhap/?" + _query(elsewhere), right | {"next": ""}),
        Client().post("/ngon-ngu/", {"language": "vi", "next": elsewhere}),
        Client().post(
            "/ngon-ngu/", {"language": "vi"}, headers={"Referer": elsewhere.strip()[:40].split("\r")[0]}
        ),
        desk["director"].post(page(task, "tien-do"), sent | {"next": elsewhere}),
        desk["director"].post(page(task, "tien-do") + "?" + _query(elsewhere), sent),
        desk.browser("director").post("/dang-xuat/", {"next": elsewhere}),
    ]
    for answer in answers:
        assert answer.status_code in {302, 204}, answer.status_code
        target = urlsplit(answer.headers.get("Location", "/"))
        assert target.netloc in {"", "testserver"}, answer["Location"]
        assert target.scheme in {"", "http"}
        assert not answer.headers.get("Location", "/").startswith(("//", "/\\", "\\"))


def _query(elsewhere):
    from urllib.parse import urlencode

    return urlencode({"next": elsewhere})


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize(
    ("name", "address", "status"),
    [
        ("director", "/nhiem-vu/", 200),
        ("director", "/", 302),
        ("director", "/nhiem-vu/moi/", 403),
        ("director", "/nhiem-vu/rac/", 404),
        ("director", "/nhiem-vu/?page=rac", 422),
        ("director", "/nhiem-vu/?export=csv", 200),
        ("director", "/api/tasks", 200),
        ("director", "/api/tasks?after=x", 422),
        ("", "/dang-nhap/", 200),
        ("", "/nhiem-vu/", 302),
        ("", "/api/tasks", 401),
        ("", "/rac/", 404),
    ],
)
def test_every_answer_keeps_its_headers(client, desk, task, name, address, status):
    answer = (desk[name] if name else client).get(address)

    assert answer.status_code == status
    assert {header: answer.headers.get(header) for header in HEADERS} == HEADERS
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    if name:
        assert "no-store" in answer.headers.get("Cache-Control", "")


def test_cookies_are_not_for_scripts_nor_for_other_sites(desk, task):
    client = Client()
    client.post("/dang-nhap/", {"login": "director", "password": PASSWORD})

    session = client.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert client.cookies["browser"]["httponly"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("moment=01/01/2011", 422),
        ("moment=01/01/0001", 422),
        ("moment=31/12/9999", 422),
        ("moment=31/02/2012", 422),
        ("moment=%00", 422),
        ("moment=h%C3%B4m%20qua", 422),
        ("period=0000", 422),
        ("period=9999", 422),
        ("period=9999-Q4", 422),
        ("period=2012-Q9", 422),
        ("period=%00", 422),
        ("regime=lunar", 422),
        ("size=0", 404),
        ("size=-1", 404),
        ("size=99999999999999999999", 404),
        ("size=%C2%B2", 404),
        ("unit=rac", 404),
        ("unit=%00", 404),
        ("page=rac", 422),
    ],
)
def test_a_figure_asked_wrongly_says_why(desk, task, figures, asked, status):
    answer = desk["chair"].get(f"{figures}?{asked}")

    assert answer.status_code == status, words(answer)[:500]
    if status == 422 and "2011" in asked:
        assert "trước khi có dữ liệu đầu tiên" in words(answer)
    if status != 200:
        assert "Không tìm thấy" in words(answer) or "Chưa thực hiện được" in words(answer)


@pytest.fixture
def figures(desk):
    """The rows of a figure, after a head was signed."""
    from lienthong.kernel.acts.models import Checkpoint
    from lienthong.plans.indicators import COMPLETION

    Checkpoint.objects.create(tree_size=3, root=bytes(32), frontier=b"", signed_at=moment(1), note="")
    return f"/so-lieu/{COMPLETION.code}/dong/"


@pytest.mark.parametrize("length", ["0", "999999999999"])
def test_another_name_for_this_house_is_refused_in_words(desk, task, length):
    client = Client(raise_request_exception=False)
    answer = client.get("/", headers={"Host": "evil.example"}, CONTENT_LENGTH=length)

    assert answer.status_code in {400, 413}
    assert "evil.example" not in words(answer)
