"""What a look ahead has found, as a page shows it; as plain values where a large plan is long work."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _

from lienthong.directory.models import ReorganisationPlan
from lienthong.directory.parts import Table
from lienthong.directory.reorganising.carrying import Rehearsed, rehearse
from lienthong.directory.reorganising.outlook import Said, together
from lienthong.kernel.refusals import Verdict, WrongState, allow, deny
from lienthong.kernel.ui.components import Link

Told = tuple[str, str, str]  # a unit, what is said of it, where one reads more


@dataclass(frozen=True, slots=True)
class Look:
    """Tables of what changes, what areas above say; or the step where it stops (its place in the order) and why."""

    tables: tuple[Table, ...] = ()
    hindrances: tuple[Told, ...] = ()
    lines: tuple[Told, ...] = ()
    stops_at: int = 0
    trouble: str = ""
    is_empty: bool = False

    @classmethod
    def at(cls, plan: ReorganisationPlan, **doing: Any) -> Self:
        """Rehearse the plan; one without steps does nothing."""
        return cls.of(rehearse(plan, **doing)) if plan.steps.exists() else cls(is_empty=True)

    @classmethod
    def of(cls, found: Rehearsed) -> Self:
        if found.trouble is not None:
            return cls(stops_at=found.trouble.step.ordinal, trouble=found.trouble.words)
        if found.outlook is None:
            return cls(is_empty=True)
        outlook = found.outlook
        return cls(outlook.tables, _told(together(outlook.hindrances)), _told(outlook.lines))

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        tables = tuple(Table(one["key"], one["title"], one["heads"], one["cells"]) for one in kept["tables"])
        hindrances, lines = (
            tuple((unit, words, url) for unit, words, url in kept[name]) for name in ("hindrances", "lines")
        )
        return cls(tables, hindrances, lines, kept["stops_at"], kept["trouble"], kept["is_empty"])

    @property
    def kept(self) -> dict[str, Any]:
        """Return it as plain values, which `read` takes back."""
        tables = [
            {
                "key": table.key,
                "title": str(table.title),
                "heads": [str(head) for head in table.heads],
                "cells": [[str(cell) for cell in row] for row in table.cells],
            }
            for table in self.tables
        ]
        return {
            "tables": tables,
            "hindrances": self.hindrances,
            "lines": self.lines,
            "stops_at": self.stops_at,
            "trouble": self.trouble,
            "is_empty": self.is_empty,
        }

    @property
    def verdict(self) -> Verdict:
        """Return whether the plan may be let go, as far as this look went."""
        if self.trouble:
            return deny(_("Có bước không thực hiện được; hãy sửa phương án trước."), WrongState)
        if self.is_empty:
            return deny(_("Phương án chưa có bước nào."), WrongState)
        if self.hindrances:
            return deny(_("Còn điều vướng ở trên; hãy xử lý trước."), WrongState)
        return allow()

    @property
    def hindrances_table(self) -> Table:
        return _table("hindrances", _("Điều vướng"), self.hindrances)

    @property
    def lines_table(self) -> Table:
        return _table("above", _("Công việc đang dở và dữ liệu liên quan"), self.lines)


def _table(key: str, title: str, told: tuple[Told, ...]) -> Table:
    cells = [(unit, Link(words, url)) for unit, words, url in told]
    return Table(key, title, (_("Cơ quan, đơn vị"), _("Nội dung")), cells)


def _told(said: list[Said]) -> tuple[Told, ...]:
    return tuple((one.unit, one.words, one.url) for one in said)
