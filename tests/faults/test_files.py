"""Files that are not what they say, on the form of progress."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from faults.conftest import page, progress, words
from lienthong.kernel.vault.models import Attachment
from lienthong.tasks.models import Progress, Task

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def sheet(**entries: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def send(desk, task: Task):
    def do(*files):
        uploads = [SimpleUploadedFile(name, content) for name, content in files]
        return desk["director"].post(page(task, "tien-do"), progress(task) | {"evidence": uploads})

    return do


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param(
            "báo cáo.pdf", b"MZ\x90\0" + b"\0" * 60, "Đây là tệp chương trình", id="a program as pdf"
        ),
        pytest.param(
            "báo cáo.pdf", b"#!/bin/sh\nrm -rf /\n", "Đây là tệp chương trình", id="a script as pdf"
        ),
        pytest.param("báo cáo.pdf", "Tôi là văn bản".encode(), "không đúng với đuôi .pdf", id="text as pdf"),
        pytest.param("báo cáo.exe", PDF, "Chưa nhận loại tệp này", id="a program by name"),
        pytest.param("báo cáo.pdf.exe", PDF, "Chưa nhận loại tệp này", id="two extensions"),
        pytest.param("báo cáo", PDF, "Chưa nhận loại tệp này", id="no extension"),
        pytest.param("báo cáo.html", b"<script>alert(1)</script>", "Chưa nhận loại tệp này", id="a page"),
        pytest.param(
            "báo cáo.svg", b"<svg onload='x'/>", "Chưa nhận loại tệp này", id="a drawing with scripts"
        ),
        pytest.param("báo cáo.docx", b"PK\x03\x04 broken".ljust(90, b"x"), "Tệp nén", id="a broken archive"),
        pytest.param("báo cáo.docx", sheet(a=b"x"), "không đúng với đuôi .docx", id="any archive as docx"),
        pytest.param("b\ufffdo.pdf", PDF, "ký tự không đọc được", id="a name in another encoding"),
        pytest.param("a" * 250 + ".pdf", PDF, None, id="an endless name"),
        pytest.param('a"<b>:.pdf', PDF, "không được chứa", id="a name with quotes"),
        pytest.param(".pdf", PDF, None, id="only an extension"),
    ],
)
def test_a_wrong_file_is_refused_beside_its_field(desk, send, name, content, reason):
    answer = send((name, content))
    said = words(answer)

    assert answer.status_code == 422
    assert 'id="id_evidence_error"' in said
    assert reason is None or reason in said
    assert "<b>:" not in answer.content.decode()
    assert "Đã khảo sát bốn xã" in said
    assert desk.nothing_recorded
    assert not Attachment.objects.exists()
    assert not Progress.objects.exists()


def test_an_empty_file_is_refused(desk, send):
    answer = send(("báo cáo.pdf", b""))

    assert answer.status_code == 422
    assert 'id="id_evidence_error"' in words(answer)
    assert "rỗng" in words(answer)
    assert desk.nothing_recorded


def test_a_file_too_large_is_refused(desk, send, settings: LazySettings):
    settings.VAULT_LARGEST_FILE = 2**20
    answer = send(("báo cáo.pdf", PDF + b"\0" * 2**20))

    assert answer.status_code == 422
    assert "Tệp lớn hơn 1 MB" in words(answer)
    assert desk.nothing_recorded


def test_one_wrong_file_among_good_ones_stops_all(desk, send):
    answer = send(("tốt.pdf", PDF), ("xấu.exe", b"MZ"), ("tốt nữa.pdf", PDF))

    assert answer.status_code == 422
    assert "xấu.exe" in words(answer)
    assert desk.nothing_recorded
    assert not Attachment.objects.exists()


def test_all_good_files_are_attached(desk, send):
    answer = send(("Báo cáo tiến độ.pdf", PDF), ("../../etc/phụ lục.pdf", PDF + b"%"))

    assert answer.status_code == 302
    assert desk.recorded == ["tasks.report_progress"]
    names = set(Attachment.objects.values_list("name", flat=True))
    assert names == {"Báo cáo tiến độ.pdf", "phụ lục.pdf"}


def test_a_name_that_turns_itself_around_is_straightened(desk, send):
    assert send(("hóa đơn \u202efdp.exe.pdf", PDF)).status_code == 302
    assert Attachment.objects.get().name == "hóa đơn fdp.exe.pdf"


def test_a_body_that_is_no_form_is_refused(desk, task):
    answer = desk["director"].post(
        page(task, "tien-do"), b"--x\r\nrac", content_type="multipart/form-data; boundary=\xff"
    )

    assert answer.status_code in {400, 422}
    assert "không đúng dạng" in words(answer) or "bắt buộc" in words(answer)
    assert desk.nothing_recorded


def test_more_than_a_form_can_hold_is_refused(desk, task):
    huge = desk["director"].post(page(task, "tien-do"), progress(task, text="a" * (5 * 2**20)))
    many = desk["director"].post(page(task, "tien-do"), {f"f{n}": "" for n in range(2100)})

    for answer in (huge, many):
        assert answer.status_code == 400
        assert "quá lớn" in words(answer)
    assert desk.nothing_recorded


@pytest.mark.parametrize("method", [8, 12, 14], ids=["deflate", "bzip2", "lzma"])
def test_a_sheet_whose_parts_do_not_unpack_is_refused(desk, send, method):
    whole = BytesIO()
    with ZipFile(whole, "w", compression=method) as archive:
        archive.writestr("[Content_Types].xml", b"spreadsheetml.sheet.main" * 400)
    begin = 30 + len("[Content_Types].xml")
    raw = bytearray(whole.getvalue())
    raw[begin + 4 : begin + 40] = b"\xff" * 36
    answer = send(("báo cáo.xlsx", bytes(raw)))

    assert answer.status_code == 422
    assert "Tệp nén bị hỏng" in words(answer)
    assert desk.nothing_recorded
