"""What is asked often, worked out of the acts once, in the order of the ledger, and never again.

A projection is a memory of acts: each of its rows says under which position it came to be, so it answers as of any
head it has reached. It is no source. It may be emptied at any time and is then worked out anew, and must be the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction

from lienthong.kernel.acts.models import Projected

STEP: Final = 200_000


@dataclass(frozen=True, slots=True)
class Projection:
    """`extend` adds what the acts at positions [since, until) amount to; `empty` forgets everything."""

    name: str
    extend: Callable[[int, int], None]
    empty: Callable[[], None]

    def reach(self, size: int) -> None:
        """Bring it to a head of this size, by one process at a time; the cost grows with what is new."""
        while self._reached() < size:
            with transaction.atomic():
                _hold(self.name)
                since = self._reached()
                until = min(size, since + STEP)
                if since < until:
                    self.extend(since, until)
                    Projected(name=self.name, size=until).save(
                        force_insert=not since, force_update=bool(since)
                    )

    def rebuild(self) -> None:
        """Empty it; the next reader works it out anew."""
        with transaction.atomic():
            _hold(self.name)
            self.empty()
            Projected.objects.filter(name=self.name).delete()

    def _reached(self) -> int:
        return Projected.objects.filter(name=self.name).values_list("size", flat=True).first() or 0


def _hold(name: str) -> None:
    """Wait for another process that works on it; the lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('projection'), hashtext(%s))", [name])
