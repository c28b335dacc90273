"""Which of several heirs takes which work: the one in whose place it lies; the rest as the draft or the tree says."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from lienthong.casework.stakes import Stake
from lienthong.directory.participants import Reorganisation
from lienthong.directory.selectors import heirs_by_place, places_of_units, tree


def distributed(stakes: Sequence[Stake], change: Reorganisation) -> dict[UUID, list[Stake]]:
    """Return the stakes by who takes them. A unit that keeps a part keeps what no place gives to another.

    Work lies where it says, else where the unit lies that answers for it. Support and sight go the same way:
    whoever follows in the place goes on helping there. What the unit only gave to another agency, or follows there,
    goes with the rest: who does a job is not who gave it, and of a district that goes is not who it told what to do.
    """
    rule = change.distribution
    if rule is None:
        return {}
    lies = _where(_done_here(stakes, change), change) if rule.by_place else {}
    by_place = heirs_by_place(change, set(lies.values()))
    rest = change.unit_id if change.stays and not rule.chosen else rule.rest
    shared: dict[UUID, list[Stake]] = {}
    for stake in stakes:
        heir = by_place.get(lies[stake.case_id], rest) if stake.case_id in lies else rest
        shared.setdefault(heir, []).append(stake)
    return shared


def _done_here(stakes: Sequence[Stake], change: Reorganisation) -> list[Stake]:
    """Return what the unit's own agency does, or the unit does for another; not what it gave away."""
    units = tree(change.on - timedelta(days=1))
    agency = units.agency_of(change.unit_id)
    return [one for one in stakes if not one.is_above or units.agency_of(one.holder_id) == agency]


def _where(stakes: Sequence[Stake], change: Reorganisation) -> dict[UUID, UUID]:
    """Return where the work of each case lies, if it lies anywhere."""
    silent = {stake.holder_id for stake in stakes if stake.place_id is None}
    seats = places_of_units(silent, change.on)
    found = {stake.case_id: stake.place_id or seats.get(stake.holder_id) for stake in stakes}
    return {case: place for case, place in found.items() if place is not None}
