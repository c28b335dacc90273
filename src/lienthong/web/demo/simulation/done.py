"""How much was written: by a step, by a process, in all."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Done:
    """Acts, the cases they belong to, and all rows of those; in how many seconds of one process the acts."""

    acts: int = 0
    cases: int = 0
    rows: int = 0
    acts_s: float = 0
