"""Who works on it: assignments inside a unit, and which units take part."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from lienthong.casework.models import Assignment, Case, Involvement, Role
from lienthong.casework.moving import give_turn


def involve(case: Case, units: list[UUID], role: Role, *, at: datetime) -> None:
    """Let units take part; a unit that already has the role keeps it."""
    Involvement.objects.bulk_create(
        [Involvement(case=case, unit_id=unit, role=role, since=at) for unit in dict.fromkeys(units)],
        ignore_conflicts=True,
    )


def release(case: Case, role: Role, *, at: datetime) -> None:
    case.involvements.filter(role=role, until__isnull=True).update(until=at)


def assign(
    case: Case, *, unit_id: UUID, person_id: UUID | None, instruction: str, act_id: UUID, at: datetime
) -> Assignment:
    """End the current assignment and give the work, with the turn, to a unit or a person in it."""
    case.assignments.filter(until__isnull=True).update(until=at)
    give_turn(case, unit_id=unit_id, person_id=person_id)
    return Assignment.objects.create(
        case=case, unit_id=unit_id, person_id=person_id, instruction=instruction, act_id=act_id, since=at
    )


def reassign(
    given: QuerySet[Assignment],
    *,
    unit_id: UUID,
    acts: Mapping[UUID, UUID],
    at: datetime,
    person_id: UUID | None = None,
) -> None:
    """End these assignments and give the work to the unit, or a person in it, with the instructions that still hold.

    `acts` has the act that says so, by the key of the case.
    """
    before = list(given.values_list("case_id", "instruction"))
    given.update(until=at)
    Assignment.objects.bulk_create(
        [
            Assignment(
                case_id=case,
                unit_id=unit_id,
                person_id=person_id,
                instruction=words,
                act_id=acts[case],
                since=at,
            )
            for case, words in before
        ]
    )


def end_assignment(case: Case, *, at: datetime) -> None:
    case.assignments.filter(until__isnull=True).update(until=at)
