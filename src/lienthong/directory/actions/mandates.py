"""Giving mandates, and moving them with their work."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from lienthong.directory.actions.facts import begin, must_exist, open_directory, shown, tell
from lienthong.directory.models import Mandate, Unit
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action
from lienthong.kernel.refusals import Invalid, WrongState, must_say


@action
def set_mandate(
    code: str,
    *,
    title: str,
    unit: Unit,
    on: date,
    by: Actor,
    at: datetime,
    title_en: str = "",
    basis: str = "",
) -> Mandate:
    """Give a mandate that nobody holds on the day."""
    open_directory(by)
    named = must_say(title, _("Hãy nhập tên chức năng, nhiệm vụ."), "title")
    must_exist(unit, on)
    holder = Mandate.objects.on(on).filter(code=code).select_related("unit").first()
    if holder is not None:
        raise WrongState(
            _("Chức năng, nhiệm vụ này đang do %(unit)s đảm nhiệm; hãy dùng thao tác chuyển.")
            % {"unit": holder.unit.code}
        )
    mandate = begin(Mandate, on, at=at, code=code, unit=unit, title=named, title_en=title_en, source=basis)
    tell("directory.set_mandate", unit, by=by, at=at, on=str(on), mandate=code, basis=basis)
    return mandate


@action
def move_mandate(code: str, *, to: Unit, on: date, by: Actor, at: datetime, basis: str = "") -> Mandate:
    """Move a mandate to another unit from a day."""
    open_directory(by)
    must_exist(to, on, "to")
    held = Mandate.objects.on(on).filter(code=code).select_related("unit").first()
    if held is None:
        raise WrongState(
            _("Ngày %(day)s chưa có cơ quan nào đảm nhiệm chức năng, nhiệm vụ này.") % {"day": shown(on)}
        )
    if held.unit == to:
        raise Invalid(_("Cơ quan này đang đảm nhiệm chức năng, nhiệm vụ đó."), field="to")
    moved = pass_mandate(held, to, on, at=at, basis=basis)
    ends = {"before": held.unit.code, "after": to.code}
    tell("directory.move_mandate", to, by=by, at=at, on=str(on), mandate=code, basis=basis, **ends)
    return moved


def pass_mandate(held: Mandate, to: Unit, on: date, *, at: datetime, basis: str) -> Mandate:
    """End it with its holder and begin it with another, for as long as it was to last."""
    since = max(on, held.during.lower or on)
    held.cut(on, at=at)
    words: dict[str, Any] = {"title": held.title, "title_en": held.title_en, "source": basis or held.source}
    return begin(Mandate, since, until=held.during.upper, at=at, code=held.code, unit=to, **words)
