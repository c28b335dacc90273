"""A server for one test run: made, used and removed, at the price of about two seconds."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lienthong.runtime.account import account_for
from lienthong.runtime.home import Home
from lienthong.runtime.postgres.connection import Urls
from lienthong.runtime.postgres.memory import settings_for
from lienthong.runtime.postgres.server import start

# Nothing of it has to survive: what makes writing safe is switched off. It is small: several may run side by side.
HASTE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    **settings_for(0),
}


@contextlib.contextmanager
def throwaway(*, like: Path | None = None, keep: Path | None = None) -> Iterator[Urls]:
    """Give `.owner_url` and `.app_url` of a server of our own; the owner may make databases.

    Its files are kept in `keep`, a folder to be made, once it has ended in order; another server that is made `like`
    that folder begins with the same databases.
    """
    folder = _folder()
    try:
        if like:
            _copy(like, folder / "postgres")
        server = start(folder / "postgres", settings=HASTE, creates_databases=True)
        try:
            yield server.urls
        finally:
            server.stop()
        if keep:
            _copy(folder / "postgres", keep)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy(folder: Path, to: Path) -> None:
    """Copy with the owners of the files: as root, they belong to the database's account."""
    subprocess.run(["cp", "-Rp", "--", str(folder), str(to)], check=True)


def _folder() -> Path:
    """Return a new folder below the data folder; where the database's user may not go, a temporary one."""
    within = Home.here().make().root / "tmp"
    within.mkdir(mode=0o711, exist_ok=True)
    if not account_for(within / "none").may_enter(within):
        within = Path(tempfile.gettempdir())
    folder = Path(tempfile.mkdtemp(prefix="test-", dir=within))
    if os.geteuid() == 0:
        folder.chmod(0o711)
    return folder
