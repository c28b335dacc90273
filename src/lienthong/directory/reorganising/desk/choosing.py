"""What the forms of a draft offer: the units of its day and those that its steps open; by name, with codes behind."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from lienthong.directory import choices
from lienthong.directory.models import (
    CodeScheme,
    CoordinatingBody,
    Mandate,
    PlaceVersion,
    Post,
    ReorganisationPlan,
    StepKind,
    Unit,
    UnitGroup,
    UnitTree,
)
from lienthong.directory.naming import free_code
from lienthong.directory.selectors import names, tree
from lienthong.kernel.ui.choosing import Named

Choice = tuple[str, str]


@dataclass(frozen=True)
class Choosing:
    """The choices of one draft; `plan` has its steps in their order."""

    plan: ReorganisationPlan

    @property
    def on(self) -> date:
        day: date = self.plan.on
        return day

    @cached_property
    def steps(self) -> list[tuple[int, str, dict[str, Any]]]:
        return list(self.plan.steps.order_by("ordinal").values_list("ordinal", "kind", "content"))

    @cached_property
    def units(self) -> list[Choice]:
        """Return what the steps open first, then the units of the day as the tree has them; codes are the values."""
        shown = tree(self.on)
        there = [(node.code, choices.named(node, shown)) for _depth, node in shown.walk()]
        return [*self._opened(), *there]

    def _opened(self) -> Iterator[Choice]:
        for ordinal, kind, content in self.steps:
            if kind == StepKind.OPEN:
                where = _("lập ở bước %(number)s") % {"number": ordinal}
                yield content["code"], Named(content["name"], where, content.get("symbol", ""))

    @property
    def new_posts(self) -> list[tuple[str, str, str]]:
        """Return the posts that the steps create: code, title, code of the unit."""
        return [
            (content["code"], content["title"], content["unit"])
            for _ordinal, kind, content in self.steps
            if kind == StepKind.POST
        ]

    def bodies(self) -> list[Choice]:
        """Return the coordinating bodies of the day before: that of the day may have lost its agency already."""
        before = self.on - timedelta(days=1)
        rows = CoordinatingBody.objects.on(before).select_related("unit")
        called = names({row.unit_id for row in rows}, before)
        return sorted((row.unit.code, called.get(row.unit_id, row.unit.code)) for row in rows)

    def mandates(self) -> list[Choice]:
        rows = list(Mandate.objects.on(self.on).order_by("title"))
        called = names({row.unit_id for row in rows}, self.on)
        return [(row.code, Named(row.title, called.get(row.unit_id, ""))) for row in rows]

    def places(self) -> Iterator[Choice]:
        rows = list(PlaceVersion.objects.on(self.on).select_related("place").order_by("order_key"))
        called: dict[UUID, str] = {row.place_id: row.name for row in rows}
        for row in rows:
            yield row.place.code, Named(row.name, called.get(row.parent_id, "") if row.parent_id else "")

    def groups(self) -> list[Choice]:
        return _local(UnitGroup)

    def schemes(self) -> list[Choice]:
        return _local(CodeScheme)

    def trees(self) -> list[Choice]:
        return _local(UnitTree)

    def new_unit_code(self, under: str, *, but: AbstractSet[str] = frozenset()) -> str:
        """Return a code that no unit has, none of the steps gives, nor any of `but`."""
        return free_code(Unit, under or "CQ", but=self.codes_of(StepKind.OPEN) | but)

    def new_post_code(self, unit: str, *, but: AbstractSet[str] = frozenset()) -> str:
        return free_code(Post, f"{unit}/", but=self.codes_of(StepKind.POST) | but)

    def codes_of(self, kind: StepKind) -> set[str]:
        """Return the codes that the steps give to what they open."""
        return {content["code"] for _ordinal, known, content in self.steps if known == kind}


def _local(model: type[Model]) -> list[Choice]:
    rows: Any = model._default_manager.order_by("name")
    return [(row.code, row.local_name) for row in rows]
