"""Sessions, a row for each: whose, on which device, since when and when last. One that is deleted ends at once."""

from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.access.models.account import Account


class Session(AbstractBaseSession):
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="sessions")
    device = models.TextField(blank=True, db_comment="browser|system, as it named itself")
    started_at = models.DateTimeField(null=True, db_comment="when it was signed in")
    seen_at = models.DateTimeField(null=True, db_comment="in use at that time; written every few minutes")

    class Meta:
        verbose_name = _("phiên làm việc")

    @classmethod
    def get_session_store_class(cls) -> Any:
        from lienthong.access.session_rows import SessionStore  # noqa: PLC0415 - it asks for this model

        return SessionStore
