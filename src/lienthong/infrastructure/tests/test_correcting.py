"""A point is put right beside what was believed; it is closed from a day."""

from dataclasses import replace
from datetime import date

import pytest

from lienthong.infrastructure.correcting import Said, close_point, correct_point
from lienthong.infrastructure.models import ServicePointVersion
from lienthong.infrastructure.selectors import known, points_on
from lienthong.infrastructure.tests.conftest import a_line, loaded, moment, seal
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Invalid, NotAllowed, Stale, WrongState


@pytest.fixture
def point(province):
    loaded(a_line())
    return ServicePointVersion.objects.get()


def said(version, **differs):
    plain = ("name", "kind_id", "place_id", "source", "address", "hours", "lat", "lon")
    values = {name: getattr(version, name) for name in plain}
    days = {"since": version.during.lower, "until": version.during.upper}
    return Said(**{**values, **days, "services": tuple(version.services), **differs})


def put_right(version, province, by="director", reason="Nhập sai tên", **differs):
    return correct_point(version.pk, said(version, **differs), reason=reason, by=province[by], at=moment(6))


def test_a_correction_stands_beside_what_was_believed(province, point):
    right = put_right(point, province, name="Bưu cục Mũi Né")

    point.refresh_from_db()
    act = Act.objects.get(verb="infrastructure.correct")
    assert (point.name, point.withdrawn_by, point.known_to) == ("Bưu cục P1", act.id, moment(6))
    assert (right.name, right.act_id, right.known_to) == ("Bưu cục Mũi Né", act.id, None)
    assert act.detail["before"] == {"name": "Bưu cục P1"}
    assert act.detail["reason"] == "Nhập sai tên"


def test_an_older_head_still_reads_the_old_one(province, point):
    before = seal(moment(5))
    put_right(point, province, place_id=province.places["B"].pk)
    after = seal(moment(7))

    assert [row.place.code for row in known(before.size)] == ["A"]
    assert [row.place.code for row in known(after.size)] == ["B"]


def test_a_closed_point_serves_until_the_day(province, point):
    close_point(point.pk, on=date(2012, 6, 1), reason="Hết hợp đồng", by=province["director"], at=moment(6))

    assert points_on(date(2012, 5, 31)).count() == 1
    assert points_on(date(2012, 6, 1)).count() == 0


@pytest.mark.parametrize(
    ("differs", "reason"),
    [
        ({}, "Không có thông tin nào được đính chính."),
        ({"reason": " ", "name": "Khác"}, "Phải nêu lý do"),
        ({"name": " "}, "Hãy nhập tên điểm và nguồn."),
        ({"until": date(2010, 1, 1)}, "Ngày kết thúc phải sau ngày bắt đầu."),
        ({"kind_id": "kiosk"}, "Loại điểm không có"),
        ({"services": ("tea",)}, "Dịch vụ không có"),
        ({"lat": 10}, "Tọa độ phải có cả"),
        ({"since": date(2009, 1, 1)}, "không tồn tại vào ngày mở điểm"),
    ],
)
def test_what_cannot_be_right_changes_nothing(province, point, differs, reason):
    with pytest.raises(Invalid, match=reason):
        put_right(point, province, **differs)

    assert ServicePointVersion.objects.get().known_to is None
    assert Act.objects.count() == 1


def test_a_correction_may_not_run_into_other_days(province):
    loaded(a_line(to="2012-01-01"), a_line(from_="2012-06-01"))
    first = ServicePointVersion.objects.order_by("during").first()
    with pytest.raises(Invalid, match="thông tin khác trong thời gian đó"):
        put_right(first, province, until=None)


def test_of_two_at_once_the_second_is_told(province, point):
    put_right(point, province, name="Một")
    with pytest.raises(Stale, match="vừa được người khác sửa"):
        put_right(point, province, name="Hai")
    with pytest.raises(Stale):
        close_point(point.pk, on=date(2012, 6, 1), reason="x", by=province["director"], at=moment(7))


def test_a_point_is_not_closed_before_it_opened_nor_twice(province, point):
    who = {"by": province["director"], "at": moment(6), "reason": "Hết hợp đồng"}
    with pytest.raises(Invalid, match="sau ngày mở"):
        close_point(point.pk, on=date(2011, 1, 1), **who)
    closed = close_point(point.pk, on=date(2012, 6, 1), **who)
    with pytest.raises(WrongState, match="đã đóng"):
        close_point(closed.pk, on=date(2012, 7, 1), **who)


def test_who_may_not_changes_nothing(province, point):
    for name in ("neighbour", "reader"):
        with pytest.raises(NotAllowed):
            put_right(point, province, by=name, name="Khác")

    stranger = replace(province["director"], unit_id=None)
    with pytest.raises(NotAllowed):
        correct_point(point.pk, said(point, name="Khác"), reason="x", by=stranger, at=moment(6))
    assert Act.objects.count() == 1
