"""A calendar that says something new: deadlines of open work are reckoned again, each change by an act.

Closed work keeps the calendar under which it was closed. A date that was named does not move; what was
counted does. Reckoning twice changes nothing, so it may be asked for at any time.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lienthong.casework.deadlines import current_due, due_of
from lienthong.casework.models import Case, Leg, LegState
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.clock.models import NamedCalendar
from lienthong.kernel.clock.policies import may_keep_calendars
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
def recompute_cases(case_ids: Sequence[UUID], *, by: Actor, at: datetime) -> int:
    """Reckon these cases again, those that are still open; one act for each that moved."""
    may_keep_calendars(by).or_raise()
    rows = Case.objects.select_for_update(of=("self",)).filter(pk__in=case_ids, closed_at__isnull=True)
    return sum(_recomputed(case, by=by, at=at) for case in rows.order_by("pk"))


def _recomputed(case: Case, *, by: Actor, at: datetime) -> bool:
    try:
        due_at, legs = _due(case, at), _moved_legs(case, at)
    except Invalid:  # one term that cannot be read does not hold up all the others
        log.exception("the deadline of case %s cannot be reckoned", case.pk)
        return False
    if due_at == case.due_at and not legs:
        return False
    detail: dict[str, Any] = {"calendar": case.calendar, **_moved(case.due_at, due_at)}
    if legs:
        detail["legs"] = [{"leg": str(leg.pk), **_moved(leg.due_at, due)} for leg, due in legs]
    _keep(case, due_at, legs)
    record(RECOMPUTED, subject=case, case_id=case.pk, by=by, at=at, detail=detail)
    return True


def _keep(case: Case, due_at: datetime | None, legs: list[tuple[Leg, datetime]]) -> None:
    case.due_at = due_at
    case.revision += 1
    case.save(update_fields=["due_at", "revision"])
    for leg, due in legs:
        leg.due_at = due
        leg.save(update_fields=["due_at"])


def _due(case: Case, at: datetime) -> datetime | None:
    """Return when the case is due now; a case that got its deadline without a term keeps it."""
    return current_due(case, known_at=at) if case.term else case.due_at


def _moved_legs(case: Case, at: datetime) -> list[tuple[Leg, datetime]]:
    """Return the parts that are running and whose own deadline moves, with the new one."""
    running = case.legs.filter(state=LegState.RUNNING).exclude(term="")
    reckoned = [
        (leg, due_of(leg.term, start=leg.started_at, calendar=case.calendar, known_at=at))
        for leg in running
        if leg.started_at
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
