"""An act of no area, and the moment most tests begin."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.acts.ledger import checkpoints_file
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


def later(seconds: float) -> datetime:
    return MONDAY + timedelta(seconds=seconds)


def published(file: Path) -> list[str]:
    with file.open(encoding="utf-8") as lines:
        return list(checkpoints_file.split(lines))


def against_all_rules(sql: str, values: list[object] | None = None) -> None:
    """Change what may not change, as somebody could who owns the database: triggers off."""
    with connection.cursor() as cursor:
        tables = ["acts_act", "acts_entry", "acts_checkpoint", "acts_personal", "acts_pending"]
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # of tables above that refer to acts
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
