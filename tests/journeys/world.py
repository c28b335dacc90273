"""The demo world, loaded once for all sites of a run; each starts from a copy of its database and its data folder.

`python -m tests.journeys.world FOLDER` loads it beforehand, for tests that are told of it by LIENTHONG_LOADED_WORLD.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg

from lienthong.runtime.home import CHECKOUT, Home
from lienthong.runtime.postgres.connection import Urls
from lienthong.runtime.postgres.throwaway import throwaway
from lienthong.runtime.preparing import ASSETS, SEVERAL, TABLES

GIVEN = "LIENTHONG_LOADED_WORLD"


def database(folder: Path) -> Path:
    return folder / "postgres"


def data(folder: Path) -> Path:
    return folder / "home"


def loaded(folder: Path) -> Path:
    """Load the world into `folder` unless it is there, and return the folder; who asks meanwhile waits."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            draft = folder.with_suffix(".draft")
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            _load(draft)
            draft.rename(folder)
    return folder


def _load(folder: Path) -> None:
    home = Home(data(folder)).make()
    home.secret_key()
    with throwaway(keep=database(folder)) as urls:
        environment = environment_of(home.root, urls) | {"LIENTHONG_ROLE": "owner"}
        command = [sys.executable, "-m", SEVERAL, *TABLES, *ASSETS, "load_demo"]
        done = subprocess.run(
            command, env=environment, cwd=CHECKOUT, text=True, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        with psycopg.connect(urls.owner_url) as connection:
            connection.execute("ANALYZE")  # copies plan well from their first page on


def environment_of(home: Path, urls: Urls) -> dict[str, str]:
    return os.environ | {
        "LIENTHONG_HOME": str(home),
        "DATABASE_URL": urls.app_url,
        "DATABASE_OWNER_URL": urls.owner_url,
        "DJANGO_SETTINGS_MODULE": "lienthong.web.settings",
    }


if __name__ == "__main__":
    loaded(Path(sys.argv[1]))
