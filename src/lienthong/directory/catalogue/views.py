"""Pages of catalogues: all of them, one of a day, one entry, its form, a file in and out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.directory import reading
from lienthong.directory.asking import Days, Request
from lienthong.directory.catalogue.carrying import import_entries, write_entry
from lienthong.directory.catalogue.exporting import file_name, workbook_of
from lienthong.directory.catalogue.forms import EntryForm
from lienthong.directory.catalogue.listing import address_of, listing_of
from lienthong.directory.catalogue.planning import Plan, plan_of
from lienthong.directory.catalogue.registry import Catalogue, Key, catalogues
from lienthong.directory.catalogue.working import AT_ONCE, begin_work, kept_as
from lienthong.directory.selectors import acts_about
from lienthong.directory.sheets.carrying import Moved
from lienthong.directory.sheets.forms import ConfirmForm, FileForm
from lienthong.directory.sheets.shape import Lines, Problem, WrongRows
from lienthong.directory.sheets.showing import shown
from lienthong.directory.sheets.waiting import keep, kept
from lienthong.directory.sheets.workbook import lines_of
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.letters import can_be_kept
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.exporting import TYPES
from lienthong.kernel.ui.showing import show


def catalogues_page(request: Request) -> HttpResponse:
    days = Days.asked(request)
    listed = [(one, days.link("catalogue", one.name)) for one in catalogues.all()]
    return render(request, "directory/catalogues.html", {"catalogues": listed})


def catalogue_page(request: Request, name: str) -> HttpResponseBase:
    catalogue, days = catalogues.called(name), Days.asked(request)
    context: dict[str, Any] = {
        "catalogue": catalogue,
        "days": days,
        "may": catalogue.may(request.actor),
        "file_url": days.link("catalogue_file", name),
        "new_url": days.link("new_entry", name),
        "export_url": days.link("catalogue_export", name),
    }
    rows = catalogue.keeper.rows(catalogue, days.day)
    return show(
        request, listing_of(catalogue, days), rows=rows, template="directory/catalogue.html", **context
    )


def export_page(request: Request, name: str) -> HttpResponseBase:
    catalogue, days = catalogues.called(name), Days.asked(request)
    return FileResponse(
        workbook_of(catalogue, days.day, at=request.at),
        as_attachment=True,
        filename=file_name(catalogue, days.day),
        content_type=TYPES["xlsx"],
    )


def entry_page(request: Request, name: str) -> HttpResponse:
    """One entry as it is on the day, with every belief about it and every act."""
    catalogue, days = catalogues.called(name), Days.asked(request)
    key, row = _entry(request, catalogue, days)
    context = {
        "catalogue": catalogue,
        "days": days,
        "title": _called(catalogue, key, row),
        "list_url": days.link("catalogue", name),
        "facts": _facts(catalogue, row, days),
        "history": catalogue.keeper.history(catalogue, key),
        "acts": reading.latest_acts(*catalogue.subjects(key)),
        "may": catalogue.may(request.actor),
        "edit_url": address_of(catalogue, key, days, "edit_entry"),
    }
    return render(request, "directory/entry.html", context)


def edit_page(request: Request, name: str) -> HttpResponse:
    catalogue, days = catalogues.called(name), Days.asked(request)
    catalogue.may(request.actor).or_raise()
    key, row = _entry(request, catalogue, days)
    seen = acts_about(catalogue.subjects(key)).count()
    title, back = _called(catalogue, key, row), address_of(catalogue, key, days)
    return _form_page(request, catalogue, days, key, row, title=title, back=back, seen=seen)


def new_page(request: Request, name: str) -> HttpResponse:
    catalogue, days = catalogues.called(name), Days.asked(request)
    catalogue.may(request.actor).or_raise()
    return _form_page(
        request, catalogue, days, (), None, title=_("Thêm mục"), back=days.link("catalogue", name), seen=None
    )


def file_page(request: Request, name: str) -> HttpResponse:
    """Send a workbook, to be looked at before anything is written."""
    catalogue, days = catalogues.called(name), Days.asked(request)
    catalogue.may(request.actor).or_raise()
    form = FileForm.read(request)
    made: list[UUID] = []

    def act() -> None:
        file = form.cleaned_data["file"]
        lines_of(file, [catalogue.sheet])  # a file that cannot be read is refused beside its field
        made.append(keep(request.actor, kept_as(catalogue), file).pk)

    if request.method == "POST" and form.carries_out(act):
        return redirect("directory:catalogue_dry_run", name, made[0])
    context = {
        "catalogue": catalogue,
        "form": form,
        "columns": catalogue.sheet.columns,
        "list_url": days.link("catalogue", name),
        "export_url": days.link("catalogue_export", name),
    }
    return render(request, "directory/catalogue_file.html", context, status=form.status)


def dry_run_page(request: Request, name: str, upload_id: UUID) -> HttpResponse:
    """What the file would change, or what is wrong with it; confirmed, it is carried out as it was shown."""
    catalogue = catalogues.called(name)
    catalogue.may(request.actor).or_raise()
    lines = lines_of(kept(request.actor, kept_as(catalogue), upload_id), [catalogue.sheet])
    form = ConfirmForm.read(request)
    if request.method != "POST" or not form.is_valid():
        return _show_plan(request, catalogue, lines)
    try:
        return _carry_out(request, catalogue, upload_id, lines, form)
    except Moved as moved:
        return _show_plan(request, catalogue, lines, status=moved.status, moved=True)
    except WrongRows as wrong:
        return _show_plan(request, catalogue, lines, status=wrong.status, problems=wrong.problems)


def _carry_out(
    request: Request, catalogue: Catalogue, upload_id: UUID, lines: Lines, form: ConfirmForm
) -> HttpResponse:
    mark, key = form.cleaned_data["mark"], form.act_key
    if len(lines.lines) > AT_ONCE:
        work = begin_work(catalogue, upload_id, lines, mark=mark, key=key, by=request.actor)
        return redirect("ui:work", work.pk)
    plan: Plan = import_entries(lines, catalogue, mark=mark, by=request.actor, at=request.at, key=key)
    messages.success(request, _("Đã ghi %(count)d dòng của tệp.") % {"count": len(plan.changing)})
    return redirect("directory:catalogue", catalogue.name)


def _show_plan(
    request: Request,
    catalogue: Catalogue,
    lines: Lines,
    *,
    status: int = 200,
    moved: bool = False,
    problems: list[Problem] | None = None,
) -> HttpResponse:
    plan = plan_of(catalogue, lines, by=request.actor, day=local_day(request.at))
    context = {
        "catalogue": catalogue,
        "plan": plan,
        "moved": moved,
        "form": ConfirmForm(initial={"mark": plan.mark}),
    }
    context |= shown(plan, problems)
    return render(request, "directory/catalogue_plan.html", context, status=status)


def _form_page(
    request: Request, catalogue: Catalogue, days: Days, key: Key, row: Any, *, seen: int | None, **words: str
) -> HttpResponse:
    form = EntryForm.read(
        request,
        catalogue=catalogue,
        row=row,
        day=days.day,
        seen=seen,
        draft=f"directory.entry.{catalogue.name}.{'.'.join(key)}"[:200],
    )

    def act() -> None:
        lines = form.lines(key)
        write_entry(
            lines,
            catalogue,
            key_parts=key,
            seen=form.seen_revision,
            by=request.actor,
            at=request.at,
            key=form.act_key,
        )

    if request.method == "POST" and form.writes(act):
        messages.success(request, _("Đã ghi vào danh mục “%(name)s”.") % {"name": catalogue.title})
        said = key or tuple(str(form.answers[name]) for name in catalogue.keys)
        since = form.answers.get("since")
        return redirect(address_of(catalogue, said, Days(days.today, max(days.today, since or days.today))))
    context = {
        "catalogue": catalogue,
        "form": form,
        "list_url": days.link("catalogue", catalogue.name),
        "facts": _stays(catalogue, row, days) if row is not None else [],
    }
    return render(request, "directory/entry_form.html", context | words, status=form.status)


def _entry(request: Request, catalogue: Catalogue, days: Days) -> tuple[Key, Any]:
    """Return the entry that the address names. Raises `Missing`."""
    key = tuple(request.GET.get(name, "") for name in catalogue.keys)
    if not can_be_kept(*key):
        raise Missing
    row = catalogue.keeper.entry(catalogue, key, days.day)
    if row is None:
        raise Missing
    return key, row


def _called(catalogue: Catalogue, key: Key, row: Any) -> str:
    values = catalogue.values_of(row)
    return str(values.get("name") or values.get("title") or " – ".join(key))


def _facts(catalogue: Catalogue, row: Any, days: Days) -> list[reading.Fact]:
    facts: list[reading.Fact] = [
        (column.words, column.kind.words(column.value_of(row), days.day)) for column in catalogue.columns
    ]
    keeper = catalogue.keeper
    if keeper.has_days and (during := keeper.during(row)) and (during.lower or during.upper):
        facts.append((_("Có hiệu lực"), reading.range_words(during.lower, during.upper)))
    return [*facts, (_("Căn cứ"), reading.sourced(row.source, row.assumed))] if keeper.has_basis else facts


def _stays(catalogue: Catalogue, row: Any, days: Days) -> list[reading.Fact]:
    """Return what a form does not ask again: the key, and what is said once."""
    return [
        (column.words, column.kind.words(column.value_of(row), days.day))
        for column in catalogue.columns
        if column.name in catalogue.keys or column.of_holder
    ]
