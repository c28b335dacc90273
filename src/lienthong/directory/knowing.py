"""What was known of the apparatus of a day, beside what we believe of it now: where the two differ."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.asking import Days
from lienthong.directory.models import UnitVersion
from lienthong.directory.parts import Table
from lienthong.directory.rules.tree import Node, Tree
from lienthong.kernel.ui.components import Lines, Link

NOT_THERE = "–"


def differences(then: Tree, now: Tree, days: Days) -> Table:
    """Return the units that another name, another place or nothing at all is known of by now."""
    known = [*then.nodes, *(unit for unit in now.nodes if unit not in then.nodes)]
    return Table(
        "differences",
        _("Khác với hiểu biết hôm nay"),
        (_("Cơ quan, đơn vị"), _("Theo hiểu biết ngày ấy"), _("Theo hiểu biết hôm nay")),
        [row for unit in known for row in _difference(unit, then, now, days)],
    )


def _difference(unit: UUID, then: Tree, now: Tree, days: Days) -> Iterator[tuple[object, object, object]]:
    before, after = then.nodes.get(unit), now.nodes.get(unit)
    if _place(before, then) == _place(after, now):
        return
    named = after or before
    link = Link(named.name if named else "", days.link("unit", unit))
    yield link, _said(before, then), _said(after, now)


def _place(node: Node | None, tree: Tree) -> tuple[str, ...] | None:
    """Return what is compared: name, symbol, and under whom."""
    if node is None:
        return None
    return node.name, node.short_name, node.symbol, str(node.parent if node.parent in tree.nodes else "")


def _said(node: Node | None, tree: Tree) -> object:
    if node is None:
        return _("chưa có hoặc không còn")
    above = tree.nodes[node.parent].name if node.parent in tree.nodes else ""
    symbol = f" ({node.symbol})" if node.symbol else ""
    return Lines(f"{node.name}{symbol}", _("trực thuộc %(unit)s") % {"unit": above} if above else "")


def both_ways(then: UnitVersion | None, now: UnitVersion | None, paths: tuple[str, str]) -> Table:
    """Return what the unit was on the day as known then, beside what we believe now."""
    rows = [
        (_("Tên đầy đủ"), _of(then, "name"), _of(now, "name")),
        (_("Tên viết tắt"), _of(then, "short_name"), _of(now, "short_name")),
        (_("Ký hiệu văn bản"), _of(then, "symbol"), _of(now, "symbol")),
        (_("Loại"), then.kind.local_name if then else "", now.kind.local_name if now else ""),
        (_("Trực thuộc"), *paths),
    ]
    return Table(
        "known",
        _("Theo hiểu biết hai ngày"),
        (_("Thông tin"), _("Ngày ấy"), _("Hôm nay")),
        [(label, before, _marked(before, after)) for label, before, after in rows],
    )


def _of(version: UnitVersion | None, name: str) -> str:
    return str(getattr(version, name)) if version else ""


def _marked(before: str, after: str) -> object:
    return after if before == after else Lines(after or NOT_THERE, _("khác"))
