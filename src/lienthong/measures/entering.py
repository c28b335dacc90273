"""Entering figures: reported by a unit or cited from a source, by an act; a correction revises and says why."""

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lienthong.directory.models import UnitVersion
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, Missing, Stale
from lienthong.measures.models import Definition, Entry, Kind, Maturity, Rule
from lienthong.measures.periods import period_of
from lienthong.measures.policies import may_enter
from lienthong.measures.regimes import CALENDAR, regimes

LARGEST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Said:
    """A figure as it is reported or cited: what was counted over what, where from, how sure."""

    unit_id: UUID
    period: str
    numerator: Decimal
    denominator: Decimal | None
    maturity: str
    source: str
    kind: str = Kind.REPORTED
    regime: str = CALENDAR.code
    source_en: str = ""


@action
def enter(definition: Definition, said: Said, *, by: Actor, at: datetime) -> Entry:
    """Enter a figure. Raises `Invalid` with its field for what cannot be right, `Stale` where one is there already."""
    may_enter(by, definition, at=at).or_raise()
    return enter_in(definition, said, by=by, at=at)


def enter_in(definition: Definition, said: Said, *, by: Actor, at: datetime) -> Entry:
    """Enter a figure inside another action, which has asked whether the actor may."""
    check(definition, said)
    same = Entry.objects.filter(definition=definition, unit=said.unit_id, regime=said.regime)
    if same.filter(period=said.period, maturity=said.maturity).exists():
        raise _entered()
    return _write(definition, said, by=by, at=at, verb="measures.enter")


@action
def correct(entry_id: UUID, said: Said, *, reason: str, by: Actor, at: datetime) -> Entry:
    """Put a figure right: the old one stays, with who, when and why. Of two at once the second is told."""
    entry = Entry.objects.select_related("definition").filter(pk=entry_id).first()
    if entry is None:
        raise Missing
    may_enter(by, entry.definition, at=at).or_raise()
    return correct_in(entry, said, reason=reason, by=by, at=at)


def correct_in(
    entry: Entry, said: Said, *, reason: str, by: Actor, at: datetime, reason_en: str = ""
) -> Entry:
    if not reason.strip():
        raise Invalid(_("Phải nêu lý do đính chính."), field="reason")
    if Entry.objects.filter(revises=entry).exists():
        raise _corrected()
    check(entry.definition, said)
    more = {"revises": entry, "reason": reason.strip(), "reason_en": reason_en}
    return _write(entry.definition, said, by=by, at=at, verb="measures.correct", **more)


def check(definition: Definition, said: Said) -> None:
    """Refuse what cannot be right, in words and beside its field."""
    if definition.rule == Rule.FORMULA:
        raise Invalid(_("Chỉ tiêu này được tính từ chỉ tiêu khác, không nhập."), field="numerator")
    period = period_of(regimes.get(said.regime), said.period)
    days = DateRange(period.start, period.end)
    if not UnitVersion.objects.believed().filter(unit=said.unit_id, during__overlap=days).exists():
        raise Invalid(_("Đơn vị này chưa có, hoặc không còn, trong kỳ số liệu đó."), field="unit")
    if said.kind not in Kind.values or said.maturity not in Maturity.values:
        raise Invalid(_("Loại số liệu không có trong danh mục."), field="maturity")
    if not said.source.strip():
        raise Invalid(_("Phải ghi nguồn của số liệu."), field="source")
    _check_amounts(definition, said)


def _check_amounts(definition: Definition, said: Said) -> None:
    for name, amount in (("numerator", said.numerator), ("denominator", said.denominator)):
        if amount is not None and abs(amount) >= LARGEST:
            raise Invalid(_("Số này lớn quá mức có thể có."), field=name)
    if bool(definition.denominator) != (said.denominator is not None):
        words = _("Phải nhập cả mẫu số.") if definition.denominator else _("Số liệu này không có mẫu số.")
        raise Invalid(words, field="denominator")
    if said.denominator == 0 and definition.rule != Rule.DIFFERENCE:
        raise Invalid(_("Mẫu số bằng 0 thì không tính được."), field="denominator")
    if definition.rule == Rule.STATE and said.numerator not in {0, 1}:
        raise Invalid(_("Chỉ tiêu có hoặc không: nhập 1 là có, 0 là không."), field="numerator")
    if definition.rule in {Rule.PER_HUNDRED, Rule.RADIUS} and said.numerator < 0:
        raise Invalid(_("Số này không thể âm."), field="numerator")


def _write(definition: Definition, said: Said, *, by: Actor, at: datetime, verb: str, **more: Any) -> Entry:
    entry = Entry(id=new_key(), definition=definition, at=at, **asdict(said), **more)
    entry.act_id = record(verb, subject=entry, by=by, at=at, detail=_facts(entry)).id
    try:  # entries are only inserted, so no row can be locked: of two at once the database refuses the second
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:
        raise (_corrected() if entry.revises else _entered()) from None
    return entry


def _entered() -> Stale:
    return Stale(_("Số liệu này đã được nhập; hãy mở ra xem và đính chính nếu cần."))


def _corrected() -> Stale:
    return Stale(_("Số liệu này vừa được người khác đính chính; hãy tải lại trang."))


def _facts(entry: Entry) -> dict[str, str | int | None]:
    """Return what the act holds: enough to prove the figure by itself."""
    return {
        "code": entry.definition.code,
        "version": entry.definition.version,
        "unit": str(entry.unit_id),
        "regime": entry.regime,
        "period": entry.period,
        "numerator": str(entry.numerator),
        "denominator": None if entry.denominator is None else str(entry.denominator),
        "kind": str(entry.kind),
        "maturity": str(entry.maturity),
        "source": entry.source,
        "reason": entry.reason,
        "revises": str(entry.revises_id) if entry.revises_id else None,
    }
