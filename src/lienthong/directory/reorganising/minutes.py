"""Minutes between a unit that passes and those that follow: an act for each, with what stops and what goes over."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final
from uuid import UUID

from lienthong.directory.models import (
    Appointment,
    Mandate,
    ReorganisationPlan,
    UnitCode,
    UnitSuccession,
    UnitVersion,
)
from lienthong.directory.reorganising.outlook import Outlook, latest_names
from lienthong.directory.reorganising.steps import Doing
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import record
from lienthong.kernel.refusals import Missing

HANDED_OVER: Final = "directory.hand_over_unit"


def minute(plan: ReorganisationPlan, ahead: Outlook, doing: Doing) -> None:
    """Record the minutes of each unit that passed into others or ended, as it was the day before."""
    passed = _passed(plan, doing)
    stopped = _stopped(passed.keys(), plan.on, doing)
    for unit, heirs in passed.items():
        lines = [one.words for one in ahead.lines if one.unit_id == unit]
        detail = {
            "plan": str(plan.pk),
            "on": str(plan.on),
            "basis": plan.basis,
            "heirs": heirs,
            "lines": lines,
        }
        record(
            HANDED_OVER,
            subject=("directory.unit", unit),
            by=doing.by,
            at=doing.at,
            detail=detail | stopped[unit],
        )


def minutes_of(plan: ReorganisationPlan) -> list[Act]:
    """Return the minutes of the plan, in the order they were recorded."""
    return list(Act.objects.filter(verb=HANDED_OVER, detail__plan=str(plan.pk)).order_by("recorded_at", "id"))


def minutes_at(plan: ReorganisationPlan, act_id: UUID) -> Act:
    """Return one of the minutes of the plan. Raises `Missing` for what is none of them."""
    act = Act.objects.filter(pk=act_id, verb=HANDED_OVER, detail__plan=str(plan.pk)).first()
    if act is None:
        raise Missing
    return act


def _passed(plan: ReorganisationPlan, doing: Doing) -> dict[UUID, list[dict[str, str]]]:
    """Return every unit that ended, or passed a part on, with its heirs by code, name and share."""
    ended = UnitVersion.objects.believed().filter(known_from=doing.at, during__endswith=plan.on)
    still = UnitVersion.objects.on(plan.on).values("unit")
    passed: dict[UUID, list[dict[str, str]]] = {
        unit: [] for unit in ended.exclude(unit__in=still).values_list("unit_id", flat=True)
    }
    steps = UnitSuccession.objects.believed().filter(known_from=doing.at).exclude(kind="RENAMING")
    called = latest_names(steps.values_list("successor_id", flat=True))
    for step in steps.select_related("successor").order_by("-share", "successor__code"):
        heir = {
            "code": step.successor.code,
            "name": called.get(step.successor_id, ""),
            "share": str(step.share),
        }
        passed.setdefault(step.predecessor_id, []).append(heir)
    return passed


def _stopped(units: Collection[UUID], on: date, doing: Doing) -> dict[UUID, dict[str, Any]]:
    """Return what of each stops on the day: its name and symbol, codes, mandates, and how many posts are left."""
    stopped: dict[UUID, dict[str, Any]] = {
        unit: {"name": "", "symbol": "", "codes": [], "mandates": [], "posts": 0} for unit in units
    }
    ended = {"known_from": doing.at, "during__endswith": on}
    for version in UnitVersion.objects.believed().filter(unit__in=units, **ended):
        stopped[version.unit_id] |= {"name": version.name, "symbol": version.symbol}
    for code in UnitCode.objects.believed().filter(unit__in=units, **ended).order_by("scheme"):
        stopped[code.unit_id]["codes"].append(f"{code.scheme} {code.code}")
    for mandate in Mandate.objects.believed().filter(unit__in=units, **ended).order_by("title"):
        stopped[mandate.unit_id]["mandates"].append(mandate.title)
    left = Appointment.objects.believed().filter(post__unit__in=units, **ended)
    for unit in left.values_list("post__unit", flat=True):
        stopped[unit]["posts"] += 1
    return stopped
