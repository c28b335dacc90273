"""How sessions are read and written: one statement each, a row for each (`Session`)."""

from datetime import datetime
from typing import Any, Final, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.db import connection
from django.utils.crypto import get_random_string

from lienthong.access.models import Session

# Said as text: every page of everybody signed in reads one.
_READ: Final = (
    "SELECT session_data, seen_at FROM access_session WHERE session_key = %s AND expire_date > now()"
)
BEGUN: Final = "begun"  # in the data: at which moment it was signed in, on which device, in which browser


class SessionStore(db.SessionStore):
    """The library's store in all but how a row is read, and that a new one is written once, at the end."""

    seen_at: datetime | None = None
    _is_new = False

    @classmethod
    def get_model_class(cls) -> type[Any]:
        return Session

    def load(self) -> dict[str, Any]:
        """Return what the session holds. A key that is none is forgotten: nobody brings a key of their own."""
        with connection.cursor() as cursor:
            cursor.execute(_READ, [self.session_key])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        self.seen_at = row[1]
        return self.decode(row[0])

    def create(self) -> None:
        """Take a new key of 165 random bits: nobody is asked whether it is taken, the database would refuse it."""
        self._session_key = get_random_string(32, VALID_KEY_CHARS)
        self._is_new = self.modified = True

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - the library's signature
        if self.session_key is None:
            self.create()
        super().save(must_create=must_create or self._is_new)
        self._is_new = False

    def delete(self, session_key: str | None = None) -> None:
        Session.objects.filter(pk=session_key or self.session_key or "").delete()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast("Session", super().create_model_instance(data))
        begun = data.get(BEGUN, {})
        row.account_id = data.get(SESSION_KEY)
        row.device = begun.get("device", "")
        row.started_at = datetime.fromisoformat(begun["at"]) if begun else None
        row.seen_at = self.seen_at or row.started_at
        return row
