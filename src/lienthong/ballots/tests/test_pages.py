"""The pages and the API: what each reader is shown, and what comes back when something is wrong."""

from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lienthong.access.tests.factor import step_up
from lienthong.ballots.models import Ballot, Vote
from lienthong.ballots.rules import Answer
from lienthong.ballots.tests.conftest import AFTER, MEMBERS, TUESDAY, give
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SAID = "Nên giao hạn rõ hơn"


@pytest.fixture
def at(settings, monkeypatch, tmp_path):
    """The moment the doors read; it may be set."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.STATIC_ROOT = str(tmp_path)
    moment = [TUESDAY]
    monkeypatch.setattr("lienthong.access.doors.now", lambda: moment[0])
    return moment


@pytest.fixture
def desk(province, at):
    def browser(role):
        client = Client(raise_request_exception=False)
        client.force_login(province.accounts[role], backend=BACKEND)
        return client

    return browser


def page(ballot, act=""):
    return f"/phieu-lay-y-kien/{ballot.pk}/{act}/" if act else f"/phieu-lay-y-kien/{ballot.pk}/"


def api(ballot, what=""):
    return f"/api/ballots/{ballot.pk}/{what}" if what else f"/api/ballots/{ballot.pk}"


def words(answer):
    return unescape(answer.content.decode())


def test_a_member_reads_answers_and_sees_it_in_the_list(desk, a_ballot):
    ballot, browser = a_ballot(), desk("member")
    seen = ballot.papers.get(person__code="member").case.revision
    assert "Tôi được hỏi" in words(browser.get("/phieu-lay-y-kien/"))
    assert 'name="answer"' in words(browser.get(page(ballot, "y-kien")))

    sent = {"key": str(new_key()), "seen": seen, "answer": "other", "words": SAID}
    answers = [browser.post(page(ballot, "y-kien"), sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Vote.objects.count() == 1
    assert SAID in words(browser.get(page(ballot)))


@pytest.mark.parametrize(
    ("role", "sees"), [("chair", True), ("office_chief", True), ("follower", True), ("director", False)]
)
def test_single_votes_are_for_members_and_the_office(desk, a_ballot, province, role, sees):
    ballot = a_ballot()
    give(province, ballot, "member", Answer.OTHER)
    browser = desk(role)
    read = words(browser.get(page(ballot)))
    listed = browser.get(api(ballot)).json()["papers"]
    sheet = browser.get(page(ballot, "in"))

    assert (SAID in read) == sees
    assert (SAID in {line["words"] for line in listed}) == sees
    assert sheet.status_code == (200 if sees else 403)
    assert ballot.case.title in read


def test_while_members_answer_nobody_outside_reads_how_many_agreed(desk, a_ballot, province):
    ballot = a_ballot()
    give(province, ballot, "member", Answer.AGREE)
    found = desk("director").get(api(ballot)).json()

    assert (found["answered"], found["agreed"]) == (1, None)


@pytest.mark.parametrize("act", ["", "in", "y-kien", "ket-luan", "kiem-phieu", "rut"])
@pytest.mark.parametrize("role", ["stranger", "commune_specialist"])
def test_a_strangers_ballot_is_not_there(desk, a_ballot, role, act):
    ballot = a_ballot()
    before = Act.objects.count()
    answers = [desk(role).get(page(ballot, act)), desk(role).post(page(ballot, act), {"reason": "X"})]

    assert {answer.status_code for answer in answers} <= {404, 405}
    assert answers[0].status_code == 404
    assert all(ballot.case.title not in words(answer) for answer in answers)
    assert Act.objects.count() == before


def test_a_paper_leads_to_its_ballot_and_a_strangers_does_not(desk, a_ballot):
    ballot = a_ballot()
    paper = f"/phieu-lay-y-kien/cua-toi/{ballot.papers.first().pk}/"

    assert desk("chair").get(paper)["Location"] == page(ballot)
    assert desk("stranger").get(paper).status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"answer": "other", "words": ""}, "Ý kiến khác thì phải ghi nội dung"),
        ({"answer": ""}, "bắt buộc"),
        ({"answer": "maybe"}, "maybe"),
        ({"answer": "agree", "words": "x" * 5000}, "4000"),
        ({"answer": "agree", "words": "a\x00b"}, "không đọc được"),
    ],
)
def test_a_bad_answer_is_said_beside_the_field_and_nothing_is_lost(desk, a_ballot, sent, said):
    ballot = a_ballot()
    answer = desk("member").post(page(ballot, "y-kien"), {"key": str(new_key()), **sent})

    assert answer.status_code == 422
    assert said in words(answer)
    assert not Vote.objects.exists()


def test_a_vote_after_the_deadline_is_refused_in_words(desk, a_ballot, at):
    ballot = a_ballot()
    at[0] = AFTER
    answer = desk("member").post(page(ballot, "y-kien"), {"key": str(new_key()), "answer": "agree"})

    assert answer.status_code == 409
    assert "Đã hết thời hạn trả lời" in words(answer)


def test_the_chair_concludes_on_the_page_and_it_is_printed(desk, a_ballot, province, at):
    ballot = a_ballot("counted")
    at[0] = AFTER
    browser = step_up(desk("chair"), province.accounts["chair"])
    assert "Thông qua: số đồng ý đạt mức phải có (5 đồng ý, phải có ít nhất 3)." in words(
        browser.get(page(ballot))
    )

    sent = {"key": str(new_key()), "seen": ballot.case.revision, "words": "Giao Sở hoàn thiện"}
    assert browser.post(page(ballot, "ket-luan"), sent).status_code == 302
    read = words(browser.get(page(ballot, "in")))
    assert "TM. Ủy ban nhân dân tỉnh, Chủ tịch UBND tỉnh" in read
    assert "Luật Tổ chức HĐND và UBND năm 2003" in read


def test_the_office_sends_a_ballot_with_its_document(desk, province):
    from django.core.files.uploadedfile import SimpleUploadedFile

    browser = desk("office_chief")
    document = SimpleUploadedFile("du-thao.txt", "Dự thảo".encode(), content_type="text/plain")
    sent = {
        "key": str(new_key()),
        "body": str(province.id_of("UBND")),
        "title": "Quy chế",
        "question": "Cho ý kiến",
        "term": "3 ngày làm việc",
        "documents": document,
    }
    answer = browser.post("/phieu-lay-y-kien/moi/", sent)
    ballot = Ballot.objects.get()

    assert answer["Location"] == page(ballot)
    read = words(desk("member").get(page(ballot)))
    assert "du-thao.txt" in read
    address = read.split(f"{page(ballot)}tep/")[1].split('"')[0]
    assert desk("member").get(f"{page(ballot)}tep/{address}").status_code == 200
    assert desk("stranger").get(f"{page(ballot)}tep/{address}").status_code == 404


@pytest.mark.parametrize("role", ["member", "director", "follower"])
def test_who_may_not_send_one_hears_why(desk, province, role):
    answer = desk(role).get("/phieu-lay-y-kien/moi/")

    assert answer.status_code == 403
    assert "gửi, giữ phiếu lấy ý kiến" in words(answer)


def test_the_api_does_the_same_acts(desk, a_ballot, province, at):
    body = {"body": str(province.id_of("UBND")), "title": "A", "question": "B", "term": "3 ngày làm việc"}
    opened = desk("office_chief").post("/api/ballots", body, content_type="application/json")
    ballot = Ballot.objects.get(pk=opened.json()["id"])
    for role in MEMBERS:
        answered = desk(role).post(api(ballot, "votes"), {"answer": "agree"}, content_type="application/json")
    reason = {"reason": "Mọi người đã trả lời", "seen": ballot.case.revision}
    counted = desk("office_chief").post(api(ballot, "count"), reason, content_type="application/json")
    unproved = desk("chair").post(
        api(ballot, "conclusion"), {"words": "Ban hành"}, content_type="application/json"
    )
    done = step_up(desk("chair"), province.accounts["chair"]).post(
        api(ballot, "conclusion"), {"words": "Ban hành"}, content_type="application/json"
    )

    assert (opened.status_code, answered.json()["answered"], counted.json()["outcome"]) == (201, 5, "adopted")
    assert unproved.status_code == 403  # to conclude is to sign: a second factor first
    assert done.json()["state"] == "concluded"
    assert desk("stranger").get(api(ballot)).status_code == 404


@pytest.mark.parametrize(
    ("what", "body", "status"),
    [
        ("votes", {"answer": "maybe"}, 422),
        ("votes", {"answer": "other"}, 422),
        ("votes", {"answer": "agree", "for": "somebody"}, 422),
        ("votes", {"answer": "agree", "seen": 99}, 409),
        ("count", {"reason": "X"}, 403),
        ("conclusion", {"words": "X"}, 403),
    ],
)
def test_the_api_refuses_with_a_reason_and_records_nothing(desk, a_ballot, what, body, status):
    ballot = a_ballot()
    before = Act.objects.count()
    answer = desk("member").post(api(ballot, what), body, content_type="application/json")

    assert answer.status_code == status
    assert answer.json()["title"]
    assert Act.objects.count() == before


def test_the_list_takes_the_same_statements_for_ten_as_for_one(desk, a_ballot):
    browser = desk("chair")
    a_ballot()
    browser.get("/phieu-lay-y-kien/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/phieu-lay-y-kien/")
    for _ in range(9):
        a_ballot()
    browser.get("/phieu-lay-y-kien/")
    with CaptureQueriesContext(connection) as ten:
        browser.get("/phieu-lay-y-kien/")

    assert [query["sql"][:80] for query in ten] == [query["sql"][:80] for query in one]
