"""Reading what is not one's own: evidence of a task that is not there for the reader, or must not be opened."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from faults.conftest import api, page, progress, words
from lienthong.kernel.keys import new_key
from lienthong.kernel.vault.models import Attachment, Finding, Scan

PDF = b"%PDF-1.4\ntrailer <<>>\n%%EOF\n"


@pytest.fixture
def proof(desk, task):
    sent = progress(task) | {"evidence": SimpleUploadedFile("Minh chứng.pdf", PDF)}
    assert desk["director"].post(page(task, "tien-do"), sent).status_code == 302
    desk.listen()
    return Attachment.objects.get()


def of_page(task, file):
    return f"{page(task)}tep/{file.pk}/"


def of_api(task, file):
    return f"{api(task)}/files/{file.pk}"


def reason(answer):
    return words(answer) if answer["Content-Type"].startswith("text/html") else answer.json()["title"]


@pytest.mark.parametrize("address", [of_page, of_api])
def test_a_strangers_evidence_is_not_there(desk, task, proof, address):
    answer = desk["stranger"].get(address(task, proof))

    assert answer.status_code == 404
    assert "Không tìm thấy" in reason(answer)
    assert "Minh chứng" not in reason(answer)


@pytest.mark.parametrize("address", [of_page, of_api])
def test_evidence_is_not_reached_through_another_task(desk, a_task, proof, address):
    answer = desk["director"].get(address(a_task(), proof))

    assert answer.status_code == 404
    assert "Không tìm thấy" in reason(answer)


@pytest.mark.parametrize("address", [of_page, of_api])
def test_a_file_that_was_never_attached_is_not_there(desk, task, address):
    answer = desk["director"].get(address(task, Attachment(pk=new_key())))

    assert answer.status_code == 404


def test_nobody_reads_evidence_unsigned(client, task, proof):
    answer = client.get(of_page(task, proof))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/")
    assert client.get(of_api(task, proof)).status_code == 401


@pytest.mark.parametrize("address", [of_page, of_api])
def test_evidence_with_a_threat_is_named_and_not_opened(desk, task, proof, address):
    Scan.objects.create(blob=proof.blob, finding=Finding.INFECTED, scanner="ClamAV", detail="Eicar")
    answer = desk["follower"].get(address(task, proof))

    assert answer.status_code == 403
    assert "Tệp có mã độc (Eicar) nên không mở được." in reason(answer)
    said = words(desk["follower"].get(page(task)))
    assert "Có mã độc: Eicar" in said
    assert of_page(task, proof) not in said


def test_a_program_finds_the_evidence_and_reads_it(desk, task, proof):
    (file,) = desk["follower"].get(api(task)).json()["files"]

    assert (file["name"], file["size"], file["scan"]) == ("Minh chứng.pdf", len(PDF), "not_scanned")
    answer = desk["follower"].get(file["address"])
    assert (answer.status_code, answer.getvalue()) == (200, PDF)
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_look_of_a_twin_is_called_simulated(desk, task, proof):
    Scan.objects.create(blob=proof.blob, finding=Finding.CLEAN, scanner="ClamAV twin (simulated)", detail="")

    assert "Không phát hiện mã độc (mô phỏng)" in words(desk["follower"].get(page(task)))


def test_evidence_changes_by_no_method(desk, task, proof):
    for method in ("post", "delete", "put"):
        assert getattr(desk["director"], method)(of_page(task, proof)).status_code == 405
    assert desk.nothing_recorded


def test_many_files_cost_no_more_queries(desk, task, proof, django_assert_max_num_queries):
    with CaptureQueriesContext(connection) as asked:
        desk["follower"].get(page(task))
    with_one = len(asked)
    more = [SimpleUploadedFile(f"{n}.pdf", PDF + b"%" * n) for n in range(1, 6)]
    desk["director"].post(page(task, "tien-do"), progress(task) | {"evidence": more})

    with django_assert_max_num_queries(with_one):
        assert "5.pdf" in words(desk["follower"].get(page(task)))
