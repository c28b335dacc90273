import io
import stat
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection

from lienthong.kernel.refusals import Invalid
from lienthong.kernel.vault.keeping import keep
from lienthong.kernel.vault.kinds import KINDS
from lienthong.kernel.vault.models import Blob, Finding, Scan
from lienthong.kernel.vault.reading import Damaged, damaged, read
from lienthong.kernel.vault.storage import Folder
from lienthong.kernel.vault.tests.files import OLE, PDF, PNG, SIGNED, TRUE, archive, locked, office, workbook

pytestmark = pytest.mark.django_db


def put(data: bytes, name: str = "a.pdf") -> Blob:
    return keep(io.BytesIO(data), name=name)


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", TRUE)
def test_keeps_what_offices_exchange(name: str, vault: Path) -> None:
    blob = put(TRUE[name], name)

    assert b"".join(read(blob)) == TRUE[name]
    assert files(vault) == [vault / blob.sha256[:2] / blob.sha256[2:4] / blob.sha256]


def test_every_kind_has_a_true_example() -> None:
    shown = {name.rpartition(".")[2].lower() for name in TRUE}

    assert [kind.extensions for kind in KINDS if not shown & set(kind.extensions)] == [("ppt",), ("odp",)]


PROGRAM = b"MZ\x90\0" + bytes(200)
REFUSED = [
    pytest.param("a.pdf", b"", "rỗng", id="empty"),
    pytest.param("a.pdf", PDF + bytes(3 * 2**20), "lớn hơn 2 MB", id="too large"),
    pytest.param("a.exe", PROGRAM, "Chưa nhận loại tệp", id="a kind not accepted"),
    pytest.param("a", PDF, "Chưa nhận loại tệp", id="no extension"),
    pytest.param("a.html", b"<html>", "Chưa nhận loại tệp", id="html"),
    pytest.param("a.svg", b"<svg/>", "Chưa nhận loại tệp", id="svg"),
    pytest.param("a.docm", office("docx"), "Chưa nhận loại tệp", id="macros by name"),
    pytest.param("a.pdf", PROGRAM, "tệp chương trình", id="a program by another name"),
    pytest.param("a.txt", b"#!/bin/sh\nrm -rf /", "tệp chương trình", id="a script"),
    pytest.param("a.csv", b"\x7fELF" + bytes(90), "tệp chương trình", id="a program for Linux"),
    pytest.param("a.png", PDF, "không đúng với đuôi .png", id="another kind"),
    pytest.param("a.pdf", PNG, "không đúng với đuôi .pdf", id="an image as pdf"),
    pytest.param("a.docx", workbook(), "không đúng với đuôi .docx", id="a workbook as letter"),
    pytest.param("a.docx", archive(a_dot_txt="x"), "không đúng với đuôi .docx", id="any zip as letter"),
    pytest.param("a.odt", workbook(), "không đúng với đuôi .odt", id="a workbook as odt"),
    pytest.param("a.zip", PDF, "không đúng với đuôi .zip", id="no zip"),
    pytest.param("a.p7m", PDF, "không đúng với đuôi .p7m", id="not signed"),
    pytest.param("a.pdf", SIGNED, "không đúng với đuôi .pdf", id="signed data as pdf"),
    pytest.param("a.doc", PDF, "không đúng với đuôi .doc", id="pdf as doc"),
    pytest.param("a.pdf", OLE, "không đúng với đuôi .pdf", id="doc as pdf"),
    pytest.param("a.txt", "Quyết định".encode("cp1258", "replace"), "bảng mã Unicode", id="old encoding"),
    pytest.param("a.txt", b"abc\0def", "không đúng với đuôi .txt", id="bytes as text"),
    pytest.param("a.xml", b"not xml", "không đúng với đuôi .xml", id="text as xml"),
    pytest.param("a.xml", b"<svg onload='x'/>", "không đúng với đuôi .xml", id="svg as xml"),
    pytest.param("a.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "không đúng với đuôi .xml", id="entities"),
    pytest.param("a.zip", b"PK\x03\x04" + bytes(100), "bị hỏng", id="a broken zip"),
    pytest.param("a.docx", office("docx")[:-30], "bị hỏng", id="a letter cut off"),
    pytest.param("a.zip", archive(a_dot_txt=bytes(30 * 2**20)), "quá lớn", id="a bomb"),
    pytest.param("a.zip", archive(**{f"n{i}": "" for i in range(5001)}), "quá lớn", id="too many entries"),
    pytest.param("a.zip", locked(archive(a_dot_txt="x")), "mật khẩu", id="locked"),
    pytest.param("a.zip", archive(**{"../../etc/x.txt": "x"}), "ngoài thư mục", id="a path out"),
    pytest.param("a.zip", archive(**{"/etc/x.txt": "x"}), "ngoài thư mục", id="an absolute path"),
    pytest.param("a.zip", archive(**{"C:\\x.txt": "x"}), "ngoài thư mục", id="a path of Windows"),
    pytest.param("a.zip", archive(a_dot_EXE="x"), "tệp chương trình", id="a program inside"),
    pytest.param("a.docx", archive(**{"word/vbaProject.bin": "x"}), "macro", id="macros"),
    pytest.param("../../a.pdf", PDF, "đường dẫn", id="a path as name"),
    pytest.param("..\\a.pdf", PDF, "đường dẫn", id="a path of Windows as name"),
    pytest.param("", PDF, "chưa có tên", id="no name"),
    pytest.param("..", PDF, "chưa có tên", id="only dots"),
    pytest.param("a\0.pdf", PDF, "không đọc được", id="a zero in the name"),
    pytest.param("hoa don \u202efdp.exe.pdf", PDF, "không đọc được", id="a name that runs backwards"),
    pytest.param("Quy\udcbft.pdf", PDF, "không đọc được", id="a name of another encoding"),
    pytest.param("Quy\ufffdt.pdf", PDF, "không đọc được", id="a name that lost its letters"),
    pytest.param("a" * 201 + ".pdf", PDF, "dài quá", id="a long name"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "reason"), REFUSED)
def test_refuses(name: str, data: bytes, reason: str, vault: Path, settings: Any) -> None:
    settings.VAULT_LARGEST_FILE = 2 * 2**20

    with pytest.raises(Invalid, match=reason) as refusal:
        put(data, name)

    assert refusal.value.field == "file"
    assert not Blob.objects.exists()
    assert files(vault) == []


def test_the_same_bytes_are_kept_once(vault: Path) -> None:
    first = put(PDF)
    again = put(PDF, "tên khác.pdf")

    assert first == again
    assert len(files(vault)) == 1
    assert Scan.objects.count() == 2, "each coming was looked at"


def test_a_kept_file_is_read_only_and_private(vault: Path) -> None:
    put(PDF)
    (file,) = files(vault)

    assert stat.S_IMODE(file.stat().st_mode) == 0o400
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_changed_file_is_named_and_never_arrives_whole(vault: Path) -> None:
    blob = put(PDF)
    (file,) = files(vault)
    file.chmod(0o600)
    file.write_bytes(PDF.replace(b"1", b"2"))
    arrived: list[bytes] = []

    with pytest.raises(Damaged, match=f"{blob.sha256}: changed"):
        arrived.extend(read(blob))

    assert arrived == []
    assert [damage.sha256 for damage in damaged()] == [blob.sha256]


def test_a_lost_file_is_named() -> None:
    blob = Blob.objects.create(sha256="ab" * 32, size=3, media_type="text/plain")

    with pytest.raises(Damaged, match="gone"):
        list(read(blob))


def test_a_file_cut_short_by_the_disk_is_replaced_when_it_comes_again(vault: Path) -> None:
    blob = put(PDF)
    (file,) = files(vault)
    file.chmod(0o600)
    file.write_bytes(PDF[:9])

    put(PDF)

    assert b"".join(read(blob)) == PDF


def test_a_large_file_is_read_in_parts() -> None:
    blob = put(PDF + bytes(2**20))

    assert len(list(read(blob))) > 3
    assert list(damaged()) == []


def test_nothing_is_left_when_the_reader_fails(vault: Path) -> None:
    class Broken:
        def read(self, _size: int, /) -> bytes:
            raise OSError("line lost")

    with pytest.raises(OSError, match="line lost"):
        keep(Broken(), name="a.pdf")

    assert files(vault) == []
    assert not Blob.objects.exists()


def test_without_a_scanner_that_is_said() -> None:
    put(PDF)

    assert Scan.objects.get().finding == Finding.NOT_SCANNED


@pytest.mark.parametrize(
    ("constraint", "values"), [("blob_hash", {"sha256": "XY"}), ("blob_not_empty", {"size": 0})]
)
def test_the_database_refuses(constraint: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        Blob.objects.create(**{"sha256": "a" * 64, "size": 1, "media_type": "x"} | values)


@pytest.mark.parametrize("change", ["UPDATE vault_blob SET size = 1", "DELETE FROM vault_blob"])
def test_rows_never_change(change: str) -> None:
    Blob.objects.create(sha256="a" * 64, size=3, media_type="x")

    with pytest.raises(DatabaseError, match="never changed"), connection.cursor() as cursor:
        cursor.execute(change)


def test_the_folder_says_what_it_holds(vault: Path) -> None:
    blob = put(PDF)

    assert Folder(vault).holds(blob.sha256)
    assert not Folder(vault).holds("0" * 64)
