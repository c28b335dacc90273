"""Where somebody signs in from: a network address, or a browser in which the account has signed in before."""

from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, Self
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from lienthong.access.models.account import fold
from lienthong.kernel.keys import new_key

COOKIE = "browser"
SALT = "lienthong.access.browsers"
KEPT = 180 * 86_400  # seconds
MOST = 8  # accounts that share one browser: the counter of a commune


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser by a key that it carries, signed, with marks of the accounts that have signed in there."""

    id: str = field(default_factory=lambda: str(new_key()))
    marks: tuple[str, ...] = ()

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        try:
            known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT)
            return cls(str(UUID(known["id"])), tuple(known["marks"]))
        except (signing.BadSignature, KeyError, TypeError, ValueError):
            return cls()

    def knows(self, username: str) -> bool:
        return self._mark(username) in self.marks

    def remember(self, username: str, response: HttpResponseBase) -> None:
        """Let the browser carry that this account has signed in here."""
        marks = dict.fromkeys([self._mark(username), *self.marks])
        known: dict[str, Any] = {"id": self.id, "marks": list(marks)[:MOST]}
        response.set_cookie(
            COOKIE,
            signing.dumps(known, salt=SALT),
            max_age=KEPT,
            secure=bool(settings.SESSION_COOKIE_SECURE),
            httponly=True,
            samesite="Lax",
        )

    def _mark(self, username: str) -> str:
        return salted_hmac(SALT, f"{self.id} {fold(username)}", algorithm="sha256").hexdigest()[:16]


def address_of(request: HttpRequest) -> str:
    """Return the network address that a request comes from, past the proxies that the settings trust."""
    return str(get_adapter(request).get_client_ip(request))


def source_of(request: HttpRequest, address: str, username: str) -> str:
    """Return what attempts at a name are counted by: the browser that knows it, else the network."""
    browser = Browser.of(request)
    return f"browser {browser.id}" if browser.knows(username) else f"network {network_of(address)}"


def is_known(request: HttpRequest, username: str) -> bool:
    """Return whether the account has signed in here before."""
    return Browser.of(request).knows(username)


def network_of(address: str) -> str:
    """Return the address; of IPv6 the /64, which is one customer."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{found}/64", strict=False)) if isinstance(found, IPv6Address) else address
