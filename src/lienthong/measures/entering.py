"""Entering figures: reported by a unit or cited from a source, by an act; a correction revises and says why."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, Missing, Stale
from lienthong.kernel.ui.formats import moment_words
from lienthong.kernel.vault.attaching import File, attach
from lienthong.measures.checking import Said, check
from lienthong.measures.models import Definition, Entry
from lienthong.measures.policies import may_enter

ENTERED = gettext_lazy(
    "Số liệu này đã được nhập (%(name)s, %(unit)s, %(at)s); hãy mở ra xem và đính chính nếu cần."
)
CORRECTED = gettext_lazy(
    "Số liệu này vừa được người khác đính chính (%(name)s, %(unit)s, %(at)s); hãy xem số mới rồi đính chính tiếp."
)


@action
def enter(
    definition: Definition, said: Said, *, files: Sequence[File] = (), by: Actor, at: datetime
) -> Entry:
    """Enter a figure. Raises `Invalid` with its field for what cannot be right, `Stale` where one is there already."""
    may_enter(by, definition, at=at).or_raise()
    return enter_in(definition, said, files=files, by=by, at=at)


def enter_in(
    definition: Definition, said: Said, *, files: Sequence[File] = (), by: Actor, at: datetime
) -> Entry:
    """Enter a figure inside another action, which has asked whether the actor may."""
    check(definition, said, at=at)
    if first := in_the_way(definition, said):
        raise _told(ENTERED, first)
    return _write(definition, said, files, by=by, at=at, verb="measures.enter")


@action
def correct(
    entry_id: UUID, said: Said, *, reason: str, files: Sequence[File] = (), by: Actor, at: datetime
) -> Entry:
    """Put a figure right: the old one stays, with who, when and why. Of two at once the second is told who."""
    entry = Entry.objects.select_related("definition").filter(pk=entry_id).first()
    if entry is None:
        raise Missing
    may_enter(by, entry.definition, at=at).or_raise()
    return correct_in(entry, said, reason=reason, files=files, by=by, at=at)


def correct_in(
    entry: Entry,
    said: Said,
    *,
    reason: str,
    files: Sequence[File] = (),
    by: Actor,
    at: datetime,
    reason_en: str = "",
) -> Entry:
    if not reason.strip():
        raise Invalid(_("Phải nêu lý do đính chính."), field="reason")
    if first := in_the_way(entry.definition, said, entry):
        raise _told(CORRECTED, first)
    check(entry.definition, said, at=at)
    more = {"revises": entry, "reason": reason.strip(), "reason_en": reason_en}
    return _write(entry.definition, said, files, by=by, at=at, verb="measures.correct", **more)


def in_the_way(definition: Definition, said: Said, revises: Entry | None = None) -> Entry | None:
    """Return what was entered first: of the same unit, period and maturity, or as the correction of the same figure."""
    if revises is not None:
        return Entry.objects.filter(revises=revises).first()
    place = {"unit": said.unit_id, "regime": said.regime, "period": said.period, "maturity": said.maturity}
    return Entry.objects.filter(definition=definition, revises__isnull=True, **place).first()


def _write(
    definition: Definition,
    said: Said,
    files: Sequence[File],
    *,
    by: Actor,
    at: datetime,
    verb: str,
    **more: Any,
) -> Entry:
    entry = Entry(id=new_key(), definition=definition, at=at, **asdict(said), **more)
    detail = _facts(entry) | ({"files": [file.blob.sha256 for file in files]} if files else {})
    entry.act_id = record(verb, subject=entry, by=by, at=at, detail=detail).id
    try:  # entries are only inserted, so no row can be locked: of two at once the database refuses the second
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:
        first = in_the_way(definition, said, entry.revises)
        if first is None:
            raise
        raise _told(CORRECTED if entry.revises else ENTERED, first) from None
    attach(files, to=entry, act_id=entry.act_id)
    return entry


def _told(words: Promise, first: Entry) -> Stale:
    """Return the refusal that says who was first, and when."""
    act = Act.objects.get(pk=first.act_id)
    who = {"name": act.actor_name, "unit": act.actor_unit, "at": moment_words(act.recorded_at)}
    return Stale(str(words) % who, [act])


def _facts(entry: Entry) -> dict[str, str | int | list[str] | None]:
    """Return what the act holds: enough to prove the figure by itself."""
    return {
        "code": entry.definition.code,
        "version": entry.definition.version,
        "unit": str(entry.unit_id),
        "regime": entry.regime,
        "period": entry.period,
        "numerator": str(entry.numerator),
        "denominator": None if entry.denominator is None else str(entry.denominator),
        "kind": str(entry.kind),
        "maturity": str(entry.maturity),
        "source": entry.source,
        "reason": entry.reason,
        "revises": str(entry.revises_id) if entry.revises_id else None,
    }
