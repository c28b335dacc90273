"""The fixed cast: one invented set of agencies, and in it everybody the tests of the whole house speak of.

A province with its People's Committee and its Office, a department with a division and a plan office, the
department next door, a commune; a citizen, and a stranger: somebody who has an account and no post any more.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import ClassVar

from lienthong.access.actors import actor_of
from lienthong.access.loading import load_capabilities
from lienthong.access.models import Account
from lienthong.access.powers.delegating import Holder
from lienthong.access.powers.loading import load_signing_rules
from lienthong.directory.models import Post, Unit
from lienthong.directory.tests.cast import a_person, a_post, a_unit, appointed
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.parties.models import IdentifierKind, Party, PartyKind

BEFORE = datetime(2011, 12, 1, tzinfo=UTC)
MONDAY = datetime(2012, 3, 5, 2, 0, tzinfo=UTC)  # 9 o'clock in Vietnam
GONE = date(2012, 1, 1)


@dataclass
class Cast:
    """Everybody by role: `cast.account("clerk")`, `cast.actor("clerk")`."""

    names: ClassVar[dict[str, tuple[str, str, str, str]]] = {
        # role: name, unit, profile, title
        "chair": ("Hoàng Văn Chủ", "UBND", "chair", "Chủ tịch UBND tỉnh"),
        "vice_chair": ("Lý Thị Phó", "UBND", "vice_chair", "Phó Chủ tịch UBND tỉnh"),
        "office_chief": ("Đinh Văn Chánh", "VP", "office_chief", "Chánh Văn phòng UBND tỉnh"),
        "follower": ("Bùi Thị Theo", "VP", "follower", "Chuyên viên theo dõi"),
        "director": ("Trần Văn Giám", "SO", "head", "Giám đốc Sở"),
        "deputy": ("Phạm Thị Thay", "SO", "deputy", "Phó Giám đốc Sở"),
        "division_head": ("Vũ Văn Trưởng", "SO.P1", "division_head", "Trưởng phòng"),
        "specialist": ("Ngô Thị Chuyên", "SO.P1", "specialist", "Chuyên viên"),
        "clerk": ("Mai Thị Thư", "SO", "clerk", "Văn thư"),
        "plan_officer": ("Hồ Văn Kế", "SO.P2", "plan_office", "Chuyên viên kế hoạch"),
        "neighbour_specialist": ("Cao Thị Láng", "SO2", "specialist", "Chuyên viên"),
        "commune_chair": ("Kiều Văn Xã", "XA", "chair", "Chủ tịch UBND xã"),
        "commune_officer": ("Tạ Thị Thôn", "XA", "specialist", "Công chức Văn phòng – Thống kê"),
        "administrator": ("Đào Văn Quản", "SO.P1", "admin", "Quản trị hệ thống"),
        "agency_administrator": ("Tống Thị Cơ", "SO.P2", "agency_admin", "Quản trị của cơ quan"),
    }
    fields: ClassVar[dict[str, list[str]]] = {
        # the division of work of those who sign for a head: the others' fields decide nothing
        "vice_chair": ["cntt"],
        "deputy": ["cntt"],
    }
    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    def holder(self, role: str) -> Holder:
        person = self.accounts[role].person_id
        assert person is not None
        return Holder(person, self.posts[role].pk)

    def account(self, role: str) -> Account:
        return self.accounts[role]

    def actor(self, role: str, at: datetime = MONDAY) -> Actor:
        return actor_of(self.accounts[role], at=at)


def the_cast() -> Cast:
    """Put everybody in place, with the powers that the table of the repository gives their posts."""
    load_capabilities(by=SYSTEM, at=BEFORE)
    load_signing_rules(by=SYSTEM, at=BEFORE)
    cast = Cast(units=_agencies())
    for rank, (role, (name, unit, profile, title)) in enumerate(Cast.names.items(), 1):
        person = a_person(name, code=role)
        fields = Cast.fields.get(role, [])
        cast.posts[role] = a_post(
            cast.units[unit], title, profile=profile, code=role, rank=rank, fields=fields
        )
        appointed(person, cast.posts[role])
        cast.accounts[role] = Account.objects.create(username=role, person=person)
    cast.accounts["citizen"] = Account.objects.create(username="citizen", party=_citizen())
    cast.accounts["stranger"] = _stranger(cast)
    return cast


def _agencies() -> dict[str, Unit]:
    committee = a_unit("UBND", "Ủy ban nhân dân tỉnh", kind="province_committee")
    office = a_unit("VP", "Văn phòng UBND tỉnh", kind="committee_office", under=committee)
    department = a_unit("SO", "Sở Thông tin", under=committee)
    return {
        "UBND": committee,
        "VP": office,
        "SO": department,
        "SO.P1": a_unit("SO.P1", "Phòng Công nghệ", kind="division", under=department),
        "SO.P2": a_unit("SO.P2", "Phòng Kế hoạch", kind="division", under=department),
        "SO2": a_unit("SO2", "Sở Bên cạnh", under=committee),
        "XA": a_unit("XA", "Ủy ban nhân dân xã Cát Vàng", kind="commune_committee", under=committee),
    }


def _citizen() -> Party:
    return Party.objects.create(
        code="C1",
        kind=PartyKind.CITIZEN,
        name="Lương Thị Dân",
        identifier_kind=IdentifierKind.PERSONAL_NUMBER,
        identifier="079000000001",
        since=BEFORE,
    )


def _stranger(cast: Cast) -> Account:
    person = a_person("Đoàn Văn Lạ", code="stranger")
    post = a_post(cast.units["SO2"], "Chuyên viên", code="left")
    appointed(person, post, until=GONE)
    return Account.objects.create(username="stranger", person=person)
