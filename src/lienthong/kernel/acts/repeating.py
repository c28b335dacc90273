"""A key that is there already: the same form sent again, or a key that somebody used for something else."""

import json
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import AlreadyDone, Missing, NotAllowed, WrongState

USED = _("Biểu mẫu này đã được dùng; hãy tải lại trang.")


def answer_to(
    key: UUID, failure: Exception, *, by: Actor, about: object = None, noted: Act | None = None
) -> Exception:
    """Return what the sender of a key is told after a failure: done already, unusable, or the failure itself.

    `about` is what the action was asked about: a thing, its key, or something else; `noted` is the first act of
    this sending, if it came as far. Only its own sender is told that a key's act is done. Who may not do it at
    all, or is a stranger, hears that and nothing of the key.
    """
    recorded = Act.objects.filter(id=key).first()
    if recorded is None:
        return failure
    if _is_of(recorded, by) and not _is_other(recorded, about, noted):
        return AlreadyDone(key)
    return failure if isinstance(failure, NotAllowed | Missing) else WrongState(USED)


def _is_of(recorded: Act, by: Actor) -> bool:
    return (recorded.actor_kind, recorded.account_id, recorded.person_id) == (
        str(by.kind),
        by.account_id,
        by.person_id,
    )


def _is_other(recorded: Act, about: object, noted: Act | None) -> bool:
    """Return whether the two sendings are seen to ask for different things; in doubt they are the same."""
    if noted and (noted.verb, noted.subject_kind) != (recorded.verb, recorded.subject_kind):
        return True
    asked = _key_of(about, recorded.subject_kind)
    return asked is not None and asked != recorded.subject_id and not _mentions(recorded, asked)


def _key_of(about: object, kind: str) -> UUID | None:
    """Return the key of what was asked about, if it is known to be a thing of this kind."""
    if isinstance(about, models.Model):
        return about.pk if about._meta.label_lower == kind else None
    known = isinstance(about, UUID) and Act.objects.filter(subject_id=about, subject_kind=kind).exists()
    return about if known and isinstance(about, UUID) else None


def _mentions(recorded: Act, thing: UUID) -> bool:
    said: Any = [str(recorded.case_id), recorded.detail]
    return str(thing) in json.dumps(said)
