"""The forms about a unit: what is done, what is refused and where that is said, who may not."""

from datetime import date
from typing import Any

import pytest

from lienthong.directory import actions, selectors
from lienthong.directory.models import CodeScheme, Post, Unit, UnitSuccession
from lienthong.directory.participants import reorganisations
from lienthong.directory.tests import cast
from lienthong.directory.tests.office import Answer, Desk, at, key_in, recorded
from lienthong.kernel.refusals import AlreadyDone, Invalid, Missing, NotAllowed, Stale

pytestmark = pytest.mark.django_db
ACTS = [
    "chuc-vu-moi", "don-vi-moi", "doi-ten", "chuyen", "ma-dinh-danh", "vao-nhom", "ra-nhom", "chuc-nang-moi",
    "chuyen-chuc-nang", "linh-vuc-chuc-nang", "sap-nhap", "chia-tach", "giai-the",
]  # fmt: skip


def parts(*rows: tuple[Unit, str]) -> dict[str, str]:
    """What the form of splitting sends."""
    named = {f"parts_unit_{n}": str(unit.pk) for n, (unit, _share) in enumerate(rows, 1)}
    return named | {f"parts_share_{n}": share for n, (_unit, share) in enumerate(rows, 1)}


def refused(answer: Answer, field: str, words: str, status: int = 422) -> None:
    """The reason stands beside its question, and nothing was recorded."""
    assert answer.status == status
    assert words in answer.beside(field)
    assert recorded() == []


def test_the_page_of_a_unit_offers_what_can_be_done(desk: Desk, department: Unit) -> None:
    CodeScheme.objects.create(code="QD20", name="QĐ 20")
    cast.a_group("so_ban_nganh", [department])
    cast.a_group("khac", [])
    cast.a_mandate("cntt", department)
    page = desk.open(at(department)).words

    assert all(f'href="{at(department, act)}"' in page for act in ACTS)


def test_what_there_is_nothing_to_do_with_is_not_offered(desk: Desk, department: Unit) -> None:
    page = desk.open(at(department)).words

    assert not any(at(department, act) in page for act in ("ma-dinh-danh", "ra-nhom", "chuyen-chuc-nang"))


def test_a_reader_is_offered_nothing_and_may_do_nothing(desk: Desk, department: Unit) -> None:
    desk.by = cast.READER
    assert "doi-ten" not in desk.open(at(department)).words
    for act in ACTS:
        with pytest.raises(NotAllowed, match="chưa được giao quyền"):
            desk.open(at(department, act))
        with pytest.raises(NotAllowed, match="chưa được giao quyền"):
            desk.send(at(department, act), on="05/03/2012")
    assert recorded() == []


def test_a_unit_or_an_act_that_was_made_up_is_missing(desk: Desk, department: Unit) -> None:
    for address in (at(Unit(), "doi-ten"), at(department, "doi-mau")):
        with pytest.raises(Missing):
            desk.open(address)


@pytest.mark.parametrize("act", ACTS)
def test_every_form_asks_from_which_day_and_why(desk: Desk, department: Unit, act: str) -> None:
    page = desk.open(at(department, act)).words

    assert 'name="on" value="05/03/2012"' in page
    assert 'name="basis"' in page


@pytest.mark.parametrize("act", ["doi-ten", "chuyen", "giai-the", "chuc-vu-moi", "chuc-nang-moi"])
@pytest.mark.parametrize(
    ("typed", "words"), [("31/02/2012", "Ngày phải viết như"), ("05/03/0212", "xem lại năm")]
)
def test_a_day_that_is_none_is_refused(
    desk: Desk, department: Unit, act: str, typed: str, words: str
) -> None:
    refused(desk.fill(at(department, act), on=typed), "on", words)


@pytest.mark.parametrize(
    ("act", "data"),
    [
        ("doi-ten", {"name": "Sở Khác"}),
        ("giai-the", {}),
        ("chuc-vu-moi", {"title": "Thanh tra", "profile": "head", "rank": "1"}),
        ("chuc-nang-moi", {"title": "Quản lý bưu chính"}),
        ("vao-nhom", {"group": "khac"}),
    ],
)
def test_a_day_before_the_unit_is_refused_beside_the_day(
    desk: Desk, department: Unit, head: Post, act: str, data: dict[str, str]
) -> None:
    cast.a_group("khac", [])

    refused(desk.fill(at(department, act), on="01/01/2000", **data), "on", "chưa thành lập")


def test_a_unit_gets_another_name(desk: Desk, department: Unit) -> None:
    answer = desk.fill(
        at(department, "doi-ten"), name="Sở TT và CĐS", symbol="STTCĐS", on="1/6/2012", basis="12/QĐ-UBND"
    )

    assert answer.leads_to == at(department, on="2012-06-01")
    version = department.versions.on(date(2012, 6, 1)).get()
    assert (version.name, version.symbol, version.source) == ("Sở TT và CĐS", "STTCĐS", "12/QĐ-UBND")
    assert recorded() == ["directory.rename_unit"]


@pytest.mark.parametrize(
    ("name", "words"), [("Sở Thông tin và Truyền thông", "trùng"), (" ", "bắt buộc"), ("x" * 301, "300")]
)
def test_a_name_that_cannot_be_is_refused(desk: Desk, department: Unit, name: str, words: str) -> None:
    refused(desk.fill(at(department, "doi-ten"), name=name), "name", words)


def test_the_same_form_sent_twice_counts_once(desk: Desk, department: Unit) -> None:
    sent = desk.open(at(department, "doi-ten")).hidden | {"name": "Sở Mới", "on": "01/06/2012"}
    desk.send(at(department, "doi-ten"), **sent)

    with pytest.raises(AlreadyDone):
        desk.send(at(department, "doi-ten"), **sent)
    assert recorded() == ["directory.rename_unit"]


def test_the_second_of_two_is_told_what_the_first_did(desk: Desk, department: Unit) -> None:
    old = desk.open(at(department, "doi-ten")).hidden
    desk.fill(at(department, "doi-ten"), name="Sở Một", on="01/06/2012")

    with pytest.raises(Stale, match="vừa được người khác cập nhật") as told:
        desk.send(at(department, "doi-ten"), name="Sở Hai", on="01/07/2012", **old)
    assert [act.verb for act in told.value.changes] == ["directory.rename_unit"]
    assert recorded() == ["directory.rename_unit"]


def test_a_unit_moves_under_another(desk: Desk, division: Unit, neighbour: Unit) -> None:
    answer = desk.fill(at(division, "chuyen"), under=str(neighbour.pk))

    assert answer.leads_to == at(division)
    assert selectors.tree(cast.DAY).parent_of(division.pk) == neighbour.pk


def test_a_unit_never_stands_below_itself(desk: Desk, department: Unit, division: Unit) -> None:
    cast.a_unit("X", "Đội X", kind="division", under=division)

    refused(desk.fill(at(department, "chuyen"), under=str(division.pk)), "under", "trực thuộc chính nó")
    refused(desk.fill(at(department, "chuyen"), under=str(department.pk)), "under", "lựa chọn hợp lệ")


def test_a_unit_gets_an_identifier(desk: Desk, department: Unit, neighbour: Unit) -> None:
    CodeScheme.objects.create(code="QD20", name="QĐ 20")
    cast.a_code(neighbour, "QD20", "H11.15")
    address = at(department, "ma-dinh-danh")

    refused(desk.fill(address, scheme="QD20", code="?"), "code", "không đúng cấu trúc")
    refused(desk.fill(address, scheme="QD20", code="h11.15"), "code", "đang được cơ quan khác dùng")
    desk.fill(address, scheme="QD20", code="h11.14")
    assert [row.code for row in selectors.codes_of(department.pk, cast.DAY)] == ["H11.14"]


def test_a_unit_enters_a_list_and_leaves_it(desk: Desk, department: Unit) -> None:
    cast.a_group("so_ban_nganh", [])

    desk.fill(at(department, "vao-nhom"), group="so_ban_nganh")
    assert selectors.members("so_ban_nganh", cast.DAY) == [department]
    desk.fill(at(department, "ra-nhom"), group="so_ban_nganh", on="01/06/2012")
    assert recorded() == ["directory.add_to_group", "directory.remove_from_group"]


def test_leaving_a_list_before_being_on_it_is_refused_beside_the_day(desk: Desk, department: Unit) -> None:
    cast.a_group("so_ban_nganh", [department])

    answer = desk.fill(at(department, "ra-nhom"), group="so_ban_nganh", on="01/06/2010")
    refused(answer, "on", "không có trong nhóm", status=409)


def test_a_unit_is_founded_below_and_gets_a_code(desk: Desk, department: Unit) -> None:
    cast.a_kind("division")
    answer = desk.fill(at(department, "don-vi-moi"), name="Phòng Bưu chính", kind="division", on="01/01/2012")

    unit = Unit.objects.get(pk=key_in(answer.leads_to))
    assert unit.code == "STTTT2"
    assert selectors.tree(cast.DAY).parent_of(unit.pk) == department.pk


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"code": "STTTT"}, "code", "đã được dùng"),
        ({"kind": ""}, "kind", "bắt buộc"),
        ({"kind": "vua"}, "kind", "lựa chọn hợp lệ"),
        ({"on": "01/01/1999"}, "on", "chưa thành lập"),
    ],
)
def test_a_unit_that_cannot_be_founded(
    desk: Desk, department: Unit, wrong: dict[str, str], field: str, words: str
) -> None:
    cast.a_kind("division")
    answer = desk.fill(at(department, "don-vi-moi"), **{"name": "Phòng", "kind": "division", **wrong})

    refused(answer, field, words)
    assert Unit.objects.count() == 2


def test_a_unit_is_founded_under_none(desk: Desk) -> None:
    cast.a_kind("commune_committee")
    answer = desk.fill("/danh-ba/moi/", name="UBND xã Hồng Thái", kind="commune_committee")

    assert answer.status == 302
    assert selectors.tree(cast.DAY).roots == (key_in(answer.leads_to),)


def test_a_mandate_is_given_and_moves(desk: Desk, department: Unit, neighbour: Unit) -> None:
    desk.fill(at(department, "chuc-nang-moi"), title="Quản lý bưu chính")
    code = selectors.mandates_of(department.pk, cast.DAY).get().code

    page = at(department, "chuyen-chuc-nang")
    shown = desk.fill(page, mandate=code, to=str(neighbour.pk), on="01/06/2012")
    assert recorded() == ["directory.set_mandate"]
    assert "Quản lý bưu chính" in shown.words
    assert desk.confirm(shown, page).status == 302
    assert recorded() == ["directory.move_mandate", "directory.set_mandate"]


def test_the_fields_of_a_mandate_are_said_and_go_with_it(
    desk: Desk, department: Unit, neighbour: Unit
) -> None:
    for code, name in (("buu_chinh", "Bưu chính"), ("cntt", "Công nghệ thông tin")):
        cast.a_field(code, name)
    desk.fill(at(department, "chuc-nang-moi"), title="Quản lý bưu chính", fields_of_work=["buu_chinh"])
    assert "Quản lý bưu chính (Bưu chính)" in desk.open(at(department)).words
    held = selectors.mandates_of(department.pk, cast.DAY).get()

    desk.fill(at(department, "linh-vuc-chuc-nang"), mandate=held.code, fields_of_work=["buu_chinh", "cntt"])
    actions.move_mandate(held.code, to=neighbour, on=date(2012, 6, 1), by=cast.EDITOR, at=cast.AT)

    assert selectors.mandates_of(neighbour.pk, date(2012, 6, 1)).get().fields == ["buu_chinh", "cntt"]
    with pytest.raises(Invalid, match="lĩnh vực"):
        actions.name_fields(held.code, fields=["khac"], on=date(2012, 7, 1), by=cast.EDITOR, at=cast.AT)


# What ends or splits a unit is shown before.


@pytest.fixture
def full(department: Unit, division: Unit, head: Post) -> Unit:
    """The department with a division, a mandate and a director."""
    cast.a_mandate("cntt", department)
    cast.appointed(cast.a_person("Đặng Thị Giám"), head)
    return department


class Above:
    """An area above that has something to hand over."""

    def preview(self, changes: Any) -> list[tuple[Any, str]]:
        return [(change, f"3 nhiệm vụ chuyển cho {len(change.heirs)} cơ quan") for change in changes]

    def carry_out(self, changes: Any, **_who: Any) -> None:
        pass


def test_what_a_merger_moves_is_shown_and_nothing_is_done_yet(
    desk: Desk, full: Unit, neighbour: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reorganisations, "known", [Above()])
    shown = desk.fill(at(full, "sap-nhap"), into=str(neighbour.pk))

    assert shown.status == 200
    for words in (
        "Phòng Công nghệ thông tin",
        "công nghệ thông tin",
        "Đặng Thị Giám",
        "3 nhiệm vụ chuyển cho 1",
    ):
        assert words in shown.words
    assert recorded() == []


def test_a_merger_that_was_confirmed_is_done_once(desk: Desk, full: Unit, neighbour: Unit) -> None:
    shown = desk.fill(at(full, "sap-nhap"), into=str(neighbour.pk), basis="20/QĐ-UBND")
    answer = desk.confirm(shown, at(full, "sap-nhap"))

    assert answer.leads_to == at(neighbour)
    assert selectors.unit_on(full, cast.DAY) is None
    assert UnitSuccession.objects.get().source == "20/QĐ-UBND"
    with pytest.raises(AlreadyDone):
        desk.confirm(shown, at(full, "sap-nhap"))
    assert recorded() == ["directory.merge_units"]


def test_what_is_another_since_it_was_shown_is_shown_again(desk: Desk, full: Unit, neighbour: Unit) -> None:
    shown = desk.fill(at(full, "sap-nhap"), into=str(neighbour.pk))
    cast.a_unit("STTTT.BC", "Phòng Bưu chính", kind="division", under=full)

    again = desk.confirm(shown, at(full, "sap-nhap"))
    assert again.status == 200
    assert "Có thay đổi từ lúc anh/chị xem trước" in again.words
    assert recorded() == []
    assert desk.confirm(again, at(full, "sap-nhap")).status == 302


def test_from_the_preview_one_goes_back_to_the_form(desk: Desk, full: Unit, neighbour: Unit) -> None:
    shown = desk.fill(at(full, "sap-nhap"), into=str(neighbour.pk), basis="20/QĐ-UBND")
    form = desk.confirm(shown, at(full, "sap-nhap"), again="1")

    assert 'value="20/QĐ-UBND"' in form.words
    assert f'value="{neighbour.pk}" selected' in form.words
    assert recorded() == []


def test_a_unit_is_merged_into_itself_never(desk: Desk, full: Unit, division: Unit) -> None:
    refused(desk.fill(at(full, "sap-nhap"), into=str(full.pk)), "into", "vào chính nó")
    refused(desk.fill(at(full, "sap-nhap"), into=str(division.pk)), "into", "chuyển ra trước")


def test_a_unit_is_not_merged_before_it_was(desk: Desk, full: Unit, neighbour: Unit) -> None:
    refused(
        desk.fill(at(full, "sap-nhap"), into=str(neighbour.pk), on="01/01/2000"), "into", "chưa thành lập"
    )


def test_a_unit_is_split_by_shares_and_keeps_a_part(desk: Desk, full: Unit, neighbour: Unit) -> None:
    shares = parts((full, "0,6"), (neighbour, "0.4"))
    shown = desk.fill(at(full, "chia-tach"), **shares)
    assert "60 %" in shown.words
    assert "40 %" in shown.words

    assert desk.confirm(shown, at(full, "chia-tach")).leads_to == at(full)
    assert sorted(str(step.share)[:3] for step in UnitSuccession.objects.all()) == ["0.4", "0.6"]
    assert recorded() == ["directory.split_unit"]


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        (("0,6", "0,3"), "phải bằng 1"),
        (("1,2", "-0,2"), "lớn hơn 0"),
        (("một nửa", "0,5"), "Tỷ lệ viết như"),
        (("NaN", "1"), "Tỷ lệ viết như"),
        (("0." + "1" * 40, "1"), "Tỷ lệ viết như"),
        (("0,00000000001", "0,99999999999"), "tối đa 10 chữ số"),
        (("", "1"), "Tỷ lệ viết như"),
    ],
)
def test_shares_that_are_no_whole_are_refused(
    desk: Desk, full: Unit, neighbour: Unit, shares: tuple[str, str], words: str
) -> None:
    sent = parts((full, shares[0]), (neighbour, shares[1]))

    refused(desk.fill(at(full, "chia-tach"), **sent), "parts", words)


def test_parts_that_cannot_be_are_refused(desk: Desk, full: Unit, neighbour: Unit) -> None:
    address = at(full, "chia-tach")
    refused(desk.fill(address), "parts", "bắt buộc")
    refused(desk.fill(address, **parts((full, "1"))), "parts", "ít nhất một cơ quan mới")
    refused(desk.fill(address, **parts((full, "0.5"), (full, "0.5"))), "parts", "một lần")
    refused(desk.fill(address, **parts((Unit(), "1"))), "parts", "Mỗi dòng cần một cơ quan")


def test_more_rows_can_be_asked_for(desk: Desk, full: Unit, neighbour: Unit) -> None:
    assert "parts_unit_5" not in desk.open(at(full, "chia-tach")).words
    address = at(full, "chia-tach", rows="8")
    assert "parts_unit_8" in desk.open(address).words
    assert "parts_unit_5" not in desk.open(at(full, "chia-tach", rows="-1")).words

    sent = {"parts_unit_7": str(full.pk), "parts_share_7": "0,5"} | parts((neighbour, "0,5"))
    assert desk.fill(address, **sent).status == 200


def test_a_unit_that_keeps_nothing_is_emptied_first(desk: Desk, full: Unit, neighbour: Unit) -> None:
    answer = desk.fill(at(full, "chia-tach"), **parts((neighbour, "1")))

    refused(answer, "parts", "hãy chuyển các đơn vị này trước", status=409)


def test_a_unit_is_split_once_a_day(desk: Desk, department: Unit, neighbour: Unit) -> None:
    shares = parts((department, "0.5"), (neighbour, "0.5"))
    address = at(department, "chia-tach")
    desk.confirm(desk.fill(address, **shares), address)

    answer = desk.fill(address, **shares)
    assert answer.status == 409
    assert "hãy gộp vào một bước" in answer.words
    assert recorded() == ["directory.split_unit"]


def test_a_unit_is_closed_when_it_is_empty(desk: Desk, full: Unit, division: Unit) -> None:
    answer = desk.fill(at(full, "giai-the"))
    assert answer.status == 409
    assert "Còn 1 đơn vị trực thuộc" in answer.words
    assert recorded() == []

    shown = desk.fill(at(division, "giai-the"))
    assert desk.confirm(shown, at(division, "giai-the")).status == 302
    assert selectors.unit_on(division, cast.DAY) is None


def test_a_form_confirmed_late_is_told_what_happened(desk: Desk, department: Unit) -> None:
    shown = desk.fill(at(department, "giai-the"), on="01/06/2012")
    actions.rename_unit(department, name="Sở Mới", on=cast.DAY, by=cast.EDITOR, at=cast.AT)

    with pytest.raises(Stale):
        desk.confirm(shown, at(department, "giai-the"))
    assert recorded() == ["directory.rename_unit"]
