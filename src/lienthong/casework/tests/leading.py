"""A committee with its office and a department: a chair, a secretary, a director; a case that the committee gave."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from lienthong.access.actors import official
from lienthong.access.assisting import begin_assistance
from lienthong.access.loading import load_capabilities
from lienthong.access.models import Account, Assistance
from lienthong.access.powers.delegating import Holder
from lienthong.casework.assigning import involve
from lienthong.casework.models import Case, Role
from lienthong.casework.registry import Kind
from lienthong.casework.tests.conftest import LONG_AGO, MONDAY
from lienthong.directory.models import Unit
from lienthong.directory.tests.cast import a_person, a_post, a_unit, appointed
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.clock.shipped import open_public_calendar

PEOPLE = {
    # role: name, unit, profile, title
    "chair": ("Hoàng Văn Chủ", "UBND", "chair", "Chủ tịch UBND tỉnh"),
    "vice_chair": ("Lý Thị Phó", "UBND", "vice_chair", "Phó Chủ tịch UBND tỉnh"),
    "secretary": ("Tô Thị Ký", "VP", "specialist", "Thư ký lãnh đạo"),
    "colleague": ("Hà Văn Bên", "VP", "specialist", "Chuyên viên"),
    "director": ("Trần Văn Giám", "SO", "head", "Giám đốc Sở"),
    "specialist": ("Ngô Thị Chuyên", "SO", "specialist", "Chuyên viên"),
    "stranger": ("Đoàn Văn Lạ", "XA", "chair", "Chủ tịch UBND xã"),
    "administrator": ("Đào Văn Quản", "VP", "admin", "Quản trị hệ thống"),
}


@dataclass
class Committee:
    units: dict[str, Unit]
    seats: dict[str, Holder]

    def __getitem__(self, role: str) -> Actor:
        return self.at(role, MONDAY)

    def at(self, role: str, at: datetime) -> Actor:
        """Return somebody as an actor of the moment, with an account that is told of things."""
        seat = self.seats[role]
        found = official(seat.person_id, seat.post_id, at=at)
        assert found is not None
        account, _made = Account.objects.get_or_create(
            username=role.replace("_", "."), person_id=seat.person_id
        )
        return Actor(
            kind=found.kind,
            name=found.name,
            post=found.post,
            unit=found.unit,
            account_id=account.pk,
            person_id=found.person_id,
            post_id=found.post_id,
            unit_id=found.unit_id,
            capabilities=found.capabilities,
        )

    def post(self, role: str) -> UUID:
        return self.seats[role].post_id

    def assist(self, assistant: str = "secretary", leader: str = "chair", **differs: object) -> Assistance:
        asked = {"on": local_day(MONDAY), "basis": "12/QĐ-VPUB", "by": self[leader], "at": MONDAY} | differs
        made: Assistance = begin_assistance(self.seats[leader], self.seats[assistant], **asked)
        return made


def a_committee() -> Committee:
    load_capabilities(by=SYSTEM, at=LONG_AGO)
    open_public_calendar(by=SYSTEM, at=LONG_AGO)
    committee = a_unit("UBND", "Ủy ban nhân dân tỉnh", kind="province_committee")
    units = {
        "UBND": committee,
        "VP": a_unit("VP", "Văn phòng UBND tỉnh", kind="committee_office", under=committee),
        "SO": a_unit("SO", "Sở Thông tin", under=committee),
        "XA": a_unit("XA", "Ủy ban nhân dân xã", kind="commune_committee", under=committee),
    }
    seats = {}
    for rank, (role, (name, unit, profile, title)) in enumerate(PEOPLE.items(), 1):
        person = a_person(name, code=role)
        post = a_post(units[unit], title, profile=profile, code=role, rank=rank)
        appointed(person, post)
        seats[role] = Holder(person.pk, post.pk)
    return Committee(units, seats)


def a_given_case(kind: Kind, committee: Committee, **differs: object) -> Case:
    """A case that the committee gave to the department, whose turn it is."""
    so = committee.units["SO"]
    values = {
        "kind": kind.name,
        "title": "Một việc",
        "state": "open",
        "revision": 1,
        "holder": so,
        "turn_unit": so,
        "opened_at": MONDAY - timedelta(days=10),
    }
    case = Case.objects.create(**(values | differs))
    involve(case, [so.pk], Role.LEAD, at=MONDAY)
    involve(case, [committee.units["UBND"].pk], Role.ASSIGNER, at=MONDAY)
    return case
