"""By which channels I want to be told, and of what; the list of notices has everything whatever I choose."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.access.doors import Request, page, signed_in
from lienthong.access.selectors import emails, phones
from lienthong.kernel.notices.channels import channels
from lienthong.kernel.notices.models import Wish
from lienthong.kernel.notices.preferring import prefer, preference_of
from lienthong.kernel.ui.forms import Form


class NoticesForm(Form):
    wish = forms.ChoiceField(
        label=gettext_lazy("Gửi cho tôi"), choices=Wish.choices, widget=forms.RadioSelect
    )
    email = forms.BooleanField(label=gettext_lazy("Qua thư điện tử"), required=False)
    sms = forms.BooleanField(label=gettext_lazy("Qua tin nhắn SMS"), required=False)


@page(signed_in, methods=("GET", "POST"))
def notices_page(request: Request) -> HttpResponseBase:
    account = request.user
    chosen = preference_of(account.pk)
    form = NoticesForm.read(request, initial={"wish": chosen.wish, "email": chosen.email, "sms": chosen.sms})
    if request.method == "POST" and form.is_valid():
        answers = form.answers
        prefer(account.pk, email=answers["email"], sms=answers["sms"], wish=Wish(answers["wish"]))
        messages.success(request, _("Đã lưu cách nhận thông báo."))
        return redirect("access:mine")
    context = {
        "form": form,
        "email": emails([account.pk]).get(account.pk, ""),
        "phone": phones([account.pk]).get(account.pk, ""),
        "on": {way.name for way in channels()},
    }
    return render(request, "access/notices.html", context, status=form.status)
