"""Work moves with its unit: what is open passes to the successor, by an act for each, in few statements.

It moves when the change is recorded, whatever the day from which the change is in force: what is open then
moves then. What is closed stays with whom it was closed. To the successor the work is new and nobody's in
particular, for the posts of the old unit end with it. Where several follow, only people know who takes what.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.casework.assigning import reassign
from lienthong.casework.distributing import distributed
from lienthong.casework.models import Assignment, Case, Involvement, Leg, Role
from lienthong.casework.stakes import HOLDER, TURN, Stake, legs_of, stakes_of
from lienthong.directory.participants import Hindrance, Reorganisation
from lienthong.directory.selectors import names
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import record
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.keys import among
from lienthong.kernel.refusals import WrongState, type_of_reason

PASSED: Final = "casework.pass_to_successor"
ENDED: Final = "casework.end_with_unit"
ASKED: Final = "casework.ask_to_distribute"
DISTRIBUTION: Final = "casework.distribution"  # the subject of such an act: the work of a unit that was split
verbs.register(PASSED, gettext_lazy("Bàn giao cho cơ quan kế thừa"))
verbs.register(ENDED, gettext_lazy("Thôi tham gia do cơ quan kết thúc hoạt động"))
verbs.register(ASKED, gettext_lazy("Chờ phân bổ công việc"))


class WorkOfUnits:
    """What the engine does when units merge, split or close."""

    def preview(self, change: Reorganisation) -> list[str]:
        stakes = stakes_of(change.unit_id)
        work = sum(stake.is_work for stake in stakes)
        if change.successor is not None:
            return _line(stakes, _passes(len(stakes), change))
        if change.distribution is not None:
            return _distributed(change, distributed(stakes, change))
        if change.stays:
            return _line(stakes, _("%(count)s công việc đang mở giữ nguyên.") % {"count": len(stakes)})
        if work:
            return [Hindrance(not_handed_over(work))]
        ends = _("Thôi phối hợp, thôi nhận để biết ở %(count)s công việc đang mở.")
        return _line(stakes, ends % {"count": len(stakes)})

    def carry_out(self, change: Reorganisation, *, by: Actor, at: datetime) -> None:
        """Pass the open work on, or refuse in words while somebody has to say who takes it."""
        if change.stays and change.distribution is None:
            return
        stakes = stakes_of(change.unit_id, lock=True)
        work = sum(stake.is_work for stake in stakes)
        if change.distribution is not None:
            for heir, shared in distributed(stakes, change).items():
                if heir != change.unit_id:
                    pass_on(shared, change, heir, by=by, at=at)
            return
        if change.successor is None and work:
            raise WrongState(not_handed_over(work))
        if not stakes:
            return
        if change.successor is None:
            _end(stakes, change, by=by, at=at)
        else:
            pass_on(stakes, change, change.successor, by=by, at=at)


def not_handed_over(count: int) -> str:
    return _("Còn %(count)s công việc đang mở; hãy bàn giao trước.") % {"count": count}


def _distributed(change: Reorganisation, shared: Mapping[UUID, Sequence[Stake]]) -> list[str]:
    """Say how many each heir gets, and how many nobody knows the heir of."""
    called = names([*shared], change.on)
    lines = []
    for heir, stakes in sorted(shared.items(), key=lambda one: (called.get(one[0], ""), one[0])):
        said = _("%(count)s công việc đang mở về %(unit)s.")
        if _is_to_distribute(change, heir):
            said = _("%(count)s công việc đang mở về %(unit)s để phân bổ tiếp.")
        lines.append(said % {"count": len(stakes), "unit": called.get(heir, "")})
    return lines


def _is_to_distribute(change: Reorganisation, heir: UUID) -> bool:
    """Return whether it goes there only because nobody knows yet which of the heirs takes it."""
    rule = change.distribution
    return rule is not None and not rule.chosen and heir == rule.rest and heir not in change.heirs


def _passes(count: int, change: Reorganisation) -> str:
    called = names([*change.heirs], change.on)
    said = _("%(count)s công việc đang mở chuyển cho %(unit)s ngay khi ghi nhận.")
    return said % {"count": count, "unit": "".join(called.values())}


def _line(stakes: Sequence[Stake], words: str) -> list[str]:
    return [words] if stakes else []


def pass_on(stakes: Sequence[Stake], change: Reorganisation, heir: UUID, *, by: Actor, at: datetime) -> None:
    """Give these cases to the heir, an act for each, whatever their number in few statements."""
    unit, cases = change.unit_id, [stake.case_id for stake in stakes]
    called = names([unit, heir], change.on)
    acts = {
        stake.case_id: record(
            PASSED,
            subject=("casework.case", stake.case_id),
            case_id=stake.case_id,
            by=by,
            at=at,
            detail=_facts(stake, change, heir, called),
        ).id
        for stake in stakes
    }
    to_distribute = _is_to_distribute(change, heir)
    _move_cases(stakes, unit, heir, heirs_of=unit if to_distribute else None)
    if to_distribute:
        _ask_to_distribute(stakes, change, heir, called, by=by, at=at)
    _move_involvements(stakes, unit, heir, at=at)
    given = Assignment.objects.filter(case__in=among(cases), unit=unit, until__isnull=True)
    reassign(given, unit_id=heir, acts=acts, at=at)
    _move_legs(cases, unit, heir, called.get(unit, ""))


def _facts(
    stake: Stake, change: Reorganisation, heir: UUID, called: dict[UUID, str]
) -> dict[str, type_of_reason | list[str] | bool]:
    """Return what the timeline says and figures count: `holder` is who answers for the work from this act on."""
    return {
        "from": str(change.unit_id),
        "to": str(heir),
        "from_name": called.get(change.unit_id, ""),
        "to_name": called.get(heir, ""),
        "on": str(change.on),
        "parts": list(stake.parts),
        "holder": str(heir if stake.holder_id == change.unit_id else stake.holder_id),
        **({"to_distribute": True} if _is_to_distribute(change, heir) else {}),
    }


def _ask_to_distribute(
    stakes: Sequence[Stake],
    change: Reorganisation,
    heir: UUID,
    called: dict[UUID, str],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Say once for all of it that somebody has to distribute it; who does is told."""
    count = sum(HOLDER in stake.held for stake in stakes)
    if not count:
        return
    detail = {
        "from": str(change.unit_id),
        "to": str(heir),
        "from_name": called.get(change.unit_id, ""),
        "to_name": called.get(heir, ""),
        "on": str(change.on),
        "count": count,
    }
    record(ASKED, subject=(DISTRIBUTION, change.unit_id), by=by, at=at, detail=detail)


def _end(stakes: Sequence[Stake], change: Reorganisation, *, by: Actor, at: datetime) -> None:
    """End what was only support or sight; nobody takes it over."""
    cases = [stake.case_id for stake in stakes]
    detail: dict[str, Any] = {"from": str(change.unit_id), "on": str(change.on)}
    detail["from_name"] = names([change.unit_id], change.on).get(change.unit_id, "")
    for stake in stakes:
        facts = {**detail, "parts": list(stake.parts)}
        record(
            ENDED, subject=("casework.case", stake.case_id), case_id=stake.case_id, by=by, at=at, detail=facts
        )
    Case.objects.filter(pk__in=among(cases)).update(revision=F("revision") + 1)
    _open_involvements(cases, change.unit_id).update(until=at)


def _move_cases(stakes: Sequence[Stake], unit: UUID, heir: UUID, *, heirs_of: UUID | None) -> None:
    moved = Case.objects.filter(pk__in=among([stake.case_id for stake in stakes]))
    moved.update(revision=F("revision") + 1)
    moved.filter(holder=unit).update(heirs_of=heirs_of)
    moved.filter(holder=unit).update(holder=heir)
    turns = Case.objects.filter(pk__in=among([stake.case_id for stake in stakes if TURN in stake.held]))
    turns.filter(turn_unit=unit).update(turn_unit=heir, turn_person=None, begun_at=None)


def _move_involvements(stakes: Sequence[Stake], unit: UUID, heir: UUID, *, at: datetime) -> None:
    """The old unit's part ends and the successor's begins; who leads does not also support."""
    cases = [stake.case_id for stake in stakes]
    _ending(stakes, unit).update(until=at)
    Involvement.objects.bulk_create(
        [
            Involvement(case_id=stake.case_id, unit_id=heir, role=role, since=at)
            for stake in stakes
            for role in stake.roles
        ],
        ignore_conflicts=True,
    )
    _open_involvements(cases, heir).filter(role=Role.SUPPORTING, case__holder=heir).update(until=at)


def _ending(stakes: Sequence[Stake], unit: UUID) -> QuerySet[Involvement]:
    """Return the roles of the unit in these cases, without those that it keeps."""
    ending = _open_involvements([stake.case_id for stake in stakes], unit)
    for role in sorted({role for stake in stakes for role in stake.kept}):
        ending = ending.exclude(
            role=role, case__in=among([stake.case_id for stake in stakes if role in stake.kept])
        )
    return ending


def _move_legs(cases: list[UUID], unit: UUID, heir: UUID, name: str) -> None:
    """Give the unsettled parts over; one that the successor already has by the same title says whose it was."""
    same = Leg.objects.filter(case=OuterRef("case"), unit=heir, title=OuterRef("title"))
    moving = legs_of(unit).filter(case__in=among(cases))
    moving.filter(Exists(same)).update(title=Concat("title", Value(f" ({name})")))
    moving.update(unit=heir)


def _open_involvements(cases: list[UUID], unit: UUID) -> QuerySet[Involvement]:
    return Involvement.objects.filter(case__in=among(cases), unit=unit, until__isnull=True)
