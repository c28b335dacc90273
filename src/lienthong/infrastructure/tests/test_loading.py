"""Points come by file: one act for the file, or nothing at all."""

import hashlib

import pytest
from django.db.utils import IntegrityError

from lienthong.infrastructure.loading import WrongFile, load_points
from lienthong.infrastructure.models import ServicePoint, ServicePointVersion
from lienthong.infrastructure.tests.conftest import MONDAY, a_file, a_line, loaded, moment
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, NotAllowed


def nothing_was_recorded() -> bool:
    return not (Act.objects.exists() or ServicePoint.objects.exists() or ServicePointVersion.objects.exists())


def test_a_file_is_one_act_with_its_hash(province):
    act = loaded(a_line("P1"), a_line("P2", place="B"))

    assert act.detail == {
        "file": "diem.csv",
        "sha256": hashlib.sha256(a_file(a_line("P1"), a_line("P2", place="B"))).hexdigest(),
        "rows": 2,
    }
    assert Act.objects.count() == 1
    assert {row.act_id for row in ServicePointVersion.objects.all()} == {act.id}


def test_many_points_cost_few_statements(province, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        loaded(*(a_line(f"P{number}") for number in range(300)))


def test_an_enterprise_is_named_by_code_or_tax_number(province):
    loaded(a_line("P1"), a_line("P2", enterprise="99DN2"))

    assert ServicePoint.objects.get(code="P2").enterprise.code == "DN2"


@pytest.mark.parametrize(
    ("differs", "reason"),
    [
        ({"place": "Z"}, "Dòng 2: không có địa bàn “Z” trong danh bạ."),
        ({"place": "AB"}, "Dòng 2: địa bàn “AB” không tồn tại vào ngày bắt đầu của điểm."),
        ({"enterprise": "DN9"}, "Dòng 2: không có doanh nghiệp “DN9” trong danh sách."),
        ({"kind": "kiosk"}, "Dòng 2: không có loại điểm “kiosk”."),
        ({"services": "letters|tea"}, "Dòng 2: không có dịch vụ “tea”."),
    ],
)
def test_a_code_that_leads_nowhere_is_said_and_nothing_is_loaded(province, differs, reason):
    with pytest.raises(WrongFile) as refusal:
        loaded(a_line(**differs), a_line("P2"))

    assert refusal.value.lines == [reason]
    assert nothing_was_recorded()


def test_days_that_are_taken_are_said(province):
    loaded(a_line())
    with pytest.raises(WrongFile) as refusal:
        loaded(a_line(from_="01/06/2012"), a_line("P2"))

    assert refusal.value.lines == [
        "Dòng 2: điểm P1 đã có thông tin trong thời gian này; hãy đính chính điểm đó."
    ]
    assert ServicePointVersion.objects.count() == 1


def test_a_code_of_another_enterprise_is_said(province):
    loaded(a_line(to="2012-01-01"))
    with pytest.raises(WrongFile) as refusal:
        loaded(a_line(from_="2012-01-01", enterprise="DN2"))

    assert refusal.value.lines == ["Dòng 2: mã P1 đã dùng cho điểm của doanh nghiệp khác."]


def test_the_same_file_twice_is_refused(province):
    loaded(a_line())
    with pytest.raises(Invalid, match="đã được Hệ thống nạp lúc 05/03/2012"):
        loaded(a_line(), at=moment(6), name="ten-khac.csv")

    assert Act.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "reason"),
    [("neighbour", "Chỉ cơ quan quản lý bưu chính, viễn thông"), ("reader", "chưa được giao quyền này")],
)
def test_who_does_not_answer_for_post_loads_nothing(province, who, reason):
    with pytest.raises(NotAllowed, match=reason):
        load_points("diem.csv", a_file(a_line()), by=province[who], at=MONDAY)

    assert nothing_was_recorded()


def test_who_holds_the_mandate_loads(province):
    load_points("diem.csv", a_file(a_line()), by=province["director"], at=MONDAY)

    assert Act.objects.get().actor_name == "director"


def test_the_database_refuses_two_beliefs_of_one_day(province):
    loaded(a_line())
    row = ServicePointVersion.objects.get()
    row.id = new_key()
    with pytest.raises(IntegrityError, match="servicepoint_once"):
        row.save(force_insert=True)
