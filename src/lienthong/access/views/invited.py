"""Setting a password by a link from a letter. Opening the link changes nothing: letters are read by machines too."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access import invitations, throttle
from lienthong.access.actors import actor_of
from lienthong.access.browsers import Browser, network_of
from lienthong.access.doors import Request, anyone, page
from lienthong.access.forms import NewPasswordForm
from lienthong.access.invitations import Link, LinkEnded
from lienthong.access.models import Account
from lienthong.access.sign_in import Adapter
from lienthong.kernel.acts.actor import SYSTEM


@page(anyone, methods=("GET", "POST"), before_new_password=True)
def invitation_page(request: Request, token: str) -> HttpResponseBase:
    link = invitations.read(token)
    form = NewPasswordForm.read(request)
    try:
        if request.method == "POST" and form.carries_out(lambda: _accept(request, link, form)):
            messages.success(request, _("Đã đặt mật khẩu. Hãy đăng nhập bằng mật khẩu mới."))
            return _known(request, link, redirect(settings.LOGIN_URL))
        account = invitations.account_for(link, at=request.at)
    except LinkEnded:
        _note(request, link)
        raise
    response = render(
        request, "access/invitation.html", {"form": form, "account": account}, status=form.status
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _accept(request: Request, link: Link, form: NewPasswordForm) -> None:
    """Act as the owner of the account, whose link it is; sent twice, the second hears that it was done."""
    owner = Account.objects.select_related("person").filter(pk=link.account_id).first()
    by = actor_of(owner, at=request.at) if owner else SYSTEM
    invitations.accept(link, new=form.cleaned_data["new"], by=by, at=request.at, key=form.act_key)


def _known(request: Request, link: Link, response: HttpResponse) -> HttpResponse:
    """Let the browser be known: who comes with the letter does not wait for those who guess elsewhere."""
    username = Account.objects.values_list("username", flat=True).get(pk=link.account_id)
    Browser.of(request).remember(username, response)
    return response


def _note(request: Request, link: Link) -> None:
    """Record the try, as often as tries at a password are looked at: nobody fills the log with an old link."""
    address = Adapter(request).get_client_ip(request)
    counted = throttle.limits(source=f"network {network_of(address)}", username=f"link {link.account_id}")
    if throttle.reserve(counted, at=request.at) is not None:
        invitations.note_refused(link, address=address, by=SYSTEM, at=request.at)
