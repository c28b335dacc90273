"""The six lights as counts that lead to their targets, and the targets that worry most: the top of a leader's page."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.urls import reverse

from lienthong.kernel.ui.components import Chip
from lienthong.measures.choosing import Chosen
from lienthong.plans.models import Plan
from lienthong.plans.rules import REACHED, Light
from lienthong.plans.standing import Standing, counts, standings
from lienthong.plans.targets_reading import Line, line_of
from lienthong.plans.words import LIGHTS

WORST = 5
Count = tuple[Chip, int, str, bool]


@dataclass(frozen=True, slots=True)
class Targets:
    """What the overview shows of the targets; without any, no lights. `query` keeps the head of the page."""

    lights: list[Count]
    worst: list[Line]
    url: str
    query: str


def targets_of(plan: Plan, chosen: Chosen, fields: Collection[str]) -> Targets:
    """Return the lights of the targets in these fields (none: in all), as the page's head knows them."""
    inside = in_fields(standings(plan, chosen.question.as_of), fields)
    page = reverse("plans:targets", args=[plan.code])
    worrying = [line_of(one) for one in inside if one.light not in REACHED][:WORST]
    lights = lights_of(inside, lambda light: page + chosen.query(plan="", light=light)) if inside else []
    return Targets(lights, worrying, page + chosen.query(plan=""), chosen.query(plan="", field=""))


def in_fields(found: Collection[Standing], fields: Collection[str]) -> list[Standing]:
    return [one for one in found if not fields or one.target.field in fields]


def lights_of(
    found: Collection[Standing], address: Callable[[Light], str], on: Light | None = None
) -> list[Count]:
    """Return every light, the worst first, with how many have it; `on` is the one looked at."""
    return [(LIGHTS[name], number, address(name), name == on) for name, number in counts(found).items()]
