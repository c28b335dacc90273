"""What a reorganisation does, read from what a rehearsal wrote: whatever began or ended, and what areas above say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from lienthong.directory.models import (
    Appointment,
    BodySeat,
    CoordinatingBody,
    GroupMember,
    Mandate,
    ReorganisationPlan,
    UnitCode,
    UnitPlacement,
    UnitSuccession,
    UnitVersion,
)
from lienthong.directory.participants import Hindrance
from lienthong.directory.parts import Table
from lienthong.directory.selectors import names
from lienthong.kernel.history.models import Versioned
from lienthong.kernel.ui.formats import number_words

V = TypeVar("V", bound=Versioned)
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Said:
    """What an area above says of a unit that passes."""

    unit_id: UUID | None
    unit: str
    words: str
    hinders: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Tables of what changes in the directory; what areas above say of theirs."""

    tables: tuple[Table, ...]
    said: tuple[Said, ...]

    @property
    def lines(self) -> list[Said]:
        return [one for one in self.said if not one.hinders]

    @property
    def hindrances(self) -> list[Said]:
        return [one for one in self.said if one.hinders]


def outlook(plan: ReorganisationPlan, said: Sequence[tuple[object, str]], *, at: datetime) -> Outlook:
    """Read what was written at this moment, as it was known then: within the rehearsal, or any time after the deed."""
    tables = (
        _opening(plan, at),
        _passing(plan, at),
        _closing(plan, at),
        _mandates(plan, at),
        _codes(plan, at),
        _people(plan, at),
        _groups(plan, at),
        _bodies(plan, at),
    )
    return Outlook(tuple(table for table in tables if table.cells), _said(said))


def _said(lines: Sequence[tuple[object, str]]) -> tuple[Said, ...]:
    about = [getattr(change, "unit_id", None) for change, _line in lines]
    called = latest_names(about)
    return tuple(
        Said(unit, called.get(unit, ""), str(line), isinstance(line, Hindrance), getattr(line, "url", ""))
        for unit, (_change, line) in zip(about, lines, strict=True)
    )


def together(said: Sequence[Said]) -> list[Said]:
    """Return what is said alike of several units once, with the first of them by name and how many more there are."""
    alike: dict[tuple[str, str, bool], list[Said]] = {}
    for one in said:
        alike.setdefault((one.words, one.url, one.hinders), []).append(one)
    return [replace(each[0], unit=_in_short([one.unit for one in each])) for each in alike.values()]


def _in_short(units: Sequence[str]) -> str:
    named = ", ".join(units[:MOST_NAMED])
    more = len(units) - MOST_NAMED
    return _("%(units)s và %(count)s cơ quan khác") % {"units": named, "count": more} if more > 0 else named


def _begun(model: type[V], plan: ReorganisationPlan, at: datetime) -> QuerySet[V]:
    """Return what began on the day, written at this moment."""
    rows: QuerySet[V] = model.objects.known_at(at).filter(known_from=at, during__startswith=plan.on)
    return rows


def _ended(model: type[V], plan: ReorganisationPlan, at: datetime) -> QuerySet[V]:
    """Return what ends on the day by this moment's doing."""
    rows: QuerySet[V] = model.objects.known_at(at).filter(known_from=at, during__endswith=plan.on)
    return rows


def _opening(plan: ReorganisationPlan, at: datetime) -> Table:
    fresh = _begun(UnitVersion, plan, at).exclude(unit__in=_ended(UnitVersion, plan, at).values("unit"))
    above = dict(_begun(UnitPlacement, plan, at).values_list("unit_id", "parent_id"))
    called = latest_names(above.values())
    rows = fresh.select_related("unit").order_by("order_key")
    cells = [(row.name, row.symbol, called.get(above.get(row.unit_id), "")) for row in rows]
    return Table("opening", _("Lập mới"), (_("Cơ quan, đơn vị"), _("Ký hiệu"), _("Trực thuộc")), cells)


def _closing(plan: ReorganisationPlan, at: datetime) -> Table:
    still = _begun(UnitVersion, plan, at).values("unit")
    gone = _ended(UnitVersion, plan, at).exclude(unit__in=still).order_by("order_key")
    return Table(
        "closing",
        _("Kết thúc hoạt động"),
        (_("Cơ quan, đơn vị"), _("Ký hiệu văn bản dừng")),
        [(row.name, row.symbol) for row in gone],
    )


def _passing(plan: ReorganisationPlan, at: datetime) -> Table:
    steps = list(
        UnitSuccession.objects.known_at(at).filter(known_from=at).order_by("kind", "predecessor__code")
    )
    called = latest_names([key for step in steps for key in (step.predecessor_id, step.successor_id)])
    former = called | names([step.predecessor_id for step in steps], plan.on - timedelta(days=1))
    cells = [
        (
            former.get(step.predecessor_id, ""),
            step.get_kind_display(),
            called.get(step.successor_id, ""),
            f"{number_words(float(step.share * 100))} %",
        )
        for step in steps
    ]
    heads = (_("Cơ quan, đơn vị"), _("Việc"), _("Kế thừa"), _("Tỷ lệ"))
    return Table("passing", _("Ai kế thừa ai"), heads, cells)


def _mandates(plan: ReorganisationPlan, at: datetime) -> Table:
    moved = _begun(Mandate, plan, at).order_by("title")
    called = latest_names(moved.values_list("unit_id", flat=True))
    return Table(
        "mandates",
        _("Chức năng, nhiệm vụ chuyển đi"),
        (_("Chức năng, nhiệm vụ"), _("Về cơ quan")),
        [(row.title, called.get(row.unit_id, "")) for row in moved],
    )


def _codes(plan: ReorganisationPlan, at: datetime) -> Table:
    begun = [(row, _("bắt đầu")) for row in _begun(UnitCode, plan, at).order_by("scheme", "code")]
    ended = [(row, _("dừng")) for row in _ended(UnitCode, plan, at).order_by("scheme", "code")]
    called = latest_names([row.unit_id for row, _what in (*begun, *ended)])
    return Table(
        "codes",
        _("Mã định danh"),
        (_("Mã"), _("Bộ mã"), _("Cơ quan, đơn vị"), _("Từ ngày ấy")),
        [(row.code, row.scheme, called.get(row.unit_id, ""), what) for row, what in (*begun, *ended)],
    )


def _people(plan: ReorganisationPlan, at: datetime) -> Table:
    """Who leaves which post and gets which; somebody who gets none is named so."""
    ended = _ended(Appointment, plan, at).select_related("person", "post").order_by("person__full_name")
    posts: dict[UUID, list[str]] = {}
    for one in (
        Appointment.objects.on_as_known(plan.on, at)
        .filter(person__in=ended.values("person"))
        .select_related("post")
    ):
        posts.setdefault(one.person_id, []).append(one.post.title)
    none = _("chưa bố trí chức vụ")
    cells = [
        (one.person.full_name, one.post.title, "; ".join(posts.get(one.person_id, [none]))) for one in ended
    ]
    heads = (_("Họ và tên"), _("Thôi giữ"), _("Từ ngày ấy giữ"))
    return Table("people", _("Cán bộ"), heads, cells)


def _groups(plan: ReorganisationPlan, at: datetime) -> Table:
    left = _ended(GroupMember, plan, at).select_related("group")
    joined = _begun(GroupMember, plan, at).select_related("group")
    called = latest_names([row.unit_id for row in (*left, *joined)])
    cells = [
        (row.group.name, called.get(row.unit_id, ""), what)
        for rows, what in ((left, _("ra")), (joined, _("vào")))
        for row in rows
    ]
    return Table("groups", _("Nhóm cơ quan"), (_("Nhóm"), _("Cơ quan, đơn vị"), _("Vào, ra")), cells)


def _bodies(plan: ReorganisationPlan, at: datetime) -> Table:
    left = _ended(CoordinatingBody, plan, at)
    seats = _ended(BodySeat, plan, at)
    cells = [
        *(
            (name, _("không còn cơ quan thường trực"))
            for name in latest_names(left.values_list("unit_id", flat=True)).values()
        ),
        *(
            (name, _("khuyết thành viên"))
            for name in latest_names(seats.values_list("body_id", flat=True)).values()
        ),
    ]
    return Table("bodies", _("Tổ chức phối hợp"), (_("Tổ chức"), _("Điều phải lo")), cells)


def latest_names(units: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """Return the latest name of each, whatever the day: some begin and some end with it.

    A unit that is opened and passes on in one day was never there in the end; it is called as it was opened.
    """
    wanted = {unit for unit in units if unit is not None}
    rows = UnitVersion.objects.filter(unit__in=wanted).order_by(F("known_to").asc(nulls_last=True), "during")
    return dict(rows.values_list("unit_id", "name"))
