"""Catalogues on the screen: listed on any day, read with their history, put right, sent as a file."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from lienthong.directory.catalogue import places, views
from lienthong.directory.catalogue.exporting import workbook_of
from lienthong.directory.catalogue.registry import catalogues
from lienthong.directory.models import Place, PlaceVersion, UnitKind
from lienthong.directory.tests import cast
from lienthong.directory.tests.office import Desk, recorded
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Missing, NotAllowed, Stale
from lienthong.kernel.ui.models import Work, WorkState
from lienthong.kernel.ui.works import carry_out, works

pytestmark = pytest.mark.django_db
HOME = "/danh-ba/danh-muc/"
LATER = date(2012, 7, 1)


@pytest.fixture
def commune() -> Place:
    province = cast.a_place("60", "Tỉnh Bình Thuận", kind="province")
    return cast.a_place("60-1", "Xã Mẫu", within=province)


def test_all_catalogues_are_there_and_each_opens(desk: Desk, commune: Place) -> None:
    desk.by = replace(desk.by, capabilities=desk.by.capabilities | {"calendar_edit"})
    page = desk.open(HOME)

    for catalogue in catalogues.all():
        assert str(catalogue.title) in page.words
        assert desk.open(f"{HOME}{catalogue.name}/").status == 200
        assert desk.open(f"{HOME}{catalogue.name}/muc/moi/").status == 200
    with pytest.raises(Missing):
        desk.open(f"{HOME}khong-co/")


def test_a_list_reads_as_of_its_day_and_is_searched_without_marks(desk: Desk, commune: Place) -> None:
    desk.fill(f"{HOME}places/muc/sua/?code=60-1", name="Phường Mẫu", since="01/07/2012", kind="commune")

    assert "Xã Mẫu" in desk.open(f"{HOME}places/").words
    page = desk.open(f"{HOME}places/?on=01/07/2012&q=phuong").words
    assert "Phường Mẫu" in page
    assert "Tỉnh Bình Thuận" not in page.split("<tbody")[1]


def test_an_entry_tells_every_belief_and_every_act(desk: Desk, commune: Place) -> None:
    answer = desk.fill(
        f"{HOME}places/muc/sua/?code=60-1", name="Xã Mẫu Mới", since="01/01/2011", kind="commune"
    )

    assert answer.leads_to == f"{HOME}places/muc/?code=60-1"
    page = desk.open(answer.leads_to).words
    assert "Xã Mẫu Mới" in page
    assert "<s>" in page
    assert "đã thay bằng thông tin khác" in page
    assert recorded() == ["directory.correct_entry"]


def test_what_is_wrong_is_said_beside_its_question_and_nothing_is_written(desk: Desk, commune: Place) -> None:
    answer = desk.fill(
        f"{HOME}places/muc/moi/",
        code="60-1",
        name="Trùng",
        kind="commune",
        since="01/01/2010",
        area_km2="rộng",
    )

    assert answer.status == 422
    assert "Phải là số" in answer.beside("area_km2")
    assert recorded() == []


def test_nothing_changed_is_said_and_nothing_is_written(desk: Desk, commune: Place) -> None:
    answer = desk.fill(
        f"{HOME}places/muc/sua/?code=60-1",
        name="Xã Mẫu",
        kind="commune",
        parent="60",
        since="01/01/2011",
    )

    assert answer.status == 422
    assert "Không có thông tin nào thay đổi" in answer.words


def test_two_at_once_the_second_is_told(desk: Desk, commune: Place) -> None:
    address = f"{HOME}places/muc/sua/?code=60-1"
    page = desk.open(address)
    desk.fill(address, name="Xã A", since="01/01/2011", kind="commune")

    with pytest.raises(Stale):
        desk.send(address, **page.hidden, name="Xã B", since="01/01/2011", kind="commune")
    assert PlaceVersion.objects.believed().get(place=commune).name == "Xã A"


def test_words_have_their_acts_as_history(desk: Desk) -> None:
    UnitKind.objects.create(
        code="centre", name="Trung tâm", tier="commune", has_seal=True, under_committee=True
    )

    desk.fill(
        f"{HOME}unit-kinds/muc/sua/?code=centre",
        name="Trung tâm mới",
        tier="commune",
        has_seal="no",
        under_committee="yes",
    )

    page = desk.open(f"{HOME}unit-kinds/muc/?code=centre").words
    assert "Trung tâm mới" in page
    assert "Đính chính mục trong danh mục" in page
    assert not UnitKind.objects.get(code="centre").has_seal


def test_a_file_is_taken_out_changed_looked_at_and_confirmed(desk: Desk, commune: Place) -> None:
    desk.by = cast.signed_in(desk.by)
    with workbook_of(places.PLACES, cast.DAY, at=cast.AT) as out:
        book = openpyxl.load_workbook(out)
    book["Địa bàn"]["B3"] = "Xã Mẫu Mới"
    content = io.BytesIO()
    book.save(content)

    sent = desk.send(f"{HOME}places/nap/", file=SimpleUploadedFile("tep.xlsx", content.getvalue()))
    shown = desk.open(sent.leads_to)
    assert "Xã Mẫu Mới" in shown.words
    assert recorded() == []
    assert desk.confirm(shown, sent.leads_to).leads_to == f"{HOME}places/"

    assert PlaceVersion.objects.believed().get(place=commune).name == "Xã Mẫu Mới"
    act = Act.objects.get(verb="directory.import_catalogue")
    assert act.detail["catalogue"] == "places"
    assert act.detail["counts"]["places"] == {"new": 0, "changed": 1, "ended": 0, "unchanged": 1}


def test_a_large_file_is_long_work_and_is_carried_out_once(
    desk: Desk, commune: Place, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 1)
    monkeypatch.setattr(works, "who_is", lambda *_who: desk.by)
    settings.HOME = str(tmp_path)
    desk.by = cast.signed_in(desk.by)
    content = io.BytesIO()
    with workbook_of(places.PLACES, cast.DAY, at=cast.AT) as out:
        book = openpyxl.load_workbook(out)
    book["Địa bàn"]["B3"] = "Xã Mẫu Mới"
    book.save(content)
    sent = desk.send(f"{HOME}places/nap/", file=SimpleUploadedFile("tep.xlsx", content.getvalue()))

    desk.confirm(desk.open(sent.leads_to), sent.leads_to)
    assert PlaceVersion.objects.believed().get(place=commune).name == "Xã Mẫu"
    work = Work.objects.get()
    for _again in range(2):
        Work.objects.update(state=WorkState.WAITING)
        carry_out(work.pk, at=cast.AT)

    assert PlaceVersion.objects.believed().get(place=commune).name == "Xã Mẫu Mới"
    assert Act.objects.filter(verb="directory.import_catalogue").count() == 1
    assert Work.objects.get().state == WorkState.DONE


def test_who_only_reads_reads_and_changes_nothing(desk: Desk, commune: Place) -> None:
    desk.by = cast.READER

    assert "Anh/chị chưa được giao quyền cập nhật danh bạ cơ quan" in desk.open(f"{HOME}places/").words
    exported = desk.open(f"{HOME}places/xuat/").response
    exported.close()
    assert exported.status_code == 200
    for address in ("muc/moi/", "muc/sua/?code=60-1", "nap/", f"nap/{new_key()}/"):
        with pytest.raises(NotAllowed):
            desk.open(f"{HOME}places/{address}")


def test_an_entry_that_is_not_there_is_missing(desk: Desk, commune: Place) -> None:
    for asked in ("", "?code=khong", "?code=%00"):
        with pytest.raises(Missing):
            desk.open(f"{HOME}places/muc/{asked}")


def test_a_post_keeps_its_unit(desk: Desk, head: Any) -> None:
    page = desk.open(f"{HOME}posts/muc/sua/?code=STTTT/GD").words

    assert 'name="unit"' not in page
    assert "Sở Thông tin và Truyền thông" in page
