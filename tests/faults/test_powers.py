"""What a careful jurist asks: in whose name, after which moment, and with which proof."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from faults.conftest import page, progress, words
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Stale
from lienthong.kernel.vault.models import Attachment
from lienthong.tasks import giving, working
from lienthong.tasks.models import Task
from lienthong.tasks.tests.conftest import MONDAY, a_province, orders_of

PDF = b"%PDF-1.4\ntrailer <<>>\n%%EOF\n"


def test_a_commune_gives_nothing_in_the_name_of_the_province(desk, task, province, order):
    from lienthong.kernel.refusals import Refused

    head = province.official("commune_head", "XA", "tasks_assign")
    with pytest.raises(Refused):
        giving.give(order(assigner_id=province.id_of("UBND")), by=head, at=MONDAY)
    assert desk.nothing_recorded


def test_a_request_to_extend_comes_before_the_end(desk, task, monkeypatch):
    from lienthong.tasks.tests.conftest import HANOI, datetime

    late = datetime(2012, 4, 2, 9, tzinfo=HANOI)
    monkeypatch.setattr("lienthong.access.doors.now", lambda: late)
    sent = progress(task, kind="extension", reason="Chưa có vốn", term="chậm nhất ngày 30/06/2012")
    answer = desk["director"].post(page(task, "de-nghi"), sent)

    assert answer.status_code == 422
    assert "trước khi hết hạn" in words(answer)
    assert desk.nothing_recorded


def test_who_delivered_does_not_confirm(desk, a_task, province):
    task = a_task("awaiting_confirmation")
    desk.listen()
    answer = desk["director"].post(page(task, "xac-nhan"), progress(task))

    assert answer.status_code == 403
    assert "Không ai tự xác nhận kết quả của chính mình." in words(answer)
    assert desk.nothing_recorded


def test_an_unreasoned_no_is_none(desk, task):
    asked = progress(task, kind="adjustment", reason="Chưa có vốn", wording="Ba xã")
    desk["director"].post(page(task, "de-nghi"), asked)
    proposal = task.proposals.get()
    desk.listen()
    address = f"{page(task)}de-nghi/{proposal.pk}/"
    answer = desk["chair"].post(address, progress(task, accept="no", text=" "))

    assert answer.status_code == 422
    assert "phải nêu lý do" in words(answer)
    assert desk.nothing_recorded


def test_who_confirms_can_read_the_evidence(desk, task):
    proof = SimpleUploadedFile("minh chứng.pdf", PDF)
    desk["director"].post(page(task, "tien-do"), progress(task) | {"evidence": proof})
    file = Attachment.objects.get()

    said = words(desk["follower"].get(page(task)))
    assert f'href="{page(task)}tep/{file.pk}/">minh chứng.pdf</a>' in said
    assert "PDF, 1 KB" in said
    assert "Chưa quét được mã độc" in said
    answer = desk["follower"].get(f"{page(task)}tep/{file.pk}/")
    assert (answer.status_code, answer.getvalue()) == (200, PDF)


def test_who_confirms_reads_the_output_before_the_button(desk, task):
    sent = progress(task, output="Cổng đã chạy", document_number="45/BC-STTTT", document_date="05/03/2012")
    desk["director"].post(page(task, "hoan-thanh"), sent | {"evidence": SimpleUploadedFile("cổng.pdf", PDF)})

    for act in ("xac-nhan", "tra-lai"):
        said = words(desk["follower"].get(page(task, act)))
        read = map(said.index, ("Cổng đã chạy", "45/BC-STTTT (05/03/2012)", "cổng.pdf</a>"))
        assert max(read) < said.index("<textarea")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_very_same_moment_one_is_stale(transactional_db):
    province = a_province()
    task = giving.give(orders_of(province)(), by=province["chair"], at=MONDAY)
    seen = Task.objects.get(pk=task.pk).case.revision
    ready, said = threading.Barrier(2), []

    def report(name: str) -> None:
        from lienthong.kernel.acts.recording import replay

        try:
            ready.wait(10)
            with replay():
                working.report_progress(
                    task.pk, percent=50, text=name, by=province[name], at=MONDAY, seen=seen
                )
            said.append("recorded")
        except Stale as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    both = [threading.Thread(target=report, args=[name]) for name in ("director", "specialist")]
    for one in both:
        one.start()
    for one in both:
        one.join(30)

    assert sorted(said) == ["Công việc này vừa có người khác xử lý.", "recorded"]
    assert Act.objects.filter(verb="tasks.report_progress").count() == 1
