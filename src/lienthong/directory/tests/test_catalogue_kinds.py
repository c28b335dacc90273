"""Points, groups, codes, posts and words of a fixed vocabulary: each with rules of its own."""

import pytest

from lienthong.directory.catalogue import codes, places, units
from lienthong.directory.models import (
    CodeScheme,
    GroupMember,
    Place,
    PlaceKind,
    PointKind,
    Post,
    ReferencePointVersion,
    Unit,
    UnitKind,
)
from lienthong.directory.profiles import profiles
from lienthong.directory.selectors.codes import mapped
from lienthong.directory.tests import cast
from lienthong.directory.tests.catalogue import LATER, changes, commune, planned, province, written, wrong
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act

__all__ = ["commune", "province"]  # fixtures

pytestmark = pytest.mark.django_db


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
