"""Loading points from a file: one act for the file with its SHA-256; one wrong line and nothing is loaded."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lienthong.directory.models import PlaceVersion
from lienthong.infrastructure.catalogue import stock
from lienthong.infrastructure.models import PointKind, PointService, ServicePoint, ServicePointVersion
from lienthong.infrastructure.policies import may_edit
from lienthong.infrastructure.rules.files import Complaints, Line, overlap, read
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui.formats import moment_words
from lienthong.kernel.vault.attaching import File, attach
from lienthong.parties.models import Party, PartyKind

LOADED: Final = "infrastructure.load"
FILE: Final = "infrastructure.file"
_HOLD = "SELECT pg_advisory_xact_lock(hashtext('infrastructure'))"
T = TypeVar("T")


class WrongFile(Invalid):
    """A file with wrong lines; `lines` says each in words."""

    def __init__(self, complaints: Complaints) -> None:
        self.lines = complaints.lines
        words = _("Tệp có %(count)d chỗ sai; chưa có dòng nào được nạp. Sửa rồi gửi lại cả tệp.")
        super().__init__(words % {"count": len(self.lines)}, field="file")


@dataclass(frozen=True, slots=True)
class Known:
    """What codes of a file lead to: one query each, whatever the number of lines."""

    kinds: frozenset[str]
    services: frozenset[str]
    enterprises: Mapping[str, UUID]
    places: Mapping[str, list[PlaceVersion]]
    points: Mapping[str, ServicePoint]
    versions: Mapping[str, list[DateRange]]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Known":
        asked = list(lines)
        codes = {line.code for line in asked}
        named = {line.enterprise for line in asked}
        parties = Party.objects.exclude(kind=PartyKind.CITIZEN)
        firms = [
            *parties.filter(code__in=named).values_list("code", "pk"),
            *parties.filter(identifier__in=named).values_list("identifier", "pk"),
        ]
        places = PlaceVersion.objects.believed().filter(place__code__in={line.place for line in asked})
        versions = ServicePointVersion.objects.believed().filter(point__code__in=codes)
        return cls(
            kinds=frozenset(PointKind.objects.values_list("code", flat=True)),
            services=frozenset(PointService.objects.values_list("code", flat=True)),
            enterprises=dict(firms),
            places=_by_code((row.place.code, row) for row in places.select_related("place")),
            points={row.code: row for row in ServicePoint.objects.filter(code__in=codes)},
            versions=_by_code(versions.values_list("point__code", "during")),
        )


@action
def load_points(name: str, content: bytes, *, file: File | None = None, by: Actor, at: datetime) -> Act:
    """Load a file of points; `file` is the same bytes as they were kept, to be found again beside the act.

    Raises `WrongFile` with every wrong line, `Invalid` for what is no such file or was loaded before.
    """
    may_edit(by, at=at).or_raise()
    hold()
    subject = key_of(content)
    _not_twice(subject)
    stock()
    complaints = Complaints()
    lines = read(content, complaints)
    known = Known.of(lines)
    for line in lines:
        _check(line, known, complaints)
    if complaints:
        raise WrongFile(complaints)
    detail = {"file": name, "sha256": hashlib.sha256(content).hexdigest(), "rows": len(lines)}
    act = record(LOADED, subject=(FILE, subject), by=by, at=at, detail=detail)
    _write(lines, known, act, at)
    if file is not None:
        attach([file], to=(FILE, subject), act_id=act.id)
    return act


def hold() -> None:
    """Let nobody else change points until this transaction is done."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD)


def key_of(content: bytes) -> UUID:
    """Return the key of a file: the same bytes are the same file."""
    return UUID(bytes=hashlib.sha256(content).digest()[:16])


def _not_twice(subject: UUID) -> None:
    before = Act.objects.filter(verb=LOADED, subject_id=subject).first()
    if before is not None:
        said = {"moment": moment_words(before.recorded_at), "who": before.actor_name}
        raise Invalid(_("Tệp này đã được %(who)s nạp lúc %(moment)s.") % said, field="file")


def _check(line: Line, known: Known, complaints: Complaints) -> None:
    """Say what the codes of the line do not lead to, and which days are taken."""
    say = {"kind": line.kind, "enterprise": line.enterprise, "place": line.place, "code": line.code}
    if line.kind not in known.kinds:
        complaints.add(line.number, _("không có loại điểm “%(kind)s”.") % say)
    for service in line.services:
        if service not in known.services:
            complaints.add(line.number, _("không có dịch vụ “%(service)s”.") % {"service": service})
    if line.enterprise not in known.enterprises:
        complaints.add(line.number, _("không có doanh nghiệp “%(enterprise)s” trong danh sách.") % say)
    if line.place not in known.places:
        complaints.add(line.number, _("không có địa bàn “%(place)s” trong danh bạ.") % say)
    elif not any(line.since in row.during for row in known.places[line.place]):
        complaints.add(line.number, _("địa bàn “%(place)s” không tồn tại vào ngày bắt đầu của điểm.") % say)
    point = known.points.get(line.code)
    if point is not None and point.enterprise_id != known.enterprises.get(line.enterprise):
        complaints.add(line.number, _("mã %(code)s đã dùng cho điểm của doanh nghiệp khác.") % say)
    elif any(overlap(line.since, line.until, d.lower, d.upper) for d in known.versions.get(line.code, ())):
        complaints.add(
            line.number, _("điểm %(code)s đã có thông tin trong thời gian này; hãy đính chính điểm đó.") % say
        )


def _write(lines: list[Line], known: Known, act: Act, at: datetime) -> None:
    points = dict(known.points)
    for line in lines:
        if line.code not in points:
            points[line.code] = ServicePoint(code=line.code, enterprise_id=known.enterprises[line.enterprise])
    fresh = [point for code, point in points.items() if code not in known.points]
    ServicePoint.objects.bulk_create(fresh, batch_size=1000)
    rows = [_version(line, points[line.code], known, act, at) for line in lines]
    ServicePointVersion.objects.bulk_create(rows, batch_size=1000)


def _version(line: Line, point: ServicePoint, known: Known, act: Act, at: datetime) -> ServicePointVersion:
    return ServicePointVersion(
        point=point,
        name=line.name,
        kind_id=line.kind,
        place_id=known.places[line.place][0].place_id,
        address=line.address,
        hours=line.hours,
        services=list(line.services),
        lat=line.lat,
        lon=line.lon,
        source=line.source,
        during=DateRange(line.since, line.until),
        known_from=at,
        act_id=act.id,
    )


def _by_code(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for code, value in pairs:
        found.setdefault(code, []).append(value)
    return found
