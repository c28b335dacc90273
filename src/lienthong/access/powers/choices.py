"""Whom and what can be chosen on the forms of powers."""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.access.capabilities import SIGNED, Capability
from lienthong.access.powers.delegating import Holder
from lienthong.directory.models import Appointment
from lienthong.directory.selectors import FIELDS, names
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui.choosing import Named

Choice = tuple[str, str]


def holders_in(units: Collection[UUID], day: date) -> Iterator[Choice]:
    """Yield everybody in a post of the units, as `person:post`, in the order of offices."""
    held = Appointment.objects.on(day).filter(post__unit__in=set(units)).select_related("person", "post")
    rows = list(held.order_by("post__rank", "post__code", "person__name_key"))
    called = names({row.post.unit_id for row in rows}, day)
    for row in rows:
        second = f"{row.post.title}, {called.get(row.post.unit_id, '')}"
        yield f"{row.person_id}:{row.post_id}", Named(row.person.full_name, second)


def posts_in(units: Collection[UUID], day: date) -> Iterator[Choice]:
    """Yield the posts of the units that somebody holds, with who."""
    held = Appointment.objects.on(day).filter(post__unit__in=set(units)).select_related("person", "post")
    rows = list(held.order_by("post__rank", "post__code"))
    called = names({row.post.unit_id for row in rows}, day)
    seen: set[UUID] = set()
    for row in rows:
        if row.post_id not in seen:
            seen.add(row.post_id)
            title = f"{row.post.title}, {called.get(row.post.unit_id, '')}"
            yield str(row.post_id), Named(title, row.person.full_name)


def holder(chosen: str, field: str) -> Holder:
    """Return who was chosen, of `person:post`. Raises `Invalid` for what no form of ours sends."""
    person, _colon, post = chosen.partition(":")
    try:
        return Holder(UUID(person), UUID(post))
    except ValueError:
        raise Invalid(_("Hãy chọn một người trong danh sách."), field=field) from None


def signed_powers() -> list[Choice]:
    return [(power.value, str(power.label).capitalize()) for power in SIGNED]


def fields_of_work() -> list[Choice]:
    return [(code, str(words)) for code, words in FIELDS.items()]


def powers(chosen: Collection[str]) -> list[Capability]:
    return [Capability(word) for word in chosen]
