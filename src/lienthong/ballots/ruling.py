"""Which rule a kind of body had on a day: dated data with its source, `data/rules.csv`."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from lienthong.ballots.rules import Base, Rule, Share

TABLE: Final = Path(__file__).parent / "data" / "rules.csv"
SEATS: Final = "seats"
FIRST: Final = "first"


@dataclass(frozen=True, slots=True)
class Charter:
    """The rule of kinds of bodies, who its members are, which kinds of offices keep its ballots, and the source.

    `members` are profiles of posts, or `SEATS`; `chair` is the profile of the chair, or `FIRST` of the seats.
    """

    kinds: frozenset[str]
    members: frozenset[str]
    chair: str
    offices: frozenset[str]
    rule: Rule
    shown_to_all: bool
    since: date
    until: date | None
    source: str

    @property
    def by_seats(self) -> bool:
        return SEATS in self.members


def charter_of(kind: str, day: date) -> Charter | None:
    """Return by what a kind of unit decides on the day; None when it does not work collectively."""
    return next(
        (one for one in charters() if kind in one.kinds and one.since <= day and not _is_over(one, day)), None
    )


@cache
def charters() -> tuple[Charter, ...]:
    """Return every row of the table. Raises `ValueError` for one that cannot be read or is no majority."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(_charter(row) for row in csv.DictReader(lines))


def _charter(row: dict[str, str]) -> Charter:
    rule = Rule(
        quorum=Share.read(row["quorum"]),
        majority=Share.read(row["majority"]),
        majority_of=Base(row["majority_of"]),
        tie_by_chair={"chair": True, "none": False}[row["tie"]],
    )
    return Charter(
        kinds=frozenset(row["kinds"].split(";")),
        members=frozenset(row["members"].split(";")),
        chair=row["chair"],
        offices=frozenset(filter(None, row["offices"].split(";"))),
        rule=rule,
        shown_to_all={"members": False, "all": True}[row["votes_shown"]],
        since=date.fromisoformat(row["from"]),
        until=date.fromisoformat(row["to"]) if row["to"] else None,
        source=row["source"],
    )


def _is_over(charter: Charter, day: date) -> bool:
    return charter.until is not None and charter.until <= day
