"""Bytes go out only if they are what came in."""

import hashlib
from collections.abc import Iterator

from lienthong.kernel.vault.models import Blob
from lienthong.kernel.vault.storage import storage

CHUNK = 256 * 1024


class Damaged(Exception):  # noqa: N818 - it names what was found
    """The bytes of a blob are gone or are not the ones that were kept; restore them from a backup."""

    def __init__(self, sha256: str, found: str) -> None:
        super().__init__(f"blob {sha256}: {found}")
        self.sha256 = sha256
        self.found = found


def read(blob: Blob) -> Iterator[bytes]:
    """Yield the bytes, the last part only after the hash is right: a damaged file never arrives whole.

    Raises `Damaged`.
    """
    digest, waiting = hashlib.sha256(), b""
    try:
        with storage().open(blob.sha256) as file:
            while part := file.read(CHUNK):
                digest.update(part)
                if waiting:
                    yield waiting
                waiting = part
    except FileNotFoundError as gone:
        raise Damaged(blob.sha256, "gone") from gone
    if digest.hexdigest() != blob.sha256:
        raise Damaged(blob.sha256, "changed")
    yield waiting


def damaged() -> Iterator[Damaged]:
    """Read every blob and yield what is wrong: for `verify`, and after a restore."""
    for blob in Blob.objects.order_by("sha256").iterator():
        try:
            for _part in read(blob):
                pass
        except Damaged as damage:
            yield damage
