"""What has been done already, so that the second start does not do it again."""

import hashlib
import json
import stat
from collections.abc import Iterable

from lienthong.runtime.home import CHECKOUT, Home
from lienthong.runtime.trouble import Trouble

PACKAGE = CHECKOUT / "src" / "lienthong"
# What the tables and the assets of this code are made from; whatever else changes needs no preparing.
OF_TABLES = ("src/lienthong/**/migrations/*.py", "src/lienthong/web/settings.py", "requirements.lock")
OF_ASSETS = ("src/lienthong/**/static/**/*", "src/lienthong/web/settings.py", "package-lock.json")


def of_files(patterns: Iterable[str]) -> str:
    """Return a digest of names, sizes and times of the files of the checkout that match."""
    together = hashlib.sha256()
    for file in sorted({file for pattern in patterns for file in CHECKOUT.glob(pattern)}):
        about = file.stat()
        if stat.S_ISREG(about.st_mode):
            together.update(f"{file}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return together.hexdigest()


def of_tables(url: str) -> str:
    return of_files(OF_TABLES) + of_url(url)


def of_assets() -> str:
    return of_files(OF_ASSETS)


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
