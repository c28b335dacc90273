"""Entered figures of units in the boundaries of another day: amounts are carried by shares, never the ratio."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.refusals import Verdict, allow, deny
from lienthong.measures.asking import Period
from lienthong.measures.boundaries import UnitsOfDay
from lienthong.measures.entered import Entered
from lienthong.measures.indicators import Count
from lienthong.measures.models import Adding, Definition
from lienthong.measures.rules.values import value_of

WHY_NOT: Final = {
    Adding.EXISTS: _("Chỉ tiêu này đếm đơn vị có hay không; một đơn vị không chia được cho nhiều đơn vị."),
    Adding.FORMULA: _("Chỉ tiêu này tính lại ở từng cấp, không cộng được; chỉ đọc theo tổ chức khi đó."),
}


@dataclass(frozen=True, slots=True)
class Carried:
    """What a unit of another day holds of amounts that were entered for the units before it."""

    unit_id: UUID
    numerator: Fraction
    denominator: Fraction | None
    rule: str
    origins: tuple[UUID, ...]

    @property
    def value(self) -> Fraction | None:
        return value_of(self.rule, self.numerator, self.denominator)


def may_carry(definition: Definition) -> Verdict:
    """Say whether figures of this indicator can be read in other boundaries; if not, why."""
    reason = WHY_NOT.get(Adding(definition.adds))
    return deny(reason) if reason else allow()


def carried_parts(
    parts: Mapping[UUID, Entered], definition: Definition, period: Period, later: UnitsOfDay
) -> list[Carried]:
    """Return the parts of a period as those of other units: sums of shares, over sums of shares.

    What a unit reports of a period is of the unit as it stood at its end, or when it ended.
    """
    amounts = {(unit, 0): _amounts(entry) for unit, entry in parts.items()}
    moved = later.spread(amounts, [period.end - timedelta(days=1)])
    return [
        Carried(
            unit,
            Fraction(held.counts["numerator"]),
            Fraction(held.counts["denominator"]) if "denominator" in held.counts else None,
            definition.rule,
            held.units,
        )
        for unit, held in moved.items()
    ]


def _amounts(entry: Entered) -> dict[str, Count]:
    found: dict[str, Count] = {"numerator": entry.numerator}
    return found if entry.denominator is None else found | {"denominator": entry.denominator}
