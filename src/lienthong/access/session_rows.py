"""Sessions as the library keeps them, a row for each: one that is deleted, or whose time is over, ends at once."""

from typing import Any, Final

from django.contrib.sessions.backends import db
from django.db import connection

# Said as text: every page of everybody signed in reads one.
_READ: Final = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()"


class SessionStore(db.SessionStore):
    """The library's store in all but how a row is read."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds. A key that is none is forgotten: nobody brings a key of their own."""
        with connection.cursor() as cursor:
            cursor.execute(_READ, [self.session_key])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])
