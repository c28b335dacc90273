"""`bench growth`: how lists, search, an act and an indicator grow from a world to one four and sixteen times as large.

Each world in a process of its own, because each is another database. A ratio of 1 is no growth; of 16, as the rows.
"""

import json
import os
import subprocess
import sys
from typing import Final

from lienthong.runtime.bench.figure import Figure

SCALE: Final = 1.0  # the largest; the others are a fourth and a sixteenth of it
STEPS: Final = (1, 4, 16)
OF_INBOX: Final = ("first_page_p95_ms", "deep_page_p95_ms", "number_p95_ms", "words_p95_ms", "inbox_p95_ms")
FOLLOWED: Final = {
    "inbox": OF_INBOX,
    "acts": ("cpu_ms_per_act", "queries_per_act"),
    "figures": ("one_indicator_ms", "drilldown_ms"),
}


def figures(runs: int, scale: float = SCALE) -> list[Figure]:
    """Run the other benches in worlds of three sizes; each is built if it is not there."""
    found = [_measured(scale * step / STEPS[-1], runs) for step in STEPS]
    return [
        figure
        for names in FOLLOWED.values()
        for name in names
        for figure in _of(name, [one[name] for one in found], scale, runs)
    ]


def _of(name: str, values: list[float], scale: float, runs: int) -> list[Figure]:
    sizes = " / ".join(f"{1_000_000 * scale * step / STEPS[-1]:,.0f}" for step in STEPS)
    said = " / ".join(f"{value:.1f}" for value in values)
    return [
        Figure(
            f"{name}_x{step}", value / values[0], "ratio", "lower", None, runs, f"{said} with {sizes} cases"
        )
        for step, value in zip(STEPS[1:], values[1:], strict=True)
    ]


def _measured(scale: float, runs: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for bench in FOLLOWED:
        command = [sys.executable, "-m", "lienthong.runtime", "bench", bench, "--json"]
        said = subprocess.run(
            [*command, "--runs", str(runs), "--scale", str(scale)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ,
        ).stdout
        found |= {figure["name"]: figure["value"] for figure in json.loads(said)["figures"]}
    return found
