"""Why a figure is missing: said by an act for a unit and a period, read as of a head of the ledger.

It no longer stands as soon as the head knows a figure of the same unit and period.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.keys import new_key
from lienthong.kernel.languages import either
from lienthong.kernel.refusals import Invalid, must_say
from lienthong.measures.asking import AsOf
from lienthong.measures.checking import check_place
from lienthong.measures.models import Absence, Definition, Entry
from lienthong.measures.policies import may_enter
from lienthong.measures.regimes import CALENDAR

ABSENT: Final = """
SELECT DISTINCT ON (d.code, a.unit_id, a.period) d.code, a.unit_id, a.period, a.reason, a.reason_en, a.act_id
FROM measures_absence a
JOIN measures_definition d ON d.id = a.definition_id
JOIN acts_entry e ON e.act_id = a.act_id AND e.position < %(size)s
WHERE d.code = ANY(%(codes)s) AND a.regime = %(regime)s AND NOT EXISTS (
    SELECT FROM measures_entry n
    JOIN measures_definition m ON m.id = n.definition_id AND m.code = d.code
    JOIN acts_entry f ON f.act_id = n.act_id AND f.position < %(size)s
    WHERE n.unit_id = a.unit_id AND n.period = a.period AND n.regime = a.regime
)
ORDER BY d.code, a.unit_id, a.period, e.position DESC
"""


@dataclass(frozen=True, slots=True)
class Absent:
    """Why there is no figure of a unit and period, as it was last said."""

    code: str
    unit_id: UUID
    period: str
    reason: str
    reason_en: str
    act_id: UUID

    @property
    def words(self) -> str:
        return either(self.reason, self.reason_en)


@action
def say_absent(
    definition: Definition, unit_id: UUID, period: str, *, reason: str, by: Actor, at: datetime
) -> Absence:
    """Say why there is no figure. Raises `Invalid` with its field: no such period, no reason, a figure is there."""
    may_enter(by, definition, at=at).or_raise()
    return say_absent_in(definition, unit_id, period, reason=reason, by=by, at=at)


def say_absent_in(
    definition: Definition,
    unit_id: UUID,
    period: str,
    *,
    reason: str,
    reason_en: str = "",
    by: Actor,
    at: datetime,
) -> Absence:
    """Say so inside another action, which has asked whether the actor may."""
    reason = must_say(reason, _("Phải nêu lý do chưa có số liệu."), "reason")
    check_place(definition, unit_id, period, local_day(at), regime=CALENDAR.code)
    place = {"unit_id": unit_id, "regime": CALENDAR.code, "period": period}
    if Entry.objects.filter(definition__code=definition.code, **place).exists():
        raise Invalid(_("Kỳ này đã có số liệu; hãy đính chính số liệu đó nếu cần."), field="period")
    row = Absence(id=new_key(), definition=definition, reason=reason, reason_en=reason_en, at=at, **place)
    detail = {"code": definition.code, "unit": str(unit_id), "period": period, "reason": reason}
    row.act_id = record("measures.say_absent", subject=row, by=by, at=at, detail=detail).id
    row.save(force_insert=True)
    return row


def absent(codes: Collection[str], as_of: AsOf, *, regime: str = CALENDAR.code) -> list[Absent]:
    """Return what is said to be missing of these indicators and still is, as the head knows it; one scan."""
    with connection.cursor() as cursor:
        cursor.execute(ABSENT, {"codes": list(codes), "size": as_of.size, "regime": regime})
        return [Absent(*row) for row in cursor.fetchall()]
