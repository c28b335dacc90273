"""Pages on which figures are entered and put right: one figure, one page; a target's and a watched one alike."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, needs, page, signed_in
from lienthong.directory.models import Unit
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.forms import Form
from lienthong.kernel.vault.downloading import download
from lienthong.measures.absent import say_absent
from lienthong.measures.checking import doubts_of
from lienthong.measures.entering import correct, enter
from lienthong.measures.evidence import evidence_of
from lienthong.measures.models import Entry
from lienthong.measures.periods import names_of_frequency, period_of
from lienthong.measures.policies import may_enter
from lienthong.measures.regimes import CALENDAR
from lienthong.plans.entry_forms import AbsenceForm, CorrectionForm, EntryForm
from lienthong.plans.figures import PlanFigure, figure_of
from lienthong.tasks.choices import agencies


@page(signed_in, methods=("GET", "POST"))
def enter_page(request: Request, code: str, figure_code: str) -> HttpResponseBase:
    """Enter one figure: numerator and denominator, never a percentage alone."""
    figure = _figure(request, code, figure_code)
    form = EntryForm.read(
        request, definition=figure.definition, **_places(figure, request), draft=_draft("enter", figure)
    )

    def act() -> None:
        files = form.answers["evidence"]
        enter(figure.definition, form.said, files=files, by=request.actor, at=request.at, key=form.act_key)

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã ghi nhận số liệu."))
        _tell_doubts(request, figure, form)
        return redirect(figure.url)
    return _form(request, figure, form, _("Nhập số liệu"))


@page(signed_in, methods=("GET", "POST"))
def correct_page(request: Request, code: str, figure_code: str, entry_id: UUID) -> HttpResponseBase:
    """Put one figure right, with the reason; the old one stays readable."""
    figure = _figure(request, code, figure_code)
    entry = Entry.objects.filter(pk=entry_id, definition__code=figure.definition.code).first()
    if entry is None:
        raise Missing
    form = CorrectionForm.read(
        request, entry=entry, definition=figure.definition, draft=f"plans.correct.{entry.pk}"
    )

    def act() -> None:
        reason, files = form.answers["reason"], form.answers["evidence"]
        who: dict[str, Any] = {"by": request.actor, "at": request.at}
        correct(entry.pk, form.said, reason=reason, files=files, **who, key=form.act_key)

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã đính chính; số cũ vẫn được giữ bên cạnh."))
        _tell_doubts(request, figure, form)
        return redirect(figure.url)
    return _form(request, figure, form, _("Đính chính số liệu"))


@page(signed_in, methods=("GET", "POST"))
def absent_page(request: Request, code: str, figure_code: str) -> HttpResponseBase:
    """Say why there is no figure of a period."""
    figure = _figure(request, code, figure_code)
    form = AbsenceForm.read(request, **_places(figure, request), draft=_draft("absent", figure))

    def act() -> None:
        period, reason = form.answers["period"], form.answers["reason"]
        who: dict[str, Any] = {"by": request.actor, "at": request.at}
        say_absent(figure.definition, form.unit_id, period, reason=reason, **who, key=form.act_key)

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã ghi nhận lý do."))
        return redirect(figure.url)
    return _form(request, figure, form, _("Nêu lý do chưa có số liệu"))


@page(needs(Capability.FIGURES_SEE))
def file_page(_request: Request, code: str, figure_code: str, file_id: UUID) -> HttpResponseBase:
    """A file that came with a figure, for whoever may see figures."""
    return download(evidence_of(figure_of(code, figure_code).definition.code, file_id), inline=True)


def _figure(request: Request, code: str, figure_code: str) -> PlanFigure:
    figure = figure_of(code, figure_code)
    may_enter(request.actor, figure.definition, at=request.at).or_raise()
    return figure


def _draft(act: str, figure: PlanFigure) -> str:
    return f"plans.{act}.{figure.definition.pk}"


def _places(figure: PlanFigure, request: Request) -> dict[str, Any]:
    """Return what may be chosen: periods that have begun, the whole first, then every agency of the day."""
    plan, today = figure.plan, local_day(request.at)
    first, last = plan.during.lower.year, min(plan.during.upper.year, today.year)
    whole = Unit.objects.get(code=plan.issuer).pk
    units = sorted(agencies(today), key=lambda choice: choice[0] != str(whole))
    years = ((str(year), _begun(figure, year, today)) for year in range(last, first - 1, -1))
    periods = [(year, known) if len(known) > 1 else known[0] for year, known in years if known]
    return {"periods": periods, "units": units}


def _begun(figure: PlanFigure, year: int, today: date) -> list[tuple[str, str]]:
    known = names_of_frequency(figure.definition.frequency, year)
    return [(code, words) for code, words in known if period_of(CALENDAR, code).start <= today]


def _tell_doubts(request: Request, figure: PlanFigure, form: EntryForm) -> None:
    if doubts := doubts_of(figure.definition, form.said):
        messages.warning(request, _("Nên xem lại: %(doubts)s.") % {"doubts": "; ".join(doubts)})


def _form(request: Request, figure: PlanFigure, form: Form, words: str) -> HttpResponse:
    context = {"figure": figure, "form": form, "words": words}
    return render(request, "plans/enter.html", context, status=form.status)
