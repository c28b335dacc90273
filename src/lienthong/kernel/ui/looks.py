"""What an account saw when it last looked at a page: a position in the ledger, so that what came since can be told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from lienthong.kernel.ui.models import Look

SITTING: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Seen:
    size: int
    at: datetime


def look(account_id: UUID | None, page: str, size: int, *, at: datetime) -> Seen | None:
    """Remember that the page was looked at; return the look of the sitting before, None where there was none.

    Looks less than half an hour apart are one sitting: to open a line and come back loses nothing.
    """
    if account_id is None:
        return None
    last = Look.objects.filter(account_id=account_id, page=page).first()
    before = before_of(last, at) if last else None
    row = Look(
        account_id=account_id,
        page=page,
        size=size,
        at=at,
        size_before=before.size if before else None,
        at_before=before.at if before else None,
    )
    Look.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["account_id", "page"],
        update_fields=["size", "at", "size_before", "at_before"],
    )
    return before


def before_of(last: Look, at: datetime) -> Seen | None:
    """Return what was seen before a look at this moment: by the last look, or, in its sitting, before that."""
    if at - last.at >= SITTING:
        return Seen(last.size, last.at)
    if last.size_before is None or last.at_before is None:
        return None
    return Seen(last.size_before, last.at_before)
