"""Counting tasks: the official completion rate. Pure."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Completion:
    """Tasks of a period, in the four classes of the Government Office's yearly report (1270/BC-TCTTTg, 2017)."""

    done_on_time: int = 0
    done_late: int = 0
    open_within: int = 0
    open_overdue: int = 0

    @property
    def done(self) -> int:
        return self.done_on_time + self.done_late

    @property
    def total(self) -> int:
        return self.done + self.open_within + self.open_overdue

    @property
    def rate(self) -> Fraction | None:
        """Done over done plus overdue; work still within its time does not count. None when nothing counts."""
        counted = self.done + self.open_overdue
        return Fraction(self.done, counted) if counted else None

    def __add__(self, other: "Completion") -> "Completion":
        return Completion(
            self.done_on_time + other.done_on_time,
            self.done_late + other.done_late,
            self.open_within + other.open_within,
            self.open_overdue + other.open_overdue,
        )
