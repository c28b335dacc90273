"""Many steps at once: sent as a file or pasted, looked at row by row, added all or not at all."""

import json
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.directory.asking import Request
from lienthong.directory.models import ReorganisationPlan
from lienthong.directory.parts import Table
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.desk.bulk import lines_of_file, lines_of_text, workbook_of
from lienthong.directory.reorganising.desk.called import Called, Written
from lienthong.directory.reorganising.desk.choosing import Choosing
from lienthong.directory.reorganising.desk.columns import STEPS
from lienthong.directory.reorganising.desk.composing import composed, pressed
from lienthong.directory.reorganising.desk.rows import Reading
from lienthong.directory.reorganising.desk.saying import said
from lienthong.directory.reorganising.desk.shown import plan_at
from lienthong.directory.sheets.shape import Lines, Problem, Problems
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui.exporting import TYPES
from lienthong.kernel.ui.files_field import FilesField
from lienthong.kernel.ui.forms import Form, LongText

MOST_SHOWN = 200
PASTED = 500_000  # characters


class TableForm(Form):
    """A table of steps: a file, or pasted from a spreadsheet; one of the two."""

    conditional = frozenset({"file", "text"})
    file = FilesField(label=gettext_lazy("Tệp XLSX hoặc CSV"), required=False)
    text = LongText(
        label=gettext_lazy("Hoặc dán bảng, nếu không chọn tệp"), rows=8, max_length=PASTED, required=False, strip=False,
        help_text=gettext_lazy("Chép các ô trong bảng tính, cả dòng tên cột, rồi dán vào đây."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        files, text = self.cleaned_data.get("file") or [], self.cleaned_data.get("text", "").strip()
        if len(files) > 1 or bool(files) == bool(text):
            raise forms.ValidationError(_("Hãy chọn một tệp hoặc dán một bảng."))
        return values

    def lines(self) -> Lines:
        """Return what was sent. Raises `Invalid`."""
        files = self.cleaned_data["file"]
        return (
            lines_of_file(files[0])
            if files
            else lines_of_text(self.cleaned_data["text"], name=_("Bảng đã dán"))
        )


class StepsForm(Form):
    """The steps that were shown, to be added now; looked at again as everything that comes from outside."""

    steps = forms.CharField(widget=forms.HiddenInput, max_length=4 * PASTED)

    def clean_steps(self) -> list[Written]:
        try:
            sent = json.loads(self.cleaned_data["steps"])
            return [(str(kind), {**content}) for kind, content in sent]
        except (ValueError, TypeError):
            raise forms.ValidationError(_("Các bước gửi lên không đọc được; hãy gửi lại tệp.")) from None


def bulk_page(request: Request, plan_id: UUID) -> HttpResponseBase:
    plan = composed(plan_id)
    if "steps" in request.POST:
        return _add(request, plan)
    form = TableForm.read(request, seen=plan.revision)
    found: list[Lines] = []
    if request.method == "POST" and form.carries_out(lambda: found.append(form.lines())):
        read = Reading(Choosing(plan), Problems([*found[0].problems]))
        if read.read(found[0].lines) or read.problems:
            return _show(request, form, found[0], read)
        form.add_error(None, _("Bảng không có bước nào."))
    return _page(request, plan, form)


def export_page(request: Request, plan_id: UUID) -> HttpResponseBase:  # noqa: ARG001 - the door asked
    return FileResponse(
        workbook_of(plan_at(plan_id)),
        as_attachment=True,
        filename="cac-buoc.xlsx",
        content_type=TYPES["xlsx"],
    )


def _add(request: Request, plan: ReorganisationPlan) -> HttpResponse:
    form = StepsForm.read(request, seen=plan.revision)
    if not form.is_valid():
        raise Invalid(_("Các bước gửi lên không đọc được; hãy gửi lại tệp."))
    steps = form.cleaned_data["steps"]
    drafting.add_steps(plan.pk, steps, **pressed(request, form))
    messages.success(request, _("Đã thêm %(count)d bước.") % {"count": len(steps)})
    return redirect("directory:plan", plan.pk)


def _show(request: Request, form: TableForm, lines: Lines, read: Reading) -> HttpResponse:
    """Show what is wrong, cell by cell; or the steps in words, to be added."""
    plan, problems = read.choosing.plan, list(read.problems)
    own = [(step.kind, step.content) for step in plan.steps.all()]
    called = Called.of([*own, *read.steps], plan.on)
    sentences = [said(kind, content, called) for kind, content in read.steps]
    sent = json.dumps(read.steps, ensure_ascii=False)
    context = {
        "plan": plan,
        "name": lines.name,
        "wrong": _wrong(problems[:MOST_SHOWN]),
        "more_wrong": max(len(problems) - MOST_SHOWN, 0),
        "sentences": list(enumerate(sentences, len(own) + 1)) if not problems else [],
        "form": StepsForm(seen=form.seen_revision, initial={"steps": sent}),
    }
    return render(request, "directory/plan_bulk_shown.html", context, status=422 if problems else 200)


def _wrong(problems: list[Problem]) -> Table:
    return Table(
        "wrong",
        _("Các chỗ cần sửa"),
        (_("Ô"), _("Cột"), _("Cần sửa")),
        [
            (one.cell or one.row, STEPS.words_of(one.column) if one.column else "", one.words)
            for one in problems
        ],
    )


def _page(request: Request, plan: ReorganisationPlan, form: TableForm) -> HttpResponse:
    context = {"plan": plan, "form": form, "columns": [column.words for column in STEPS.columns]}
    return render(request, "directory/plan_bulk.html", context, status=form.status)
