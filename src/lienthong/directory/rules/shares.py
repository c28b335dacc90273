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


def carry(
    holding: Mapping[K, Fraction], steps: Iterable[Step[K]], *, after: date, until: date
) -> dict[K, Fraction]:
    """Return who holds what on `until`, from what was held on `after`.

    Steps of one day happen at once, in whatever order they come: what a unit that ends passes on goes with it to the
    end of the chain, and stays with a unit that keeps a part of its own.
    The sum stays the same where the shares of every predecessor and day add up to one.
    """
    taken = sorted((step for step in steps if after < step.on <= until), key=lambda step: step.on)
    held: dict[K, Fraction] = dict(holding)
    for _day, of_the_day in groupby(taken, key=lambda step: step.on):
        held = _pass_on(held, list(of_the_day))
    return held


def _pass_on(held: dict[K, Fraction], steps: list[Step[K]]) -> dict[K, Fraction]:
    passing = {step.predecessor for step in steps}
    ending = passing - {step.predecessor for step in steps if step.predecessor == step.successor}
    left = {key: amount for key, amount in held.items() if key not in passing}
    moving = {key: amount for key, amount in held.items() if key in passing}
    for _link in range(len(passing)):
        further: dict[K, Fraction] = {}
        for step in steps:
            if step.predecessor in moving:
                goes = further if step.successor in ending else left
                part = moving[step.predecessor] * step.share
                goes[step.successor] = goes.get(step.successor, Fraction()) + part
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
