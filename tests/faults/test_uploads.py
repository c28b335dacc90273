"""Files that were sent before their form: another's, twice, after the session, and what the route refuses."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from faults.conftest import page, progress, words
from lienthong.kernel.keys import new_key
from lienthong.kernel.ui.models import Upload
from lienthong.kernel.vault.models import Attachment

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
JSON = {"HTTP_ACCEPT": "application/json"}


def address(task, field="evidence"):
    return f"/giao-dien/tep/?form=tasks.tien-do.{task.pk}&field={field}"


@pytest.fixture
def send(desk, task):
    """Send a file at once, as the script of the page does."""

    def do(name="minh chứng.pdf", content=PDF, by="director"):
        file = {"file": SimpleUploadedFile(name, content)}
        return desk[by].post(address(task), file, **JSON)

    return do


def test_a_file_sent_at_once_comes_back_with_its_form_and_is_attached(desk, task, send):
    answer = send()
    assert (answer.status_code, answer.json()["name"]) == (201, "minh chứng.pdf")
    token = answer.json()["token"]
    assert f'value="{token}" checked' in words(desk.browser("director").get(page(task, "tien-do")))

    sent = progress(task) | {"evidence-kept": token}
    assert desk["director"].post(page(task, "tien-do"), sent).status_code == 302
    assert Attachment.objects.get().name == "minh chứng.pdf"
    assert token not in words(desk["director"].get(page(task, "tien-do")))


def test_the_same_form_sent_twice_attaches_once(desk, task, send):
    sent = progress(task) | {"evidence-kept": send().json()["token"]}
    answers = [desk["director"].post(page(task, "tien-do"), sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert desk.recorded == ["tasks.report_progress"]
    assert Attachment.objects.count() == 1


def test_a_file_that_was_sent_is_not_sent_again(desk, task, send):
    token = send().json()["token"]
    desk["director"].post(page(task, "tien-do"), progress(task) | {"evidence-kept": token})
    answer = desk["director"].post(page(task, "tien-do"), progress(task) | {"evidence-kept": token})

    assert answer.status_code == 422
    assert "đã được gửi ở lần trước" in words(answer)
    assert desk.recorded == ["tasks.report_progress"]


def test_a_colleagues_token_is_refused_beside_the_field(desk, task, send):
    token = send(by="specialist").json()["token"]
    answer = desk["director"].post(page(task, "tien-do"), progress(task) | {"evidence-kept": token})

    assert answer.status_code == 422
    assert 'id="id_evidence_error"' in words(answer)
    assert "không còn được giữ" in words(answer)
    assert "minh chứng.pdf" not in words(answer)
    assert desk.nothing_recorded


def test_a_colleagues_file_is_not_dropped(desk, task, send):
    token = send().json()["token"]

    assert desk["specialist"].delete(f"/giao-dien/tep/{token}/").status_code == 404
    assert desk["specialist"].delete(f"/giao-dien/tep/{new_key()}/").status_code == 404
    assert Upload.objects.count() == 1
    assert desk["director"].delete(f"/giao-dien/tep/{token}/").status_code == 204
    assert not Upload.objects.exists()


def test_an_old_form_keeps_its_files_for_the_second_try(desk, task, send):
    old = progress(task) | {"evidence-kept": send().json()["token"]}
    old["evidence"] = SimpleUploadedFile("kèm theo.pdf", PDF + b"%")
    desk["follower"].post(page(task, "don-doc"), progress(task, reason="Khẩn trương báo cáo"))

    answer = desk["director"].post(page(task, "tien-do"), old)
    assert answer.status_code == 409
    tokens = [str(pk) for pk in Upload.objects.values_list("pk", flat=True)]
    assert all(f'value="{token}" checked' in words(answer) for token in tokens)

    again = progress(task, key=old["key"]) | {"evidence-kept": tokens}
    assert desk["director"].post(page(task, "tien-do"), again).status_code == 302
    assert Attachment.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("báo cáo.pdf", b"MZ\x90\0" + b"\0" * 60, "Đây là tệp chương trình"),
        ("báo cáo.exe", PDF, "Chưa nhận loại tệp này"),
        ("báo cáo.pdf", b"", "rỗng"),
        ("a" * 250 + ".pdf", PDF, None),
    ],
)
def test_a_wrong_file_is_refused_at_once_with_its_reason(send, name, content, reason):
    answer = send(name, content)

    assert answer.status_code == 422
    assert reason is None or reason in answer.json()["title"]
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    "query", ["", "?form=a", "?field=a", "?form=a%00&field=b", f"?form={'a' * 201}&field=b"]
)
def test_a_file_for_no_form_is_refused(desk, task, query):
    file = {"file": SimpleUploadedFile("a.pdf", PDF)}
    answer = desk["director"].post(f"/giao-dien/tep/{query}", file, **JSON)

    assert answer.status_code == 422
    assert "tải lại trang" in answer.json()["title"]
    assert not Upload.objects.exists()


def test_no_file_and_several_are_refused(desk, task):
    several = {"file": [SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(2)]}
    for sent in ({}, several):
        answer = desk["director"].post(address(task), sent, **JSON)
        assert answer.status_code == 422
        assert "Mỗi lần gửi một tệp" in answer.json()["title"]
    assert not Upload.objects.exists()


def test_nobody_sends_a_file_and_none_without_the_token_of_the_page(client, desk, task):
    file = {"file": SimpleUploadedFile("a.pdf", PDF)}
    assert client.post(address(task), file, **JSON).status_code == 401
    forged = desk.browser("director", enforce_csrf_checks=True)
    assert forged.post(address(task), file, **JSON).status_code == 403
    assert not Upload.objects.exists()


def test_the_route_only_takes_files(desk, task):
    assert desk["director"].get(address(task)).status_code == 405
    assert desk["director"].get(f"/giao-dien/tep/{new_key()}/").status_code == 405
