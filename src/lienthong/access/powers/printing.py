"""How a capacity reads above a name: "KT. Giám đốc, Phó Giám đốc" (NĐ 30/2020, annex I, part II, 7b)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.selectors import names, posts_of
from lienthong.kernel.acts.actor import Actor, Grant


@dataclass(frozen=True)
class Called:
    """What units and the posts at their head are called on a day, of all lines of a page: one statement for each."""

    units: frozenset[UUID]
    day: date

    @classmethod
    def by(cls, by: Actor, grants: Iterable[Grant], day: date) -> "Called":
        """Return what is needed to print these grants of an actor; read when it is asked for."""
        own = {by.unit_id} if by.unit_id else set()
        return cls(frozenset({*own, *(grant.unit_id for grant in grants)}), day)

    @cached_property
    def names(self) -> dict[UUID, str]:
        return names(self.units, self.day)

    @cached_property
    def heads(self) -> dict[UUID, str]:
        """Return the title of the post that stands first in each unit that has posts."""
        found: dict[UUID, str] = {}
        for unit_id, title in posts_of(self.units, self.day).values_list("post__unit", "title"):
            found.setdefault(unit_id, title)
        return found


def printed(by: Actor, grant: Grant, day: date, called: Called | None = None) -> str:
    """Return what stands above the name in this capacity, the title of the one who signs last.

    Of many grants `called` is read once.
    """
    return ", ".join([*_lines(by, grant, called or Called.by(by, [grant], day)), by.post])


def _lines(by: Actor, grant: Grant, called: Called) -> Iterator[str]:
    unit, head = grant.unit_id, called.heads.get
    parts = [part for part in grant.capacity.split(".") if part]
    for part in parts:
        if part == "TM":
            yield f"TM. {called.names.get(unit, '')}"
        elif part == "GHI":
            yield _("Ghi theo văn bản đã ký của %(unit)s") % {"unit": called.names.get(unit, "")}
        elif part == "KT" and "TL" in parts and by.unit_id:  # a deputy to whom the order was passed
            yield f"KT. {head(by.unit_id, '')}"
        else:
            yield f"{part}. {head(unit, '')}"
