"""A desk at which an administrator of the tests opens the pages of the directory and sends their forms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponseBase
from django.test import RequestFactory
from django.urls import resolve

from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?')


@dataclass
class Answer:
    """What a page answered."""

    response: HttpResponseBase

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def words(self) -> str:
        return unescape(bytes(getattr(self.response, "content", b"")).decode())

    @property
    def leads_to(self) -> str:
        return self.response.headers.get("Location", "")

    @property
    def hidden(self) -> dict[str, str]:
        return dict(HIDDEN.findall(self.words))

    def beside(self, field: str) -> str:
        """Return what is said beside a question; "" where nothing is."""
        found = re.search(rf'id="id_{field}_error">(.*?)</div>', self.words, re.DOTALL)
        return re.sub(r"<[^>]+>", "", found[1]).strip() if found else ""


@dataclass
class Desk:
    """Opens and sends as somebody, at 9 o'clock on a Monday; counts what was recorded since."""

    factory: RequestFactory
    by: Actor = cast.EDITOR

    def open(self, address: str) -> Answer:
        return self._ask(address, self.factory.get(address))

    def send(self, address: str, **data: Any) -> Answer:
        return self._ask(address, self.factory.post(address, data))

    def fill(self, address: str, **data: Any) -> Answer:
        """Open the page, and send its form with what it carries itself."""
        return self.send(address, **self.open(address).hidden | {"on": "05/03/2012"} | data)

    def confirm(self, shown: Answer, address: str, **data: Any) -> Answer:
        return self.send(address, **shown.hidden | data)

    def _ask(self, address: str, request: Any) -> Answer:
        request.actor, request.at, request.htmx = self.by, cast.AT, False
        request.session = {}
        request._messages = FallbackStorage(request)
        view, positional, named = resolve(urlsplit(address).path)
        return Answer(view(request, *positional, **named))


def recorded() -> list[str]:
    return sorted(Act.objects.values_list("verb", flat=True))


def key_in(address: str) -> UUID:
    return UUID(next(part for part in urlsplit(address).path.split("/") if len(part) == 36))


def at(thing: Any, act: str = "", **query: str) -> str:
    """Return the address of a thing's page, or of an act about it."""
    places: Mapping[str, str] = {"unit": "", "post": "chuc-vu/", "person": "can-bo/"}
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    base = f"/danh-ba/{places[thing._meta.model_name]}{thing.pk}/"
    return f"{base}{act}{'/' if act else ''}{f'?{asked}' if asked else ''}"
