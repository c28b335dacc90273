"""`restore FILE`: an archive into an empty data folder (LIENTHONG_HOME)."""

import argparse
from pathlib import Path

from lienthong.runtime.archive.restoring import restore_archive
from lienthong.runtime.home import Home
from lienthong.runtime.processes import standing


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./lienthong restore", description=__doc__)
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    home = Home.here().make()
    with standing.sole(home):
        manifest = restore_archive(home, options.file.absolute())
    print(f"Restored to {home.root}: {len(manifest.parts)} files, as of {manifest.at}.")
    print("Next: ./lienthong verify --against a file of checkpoints kept elsewhere, then ./lienthong serve.")
    return 0
