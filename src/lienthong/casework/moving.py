"""Moving a case: lock it, look whether the reader is up to date, walk its kind's table, count the act."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.casework.models import Case
from lienthong.casework.registry import kinds
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Missing, Stale, WrongState


def lock(case_id: UUID, *, seen: int | None = None) -> Case:
    """Take the case for this transaction; the second of two waits and is then told what happened.

    Args:
        case_id: key of the case.
        seen: the revision the form was made from; None when no form was.

    Raises:
        Missing: there is no such case.
        Stale: somebody acted since; `changes` lists their acts, oldest first.
    """
    case = Case.objects.select_for_update(of=("self",)).filter(pk=case_id).first()
    if case is None:
        raise Missing
    ensure_fresh(case, seen)
    return case


def ensure_fresh(case: Case, seen: int | None) -> None:
    if seen is not None and seen != case.revision:
        raise Stale(_("Công việc này vừa có người khác xử lý."), changes_since(case, seen))


def changes_since(case: Case, seen: int) -> list[Act]:
    missed = max(case.revision - seen, 0)
    return list(Act.objects.filter(case_id=case.pk).order_by("-recorded_at", "-id")[:missed])[::-1]


def check(case: Case, verb: str) -> None:
    """Raise `WrongState`, in words, when the verb is not in the table for the state of this case."""
    kind = kinds.of(case)
    if case.state not in kind.transitions[verb].states:
        raise WrongState(
            _("Không thực hiện được khi công việc ở tình trạng “%(state)s”.")
            % {"state": kind.state_words(case.state)}
        )


def move(case: Case, verb: str, *, by: Actor, at: datetime) -> Case:
    """Walk the table: check, enter the next state, count the act. The caller saves with `keep` after its changes."""
    check(case, verb)
    kind = kinds.of(case)
    case.state = kind.transitions[verb].to or case.state
    case.revision += 1
    if case.begun_at is None and by.unit_id is not None and _is_turn_of(case, by):
        case.begun_at = at
    if case.state in kind.closed:
        close(case, at=at)
    else:
        case.closed_at = None
    return case


def close(case: Case, *, at: datetime) -> None:
    case.closed_at = case.closed_at or at
    case.turn_unit = None
    case.turn_person = None


def give_turn(case: Case, *, unit_id: UUID, person_id: UUID | None = None) -> None:
    """Say whose move it is; to them the case is new until they act."""
    if (case.turn_unit_id, case.turn_person_id) != (unit_id, person_id):
        case.begun_at = None
    case.turn_unit_id = unit_id
    case.turn_person_id = person_id


def keep(case: Case) -> None:
    """Save what acts change. Number and title stay as the case was opened, and so do the words it is found by."""
    case.save(
        update_fields=[
            "state", "revision", "holder", "heirs_of", "turn_unit", "turn_person", "begun_at", "closed_at", "term",
            "due_at",
        ]
    )  # fmt: skip


def _is_turn_of(case: Case, by: Actor) -> bool:
    if case.turn_person_id is None:
        return by.unit_id == case.turn_unit_id
    return case.turn_person_id == by.person_id or case.turn_person_id in by.stands_in
