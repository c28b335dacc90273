from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lienthong.kernel.acts.models import Act, Personal
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, NotAllowed, Refused, WrongState
from lienthong.parties import actions, selectors
from lienthong.parties.models import Branch, FocalBranch, Party, PartyGroup, Representative
from lienthong.parties.tests import cast

pytestmark = pytest.mark.django_db
LATER = date(2013, 1, 1)
PROVINCE = new_key()


@contextmanager
def refused(kind: type[Refused], words: str) -> Iterator[None]:
    """The reason is said, and nothing was recorded or changed."""
    tables = (Act, Party, Branch, FocalBranch, Representative)
    before = [table.objects.count() for table in tables]
    with pytest.raises(kind, match=words):
        yield
    assert [table.objects.count() for table in tables] == before


def test_an_enterprise_is_registered() -> None:
    party = actions.register_party(
        "DN9", kind="enterprise", name="Công ty Thử", identifier="999 999 9001", by=cast.KEEPER, at=cast.AT
    )

    assert selectors.party_by_identifier("9999999001") == party
    act = Act.objects.get()
    assert "Công ty Thử" not in str(act.detail)
    assert Personal.objects.get(act_id=act.id).payload["name"] == "Công ty Thử"


@pytest.mark.parametrize(
    ("entered", "words"),
    [
        pytest.param({"identifier": "99999"}, "Mã số thuế gồm 10 số", id="not a tax code"),
        pytest.param({"identifier": "9999999009"}, "đã được ghi cho", id="somebody else's"),
        pytest.param({"kind": "ghost"}, "không có trong danh mục", id="unknown kind"),
        pytest.param({"name": " "}, "Hãy nhập tên", id="no name"),
        pytest.param({"code": "DN1"}, "đã được dùng", id="code taken"),
        pytest.param({"kind": "citizen", "identifier": "12"}, "Số định danh cá nhân", id="not a number"),
    ],
)
def test_what_is_entered_badly(entered: dict[str, str], words: str) -> None:
    cast.an_enterprise("DN1", identifier="9999999009")
    form = {"code": "DN9", "kind": "enterprise", "name": "Công ty", "identifier": "9999999001"} | entered

    with refused(Invalid, words):
        actions.register_party(form.pop("code"), **form, by=cast.KEEPER, at=cast.AT)


def test_who_does_not_keep_the_list_registers_nobody() -> None:
    with refused(NotAllowed, "chưa được giao quyền cập nhật"):
        actions.register_party(
            "X", kind="enterprise", name="X", identifier="9999999001", by=cast.STRANGER, at=cast.AT
        )


def test_a_branch_reports_for_its_enterprise() -> None:
    enterprise, branch = cast.an_enterprise(), cast.an_enterprise(name="Chi nhánh Phan Thiết")
    actions.register_branch(branch, of=enterprise, on=cast.DAY, by=cast.KEEPER, at=cast.AT)
    where = {"place_id": PROVINCE, "place_name": "Tỉnh Bình Thuận"}
    actions.set_focal_branch(enterprise, branch, on=cast.DAY, by=cast.KEEPER, at=cast.AT, **where)

    assert selectors.who_reports(enterprise, PROVINCE, LATER) == branch
    assert selectors.who_reports(enterprise, PROVINCE, cast.BEGIN) == enterprise
    assert selectors.enterprise_of(branch.pk, LATER) == enterprise
    assert list(selectors.branches_of(enterprise.pk, LATER)) == [branch]
    with refused(WrongState, "đang là đầu mối"):
        actions.set_focal_branch(enterprise, branch, on=LATER, by=cast.KEEPER, at=cast.AT, **where)


def test_nobody_is_a_branch_of_itself_by_any_way_round() -> None:
    one, two, three = (cast.an_enterprise() for _ in range(3))
    cast.a_branch(two, one)
    cast.a_branch(three, two)

    with refused(Invalid, "chi nhánh của chính nó"):
        actions.register_branch(one, of=one, on=cast.DAY, by=cast.KEEPER, at=cast.AT)
    with refused(Invalid, "chi nhánh của chính nó"):
        actions.register_branch(one, of=three, on=cast.DAY, by=cast.KEEPER, at=cast.AT)


def test_a_branch_is_of_one_enterprise() -> None:
    one, other, branch = (cast.an_enterprise() for _ in range(3))
    cast.a_branch(branch, one)

    with refused(WrongState, "chồng lên"):
        actions.register_branch(branch, of=other, on=cast.DAY, by=cast.KEEPER, at=cast.AT)
    citizen = cast.a_citizen()
    with refused(Invalid, "Chỉ doanh nghiệp"):
        actions.register_branch(citizen, of=one, on=cast.DAY, by=cast.KEEPER, at=cast.AT)


def test_the_code_of_a_dependent_branch_is_that_of_its_enterprise() -> None:
    enterprise = cast.an_enterprise(identifier="9999999001")
    branch = cast.an_enterprise(identifier="9999999002-001")

    with refused(Invalid, "không thuộc doanh nghiệp này"):
        actions.register_branch(branch, of=enterprise, on=cast.DAY, by=cast.KEEPER, at=cast.AT)


def test_a_focal_branch_is_a_branch() -> None:
    enterprise, other = cast.an_enterprise(), cast.an_enterprise()
    with refused(Invalid, "không phải là chi nhánh"):
        actions.set_focal_branch(
            enterprise,
            other,
            place_id=PROVINCE,
            place_name="Tỉnh",
            on=cast.DAY,
            by=cast.KEEPER,
            at=cast.AT,
        )


def test_a_representative_begins_and_ends() -> None:
    enterprise, citizen = cast.an_enterprise(), cast.a_citizen()
    row = actions.name_representative(
        enterprise, citizen, title="Giám đốc", on=cast.DAY, by=cast.KEEPER, at=cast.AT
    )
    assert list(selectors.represented_by(citizen.pk, cast.DAY)) == [enterprise]
    with refused(Invalid, "phải sau ngày bắt đầu"):
        actions.end_representative(row, on=cast.DAY, by=cast.KEEPER, at=cast.AT)

    actions.end_representative(row, on=LATER, by=cast.KEEPER, at=cast.AT)

    assert list(selectors.representatives(enterprise.pk, LATER)) == []
    with refused(Invalid, "Người đại diện phải là công dân"):
        actions.name_representative(
            enterprise, enterprise, title="x", on=cast.DAY, by=cast.KEEPER, at=cast.AT
        )


def test_a_named_list_of_enterprises() -> None:
    group, enterprise = PartyGroup.objects.create(code="bcvt", name="BCVT"), cast.an_enterprise()
    actions.add_to_group(group, enterprise, on=cast.DAY, by=cast.KEEPER, at=cast.AT)

    assert selectors.members("bcvt", cast.DAY) == [enterprise]
    with refused(WrongState, "chồng lên"):
        actions.add_to_group(group, enterprise, on=LATER, by=cast.KEEPER, at=cast.AT)


def test_a_correction_keeps_what_was_there_where_it_can_be_erased() -> None:
    citizen = cast.a_citizen("Nguyễn Văn Sai")
    actions.correct_party(
        citizen, name="Nguyễn Văn Đúng", reason="Chị Nguyễn đổi tên", by=cast.KEEPER, at=cast.AT
    )

    act = Act.objects.get()
    assert "Nguyễn" not in str(act.detail)
    kept = Personal.objects.get(act_id=act.id).payload
    assert (kept["before"], kept["reason"]) == ({"name": "Nguyễn Văn Sai"}, "Chị Nguyễn đổi tên")
    with refused(Invalid, "Không có thông tin nào"):
        actions.correct_party(citizen, kind="enterprise", reason="r", by=cast.KEEPER, at=cast.AT)


def test_opening_personal_data_is_an_act() -> None:
    citizen = cast.a_citizen()
    with refused(NotAllowed, "chưa được giao quyền xem"):
        actions.read_personal(citizen, purpose="tò mò", by=cast.STRANGER, at=cast.AT)
    with refused(Invalid, "nêu mục đích"):
        actions.read_personal(citizen, purpose=" ", by=cast.KEEPER, at=cast.AT)

    actions.read_personal(citizen, purpose="Trả kết quả hồ sơ", by=cast.KEEPER, at=cast.AT)

    reading = selectors.readings_of(citizen.pk).get()
    assert (reading.actor_name, reading.detail["purpose"]) == ("Trần Thị Danh Bạ", "Trả kết quả hồ sơ")


def test_a_citizen_is_found_only_by_the_whole_number() -> None:
    citizen = cast.a_citizen("Lê Thị Kín", "999000000777")
    enterprise = cast.an_enterprise(name="Công ty Lê Thị")

    assert list(selectors.found_by(Party.objects.all(), "le thi")) == [enterprise]
    assert list(selectors.found_by(Party.objects.all(), "999000000777")) == [citizen]
    assert list(selectors.found_by(Party.objects.all(), "999000000")) == []


@pytest.mark.parametrize(
    ("constraint", "identifier"), [("party_identifier_once", "9999999001"), ("party_has_an_identifier", "")]
)
def test_the_database_refuses(constraint: str, identifier: str) -> None:
    first = cast.an_enterprise(identifier="9999999001")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Party.objects.create(
            code="X",
            kind="enterprise",
            name="X",
            identifier_kind="tax_code",
            identifier=identifier,
            since=cast.AT,
        )
    with pytest.raises(IntegrityError, match="branch_not_of_itself"), transaction.atomic():
        cast.a_branch(first, first)
