"""What one act through a page costs, and that nothing is saved on asking who is there."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from faults.conftest import page, progress, words
from faults.test_uploads import PDF
from lienthong.access.models import Account, Session
from lienthong.kernel.vault.models import Blob

CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@pytest.fixture
def statements(desk, task):
    """The statements of one report on progress, after another of its kind, in the order they were said."""
    browser = desk["director"]
    assert browser.post(page(task, "tien-do"), progress(task)).status_code == 302
    sent = progress(task)
    with CaptureQueriesContext(connection) as captured:
        assert browser.post(page(task, "tien-do"), sent).status_code == 302
    return [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(CONTROL)]


def test_an_act_costs_no_more_than_eleven_statements(statements):
    assert len(statements) <= 11, "\n\n".join(statements)


def test_a_task_is_read_once_and_locked(statements):
    (read,) = [sql for sql in statements if sql.startswith("SELECT") and "tasks_task" in sql]

    assert read.endswith('FOR UPDATE OF "casework_case"')
    assert "seen_by" in read


def test_an_act_leaves_the_words_of_the_case_alone(statements):
    (kept,) = [sql for sql in statements if sql.startswith('UPDATE "casework_case"')]

    assert '"title"' not in kept
    assert '"number"' not in kept


def _deleted():
    Session.objects.all().delete()


def _over():
    for session in Session.objects.all():
        session.expire_date -= timedelta(days=1)
        session.save()


def _locked():
    Account.objects.filter(username="director").update(is_active=False)


def _another_password():
    account = Account.objects.get(username="director")
    account.set_password("một mật khẩu khác hẳn")
    account.save()


@pytest.mark.parametrize("ends", [_deleted, _over, _locked, _another_password])
def test_whoever_is_put_out_acts_no_more_from_that_moment(desk, task, ends):
    browser = desk["director"]
    assert browser.post(page(task, "tien-do"), progress(task)).status_code == 302
    desk.listen()
    ends()
    answer = browser.post(page(task, "tien-do"), progress(task))

    assert answer.status_code == 302
    assert "next=" in answer["Location"]
    assert desk.nothing_recorded


def test_an_ended_appointment_acts_no_more_from_that_moment(desk, task, ended):
    browser = desk["director"]
    assert browser.post(page(task, "tien-do"), progress(task)).status_code == 302
    desk.listen()
    ended("director")
    answer = browser.post(page(task, "tien-do"), progress(task))

    assert answer.status_code in {403, 404}
    assert desk.nothing_recorded


def test_a_key_that_nobody_gave_opens_nothing_and_is_not_kept(client, desk, task):
    client.cookies["sessionid"] = "a" * 32
    answer = client.post(page(task, "tien-do"), progress(task))

    assert "next=" in answer["Location"]
    assert not Session.objects.filter(session_key="a" * 32).exists()
    assert desk.nothing_recorded


def test_of_a_stranger_neither_bytes_nor_words_are_kept(desk, task):
    sent = progress(task, evidence=SimpleUploadedFile("a.pdf", PDF), text="Chữ tôi vừa gõ")
    answer = desk["stranger"].post(page(task, "tien-do"), sent)

    assert answer.status_code == 404
    assert "Chữ tôi vừa gõ" not in words(answer)
    assert not Blob.objects.exists()
    assert desk.nothing_recorded


@pytest.mark.parametrize(("name", "status"), [("stranger", 404), ("follower", 403)])
def test_who_may_not_hears_that_before_their_mistakes(desk, task, name, status):
    answer = desk[name].post(page(task, "tien-do"), progress(task, percent="rất nhiều", seen="0"))

    assert answer.status_code == status
    assert desk.nothing_recorded
