"""Catalogues by rows: what they would change, from which day, and that it is all or nothing."""

from datetime import date, timedelta
from typing import Any

import pytest

from lienthong.directory.catalogue import places
from lienthong.directory.catalogue.carrying import import_entries
from lienthong.directory.catalogue.exporting import workbook_of
from lienthong.directory.catalogue.planning import plan_of
from lienthong.directory.models import (
    CodeMapping,
    GroupMember,
    Place,
    PlaceVersion,
    PostVersion,
    ReferencePointVersion,
    UnitKind,
)
from lienthong.directory.sheets.carrying import Moved
from lienthong.directory.sheets.shape import WrongRows
from lienthong.directory.tests import cast
from lienthong.directory.tests.catalogue import (
    LATER,
    MUINE,
    changes,
    commune,
    in_file,
    planned,
    province,
    said,
    written,
    wrong,
)
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import NotAllowed, WrongState

__all__ = ["commune", "province"]  # fixtures

pytestmark = pytest.mark.django_db


def everything() -> tuple[int, ...]:
    models = (
        Place,
        PlaceVersion,
        GroupMember,
        CodeMapping,
        ReferencePointVersion,
        PostVersion,
        UnitKind,
        Act,
    )
    return tuple(model._default_manager.count() for model in models)


def test_a_new_place_is_so_from_its_day_and_known_from_the_moment(province: Place, commune: Place) -> None:
    plan = written(places.PLACES, MUINE | {"area_km2": "35,4", "basis": "12/QĐ"})

    assert changes(plan) == ["new"]
    version = PlaceVersion.objects.get(place__code="60-2")
    assert (version.during.lower, version.during.upper) == (date(2012, 3, 1), None)
    assert (version.known_from, str(version.area_km2), version.source) == (cast.AT, "35.4000", "12/QĐ")
    assert version.parent == province
    acts = {act.verb: act for act in Act.objects.all()}
    assert acts.keys() == {"directory.import_catalogue", "directory.enter_entry"}
    entered = acts["directory.enter_entry"]
    assert (entered.subject_kind, entered.subject_id) == ("directory.place", version.place_id)
    assert entered.detail["key"] == {"code": "60-2"}
    assert entered.detail["after"]["name"] == "Phường Mũi Né"


def test_from_another_day_it_changes_and_the_days_before_keep_what_they_were(commune: Place) -> None:
    plan = written(places.PLACES, {"code": "60-1", "name": "Phường Mẫu", "since": LATER})

    assert changes(plan) == ["changed"]
    believed = PlaceVersion.objects.believed().filter(place=commune).order_by("during")
    assert [(row.name, row.during.lower, row.during.upper) for row in believed] == [
        ("Xã Mẫu", cast.BEGIN, LATER),
        ("Phường Mẫu", LATER, None),
    ]
    assert [row.parent.code for row in believed] == ["60", "60"]
    as_known = PlaceVersion.objects.on_as_known(LATER, cast.AT - timedelta(seconds=1)).get(place=commune)
    assert as_known.name == "Xã Mẫu"


def test_on_its_first_day_it_is_put_right_and_the_former_belief_stays(commune: Place) -> None:
    written(places.PLACES, {"code": "60-1", "name": "Xã Mẫu Mới", "since": cast.BEGIN})

    assert PlaceVersion.objects.on(cast.DAY).get(place=commune).name == "Xã Mẫu Mới"
    assert PlaceVersion.objects.get(place=commune, known_to=cast.AT).name == "Xã Mẫu"
    act = Act.objects.get(verb="directory.correct_entry")
    assert (act.detail["before"], act.detail["after"]) == ({"name": "Xã Mẫu"}, {"name": "Xã Mẫu Mới"})


def test_it_ends_after_its_last_day(commune: Place) -> None:
    plan = written(places.PLACES, {"code": "60-1", "since": cast.BEGIN, "until": "30/06/2012"})

    assert changes(plan) == ["ended"]
    assert PlaceVersion.objects.believed().get(place=commune).during.upper == LATER


def test_what_a_file_does_not_say_stays_as_it_is(commune: Place) -> None:
    believed = PlaceVersion.objects.get(place=commune)
    believed.correct(at=cast.KNOWN + timedelta(days=1), note="giữ", lat="10.1", lon="108.1")

    written(places.PLACES, {"code": "60-1", "name": "Xã Khác", "since": LATER})

    version = PlaceVersion.objects.on(LATER).get(place=commune)
    assert (version.note, str(version.lat)) == ("giữ", "10.100000")


def test_the_same_again_changes_nothing(commune: Place) -> None:
    with workbook_of(places.PLACES, cast.DAY, at=cast.AT) as out:
        lines = in_file(places.PLACES, out.read())
    plan = plan_of(places.PLACES, lines, by=cast.EDITOR, day=cast.DAY)

    assert wrong(plan) == []
    assert changes(plan) == ["unchanged", "unchanged"]
    with pytest.raises(WrongState, match="không có gì khác"):
        import_entries(lines, places.PLACES, mark=plan.mark, by=cast.EDITOR, at=cast.AT)


def test_rows_may_name_each_other(province: Place, commune: Place) -> None:
    inside = MUINE | {"code": "60-3", "name": "Khu trong", "parent": "60-2"}
    plan = written(places.PLACES, inside, MUINE | {"kind": "province"})

    assert changes(plan) == ["new", "new"]
    assert PlaceVersion.objects.get(place__code="60-3").parent.code == "60-2"


@pytest.mark.parametrize(
    ("rows", "column", "words"),
    [
        ([MUINE, MUINE], "code", "lặp lại dòng 0"),
        ([MUINE | {"kind": "la_gi"}], "kind", "Không có mã la_gi"),
        ([MUINE | {"parent": "99"}], "parent", "Không có mã 99"),
        ([MUINE | {"parent": "60-2"}], "parent", "chính nó"),
        ([MUINE | {"since": "2010-01-01"}], "parent", "Ngày 01/01/2010 không có mã 60"),
        ([MUINE | {"area_km2": "-3"}], "area_km2", "Phải là số từ"),
        ([MUINE | {"area_km2": "NaN"}], "area_km2", "Phải là số từ"),
        ([MUINE | {"until": "2012-02-01"}], "until", "phải sau ngày bắt đầu"),
        ([MUINE | {"since": "31/02/2012"}], "since", "05/03/2020"),
        ([{"code": "60-2", "since": "2012-03-01"}], "name", "bắt buộc"),
        ([{"code": "60", "since": cast.BEGIN, "until": "2012-06-30"}], "until", "còn “Xã Mẫu”"),
        ([{"code": "60", "since": cast.BEGIN, "parent": "60-1"}], "parent", "chính nó"),
    ],
)
def test_one_wrong_row_and_nothing_is_written(
    commune: Place, rows: list[dict[str, Any]], column: str, words: str
) -> None:
    good = MUINE | {"code": "60-9", "name": "Dòng đúng"}
    lines, before = said(places.PLACES, *rows, good), everything()

    plan = plan_of(places.PLACES, lines, by=cast.EDITOR, day=cast.DAY)

    assert any(at == column and words in why for _row, at, why in wrong(plan)), wrong(plan)
    with pytest.raises(WrongRows):
        import_entries(lines, places.PLACES, mark=plan.mark, by=cast.EDITOR, at=cast.AT)
    assert everything() == before


def test_over_what_is_so_later_nothing_is_written(commune: Place) -> None:
    written(places.PLACES, {"code": "60-1", "name": "Phường Mẫu", "since": LATER})

    plan = planned(places.PLACES, {"code": "60-1", "since": cast.BEGIN, "until": "2012-12-31"})

    assert wrong(plan) == [
        (0, "until", "Đã có thông tin khác từ ngày 01/07/2012; hãy ghi “Đến hết ngày” trước ngày ấy.")
    ]


def test_only_what_was_looked_at_is_done(commune: Place) -> None:
    lines = said(places.PLACES, {"code": "60-1", "name": "Xã A", "since": cast.BEGIN})
    mark = plan_of(places.PLACES, lines, by=cast.EDITOR, day=cast.DAY).mark
    written(places.PLACES, {"code": "60-1", "name": "Xã B", "since": cast.BEGIN})
    before = everything()

    with pytest.raises(Moved):
        import_entries(lines, places.PLACES, mark=mark, by=cast.EDITOR, at=cast.AT)
    assert everything() == before


def test_who_does_not_keep_the_directory_writes_nothing(commune: Place) -> None:
    lines, before = said(places.PLACES, MUINE), everything()

    with pytest.raises(NotAllowed, match="chưa được giao quyền"):
        import_entries(lines, places.PLACES, mark="", by=cast.READER, at=cast.AT)
    assert everything() == before
