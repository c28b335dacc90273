"""`backup [FILE]`: one archive of database, vault, keys and checkpoints, made while people work."""

import argparse
import datetime as dt
from pathlib import Path

from lienthong.runtime import stamps
from lienthong.runtime.archive.making import make_archive
from lienthong.runtime.home import Home
from lienthong.runtime.postgres import Urls, server


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./lienthong backup", description=__doc__)
    parser.add_argument(
        "file", type=Path, nargs="?", help="the archive to write (backups/ of the data folder)"
    )
    options = parser.parse_args(arguments)
    home = Home.here().make()
    stamps.refuse_nothing(home)
    with server(home) as urls:
        back_up(home, urls, options.file)
    return 0


def back_up(home: Home, urls: Urls, file: Path | None = None) -> Path:
    now = dt.datetime.now(dt.UTC)  # noqa: TID251 - an archive is named by the clock
    target = file or home.backups / f"lienthong-{now:%Y%m%d-%H%M%S}.tar"
    manifest = make_archive(home, urls, target.absolute(), at=now.isoformat(timespec="seconds"))
    size = target.stat().st_size / 2**20
    print(f"{target}: {len(manifest.parts)} files, {size:.1f} MB. It holds the keys: keep it like a key.")
    return target
