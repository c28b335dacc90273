"""Part of the facts: some units, classes, values of a dimension. A figure and its rows share it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.kernel.refusals import Invalid
from lienthong.measures.indicators import Indicator


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is kept; None keeps everything. `values` are values of dimensions by the dimension's name."""

    units: tuple[UUID, ...] | None = None
    classes: tuple[str, ...] | None = None
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of_classes(self, *classes: str) -> Self:
        """Return the same, of these classes only."""
        return replace(self, classes=classes)

    def check(self, indicator: Indicator) -> None:
        """Raise `Invalid` for a class or dimension that the indicator does not know."""
        _check(set(self.classes or ()) <= {*indicator.classes}, "class")
        for name in self.values:
            _check(name in indicator.dimensions, name)

    def keeps(self, indicator: Indicator, group: tuple[Any, ...]) -> bool:
        """Say whether a group (unit, values of the dimensions in their order) is kept."""
        unit, *found = group
        return (self.units is None or unit in self.units) and all(
            value in self.values.get(name, (value,))
            for name, value in zip(indicator.dimensions, found, strict=True)
        )

    def of(self, counts: Mapping[str, int]) -> Mapping[str, int]:
        """Return the counts of the classes that are kept."""
        if self.classes is None:
            return counts
        return {name: count for name, count in counts.items() if name in self.classes}

    def condition(self, indicator: Indicator) -> tuple[str, dict[str, Any]]:
        """Return SQL over the facts, with parameters. Raises `Invalid` for an unknown class or dimension."""
        self.check(indicator)
        conditions, parameters = ["true"], dict[str, Any]()
        if self.units is not None:
            conditions.append("unit_id = ANY(%(units)s)")
            parameters["units"] = list(self.units)
        if self.classes is not None:
            conditions.append("class = ANY(%(classes)s)")
            parameters["classes"] = list(self.classes)
        for name, values in self.values.items():
            conditions.append(f"{name} = ANY(%({name})s)")
            parameters[name] = list(values)
        return " AND ".join(conditions), parameters


EVERYTHING = Narrowing()


def _check(known: bool, field: str) -> None:  # noqa: FBT001 - one word of a condition
    if not known:
        raise Invalid(_("Số liệu này không chia theo cách được chọn."), field=field)
