"""A file on a thing: put there by an act, never exchanged; another version is another attachment."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import models

from lienthong.kernel.vault.keeping import Readable, keep
from lienthong.kernel.vault.models import Attachment, Blob, Finding, Scan
from lienthong.kernel.vault.names import clean_name

_INFECTED_FIRST = models.Case(models.When(finding=Finding.INFECTED, then=0), default=1)


class Upload(Readable, Protocol):
    """What a form holds: bytes with the name they were sent under."""

    @property
    def name(self) -> str | None:
        """The name as it was sent."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that is kept and not yet attached: what a form hands to an action."""

    name: str
    blob: Blob


def take_in(uploads: Iterable[Upload]) -> list[File]:
    """Keep what came with a form, before its action begins; raise `Invalid` for the first that is refused."""
    kept = ((upload.name or "", upload) for upload in uploads)
    return [File(clean_name(name), keep(upload, name=name)) for name, upload in kept]


def attach(files: Iterable[File], *, to: models.Model | tuple[str, UUID], act_id: UUID) -> list[Attachment]:
    """Put the files on the thing, inside the action that recorded the act, in one statement."""
    kind, key = to if isinstance(to, tuple) else (to._meta.label_lower, to.pk)
    place = {"subject_kind": kind, "subject_id": key, "act_id": act_id}
    rows = [Attachment(blob=file.blob, name=clean_name(file.name), **place) for file in files]
    return Attachment.objects.bulk_create(rows)


def attachments_by_act(act_ids: Iterable[UUID]) -> dict[UUID, list[Attachment]]:
    """Return the files by the act that put them there: for a timeline, in one query."""
    found: dict[UUID, list[Attachment]] = {}
    for row in Attachment.objects.filter(act_id__in=list(act_ids)).select_related("blob").order_by("id"):
        found.setdefault(row.act_id, []).append(row)
    return found


def last_scans(blobs: Iterable[Blob]) -> dict[str, Scan]:
    """Return the scan that counts by hash, in one query; what was found once, no later look sets aside."""
    scans = Scan.objects.filter(blob__in=list(blobs)).distinct("blob")
    return {scan.blob_id: scan for scan in scans.order_by("blob", _INFECTED_FIRST, "-scanned_at")}


def last_scan(blob: Blob) -> Scan | None:
    return last_scans([blob]).get(blob.sha256)
