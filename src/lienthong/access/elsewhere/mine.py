"""What my account's page says of the identity that opens it."""

from typing import Any

from lienthong.access.doors import Request
from lienthong.access.elsewhere.configuration import the_provider
from lienthong.access.elsewhere.identities import ONLY_WAY, is_linked
from lienthong.kernel.refusals import allow, deny
from lienthong.kernel.ui.forms import Form


def identity_of(request: Request) -> dict[str, Any]:
    """Return what the section needs: the provider, whether it opens this account, whether it can be taken off."""
    provider = the_provider()
    if provider is None:
        return {}
    return {
        "provider": provider,
        "linked": is_linked(request.user, provider),
        "may_unlink": allow() if request.user.has_usable_password() else deny(ONLY_WAY),
        "unlinking": Form(),
    }
