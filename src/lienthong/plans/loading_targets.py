"""Reading a plan's goals and targets from our tables into rows, with what measures them; once, by one act."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.refusals import Invalid
from lienthong.measures.defining import Meaning, define_in
from lienthong.plans.loading import DATA, Row, codes, rows_of
from lienthong.plans.models import Goal, Plan, Serving, Target
from lienthong.plans.policies import may_edit

BOTH = ("unit", "numerator", "denominator", "measured_from")


@action
def load_targets(plan: Plan, folder: Path = DATA, *, by: Actor, at: datetime) -> None:
    """Write down goals, targets, indicators beside them and what serves them. Raises `Invalid` a second time."""
    may_edit(by).or_raise()
    if plan.targets.exists():
        raise Invalid(_("Chỉ tiêu của kế hoạch này đã được nhập."), field="code")
    goals = {row["code"]: _goal(plan, row) for row in rows_of(folder / "goals.csv")}
    Goal.objects.bulk_create(goals.values())
    rows, watched = rows_of(folder / "targets.csv"), rows_of(folder / "watched.csv")
    define_in([_meaning(row) for row in (*rows, *watched)], by=by, at=at)
    targets = {row["code"]: _target(plan, row, goals) for row in rows}
    Target.objects.bulk_create(targets.values())
    items = dict(plan.items.values_list("code", "pk"))
    links = [_serving(row, items, targets) for row in rows_of(folder / "links.csv")]
    Serving.objects.bulk_create(links)
    detail = {"goals": len(goals), "targets": len(targets), "watched": len(watched), "links": len(links)}
    record("plans.load_targets", subject=plan, by=by, at=at, detail=detail)


def _goal(plan: Plan, row: Row) -> Goal:
    return Goal(
        plan=plan,
        code=row["code"],
        ordinal=int(row["ordinal"]),
        section=row["section"],
        paragraph=int(row["paragraph"]),
        wording=row["wording"],
        wording_en=row["wording_en"],
    )


def _meaning(row: Row) -> Meaning:
    both = {f"{name}{tail}": row[f"{name}{tail}"] for name in BOTH for tail in ("", "_en")}
    optional = ("formula", "formula_en", "open_question", "open_question_en")
    return Meaning(
        code=row["code"],
        words=row["wording"],
        words_en=row["wording_en"],
        rule=row["value"],
        adds=row["adds"],
        measured_by=row["measured_by"],
        frequency=row["frequency"],
        **both,
        **{name: row.get(name, "") for name in optional},
    )


def _target(plan: Plan, row: Row, goals: dict[str, Goal]) -> Target:
    return Target(
        plan=plan,
        goal=goals.get(row["goal"]),
        code=row["code"],
        indicator=row["code"],
        ordinal=int(row["ordinal"]),
        section=row["section"],
        paragraph=int(row["paragraph"]),
        wording=row["wording"],
        wording_en=row["wording_en"],
        operator=row["operator"],
        threshold=Decimal(row["threshold"]),
        threshold_stated=row["threshold_stated"] == "yes",
        exceeded=_number(row["exceeded"]),
        direction=row["direction"],
        by_year=None if row["by"] == "yearly" else int(row["by"]),
        baseline=_number(row["baseline"]),
        baseline_period=row["baseline_period"],
        steps=dict(step.split(":") for step in codes(row["steps"])),
        scope=row["scope"],
        scope_en=row["scope_en"],
        light=row["light"],
        light_en=row["light_en"],
        field=row["field"],
        note=row["note"],
        note_en=row["note_en"],
    )


def _serving(row: Row, items: dict[str, UUID], targets: dict[str, Target]) -> Serving:
    return Serving(
        item_id=items[row["item"]],
        target=targets.get(row["target"]),
        indicator=row["target"],
        stated=row["stated"] == "yes",
        reason=row["reason"],
        reason_en=row["reason_en"],
    )


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
