"""A file on a thing: put there by an act, never exchanged; another version is another attachment."""

from collections.abc import Iterable
from uuid import UUID

from lienthong.kernel.vault.models import Attachment, Blob, Finding, Scan
from lienthong.kernel.vault.names import clean_name

Subject = tuple[str, UUID]


def attach(blob: Blob, *, name: str, subject: Subject, act_id: UUID) -> Attachment:
    """Put the file on the subject, inside the action that recorded the act."""
    kind, key = subject
    return Attachment.objects.create(
        blob=blob, name=clean_name(name), subject_kind=kind, subject_id=key, act_id=act_id
    )


def attachments_of(subject_ids: Iterable[UUID]) -> dict[UUID, list[Attachment]]:
    """Return the files by subject, in the order they came, in one query."""
    found: dict[UUID, list[Attachment]] = {}
    rows = Attachment.objects.filter(subject_id__in=list(subject_ids)).select_related("blob")
    for row in rows.order_by("id"):
        found.setdefault(row.subject_id, []).append(row)
    return found


def attachments_by_act(act_ids: Iterable[UUID]) -> dict[UUID, list[Attachment]]:
    """Return the files by the act that put them there: for a timeline, in one query."""
    found: dict[UUID, list[Attachment]] = {}
    for row in Attachment.objects.filter(act_id__in=list(act_ids)).select_related("blob").order_by("id"):
        found.setdefault(row.act_id, []).append(row)
    return found


def last_scan(blob: Blob) -> Scan | None:
    """Return the scan that counts; an infected finding is never set aside by a later look."""
    scans = Scan.objects.filter(blob=blob).order_by("-scanned_at")
    return scans.filter(finding=Finding.INFECTED).first() or scans.first()
