"""What a page of the directory is asked: on which day, by whom. The doors above set actor and moment."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.ui.dates import read_day


class Request(HttpRequest):
    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class Days:
    """The day that is read, and today: links from page to page stay on the day."""

    today: date
    day: date

    @classmethod
    def asked(cls, request: Request) -> "Days":
        """Read `?on=05/03/2012`; without it, today. Raises `Invalid`."""
        today = local_day(request.at)
        typed = request.GET.get("on", "").strip()
        return cls(today, read_day(typed, field="on") if typed else today)

    @property
    def is_today(self) -> bool:
        return self.day == self.today

    def link(self, name: str, *args: object, **query: object) -> str:
        address = reverse(f"directory:{name}", args=args)
        asked = query if self.is_today else {"on": self.day.isoformat(), **query}
        return f"{address}?{urlencode(asked)}" if asked else address
