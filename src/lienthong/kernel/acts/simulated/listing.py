"""What an area lists so that its histories can be multiplied: its tables with their keys, and what its acts say.

Keys, moments and days are known by the types of the columns; only what reads otherwise is named.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.db import models

Detail = dict[str, Any]


class Shift(Protocol):
    """From the time of a history to the time of its copy. Order is kept: what came later comes later."""

    def moment(self, moment: datetime) -> datetime:
        """Move a moment at which something was done."""

    def day(self, day: date) -> date:
        """Move a day that was named, for instance of a document."""

    def due(self, due: datetime) -> datetime:
        """Move a deadline."""

    def term(self, term: str) -> str:
        """Move the days that a deadline in words names."""

    def year(self, day: date) -> date:
        """Move an end of a period of the calendar, by whole years."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows belong to cases: `of` leads to the case, or to a row of a table with a lower `order`."""

    model: type[models.Model]
    of: str
    order: int
    dues: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """What the detail of an area's acts says: by name, which texts are moments, days, deadlines, ends of periods.

    `corrected` puts right, by verb, what follows from the others (whether a deadline was kept).
    """

    moments: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    dues: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    periods: frozenset[str] = frozenset()
    corrected: Mapping[str, Callable[[Detail], Detail]] = field(default_factory=dict)


@dataclass
class Listed:
    """The register; an instance, so that tests make their own."""

    by_order: list[Table] = field(default_factory=list)
    details: dict[str, Said] = field(default_factory=dict)

    def tables(self, *tables: Table) -> None:
        self.by_order = sorted([*self.by_order, *tables], key=lambda table: table.order)

    def acts(self, area: str, said: Said) -> None:
        if self.details.setdefault(area, said) != said:
            raise ValueError(f"{area} is already listed")

    def of_verb(self, verb: str) -> Said:
        """Return how the acts of an area read. Raises `LookupError` for an area that did not list its own."""
        return self.details[verb.split(".", maxsplit=1)[0]]


listed = Listed()
