"""Minutes between a unit that passes and those that follow, as they stand on paper."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.models import ReorganisationPlan
from lienthong.directory.parts import Several
from lienthong.directory.reorganising.desk.saying import share_words
from lienthong.directory.selectors import names
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import type_of_reason

Fact = tuple[type_of_reason, object]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: between whom, what stops, what goes over; who wrote it down and when."""

    act: Act
    name: str
    heirs: list[tuple[str, str]]
    facts: list[Fact]
    mandates: list[str]
    lines: list[str]

    @property
    def parties(self) -> list[str]:
        return [self.name, *(name for name, _share in self.heirs)]


def minutes_shown(plan: ReorganisationPlan, act: Act) -> Sheet:
    detail = act.detail
    heirs = [(heir["name"] or heir["code"], share_words(heir["share"])) for heir in detail["heirs"]]
    codes: list[str] = detail["codes"]
    facts: list[Fact] = [
        (_("Căn cứ"), detail["basis"]),
        (_("Ngày có hiệu lực"), plan.on),
        (_("Ký hiệu văn bản dừng sử dụng"), detail["symbol"]),
        (_("Mã định danh dừng sử dụng"), Several(codes) if codes else ""),
        (_("Số chức vụ có người thôi giữ"), detail["posts"]),
    ]
    name = detail["name"] or _name_of(act.subject_id, plan)
    return Sheet(act, name, heirs, facts, detail["mandates"], detail["lines"])


def _name_of(unit: UUID, plan: ReorganisationPlan) -> str:
    """Return what a unit is called that keeps a part and lives on."""
    return names([unit], plan.on).get(unit, "")
