"""A department with its head, two deputies and a division, for the tests of powers."""

from dataclasses import dataclass, field
from datetime import date, datetime

from lienthong.access.actors import official
from lienthong.access.loading import load_capabilities
from lienthong.access.powers.delegating import Holder
from lienthong.access.powers.loading import load_signing_rules
from lienthong.access.tests.office import AT, BEFORE
from lienthong.directory.models import Person, Post, Unit
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import SYSTEM, Actor

TODAY = date(2012, 3, 5)
ROLES = {
    # role: unit, profile, title, fields
    "chair": ("UBND", "chair", "Chủ tịch UBND tỉnh", ["chung"]),
    "vice_chair": ("UBND", "vice_chair", "Phó Chủ tịch UBND tỉnh", ["cntt"]),
    "director": ("SO", "head", "Giám đốc Sở", ["cntt", "vien_thong"]),
    "deputy": ("SO", "deputy", "Phó Giám đốc Sở", ["cntt"]),
    "other_deputy": ("SO", "deputy", "Phó Giám đốc Sở", ["vien_thong"]),
    "division_head": ("SO.P", "division_head", "Trưởng phòng", ["cntt"]),
    "division_deputy": ("SO.P", "division_deputy", "Phó Trưởng phòng", ["cntt"]),
    "specialist": ("SO.P", "specialist", "Chuyên viên", []),
    "administrator": ("SO", "admin", "Quản trị hệ thống", []),
    "neighbour": ("SO2", "head", "Giám đốc Sở", ["noi_vu"]),
}


@dataclass
class Department:
    units: dict[str, Unit]
    posts: dict[str, Post] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def actor(self, role: str, at: datetime = AT) -> Actor:
        found = official(self.people[role].pk, self.posts[role].pk, at=at)
        assert found is not None
        return found

    def holder(self, role: str) -> Holder:
        return Holder(self.people[role].pk, self.posts[role].pk)


def a_department() -> Department:
    load_capabilities(by=SYSTEM, at=BEFORE)
    load_signing_rules(by=SYSTEM, at=BEFORE)
    committee = cast.a_unit("UBND", "Ủy ban nhân dân tỉnh", kind="province_committee")
    department = cast.a_unit("SO", "Sở Thông tin", under=committee)
    made = Department(
        {
            "UBND": committee,
            "SO": department,
            "SO.P": cast.a_unit("SO.P", "Phòng Công nghệ", kind="division", under=department),
            "SO2": cast.a_unit("SO2", "Sở Bên cạnh", under=committee),
        }
    )
    for rank, (role, (unit, profile, title, fields)) in enumerate(ROLES.items(), 1):
        made.people[role] = cast.a_person(f"Người {role}", code=role)
        made.posts[role] = cast.a_post(
            made.units[unit], title, profile=profile, code=role, rank=rank, fields=fields
        )
        cast.appointed(made.people[role], made.posts[role])
    return made
