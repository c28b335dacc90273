"""People and appointments as a workbook: taken out, changed, looked at row by row, carried out whole or not at all."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.doors import Request, page
from lienthong.access.importing import AT_ONCE, FORM, begin_work
from lienthong.access.keeping import key_of, tabs
from lienthong.access.policies import keeps_people, reach_of
from lienthong.directory.importing.carrying import carry_out
from lienthong.directory.importing.exporting import file_name, workbook_of
from lienthong.directory.importing.planning import Plan, plan_of
from lienthong.directory.importing.template import SHEETS
from lienthong.directory.reach import Reach
from lienthong.directory.sheets.carrying import Moved
from lienthong.directory.sheets.forms import ConfirmForm, FileForm
from lienthong.directory.sheets.shape import Lines, Problem, WrongRows
from lienthong.directory.sheets.showing import shown
from lienthong.directory.sheets.waiting import keep, kept
from lienthong.directory.sheets.workbook import lines_of
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.ui.exporting import TYPES


@page(keeps_people, methods=("GET", "POST"))
def files_page(request: Request) -> HttpResponseBase:
    """Take the workbook out, send it back."""
    form = FileForm.read(request)
    made: list[UUID] = []

    def act() -> None:
        file = form.cleaned_data["file"]
        lines_of(file, SHEETS)  # a file that cannot be read is refused beside its field
        made.append(keep(request.actor, FORM, file).pk)

    if request.method == "POST" and form.carries_out(act):
        return redirect("access:dry_run", made[0])
    units = reach_of(request.actor, request.at).choices()
    context = {"form": form, "tabs": tabs("files"), "units": units}
    return render(request, "access/files.html", context, status=form.status)


@page(keeps_people)
def export_page(request: Request) -> HttpResponseBase:
    reach = Reach.of(request.actor, local_day(request.at))
    if unit := key_of(request.GET.get("unit", "")):
        reach = reach.narrowed(unit)
    return FileResponse(
        workbook_of(reach), as_attachment=True, filename=file_name(reach.day), content_type=TYPES["xlsx"]
    )


@page(keeps_people, methods=("GET", "POST"))
def dry_run_page(request: Request, upload_id: UUID) -> HttpResponseBase:
    """What the file would change, or what is wrong with it; confirmed, it is carried out as it was shown."""
    upload = kept(request.actor, FORM, upload_id)
    lines = lines_of(upload, SHEETS)
    form = ConfirmForm.read(request)
    if request.method != "POST" or not form.is_valid():
        return _show(request, lines)
    try:
        return _carry_out(request, upload_id, lines, form)
    except Moved as moved:
        return _show(request, lines, status=moved.status, moved=True)
    except WrongRows as wrong:
        return _show(request, lines, status=wrong.status, problems=wrong.problems)


def _carry_out(request: Request, upload_id: UUID, lines: Lines, form: ConfirmForm) -> HttpResponse:
    mark = form.cleaned_data["mark"]
    if len(lines.lines) > AT_ONCE:
        work = begin_work(upload_id, lines, mark=mark, key=form.act_key, by=request.actor)
        return redirect("ui:work", work.pk)
    plan: Plan = carry_out(lines, mark=mark, by=request.actor, at=request.at, key=form.act_key)
    messages.success(request, _("Đã ghi %(count)d dòng của tệp.") % {"count": len(plan.changing)})
    return redirect("access:accounts")


def _show(
    request: Request,
    lines: Lines,
    *,
    status: int = 200,
    moved: bool = False,
    problems: list[Problem] | None = None,
) -> HttpResponse:
    plan = plan_of(lines, by=request.actor, day=local_day(request.at))
    context = {"plan": plan, "form": ConfirmForm(initial={"mark": plan.mark}), "moved": moved}
    context |= shown(plan, problems)
    return render(request, "access/dry_run.html", context, status=status)
