"""Who leaves a post leaves its work to the unit, or hands it over to a colleague, on leaving or for a leave.

What returns to the unit is new to it again, when the leaving is recorded, whatever the day; a person who still has
another post in the unit that day keeps it. What is handed over goes to one colleague of the same agency, with the
instructions that hold. What the unit itself held does not move.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.casework.assigning import New, reassign
from lienthong.casework.models import Assignment, Case
from lienthong.casework.registry import kinds
from lienthong.directory.models import Appointment
from lienthong.directory.participants import Departure, HandOver, Lines
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import record
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.keys import among

RETURNED: Final = "casework.return_to_unit"
HANDED_OVER: Final = "casework.hand_over_to_colleague"
verbs.register(RETURNED, gettext_lazy("Trả việc về đơn vị do người được giao thôi giữ chức vụ"))
verbs.register(HANDED_OVER, gettext_lazy("Bàn giao việc cho người khác trong cơ quan"))
Leaving = Departure | HandOver


class WorkOfPeople:
    """What the engine does when a person leaves a post."""

    def preview(self, changes: Sequence[Departure]) -> Lines[Departure]:
        counts = [(change, 0 if _stays_in_unit(change) else _in_hands(change).count()) for change in changes]
        said = _("%(count)s công việc đang giao cho người này trở về đơn vị ngay khi ghi nhận.")
        return [(change, said % {"count": count}) for change, count in counts if count]

    def carry_out(self, changes: Sequence[Departure], *, by: Actor, at: datetime) -> None:
        for change in changes:
            if not _stays_in_unit(change):
                _give(change, RETURNED, None, by=by, at=at)


class WorkHandedOver:
    """What the engine does when a person hands over to a colleague."""

    def preview(self, changes: Sequence[HandOver]) -> Lines[HandOver]:
        return [
            (change, f"{number}: {title}" if number else title)
            for change in changes
            for number, title in _in_hands(change).order_by("due_order", "pk").values_list("number", "title")
        ]

    def carry_out(self, changes: Sequence[HandOver], *, by: Actor, at: datetime) -> None:
        for change in changes:
            _give(change, HANDED_OVER, change.receiver_id, by=by, at=at)


def _stays_in_unit(change: Departure) -> bool:
    """Return whether the person holds another post of the unit that day."""
    held = Appointment.objects.on(change.on).filter(person=change.person_id, post__unit=change.unit_id)
    return bool(held.exclude(post=change.post_id).exists())


def _in_hands(change: Leaving) -> QuerySet[Case]:
    """Return the open cases whose turn is the person's in the unit, or that are assigned to them there.

    What only this person can do (`Kind.in_person`) nobody in the unit takes over.
    """
    assigned = Exists(_assignments(change).filter(case=OuterRef("pk")))
    turn = Q(turn_person=change.person_id, turn_unit=change.unit_id)
    own = [kind.name for kind in kinds.known.values() if kind.in_person]
    return Case.objects.filter(turn | assigned, closed_at__isnull=True).exclude(kind__in=own)


def _assignments(change: Leaving) -> QuerySet[Assignment]:
    return Assignment.objects.filter(person=change.person_id, unit=change.unit_id, until__isnull=True)


def _give(change: Leaving, verb: str, receiver: UUID | None, *, by: Actor, at: datetime) -> None:
    """Give what is in the person's hands to the receiver, or to the unit when there is none."""
    locked = list(_in_hands(change).select_for_update().order_by("pk").values_list("pk", flat=True))
    # Read again: who had one may have acted.
    found = _in_hands(change).filter(pk__in=among(locked)).order_by("pk")
    facts = {**_facts(change), **({"receiver": str(receiver)} if receiver else {})}
    acts = {
        case: record(verb, subject=("casework.case", case), case_id=case, by=by, at=at, detail=facts).id
        for case in found.values_list("pk", flat=True)
    }
    if not acts:
        return
    cases = Case.objects.filter(pk__in=among(acts))
    cases.update(revision=F("revision") + 1)
    hers = cases.filter(turn_person=change.person_id, turn_unit=change.unit_id)
    hers.update(turn_person=receiver, begun_at=None)
    new = {(case, change.unit_id): New(change.unit_id, receiver, act) for case, act in acts.items()}
    reassign(_assignments(change), new, at=at)


def _facts(change: Leaving) -> dict[str, str]:
    return {
        "person": str(change.person_id),
        "post": str(change.post_id),
        "unit": str(change.unit_id),
        "on": str(change.on),
    }
