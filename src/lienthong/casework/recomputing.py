"""A calendar that says something new: deadlines of open work are reckoned again, each change by an act.

Closed work keeps the calendar under which it was closed. A date that was named does not move; what was
counted does. Reckoning twice changes nothing, so it may be asked for at any time.
"""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lienthong.casework.deadlines import current_due_in, due_in
from lienthong.casework.models import Case, Leg, LegState
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.models import NamedCalendar
from lienthong.kernel.clock.policies import may_keep_calendars
from lienthong.kernel.keys import among
from lienthong.kernel.refusals import Invalid

RECOMPUTED: Final = "casework.recompute"
RECOMPUTE_JOB: Final = "casework.recompute_open"
TOGETHER: Final = 200  # cases locked in one transaction: nobody waits long
verbs.register(RECOMPUTED, _("Tính lại hạn theo lịch làm việc mới"))
log = logging.getLogger(__name__)


def recompute_open(calendar_key: str, *, by: Actor, at: datetime) -> int:
    """Reckon open work under the calendar, and under those that follow it, as known `at`.

    Returns how many cases moved. Many are done in parts, each an act of its own transaction.
    """
    may_keep_calendars(by).or_raise()
    keys = _reached_by(calendar_key)
    waiting = Case.objects.filter(closed_at__isnull=True, calendar__in=keys)
    clocked = waiting.filter(~Q(term="") | Q(legs__state=LegState.RUNNING, legs__due_at__isnull=False))
    ids = list(clocked.order_by("pk").values_list("pk", flat=True).distinct())
    parts = [ids[start : start + TOGETHER] for start in range(0, len(ids), TOGETHER)]
    return sum(recompute_cases(part, by=by, at=at) for part in parts)


@action
def recompute_cases(case_ids: Collection[UUID], *, by: Actor, at: datetime) -> int:
    """Reckon these cases again, those that are still open; one act for each that moved."""
    may_keep_calendars(by).or_raise()
    rows = Case.objects.select_for_update(of=("self",)).filter(pk__in=among(case_ids), closed_at__isnull=True)
    cases = list(rows.order_by("pk").prefetch_related("suspensions", "legs"))
    calendars = {key: load(key, at) for key in {case.calendar for case in cases}}
    moved = [one for case in cases if (one := _recomputed(case, calendars[case.calendar]))]
    for one in moved:
        record(RECOMPUTED, subject=one.case, case_id=one.case.pk, by=by, at=at, detail=one.facts())
    _keep(moved)
    return len(moved)


@dataclass(frozen=True, slots=True)
class _Moved:
    """A case of which a deadline moves: its own, that of a part, or both."""

    case: Case
    due_at: datetime | None
    legs: list[tuple[Leg, datetime]]

    def facts(self) -> dict[str, Any]:
        said = {"calendar": self.case.calendar, **_moved(self.case.due_at, self.due_at)}
        legs = [{"leg": str(leg.pk), **_moved(leg.due_at, due)} for leg, due in self.legs]
        return said | {"legs": legs} if legs else said


def _recomputed(case: Case, calendar: Calendar) -> _Moved | None:
    try:
        due_at, legs = _due(case, calendar), _moved_legs(case, calendar)
    except Invalid:  # one term that cannot be read does not hold up all the others
        log.exception("the deadline of case %s cannot be reckoned", case.pk)
        return None
    return _Moved(case, due_at, legs) if due_at != case.due_at or legs else None


def _keep(moved: Iterable[_Moved]) -> None:
    cases, legs = [], []
    for one in moved:
        one.case.due_at = one.due_at
        one.case.revision += 1
        cases.append(one.case)
        for leg, due in one.legs:
            leg.due_at = due
            legs.append(leg)
    Case.objects.bulk_update(cases, ["due_at", "revision"])
    Leg.objects.bulk_update(legs, ["due_at"])


def _due(case: Case, calendar: Calendar) -> datetime | None:
    """Return when the case is due now; a case that got its deadline without a term keeps it."""
    return current_due_in(calendar, case) if case.term else case.due_at


def _moved_legs(case: Case, calendar: Calendar) -> list[tuple[Leg, datetime]]:
    """Return the parts that are running and whose own deadline moves, with the new one."""
    reckoned = [
        (leg, due_in(calendar, leg.term, leg.started_at))
        for leg in case.legs.all()
        if leg.state == LegState.RUNNING and leg.term and leg.started_at
    ]
    return [(leg, due) for leg, due in reckoned if due != leg.due_at]


def _moved(before: datetime | None, after: datetime | None) -> dict[str, str | None]:
    return {"due_before": _iso(before), "due_after": _iso(after)}


def _reached_by(calendar_key: str) -> list[str]:
    """Return the calendar and those that follow it: its days off are theirs."""
    reached = NamedCalendar.objects.filter(Q(key=calendar_key) | Q(follows__key=calendar_key))
    return list(reached.values_list("key", flat=True))


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
