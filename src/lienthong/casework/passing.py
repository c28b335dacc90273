"""Work moves with its unit: what is open passes to the successor, by an act for each, in few statements.

It moves when the change is recorded, whatever the day from which the change is in force: what is open then
moves then. What is closed stays with whom it was closed. To the successor the work is new and nobody's in
particular, for the posts of the old unit end with it. Where several follow, only people know who takes what.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Case as SqlCase
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.casework.assigning import reassign
from lienthong.casework.distributing import distributed
from lienthong.casework.models import Assignment, Case, Involvement, Leg, Role
from lienthong.casework.stakes import ASSIGNMENT, LEG, Stake, legs_of, open_work_of, stakes_of
from lienthong.directory.participants import Hindrance, Reorganisation
from lienthong.directory.selectors import names
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import record
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.keys import among
from lienthong.kernel.refusals import WrongState, type_of_reason

PASSED: Final = "casework.pass_to_successor"
ENDED: Final = "casework.end_with_unit"
verbs.register(PASSED, gettext_lazy("Bàn giao cho cơ quan kế thừa"))
verbs.register(ENDED, gettext_lazy("Thôi tham gia do cơ quan kết thúc hoạt động"))


class WorkOfUnits:
    """What the engine does when units merge, split or close."""

    def preview(self, change: Reorganisation) -> list[str]:
        if change.distribution is not None:
            return _distributed(change, distributed(stakes_of(change.unit_id), change))
        count = open_work_of(change.unit_id).count()
        if count == 0:
            return []
        if change.successor is not None:
            return [_passes(count, change)]
        if change.stays:
            return [_("%(count)s công việc đang mở giữ nguyên.") % {"count": count}]
        if work := _work(stakes_of(change.unit_id)):
            return [Hindrance(not_handed_over(work))]
        return [_("Thôi phối hợp, thôi nhận để biết ở %(count)s công việc đang mở.") % {"count": count}]

    def carry_out(self, change: Reorganisation, *, by: Actor, at: datetime) -> None:
        """Pass the open work on, or refuse in words while somebody has to say who takes it."""
        if change.stays and change.distribution is None:
            return
        stakes = stakes_of(change.unit_id, lock=True)
        if change.distribution is not None:
            for heir, shared in distributed(stakes, change).items():
                if heir != change.unit_id:
                    pass_on(shared, change, heir, by=by, at=at)
            return
        if change.successor is None and (work := _work(stakes)):
            raise WrongState(not_handed_over(work))
        if not stakes:
            return
        if change.successor is None:
            _end(stakes, change, by=by, at=at)
        else:
            pass_on(stakes, change, change.successor, by=by, at=at)


def _work(stakes: Sequence[Stake]) -> int:
    """Return how many of them somebody has to take over."""
    return sum(stake.is_work for stake in stakes)


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


def pass_on(stakes: Sequence[Stake], change: Reorganisation, heir: UUID, *, by: Actor, at: datetime) -> None:
    """Give these cases to the heir, an act for each, whatever their number in few statements."""
    unit, cases = change.unit_id, _cases(stakes)
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
    _move_cases(cases, unit, heir, heirs_of=unit if _is_to_distribute(change, heir) else None)
    _move_involvements(stakes, unit, heir, at=at)
    if given := _cases(stakes, ASSIGNMENT):
        held = Assignment.objects.filter(case__in=among(given), unit=unit, until__isnull=True)
        reassign(held, unit_id=heir, acts=acts, at=at)
    if parts := _cases(stakes, LEG):
        _move_legs(parts, unit, heir, called.get(unit, ""))


def _cases(stakes: Sequence[Stake], part: str = "") -> list[UUID]:
    """Return the cases of which the unit has this part, or any."""
    return [stake.case_id for stake in stakes if not part or part in stake.held]


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


def _end(stakes: Sequence[Stake], change: Reorganisation, *, by: Actor, at: datetime) -> None:
    """End what was only support or sight; nobody takes it over."""
    cases = _cases(stakes)
    detail: dict[str, Any] = {"from": str(change.unit_id), "on": str(change.on)}
    detail["from_name"] = names([change.unit_id], change.on).get(change.unit_id, "")
    for stake in stakes:
        facts = {**detail, "parts": list(stake.parts)}
        record(
            ENDED, subject=("casework.case", stake.case_id), case_id=stake.case_id, by=by, at=at, detail=facts
        )
    Case.objects.filter(pk__in=among(cases)).update(revision=F("revision") + 1)
    _open_involvements(cases, change.unit_id).update(until=at)


def _move_cases(cases: list[UUID], unit: UUID, heir: UUID, *, heirs_of: UUID | None) -> None:
    """Count the act on each, and give the heir what was the unit's: each row is written once."""
    held, turn = Q(holder=unit), Q(turn_unit=unit)
    Case.objects.filter(pk__in=among(cases)).update(
        revision=F("revision") + 1,
        heirs_of=_where(held, heirs_of, "heirs_of"),
        holder=_where(held, heir, "holder"),
        turn_unit=_where(turn, heir, "turn_unit"),
        turn_person=_where(turn, None, "turn_person"),
        begun_at=_where(turn, None, "begun_at"),
    )


def _where(so: Q, then: UUID | None, column: str) -> SqlCase:
    return SqlCase(When(so, then=Value(then)), default=F(column))


def _move_involvements(stakes: Sequence[Stake], unit: UUID, heir: UUID, *, at: datetime) -> None:
    """The old unit's part ends and the successor's begins; who leads does not also support."""
    cases = _cases(stakes)
    _open_involvements(cases, unit).update(until=at)
    Involvement.objects.bulk_create(
        [
            Involvement(case_id=stake.case_id, unit_id=heir, role=role, since=at)
            for stake in stakes
            for role in stake.roles
        ],
        ignore_conflicts=True,
    )
    _open_involvements(cases, heir).filter(role=Role.SUPPORTING, case__holder=heir).update(until=at)


def _move_legs(cases: list[UUID], unit: UUID, heir: UUID, name: str) -> None:
    """Give the unsettled parts over; one that the successor already has by the same title says whose it was."""
    same = Leg.objects.filter(case=OuterRef("case"), unit=heir, title=OuterRef("title"))
    moving = legs_of(unit).filter(case__in=among(cases))
    moving.filter(Exists(same)).update(title=Concat("title", Value(f" ({name})")))
    moving.update(unit=heir)


def _open_involvements(cases: list[UUID], unit: UUID) -> QuerySet[Involvement]:
    return Involvement.objects.filter(case__in=among(cases), unit=unit, until__isnull=True)
