"""The list of benches. Each is a module of its own with `figures(runs) -> list[Figure]`.

One that measures in a world of any size takes its `scale` too.
"""

import importlib
import inspect
from collections.abc import Callable

from lienthong.runtime.bench.figure import Figure

NAMES = ("start", "acts", "ledger", "clock", "figures", "world", "inbox", "growth", "reorganisation")


def bench(name: str) -> Callable[..., list[Figure]]:
    function: Callable[..., list[Figure]] = importlib.import_module(f"lienthong.runtime.bench.{name}").figures
    return function


def takes_scale(name: str) -> bool:
    return "scale" in inspect.signature(bench(name)).parameters
