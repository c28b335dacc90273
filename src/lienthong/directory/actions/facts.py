"""What all acts of the directory share: one at a time, facts that begin and end, refusals about days."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Self, TypeVar
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from lienthong.directory.models import (
    Appointment,
    BodySeat,
    CoordinatingBody,
    GroupMember,
    Mandate,
    PlaceVersion,
    PostVersion,
    Unit,
    UnitCode,
    UnitPlacement,
    UnitVersion,
)
from lienthong.directory.policies import may_edit
from lienthong.directory.revision import bump, hold_directory
from lienthong.directory.selectors.acts import acts_about
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import record
from lienthong.kernel.history.models import Versioned
from lienthong.kernel.refusals import Invalid, Stale, Verdict, WrongState

V = TypeVar("V", bound=Versioned)


class Basis(str):
    """What a fact rests on: the deciding document, or codes of sources; and what of the fact it does not state.

    It goes wherever a basis goes, and both are written beside the fact.
    """

    __slots__ = ("assumed",)
    assumed: str

    def __new__(cls, source: str, assumed: str = "") -> Self:
        basis = super().__new__(cls, source)
        basis.assumed = assumed
        return basis


# What may be so only once a day: the same columns as in the constraints of the models.
ONCE: Mapping[type[Versioned], tuple[str, ...]] = {
    UnitVersion: ("unit_id",),
    UnitPlacement: ("unit_id", "tree"),
    UnitCode: ("unit_id", "scheme"),
    GroupMember: ("group_id", "unit_id"),
    Mandate: ("code",),
    CoordinatingBody: ("unit_id",),
    BodySeat: ("body_id", "post_id"),
    PostVersion: ("post_id",),
    Appointment: ("person_id", "post_id"),
    PlaceVersion: ("place_id",),
}


def open_directory(
    by: Actor,
    about: Model | None = None,
    seen: int | None = None,
    *,
    may: Callable[[Actor], Verdict] = may_edit,
) -> None:
    """May I; then nobody else changes the directory until this is done, and nobody has since the form was read.

    `seen` is the number of acts about the thing when the form was made; None when no form was. `may` opens an act
    to more than those who keep the whole directory: it then asks further about its thing.
    """
    may(by).or_raise()
    hold_directory()
    if about is not None and seen is not None:
        _must_be_fresh(about, seen)


def tell(verb: str, subject: Any, *, by: Actor, at: datetime, **detail: Any) -> Act:
    """Every process reads the directory anew, and the act is recorded."""
    bump()
    return record(verb, subject=subject, by=by, at=at, detail=detail)


def begin(
    model: type[V],
    since: date,
    *,
    at: datetime,
    until: date | None = None,
    of_new: bool = False,
    **values: Any,
) -> V:
    """Write down that something is so from a day; refused when something else already is.

    `of_new`: of something that this act itself made; nothing else can be so of it yet.
    """
    row = model(during=days(since, until), known_from=at, **rested(values))
    if not of_new:
        must_be_free(row)
    row.save(force_insert=True)
    return row


def rested(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values with what their source does not state, where the source says so."""
    source = values.get("source")
    return (
        values | {"source": str(source), "assumed": source.assumed} if isinstance(source, Basis) else values
    )


def cut_all(model: type[Versioned], on: date, *, at: datetime, where: Q) -> int:
    """Let all these facts end before `on`; return how many."""
    return int(model.objects.believed().filter(where, during__overlap=DateRange(on, None)).cut(on, at=at))


def days(since: date, until: date | None) -> DateRange:
    if until is not None and until <= since:
        raise Invalid(_("Ngày kết thúc phải sau ngày bắt đầu."), field="until")
    return DateRange(since, until)


def must_be_free(row: Versioned) -> None:
    """Refuse a fact where another of the same key is so on one of its days."""
    key = {column: getattr(row, column) for column in ONCE[type(row)]}
    others = type(row).objects.believed().filter(**key, during__overlap=row.during).exclude(pk=row.pk)
    other = others.order_by("during").first()
    if other is not None:
        since = other.during.lower
        raise WrongState(
            _("Đã có thông tin khác có hiệu lực từ ngày %(day)s, chồng lên khoảng thời gian này.")
            % {"day": shown(since)}
        )


def must_exist(unit: Unit, on: date, field: str = "unit") -> UnitVersion:
    """Return the unit as it is on the day; refused when it is not there then."""
    return must_all_exist([unit], on, field)[unit.pk]


def must_all_exist(units: Sequence[Unit], on: date, field: str) -> dict[UUID, UnitVersion]:
    """Return the units as they are on the day; refused when one of them is not there then."""
    there: dict[UUID, UnitVersion] = {
        row.unit_id: row for row in UnitVersion.objects.on(on).filter(unit__in=units)
    }
    for unit in units:
        if unit.pk not in there:
            raise Invalid(
                _("Ngày %(day)s không có cơ quan %(code)s: chưa thành lập hoặc đã kết thúc hoạt động.")
                % {"day": shown(on), "code": unit.code},
                field=field,
            )
    return there


def _must_be_fresh(about: Model, seen: int) -> None:
    acts = acts_about([about.pk])
    happened = acts.count()
    if happened != seen:
        missed = list(acts[: max(happened - seen, 0)])[::-1]
        raise Stale(_("Thông tin này vừa được người khác cập nhật."), missed)


def shown(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "…"
