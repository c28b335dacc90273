"""What can be chosen on the forms of the directory: units, kinds, lists, schemes, fields."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from lienthong.directory.models import (
    Appointment,
    CodeScheme,
    GroupMember,
    Mandate,
    UnitGroup,
    UnitKind,
    UnitVersion,
)
from lienthong.directory.rules.tree import Node, Tree
from lienthong.directory.selectors import tree
from lienthong.kernel.ui.choosing import Named
from lienthong.kernel.ui.formats import day_words

Choice = tuple[str, str]


def units(day: date, but: UUID | None = None) -> Iterator[Choice]:
    """Yield the units of the day as the tree has them, then those already founded for a later day."""
    shown = tree(day)
    for _depth, node in shown.walk():
        if node.unit_id != but:
            yield str(node.unit_id), named(node, shown)
    coming = UnitVersion.objects.believed().filter(during__startswith__gt=day).exclude(unit__in=shown.nodes)
    for version in coming.exclude(unit=but).order_by("during", "order_key"):
        since = day_words(version.during.lower)
        yield str(version.unit_id), _("%(unit)s (từ %(day)s)") % {"unit": version.name, "day": since}


def named(node: Node, shown: Tree) -> Named:
    """Return how a unit reads among many: its name, what it stands under, and the abbreviations people know it by."""
    above = shown.nodes[node.parent].name if node.parent in shown.nodes else ""
    return Named(node.name, above, f"{node.short_name} {node.symbol}")


def kinds(day: date) -> list[Choice]:
    rows = UnitKind.objects.filter(Q(during__isnull=True) | Q(during__contains=day))
    return list(rows.order_by("name").values_list("code", "name"))


def schemes() -> list[Choice]:
    return list(CodeScheme.objects.order_by("name").values_list("code", "name"))


def groups_without(unit_id: UUID, day: date) -> list[Choice]:
    """Return the lists on which the unit does not stand that day."""
    standing = GroupMember.objects.on(day).filter(unit=unit_id).values("group")
    return _groups(~Q(pk__in=standing))


def groups_with(unit_id: UUID, day: date) -> list[Choice]:
    standing = GroupMember.objects.on(day).filter(unit=unit_id).values("group")
    return _groups(Q(pk__in=standing))


def _groups(where: Q) -> list[Choice]:
    return list(UnitGroup.objects.filter(where).order_by("name").values_list("code", "name"))


def mandates(unit_id: UUID, day: date) -> list[Choice]:
    rows = Mandate.objects.on(day).filter(unit=unit_id).order_by("title")
    return list(rows.values_list("code", "title"))


def holders_of(post_id: UUID, day: date) -> list[Choice]:
    """Return who holds the post on the day or later, how and since when."""
    rows = Appointment.objects.believed().filter(post=post_id, during__overlap=(day, None))
    return [(str(row.pk), _held(row)) for row in rows.select_related("person").order_by("during", "-kind")]


def _held(row: Appointment) -> str:
    since = day_words(row.during.lower)
    return _("%(name)s: %(kind)s, từ %(day)s") % {
        "name": row.person.full_name,
        "kind": row.get_kind_display().lower(),
        "day": since,
    }
