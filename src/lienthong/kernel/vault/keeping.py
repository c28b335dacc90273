"""Bytes come in: counted, hashed, looked at, kept under their hash, or refused with a reason."""

import hashlib
from pathlib import Path
from typing import IO, BinaryIO, Protocol, cast

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.refusals import Invalid
from lienthong.kernel.vault.content import check_content
from lienthong.kernel.vault.kinds import KINDS, Kind, kind_of
from lienthong.kernel.vault.models import Blob, Finding, Scan
from lienthong.kernel.vault.names import clean_name
from lienthong.kernel.vault.scanning import Report, refuse_found, scanner
from lienthong.kernel.vault.storage import storage

CHUNK = 256 * 1024
AT_ONCE = 200  # files that one run of the job looks at


class Readable(Protocol):
    """Anything that can be read in parts: an upload, an open file."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""


def keep(stream: Readable, *, name: str) -> Blob:
    """Keep the bytes and return their blob; the same bytes are kept once, whatever they are called.

    Raises `Invalid` (field "file") with the reason for people: no or a bad name, a kind that is not accepted,
    empty, too large, not what the name says, programs, bombs, locked archives, viruses. Nothing is kept then.
    """
    kind = accepted_kind(clean_name(name))
    store = storage()
    with store.incoming() as file:
        sha256, size = _copy(stream, file)
        path = Path(file.name)
        check_content(path, kind)
        report = _scan(path)
        store.keep(path, sha256)
    return _write(sha256, size, kind, report)


def rescan(blob: Blob) -> Scan:
    """Look again at bytes kept before, with what the scanner knows now."""
    return _note(blob, _look(blob))


def scan_waiting() -> int:
    """Look at what could not be scanned when it came; return how many got their answer. Safe to run twice."""
    answered = (Finding.CLEAN, Finding.INFECTED)
    waiting = Blob.objects.exclude(scans__finding__in=answered).order_by("stored_at")[:AT_ONCE]
    return sum(1 for blob in waiting if _answered(blob))


def accepted_kind(name: str) -> Kind:
    """Return the kind that the name claims; raise `Invalid` when it is none of ours."""
    kind = kind_of(name)
    if kind is None:
        known = {"kinds": ", ".join(kind.extensions[0] for kind in KINDS)}
        raise Invalid(_("Chưa nhận loại tệp này; các loại được nhận: %(kinds)s.") % known, field="file")
    return kind


def _look(blob: Blob) -> Report:
    with storage().open(blob.sha256) as file:
        return scanner().scan(file)


def _answered(blob: Blob) -> bool:
    """Look again; still no answer is no news, and bytes that are gone are found by `verify`."""
    try:
        report = _look(blob)
    except FileNotFoundError:
        return False
    if report.finding == Finding.NOT_SCANNED:
        return False
    _note(blob, report)
    return True


def _note(blob: Blob, report: Report) -> Scan:
    return Scan.objects.create(
        blob=blob, finding=report.finding, scanner=report.scanner, detail=report.detail
    )


def _copy(stream: Readable, file: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while part := stream.read(CHUNK):
        size += len(part)
        if size > settings.VAULT_LARGEST_FILE:
            raise Invalid(
                _("Tệp lớn hơn %(limit)s MB; hãy chia nhỏ hoặc nén bớt.")
                % {"limit": settings.VAULT_LARGEST_FILE // 2**20},
                field="file",
            )
        digest.update(part)
        file.write(part)
    if not size:
        raise Invalid(_("Tệp rỗng; hãy kiểm tra lại tệp đã chọn."), field="file")
    file.flush()
    return digest.hexdigest(), size


def _scan(path: Path) -> Report:
    with path.open("rb") as file:
        report = scanner().scan(cast("BinaryIO", file))
    refuse_found(report)
    return report


def _write(sha256: str, size: int, kind: Kind, report: Report) -> Blob:
    Blob.objects.bulk_create(
        [Blob(sha256=sha256, size=size, media_type=kind.media_type)], ignore_conflicts=True
    )
    blob = Blob.objects.get(sha256=sha256)
    _note(blob, report)
    return blob
