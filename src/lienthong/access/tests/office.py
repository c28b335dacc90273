"""A small agency for the tests of this area: one person with two posts, a former one, an administrator."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from lienthong.access.loading import load_capabilities
from lienthong.access.models import Account
from lienthong.access.powers.loading import load_signing_rules
from lienthong.directory.models import Person, Post, Unit
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import SYSTEM

AT = datetime(2012, 3, 5, 2, 0, tzinfo=UTC)  # 9 o'clock on a Monday in Vietnam
BEFORE = datetime(2011, 12, 1, tzinfo=UTC)
PASSWORD = "mật khẩu dài và riêng"


@dataclass
class Office:
    unit: Unit
    head: Post
    center: Post
    specialist: Post
    chief: Account
    former: Account
    admin: Account


def an_office() -> Office:
    load_capabilities(by=SYSTEM, at=BEFORE)
    load_signing_rules(by=SYSTEM, at=BEFORE)
    unit = cast.a_unit("SO", "Sở Thông tin")
    center = cast.a_unit("SO.TT", "Trung tâm", kind="division", under=unit)
    head = cast.a_post(unit, "Giám đốc Sở", profile="head", rank=1)
    side = cast.a_post(center, "Giám đốc Trung tâm", profile="division_head", rank=1)
    specialist = cast.a_post(unit, "Chuyên viên", profile="specialist", rank=5)
    keeper = cast.a_post(unit, "Quản trị hệ thống", profile="admin", rank=6)
    chief, former, admin = (cast.a_person(name) for name in ("Trần Thị Giám", "Lê Văn Thôi", "Võ Thị Quản"))
    cast.appointed(chief, side, kind="concurrent")
    cast.appointed(chief, head)
    cast.appointed(former, specialist, until=date(2012, 3, 5))
    cast.appointed(admin, keeper)
    return Office(
        unit=unit,
        head=head,
        center=side,
        specialist=specialist,
        chief=an_account("giam", chief),
        former=an_account("thoi", former),
        admin=an_account("quan", admin),
    )


def an_account(username: str, person: Person | None = None, password: str = PASSWORD) -> Account:
    return Account.objects.make(username, password, person=person)
