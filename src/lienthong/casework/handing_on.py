"""Work that came only to be distributed goes on to one of the heirs of the unit that was split."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lienthong.access.powers.authority import agency_of
from lienthong.casework.inheriting import ASKED, PASSED, Move, pass_on
from lienthong.casework.models import Case
from lienthong.casework.policies import may_hand_on
from lienthong.casework.selectors import sees
from lienthong.casework.stakes import TURN, Stake, stakes_of
from lienthong.directory.participants import Reorganisation
from lienthong.directory.selectors import existing, successors_of, tree
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.keys import among
from lienthong.kernel.planning import planned_anew
from lienthong.kernel.refusals import Invalid, Missing, Stale


def to_hand_on(by: Actor, at: datetime) -> QuerySet[Case]:
    """Return what the actor's agency still has to distribute, whoever of it is asked."""
    if by.unit_id is None:
        return Case.objects.none()
    return _waiting_at(agency_of(by, at)).order_by("heirs_of_id", "due_order", "pk")


def waiting_of(by: Actor, unit_ids: Collection[UUID], day: date) -> set[UUID]:
    """Return those of the units of which the actor's agency still has work to distribute."""
    if by.unit_id is None:
        return set()
    waiting = _waiting_at(tree(day).agency_of(by.unit_id) or by.unit_id).filter(heirs_of__in=among(unit_ids))
    return {unit for unit in waiting.values_list("heirs_of", flat=True).distinct() if unit}


def _waiting_at(agency: UUID) -> QuerySet[Case]:
    return Case.objects.filter(closed_at__isnull=True, heirs_of__isnull=False, holder=agency)


def was_asked(unit_id: UUID, by: Actor, at: datetime) -> bool:
    """Return whether the actor's agency ever had work of this unit to distribute."""
    asked = Act.objects.filter(verb=ASKED, subject_id=unit_id)
    return by.unit_id is not None and asked.filter(detail__to=str(agency_of(by, at))).exists()


def heirs(unit_id: UUID, at: datetime) -> dict[UUID, Fraction]:
    """Return who followed the unit that was split and is there today, with the share, the largest first."""
    day = local_day(at)
    shares = successors_of(unit_id, day)
    there = existing(list(shares), day)
    ordered = sorted((heir for heir in shares if heir in there), key=lambda heir: (-shares[heir], str(heir)))
    return {heir: shares[heir] for heir in ordered}


@action
def hand_on(case_ids: Collection[UUID], *, to: UUID, by: Actor, at: datetime, seen: int | None = None) -> int:
    """Give these cases to an heir of the unit they came from; return how many.

    `seen`: how many there were when somebody said "all of them". Raises `NotAllowed` for who does not hand work over
    in the agency; `Missing` for a case that the actor does not see; `Stale` where somebody was quicker; `Invalid` for
    a unit that is no heir. Nothing has moved then.
    """
    may_hand_on(by).or_raise()
    if seen is not None and seen != len(case_ids):
        raise Stale(_("Số công việc chờ phân bổ vừa thay đổi; hãy xem lại rồi gửi."))
    cases = list(to_hand_on(by, at).filter(pk__in=among(case_ids)).select_for_update(of=("self",)))
    _must_still_wait(set(case_ids), {case.pk for case in cases}, by, at)
    holder, day = agency_of(by, at), local_day(at)
    change = Reorganisation(holder, {to: Fraction(1)}, day)
    of_units: dict[UUID | None, list[UUID]] = defaultdict(list)
    for case in cases:
        of_units[case.heirs_of_id].append(case.pk)
    for unit, keys in of_units.items():
        if unit is None or to not in heirs(unit, at):
            raise Invalid(_("Cơ quan được chọn không kế thừa cơ quan cũ của công việc."), field="to")
        with planned_anew():  # one case, or thousands
            came = _what_came(unit, stakes_of([holder], only=keys))
            pass_on([Move(stake, change, to) for stake in came], by=by, at=at)
    return len(cases)


def _must_still_wait(asked: set[UUID], waiting: set[UUID], by: Actor, at: datetime) -> None:
    gone = asked - waiting
    if not gone:
        return
    if Case.objects.filter(sees(by, at), pk__in=among(gone)).count() != len(gone):
        raise Missing
    ours = [{"from": str(agency_of(by, at))}]  # handed on by our agency, not what came to it
    since = Act.objects.filter(case_id__in=among(gone), verb=PASSED, detail__passed__contains=ours)
    words = _("%(count)s công việc đã chọn không còn chờ phân bổ; chưa chuyển công việc nào.")
    raise Stale(words % {"count": len(gone)}, list(since.order_by("-recorded_at")[:5]))


def _what_came(unit: UUID, stakes: Iterable[Stake]) -> list[Stake]:
    """Return of each stake only what came from the unit that was split; with it, it waits no longer.

    Who distributes may have given the work itself, or have to confirm it: that part stays where it was before.
    """
    found, split = list(stakes), {"from": str(unit), "to_distribute": True}
    acts = Act.objects.filter(case_id__in=among([one.case_id for one in found]), verb=PASSED)
    acts = acts.filter(detail__passed__contains=[split]).order_by("recorded_at")
    came = {
        case: frozenset(part for one in passed if split.items() <= one.items() for part in one["parts"])
        for case, passed in acts.values_list("case_id", "detail__passed")
    }
    return [_only(stake, came.get(stake.case_id, frozenset(stake.parts))) for stake in found]


def _only(stake: Stake, came: frozenset[str]) -> Stake:
    """Leave out roles that the unit had before; and the turn, where it was theirs before and still is."""
    kept = tuple(role for role in stake.roles if role not in came)
    roles = tuple(role for role in stake.roles if role in came)
    held = tuple(part for part in stake.held if part != TURN or TURN in came or not kept)
    return replace(stake, heirs_of=None, roles=roles, held=held, kept=kept)
