"""How somebody came in elsewhere, as the library remembers it for the session."""

from typing import Final

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest

from lienthong.access.models import Account

METHOD: Final = "socialaccount"  # the library's word for a sign-in elsewhere


def came_by(request: HttpRequest, account: Account) -> dict[str, str]:
    """Return provider and level of this session's sign-in elsewhere; empty for one by password."""
    records = get_authentication_records(request, account)
    last: dict[str, object] = next((one for one in reversed(records) if one.get("method") == METHOD), {})
    return {name: str(last[name]) for name in ("provider", "level") if name in last}
