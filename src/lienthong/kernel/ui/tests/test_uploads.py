from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, Missing
from lienthong.kernel.ui import uploads
from lienthong.kernel.ui.files_field import FilesField
from lienthong.kernel.ui.forms import Form
from lienthong.kernel.ui.models import Upload
from lienthong.kernel.ui.tests.conftest import AT, account_of
from lienthong.kernel.ui.uploads import Tray
from lienthong.kernel.vault.attaching import take_in
from lienthong.kernel.vault.models import Blob
from lienthong.kernel.vault.tests.files import PDF

pytestmark = pytest.mark.django_db


class Report(Form):
    draft = "a.form"
    evidence = FilesField(label="Minh chứng", required=False)


@pytest.fixture(autouse=True)
def vault(settings: Any, tmp_path: Path) -> None:
    settings.VAULT_ROOT = tmp_path / "vault"


@pytest.fixture
def tray(hanh: Actor) -> Tray:
    return Tray(account_of(hanh), "a.form", "evidence")


@pytest.fixture
def kept(tray: Tray) -> Upload:
    return tray.keep(take_in([a_file()])[0])


def a_file(name: str = "minh chứng.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def test_what_was_kept_stands_on_the_form_again(asks: Callable[..., Any], kept: Upload) -> None:
    drawn = str(Report.read(asks("/")))

    assert f'name="evidence-kept" value="{kept.pk}" checked' in drawn
    assert "minh chứng.pdf" in drawn
    assert "PDF, 1 KB. Chưa quét được mã độc" in drawn


def test_the_form_sends_a_token_instead_of_bytes(asks: Callable[..., Any], kept: Upload) -> None:
    form = Report.read(asks("/", post={"key": str(new_key()), "evidence-kept": str(kept.pk)}))

    assert form.carries_out(lambda: None)
    assert [file.name for file in form.answers["evidence"]] == ["minh chứng.pdf"]


def test_bytes_of_a_refused_form_are_not_lost(asks: Callable[..., Any], tray: Tray) -> None:
    form = Report.read(asks("/", post={"evidence": [a_file(), a_file("xấu.exe")]}))

    assert not form.carries_out(lambda: None)
    assert form.errors["evidence"][0].startswith("xấu.exe: Chưa nhận loại tệp này")
    (kept,) = tray.waiting()
    assert f'value="{kept.pk}" checked' in str(form)


def test_what_was_unticked_is_not_sent_and_goes(asks: Callable[..., Any], kept: Upload) -> None:
    form = Report.read(asks("/", post={"key": str(new_key())}))

    assert form.carries_out(lambda: None)
    assert form.answers["evidence"] == []
    assert not Upload.objects.exists()


@pytest.mark.parametrize("strange", ["account", "form", "field", "unknown", "no key"])
def test_a_token_of_another_is_refused(
    asks: Callable[..., Any], stranger: Actor, kept: Upload, strange: str
) -> None:
    changed = {
        "account": ("account_id", account_of(stranger)),
        "form": ("form", "b"),
        "field": ("field", "b"),
    }
    name, value = changed.get(strange, ("name", "x"))
    Upload.objects.update(**{name: value})
    token = {"unknown": str(new_key()), "no key": "rác\0"}.get(strange, str(kept.pk))
    done: list[int] = []
    form = Report.read(asks("/", post={"key": str(new_key()), "evidence-kept": token}))

    assert not form.carries_out(lambda: done.append(1))
    assert form.errors["evidence"] == ["Có tệp không còn được giữ; hãy chọn lại tệp."]
    assert not done


@pytest.mark.django_db(transaction=True)
def test_a_file_is_sent_by_one_form_only(asks: Callable[..., Any], hanh: Actor, kept: Upload) -> None:
    @action
    def report(*, by: Actor, at: Any) -> None:
        record("ui.test", subject=("ui.test", new_key()), by=by, at=at)

    def sent() -> Report:
        return Report.read(asks("/", post={"key": str(new_key()), "evidence-kept": str(kept.pk)}))

    first, second = sent(), sent()
    assert first.carries_out(lambda: report(by=hanh, at=AT, key=first.act_key))

    assert not second.carries_out(lambda: report(by=hanh, at=AT, key=second.act_key))
    assert "đã được gửi ở lần trước" in second.errors["evidence"][0]
    assert "minh chứng.pdf" not in str(Report.read(asks("/")))


def test_a_form_that_was_not_recorded_keeps_its_files(
    asks: Callable[..., Any], tray: Tray, kept: Upload
) -> None:
    def refuse() -> None:
        raise Invalid("Chưa đủ.", field="evidence")

    form = Report.read(asks("/", post={"key": str(new_key()), "evidence-kept": str(kept.pk)}))

    assert not form.carries_out(refuse)
    assert list(tray.waiting()) == [kept]


def test_one_may_drop_only_ones_own(hanh: Actor, stranger: Actor, kept: Upload) -> None:
    with pytest.raises(Missing):
        uploads.discard(account_of(stranger), kept.pk)
    assert Upload.objects.exists()

    uploads.discard(account_of(hanh), kept.pk)
    assert not Upload.objects.exists()


def test_too_many_that_were_never_sent_are_refused(
    tray: Tray, kept: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST", 1)

    with pytest.raises(Invalid, match="quá nhiều tệp"):
        tray.keep(take_in([a_file()])[0])
    assert Upload.objects.count() == 1


@pytest.mark.parametrize("name", ["", "a" * 201, "a\0b"])
def test_a_tray_without_a_right_name_is_refused(hanh: Actor, name: str) -> None:
    with pytest.raises(Invalid, match="tải lại trang"):
        Tray(account_of(hanh), name, "evidence")


def test_what_was_never_sent_is_forgotten_after_some_days(kept: Upload) -> None:
    now = datetime.now(UTC)
    uploads.forget(before=now - timedelta(days=1))
    assert Upload.objects.exists()

    uploads.forget(before=now + timedelta(days=1))
    assert not Upload.objects.exists()
    assert Blob.objects.exists()


def test_without_a_draft_there_is_a_plain_field(asks: Callable[..., Any]) -> None:
    class Plain(Form):
        evidence = FilesField(label="Minh chứng", required=False)

    assert "data-upload" not in str(Plain.read(asks("/")))
    form = Plain.read(asks("/", post={"evidence": [a_file()]}))

    assert form.carries_out(lambda: None)
    assert len(form.answers["evidence"]) == 1
    assert not Upload.objects.exists()
