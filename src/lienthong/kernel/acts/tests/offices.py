"""An act of no area, and the moment most tests begin."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.keys import new_key

MONDAY = datetime(2012, 1, 2, 1, 0, tzinfo=UTC)
CLERK = Actor(ActorKind.OFFICIAL, "Lê Thị Mẫu", post="Văn thư", unit="Sở Thử nghiệm", account_id=new_key())


@action
def note(
    text: str = "Đã xem",
    *,
    case_id: UUID | None = None,
    personal: dict[str, Any] | None = None,
    revokes: UUID | None = None,
    by: Actor = CLERK,
    at: datetime = MONDAY,
) -> Act:
    return record(
        "test.note",
        subject=("test.thing", new_key()),
        case_id=case_id,
        by=by,
        at=at,
        detail={"text": text},
        personal=personal,
        revokes=revokes,
    )


def notes(number: int) -> list[Act]:
    return [note(f"Việc thứ {index}") for index in range(number)]
