"""Where bytes lie. Folders here; another back end keeps the same four promises."""

import os
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO, Protocol

from django.conf import settings


class Storage(Protocol):
    """Keeps bytes under their hash, once, for good."""

    def incoming(self) -> AbstractContextManager[IO[bytes]]:
        """Open a temporary file near its final place; what is not kept from it disappears."""

    def keep(self, incoming: Path, sha256: str) -> None:
        """Make the bytes durable under their hash; a second time changes nothing."""

    def open(self, sha256: str) -> BinaryIO:
        """Open the bytes for reading; raise `FileNotFoundError` when they are gone."""

    def holds(self, sha256: str) -> bool:
        """Say whether there are bytes of this name."""


class Folder:
    """`root/ab/cd/abcd…`, readable by the service's account only, each file written once."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def place(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256[2:4] / sha256

    @contextmanager
    def incoming(self) -> Iterator[IO[bytes]]:
        folder = self.root / "incoming"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, delete=False) as file:
            try:
                yield file
            finally:
                Path(file.name).unlink(missing_ok=True)

    def keep(self, incoming: Path, sha256: str) -> None:
        """Write through to the disk, then rename: after a crash there is the whole file or none.

        A file of another size under this name is damaged, and is replaced by what was just hashed.
        """
        place = self.place(sha256)
        if place.exists() and place.stat().st_size == incoming.stat().st_size:
            return
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        incoming.chmod(stat.S_IRUSR)
        _sync(incoming)
        incoming.replace(place)
        for folder in (place.parent, place.parent.parent, self.root):
            _sync(folder)

    def open(self, sha256: str) -> BinaryIO:
        return self.place(sha256).open("rb")

    def holds(self, sha256: str) -> bool:
        return self.place(sha256).is_file()


def storage() -> Storage:
    """Return the store of this installation."""
    return Folder(Path(settings.VAULT_ROOT))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
