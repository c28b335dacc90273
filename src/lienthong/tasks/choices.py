"""What can be chosen on the forms of tasks: agencies, groups, fields, places of the day."""

from collections.abc import Iterable
from datetime import date

from lienthong.directory.choices import named
from lienthong.directory.models import GroupMember, Post, UnitGroup
from lienthong.directory.selectors import FIELDS, places_on, tree
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.choosing import Named
from lienthong.kernel.ui.lists import by_name


def agencies(day: date) -> Iterable[tuple[str, str]]:
    """Yield the agencies (with a seal) of the day, in the order of official lists; communes come last."""
    units = tree(day)
    nodes = [node for _depth, node in units.walk() if node.has_seal]
    nodes.sort(key=lambda node: node.tier == "commune")
    for node in nodes:
        yield str(node.unit_id), named(node, units)


def groups(day: date) -> Iterable[tuple[str, type_of_reason]]:
    listed = GroupMember.objects.on(day).values("group")
    return by_name(UnitGroup.objects.filter(pk__in=listed))


def places(day: date) -> Iterable[tuple[str, str]]:
    """Yield the places of the day by name, each with the one that it lies in."""
    rows = list(places_on(day))
    called = {row.place_id: row.name for row in rows}
    for row in rows:
        yield (
            str(row.place_id),
            Named(row.name, called.get(row.parent_id, "") if row.parent_id else "", row.gso_code),
        )


def fields_of_work() -> Iterable[tuple[str, str]]:
    """Yield the fields of responsibility that posts answer for, in words where we have them."""
    known = {field for fields in Post.objects.values_list("fields", flat=True).distinct() for field in fields}
    for code in sorted(known):
        yield code, FIELDS.get(code, code)
