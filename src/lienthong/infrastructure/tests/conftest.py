"""A small province: a department that answers for post and telecoms, its neighbour, two enterprises, four communes.

In 2025 the communes A and B become the commune AB, of 100 km²; D is split between AB and E.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.conf import LazySettings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponseBase
from django.test import RequestFactory

from lienthong.access.models import Account
from lienthong.directory.models import Place, Unit
from lienthong.directory.tests import cast
from lienthong.infrastructure.loading import load_points
from lienthong.kernel.acts.actor import SYSTEM, Actor, ActorKind
from lienthong.kernel.acts.ledger.sequencer import sequence_all
from lienthong.kernel.acts.models import Act, Checkpoint
from lienthong.kernel.acts.selectors import tree_size
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.keys import new_key
from lienthong.measures.asking import AsOf, Question
from lienthong.measures.periods import period_of
from lienthong.measures.regimes import CALENDAR
from lienthong.parties.models import Party

MERGED = date(2025, 7, 1)
MONDAY = datetime(2012, 3, 5, 9, tzinfo=HANOI)
HEAD = "code,name,kind,enterprise,place,address,hours,services,from,to,lat,lon,source"


@dataclass
class Province:
    places: dict[str, Place] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Actor:
        return self.actors[name]


def moment(day: int, month: int = 3, year: int = 2012) -> datetime:
    return datetime(year, month, day, 9, tzinfo=HANOI)


def a_line(code: str = "P1", **differs: str) -> str:
    """Return a line of the file; keywords say what differs from a post office in A since 2011."""
    cells = dict.fromkeys(HEAD.split(","), "") | {
        "code": code,
        "name": f"Bưu cục {code}",
        "kind": "post_office",
        "enterprise": "DN1",
        "place": "A",
        "from": "01/01/2011",
        "source": "Báo cáo của doanh nghiệp",
    }
    cells |= {name.removesuffix("_"): cell for name, cell in differs.items()}
    return ",".join(cells.values())


def a_file(*lines: str) -> bytes:
    return "\n".join([HEAD, *lines, ""]).encode()


def loaded(*lines: str, at: datetime = MONDAY, name: str = "diem.csv") -> Act:
    act: Act = load_points(name, a_file(*lines), by=SYSTEM, at=at)
    return act


def seal(at: datetime) -> AsOf:
    """Place every act and set a head."""
    sequence_all()
    size = tree_size()
    Checkpoint.objects.create(tree_size=size, root=bytes(32), frontier=b"", signed_at=at, note="")
    return AsOf(size, at, bytes(32))


def asked(as_of: AsOf, period: str = "2012") -> Question:
    return Question(period_of(CALENDAR, period), as_of)


@pytest.fixture(scope="module")
def kept_province(keep: Callable[..., Province]) -> Province:
    return keep(a_province)


@pytest.fixture
def province(db: None, kept_province: Province) -> Province:
    return deepcopy(kept_province)


def a_province() -> Province:
    made = Province()
    _places(made)
    _units(made)
    for code, name in (("DN1", "Bưu chính Gió"), ("DN2", "Viễn thông Mây")):
        Party.objects.create(
            code=code,
            kind="enterprise",
            name=name,
            identifier_kind="tax_code",
            identifier=f"99{code}",
            since=cast.KNOWN,
        )
    powers = frozenset({"infrastructure_edit", "directory_see", "figures_see"})
    for name, unit in (("director", "STTTT"), ("neighbour", "SNV")):
        made.actors[name] = _official(name, made.units[unit], powers)
    made.actors["reader"] = _official("reader", made.units["SNV"], powers - {"infrastructure_edit"})
    return made


@pytest.fixture(autouse=True)
def plain_files(settings: LazySettings) -> None:
    """Styles and scripts are not collected in tests."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def visit(rf: RequestFactory) -> Callable[..., HttpResponseBase]:
    """Ask a view as somebody; what the doors and the shell need stands on the request."""

    def ask(view, query="", *args, by, at=MONDAY, posted=None):
        request = rf.get(f"/{query}") if posted is None else rf.post(f"/{query}", posted)
        request.actor, request.at = by, at
        request.user = Account(username="doc")
        request._messages = CookieStorage(request)
        return view(request, *args)

    return ask


def _places(made: Province) -> None:
    def put(code: str, within: str = "", area: str = "", **days: date) -> None:
        more = {"within": made.places.get(within), "area_km2": Decimal(area) if area else None}
        made.places[code] = cast.a_place(code, f"Xã {code}", **more, **days)

    put("T", area="7812.8", until=MERGED)
    put("H", "T", until=MERGED)
    for code in ("A", "B", "C", "D"):
        put(code, "H", until=MERGED)
    put("T2", since=MERGED)
    for code, area in (("AB", "100"), ("E", "50"), ("C2", "80")):
        put(code, "T2", area, since=MERGED)
    for before, after in (("A", "AB"), ("B", "AB"), ("C", "C2"), ("T", "T2")):
        cast.place_succeeded(made.places[before], made.places[after], MERGED)
    for after in ("AB", "E"):
        cast.place_succeeded(made.places["D"], made.places[after], MERGED, share="0.5")


def _units(made: Province) -> None:
    def put(code: str, place: str, under: str = "", kind: str = "commune_committee", **days: date) -> None:
        made.units[code] = cast.a_unit(
            code, f"UBND {code}", kind=kind, under=made.units.get(under), place=made.places[place], **days
        )

    put("UBND", "T", kind="province_committee")
    for code in ("STTTT", "SNV"):
        put(code, "T", "UBND", kind="department")
    put("X.A", "A", "UBND", until=MERGED)
    for code in ("AB", "E", "C2"):
        put(f"X.{code}", code, "UBND", since=MERGED)
    cast.a_mandate("buu_chinh", made.units["STTTT"], "Quản lý nhà nước về bưu chính")


def _official(name: str, unit: Unit, powers: frozenset[str]) -> Actor:
    return Actor(
        kind=ActorKind.OFFICIAL,
        name=name,
        unit=unit.code,
        unit_id=unit.pk,
        account_id=new_key(),
        capabilities=powers,
    )
