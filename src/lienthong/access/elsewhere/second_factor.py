"""How somebody came in elsewhere, as the library remembers it for the session; and whether that counts twice."""

from typing import Final

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from django.http import HttpRequest

from lienthong.access.models import Account

METHOD: Final = "socialaccount"  # the library's word for a sign-in elsewhere


def came_by(request: HttpRequest, account: Account) -> dict[str, str]:
    """Return provider and level of this session's sign-in elsewhere; empty for one by password."""
    records = get_authentication_records(request, account)
    last: dict[str, object] = next((one for one in reversed(records) if one.get("method") == METHOD), {})
    return {name: str(last[name]) for name in ("provider", "level") if name in last}


def counts_as_second_factor(request: HttpRequest) -> bool:
    """Say whether the provider's level stands for a second factor: only where the installation says so."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    return bool(records and records[-1].get("method") == METHOD and records[-1].get("second_factor"))
