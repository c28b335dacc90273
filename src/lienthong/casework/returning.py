"""Who leaves a post leaves its work to the unit: what was in their hands is new to the unit again.

It returns when the leaving is recorded, whatever the day; a person who still has another post in the unit that
day keeps it. What the unit itself held does not move.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.casework.assigning import reassign
from lienthong.casework.models import Assignment, Case
from lienthong.casework.registry import kinds
from lienthong.directory.models import Appointment
from lienthong.directory.participants import Departure
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import record
from lienthong.kernel.acts.verbs import verbs

RETURNED: Final = "casework.return_to_unit"
verbs.register(RETURNED, gettext_lazy("Trả việc về đơn vị do người được giao thôi giữ chức vụ"))


class WorkOfPeople:
    """What the engine does when a person leaves a post."""

    def preview(self, change: Departure) -> list[str]:
        count = 0 if _stays_in_unit(change) else _in_hands(change).count()
        said = _("%(count)s công việc đang giao cho người này trở về đơn vị ngay khi ghi nhận.")
        return [said % {"count": count}] if count else []

    def carry_out(self, change: Departure, *, by: Actor, at: datetime) -> None:
        if _stays_in_unit(change):
            return
        locked = list(_in_hands(change).select_for_update().order_by("pk").values_list("pk", flat=True))
        # Read again: who had one may have acted.
        cases = _in_hands(change).filter(pk__in=locked).order_by("pk")
        acts = {case: _record(case, change, by=by, at=at) for case in cases.values_list("pk", flat=True)}
        if acts:
            _give_back(acts, change, at=at)


def _stays_in_unit(change: Departure) -> bool:
    """Return whether the person holds another post of the unit that day."""
    held = Appointment.objects.on(change.on).filter(person=change.person_id, post__unit=change.unit_id)
    return bool(held.exclude(post=change.post_id).exists())


def _in_hands(change: Departure) -> QuerySet[Case]:
    """Return the open cases whose turn is the person's in the unit, or that are assigned to them there.

    What only this person can do (`Kind.in_person`) nobody in the unit takes over.
    """
    assigned = Exists(_assignments(change).filter(case=OuterRef("pk")))
    turn = Q(turn_person=change.person_id, turn_unit=change.unit_id)
    own = [kind.name for kind in kinds.known.values() if kind.in_person]
    return Case.objects.filter(turn | assigned, closed_at__isnull=True).exclude(kind__in=own)


def _assignments(change: Departure) -> QuerySet[Assignment]:
    return Assignment.objects.filter(person=change.person_id, unit=change.unit_id, until__isnull=True)


def _record(case_id: UUID, change: Departure, *, by: Actor, at: datetime) -> UUID:
    detail = {
        "person": str(change.person_id),
        "post": str(change.post_id),
        "unit": str(change.unit_id),
        "on": str(change.on),
    }
    subject = ("casework.case", case_id)
    return record(RETURNED, subject=subject, case_id=case_id, by=by, at=at, detail=detail).id


def _give_back(acts: dict[UUID, UUID], change: Departure, *, at: datetime) -> None:
    cases = Case.objects.filter(pk__in=list(acts))
    cases.update(revision=F("revision") + 1)
    hers = cases.filter(turn_person=change.person_id, turn_unit=change.unit_id)
    hers.update(turn_person=None, begun_at=None)
    given = _assignments(change).filter(case__in=list(acts))
    reassign(given, unit_id=change.unit_id, acts=acts, at=at)
