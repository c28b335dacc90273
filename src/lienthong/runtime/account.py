"""Who the database runs as: whoever starts it; for root, whom PostgreSQL refuses, a system user."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# In this order; every Linux and macOS has the last. None is ever made.
SYSTEM_USERS = ("lienthong", "postgres", "_postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A system user; `None` for both numbers means: as we are."""

    uid: int | None = None
    gid: int | None = None

    @property
    def name(self) -> str:
        return pwd.getpwuid(os.geteuid() if self.uid is None else self.uid).pw_name

    def popen(self) -> dict[str, Any]:
        """Return the arguments of `subprocess` that run a program under this account."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": [], "cwd": "/"}

    def own(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def may_enter(self, folder: Path) -> bool:
        """Ask the kernel, not the mode bits, whether this account gets to `folder`."""
        if self.uid is None:
            return os.access(folder, os.X_OK)
        asked = subprocess.run(
            ["/bin/sh", "-c", 'cd "$0"', str(folder)], check=False, capture_output=True, **self.popen()
        )
        return asked.returncode == 0


def account_for(data: Path) -> Account:
    """Return the account that `data` belongs to; for a new folder the first system user there is."""
    if os.geteuid() != 0:
        return Account()
    if data.is_dir() and data.stat().st_uid != 0:
        owner = data.stat()
        return Account(owner.st_uid, owner.st_gid)
    for name in SYSTEM_USERS:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid)
    raise LookupError("no system user to run the database")
