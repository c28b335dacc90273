"""Who works on it: assignments inside a unit, and which units take part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from lienthong.casework.models import Assignment, Case, Involvement, Role
from lienthong.casework.moving import give_turn
from lienthong.kernel.keys import among


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


@dataclass(frozen=True, slots=True)
class New:
    """To whom an assignment goes: a unit, or a person in it, by the act that says so."""

    unit_id: UUID
    person_id: UUID | None
    act_id: UUID


def reassign(given: QuerySet[Assignment], new: Mapping[tuple[UUID, UUID], New], *, at: datetime) -> None:
    """End these assignments and give the work on, with the instructions that still hold.

    `new` says to whom, by the keys of the case and of the unit that had it; others of `given` stay as they are.
    """
    of_cases = given.filter(case__in=among({case for case, _unit in new}))
    before = [
        (key, case, instruction, new[case, unit])
        for key, case, unit, instruction in of_cases.values_list("pk", "case_id", "unit_id", "instruction")
        if (case, unit) in new
    ]
    Assignment.objects.filter(pk__in=among([key for key, *_rest in before])).update(until=at)
    Assignment.objects.bulk_create(
        Assignment(
            case_id=case,
            unit_id=to.unit_id,
            person_id=to.person_id,
            instruction=instruction,
            act_id=to.act_id,
            since=at,
        )
        for _key, case, instruction, to in before
    )


def end_assignment(case: Case, *, at: datetime) -> None:
    case.assignments.filter(until__isnull=True).update(until=at)
