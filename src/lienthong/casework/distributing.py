"""Which of several heirs takes which work: the one in whose place it lies; the rest as the draft or the tree says."""

from collections.abc import Sequence
from uuid import UUID

from lienthong.casework.stakes import Stake
from lienthong.directory.participants import Reorganisation
from lienthong.directory.selectors import heirs_by_place


def distributed(stakes: Sequence[Stake], change: Reorganisation) -> dict[UUID, list[Stake]]:
    """Return the stakes by who takes them. A unit that keeps a part keeps what no place gives to another.

    Support and sight go the same way: whoever follows in the place goes on helping there.
    """
    rule = change.distribution
    if rule is None:
        return {}
    by_place = heirs_by_place(change, {stake.place_id for stake in stakes if stake.place_id})
    rest = change.unit_id if change.stays and not rule.chosen else rule.rest
    shared: dict[UUID, list[Stake]] = {}
    for stake in stakes:
        heir = by_place.get(stake.place_id, rest) if stake.place_id else rest
        shared.setdefault(heir, []).append(stake)
    return shared
