"""One supervisor for one data folder, and what it says of itself to `status` and `stop`."""

import contextlib
import json
import os
import signal
import time
from collections.abc import Iterator
from typing import Any

from lienthong.runtime.home import Home
from lienthong.runtime.postgres.cluster import taken
from lienthong.runtime.trouble import Trouble


@contextlib.contextmanager
def sole(home: Home) -> Iterator[None]:
    """Be the one that writes to this data folder; the kernel lets the lock go when this process is gone."""
    descriptor = _open(home)
    try:
        if not taken(descriptor):
            raise Trouble(f"Liên Thông already runs on {home.root} ({said(home).get('url', 'starting')}).")
        say(home)
        yield
        (home.run / "standing.json").unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def say(home: Home, **facts: object) -> None:
    draft = home.run / ".standing.json"
    draft.write_text(json.dumps({"pid": os.getpid(), **facts}), encoding="utf-8")
    draft.replace(home.run / "standing.json")


def said(home: Home) -> dict[str, Any]:
    try:
        return dict(json.loads((home.run / "standing.json").read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def is_taken(home: Home) -> bool:
    """Tell whether a supervisor lives. The lock tells, not a pid that may be another's by now."""
    if not (home.run / "lock").exists():
        return False
    descriptor = _open(home)
    try:
        return not taken(descriptor)
    finally:
        os.close(descriptor)


def end(home: Home, *, seconds: float = 120) -> bool:
    """Ask the supervisor to end and wait for it; False when none runs."""
    if not is_taken(home):
        return False
    pid = said(home).get("pid")
    if isinstance(pid, int):
        os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + seconds
    while is_taken(home):
        if time.monotonic() > until:
            raise Trouble(
                f"The supervisor (process {pid}) has not ended within {seconds:.0f} s; see {home.logs}."
            )
        time.sleep(0.1)
    return True


def _open(home: Home) -> int:
    return os.open(home.run / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
