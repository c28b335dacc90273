"""The standing rules of signing that the law gives, from our dated table; what it no longer says is not believed."""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.access.models import Bound, Capacity, Principal, SigningRule
from lienthong.access.words import SET_SIGNING_RULES
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.refusals import Invalid

TABLE: Final = Path(__file__).parents[1] / "data" / "signing.csv"
SUBJECT: Final = (
    "access.signingrule",
    UUID(int=0),
)  # the law's rules together; an agency's own have rows of theirs
COLUMNS: Final = (
    "profile",
    "kind",
    "principal",
    "heads",
    "capacity",
    "capabilities",
    "bound",
    "source",
    "during",
)
Row = tuple[Any, ...]


@action
def load_signing_rules(path: Path = TABLE, *, by: Actor, at: datetime) -> int:
    """Make the law's rules those of the table, as one act. Returns how many rows changed.

    Raises `Invalid` for a row that says nothing or names a capacity or capability that does not exist.
    """
    wanted = set(read(path))
    lawful = SigningRule.objects.believed().filter(post__isnull=True)
    believed = {_row_of(rule): rule.pk for rule in lawful}
    gone, new = sorted(believed.keys() - wanted, key=str), sorted(wanted - believed.keys(), key=str)
    if not gone and not new:
        return 0
    SigningRule.objects.filter(pk__in=[believed[row] for row in gone]).update(known_to=at)
    SigningRule.objects.bulk_create([SigningRule(**_values(row), known_from=at) for row in new])
    detail = {"given": [_words(row) for row in new], "withdrawn": [_words(row) for row in gone]}
    record(SET_SIGNING_RULES, subject=SUBJECT, by=by, at=at, detail=detail)
    return len(gone) + len(new)


def read(path: Path = TABLE) -> list[Row]:
    """Return the table as rows, in the order of `COLUMNS`."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [_row(number, line) for number, line in enumerate(csv.DictReader(lines), 2)]


def _row(number: int, line: dict[str, str]) -> Row:
    try:
        return (
            line["profile"],
            line["kind"],
            Principal(line["principal"]).value,
            tuple(filter(None, line["heads"].split(";"))),
            Capacity(line["capacity"]).value,
            tuple(Capability(word).value for word in line["capabilities"].split(";")),
            Bound(line["bound"]).value,
            line["source"],
            DateRange(
                date.fromisoformat(line["from"]), date.fromisoformat(line["to"]) if line["to"] else None
            ),
        )
    except (KeyError, ValueError, AttributeError) as wrong:
        raise Invalid(
            _("Bảng thẩm quyền ký: dòng %(number)d không đọc được.") % {"number": number}
        ) from wrong


def _row_of(rule: SigningRule) -> Row:
    return tuple(_plain(getattr(rule, name)) for name in COLUMNS)


def _values(row: Row) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in zip(COLUMNS, row, strict=True)
    }


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _words(row: Row) -> str:
    values = dict(zip(COLUMNS, row, strict=True))
    since, until = values["during"].lower, values["during"].upper or ""
    who = " ".join(filter(None, [values["profile"], values["kind"]]))
    return f"{who}: {values['capacity']} {';'.join(values['capabilities'])} {since}/{until}"
