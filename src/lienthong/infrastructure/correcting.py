"""Putting a point right, and closing it: what was believed before stays readable, with who, when and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lienthong.directory.models import PlaceVersion
from lienthong.infrastructure.loading import hold
from lienthong.infrastructure.models import PointKind, PointService, ServicePointVersion
from lienthong.infrastructure.policies import may_edit
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, Missing, Stale, WrongState

CORRECTED: Final = "infrastructure.correct"
CLOSED: Final = "infrastructure.close"


@dataclass(frozen=True, slots=True)
class Said:
    """How a point is, as it is put right; whose it is does not change."""

    name: str
    kind_id: str
    place_id: UUID
    since: date
    until: date | None
    source: str
    address: str = ""
    hours: str = ""
    services: tuple[str, ...] = ()
    lat: Decimal | None = None
    lon: Decimal | None = None

    @property
    def values(self) -> dict[str, Any]:
        return {
            "name": self.name.strip(),
            "kind_id": self.kind_id,
            "place_id": self.place_id,
            "during": DateRange(self.since, self.until),
            "source": self.source.strip(),
            "address": self.address.strip(),
            "hours": self.hours.strip(),
            "services": list(self.services),
            "lat": self.lat,
            "lon": self.lon,
        }


@action
def correct_point(
    version_id: UUID, said: Said, *, reason: str, by: Actor, at: datetime
) -> ServicePointVersion:
    """Write what is right beside what was wrong. Of two at once the second is told (`Stale`)."""
    may_edit(by, at=at).or_raise()
    version = _believed(version_id)
    why = _why(reason)
    changed = {name: value for name, value in said.values.items() if getattr(version, name) != value}
    if not changed:
        raise Invalid(_("Không có thông tin nào được đính chính."), field="name")
    _check(version, said)
    detail = {"reason": why, "before": _words(version, changed), "after": _plain(changed)}
    act = record(CORRECTED, subject=version.point, by=by, at=at, detail=detail)
    return _replace(version, act, at, **changed)


@action
def close_point(version_id: UUID, *, on: date, reason: str, by: Actor, at: datetime) -> ServicePointVersion:
    """Say from which day nobody is served there any more."""
    may_edit(by, at=at).or_raise()
    version = _believed(version_id)
    why = _why(reason)
    if on <= version.during.lower:
        raise Invalid(_("Ngày đóng phải sau ngày mở."), field="on")
    if version.during.upper is not None and version.during.upper <= on:
        raise WrongState(_("Điểm này đã đóng từ trước ngày đó."))
    detail = {"reason": why, "on": on.isoformat()}
    act = record(CLOSED, subject=version.point, by=by, at=at, detail=detail)
    return _replace(version, act, at, during=DateRange(version.during.lower, on))


def _believed(version_id: UUID) -> ServicePointVersion:
    hold()
    version: ServicePointVersion | None = (
        ServicePointVersion.objects.select_related("point").filter(pk=version_id).first()
    )
    if version is None:
        raise Missing
    if version.known_to is not None:
        raise Stale(_("Thông tin này vừa được người khác sửa; hãy tải lại trang."))
    return version


def _why(reason: str) -> str:
    if not reason.strip():
        raise Invalid(_("Phải nêu lý do đính chính."), field="reason")
    return reason.strip()


def _check(version: ServicePointVersion, said: Said) -> None:
    for name in ("name", "source"):
        if not getattr(said, name).strip():
            raise Invalid(_("Hãy nhập tên điểm và nguồn."), field=name)
    if said.until is not None and said.until <= said.since:
        raise Invalid(_("Ngày kết thúc phải sau ngày bắt đầu."), field="until")
    if not PointKind.objects.filter(pk=said.kind_id).exists():
        raise Invalid(_("Loại điểm không có trong danh mục."), field="kind")
    if not PlaceVersion.objects.on(said.since).filter(place=said.place_id).exists():
        raise Invalid(_("Địa bàn này không tồn tại vào ngày mở điểm."), field="place")
    if set(said.services) - set(PointService.objects.values_list("code", flat=True)):
        raise Invalid(_("Dịch vụ không có trong danh mục."), field="services")
    if (said.lat is None) != (said.lon is None):
        raise Invalid(_("Tọa độ phải có cả vĩ độ và kinh độ."), field="lon")
    others = ServicePointVersion.objects.believed().filter(point=version.point).exclude(pk=version.pk)
    if others.filter(during__overlap=DateRange(said.since, said.until)).exists():
        raise Invalid(_("Điểm này đã có thông tin khác trong thời gian đó."), field="since")


def _replace(version: ServicePointVersion, act: Act, at: datetime, **changes: Any) -> ServicePointVersion:
    columns = [field.attname for field in version._meta.concrete_fields if not field.generated]
    values = {name: getattr(version, name) for name in columns}
    values |= {"id": new_key(), "known_from": at, "act_id": act.id} | changes
    ServicePointVersion.objects.filter(pk=version.pk).update(known_to=at, withdrawn_by=act.id)
    written: ServicePointVersion = ServicePointVersion.objects.create(**values)
    return written


def _words(version: ServicePointVersion, changed: Mapping[str, Any]) -> dict[str, str]:
    return _plain({name: getattr(version, name) for name in changed})


def _plain(values: Mapping[str, Any]) -> dict[str, str]:
    """Return values as an act holds them: plain text."""
    return {name: _text(value) for name, value in values.items()}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, DateRange):
        return f"{value.lower}/{value.upper or ''}"
    return ";".join(value) if isinstance(value, list) else str(value)
