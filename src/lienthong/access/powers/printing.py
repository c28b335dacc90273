"""How a capacity reads above a name: "KT. Giám đốc, Phó Giám đốc" (NĐ 30/2020, annex I, part II, 7b)."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.models import PostVersion
from lienthong.directory.selectors import names, posts_of
from lienthong.kernel.acts.actor import Actor, Grant


def printed(by: Actor, grant: Grant, day: date) -> str:
    """Return what stands above the name in this capacity, the title of the one who signs last."""
    return ", ".join([*_lines(by, grant, day), by.post])


def _lines(by: Actor, grant: Grant, day: date) -> Iterator[str]:
    parts = [part for part in grant.capacity.split(".") if part]
    for part in parts:
        if part == "TM":
            yield f"TM. {_name(grant.unit_id, day)}"
        elif part == "GHI":
            yield _("Ghi theo văn bản đã ký của %(unit)s") % {"unit": _name(grant.unit_id, day)}
        elif part == "KT" and "TL" in parts and by.unit_id:  # a deputy to whom the order was passed
            yield f"KT. {head_title(by.unit_id, day)}"
        else:
            yield f"{part}. {head_title(grant.unit_id, day)}"


def head_title(unit_id: UUID, day: date) -> str:
    """Return the title of the post that stands first in the unit, empty when there is none."""
    head: PostVersion | None = posts_of([unit_id], day).first()
    return head.title if head else ""


def _name(unit_id: UUID, day: date) -> str:
    return names([unit_id], day).get(unit_id, "")
