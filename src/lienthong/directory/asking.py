"""What a page of the directory is asked: on which day, by whom. The doors above set actor and moment."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day, midnight_after
from lienthong.kernel.ui.dates import read_day

AS_KNOWN = frozenset({"tree", "unit"})
INSTANT = timedelta(microseconds=1)


class Request(HttpRequest):
    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class Days:
    """The day that is read, and today: links from page to page stay on the day.

    `known` is the day at whose end it was known so; the pages of `AS_KNOWN` can be read as known then.
    """

    today: date
    day: date
    known: date | None = None

    @classmethod
    def asked(cls, request: Request, *, known: bool = False) -> "Days":
        """Read `?on=05/03/2012`; without it, today. `known`: also the day as known on which it is read.

        Raises `Invalid`.
        """
        today = local_day(request.at)
        on, known_on = (_typed(request, name) for name in ("on", "known"))
        return cls(today, on or today, known_on if known else None)

    @property
    def known_at(self) -> datetime | None:
        """Return the end of the day whose knowledge is read; None: what we believe now."""
        return midnight_after(self.known) - INSTANT if self.known else None

    @property
    def as_believed(self) -> "Days":
        """Return the same day as we believe it now."""
        return replace(self, known=None)

    @property
    def is_today(self) -> bool:
        return self.day == self.today

    def link(self, name: str, *args: object, **query: object) -> str:
        address = reverse(f"directory:{name}", args=args)
        asked = query if self.is_today else {"on": self.day.isoformat(), **query}
        if self.known and name in AS_KNOWN:
            asked = {**asked, "known": self.known.isoformat()}
        return f"{address}?{urlencode(asked)}" if asked else address


def _typed(request: Request, name: str) -> date | None:
    typed = request.GET.get(name, "").strip()
    return read_day(typed, field=name) if typed else None
