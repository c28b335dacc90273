"""Drafts: what was typed and not yet sent, kept for its account alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.models import Act
from lienthong.kernel.letters import can_be_kept
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui.models import Autosave

LARGEST: Final = 200_000
KEPT: Final = timedelta(days=30)
MOST: Final = 100
LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was left: the key of its form, its fields, when."""

    key: str
    fields: Mapping[str, list[str]]
    saved_at: datetime


def keep(account_id: UUID, form: str, payload: Mapping[str, Any], *, at: datetime) -> None:
    """Keep the last state of a form; the oldest of too many goes. Raises `Invalid` when it cannot be read."""
    _check(form, payload)
    Autosave.objects.update_or_create(
        account_id=account_id, form=form, defaults={"payload": dict(payload), "saved_at": at}
    )
    own = Autosave.objects.filter(account_id=account_id)
    surplus = own.order_by("-saved_at", "-id").values_list("pk", flat=True)[MOST:]
    own.filter(pk__in=list(surplus)).delete()


def draft_of(account_id: UUID, form: str) -> Draft | None:
    """Return the draft; one whose form was sent after all (its key is an act's) is dropped."""
    kept = _own(account_id, form).first()
    if kept is None:
        return None
    key = str(kept.payload.get("key", ""))
    if was_sent(key):
        kept.delete()
        return None
    return Draft(key, kept.payload["fields"], kept.saved_at)


def discard(account_id: UUID, form: str) -> None:
    _own(account_id, form).delete()


def forget(*, before: datetime) -> None:
    """Drop what nobody came back to: what was typed may be about people, and is kept no longer than it helps."""
    Autosave.objects.filter(saved_at__lt=before).delete()


def was_sent(key: str) -> bool:
    """Say whether the form with this key became an act."""
    try:
        return bool(key) and Act.objects.filter(id=UUID(key)).exists()
    except ValueError:
        return False


def read_payload(body: bytes) -> dict[str, Any]:
    """Read what the page sent: {"key": text, "fields": {name: [texts]}}. Raises `Invalid`."""
    if len(body) > LARGEST:
        raise Invalid(_("Bản nháp quá lớn, chỉ giữ được trên máy này."))
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        raise _unreadable() from None
    if not isinstance(payload, dict):
        raise _unreadable()
    return {"key": payload.get("key", ""), "fields": payload.get("fields")}


def _own(account_id: UUID, form: str) -> QuerySet[Autosave]:
    if not can_be_kept(form):
        raise _unreadable()
    return Autosave.objects.filter(account_id=account_id, form=form[:LONGEST_NAME])


def _check(form: str, payload: Mapping[str, Any]) -> None:
    fields = payload.get("fields")
    if not form or len(form) > LONGEST_NAME or not isinstance(payload.get("key"), str):
        raise _unreadable()
    if not isinstance(fields, dict) or not all(map(_is_list_of_texts, fields.values())):
        raise _unreadable()
    if not can_be_kept(form, payload["key"], *fields, *chain.from_iterable(fields.values())):
        raise _unreadable()


def _is_list_of_texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _unreadable() -> Invalid:
    return Invalid(_("Không đọc được bản nháp."))
