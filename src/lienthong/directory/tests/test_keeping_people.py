"""The forms about posts and people: from a vacant post to somebody who holds it, and back."""

from typing import Any
from uuid import UUID

import pytest

from lienthong.directory import selectors
from lienthong.directory.models import Appointment, Person, Post, Unit
from lienthong.directory.participants import departures
from lienthong.directory.tests import cast
from lienthong.directory.tests.office import Answer, Desk, at, key_in, recorded
from lienthong.kernel.acts.models import Act, Personal
from lienthong.kernel.refusals import AlreadyDone, Missing, NotAllowed, Stale

pytestmark = pytest.mark.django_db


def refused(answer: Answer, field: str, words: str, status: int = 422) -> None:
    """The reason stands beside its question, and nothing was recorded."""
    assert answer.status == status
    assert words in answer.beside(field)
    assert recorded() == []


def appoint(desk: Desk, post: Post, person: Person, **data: str) -> Answer:
    return desk.fill(at(post, "bo-nhiem", person=str(person.pk)), **{"kind": "holder"} | data)


def test_a_post_is_made_with_a_code_of_its_own(desk: Desk, department: Unit, head: Post) -> None:
    cast.a_field("cntt", "Công nghệ thông tin")
    answer = desk.fill(
        at(department, "chuc-vu-moi"), title="Phó Giám đốc", profile="head", rank="2", fields_of_work="cntt"
    )

    post = Post.objects.get(pk=key_in(answer.leads_to))
    assert (post.title, post.fields, post.rank, post.unit) == ("Phó Giám đốc", ["cntt"], 2, department)
    assert post.code != head.code
    assert recorded() == ["directory.create_post"]


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"title": " "}, "title", "bắt buộc"),
        ({"profile": "vua"}, "profile", "lựa chọn hợp lệ"),
        ({"rank": "-1"}, "rank", "từ 0 đến 999"),
        ({"rank": "nhất"}, "rank", "từ 0 đến 999"),
        ({"on": "01/01/1999"}, "on", "chưa thành lập"),
    ],
)
def test_a_post_that_cannot_be(
    desk: Desk, department: Unit, head: Post, wrong: dict[str, str], field: str, words: str
) -> None:
    data = {"title": "Phó Giám đốc", "profile": "head", "rank": "2"} | wrong

    refused(desk.fill(at(department, "chuc-vu-moi"), **data), field, words)
    assert Post.objects.count() == 1


def test_a_post_answers_for_another_field(desk: Desk, head: Post) -> None:
    cast.a_field("cntt", "Công nghệ thông tin")
    data = {"title": "Giám đốc Sở", "profile": "head", "rank": "1"}
    refused(desk.fill(at(head, "thay-doi"), **data), "title", "Không có thông tin nào thay đổi")

    answer = desk.fill(at(head, "thay-doi"), fields_of_work="cntt", on="01/06/2012", **data)
    assert answer.leads_to == at(head, on="2012-06-01")
    head.refresh_from_db()
    assert head.fields == ["cntt"]


def test_whom_to_appoint_is_found_by_name(desk: Desk, head: Post, person: Person) -> None:
    other = cast.a_person("Lê Thị Hoa")
    page = desk.open(at(head, "bo-nhiem", q="nguyen an")).words

    assert at(head, "bo-nhiem", person=str(person.pk)) in page
    assert str(other.pk) not in page
    assert f"/danh-ba/can-bo/moi/?post={head.pk}" in page


def test_the_post_for_somebody_is_found_without_marks(desk: Desk, head: Post, person: Person) -> None:
    address = at(person, "bo-nhiem")

    assert at(head, "bo-nhiem", person=str(person.pk)) in desk.open(f"{address}?q=giam+doc").words
    assert "Không có dòng nào" in desk.open(f"{address}?q=thu+thu").words


def test_a_person_is_appointed_for_a_term(desk: Desk, head: Post, person: Person) -> None:
    answer = appoint(desk, head, person, until="31/12/2012", official="civil_servant", basis="5/QĐ-UBND")

    assert answer.leads_to == at(head)
    row = Appointment.objects.get()
    assert (row.person, row.post, row.kind, row.status) == (person, head, "holder", "civil_servant")
    assert (str(row.during.lower), str(row.during.upper)) == ("2012-03-05", "2013-01-01")
    assert row.source == "5/QĐ-UBND"


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"kind": "vua"}, "kind", "lựa chọn hợp lệ"),
        ({"official": "vua"}, "official", "lựa chọn hợp lệ"),
        ({"until": "01/03/2012"}, "until", "phải sau ngày bắt đầu"),
        ({"until": "31/12/9999"}, "until", "xem lại năm"),
        ({"on": "01/01/1999"}, "on", "chưa thành lập"),
        ({"on": ""}, "on", "bắt buộc"),
    ],
)
def test_an_appointment_that_cannot_be(
    desk: Desk, head: Post, person: Person, wrong: dict[str, str], field: str, words: str
) -> None:
    refused(appoint(desk, head, person, **wrong), field, words)
    assert not Appointment.objects.exists()


def test_a_post_has_one_holder(desk: Desk, head: Post, person: Person) -> None:
    cast.appointed(cast.a_person("Đặng Thị Giám"), head)

    refused(appoint(desk, head, person), "on", "đã có người giữ từ ngày 01/01/2011", status=409)
    assert appoint(desk, head, person, kind="acting").status == 302


def test_an_appointment_sent_twice_counts_once(desk: Desk, head: Post, person: Person) -> None:
    address = at(head, "bo-nhiem", person=str(person.pk))
    sent = desk.open(address).hidden | {"kind": "holder", "on": "05/03/2012"}
    desk.send(address, **sent)

    with pytest.raises(AlreadyDone):
        desk.send(address, **sent)
    assert recorded() == ["directory.appoint"]


def test_the_second_of_two_who_appoint_is_told(desk: Desk, head: Post, person: Person) -> None:
    old = desk.open(at(head, "bo-nhiem", person=str(person.pk))).hidden
    appoint(desk, head, cast.a_person("Lê Thị Hoa"))

    with pytest.raises(Stale, match="vừa được người khác cập nhật"):
        desk.send(at(head, "bo-nhiem"), **old | {"kind": "acting", "on": "05/03/2012"})
    assert recorded() == ["directory.appoint"]


@pytest.mark.parametrize("asked", ["rác", "01890000-0000-7000-8000-000000000000"])
def test_a_person_who_was_made_up_is_missing(desk: Desk, head: Post, asked: str) -> None:
    with pytest.raises(Missing):
        desk.open(at(head, "bo-nhiem", person=asked))
    with pytest.raises(Missing):
        desk.send(at(head, "bo-nhiem"), person=asked, on="05/03/2012", kind="holder")
    with pytest.raises(Missing):
        desk.open(f"/danh-ba/can-bo/moi/?post={asked}")


class Above:
    """An area above with work that is left behind."""

    def preview(self, changes: Any) -> list[tuple[Any, str]]:
        return [(change, f"2 việc đang làm trở về đơn vị từ {change.on:%d/%m/%Y}") for change in changes]

    def carry_out(self, changes: Any, **_who: Any) -> None:
        pass


def test_a_person_leaves_a_post(
    desk: Desk, head: Post, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(departures, "known", [Above()])
    held = cast.appointed(person, head)
    address = at(head, "thoi-giu")
    assert "2 việc đang làm trở về đơn vị từ 05/03/2012" in desk.open(address).words

    refused(desk.fill(address, appointment=str(held.pk), on="01/01/2011"), "on", "phải sau ngày bắt đầu")
    refused(desk.fill(address, appointment=str(person.pk)), "appointment", "lựa chọn hợp lệ")
    assert desk.fill(address, appointment=str(held.pk)).leads_to == at(head)
    assert not selectors.holders([head.pk], cast.DAY)
    assert recorded() == ["directory.end_appointment"]


def test_a_term_that_has_ended_is_said_to_have(desk: Desk, head: Post, person: Person) -> None:
    held = cast.appointed(person, head, until=cast.DAY.replace(month=6))

    answer = desk.fill(at(head, "thoi-giu"), appointment=str(held.pk), on="01/09/2012")
    refused(answer, "on", "đã kết thúc từ ngày 05/06/2012", status=409)


def test_nobody_leaves_an_empty_post(desk: Desk, head: Post) -> None:
    assert "thoi-giu" not in desk.open(at(head)).words
    refused(desk.fill(at(head, "thoi-giu")), "appointment", "bắt buộc")


def test_the_page_of_a_post_says_who_held_it(desk: Desk, head: Post, person: Person) -> None:
    cast.appointed(person, head)
    page = desk.open(at(head)).words

    for words in ("Giám đốc Sở", "Nguyễn Văn An", "từ 01/01/2011 đến nay", at(head, "thay-doi")):
        assert words in page
    assert "Không tồn tại" in desk.open(at(head, on="2000-01-01")).words


def test_a_person_is_registered_and_goes_on_to_the_post(desk: Desk, head: Post) -> None:
    answer = desk.fill(
        f"/danh-ba/can-bo/moi/?post={head.pk}", full_name=" Trần Thị Mới ", email="moi@tinh.gov.vn"
    )

    person = Person.objects.get()
    assert (person.full_name, person.code, person.email) == ("Trần Thị Mới", "CB1", "moi@tinh.gov.vn")
    assert answer.leads_to == at(head, "bo-nhiem", person=str(person.pk))
    assert recorded() == ["directory.register_person"]


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"full_name": " "}, "full_name", "bắt buộc"),
        ({"email": "tôi"}, "email", "Địa chỉ thư"),
        ({"code": "P0001"}, "code", "đã được dùng"),
    ],
)
def test_a_person_who_cannot_be_registered(
    desk: Desk, person: Person, wrong: dict[str, str], field: str, words: str
) -> None:
    refused(desk.fill("/danh-ba/can-bo/moi/", **{"full_name": "Lê Văn Ba"} | wrong), field, words)
    assert Person.objects.count() == 1


def test_a_person_is_corrected_with_a_reason(desk: Desk, person: Person) -> None:
    address = at(person, "dinh-chinh")
    refused(desk.fill(address, full_name="Nguyễn Văn Ân"), "reason", "bắt buộc")
    refused(
        desk.fill(address, full_name="Nguyễn Văn An", reason="Sai"), "full_name", "Không có thông tin nào"
    )

    answer = desk.fill(address, full_name="Nguyễn Văn Ân", reason="Ghi sai")
    assert answer.leads_to == at(person)
    person.refresh_from_db()
    assert person.full_name == "Nguyễn Văn Ân"
    assert recorded() == ["directory.correct_person"]
    assert Act.objects.get().detail == {"fields": ["full_name"]}
    assert Personal.objects.get().payload["reason"] == "Ghi sai"


def test_a_post_is_found_for_a_person(desk: Desk, head: Post, person: Person) -> None:
    filled = cast.a_post(head.unit, "Phó Giám đốc")
    cast.appointed(cast.a_person("Đặng Thị Giám"), filled)
    there = [at(post, "bo-nhiem", person=str(person.pk)) for post in (head, filled)]

    page = desk.open(at(person, "bo-nhiem", q="thong tin")).words
    assert "Đặng Thị Giám" in page
    assert all(address in page for address in there)
    vacant = desk.open(at(person, "bo-nhiem", q="giám đốc", held="none")).words
    assert [address in vacant for address in there] == [True, False]
    assert there[0] not in desk.open(at(person, "bo-nhiem", q="y te")).words


def test_a_reader_reads_posts_and_people_and_changes_nothing(desk: Desk, head: Post, person: Person) -> None:
    desk.by = cast.READER
    for thing in (head, person):
        assert "bo-nhiem" not in desk.open(at(thing)).words
    forms = [
        at(head, "bo-nhiem"), at(head, "thoi-giu"), at(head, "thay-doi"), at(person, "dinh-chinh"),
        at(person, "bo-nhiem"), "/danh-ba/can-bo/moi/", "/danh-ba/moi/",
    ]  # fmt: skip
    for address in forms:
        with pytest.raises(NotAllowed, match="chưa được giao quyền"):
            desk.open(address)
        with pytest.raises(NotAllowed, match="chưa được giao quyền"):
            desk.send(address, on="05/03/2012", full_name="X", reason="X")
    assert recorded() == []


@pytest.mark.parametrize(
    "address",
    [
        at(Post(pk=UUID(int=1)), "thay-doi"),
        at(Person(pk=UUID(int=2)), "dinh-chinh"),
        at(Post(pk=UUID(int=3)), "bo-nhiem"),
    ],
)
def test_what_was_made_up_is_missing(desk: Desk, address: str) -> None:
    with pytest.raises(Missing):
        desk.open(address)
