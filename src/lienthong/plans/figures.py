"""Which figures a plan has: those of its targets, and those that are watched without one. Each has one address."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from lienthong.kernel.languages import either
from lienthong.kernel.refusals import Missing
from lienthong.kernel.vault.models import Attachment
from lienthong.measures.models import Definition
from lienthong.measures.selectors import latest_definitions
from lienthong.plans.models import Plan, Target
from lienthong.plans.selectors import plan_by_code


@dataclass(frozen=True, slots=True)
class PlanFigure:
    """A figure by its code; without a target it is only watched."""

    plan: Plan
    definition: Definition
    target: Target | None

    @property
    def code(self) -> str:
        return self.target.code if self.target else self.definition.code

    @property
    def wording(self) -> str:
        told = self.target
        if told:
            return either(told.wording, told.wording_en)
        return either(self.definition.words, self.definition.words_en)

    @property
    def url(self) -> str:
        name = "plans:target" if self.target else "plans:watched_one"
        return reverse(name, args=[self.plan.code, self.code])

    def file_url(self, attachment: Attachment) -> str:
        return reverse("plans:figure_file", args=[self.plan.code, self.code, attachment.pk])


@dataclass(frozen=True, slots=True)
class WatchedLine:
    """A watched figure as the list shows it; what has no figure shows a dash, never 0."""

    figure: PlanFigure
    value: str
    about: str
    moved: str
    agency: object


def figure_of(plan_code: str, code: str) -> PlanFigure:
    """Return a figure of the plan by the code of its target, or of its indicator. Raises `Missing`."""
    plan = plan_by_code(plan_code)
    target = plan.targets.select_related("goal").filter(code=code).first()
    indicator = target.indicator if target else code
    definition = latest_definitions([indicator]).get(indicator)
    if definition is None or (target is None and plan.targets.filter(indicator=indicator).exists()):
        raise Missing
    return PlanFigure(plan, definition, target)


def watched_of(plan: Plan) -> list[PlanFigure]:
    """Return what is measured and has no target of the plan, by code."""
    aimed_at = set(plan.targets.values_list("indicator", flat=True))
    found = latest_definitions()
    return [PlanFigure(plan, found[code], None) for code in sorted(found) if code not in aimed_at]


def figures_of(plan: Plan, definitions: Collection[Definition]) -> list[PlanFigure]:
    """Return the figures of these indicators, each with the target that aims at it; one query."""
    aims = {
        target.indicator: target
        for target in plan.targets.filter(indicator__in=[d.code for d in definitions])
    }
    return [PlanFigure(plan, definition, aims.get(definition.code)) for definition in definitions]
