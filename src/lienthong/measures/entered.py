"""Reading entered figures as of a head of the ledger: what it knows, less what it knows revised."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from django.db import connection

from lienthong.measures.asking import AsOf
from lienthong.measures.models import Maturity
from lienthong.measures.rules.values import value_of

# The revising entry must be known too: as of an older head the old figure still stands.
ENTERED: Final = """
SELECT n.id, d.code, d.version, d.rule, n.unit_id, n.period, n.numerator, n.denominator, n.kind, n.maturity,
    n.source, n.source_en, n.reason, n.reason_en, n.revises_id, n.act_id, n.at, e.position,
    later.id IS NOT NULL AS revised
FROM measures_entry n
JOIN measures_definition d ON d.id = n.definition_id
JOIN acts_entry e ON e.act_id = n.act_id AND e.position < %(size)s
LEFT JOIN (
    SELECT r.id, r.revises_id FROM measures_entry r
    JOIN acts_entry f ON f.act_id = r.act_id AND f.position < %(size)s
) later ON later.revises_id = n.id
WHERE d.code = ANY(%(codes)s) AND n.regime = %(regime)s
ORDER BY d.code, n.period, n.at, n.id
"""
RANK: Final = {maturity: rank for rank, maturity in enumerate(Maturity.values)}


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry as it is read; `revised` entries stay readable beside the one that took their place."""

    id: UUID
    code: str
    version: int
    rule: str
    unit_id: UUID
    period: str
    numerator: Fraction
    denominator: Fraction | None
    kind: str
    maturity: str
    source: str
    source_en: str
    reason: str
    reason_en: str
    revises_id: UUID | None
    act_id: UUID
    at: datetime
    position: int
    revised: bool

    @property
    def value(self) -> Fraction | None:
        return value_of(self.rule, self.numerator, self.denominator)


def entered(codes: Collection[str], as_of: AsOf, *, regime: str = "calendar") -> list[Entered]:
    """Return every entry of these indicators that the head knows, by code, period and time; one scan."""
    with connection.cursor() as cursor:
        cursor.execute(ENTERED, {"codes": list(codes), "size": as_of.size, "regime": regime})
        return [_read(row) for row in cursor.fetchall()]


def best(found: Collection[Entered]) -> Entered | None:
    """Return the one that counts of a unit and period: the most mature that was not revised."""
    standing = [entry for entry in found if not entry.revised]
    return max(standing, key=lambda entry: (RANK[entry.maturity], entry.at, entry.id), default=None)


def _read(row: Sequence[Any]) -> Entered:
    """Return the row of the query with exact amounts."""
    values = list(row)
    values[6:8] = [None if amount is None else Fraction(amount) for amount in values[6:8]]
    return Entered(*values)
