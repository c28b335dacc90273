"""The list of benches. Each is a module of its own with `figures(runs) -> list[Figure]`."""

import importlib
from collections.abc import Callable

from lienthong.runtime.bench.figure import Figure

NAMES = ("start", "acts", "ledger", "clock", "figures", "world")


def bench(name: str) -> Callable[[int], list[Figure]]:
    function: Callable[[int], list[Figure]] = importlib.import_module(
        f"lienthong.runtime.bench.{name}"
    ).figures
    return function
