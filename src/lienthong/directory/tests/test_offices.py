"""Posts, terms, mandates, lists and bodies: who holds what, from a day on."""

import pytest

from lienthong.directory import actions, selectors
from lienthong.directory.models import (
    Person,
    Post,
    Unit,
)
from lienthong.directory.tests import cast
from lienthong.directory.tests.refusing import LATER, ON, refused
from lienthong.kernel.acts.models import Act, Personal
from lienthong.kernel.refusals import Invalid, WrongState

pytestmark = pytest.mark.django_db


def test_a_person_is_appointed_and_leaves(head: Post, person: Person) -> None:
    appointment = actions.appoint(person, head, on=ON, status="civil_servant", by=cast.EDITOR, at=cast.AT)
    actions.end_appointment(appointment, on=LATER, by=cast.EDITOR, at=cast.AT)

    assert selectors.holders([head.id], ON)[head.id][0].person == person
    assert selectors.holders([head.id], LATER) == {}
    assert person.full_name not in str(Act.objects.values_list("detail", flat=True))


def test_a_post_has_one_holder(head: Post, person: Person) -> None:
    cast.appointed(cast.a_person("Lê Thị Bình"), head)

    with refused(WrongState, "đã có người giữ từ ngày 01/01/2011"):
        actions.appoint(person, head, on=ON, by=cast.EDITOR, at=cast.AT)
    actions.appoint(person, head, on=ON, kind="acting", by=cast.EDITOR, at=cast.AT)


def test_nobody_holds_a_post_twice(head: Post, person: Person) -> None:
    cast.appointed(person, head)

    with refused(WrongState, "chồng lên khoảng thời gian này"):
        actions.appoint(person, head, on=ON, kind="acting", by=cast.EDITOR, at=cast.AT)


def test_a_term_does_not_end_before_it_begins(head: Post, person: Person) -> None:
    with refused(Invalid, "Ngày kết thúc phải sau ngày bắt đầu"):
        actions.appoint(person, head, on=ON, until=ON, by=cast.EDITOR, at=cast.AT)
    appointment = cast.appointed(person, head, since=ON)
    with refused(Invalid, "phải sau ngày bắt đầu 01/06/2012"):
        actions.end_appointment(appointment, on=cast.DAY, by=cast.EDITOR, at=cast.AT)


def test_a_term_ends_once(head: Post, person: Person) -> None:
    appointment = cast.appointed(person, head, until=ON)

    with refused(WrongState, "đã kết thúc từ ngày 01/06/2012"):
        actions.end_appointment(appointment, on=LATER, by=cast.EDITOR, at=cast.AT)


def test_nobody_is_appointed_where_the_unit_has_ended(committee: Unit, person: Person) -> None:
    ended = cast.a_unit("CU", under=committee, until=ON)
    post = cast.a_post(ended)

    with refused(Invalid, "không có cơ quan CU"):
        actions.appoint(person, post, on=ON, by=cast.EDITOR, at=cast.AT)


def test_a_new_division_of_work(head: Post) -> None:
    actions.change_post(head, on=ON, fields=["cntt", "buu_chinh"], by=cast.EDITOR, at=cast.AT)

    head.refresh_from_db()
    assert head.fields == ["cntt", "buu_chinh"]
    assert list(selectors.posts_in_field("cntt", cast.DAY)) == []
    assert [version.post for version in selectors.posts_in_field("cntt", ON)] == [head]


def test_a_mandate_moves_from_a_day(department: Unit, neighbour: Unit) -> None:
    actions.set_mandate("cntt", title="CNTT", unit=department, on=cast.DAY, by=cast.EDITOR, at=cast.AT)
    with refused(WrongState, "đang do STTTT đảm nhiệm"):
        actions.set_mandate("cntt", title="CNTT", unit=neighbour, on=ON, by=cast.EDITOR, at=cast.AT)
    with refused(Invalid, "đang đảm nhiệm"):
        actions.move_mandate("cntt", to=department, on=ON, by=cast.EDITOR, at=cast.AT)
    with refused(WrongState, "chưa có cơ quan nào đảm nhiệm"):
        actions.move_mandate("khac", to=department, on=ON, by=cast.EDITOR, at=cast.AT)

    actions.move_mandate("cntt", to=neighbour, on=ON, by=cast.EDITOR, at=cast.AT)

    assert selectors.holder_of_mandate("cntt", ON) == neighbour


def test_a_list_is_kept_by_day(department: Unit, neighbour: Unit) -> None:
    group = cast.a_group("so_ban_nganh", [department])
    with refused(WrongState, "chồng lên"):
        actions.add_to_group(group, department, on=ON, by=cast.EDITOR, at=cast.AT)
    with refused(WrongState, "không có trong nhóm"):
        actions.remove_from_group(group, neighbour, on=ON, by=cast.EDITOR, at=cast.AT)

    actions.add_to_group(group, neighbour, on=ON, by=cast.EDITOR, at=cast.AT)
    actions.remove_from_group(group, department, on=ON, by=cast.EDITOR, at=cast.AT)

    assert selectors.members("so_ban_nganh", ON) == [neighbour]
    assert selectors.members("so_ban_nganh", cast.DAY) == [department]


def test_a_coordinating_body_has_members_by_post(department: Unit, head: Post) -> None:
    body = cast.a_unit("BCD", "Ban Chỉ đạo CNTT", kind="coordinating_body")
    actions.seat(body, head, role="Phó Trưởng ban", on=ON, by=cast.EDITOR, at=cast.AT)
    actions.name_standing_agency(body, department, on=ON, by=cast.EDITOR, at=cast.AT)

    assert [seat.role for seat in selectors.seats_of(body.id, ON)] == ["Phó Trưởng ban"]
    assert selectors.standing_agency(body.id, ON) == department
    assert [version.unit for version in selectors.bodies_served_by(department.id, ON)] == [body]
    with refused(Invalid, "của chính nó"):
        actions.name_standing_agency(body, body, on=ON, by=cast.EDITOR, at=cast.AT)


def test_a_name_is_only_in_the_part_that_can_be_erased() -> None:
    person = actions.register_person("P9", full_name="Trần Thị Kín", by=cast.EDITOR, at=cast.AT)
    actions.correct_person(
        person, full_name="Trần Thị Kính", reason="Sai chính tả", by=cast.EDITOR, at=cast.AT
    )

    acts = Act.objects.order_by("recorded_at", "id")
    assert "Trần" not in str([act.detail for act in acts])
    assert Personal.objects.get(act_id=acts[1].id).payload["before"] == {"full_name": "Trần Thị Kín"}
    with refused(Invalid, "đã được dùng"):
        actions.register_person("P9", full_name="Ai", by=cast.EDITOR, at=cast.AT)
