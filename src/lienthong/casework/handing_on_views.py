"""Pages of work to distribute: which units it came from; of one, its work, and to whom of the heirs it goes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.doors import Request, page
from lienthong.casework.forms import HandOnForm
from lienthong.casework.handing_on import hand_on, heirs, to_hand_on, was_asked
from lienthong.casework.handing_on_list import FORM, TO_HAND_ON, waiting_units
from lienthong.casework.policies import may_hand_on, may_have_a_box
from lienthong.directory.selectors import names_on
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, Missing
from lienthong.kernel.ui.asking import Asked
from lienthong.kernel.ui.formats import number_words
from lienthong.kernel.ui.lists import Reader
from lienthong.kernel.ui.showing import show

MOST_AT_ONCE = 5000  # cases in one act: some seconds


@page(may_have_a_box)
def to_hand_on_page(request: Request) -> HttpResponse:
    waiting = waiting_units(Reader(by=request.actor, at=request.at))
    return render(request, "casework/to_hand_on.html", {"waiting": waiting})


@page(may_have_a_box, methods=("GET", "POST"))
def hand_on_page(request: Request, unit_id: UUID) -> HttpResponseBase:
    """The work of one unit that was split. What is sent is about the ticked rows, or all that the filters leave."""
    here = to_hand_on(request.actor, request.at).filter(heirs_of=unit_id)
    if not here.exists() and not was_asked(unit_id, request.actor, request.at):
        raise Missing
    form = HandOnForm.of(request, _heirs(request, unit_id))
    if request.method != "POST":
        return _shown(request, unit_id, form)
    may_hand_on(request.actor).or_raise()
    if form.is_valid() and form.takes_all and form.seen_revision is None:
        return _asked_again(request, unit_id, form)
    moved: list[int] = []

    def act() -> None:
        keys = _narrowed(request, unit_id) if form.takes_all else form.ticked
        seen = form.seen_revision if form.takes_all else None
        common = {"by": request.actor, "at": request.at, "key": form.act_key}
        moved.append(hand_on(keys, to=form.heir, seen=seen, **common))

    if form.carries_out(act):
        said = {"count": number_words(moved[0]), "unit": form.called(form.heir)}
        messages.success(request, _("Đã chuyển %(count)s công việc cho %(unit)s.") % said)
        return redirect(request.get_full_path() if here.exists() else "casework:to_hand_on")
    return _shown(request, unit_id, form)


def _narrowed(request: Request, unit_id: UUID) -> list[UUID]:
    asked = Asked.read(TO_HAND_ON, Reader(request.actor, request.at, {"unit": str(unit_id)}), request.GET)
    waiting = to_hand_on(request.actor, request.at).filter(heirs_of=unit_id)
    rows = asked.narrowed(waiting)
    return list(rows.order_by("due_order", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE])


def _asked_again(request: Request, unit_id: UUID, form: HandOnForm) -> HttpResponse:
    """All of many is asked once more, with the number."""
    keys = _narrowed(request, unit_id)
    if not keys:
        raise Invalid(_("Không có công việc nào khớp với điều kiện lọc."))
    context = {
        **_around(request, unit_id),
        "form": form,
        "count": len(keys),
        "most": MOST_AT_ONCE if len(keys) == MOST_AT_ONCE else 0,
        "heir": form.called(form.heir),
    }
    return render(request, "casework/hand_on_all.html", context)


def _shown(request: Request, unit_id: UUID, form: HandOnForm) -> HttpResponseBase:
    scope = {"unit": str(unit_id), "ticked": " ".join(request.POST.getlist("cases"))}
    context: dict[str, Any] = {"form": form, "form_id": FORM, "verdict": may_hand_on(request.actor)}
    shown = show(
        request,
        TO_HAND_ON,
        scope=scope,
        template="casework/hand_on.html",
        **context,
        **_around(request, unit_id),
    )
    shown.status_code = form.status if shown.status_code == 200 else shown.status_code
    return shown


def _around(request: Request, unit_id: UUID) -> dict[str, Any]:
    called = names_on([unit_id], local_day(request.at)).get(unit_id, "")
    return {"called": called, "title": _("Phân bổ công việc của %(unit)s") % {"unit": called}}


def _heirs(request: Request, unit_id: UUID) -> list[tuple[UUID, str, str]]:
    """Return who may be chosen: key, name, share in words."""
    shares = heirs(unit_id, request.at)
    called = names_on(shares, local_day(request.at))
    return [
        (heir, called.get(heir, ""), f"{number_words(float(share * 100))}\N{NO-BREAK SPACE}%")
        for heir, share in shares.items()
    ]
