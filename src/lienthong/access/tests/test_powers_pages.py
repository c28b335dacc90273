"""The pages of powers: who sees which, what is written down there, what a stranger gets."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from lienthong.access.models import Absence, Delegation, SigningRule
from lienthong.access.powers.explaining import explain
from lienthong.access.powers.reading import granted
from lienthong.access.tests.a_department import TODAY, Department, a_department
from lienthong.access.tests.conftest import Browser
from lienthong.access.tests.office import AT, an_account
from lienthong.directory.models import Appointment
from lienthong.directory.revision import steady
from lienthong.kernel.acts.models import Act
from lienthong.kernel.ui.formats import day_words

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    from lienthong.access import doors

    monkeypatch.setattr(doors, "now", lambda: AT)


@pytest.fixture
def department(db: None) -> Department:
    return a_department()


@pytest.fixture
def as_role(department: Department) -> Any:
    browsers: dict[str, Client] = {}

    def enter(role: str) -> Client:
        if role not in browsers:
            account = an_account(role.replace("_", "."), department.people[role])
            browsers[role] = Browser(Client()).strong_of(account)
        return browsers[role]

    return enter


def key(department: Department, role: str) -> str:
    return f"{department.people[role].pk}:{department.posts[role].pk}"


def a_paper(department: Department, **changes: Any) -> dict[str, Any]:
    values = {
        "giver": key(department, "director"),
        "receiver": key(department, "division_head"),
        "capabilities": ["tasks_decide"],
        "content": "Trả lời đề nghị gia hạn",
        "first": day_words(TODAY),
        "last": day_words(TODAY + timedelta(days=5)),
        "basis": "12/GUQ-SO ngày 05/03/2012",
    }
    return values | changes


def test_a_head_writes_a_delegation_which_both_see_and_takes_it_back(
    department: Department, as_role: Any
) -> None:
    address = reverse("access:write_power", args=["uy-quyen"])

    answer = as_role("director").post(address, a_paper(department))

    assert answer.status_code == 302, answer.content.decode()
    given = Delegation.objects.get()
    page = as_role("division_head").get(reverse("access:powers")).content.decode()
    assert "TUQ. Giám đốc Sở, Trưởng phòng" in page
    assert "Đến hết ngày 10/03/2012" in page
    ends = reverse("access:end_power", args=["uy-quyen", given.pk])
    assert as_role("specialist").get(ends).status_code == 404
    assert as_role("neighbour").get(ends).status_code == 404

    assert as_role("director").post(ends, {"reason": "Đã xong"}).status_code == 302

    page = as_role("division_head").get(reverse("access:powers")).content.decode()
    assert "đã bị thu hồi" in page
    given.refresh_from_db()
    assert given.revoked_at == AT


def test_what_cannot_be_stands_beside_its_question(department: Department, as_role: Any) -> None:
    address = reverse("access:write_power", args=["uy-quyen"])

    answer = as_role("director").post(address, a_paper(department, receiver=key(department, "specialist")))

    assert answer.status_code == 422
    assert "Chỉ ủy quyền cho người đứng đầu" in answer.content.decode()
    assert "Trả lời đề nghị gia hạn" in answer.content.decode()  # nothing typed is lost
    assert not Delegation.objects.exists()


def test_the_same_form_twice_counts_once(department: Department, as_role: Any) -> None:
    address = reverse("access:write_power", args=["uy-quyen"])
    form = as_role("director").get(address).content.decode()
    sent = a_paper(department, key=form.split('name="key" value="')[1].split('"')[0])

    first, again = (as_role("director").post(address, sent) for _time in range(2))

    assert first.status_code == 302
    assert again.status_code in {200, 302}
    assert Delegation.objects.count() == 1
    assert Act.objects.filter(verb="access.delegate").count() == 1


def test_the_board_is_for_who_keeps_powers_of_the_agency(department: Department, as_role: Any) -> None:
    board = reverse("access:board")

    assert as_role("director").get(board).status_code == 200
    assert as_role("specialist").get(board).status_code == 403
    other = {"unit": str(department.units["SO2"].pk)}
    assert as_role("director").get(board, other).status_code == 404
    assert as_role("administrator").get(board, other).status_code == 200
    assert as_role("director").get(board, {"unit": "x"}).status_code == 404


def test_a_leave_and_a_regulation_are_written_and_end(department: Department, as_role: Any) -> None:
    leave = {
        "person": key(department, "director"),
        "substitute": key(department, "deputy"),
        "first": day_words(TODAY),
        "last": day_words(TODAY + timedelta(days=3)),
    }
    rule = {
        "post": str(department.posts["division_head"].pk),
        "capabilities": ["tasks_monitor"],
        "bound": "fields",
        "on": day_words(TODAY),
        "basis": "QĐ 05/QĐ-SO",
    }
    director = as_role("director")
    assert director.post(reverse("access:write_power", args=["nghi-phep"]), leave).status_code == 302
    assert director.post(reverse("access:write_power", args=["thua-lenh"]), rule).status_code == 302
    page = director.get(reverse("access:board")).content.decode()
    assert "Nghỉ phép, người thay" in page
    assert "QĐ 05/QĐ-SO" in page

    away, ruled = Absence.objects.get(), SigningRule.objects.believed().get(post__isnull=False)
    assert director.post(reverse("access:end_power", args=["nghi-phep", away.pk]), {}).status_code == 302
    ending = {"reason": "Quy chế mới", "on": day_words(TODAY)}
    assert director.post(reverse("access:end_power", args=["thua-lenh", ruled.pk]), ending).status_code == 302

    away.refresh_from_db()
    assert away.ended_at == AT
    assert not SigningRule.objects.believed().filter(post__isnull=False).exists()


def test_why_answers_for_oneself_and_for_the_people_of_the_agency(
    department: Department, as_role: Any
) -> None:
    why = reverse("access:why")
    own = {"person": key(department, "deputy"), "power": "tasks_decide"}

    page = as_role("deputy").get(why, own).content.decode()

    assert "được làm" in page
    assert "KT. Giám đốc Sở, Phó Giám đốc Sở" in page
    assert "Điều 13" in page
    page = as_role("director").get(why, {"person": key(department, "specialist"), "power": "tasks_decide"})
    assert "không được làm" in page.content.decode()
    assert "chưa được giao quyền này" in page.content.decode()
    curious = as_role("specialist").get(why, own)
    assert curious.status_code == 422
    assert "KT." not in curious.content.decode()


def test_a_hand_over_is_seen_before_it_is_done_and_leaves_minutes(
    department: Department, as_role: Any
) -> None:
    address = reverse(
        "access:hand_over", args=[department.people["specialist"].pk, department.posts["specialist"].pk]
    )
    asked = {
        "receiver": key(department, "division_deputy"),
        "leaves_on": day_words(TODAY + timedelta(days=1)),
    }
    admin = as_role("administrator")

    seen = admin.post(address, asked).content.decode()

    assert "Không có việc nào đang trong tay" in seen
    assert (
        Appointment.objects.believed()
        .filter(person=department.people["specialist"], during__endswith=None)
        .exists()
    )
    mark = seen.split('name="confirmed" value="')[-1].split('"')[0] if 'name="confirmed"' in seen else ""
    marks = [part.split('"')[0] for part in seen.split('name="confirmed" value="')[1:]]
    done = admin.post(address, {**asked, "confirmed": next(one for one in [*marks, mark] if one)})

    assert done.status_code == 302, done.content.decode()
    minutes = admin.get(done["Location"]).content.decode()
    assert "Biên bản bàn giao" in minutes
    assert day_words(TODAY + timedelta(days=1)) in minutes
    assert str(TODAY + timedelta(days=1)) not in minutes
    assert as_role("neighbour").get(done["Location"]).status_code == 404
    held = Appointment.objects.believed().get(person=department.people["specialist"])
    assert held.during.upper == TODAY + timedelta(days=1)
    assert as_role("neighbour").get(address).status_code == 404


def test_an_address_that_was_made_up_is_not_there(department: Department, as_role: Any) -> None:
    director = as_role("director")
    director.post(reverse("access:write_power", args=["uy-quyen"]), a_paper(department))
    ends = reverse("access:end_power", args=["uy-quyen", Delegation.objects.get().pk])

    assert director.get(f"{ends}?unit=x").status_code == 404


def test_what_is_long_over_is_not_there_to_end(department: Department, as_role: Any) -> None:
    director = as_role("director")
    director.post(reverse("access:write_power", args=["uy-quyen"]), a_paper(department))
    Delegation.objects.update(during=DateRange(TODAY - timedelta(days=90), TODAY - timedelta(days=80)))

    ends = reverse("access:end_power", args=["uy-quyen", Delegation.objects.get().pk])
    assert director.get(ends).status_code == 404


def test_a_stranger_hands_nothing_over(department: Department, as_role: Any) -> None:
    address = reverse(
        "access:hand_over", args=[department.people["director"].pk, department.posts["director"].pk]
    )

    assert as_role("neighbour").get(address).status_code == 404
    assert as_role("specialist").get(address).status_code == 404


def test_a_fired_officials_open_browser_can_do_nothing(department: Department, as_role: Any) -> None:
    from lienthong.directory.actions import end_appointment
    from lienthong.kernel.acts.actor import SYSTEM

    browser = as_role("director")
    assert browser.get(reverse("access:powers")).status_code == 200
    held = Appointment.objects.believed().get(person=department.people["director"])
    end_appointment(held, on=TODAY, by=SYSTEM, at=AT)

    assert browser.get(reverse("access:powers")).status_code == 403
    sent = browser.post(reverse("access:write_power", args=["uy-quyen"]), a_paper(department))
    assert sent.status_code == 403
    assert not Delegation.objects.exists()


def test_who_received_a_delegation_gives_it_back_and_does_not_take_it_back(
    department: Department, as_role: Any
) -> None:
    director, receiver = as_role("director"), as_role("division_head")
    director.post(reverse("access:write_power", args=["uy-quyen"]), a_paper(department))
    ends = reverse("access:end_power", args=["uy-quyen", Delegation.objects.get().pk])

    assert "Trả lại ủy quyền" in receiver.get(ends).content.decode()
    assert "Trả lại ủy quyền" not in director.get(ends).content.decode()


def test_only_who_can_delegate_is_offered_to(department: Department, as_role: Any) -> None:
    write = reverse("access:write_power", args=["uy-quyen"])

    def offers(role: str) -> bool:
        return write in as_role(role).get(reverse("access:powers")).content.decode()

    assert offers("director")
    assert not offers("deputy")
    assert not offers("specialist")


def test_who_keeps_no_powers_writes_of_themselves_alone(department: Department, as_role: Any) -> None:
    address = reverse("access:write_power", args=["nghi-phep"])

    offered = as_role("specialist").get(address).context["form"].fields["person"].choices

    assert [value for value, _words in offered] == [key(department, "specialist")]
    assert len(as_role("director").get(address).context["form"].fields["person"].choices) > 1


def test_leaving_a_post_is_asked_of_those_alone_who_may_record_it(
    department: Department, as_role: Any
) -> None:
    address = reverse(
        "access:hand_over", args=[department.people["specialist"].pk, department.posts["specialist"].pk]
    )

    own = as_role("specialist").get(address)

    assert "leaves_on" not in own.context["form"].fields
    assert "không ghi thôi giữ chức vụ" in own.content.decode()
    assert "leaves_on" in as_role("administrator").get(address).context["form"].fields


def test_the_board_leads_to_handing_over_for_somebody(department: Department, as_role: Any) -> None:
    whose = key(department, "specialist")
    board = as_role("director").get(reverse("access:board"))

    assert whose in board.content.decode()
    led = as_role("director").get(reverse("access:board"), {"who": whose})
    assert led["Location"] == reverse("access:hand_over", args=whose.split(":"))
    assert as_role("director").get(led["Location"]).status_code == 200


def test_what_one_may_do_for_others_costs_the_same_for_many_lines(
    department: Department, django_assert_num_queries: Any
) -> None:
    by = department.actor("deputy")
    neighbour = replace(by.grants[0], unit_id=department.units["SO2"].pk)
    collective = replace(by.grants[0], capacity="TM.KT", unit_id=department.units["UBND"].pk)
    with steady():  # as a request is
        one = granted(replace(by, grants=by.grants[:1]), TODAY)
        with django_assert_num_queries(2):
            many = granted(replace(by, grants=(by.grants[0], neighbour, collective) * 9), TODAY)

    assert [line.capacity for line in many[:3]] == [
        one[0].capacity,
        "KT. Giám đốc Sở, Phó Giám đốc Sở",
        "TM. Ủy ban nhân dân tỉnh, KT. Chủ tịch UBND tỉnh, Phó Giám đốc Sở",
    ]
    assert [line.unit for line in many[:3]] == ["Sở Thông tin", "Sở Bên cạnh", "Ủy ban nhân dân tỉnh"]


def test_why_costs_the_same_for_many_grants(
    department: Department, django_assert_max_num_queries: Any
) -> None:
    by = department.actor("deputy")
    grants = tuple(replace(by.grants[0], basis=f"văn bản {number}") for number in range(20))
    with steady(), django_assert_max_num_queries(6):
        told = explain(replace(by, grants=grants), by.grants[0].capability, "", reader=by, at=AT)

    assert len(told.lines) >= 20
