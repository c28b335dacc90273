"""Pages of instructions: saying, entering for a leader, the one touch that confirms, and saying that it is not so."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.assisting_reading import assisted
from lienthong.access.doors import Request, page
from lienthong.casework.forms import DisownForm, InstructForForm, InstructForm
from lienthong.casework.instructing import confirm, disown, instruct, instruct_for
from lienthong.casework.instructions import picture_of, shown_of
from lienthong.casework.models import Case, Instruction
from lienthong.casework.moving import check
from lienthong.casework.policies import (
    INSTRUCT,
    assists_somebody,
    may_answer_for_words,
    may_have_a_box,
    may_instruct,
)
from lienthong.casework.reading_for import readable_case
from lienthong.casework.registry import kinds
from lienthong.casework.selectors import visible_case
from lienthong.kernel.refusals import Missing, WrongState
from lienthong.kernel.ui.forms import Form
from lienthong.kernel.ui.views import back
from lienthong.kernel.vault.downloading import download


@page(may_have_a_box, methods=("GET", "POST"))
def instruct_page(request: Request, case_id: UUID) -> HttpResponseBase:
    case = visible_case(case_id, request.actor, request.at)
    may_instruct(request.actor, case).or_raise()
    form = InstructForm.read(request, seen=case.revision, draft=f"casework.instruct.{case_id}")

    def act() -> None:
        common = {"by": request.actor, "at": request.at, "seen": form.seen_revision, "key": form.act_key}
        instruct(case_id, text=form.answers["text"], **common)

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã ghi nhận ý kiến chỉ đạo."))
        return redirect(_address(case))
    return _form(request, case, form, _("Cho ý kiến chỉ đạo"))


@page(may_have_a_box, methods=("GET", "POST"))
def instruct_for_page(request: Request, case_id: UUID) -> HttpResponseBase:
    """Ask before anything is kept: who assists nobody today brings no file here."""
    case = readable_case(case_id, request.actor, request.at)
    leaders = assisted(request.actor, request.at)
    assists_somebody(leaders).or_raise()
    draft = f"casework.instruct_for.{case_id}"
    form = InstructForForm.read(request, leaders=leaders, at=request.at, seen=case.revision, draft=draft)

    def act() -> None:
        common = {"by": request.actor, "at": request.at, "seen": form.seen_revision, "key": form.act_key}
        instruct_for(case_id, leader_post=form.leader_post, words=form.words, **common)

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã ghi nhận; ý kiến chờ lãnh đạo xác nhận."))
        return redirect(_address(case))
    return _form(request, case, form, _("Nhập ý kiến chỉ đạo thay"))


@page(may_have_a_box, methods=("POST",))
def confirm_page(request: Request, instruction_id: UUID) -> HttpResponseBase:
    """One touch. A second touch of the same button counts once, and comes to the same page."""
    form = Form.read(request)
    form.is_valid()
    confirm(instruction_id, by=request.actor, at=request.at, key=form.act_key)
    messages.success(request, _("Đã xác nhận ý kiến chỉ đạo."))
    return redirect(back(request))


@page(may_have_a_box, methods=("GET", "POST"))
def disown_page(request: Request, instruction_id: UUID) -> HttpResponseBase:
    instruction = _instruction(request, instruction_id)
    may_answer_for_words(request.actor, instruction).or_raise()
    form = DisownForm.read(request)

    def act() -> None:
        disown(instruction_id, **form.answers, by=request.actor, at=request.at, key=form.act_key)

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã ghi nhận: không phải ý kiến của anh/chị."))
        return redirect("casework:to_confirm")
    if request.method == "GET" and not instruction.waits:
        raise WrongState(_("Ý kiến chỉ đạo này đã được trả lời, hoặc không cần xác nhận."))
    shown = shown_of([instruction], request.actor, request.at)
    return _form(request, instruction.case, form, _("Không phải ý kiến của tôi"), shown=shown[0])


@page(may_have_a_box)
def picture_page(request: Request, instruction_id: UUID, file_id: UUID) -> HttpResponseBase:
    return download(picture_of(_instruction(request, instruction_id), file_id), inline=True)


def _instruction(request: Request, instruction_id: UUID) -> Instruction:
    """Return an instruction of a case that the reader may read, or that is said to be the reader's own words."""
    found = Instruction.objects.select_related("case").filter(pk=instruction_id).first()
    if found is None:
        raise Missing
    if found.leader_id != request.actor.person_id:
        readable_case(found.case_id, request.actor, request.at)
    return found


def _form(request: Request, case: Case, form: Form, words: str, **context: Any) -> HttpResponse:
    if request.method == "GET" and "shown" not in context:
        check(case, INSTRUCT)
    values = {"case": case, "form": form, "words": words, "address": _address(case), **context}
    return render(request, "casework/instruct.html", values, status=form.status)


def _address(case: Case) -> str:
    return kinds.of(case).address(case.pk)
