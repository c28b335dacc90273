"""What would move and end when a unit ends or is split: shown before it is done, and looked at again when it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.actions.leaving import mandates_from, placed_below
from lienthong.directory.models import Appointment, Unit
from lienthong.directory.participants import (
    Departure,
    MandatePassing,
    Reorganisation,
    departures,
    mandates,
    reorganisations,
)
from lienthong.directory.parts import Table
from lienthong.directory.selectors import bodies_served_by, names
from lienthong.kernel.ui.formats import day_words, number_words

Parts = Mapping[Unit, Fraction]


@dataclass(frozen=True, slots=True)
class Foresight:
    """Who takes over; what moves along and what ends in the directory; what areas above say of theirs."""

    tables: tuple[Table, ...]
    lines: tuple[str, ...]

    @property
    def mark(self) -> str:
        """A word that is another one as soon as something here is."""
        cells = [[str(cell) for cell in row] for table in self.tables for row in table.cells]
        return sha256(repr((cells, self.lines)).encode()).hexdigest()


def ending(unit: Unit, heirs: Parts, on: date) -> Foresight:
    """Return what happens when the unit ends on the day and these take over; none when it is closed."""
    below = [row.unit_id for row in placed_below([unit], on)]
    called = names([*below, *(heir.pk for heir in heirs)], on)
    moving = [(called.get(key, ""),) for key in below]
    tables = (
        _heirs(heirs, called),
        Table("moving", _("Đơn vị trực thuộc chuyển theo"), (_("Đơn vị"),), moving),
        Table(
            "mandates",
            _("Chức năng, nhiệm vụ chuyển theo"),
            (_("Chức năng, nhiệm vụ"),),
            [(mandate.title,) for mandate in mandates_from([unit], on)],
        ),
        _leaving(unit, on),
        Table(
            "bodies",
            _("Tổ chức phối hợp sẽ không còn cơ quan thường trực"),
            (_("Tổ chức phối hợp"),),
            [(body.name,) for body in bodies_served_by(unit.pk, on)],
        ),
    )
    return Foresight(tables, _above(unit, heirs, on))


def keeping(unit: Unit, heirs: Parts, on: date) -> Foresight:
    """Return what happens when the unit lives on with a part: in the directory nothing else moves."""
    return Foresight((_heirs(heirs, names([heir.pk for heir in heirs], on)),), _above(unit, heirs, on))


def passing(change: MandatePassing) -> Foresight:
    """Return what happens when a mandate passes: in the directory nothing else moves."""
    called = names([change.heir_id], change.on).get(change.heir_id, "")
    heads = (_("Chức năng, nhiệm vụ"), _("Về cơ quan"))
    table = Table("mandates", _("Chức năng, nhiệm vụ chuyển đi"), heads, [(change.title, called)])
    return Foresight((table,), tuple(mandates.preview(change)))


def leaving_post(appointment: Appointment, on: date) -> list[str]:
    post = appointment.post
    return departures.preview(Departure(appointment.person_id, post.pk, post.unit_id, on))


def _above(unit: Unit, heirs: Parts, on: date) -> tuple[str, ...]:
    return tuple(
        reorganisations.preview(Reorganisation(unit.pk, {heir.pk: part for heir, part in heirs.items()}, on))
    )


def _heirs(heirs: Parts, called: Mapping[UUID, str]) -> Table:
    return Table(
        "heirs",
        _("Cơ quan, đơn vị nhận"),
        (_("Cơ quan, đơn vị"), _("Tỷ lệ")),
        [
            (called.get(heir.pk, heir.code), f"{number_words(float(part * 100))} %")
            for heir, part in heirs.items()
        ],
        numbers=True,
    )


def _leaving(unit: Unit, on: date) -> Table:
    rows = Appointment.objects.believed().filter(post__unit=unit, during__overlap=(on, None))
    held = rows.select_related("person", "post").order_by("post__rank", "post__code", "during")
    return Table(
        "leaving",
        _("Người thôi giữ chức vụ từ ngày %(day)s") % {"day": day_words(on)},
        (_("Họ và tên"), _("Chức vụ")),
        [(row.person.full_name, row.post.title) for row in held],
    )
