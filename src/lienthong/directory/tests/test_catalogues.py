"""Catalogues by rows and by workbook: what they would change, what is wrong where, and that it is all or nothing."""

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from pytest_django import Settings

from lienthong.directory.catalogue import codes, places, units
from lienthong.directory.catalogue.carrying import import_entries
from lienthong.directory.catalogue.exporting import workbook_of
from lienthong.directory.catalogue.planning import Plan, plan_of
from lienthong.directory.catalogue.registry import Catalogue
from lienthong.directory.models import (
    CodeMapping,
    CodeScheme,
    GroupMember,
    Place,
    PlaceKind,
    PlaceVersion,
    PointKind,
    Post,
    PostVersion,
    ReferencePointVersion,
    Unit,
    UnitKind,
)
from lienthong.directory.profiles import profiles
from lienthong.directory.selectors.codes import mapped
from lienthong.directory.sheets.carrying import Moved
from lienthong.directory.sheets.shape import Line, Lines, WrongRows
from lienthong.directory.sheets.workbook import read
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Invalid, NotAllowed, WrongState

pytestmark = pytest.mark.django_db
LATER = date(2012, 7, 1)


def said(catalogue: Catalogue, *rows: Mapping[str, Any]) -> Lines:
    lines = tuple(Line(catalogue.sheet, number, row) for number, row in enumerate(rows))
    return Lines("JSON", hashlib.sha256(repr(rows).encode()).hexdigest(), lines)


def planned(catalogue: Catalogue, *rows: Mapping[str, Any], by: Actor = cast.EDITOR) -> Plan:
    return plan_of(catalogue, said(catalogue, *rows), by=by, day=cast.DAY)


def written(catalogue: Catalogue, *rows: Mapping[str, Any], by: Actor = cast.EDITOR) -> Plan:
    lines = said(catalogue, *rows)
    plan = plan_of(catalogue, lines, by=by, day=cast.DAY)
    assert wrong(plan) == []
    done: Plan = import_entries(lines, catalogue, mark=plan.mark, by=by, at=cast.AT)
    return done


def wrong(plan: Plan) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.words) for one in plan.problems]


def changes(plan: Plan) -> list[str]:
    return [step.change.value for step in plan.steps]


def a_book(
    catalogue: Catalogue, *rows: Sequence[Any], shape: Callable[[Workbook], None] = lambda _book: None
) -> Lines:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = str(catalogue.sheet.words)
    page.append([str(column.words) for column in catalogue.sheet.columns])
    for row in rows:
        page.append(list(row))
    shape(book)
    out = io.BytesIO()
    book.save(out)
    return in_file(catalogue, out.getvalue())


def in_file(catalogue: Catalogue, content: bytes) -> Lines:
    digest = hashlib.sha256(content).hexdigest()
    return read(io.BytesIO(content), [catalogue.sheet], name="tep.xlsx", sha256=digest)


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


@pytest.fixture
def province() -> Place:
    return cast.a_place("60", "Tỉnh Bình Thuận", kind="province")


@pytest.fixture
def commune(province: Place) -> Place:
    return cast.a_place("60-1", "Xã Mẫu", within=province)


MUINE = {"code": "60-2", "name": "Phường Mũi Né", "kind": "commune", "parent": "60", "since": "2012-03-01"}


# Two times


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
    with workbook_of(places.PLACES, cast.DAY) as out:
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


# All or nothing


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


# Workbooks


def a_row(name: str = "Phường Mũi Né", since: Any = date(2012, 3, 1)) -> list[Any]:
    return ["60-2", name, "", "commune", "60", "", None, None, None, since, None, ""]


def test_a_wrong_cell_is_named_as_a_spreadsheet_names_it(commune: Place) -> None:
    lines = a_book(places.PLACES, a_row(), [*a_row()[:6], "rộng", *a_row()[7:]])
    plan = plan_of(places.PLACES, lines, by=cast.EDITOR, day=cast.DAY)

    assert [one.where for one in plan.problems] == ["Địa bàn!G3"]


def test_a_formula_is_refused_at_its_cell(commune: Place) -> None:
    plan = plan_of(places.PLACES, a_book(places.PLACES, a_row('=CONCAT("a")')), by=cast.EDITOR, day=cast.DAY)

    assert [(one.where, "công thức" in one.words) for one in plan.problems] == [("Địa bàn!B2", True)]


def test_days_of_1904_are_the_same_days(commune: Place) -> None:
    def of_1904(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    plan = plan_of(places.PLACES, a_book(places.PLACES, a_row(), shape=of_1904), by=cast.EDITOR, day=cast.DAY)

    assert wrong(plan) == []
    assert plan.steps[0].after["since"] == "2012-03-01"


def test_too_many_rows_are_refused_before_they_are_looked_at(commune: Place, settings: Settings) -> None:
    settings.IMPORT_MOST_ROWS = 50

    with pytest.raises(Invalid, match="hơn 50 dòng"):
        a_book(places.PLACES, *[a_row()] * 51)


def test_what_is_written_out_is_the_state_of_the_day(commune: Place) -> None:
    written(places.PLACES, {"code": "60-1", "name": "Phường Mẫu", "since": LATER})

    def names(day: date) -> list[str]:
        with workbook_of(places.PLACES, day) as out:
            page = openpyxl.load_workbook(out)["Địa bàn"]
        return [row[1] for row in page.iter_rows(min_row=2, values_only=True)]

    assert names(cast.DAY) == ["Tỉnh Bình Thuận", "Xã Mẫu"]
    assert names(LATER) == ["Tỉnh Bình Thuận", "Phường Mẫu"]
    assert names(date(2010, 1, 1)) == []


def test_many_rows_cost_no_more_questions_than_one(
    commune: Place, django_assert_max_num_queries: Any
) -> None:
    many = [MUINE | {"code": f"60-X{number}"} for number in range(300)]

    with django_assert_max_num_queries(12):
        assert len(planned(places.PLACES, *many).steps) == 300


# Points, groups, codes, posts, words


def test_a_school_lies_in_a_place_of_its_day(commune: Place) -> None:
    PointKind.objects.create(code="primary_school", name="Trường tiểu học")
    school = {"code": "TH-1", "name": "Trường Tiểu học Mẫu", "kind": "primary_school", "place": "60-1"}

    written(places.POINTS, school | {"since": "2012-03-01"})
    assert ReferencePointVersion.objects.on(cast.DAY).get().place == commune

    ended = planned(places.PLACES, {"code": "60-1", "since": cast.BEGIN, "until": "2012-12-31"})
    assert wrong(ended) == [
        (0, "until", "Từ ngày 01/01/2013 còn “Trường Tiểu học Mẫu” nằm trong địa bàn này.")
    ]
    half = planned(places.POINTS, school | {"since": "2012-03-01", "lat": 10.5})
    assert wrong(half) == [(0, "lon", "Vĩ độ và kinh độ đi cùng nhau.")]


def test_a_unit_joins_a_group_and_leaves_it(department: Unit) -> None:
    group = cast.a_group("sbn", [])
    row = {"group": "sbn", "unit": "STTTT", "since": "2012-01-01"}

    written(units.GROUP_MEMBERS, row)
    written(units.GROUP_MEMBERS, row | {"until": "2012-06-30"})

    member = GroupMember.objects.believed().get(group=group)
    assert (member.unit, member.during.upper) == (department, LATER)
    assert wrong(planned(units.GROUP_MEMBERS, row | {"unit": "KHONG"})) == [
        (0, "unit", "Không có mã KHONG trong danh mục.")
    ]


@pytest.fixture
def schemes() -> None:
    CodeScheme.objects.create(code="A", name="Bộ A")
    CodeScheme.objects.create(code="B", name="Bộ B")


def test_codes_are_mapped_as_written_in_both_directions_on_their_days(schemes: None) -> None:
    row = {"scheme": "A", "to_scheme": "B", "code": "h11.1", "to_code": "000.01", "since": "2012-01-01"}

    written(codes.CODE_MAP, row | {"until": "2012-06-30"})

    assert mapped("H11.1", "A", "B", cast.DAY) == "000.01"
    assert mapped("000.01", "B", "A", cast.DAY) == "H11.1"
    assert mapped("H11.1", "A", "B", LATER) is None
    assert mapped("H11.2", "A", "B", cast.DAY) is None


def test_two_codes_do_not_lead_to_one_on_the_same_day(schemes: None) -> None:
    row = {"scheme": "A", "to_scheme": "B", "code": "1", "to_code": "9", "since": "2012-01-01"}
    assert [why for _row, _at, why in wrong(planned(codes.CODE_MAP, row, row | {"code": "2"}))] == [
        "Mã 9 đã ứng với mã 2 trong những ngày ấy.",
        "Mã 9 đã ứng với mã 1 trong những ngày ấy.",
    ]
    written(codes.CODE_MAP, row | {"until": "2012-06-30"})

    assert wrong(planned(codes.CODE_MAP, row | {"code": "2"})) == [
        (0, "to_code", "Mã 9 đã ứng với mã 1 trong những ngày ấy.")
    ]
    assert wrong(planned(codes.CODE_MAP, row | {"code": "2", "since": "2012-07-01"})) == []
    assert wrong(planned(codes.CODE_MAP, row | {"to_scheme": "A"})) == [
        (0, "to_scheme", "Hai bộ mã phải khác nhau.")
    ]


@pytest.fixture
def known_profiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "known", {"head": "Người đứng đầu", "specialist": "Chuyên viên"})


@pytest.mark.usefixtures("known_profiles")
def test_a_post_is_made_and_changes_and_repeats_its_latest_shape(department: Unit, committee: Unit) -> None:
    cast.a_field("cntt", "Công nghệ thông tin")
    row = {"code": "STTTT/CV9", "unit": "STTTT", "title": "Chuyên viên", "profile": "specialist"}

    written(units.POSTS, row | {"fields": ["cntt"], "rank": 3, "since": "2012-01-01"})
    post = Post.objects.get(code="STTTT/CV9")
    assert (post.unit, post.fields, post.rank) == (department, ["cntt"], 3)

    written(units.POSTS, row | {"code": "STTTT/CV8", "rank": "", "since": "2012-01-01"})
    assert Post.objects.get(code="STTTT/CV8").rank == 0
    written(units.POSTS, {"code": "STTTT/CV9", "title": "Chuyên viên chính", "since": "2012-03-01"})
    post.refresh_from_db()
    assert (post.title, post.profile, post.rank) == ("Chuyên viên chính", "specialist", 3)
    assert wrong(planned(units.POSTS, row | {"unit": "UBND", "since": "2012-03-01"})) == [
        (0, "unit", "Đã ghi là STTTT; cột này không đổi được.")
    ]


@pytest.mark.usefixtures("known_profiles")
def test_nobody_changes_the_post_they_hold_nor_ends_one_that_is_held(head: Post) -> None:
    person = cast.a_person()
    cast.appointed(person, head)
    mine = Actor(kind=cast.EDITOR.kind, name="X", person_id=person.pk, capabilities=cast.EDITOR.capabilities)
    change = {"code": head.code, "profile": "specialist", "since": "2012-03-01"}

    assert [at for _row, at, _why in wrong(planned(units.POSTS, change, by=mine))] == ["code"]
    ended = planned(units.POSTS, {"code": head.code, "since": cast.BEGIN, "until": "2012-06-30"})
    assert wrong(ended) == [(0, "until", "Còn người giữ chức vụ này; hãy ghi thôi giữ chức vụ trước.")]


def test_a_kind_of_units_is_entered_put_right_and_ended_by_acts() -> None:
    row = {
        "code": "centre",
        "name": "Trung tâm",
        "tier": "commune",
        "has_seal": "Có",
        "under_committee": "Có",
    }
    written(units.UNIT_KINDS, row)

    plan = written(units.UNIT_KINDS, {"code": "centre", "name": "Trung tâm mới", "until": "2012-06-30"})

    kind = UnitKind.objects.get(code="centre")
    assert (kind.name, kind.has_seal, kind.during.upper) == ("Trung tâm mới", True, LATER)
    assert changes(plan) == ["changed"]
    before = Act.objects.get(verb="directory.correct_entry").detail["before"]
    assert before == {"name": "Trung tâm", "until": ""}
    assert wrong(planned(units.UNIT_KINDS, row | {"code": "x", "has_seal": "có lẽ"})) == [
        (0, "has_seal", "Chỉ ghi một trong: Có, Không.")
    ]


def test_kinds_of_places_are_words_too(commune: Place) -> None:
    written(places.PLACE_KINDS, {"code": "special", "name": "Đặc khu", "tier": "commune"})

    assert PlaceKind.objects.get(code="special").name == "Đặc khu"
