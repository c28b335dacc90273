"""Instructions on a task as JSON: the acts of the engine under the policies of the engine."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from lienthong.access.doors import Request
from lienthong.casework import instructing
from lienthong.casework.instructing import Words
from lienthong.casework.models import Instruction, Medium
from lienthong.kernel.vault.attaching import take_in
from lienthong.tasks.bodies import Key, Line, ReasonIn, Seen, Sent, Sentences
from lienthong.tasks.selectors import visible_task

router = Router(tags=["tasks"])


class InstructionIn(Seen):
    text: Sentences


class InstructionForIn(Seen):
    """What the leader wrote or said; with `handwritten` the picture comes as the file `photo`."""

    leader: UUID  # the post of the leader
    medium: Medium
    text: Sentences
    given_at: datetime | None = None
    late_reason: Line = ""


class InstructionOut(Schema):
    id: UUID
    task: UUID
    text: str
    medium: Medium
    leader: str
    leader_title: str
    entered_by: str
    given_at: datetime
    entered_at: datetime
    confirmed_at: datetime | None
    disowned_at: datetime | None
    disown_reason: str


@router.get(
    "/{uuid:task_id}/instructions", response=list[InstructionOut], summary="What leaders said, latest first"
)
def instructions(request: Request, task_id: UUID) -> list[InstructionOut]:
    case = visible_task(task_id, request.actor, request.at).case
    return [_out(row) for row in case.instructions.all()]


@router.post("/{uuid:task_id}/instructions", response={201: InstructionOut})
def instruct(request: Request, task_id: UUID, body: InstructionIn, key: Key = None) -> Status[InstructionOut]:
    made = instructing.instruct(task_id, text=body.text, **_sending(request, key), seen=body.seen)
    return Status(201, _out(made))


@router.post("/{uuid:task_id}/instructions/for", response={201: InstructionOut}, summary="Enter for a leader")
def instruct_for(
    request: Request,
    task_id: UUID,
    body: Annotated[InstructionForIn, Form()],
    photo: Annotated[list[UploadedFile] | None, File()] = None,
    key: Key = None,
) -> Status[InstructionOut]:
    """Look first, so that of a stranger no file is kept."""
    visible_task(task_id, request.actor, request.at)
    words = Words(body.text, body.medium, body.given_at, body.late_reason, take_in(photo or ()))
    sending = _sending(request, key)
    made = instructing.instruct_for(task_id, leader_post=body.leader, words=words, **sending, seen=body.seen)
    return Status(201, _out(made))


@router.post("/{uuid:task_id}/instructions/{uuid:instruction_id}/confirmation", response=InstructionOut)
def confirm_instruction(
    request: Request,
    task_id: UUID,  # noqa: ARG001 - a part of the address
    instruction_id: UUID,
    body: Sent,  # noqa: ARG001 - nothing is said but yes
    key: Key = None,
) -> InstructionOut:
    return _out(instructing.confirm(instruction_id, **_sending(request, key)))


@router.post("/{uuid:task_id}/instructions/{uuid:instruction_id}/disowning", response=InstructionOut)
def disown_instruction(
    request: Request,
    task_id: UUID,  # noqa: ARG001 - a part of the address
    instruction_id: UUID,
    body: ReasonIn,
    key: Key = None,
) -> InstructionOut:
    return _out(instructing.disown(instruction_id, reason=body.reason, **_sending(request, key)))


def _sending(request: Request, key: UUID | None) -> dict[str, Any]:
    return {"by": request.actor, "at": request.at, "key": key}


def _out(row: Instruction) -> InstructionOut:
    return InstructionOut(
        id=row.pk,
        task=row.case_id,
        text=row.text,
        medium=Medium(row.medium),
        leader=row.leader_name,
        leader_title=row.leader_title,
        entered_by=row.entered_name,
        given_at=row.given_at,
        entered_at=row.entered_at,
        confirmed_at=row.confirmed_at,
        disowned_at=row.disowned_at,
        disown_reason=row.disown_reason,
    )
