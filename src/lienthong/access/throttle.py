"""Guessing passwords is slow, and nobody can use that to lock out somebody else.

What the library (allauth) does on its own: it counts `login_failed` by address, and by name from anywhere.
Five wrong guesses from across the world shut an account for everybody, its owner too, as often as one likes;
the wait never grows, and each limit takes some ten statements in a cache of the database. So its limits on
signing in are off (`ACCOUNT_RATE_LIMITS`), and these count instead, before the password is looked at:

- by name **and** where from: five are free, then one waits 1, 2, 4 … minutes, at most an hour;
- by where from alone, whatever the name: thirty are free, then 1, 2, 4 … minutes, at most a quarter hour;
- by name alone, from browsers that it has not signed in from: fifty are free, then one a minute is looked at,
  wherever it comes from; of second factors' codes twenty, then one in a quarter hour (decision 17).

"Where from" is the network address; in a browser in which this account has signed in before it is that
browser. So wrong guesses from elsewhere, or of a colleague at the same address, do not shut the owner out,
however many networks they come from. What is left to the owner in a new browser while that lasts: to try again, a
passkey, or a link of the administrator, with which a browser becomes a known one.
An attempt during a wait is not looked at, and is not counted anywhere. Counts drain with time. A right
password forgets the count of its own name from there, and takes back its one attempt from the other counts: nobody
clears their guesses at others by signing in to an account of their own.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from lienthong.access.models import Attempt
from lienthong.access.models.account import fold

FORGOTTEN = timedelta(days=2)
FIRST_WAIT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failures are `free`; one drains in `drain`; a wait is at most `longest`."""

    key: bytes
    free: int
    drain: timedelta
    longest: timedelta

    def wait_after(self, failures: float) -> timedelta:
        """Return how long the next attempt has to wait."""
        over = math.ceil(failures) - self.free
        return min(FIRST_WAIT * 2 ** min(over, 20), self.longest) if over >= 0 else timedelta(0)


# Counts one more failure unless the row still has to wait (the wait is that of `Limit.wait_after`).
RESERVE = """
INSERT INTO access_attempt AS a (key, failures, last_at) VALUES (%(key)s, 1, %(at)s)
ON CONFLICT (key) DO UPDATE SET
    failures = greatest(a.failures - extract(epoch FROM %(at)s - a.last_at) / %(drain)s, 0) + 1,
    last_at = greatest(a.last_at, %(at)s)
WHERE ceil(a.failures) < %(free)s
   OR a.last_at + least(make_interval(mins => (2 ^ least(ceil(a.failures) - %(free)s, 20))::int), %(longest)s)
      <= %(at)s
RETURNING failures
"""
# Rows are locked in the order in which an attempt reserves them.
RELEASE = """
WITH held AS (
    SELECT key FROM access_attempt WHERE key = ANY(%(keys)s::bytea[])
    ORDER BY array_position(%(keys)s::bytea[], key) FOR UPDATE
), right_name AS (
    DELETE FROM access_attempt a USING held WHERE a.key = held.key AND a.key = %(name)s
)
UPDATE access_attempt a SET failures = greatest(a.failures - 1, 0)
FROM held WHERE a.key = held.key AND a.key <> %(name)s
"""


def limits(*, source: str, username: str) -> tuple[Limit, Limit]:
    """Return what counts an attempt at a name from somewhere (an address, or the mark of a known browser)."""
    by_name = _key(f"{source} {fold(username)}")
    return (
        Limit(by_name, free=5, drain=timedelta(hours=1), longest=timedelta(hours=1)),
        Limit(_key(source), free=30, drain=timedelta(minutes=1), longest=timedelta(minutes=15)),
    )


def passwords_from_anywhere(username: str) -> Limit:
    """Return what counts passwords tried for a name from all browsers that do not know it."""
    key = _key(f"anywhere {fold(username)}")
    return Limit(key, free=50, drain=timedelta(minutes=10), longest=FIRST_WAIT)


def codes_from_anywhere(username: str) -> Limit:
    """Return what counts codes: whoever guesses these has the password, and there are but a million."""
    key = _key(f"factor anywhere {fold(username)}")
    return Limit(key, free=20, drain=timedelta(hours=1), longest=timedelta(minutes=15))


def reserve(counted: Sequence[Limit], *, at: datetime) -> timedelta | None:
    """Count an attempt as failed before it is looked at, so that many at once are no way around.

    Returns how long one would have to wait if it does fail (zero: not at all); None when the attempt has to
    wait now and may not be looked at.
    """
    longest = timedelta(0)
    with transaction.atomic():
        for limit in counted:
            failures = _count(limit, at)
            if failures is None:
                transaction.set_rollback(True)  # what is not looked at is no failure of the others either
                return None
            longest = max(longest, limit.wait_after(failures))
    return longest


def left_to_wait(counted: Sequence[Limit], *, at: datetime) -> timedelta:
    """Return how long until an attempt is looked at again."""
    by_key = {limit.key: limit for limit in counted}
    rows = Attempt.objects.filter(key__in=by_key)
    waits = [row.last_at + by_key[bytes(row.key)].wait_after(row.failures) - at for row in rows]
    return max([timedelta(0), *waits])


def release(counted: Sequence[Limit]) -> None:
    """Take back what a right password had counted; the first count is forgotten."""
    keys = [limit.key for limit in counted]
    with connection.cursor() as cursor:
        cursor.execute(RELEASE, {"name": keys[0], "keys": keys})


def forget(*, at: datetime) -> int:
    """Delete counts that nobody has touched for days; returns how many."""
    return Attempt.objects.filter(last_at__lt=at - FORGOTTEN).delete()[0]


def _count(limit: Limit, at: datetime) -> float | None:
    values: dict[str, Any] = {
        "key": limit.key,
        "at": at,
        "free": limit.free,
        "drain": limit.drain.total_seconds(),
        "longest": limit.longest,
    }
    with connection.cursor() as cursor:
        cursor.execute(RESERVE, values)
        row = cursor.fetchone()
    return row[0] if row else None


def _key(text: str) -> bytes:
    return salted_hmac("lienthong.access.throttle", text, algorithm="sha256").digest()
