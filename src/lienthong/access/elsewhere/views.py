"""Pages of signing in elsewhere: going, coming back, linking, unlinking."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.access import throttle
from lienthong.access.assurance import show_factor
from lienthong.access.browsers import network_of
from lienthong.access.confirming import confirm
from lienthong.access.doors import Request, anyone, asker, page, signed_in
from lienthong.access.elsewhere import identities, refusals
from lienthong.access.elsewhere.arriving import Arrival, Begun, arrival, begun_here, told_of, way_there
from lienthong.access.elsewhere.coming import METHOD
from lienthong.access.elsewhere.configuration import Provider, the_provider
from lienthong.access.elsewhere.refusals import Untrusted
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.refusals import Missing, NotAllowed
from lienthong.kernel.ui.forms import Form

DENIED = "access_denied"  # what a provider says when somebody does not agree (RFC 6749, 4.1.2.1)


@page(anyone, methods=("POST",), before_new_password=True)
def leave_page(request: Request) -> HttpResponseBase:
    """Send the browser to the provider."""
    if asker(request) is not None:
        return redirect("/")
    return HttpResponseRedirect(way_there(request, _provider(), onward=request.POST.get("next", "")))


@page(signed_in, methods=("POST",))
def link_page(request: Request) -> HttpResponseBase:
    """Send the browser to the provider, to come back with an identity for the account."""
    confirm(request)
    return HttpResponseRedirect(way_there(request, _provider(), account_id=str(request.user.pk)))


@page(signed_in, methods=("POST",))
def unlink_page(request: Request) -> HttpResponseBase:
    confirm(request)
    form, provider = Form.read(request), _provider()
    if form.is_valid():
        identities.unlink(request.user, provider, by=request.actor, at=request.at, key=form.act_key)
        messages.success(request, _("Đã gỡ %(provider)s khỏi tài khoản này.") % {"provider": provider.label})
    return redirect("access:mine")


@page(anyone, before_new_password=True)
def arrive_page(request: Request) -> HttpResponseBase:
    """Take what the provider answers: sign in, or link; a wrong answer is refused and recorded."""
    provider = _provider()
    begun = begun_here(request, provider)
    if request.GET.get("error") == DENIED:
        messages.info(request, _("Đã hủy; chưa có gì thay đổi."))
        return redirect("access:mine" if begun.account_id else "account_login")
    try:
        arrived = arrival(request, provider, begun)
        return (_link if begun.account_id else _enter)(request, provider, begun, arrived)
    except Untrusted as refusal:
        _note(request, provider, refusal)
        raise


def _enter(request: Request, provider: Provider, begun: Begun, arrived: Arrival) -> HttpResponseBase:
    """Sign in; the provider is asked about somebody only when they come for the first time."""
    account = identities.account_of(arrived.identity)
    if account is None:
        claimed = told_of(provider, arrived)
        account = identities.come_first(arrived.identity, claimed, provider, by=SYSTEM, at=request.at)
    if asker(request) is not None:
        get_adapter(request).logout(request)
    how = {"provider": provider.name, "level": arrived.identity.level}
    record_authentication(request, account, METHOD, **how)
    if provider.second_factor:
        show_factor(request, account, "identity")
    answer: HttpResponseBase = perform_login(
        request, account, email_verification="none", redirect_url=begun.onward or None
    )
    return answer


def _link(request: Request, provider: Provider, begun: Begun, arrived: Arrival) -> HttpResponseBase:
    if asker(request) is None or str(request.user.pk) != begun.account_id:
        raise NotAllowed(refusals.NOT_BEGUN)
    identities.link(request.user, arrived.identity, provider, by=request.actor, at=request.at)
    words = _("Đã gắn %(provider)s. Từ bây giờ anh/chị đăng nhập được bằng cách này.")
    messages.success(request, words % {"provider": provider.label})
    return redirect("access:mine")


def _note(request: Request, provider: Provider, refusal: Untrusted) -> None:
    """Record the refusal; of many from one place only the first thirty, then ever fewer."""
    address = get_adapter(request).get_client_ip(request)
    counted = throttle.limits(source=f"identity {network_of(address)}", username="")
    if throttle.reserve(counted[1:], at=request.at) is None:
        return
    account = request.user if asker(request) is not None else None
    identities.note_refusal(refusal.why, provider, account=account, address=address, by=SYSTEM, at=request.at)


def _provider() -> Provider:
    provider = the_provider()
    if provider is None:
        raise Missing(refusals.NOT_USED)
    return provider
