"""`bench start`: from the command to the first answer of the demo, packages being there; then once more."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterable

from lienthong.runtime.bench.figure import Figure, median_of
from lienthong.runtime.home import CHECKOUT, Home
from lienthong.runtime.trouble import Trouble

FIRST_BUDGET_S = 90
SECOND_BUDGET_S = 5
PORT = "18000"


def figures(runs: int) -> list[Figure]:
    home = Home(Home.here().make().root / "bench-start")
    shutil.rmtree(home.root, ignore_errors=True)
    try:
        first = _start(home)
        second = median_of(runs, lambda: _start(home))
    finally:
        shutil.rmtree(home.root, ignore_errors=True)
    return [
        Figure(
            "first_start_s", first, "s", "lower", FIRST_BUDGET_S, 1,
            "database, tables, assets, demo world, web; packages already installed, data folder empty",
        ),
        Figure(
            "second_start_s", second, "s", "lower", SECOND_BUDGET_S, runs,
            "the whole command until the web answers, everything being there",
        ),
    ]  # fmt: skip


def _start(home: Home) -> float:
    """Return seconds from the command until its word that the web answers."""
    command = [str(CHECKOUT / "lienthong"), "demo", "--leave-when-ready", "--port", PORT]
    environment = {**os.environ, "LIENTHONG_HOME": str(home.root)}
    began = time.monotonic()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as started:
        said: Iterable[str] = started.stdout or []
        ready = next((time.monotonic() - began for line in said if "is ready: http" in line), None)
        for _ in said:
            pass
    if ready is None:
        raise Trouble("The demo did not start; run ./lienthong demo to see why.")
    return ready
