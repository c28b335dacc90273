"""Who is told of what touches the safety of an account: its owner, always, also of what was done in their name."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.access.words import (
    ADD_FACTOR,
    CHANGE_PASSWORD,
    CLEAR_FACTORS,
    LINK_IDENTITY,
    REMOVE_FACTOR,
    RESET_PASSWORD,
    SESSION_REFUSED,
    UNLINK_IDENTITY,
    USE_RECOVERY_CODE,
)
from lienthong.kernel.acts.models import Act
from lienthong.kernel.notices.models import Weight
from lienthong.kernel.notices.recipients import recipients
from lienthong.kernel.notices.titles import Title, titles

TOLD: Final = (
    RESET_PASSWORD,
    CHANGE_PASSWORD,
    ADD_FACTOR,
    REMOVE_FACTOR,
    CLEAR_FACTORS,
    USE_RECOVERY_CODE,
    SESSION_REFUSED,
    LINK_IDENTITY,
    UNLINK_IDENTITY,
)


def register() -> None:
    for verb in TOLD:
        recipients.register(verb, owner, Weight.SAFETY)
    titles.register("access.account", titles_of)


def owner(act: Act) -> list[UUID]:
    """Return the account the act is about."""
    return [act.subject_id]


def titles_of(ids: Iterable[UUID]) -> dict[UUID, Title]:
    """Return how notices call an account: told to its owner alone, it is theirs."""
    return {key: Title(_("Tài khoản của tôi"), reverse("access:mine")) for key in ids}
