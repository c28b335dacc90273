"""`bench NAME [--json]`: measure; definitions and budgets stand with the figures."""

import argparse
import contextlib
import datetime as dt
import json
import os
import sys
from collections.abc import Iterator

from lienthong.runtime.bench.benches import NAMES, bench, takes_scale
from lienthong.runtime.bench.figure import Figure
from lienthong.runtime.bench.machine import machine


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./lienthong bench", description=__doc__)
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--runs", type=int, default=5, help="repetitions (%(default)s)")
    parser.add_argument(
        "--scale", type=float, help="measure in a simulated world of this scale; 1.0 is 1,000,000 cases"
    )
    options = parser.parse_args(arguments)
    if options.scale and not takes_scale(options.name):
        parser.error(f"bench {options.name} measures in no world of a scale")
    about = machine()
    with _progress_aside():
        scale = {"scale": options.scale} if options.scale else {}
        figures = bench(options.name)(options.runs, **scale)
    if options.json:
        print(json.dumps(_object(options.name, about, figures), ensure_ascii=False))
    else:
        print(_table(about, figures))
    return 0


@contextlib.contextmanager
def _progress_aside() -> Iterator[None]:
    """Let what a bench and its children say meanwhile go to the standard error: the figures stand alone."""
    sys.stdout.flush()
    ours = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(ours, 1)
        os.close(ours)


def _object(name: str, about: dict[str, object], figures: list[Figure]) -> dict[str, object]:
    now = dt.datetime.now(dt.UTC).astimezone()  # noqa: TID251 - a measurement is dated by the clock
    return {
        "bench": name,
        "at": now.isoformat(timespec="seconds"),
        "machine": about,
        "figures": [figure.as_json() for figure in figures],
    }


def _table(about: dict[str, object], figures: list[Figure]) -> str:
    words = {True: "within", False: "beyond", None: "no"}
    lines = [" ".join(f"{key}={value}" for key, value in about.items())]
    for figure in figures:
        budget = "" if figure.budget is None else f" {figure.budget:g}"
        lines.append(
            f"{figure.name:<24} {figure.as_json()['value']!s:>10} {figure.unit:<8}"
            f" {words[figure.within_budget()]} budget{budget}"
        )
    return "\n".join(lines)
