"""A clerk's slips in the rows of a catalogue: each is said at its cell, before anything is written."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.directory.catalogue import calendars, codes, places, units
from lienthong.directory.catalogue.registry import Catalogue
from lienthong.directory.models import CodeScheme, FieldOfWork, Place, Unit, UnitGroup
from lienthong.directory.tests import cast
from lienthong.directory.tests.catalogue import (
    LATER,
    MUINE,
    changes,
    commune,
    planned,
    province,
    written,
    wrong,
)

__all__ = ["commune", "province"]  # fixtures

pytestmark = pytest.mark.django_db
ENDS_BEFORE = "Ngày kết thúc phải sau ngày bắt đầu."
NO_CODE = "Mã chỉ gồm chữ cái không dấu, chữ số và các dấu _ . - /, bắt đầu bằng chữ cái hoặc chữ số."
KIND = {"code": "centre", "name": "Trung tâm", "tier": "commune", "has_seal": "Có", "under_committee": "Có"}
HOUR = timedelta(hours=1)


@pytest.fixture
def group() -> UnitGroup:
    during = DateRange(cast.BEGIN, LATER)
    return UnitGroup.objects.create(code="so_ban_nganh", name="Các sở, ban, ngành", during=during)


@pytest.mark.parametrize(
    ("days", "column"),
    [
        ({"until": "01/01/1990"}, "until"),
        ({"until": "31/12/2010"}, "until"),  # it would hold on no day
        ({"since": "", "until": "01/01/1990"}, None),  # the first day is opened
        ({"since": "01/07/2012"}, "since"),
        ({"since": "01/01/2020"}, "since"),
        ({"until": "01/01/2011"}, None),
        ({"since": "30/06/2012"}, None),
        ({"since": "01/01/2020", "until": ""}, None),
    ],
)
def test_one_end_alone_must_fit_the_end_that_stays(
    group: UnitGroup, days: dict[str, str], column: str | None
) -> None:
    row = {"code": "so_ban_nganh", "name": "Các sở, ban, ngành", **days}

    if column is None:
        written(units.GROUPS, row)
        return
    assert wrong(planned(units.GROUPS, row)) == [(0, column, ENDS_BEFORE)]


def test_a_word_is_said_once_whatever_its_days() -> None:
    row = {"code": "moi", "name": "Nhóm mới"}

    plan = planned(units.GROUPS, row | {"since": "2011-01-01"}, row | {"since": "2012-01-01"})

    assert wrong(plan) == [(1, "code", "Dòng này lặp lại dòng 0.")]


@pytest.mark.parametrize("name", ["Nhóm \ud800", "Nhóm \0"])
def test_letters_that_cannot_be_kept_are_said_at_their_cell(name: str) -> None:
    plan = planned(units.GROUPS, {"code": "moi", "name": name})

    assert wrong(plan) == [(0, "name", "Có ký tự không đọc được; hãy xóa chỗ đó rồi nhập lại.")]


@pytest.mark.parametrize(
    ("catalogue", "row", "words"),
    [
        (units.UNIT_KINDS, KIND, "Trung ương, Tỉnh, Huyện, Xã, Bên trong cơ quan"),
        (places.PLACE_KINDS, {"code": "khu", "name": "Khu"}, "Tỉnh, Huyện, Xã"),
    ],
)
def test_a_tier_is_one_of_few_words(catalogue: Catalogue, row: dict[str, Any], words: str) -> None:
    assert wrong(planned(catalogue, row | {"tier": "abc"})) == [(0, "tier", f"Chỉ ghi một trong: {words}.")]
    assert wrong(planned(catalogue, row | {"tier": ""})) == [(0, "tier", "Ô này là bắt buộc.")]

    written(catalogue, row | {"tier": "xã"})

    assert catalogue.keeper.rows(catalogue, cast.DAY).get(pk=row["code"]).tier == "commune"  # type: ignore[attr-defined]
    assert changes(planned(catalogue, row | {"tier": "commune"})) == ["unchanged"]


@pytest.mark.parametrize("code", ["mã có dấu / <b>", "sở", "a b", "-a", ".", "a;b", "a%", "a\u00a0b"])
@pytest.mark.parametrize("catalogue", [units.GROUPS, places.PLACES, calendars.CALENDARS])
def test_a_new_code_has_the_form_of_a_code(province: Place, catalogue: Catalogue, code: str) -> None:
    row = MUINE | {"code": code} if catalogue is places.PLACES else {"code": code, "name": "Mới"}

    assert (0, "code", NO_CODE) in wrong(planned(catalogue, row))


@pytest.mark.parametrize(
    "code", ["so_ban_nganh", "H.PHANTHIET.VHTT", "UBND/PCT-TT", "DN01-0001", "60", "22915.MN1"]
)
def test_the_codes_that_we_have_are_codes(code: str) -> None:
    assert wrong(planned(units.GROUPS, {"code": code, "name": "Nhóm"})) == []


def test_a_code_that_is_there_already_stays_as_it_is() -> None:
    FieldOfWork.objects.create(code="Mã cũ", name="Lĩnh vực cũ")
    CodeScheme.objects.create(code="A", name="Bộ A")
    CodeScheme.objects.create(code="a", name="Bộ a")

    assert wrong(planned(units.FIELDS_OF_WORK, {"code": "Mã cũ", "name": "Tên mới"})) == []
    assert wrong(planned(codes.CODE_SCHEMES, {"code": "a", "name": "Bộ khác"})) == []


def test_two_new_codes_differ_in_more_than_capitals() -> None:
    rows = [{"code": code, "name": f"Nhóm {code}"} for code in ("z1", "Z1", "z2")]

    assert wrong(planned(units.GROUPS, *rows)) == [
        (1, "code", "Dòng 0 ghi mã z1; hai mã không được chỉ khác nhau ở chữ hoa, chữ thường.")
    ]


def test_a_new_code_differs_from_those_there_in_more_than_capitals(
    group: UnitGroup, department: Unit
) -> None:
    words = "Đã có mã {}; hai mã không được chỉ khác nhau ở chữ hoa, chữ thường."

    both = [{"code": code, "name": "Nhóm"} for code in ("so_ban_nganh", "So_Ban_Nganh")]
    assert wrong(planned(units.GROUPS, *both)) == [(1, "code", words.format("so_ban_nganh"))]
    cast.a_post(department, code="GD")
    post = {"unit": "STTTT", "title": "Giám đốc", "profile": "head", "since": "2012-01-01"}
    assert (0, "code", words.format("GD")) in wrong(planned(units.POSTS, post | {"code": "gd"}))


def test_bounds_of_a_number_read_as_numbers_read_here(province: Place) -> None:
    assert wrong(planned(places.PLACES, MUINE | {"area_km2": "-3"})) == [
        (0, "area_km2", "Phải là số từ 0,0001 đến 999.999, nhiều nhất 4 số lẻ.")
    ]
