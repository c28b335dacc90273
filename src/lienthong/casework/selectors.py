"""Reading cases: only those that the actor may see, and the boxes of the inbox."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from lienthong.access.capabilities import Capability
from lienthong.access.powers.authority import agency_of
from lienthong.casework.models import Case, Involvement, Role
from lienthong.casework.registry import kinds
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Missing

ANSWERS_FOR_A_BOX = (Capability.TASKS_HAND_OVER, Capability.TASKS_MONITOR)


def units_of(by: Actor, at: datetime) -> frozenset[UUID]:
    """Return the actor's own unit and the agency it belongs to: what these may see, the actor may see."""
    if by.unit_id is None:
        return frozenset()
    return frozenset({by.unit_id, agency_of(by, at)})


def units_seen(by: Actor, at: datetime) -> frozenset[UUID]:
    """Return the units whose cases the actor sees: one's own, and those one decides for by a written delegation.

    Nobody signs blind; what is only seen is neither worked on nor in the inbox.
    """
    delegated = (grant.unit_id for grant in by.grants if grant.delegation_id and not grant.refused)
    return units_of(by, at).union(delegated)


def takes_part(case: str, units: Iterable[UUID]) -> Q:
    """Return the condition that one of the units takes or took part in the case that `case` leads to.

    The case says so itself (`seen_by`): a list, a search and a page ask its row, and no other table.
    """
    field = "seen_by" if case == "pk" else f"{case}__seen_by"
    return Q(**{f"{field}__overlap": list(units)})


def sees(by: Actor, at: datetime, *, case: str = "pk") -> Q:
    """Return the condition under which this actor sees a row; `case` leads from the row to its case.

    Units that take part see a case; a capability may show a kind whole.
    """
    whole = [kind.name for kind in kinds.known.values() if kind.sees_all and by.can(kind.sees_all)]
    seen = takes_part(case, units_seen(by, at))
    return seen | Q(**{"kind__in" if case == "pk" else f"{case}__kind__in": whole}) if whole else seen


def visible_case(case_id: UUID, by: Actor, at: datetime) -> Case:
    """Return one case, or raise `Missing`: a stranger's case is not there."""
    case = Case.objects.filter(sees(by, at), pk=case_id).first()
    if case is None:
        raise Missing
    return case


@dataclass(frozen=True, slots=True)
class Boxes:
    """The parts of the inbox as querysets: mine, and what I wait for."""

    mine: QuerySet[Case]
    waiting: QuerySet[Case]
    delegated: QuerySet[Case]


def boxes(by: Actor, at: datetime) -> Boxes:
    """Return the open work of the actor: by name, by unit, and what others owe.

    What waits for the agency is in the box of those who distribute or follow it, not of every specialist.
    """
    units = units_of(by, at)
    own = Q(turn_person__isnull=True, turn_unit__in=units if _distributes(by) else [by.unit_id])
    if by.person_id is not None:
        own |= Q(turn_person=by.person_id)
    if by.stands_in:
        own |= Q(turn_person__in=by.stands_in) & sees(by, at)
    unfinished = Case.objects.filter(closed_at__isnull=True)
    gave = Involvement.objects.filter(
        case=OuterRef("pk"), unit__in=units, role__in=[Role.ASSIGNER, Role.MONITORING], until__isnull=True
    )
    # By `turn_unit` itself every turn of the province would be read.
    held = unfinished.filter(holder__in=units).alias(at_turn=Coalesce("turn_unit", "holder"))
    return Boxes(
        mine=unfinished.filter(own),
        waiting=held.exclude(at_turn__in=units),
        delegated=unfinished.filter(takes_part("pk", units), Exists(gave)).exclude(own),
    )


def _distributes(by: Actor) -> bool:
    return any(by.can(capability) for capability in ANSWERS_FOR_A_BOX)


def timeline(case: Case) -> QuerySet[Act]:
    """Return every act of the case, latest first."""
    return Act.objects.filter(case_id=case.pk).order_by("-recorded_at", "-id")
