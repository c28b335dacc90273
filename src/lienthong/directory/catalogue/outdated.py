"""A file that was written out before somebody changed what it is about: its rows would put the former back."""

from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Final

from django.utils.translation import gettext as _

from lienthong.directory.catalogue.registry import Catalogue, EntryStep, Key
from lienthong.directory.selectors.acts import acts_about
from lienthong.directory.sheets.plans import Change
from lienthong.kernel.acts.models import Act
from lienthong.kernel.ui.formats import moment_words

OF_WHO_HOLDS_IT: Final = (
    "directory.appoint",
    "directory.end_appointment",
)  # about a post, and no part of its entry


def with_later_acts(
    catalogue: Catalogue, steps: list[EntryStep], made_at: datetime | None
) -> list[EntryStep]:
    """Return the steps; those that change an entry on which somebody acted after `made_at` say so."""
    keys = {step.row.key for step in steps if step.row and step.change != Change.UNCHANGED}
    if made_at is None or not keys:
        return steps
    latest = _latest(catalogue, keys, made_at)
    return [_told(step, made_at, latest) for step in steps]


def _latest(catalogue: Catalogue, keys: set[Key], since: datetime) -> dict[Key, Act]:
    """Return the latest act about each entry, in two questions whatever their number."""
    subjects = catalogue.keeper.subjects(catalogue, keys)
    acts = (
        acts_about({*chain.from_iterable(subjects.values())})
        .filter(recorded_at__gt=since)
        .exclude(verb__in=OF_WHO_HOLDS_IT)
        .only("subject_id", "recorded_at", "actor_name")
    )
    latest = {act.subject_id: act for act in acts.order_by("subject_id", "recorded_at", "id")}
    found: dict[Key, Act] = {}
    for key, things in subjects.items():
        if done := [latest[thing] for thing in things if thing in latest]:
            found[key] = max(done, key=lambda act: act.recorded_at)
    return found


def _told(step: EntryStep, made_at: datetime, latest: dict[Key, Act]) -> EntryStep:
    act = latest.get(step.row.key) if step.row and step.change != Change.UNCHANGED else None
    if act is None:
        return step
    words = {"made": moment_words(made_at), "at": moment_words(act.recorded_at), "by": act.actor_name}
    said = _("Tệp xuất lúc %(made)s; mục này đã được sửa sau đó (lúc %(at)s, bởi %(by)s).") % words
    return replace(step, said=(*step.said, said))
