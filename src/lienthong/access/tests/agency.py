"""A province of two departments for the tests of agency administration: who administers one, whom they reach."""

from dataclasses import dataclass, field
from datetime import date

from lienthong.access.actors import actor_of
from lienthong.access.loading import load_capabilities
from lienthong.access.models import Account
from lienthong.access.tests.office import AT, BEFORE, PASSWORD
from lienthong.directory.models import Person, Post, Unit
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import SYSTEM, Actor

PEOPLE = {
    # code: name, unit, profile, title
    "giam": ("Trần Văn Giám", "SO", "head", "Giám đốc Sở"),
    "thu": ("Mai Thị Thư", "SO", "clerk", "Văn thư"),
    "chuyen": ("Ngô Thị Chuyên", "SO.P1", "specialist", "Chuyên viên"),
    "ke": ("Hồ Văn Kế", "SO.P1", "plan_office", "Chuyên viên kế hoạch"),
    "co": ("Tống Thị Cơ", "SO.P1", "agency_admin", "Quản trị của cơ quan"),
    "tinh": ("Đào Văn Quản", "SO.P1", "admin", "Quản trị hệ thống"),
    "lang": ("Cao Thị Láng", "SO2", "specialist", "Chuyên viên"),
}


@dataclass
class Agency:
    """The department SO with a division, its administrator `co`, and next door SO2; everybody by code."""

    units: dict[str, Unit]
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    def by(self, who: str = "co") -> Actor:
        return actor_of(self.accounts[who], at=AT)

    def enter(
        self, code: str, name: str, unit: str = "", profile: str = "specialist", **dates: date
    ) -> Person:
        """Put somebody in the directory, and in a post of their own if a unit is named."""
        self.people[code] = cast.a_person(name, code=code)
        if unit:
            self.posts[code] = cast.a_post(self.units[unit], "Chuyên viên", profile=profile, code=code)
            cast.appointed(self.people[code], self.posts[code], **dates)
        return self.people[code]


def an_agency() -> Agency:
    load_capabilities(by=SYSTEM, at=BEFORE)
    committee = cast.a_unit("UBND", "Ủy ban nhân dân tỉnh", kind="province_committee")
    department = cast.a_unit("SO", "Sở Thông tin", under=committee)
    units = {
        "UBND": committee,
        "SO": department,
        "SO.P1": cast.a_unit("SO.P1", "Phòng Công nghệ", kind="division", under=department),
        "SO2": cast.a_unit("SO2", "Sở Bên cạnh", under=committee),
    }
    agency = Agency(units)
    for rank, (code, (name, unit, profile, title)) in enumerate(PEOPLE.items(), 1):
        agency.people[code] = cast.a_person(name, code=code)
        agency.posts[code] = cast.a_post(units[unit], title, profile=profile, code=code, rank=rank)
        cast.appointed(agency.people[code], agency.posts[code])
        agency.accounts[code] = Account.objects.make(code, PASSWORD, person=agency.people[code])
    return agency
