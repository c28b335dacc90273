"""Lengths of working time: so many working days and so much time of work."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Amount:
    """Working days (as long as the calendar says a day is) and time of work, together; never negative."""

    days: Fraction = Fraction(0)
    time: timedelta = timedelta(0)

    def __post_init__(self) -> None:
        if self.days < 0 or self.time < timedelta(0):
            raise ValueError("an amount of working time is not negative; subtract it instead")

    def seconds(self, day_seconds: int) -> int:
        """Return whole seconds of work when a working day has `day_seconds`."""
        days = self.days
        counted = days.numerator * day_seconds if days.denominator == 1 else round(days * day_seconds)
        return counted + self.time // _SECOND

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.days + other.days, self.time + other.time)


def working_days(count: Fraction | int) -> Amount:
    return Amount(days=Fraction(count))


def working_hours(count: Fraction | int) -> Amount:
    return Amount(time=timedelta(seconds=round(Fraction(count) * 3600)))


def working_time(time: timedelta) -> Amount:
    return Amount(time=time)
