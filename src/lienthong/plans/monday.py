"""The Monday page: as it stands now, putting it in order before the meeting, and as it was kept."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.doors import Request, page
from lienthong.directory.selectors import names
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing
from lienthong.plans.models import MondayPage, Part
from lienthong.plans.monday_form import MondayForm, sheet_in, sheet_of, token_of
from lienthong.plans.monday_keeping import Kept, Sheet, keep_monday_page, made_sheet
from lienthong.plans.monday_reading import committee_of, editions, monday_of
from lienthong.plans.policies import may_keep_monday, may_read_monday

OLD_SHOWN = 12
FIRST_SIDE = (Part.DUE, Part.WAITING)


@page(may_read_monday)
def monday_page(request: Request) -> HttpResponseBase:
    """This week's page: the last edition kept, else as the latest head makes it."""
    last = None if "new" in request.GET else _last(request)
    sheet = sheet_of(last) if last else _made(request)
    return _shown(request, sheet, last) if sheet else render(request, "plans/monday_empty.html")


@page(may_read_monday)
def kept_page(request: Request, day: str, edition: int) -> HttpResponseBase:
    """A page as it was kept."""
    try:
        monday = date.fromisoformat(day)
    except ValueError:
        raise Missing from None
    kept = editions(committee_of(request.actor, request.at)).filter(monday=monday, edition=edition).first()
    if kept is None:
        raise Missing
    return _shown(request, sheet_of(kept), kept)


@page(may_keep_monday, methods=("GET", "POST"))
def edit_page(request: Request) -> HttpResponseBase:
    """Put the page in order: the lines on the form are those that were read, and these are kept."""
    if request.method == "POST":
        return _keep(request, sheet_in(request))
    last = _last(request)
    sheet = sheet_of(last) if last and "new" not in request.GET else _made(request)
    if sheet is None:
        return render(request, "plans/monday_empty.html")
    form = _form(request, sheet, seen=last.edition if last else 0, initial={"note": sheet.note})
    return _edited(request, sheet, form)


def _keep(request: Request, sheet: Sheet) -> HttpResponseBase:
    form = _form(request, sheet)

    def act() -> None:
        decided = replace(sheet, lines=form.ordered(), note=form.answers["note"])
        keep_monday_page(decided, by=request.actor, at=request.at, seen=form.seen_revision, key=form.act_key)

    if form.carries_out(act):
        messages.success(request, _("Đã lưu trang giao ban; các bản trước vẫn giữ nguyên."))
        return redirect("plans:monday")
    return _edited(request, sheet, form)


def _form(request: Request, sheet: Sheet, **more: Any) -> MondayForm:
    return MondayForm.read(request, lines=sheet.lines, token=token_of(sheet), **more)


def _edited(request: Request, sheet: Sheet, form: MondayForm) -> HttpResponseBase:
    context = {"sheet": sheet, "form": form, "unit": _unit(request)}
    return render(request, "plans/monday_edit.html", context, status=form.status)


def _last(request: Request) -> MondayPage | None:
    monday = monday_of(local_day(request.at))
    return editions(committee_of(request.actor, request.at)).filter(monday=monday).first()


def _made(request: Request) -> Sheet | None:
    return made_sheet(by=request.actor, at=request.at)


def _shown(request: Request, sheet: Sheet, kept: MondayPage | None) -> HttpResponseBase:
    context = {
        "sheet": sheet,
        "kept": kept,
        "unit": _unit(request),
        "sides": _sides(sheet.lines),
        "may_keep": may_keep_monday(request.actor),
        "current": sheet.monday == monday_of(local_day(request.at)),
        "editions": editions(committee_of(request.actor, request.at))[:OLD_SHOWN],
    }
    return render(request, "plans/monday.html", context)


def _sides(lines: Iterable[Kept]) -> list[list[tuple[str, list[Kept]]]]:
    """Return the parts of the two sides of the sheet; every part but the last is there, also without a line."""
    by_part = {part: list(found) for part, found in groupby(lines, key=lambda line: line.part)}
    shown = [part for part in Part if part != Part.OTHER or by_part.get(part)]
    parts = [(part, str(part.label), by_part.get(part, [])) for part in shown]
    first = [(words, found) for part, words, found in parts if part in FIRST_SIDE]
    return [first, [(words, found) for part, words, found in parts if part not in FIRST_SIDE]]


def _unit(request: Request) -> str:
    unit = committee_of(request.actor, request.at)
    return names([unit], local_day(request.at)).get(unit, "")
