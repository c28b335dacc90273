"""Passkeys (WebAuthn) over the library and fido2: one kind, which names its owner and asks for a finger or PIN.

The ceremonies are the library's; a challenge is good for one answer, right or wrong (WebAuthn, 13.4.3).
"""

import json
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any, TypeVar
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_decode

from lienthong.access.factors.codes import Accepted
from lienthong.access.models import Account
from lienthong.kernel.refusals import Invalid

WRONG = _(
    "Passkey này không dùng được ở đây: của thiết bị hoặc tài khoản khác, sai địa chỉ trang, hoặc yêu cầu đã dùng rồi."
    " Hãy thử lại, hoặc dùng cách khác."
)
# What fido2 and the library raise for an answer that is none: of another shape, cut off, or not to this challenge.
NO_ANSWER = (
    ValidationError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    struct.error,
)
T = TypeVar("T")
LARGEST = 20_000  # characters of an answer; a real one has some 1,500


@dataclass(frozen=True, slots=True)
class Passkey:
    """What a browser answered for a device."""

    answer: str

    def check(self, account: Account, *, at: datetime) -> Accepted:
        """Accept it for the account. Raises `Invalid` for a device or account, origin or challenge that is another."""
        return _tried(lambda: self._check(account, at))

    def owner(self) -> Account | None:
        """Return the account that the device names, before anything is proved."""
        try:
            handle = websafe_decode(_read(self.answer)["response"]["userHandle"]).decode()
            return Account.objects.filter(pk=UUID(handle)).first()
        except NO_ANSWER:
            return None

    def _check(self, account: Account, at: datetime) -> Accepted:
        factor: Authenticator = auth.complete_authentication(account, _read(self.answer))
        Authenticator.objects.filter(pk=factor.pk).update(last_used_at=at)
        return Accepted(str(factor.type))


def possible(request: HttpRequest) -> bool:
    """Return whether browsers allow passkeys here: over TLS or on localhost, and never at a bare number."""
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    try:
        ip_address(host)
    except ValueError:
        return request.is_secure() or host == "localhost" or host.endswith(".localhost")
    return False


def begin_adding(account: Account) -> str:
    """Return what the browser is to ask a new device, as JSON; the challenge waits in the session."""
    return json.dumps(auth.begin_registration(account, passwordless=True))


def begin_asking(account: Account | None) -> str:
    """Return what the browser is to ask: any device of the account, or without one of whoever signs in."""
    return json.dumps(auth.begin_authentication(account))


def new_credential(answer: str) -> dict[str, Any]:
    """Return what to keep of a new device. Raises `Invalid` as `Passkey.check`."""
    return _tried(lambda: _complete(_read(answer)))


def _complete(credential: dict[str, Any]) -> dict[str, Any]:
    auth.parse_registration_response(credential)
    auth.complete_registration(credential)
    return credential


def _tried(ceremony: Callable[[], T]) -> T:
    try:
        return ceremony()
    except NO_ANSWER as other:
        raise Invalid(WRONG, field="credential") from other
    finally:
        auth.clear_state()


def _read(answer: str) -> dict[str, Any]:
    read = json.loads(answer) if len(answer) <= LARGEST else None
    if not isinstance(read, dict):
        raise TypeError("not an answer of a device")
    return read
