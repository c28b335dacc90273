"""The fixed cast: an enterprise with branches, a household business, a citizen."""

from datetime import UTC, date, datetime
from itertools import count

from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.parties.models import Branch, Party

BEGIN, DAY = date(2011, 1, 1), date(2012, 3, 5)
AT = datetime(2012, 3, 5, 2, 0, tzinfo=UTC)
KEEPER = Actor(
    kind=ActorKind.OFFICIAL,
    name="Trần Thị Danh Bạ",
    post="Chuyên viên",
    unit="Sở Thông tin và Truyền thông",
    capabilities=frozenset({"directory_edit", "directory_see"}),
)
STRANGER = Actor(kind=ActorKind.OFFICIAL, name="Phạm Người Lạ")
_numbers = count(1)


def an_enterprise(code: str = "", name: str = "Công ty Viễn thông Hải Đăng", identifier: str = "") -> Party:
    number = next(_numbers)
    return Party.objects.create(
        code=code or f"DN{number:04}",
        kind="enterprise",
        name=name,
        identifier_kind="tax_code",
        identifier=identifier or f"{9_000_000_000 + number}",
        since=AT,
    )


def a_citizen(name: str = "Nguyễn Văn An", identifier: str = "") -> Party:
    number = next(_numbers)
    return Party.objects.create(
        code=f"CD{number:04}",
        kind="citizen",
        name=name,
        identifier_kind="personal_number",
        identifier=identifier or f"{999_000_000_000 + number}",
        address="Số 1 Đường Thử Nghiệm",
        since=AT,
    )


def a_branch(party: Party, enterprise: Party) -> Branch:
    return Branch.objects.create(
        party=party, enterprise=enterprise, during=DateRange(BEGIN, None), known_from=AT
    )
