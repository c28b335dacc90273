"""Going to the provider and coming back: the authorization code flow with PKCE (RFC 6749, 7636; OpenID Connect Core).

State and PKCE are the library's; what it skips is here: the nonce, the verified token, the level.
"""

import hmac
import secrets
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from allauth.socialaccount.internal import statekit
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from lienthong.access.elsewhere import refusals
from lienthong.access.elsewhere.claims import Claimed, claimed
from lienthong.access.elsewhere.configuration import Provider
from lienthong.access.elsewhere.published import published
from lienthong.access.elsewhere.refusals import Unreachable, Untrusted
from lienthong.access.elsewhere.tokens import Identity, verify
from lienthong.access.elsewhere.wire import Answer, Declined, ask
from lienthong.kernel.acts.models import Installation
from lienthong.kernel.refusals import NotAllowed

BACK: Final = "access:arrive"


@dataclass(frozen=True, slots=True)
class Begun:
    """What was kept when somebody left for the provider. `account_id` is who links, "" for signing in."""

    nonce: str
    verifier: str
    account_id: str
    onward: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody came back, and the token is right; `access_token` reads what the provider tells of them."""

    identity: Identity
    access_token: str


def way_there(request: HttpRequest, provider: Provider, *, account_id: str = "", onward: str = "") -> str:
    """Return the provider's address to send the browser to, and keep in the session what binds the answer to it.

    Raises `Unreachable`; then nothing is kept.
    """
    addresses = published(provider)
    if addresses.simulated and not Installation.objects.filter(simulated=True).exists():
        raise Unreachable(refusals.NOT_SIMULATED)
    challenge = generate_code_challenge()
    begun = {
        "nonce": secrets.token_urlsafe(24),
        "verifier": challenge.pop("code_verifier"),
        "account_id": account_id,
        "onward": ours(onward),
    }
    question = {
        "response_type": "code",
        "scope": "openid",
        "client_id": provider.client_id,
        "redirect_uri": _back(request),
        "state": statekit.stash_state(request, provider_id=provider.issuer, state=begun),
        "nonce": begun["nonce"],
        "acr_values": " ".join(level for level in reversed(provider.levels) if provider.reaches(level)),
        "ui_locales": get_language() or "vi",
        **challenge,
    }
    return f"{addresses.authorization}?{urlencode(question)}"


def begun_here(request: HttpRequest, provider: Provider) -> Begun:
    """Return what was kept, once. Raises `NotAllowed` for an answer that nobody here waits for."""
    state = statekit.unstash_state(
        request, provider_id=provider.issuer, state_id=request.GET.get("state", "")
    )
    if state is None or not hmac.compare_digest(request.GET.get("iss", provider.issuer), provider.issuer):
        raise NotAllowed(refusals.NOT_BEGUN)
    return Begun(**state)


def arrival(request: HttpRequest, provider: Provider, begun: Begun) -> Arrival:
    """Change the code for tokens and look at them. Raises `Untrusted`, `Unreachable`."""
    if "error" in request.GET or not request.GET.get("code"):
        raise Untrusted(refusals.FAILED)
    told = _redeemed(request, provider, begun)
    identity = verify(provider, told.get("id_token"), nonce=begun.nonce)
    return Arrival(identity, str(told.get("access_token", "")))


def told_of(provider: Provider, arrived: Arrival) -> Claimed:
    """Return what the provider tells of who came. Raises `Untrusted` also when it is about somebody else."""
    head = {"Authorization": f"Bearer {arrived.access_token}"}
    try:
        told = ask(provider, published(provider).userinfo, headers=head)
    except Declined as declined:
        raise Untrusted(refusals.FAILED) from declined
    if told.get("sub") != arrived.identity.subject:
        raise Untrusted(refusals.OTHER_PERSON)
    return claimed(told, provider.claims)


def ours(address: str) -> str:
    """Return an address of this site to go on to, "" for any other."""
    return address if address.startswith("/") and url_has_allowed_host_and_scheme(address, None) else ""


def _redeemed(request: HttpRequest, provider: Provider, begun: Begun) -> Answer:
    addresses = published(provider)
    form = {
        "grant_type": "authorization_code",
        "code": request.GET["code"],
        "redirect_uri": _back(request),
        "code_verifier": begun.verifier,
    }
    sent: dict[str, Any] = {"data": form}
    if addresses.basic:
        sent["auth"] = (provider.client_id, provider.secret)
    else:
        form |= {"client_id": provider.client_id, "client_secret": provider.secret}
    try:
        return ask(provider, addresses.token, **sent)
    except Declined as declined:
        raise Untrusted(refusals.CODE) from declined


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse(BACK))
