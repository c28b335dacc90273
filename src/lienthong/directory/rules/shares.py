"""How a whole passes through successions: exact fractions, day by day; nothing is lost, nothing made."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import groupby
from typing import Final, Generic, TypeVar

from django.utils.translation import gettext as _

from lienthong.kernel.refusals import Invalid

PLACES: Final = 10  # decimals of a share, as it is kept
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Step(Generic[K]):
    """On a day, a share of one passed into another."""

    on: date
    predecessor: K
    successor: K
    share: Fraction


@dataclass(frozen=True, slots=True)
class _Day(Generic[K]):
    """The steps of one day by predecessor, and who passes all on: keeps no part of its own."""

    steps: Mapping[K, list[Step[K]]]
    ending: frozenset[K]


def carry(
    holding: Mapping[K, Fraction], steps: Iterable[Step[K]], *, after: date, until: date
) -> dict[K, Fraction]:
    """Return who holds what on `until`, from what was held on `after`.

    Steps of one day happen at once, in whatever order they come: what a unit that ends passes on goes with it to the
    end of the chain, and stays with a unit that keeps a part of its own.
    The sum stays the same where the shares of every predecessor and day add up to one.
    """
    return _carried(holding, _days(steps, after, until))


def carry_each(
    units: Iterable[K], steps: Iterable[Step[K]], *, after: date, until: date
) -> dict[K, dict[K, Fraction]]:
    """Return, for each of these, who holds what of it on `until`; as `carry` does, for many."""
    days = _days(steps, after, until)
    return {unit: _carried({unit: Fraction(1)}, days) for unit in units}


def _days(steps: Iterable[Step[K]], after: date, until: date) -> list[_Day[K]]:
    taken = sorted((step for step in steps if after < step.on <= until), key=lambda step: step.on)
    return [_day(list(of_the_day)) for _on, of_the_day in groupby(taken, key=lambda step: step.on)]


def _day(steps: list[Step[K]]) -> _Day[K]:
    passing: dict[K, list[Step[K]]] = {}
    for step in steps:
        passing.setdefault(step.predecessor, []).append(step)
    keeping = {step.predecessor for step in steps if step.predecessor == step.successor}
    return _Day(passing, frozenset(passing.keys() - keeping))


def _carried(holding: Mapping[K, Fraction], days: Iterable[_Day[K]]) -> dict[K, Fraction]:
    held: dict[K, Fraction] = dict(holding)
    for day in days:
        held = _pass_on(held, day)
    return held


def _pass_on(held: dict[K, Fraction], day: _Day[K]) -> dict[K, Fraction]:
    left = {key: amount for key, amount in held.items() if key not in day.steps}
    moving = {key: amount for key, amount in held.items() if key in day.steps}
    for _link in day.steps:  # no chain has more links; what goes round in a ring stays somewhere in it
        if not moving:
            break
        further: dict[K, Fraction] = {}
        for key, amount in moving.items():
            for step in day.steps[key]:
                goes = further if step.successor in day.ending else left
                goes[step.successor] = goes.get(step.successor, Fraction()) + amount * step.share
        moving = further
    return {key: left.get(key, Fraction()) + moving.get(key, Fraction()) for key in {**left, **moving}}


def adds_up(shares: Iterable[Fraction]) -> bool:
    """Return whether the parts are a whole: each over 0, together exactly 1."""
    parts = list(shares)
    return bool(parts) and all(part > 0 for part in parts) and sum(parts) == 1


def share_of(said: object) -> Decimal:
    """Read a share as it is typed or sent: 0,4 or 0.4. Raises `Invalid` for what could not be kept as it was said."""
    try:
        share = Decimal(str(said).strip().replace(",", "."))
    except InvalidOperation:
        share = Decimal("NaN")
    if not share.is_finite() or not 0 < share <= 1 or share != round(share, PLACES):
        raise Invalid(
            _("Tỷ lệ viết như 0,4: lớn hơn 0, không quá 1, tối đa 10 chữ số thập phân."), field="parts"
        )
    return share
