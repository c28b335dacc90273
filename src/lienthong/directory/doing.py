"""How a page of keeping works: read the form, show what would move, carry out, go on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.directory.asking import Days, Request
from lienthong.directory.foreseeing import Foresight
from lienthong.directory.forms.bases import AboutForm
from lienthong.directory.offers import Act
from lienthong.directory.selectors import revision_of
from lienthong.directory.standing import Spot, address_of
from lienthong.kernel.acts.models import Act as Recorded
from lienthong.kernel.refusals import AlreadyDone, Missing

NOBODY = UUID(int=0)  # in an address that waits for a key
NOT_PASSED_ON = frozenset({"csrfmiddlewaretoken", "key", "confirmed"})


def act_page(
    request: Request, act: Act | None, spot: Spot, days: Days, *, then: str = "", **context: Any
) -> HttpResponseBase:
    """Answer for one act; `then` is where it leads when not to the page of its thing (its key is put in)."""
    if act is None:
        raise Missing
    form = _read(request, act, spot, days)
    done: list[Any] = []
    if request.method == "POST" and "again" not in request.POST:
        foresight = _foreseen(act, spot, form)
        if foresight is not None and not _has_seen(form, foresight):
            return _confirm(request, act, spot, form, foresight)
        if form.carries_out(lambda: done.append(_do(act, spot, form, request))):
            messages.success(request, _("Đã ghi nhận: %(act)s.") % {"act": act.words})
            return redirect(_next(done[0] or spot.thing, form, days, then))
    context["lines"] = act.ahead(spot.thing, days.day)
    return _page(request, "directory/act.html", act, spot, form, **context)


def _read(request: Request, act: Act, spot: Spot, days: Days) -> AboutForm:
    thing = spot.thing
    return act.form.read(
        request,
        about=thing,
        day=days.day,
        asked=request.GET,
        seen=revision_of(thing.pk) if thing else None,
        draft=f"directory.{act.slug}.{thing.pk if thing else request.path}",
    )


def _do(act: Act, spot: Spot, form: AboutForm, request: Request) -> Any:
    common = {"by": request.actor, "at": request.at, "seen": form.seen_revision, "key": form.act_key}
    return act.do(spot.thing, form, common)


def _foreseen(act: Act, spot: Spot, form: AboutForm) -> Foresight | None:
    """Look ahead, where the act does; what cannot be is written beside its question."""
    foresee = act.foresee
    if foresee is None or not form.is_valid():
        return None
    if Recorded.objects.filter(pk=form.act_key).exists():
        raise AlreadyDone(form.act_key)
    found: list[Foresight] = []
    form.carries_out(lambda: found.append(foresee(spot.thing, form)))
    return found[0] if found else None


def _has_seen(form: AboutForm, foresight: Foresight) -> bool:
    """Say whether the reader confirmed just this; what is another by now is shown again."""
    return bool(form.cleaned_data["confirmed"] == foresight.mark)


def _confirm(request: Request, act: Act, spot: Spot, form: AboutForm, foresight: Foresight) -> HttpResponse:
    passed_on = [name for name in request.POST if name not in NOT_PASSED_ON]
    sent = [(name, value) for name in passed_on for value in request.POST.getlist(name)]
    answers = form.cleaned_data
    return _page(
        request,
        "directory/confirm.html",
        act,
        spot,
        form,
        foresight=foresight,
        sent=[*sent, ("key", form.act_key), ("confirmed", foresight.mark)],
        changed=bool(answers["confirmed"]),
        facts=[(_("Từ ngày"), answers["on"]), (_("Căn cứ"), answers["basis"])],
    )


def _next(thing: Any, form: AboutForm, days: Days, then: str) -> str:
    """Return the page of the thing, on the day from which it is so where that is still to come."""
    if then:
        return then.replace(str(NOBODY), str(thing.pk))
    on = form.answers.get("on", days.today)
    return address_of(thing, Days(days.today, max(days.today, on)))


def _page(
    request: Request, template: str, act: Act, spot: Spot, form: AboutForm, **context: Any
) -> HttpResponse:
    shown = {"act": act, "spot": spot, "form": form, **context}
    return render(request, template, shown, status=form.status)
