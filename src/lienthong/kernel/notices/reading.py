"""An account's own notices: nobody reads another's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.notices.models import Notice
from lienthong.kernel.notices.titles import Title, titles
from lienthong.kernel.refusals import Missing

PAGE = 30
MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A notice as it reads: who did what, to which thing, when."""

    notice: Notice
    words: str
    title: Title


@dataclass(frozen=True, slots=True)
class Page:
    """Lines, newest first; `older` is the key of the last line when there are more."""

    lines: list[Line]
    older: UUID | None


def unread(account_id: UUID) -> int:
    """Return the number for the header, counted up to 100 on its own small index."""
    return _unread(account_id)[:MOST_COUNTED].count()


def page(account_id: UUID, *, before: UUID | None = None, only_unread: bool = False) -> Page:
    """Return the notices older than the one named, which must be the account's own."""
    rows = _unread(account_id) if only_unread else Notice.objects.filter(account_id=account_id)
    if before:
        edge = notice_of(account_id, before)
        rows = rows.filter(Q(created_at__lt=edge.created_at) | Q(created_at=edge.created_at, id__lt=edge.id))
    found = list(rows.select_related("act").order_by("-created_at", "-id")[: PAGE + 1])
    shown = found[:PAGE]
    return Page(_lines(shown), older=shown[-1].id if len(found) > PAGE else None)


def notice_of(account_id: UUID, notice_id: UUID) -> Notice:
    """Return the notice; another's is not there."""
    notice = Notice.objects.filter(account_id=account_id, id=notice_id).first()
    if notice is None:
        raise Missing
    return notice


def mark_read(account_id: UUID, *, at: datetime, notice_id: UUID | None = None) -> int:
    """Mark one notice, or all, as read; a second time changes nothing. Return how many became read."""
    rows = _unread(account_id)
    if notice_id:
        rows = rows.filter(id=notice_id)
    return rows.update(read_at=at)


def _lines(notices: list[Notice]) -> list[Line]:
    known = titles.of(notices)
    return [Line(notice, verbs.read(notice.act.verb), known[notice.id]) for notice in notices]


def _unread(account_id: UUID) -> QuerySet[Notice]:
    return Notice.objects.filter(account_id=account_id, read_at__isnull=True)
