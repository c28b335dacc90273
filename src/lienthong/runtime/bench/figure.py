"""A figure: a number with its name, its unit, the better direction and what it should not pass."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """One measured number.

    Args:
        name: as in the list of benches, with its unit at the end where it has one.
        value: the median of `runs`.
        unit: s, ms, queries, /s, ratio.
        better: which way is better.
        budget: what it should reach, or stay below.
        runs: how many times it was measured.
        counts: what exactly is counted, warm or cold, how many rows.
    """

    name: str
    value: float
    unit: str
    better: Literal["lower", "higher"]
    budget: float | None = None
    runs: int = 1
    counts: str = ""

    def within_budget(self) -> bool | None:
        if self.budget is None:
            return None
        return self.value <= self.budget if self.better == "lower" else self.value >= self.budget

    def as_json(self) -> dict[str, object]:
        """Return it for printing, to four digits; a machine is not more exact than that."""
        rounded = float(f"{self.value:.4g}")
        said = {key: value for key, value in asdict(self).items() if value not in (None, "")}
        return {**said, "value": int(rounded) if rounded.is_integer() else rounded}


def median_of(runs: int, measure: Callable[[], float]) -> float:
    return median(measure() for _ in range(runs))
