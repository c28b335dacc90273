"""Which profile of posts may do what, from our dated table; what it no longer says is not believed."""

import csv
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.access.models import ProfileCapability
from lienthong.access.words import SET_CAPABILITIES
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.refusals import Invalid

TABLE = Path(__file__).parent / "data" / "capabilities.csv"
SUBJECT = ("access.profilecapability", UUID(int=0))  # the whole table, not a row
Row = tuple[str, str, str, DateRange]  # profile, tier, capability, days


@action
def load_capabilities(path: Path = TABLE, *, by: Actor, at: datetime) -> int:
    """Make the powers those of the table, as one act. Returns how many rows changed.

    Raises `Invalid` for a capability that does not exist or a row that says nothing.
    """
    wanted = set(read(path))
    believed = {
        (row.profile, row.tier, row.capability, row.during): row.pk
        for row in ProfileCapability.objects.believed()
    }
    gone = sorted(believed.keys() - wanted, key=_words)
    new = sorted(wanted - believed.keys(), key=_words)
    if not gone and not new:
        return 0
    ProfileCapability.objects.filter(pk__in=[believed[row] for row in gone]).update(known_to=at)
    ProfileCapability.objects.bulk_create(
        ProfileCapability(profile=profile, tier=tier, capability=capability, during=during, known_from=at)
        for profile, tier, capability, during in new
    )
    detail = {"given": [_words(row) for row in new], "withdrawn": [_words(row) for row in gone]}
    record(SET_CAPABILITIES, subject=SUBJECT, by=by, at=at, detail=detail)
    return len(gone) + len(new)


def read(path: Path = TABLE) -> list[Row]:
    """Return the table as rows."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [row for number, line in enumerate(csv.DictReader(lines), 2) for row in _rows(number, line)]


def _rows(number: int, line: dict[str, str]) -> list[Row]:
    try:
        during = DateRange(_day(line["from"]), _day(line["to"]))
        capabilities = [Capability(word) for word in line["capabilities"].split(";")]
    except (KeyError, ValueError, AttributeError) as wrong:
        raise _unreadable(number) from wrong
    if during.lower and during.upper and during.lower >= during.upper:
        raise _unreadable(number)
    return [(line["profile"], line["tier"], str(capability), during) for capability in capabilities]


def _unreadable(number: int) -> Invalid:
    return Invalid(_("Bảng quyền: dòng %(number)d không đọc được.") % {"number": number})


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _words(row: Row) -> str:
    profile, tier, capability, during = row
    return (
        f"{' '.join(filter(None, [profile, tier]))}: {capability} {during.lower or ''}/{during.upper or ''}"
    )
