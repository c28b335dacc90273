import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection

from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.vault.attaching import File, attach, attachments_by_act, take_in
from lienthong.kernel.vault.downloading import download
from lienthong.kernel.vault.keeping import keep
from lienthong.kernel.vault.models import Attachment, Blob
from lienthong.kernel.vault.reading import Damaged
from lienthong.kernel.vault.storage import Folder
from lienthong.kernel.vault.tests.files import PDF, PNG

pytestmark = pytest.mark.django_db


@pytest.fixture
def blob() -> Blob:
    return keep(io.BytesIO(PDF), name="a.pdf")


def attached(blob: Blob, name: str = "Báo cáo quý I.pdf") -> Attachment:
    (file,) = attach([File(name, blob)], to=("tests.thing", new_key()), act_id=new_key())
    return file


def test_files_are_found_by_their_act(blob: Blob) -> None:
    file = attached(blob)
    attached(blob)

    assert attachments_by_act([file.act_id, new_key()]) == {file.act_id: [file]}


def test_a_name_is_composed_and_checked(blob: Blob) -> None:
    assert attached(blob, " Ba\u0301o ca\u0301o.pdf ").name == "Báo cáo.pdf"

    with pytest.raises(Invalid, match="đường dẫn"):
        attached(blob, "a/b.pdf")
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("change", ["UPDATE vault_attachment SET name = 'x'", "DELETE FROM vault_attachment"])
def test_an_attachment_never_changes(blob: Blob, change: str) -> None:
    attached(blob)

    with pytest.raises(DatabaseError, match="never changed"), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_form_brings_several(django_assert_num_queries: Any) -> None:
    kept = take_in([SimpleUploadedFile(" một.pdf", PDF), SimpleUploadedFile("hai.png", PNG)])
    act_id = new_key()

    with django_assert_num_queries(1):
        attach(kept, to=("tests.thing", new_key()), act_id=act_id)

    assert [file.name for file in attachments_by_act([act_id])[act_id]] == ["một.pdf", "hai.png"]


def test_one_bad_file_stops_the_form() -> None:
    with pytest.raises(Invalid, match="rỗng"):
        take_in([SimpleUploadedFile("một.pdf", b"")])

    assert not Blob.objects.exists()


def test_a_download_says_its_name_in_vietnamese(blob: Blob) -> None:
    answer = download(attached(blob, "Báo cáo.pdf"))

    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert (answer["Content-Length"], answer.getvalue()) == (str(len(PDF)), PDF)


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("a.pdf", "inline"),
        ("a.png", "inline"),
        ("a.xml", "attachment"),
        ("a.txt", "attachment"),
        ("a.html", "attachment"),
    ],
)
def test_only_kinds_that_cannot_act_are_shown(blob: Blob, name: str, disposition: str) -> None:
    answer = download(attached(blob, name), inline=True)

    assert answer["Content-Disposition"].startswith(disposition)


def test_an_unknown_kind_is_only_bytes(blob: Blob) -> None:
    assert download(attached(blob, "a.html"))["Content-Type"] == "application/octet-stream"


def test_a_damaged_file_breaks_off(blob: Blob, vault: object) -> None:
    place = Folder(vault).place(blob.sha256)  # type: ignore[arg-type]
    place.chmod(0o600)
    place.write_bytes(b"x" * blob.size)

    with pytest.raises(Damaged):
        download(attached(blob)).getvalue()
