"""In which capacity somebody decides: the post, the standing rule, the leave, the written delegation."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from lienthong.access.capabilities import Capability
from lienthong.access.models import Absence, Bound, Delegation
from lienthong.access.powers.absences import Leave, begin_absence, end_absence
from lienthong.access.powers.authority import Matter, authority, in_capacity
from lienthong.access.powers.delegating import Paper, delegate, revoke
from lienthong.access.powers.ruling import Regulation, end_signing_rule, rule_signing
from lienthong.access.tests.a_department import TODAY, Department, a_department
from lienthong.access.tests.office import AT
from lienthong.directory.actions import end_appointment
from lienthong.directory.models import Appointment
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Invalid, NotAllowed, Refused, StepUp, WrongState

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
DECIDE, ASSIGN, MONITOR = Capability.TASKS_DECIDE, Capability.TASKS_ASSIGN, Capability.TASKS_MONITOR


@pytest.fixture
def department(db: None) -> Department:
    return a_department()


def on(department: Department, power: Capability = DECIDE, field: str = "cntt", unit: str = "SO") -> Matter:
    return Matter(power, department.units[unit].pk, field)


def paper(department: Department, **changes: object) -> Paper:
    values: dict[str, object] = {
        "giver": department.holder("director"),
        "receiver": department.holder("division_head"),
        "capabilities": [DECIDE],
        "content": "Trả lời đề nghị gia hạn nhiệm vụ về CNTT",
        "first": TODAY,
        "last": TODAY + timedelta(days=9),
        "basis": "12/GUQ-STTTT ngày 05/3/2012",
        "fields": ["cntt"],
    }
    return Paper(**(values | changes))  # type: ignore[arg-type]


def leave(
    department: Department, who: str = "director", substitute: str = "deputy", **changes: object
) -> Leave:
    values: dict[str, object] = {
        "person_id": department.people[who].pk,
        "post_id": department.posts[who].pk,
        "substitute_id": department.people[substitute].pk,
        "first": TODAY,
        "last": TODAY + timedelta(days=4),
    }
    return Leave(**(values | changes))  # type: ignore[arg-type]


def printed(by: Actor, matter: Matter, at: datetime = AT) -> str:
    return in_capacity(by, matter, at=at).post


def acts() -> int:
    return Act.objects.exclude(verb__startswith="access.set_").count()


@pytest.mark.parametrize(
    ("role", "power", "field", "unit", "post"),
    [
        ("director", DECIDE, "cntt", "SO", "Giám đốc Sở"),
        ("deputy", DECIDE, "cntt", "SO", "KT. Giám đốc Sở, Phó Giám đốc Sở"),
        ("other_deputy", ASSIGN, "vien_thong", "SO", "KT. Giám đốc Sở, Phó Giám đốc Sở"),
        ("chair", ASSIGN, "noi_vu", "UBND", "Chủ tịch UBND tỉnh"),
        ("vice_chair", ASSIGN, "cntt", "UBND", "KT. Chủ tịch UBND tỉnh, Phó Chủ tịch UBND tỉnh"),
    ],
)
def test_a_capacity_is_taken_from_the_matter(
    department: Department, role: str, power: Capability, field: str, unit: str, post: str
) -> None:
    assert printed(department.actor(role), on(department, power, field, unit)) == post


@pytest.mark.parametrize(
    ("role", "power", "field", "unit", "reason"),
    [
        ("deputy", DECIDE, "vien_thong", "SO", "không nằm trong phần"),
        ("deputy", DECIDE, "", "SO", "không nằm trong phần"),  # general matters are the head's
        ("specialist", DECIDE, "cntt", "SO", "chưa được giao quyền này"),
        ("division_head", DECIDE, "cntt", "SO", "chưa được giao quyền này"),
        ("director", DECIDE, "cntt", "SO2", "cơ quan mình"),
        ("deputy", DECIDE, "cntt", "SO2", "cơ quan mình"),
    ],
)
def test_a_refusal_says_what_is_missing(
    department: Department, role: str, power: Capability, field: str, unit: str, reason: str
) -> None:
    verdict = authority(department.actor(role), on(department, power, field, unit), at=AT)

    assert not verdict
    assert reason in str(verdict.reason)


def test_who_heads_a_collective_may_sign_for_it(department: Department) -> None:
    matter = on(department, ASSIGN, "cntt", "UBND")
    chair, vice = (
        replace(department.actor(role), signs_as=how)
        for role, how in (("chair", "TM"), ("vice_chair", "TM.KT"))
    )

    assert printed(chair, matter) == "TM. Ủy ban nhân dân tỉnh, Chủ tịch UBND tỉnh"
    assert printed(vice, matter) == "TM. Ủy ban nhân dân tỉnh, KT. Chủ tịch UBND tỉnh, Phó Chủ tịch UBND tỉnh"
    assert not authority(replace(chair, signs_as="TUQ"), matter, at=AT)


def test_the_deputy_of_a_head_on_leave_signs_in_every_field(department: Department) -> None:
    matter = on(department, field="vien_thong")
    assert not authority(department.actor("deputy"), matter, at=AT)

    absence = begin_absence(leave(department), by=department.actor("director"), at=AT)

    assert printed(department.actor("deputy"), matter) == "KT. Giám đốc Sở, Phó Giám đốc Sở"
    assert department.actor("deputy").stands_in == {department.people["director"].pk}
    assert not authority(department.actor("deputy", AT + WEEK), matter, at=AT + WEEK)

    end_absence(absence.pk, by=department.actor("director"), at=AT)

    assert not authority(department.actor("deputy"), matter, at=AT)


def test_a_delegation_holds_for_its_content_until_its_last_day(department: Department) -> None:
    given = delegate(paper(department), by=department.actor("director"), at=AT)
    receiver = department.actor("division_head")

    acting = in_capacity(receiver, on(department), at=AT)

    assert acting.post == "TUQ. Giám đốc Sở, Trưởng phòng"
    assert acting.delegation_id == given.pk
    assert not authority(receiver, on(department, field="vien_thong"), at=AT)
    assert not authority(receiver, on(department, ASSIGN), at=AT)
    last = AT + timedelta(days=9)
    assert authority(department.actor("division_head", last), on(department), at=last)

    after = AT + timedelta(days=10)
    verdict = authority(department.actor("division_head", after), on(department), at=after)

    assert "12/GUQ-STTTT ngày 05/3/2012 đã hết hạn, ngày cuối là 14/03/2012" in str(verdict.reason)


def test_a_delegation_that_is_taken_back_ends_at_once(department: Department) -> None:
    given = delegate(paper(department), by=department.actor("director"), at=AT)

    revoke(given.pk, reason="Đã hoàn thành đợt", by=department.actor("director"), at=AT)

    assert "đã bị thu hồi" in str(authority(department.actor("division_head"), on(department), at=AT).reason)
    with pytest.raises(WrongState):
        revoke(given.pk, reason="Lần nữa", by=department.actor("director"), at=AT)


def test_a_delegation_ends_when_its_giver_leaves(department: Department) -> None:
    delegate(paper(department), by=department.actor("director"), at=AT)
    held = Appointment.objects.believed().get(person=department.people["director"])

    end_appointment(held, on=TODAY + timedelta(days=1), by=SYSTEM, at=AT)

    later = AT + timedelta(days=1)
    verdict = authority(department.actor("division_head", later), on(department), at=later)
    assert "không còn thẩm quyền ấy" in str(verdict.reason)


def test_a_regulation_lets_a_head_of_division_sign_and_pass_it_to_the_deputy(department: Department) -> None:
    matter = on(department, MONITOR)
    said = Regulation(department.posts["division_head"].pk, [MONITOR], Bound.FIELDS, TODAY, "QĐ 05/QĐ-STTTT")
    rule = rule_signing(said, by=department.actor("director"), at=AT)

    assert printed(department.actor("division_head"), matter) == "TL. Giám đốc Sở, Trưởng phòng"

    passed = paper(
        department,
        giver=department.holder("division_head"),
        receiver=department.holder("division_deputy"),
        capabilities=[MONITOR],
    )
    delegate(passed, by=department.actor("division_head"), at=AT)

    assert (
        printed(department.actor("division_deputy"), matter)
        == "TL. Giám đốc Sở, KT. Trưởng phòng, Phó Trưởng phòng"
    )

    end_signing_rule(rule.pk, on=TODAY, reason="Quy chế mới", by=department.actor("director"), at=AT)
    assert not authority(department.actor("division_head"), matter, at=AT)
    verdict = authority(department.actor("division_deputy"), matter, at=AT)
    assert "không còn thẩm quyền ấy" in str(verdict.reason)


def test_an_order_that_is_passed_on_reaches_no_further(department: Department) -> None:
    said = Regulation(department.posts["division_head"].pk, [MONITOR], Bound.FIELDS, TODAY, "QĐ 05/QĐ-STTTT")
    rule_signing(said, by=department.actor("director"), at=AT)
    by, to = department.holder("division_head"), department.holder("division_deputy")
    passed = paper(department, giver=by, receiver=to, capabilities=[MONITOR], fields=[])
    colleague = replace(passed, receiver=department.holder("specialist"))
    wider = replace(passed, fields=["noi_vu"])

    with pytest.raises(Invalid, match="cấp phó của mình"):
        delegate(colleague, by=department.actor("division_head"), at=AT)
    with pytest.raises(Invalid, match="trong lĩnh vực mình"):
        delegate(wider, by=department.actor("division_head"), at=AT)

    assert delegate(passed, by=department.actor("division_head"), at=AT).fields == ["cntt"]


def test_without_a_second_factor_nobody_delegates(department: Department) -> None:
    with pytest.raises(StepUp):
        delegate(paper(department), by=replace(department.actor("director"), strong=False), at=AT)
    matter = on(department)
    unproved = replace(department.actor("director"), unproved=frozenset({DECIDE}))

    assert authority(unproved, matter, at=AT).kind is StepUp


def test_a_deputy_who_only_watches_delegates_nothing(department: Department) -> None:
    passed = paper(department, giver=department.holder("deputy"), capabilities=[MONITOR])

    with pytest.raises(Invalid, match="thẩm quyền của chính mình"):
        delegate(passed, by=department.actor("deputy"), at=AT)


def test_standing_in_ends_with_the_post_of_who_is_away(department: Department) -> None:
    begin_absence(leave(department), by=department.actor("director"), at=AT)
    held = Appointment.objects.believed().get(person=department.people["director"])

    end_appointment(held, on=TODAY + timedelta(days=1), by=SYSTEM, at=AT)

    later = AT + timedelta(days=1)
    assert department.actor("deputy", later).stands_in == frozenset()
    assert not authority(department.actor("deputy", later), on(department, field="vien_thong"), at=later)


@pytest.mark.parametrize(
    ("changes", "by", "refusal", "reason"),
    [
        ({"basis": " "}, "director", Invalid, "bằng văn bản"),
        ({"content": ""}, "director", Invalid, "giới hạn nội dung"),
        ({"capabilities": []}, "director", Invalid, "chọn việc"),
        ({"capabilities": [Capability.DIRECTORY_EDIT]}, "administrator", Invalid, "chọn việc"),
        ({"last": date(2012, 3, 4)}, "director", Invalid, "từ ngày đầu trở đi"),
        ({"first": date(2012, 3, 1)}, "director", Invalid, "ghi lùi ngày"),
        ({"last": date(2014, 1, 1)}, "director", Invalid, "Dài nhất"),
        ({"receiver": "director"}, "administrator", Invalid, "chính mình"),
        ({"receiver": "specialist"}, "director", Invalid, "người đứng đầu"),
        ({"receiver": "neighbour"}, "director", Invalid, "người đứng đầu"),
        ({"giver": "deputy"}, "deputy", Invalid, "không ủy quyền lại"),
        ({"giver": "specialist"}, "specialist", Invalid, "thẩm quyền của chính mình"),
        ({}, "division_head", NotAllowed, "tự ghi quyền cho chính mình"),
        ({}, "deputy", NotAllowed, "chưa được giao quyền này"),
        ({}, "neighbour", NotAllowed, "người của cơ quan mình"),
    ],
)
def test_a_delegation_that_may_not_be(
    department: Department, changes: dict[str, object], by: str, refusal: type[Refused], reason: str
) -> None:
    people = {
        name: department.holder(value) if isinstance(value, str) and name in {"giver", "receiver"} else value
        for name, value in changes.items()
    }

    with pytest.raises(refusal, match=reason):
        delegate(paper(department, **people), by=department.actor(by), at=AT)

    assert not Delegation.objects.exists()
    assert acts() == 0


def test_nobody_delegates_to_somebody_who_has_left(department: Department) -> None:
    held = Appointment.objects.believed().get(person=department.people["division_head"])
    end_appointment(held, on=TODAY, by=SYSTEM, at=AT)

    with pytest.raises(Invalid, match="đã thôi giữ"):
        delegate(paper(department), by=department.actor("director"), at=AT)


def test_what_is_delegated_is_not_delegated_again(department: Department) -> None:
    delegate(paper(department), by=department.actor("director"), at=AT)
    onward = paper(
        department, giver=department.holder("division_head"), receiver=department.holder("division_deputy")
    )

    with pytest.raises(Invalid, match="không ủy quyền lại"):
        delegate(onward, by=department.actor("division_head"), at=AT)


def test_the_same_is_not_delegated_twice_on_one_day(department: Department) -> None:
    delegate(paper(department), by=department.actor("director"), at=AT)

    with pytest.raises(WrongState, match="đã ủy quyền cho Người division_head theo 12/GUQ"):
        delegate(paper(department, fields=[]), by=department.actor("director"), at=AT)
    assert delegate(
        paper(department, first=date(2012, 3, 15), last=date(2012, 3, 20)),
        by=department.actor("director"),
        at=AT,
    )


def test_the_database_refuses_what_goes_around_the_action(department: Department) -> None:
    given = delegate(paper(department), by=department.actor("director"), at=AT)
    for changes in ({"to_person_id": given.from_person_id}, {}, {"during": (TODAY, None)}):
        values = {
            f.attname: getattr(given, f.attname) for f in Delegation._meta.concrete_fields if f.name != "id"
        }
        with pytest.raises(IntegrityError), transaction.atomic():
            Delegation.objects.create(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "refusal", "reason"),
    [
        ({"who": "director", "substitute": "director"}, Invalid, "thay chính mình"),
        ({"who": "director", "substitute": "neighbour"}, Invalid, "cùng cơ quan"),
        ({"last": date(2012, 3, 1)}, Invalid, "từ ngày đầu"),
    ],
)
def test_a_leave_that_may_not_be(
    department: Department, changes: dict[str, object], refusal: type[Refused], reason: str
) -> None:
    with pytest.raises(refusal, match=reason):
        begin_absence(leave(department, **changes), by=department.actor("administrator"), at=AT)  # type: ignore[arg-type]
    assert not Absence.objects.exists()


def test_a_substitute_does_not_write_it_down_alone_nor_goes_away_too(department: Department) -> None:
    with pytest.raises(NotAllowed, match="chính mình"):
        begin_absence(leave(department), by=department.actor("deputy"), at=AT)
    begin_absence(leave(department), by=department.actor("director"), at=AT)

    with pytest.raises(WrongState, match="cũng nghỉ"):
        begin_absence(leave(department, "deputy", "director"), by=department.actor("administrator"), at=AT)
    with pytest.raises(WrongState, match="trùng"):
        begin_absence(leave(department), by=department.actor("administrator"), at=AT)


def test_fifty_judgements_ask_the_database_nothing(department: Department) -> None:
    delegate(paper(department), by=department.actor("director"), at=AT)
    people = [department.actor(role) for role in ("division_head", "deputy", "specialist")]
    matters = [
        on(department, power, field) for power in (DECIDE, ASSIGN) for field in ("cntt", "vien_thong", "")
    ]
    for by in people:
        authority(by, matters[0], at=AT)
    with CaptureQueriesContext(connection) as said:
        for _time in range(10):
            for by in people:
                for matter in matters:
                    authority(by, matter, at=AT)

    assert len([query for query in said if "directoryrevision" not in query["sql"]]) == 0
