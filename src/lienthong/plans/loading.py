"""Reading a plan's items from our table into rows; once, by one act."""

import csv
import hashlib
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.refusals import Invalid
from lienthong.plans.models import Plan, PlanItem
from lienthong.plans.policies import may_edit

DATA = Path(__file__).parent / "data"
Row = dict[str, str]


@action
def load_plan(folder: Path = DATA, *, by: Actor, at: datetime) -> Plan:
    """Write down a plan and its items. Raises `Invalid` when a plan of this code is there already."""
    may_edit(by).or_raise()
    row = rows_of(folder / "plan.csv")[0]
    if Plan.objects.filter(code=row["code"]).exists():
        raise Invalid(_("Kế hoạch này đã được nhập."), field="code")
    plan = Plan.objects.create(
        code=row["code"],
        title=row["title"],
        title_en=row["title_en"],
        number=row["number"],
        issuer=row["issuer"],
        issued_on=_day(row["issued_on"]),
        basis=row["basis"],
        during=_range(row["period_from"], row["period_to"]),
        assumed=row["assumed"],
        source=row["source"],
    )
    rows = rows_of(folder / "tasks.csv")
    PlanItem.objects.bulk_create([_item(plan, ordinal, row) for ordinal, row in enumerate(rows, start=1)])
    sha256 = hashlib.sha256((folder / "tasks.csv").read_bytes()).hexdigest()
    record("plans.load", subject=plan, by=by, at=at, detail={"items": len(rows), "sha256": sha256})
    return plan


def _item(plan: Plan, ordinal: int, row: Row) -> PlanItem:
    return PlanItem(
        plan=plan,
        ordinal=ordinal,
        code=row["code"],
        section=row["section"],
        section_title=row["section_title"],
        paragraph=int(row["paragraph"]),
        wording=row["wording"],
        wording_en=row["wording_en"],
        leads=codes(row["lead"]),
        lead_stated=row["lead_stated"] == "yes",
        executors=row["executor"],
        supporting=codes(row["supporting"]),
        monitoring=row["monitoring"],
        kind=row["kind"],
        recurrence=row["recurrence"],
        due_on=_day(row["deadline"]),
        output=row["output"],
        output_en=row["output_en"],
        output_kind=row["output_kind"],
        field=row["field"],
        note=row["note"],
        source_line=int(row["source_line"]) if row["source_line"] else None,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _range(first: str, last: str) -> DateRange:
    """Return the days from the first to the last, both included."""
    return DateRange(date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1))


def codes(text: str) -> list[str]:
    return [code for code in text.split(";") if code]


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
