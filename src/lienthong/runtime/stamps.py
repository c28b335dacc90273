"""What has been done already, so that the second start does not do it again."""

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from lienthong.runtime.home import CHECKOUT, Home
from lienthong.runtime.trouble import Trouble

PACKAGE = CHECKOUT / "src" / "lienthong"
LOCKS = ("requirements.lock", "requirements-dev.lock", "package-lock.json")


def of_code() -> str:
    """Return a digest of names, sizes and times of everything that tables, assets and words are made from."""
    together = hashlib.sha256()
    for file in (*_sources(), *(CHECKOUT / name for name in LOCKS)):
        about = file.stat()
        together.update(f"{file}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return together.hexdigest()


def _sources() -> Iterable[Path]:
    # What lies in `tests` and what is written by running counts for nothing.
    for folder, folders, names in os.walk(PACKAGE):
        folders[:] = sorted(name for name in folders if name not in {"__pycache__", "tests"})
        yield from (Path(folder, name) for name in sorted(names) if not name.endswith((".mo", ".pyc")))


def of_url(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()


def read(home: Home) -> dict[str, str]:
    try:
        return dict(json.loads((home.run / "stamps.json").read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def write(home: Home, **done: str) -> None:
    draft = home.run / ".stamps.json"
    draft.write_text(json.dumps({**read(home), **done}), encoding="utf-8")
    draft.replace(home.run / "stamps.json")


def refuse_nothing(home: Home) -> None:
    """Refuse to go on where there is neither an installation nor a demo world."""
    if not {"installed", "demo"} & read(home).keys():
        raise Trouble(
            f"There is no installation in {home.root}: ./lienthong init makes one, ./lienthong demo a demo."
        )
