"""Pages of tasks: one task with what can be done now, one page for each act, giving a task."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, needs, page, signed_in
from lienthong.access.powers.choosing import as_chosen, signing
from lienthong.casework.instructions import instructed
from lienthong.casework.moving import check
from lienthong.casework.selectors import timeline
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing, Refused, Verdict, WrongState
from lienthong.kernel.ui.components import Chip, Tone
from lienthong.kernel.vault.downloading import download
from lienthong.tasks import giving, proposing
from lienthong.tasks.evidence import one_of
from lienthong.tasks.forms import AnswerForm, GiveForm, TaskForm
from lienthong.tasks.models import Proposal, SourceKind, Task, TaskKind
from lienthong.tasks.offers import Act, act_of, carry_out, offers
from lienthong.tasks.policies import deciding_on, gives_for, giving_for, may_answer, may_give
from lienthong.tasks.proposing import ANSWERED
from lienthong.tasks.reading import Fact, asked_of, facts_of, notes_of, parts_of, who_has_the_turn
from lienthong.tasks.selectors import deadline_of, status_of, visible_task

Read = Callable[[], Task]

# What undoes work is offered, but never as the one thing to do.
NEVER_FIRST = {"thoi-giao", "mo-lai", "tra-lai"}


@page(signed_in)
def task_page(request: Request, task_id: UUID) -> HttpResponse:
    task = visible_task(task_id, request.actor, request.at)
    acts = list(timeline(task.case))
    said = instructed(task.case, request.actor, request.at)
    offered = offers(task, by=request.actor, at=request.at)
    primary = next((o for o in offered if o.verdict.offered and o.act.slug not in NEVER_FIRST), None)
    context = {
        "task": task,
        "case": task.case,
        "status": _chip(task, request.at),
        "deadline": deadline_of(task, at=request.at),
        "turn": who_has_the_turn(task, request.at),
        "facts": facts_of(task, local_day(request.at)),
        "primary": primary,
        "allowed": [o for o in offered if o.verdict.offered and o is not primary],
        "denied": [o for o in offered if not o.verdict.offered],
        "open_proposals": _open_proposals(task, request),
        "parts": parts_of(task, request.at),
        "acts": acts,
        "notes": notes_of(task, acts, local_day(request.at)) | said.notes,
        "instructed": said,
    }
    return render(request, "tasks/task.html", context)


@page(signed_in)
def file_page(request: Request, task_id: UUID, file_id: UUID) -> HttpResponseBase:
    task = visible_task(task_id, request.actor, request.at)
    return download(one_of(task, file_id), inline=True)


@page(signed_in, methods=("GET", "POST"))
def act_page(request: Request, task_id: UUID, slug: str) -> HttpResponseBase:
    """One act, one page, one primary action. Who may not do it hears that before any mistake in the form."""
    act = act_of(slug)
    if act is None:
        raise Missing
    read = cache(partial(visible_task, task_id, request.actor, request.at))
    form = act.form.read(request, task=read, day=local_day(request.at), draft=f"tasks.{slug}.{task_id}")
    if request.method == "POST" and _carried_out(act, task_id, read, form, request):
        messages.success(request, _("Đã ghi nhận: %(act)s.") % {"act": act.words})
        return redirect("tasks:task", task_id)
    task = _allowed(act, read, request)
    if request.method == "GET":
        check(task.case, act.verb)
    return _form_page(
        request,
        form,
        task=task,
        words=act.words,
        lead=act.lead,
        icon=act.icon,
        shown=act.shows(task),
        signing=signing(request.actor, act.matters(task), at=request.at),
    )


@page(signed_in, methods=("GET", "POST"))
def answer_page(request: Request, task_id: UUID, proposal_id: UUID) -> HttpResponseBase:
    task = visible_task(task_id, request.actor, request.at)
    proposal = task.proposals.filter(pk=proposal_id).first()
    if proposal is None:
        raise Missing
    _may_answer(request, task, proposal).or_raise()
    form = AnswerForm.read(request, task=lambda: task, day=local_day(request.at))
    if request.method == "GET" and proposal.accepted is not None:
        raise WrongState(ANSWERED)
    if request.method == "POST" and form.carries_out(lambda: _answer(proposal, form, request)):
        messages.success(request, _("Đã trả lời đề nghị."))
        return redirect("tasks:task", task_id)
    shown = asked_of(proposal, local_day(request.at))
    may = signing(request.actor, (deciding_on(task),), at=request.at)
    return _form_page(
        request, form, task=task, words=_("Trả lời đề nghị"), icon="send", shown=shown, signing=may
    )


@page(needs(Capability.TASKS_ASSIGN), methods=("GET", "POST"))
def give_page(request: Request) -> HttpResponseBase:
    may_give(request.actor).or_raise()
    assigners = gives_for(request.actor, request.at)
    form = GiveForm.read(request, day=local_day(request.at), assigners=assigners)
    given: list[Task] = []
    if request.method == "POST" and form.carries_out(lambda: given.append(_give(form, request))):
        messages.success(request, _("Đã giao nhiệm vụ."))
        return redirect("tasks:task", given[0].pk)
    context = {"form": form, "words": _("Giao nhiệm vụ"), "signing": _signing_to_give(request, assigners)}
    return render(request, "tasks/give.html", context, status=form.status)


def _signing_to_give(request: Request, assigners: Iterable[UUID]) -> list[tuple[str, str]]:
    """Return the capacities in which the actor may give in some field; which one fits is decided by what is given."""
    by, field = request.actor, next(iter(_fields_to_give(request.actor)), "")
    return signing(by, [giving_for(unit, field) for unit in assigners], at=request.at)


def _fields_to_give(by: Actor) -> Iterator[str]:
    """Yield the fields in which the actor may give for somebody else."""
    for grant in by.grants:
        if grant.capability == Capability.TASKS_ASSIGN:
            yield from sorted(grant.fields or ())


def _carried_out(act: Act, task_id: UUID, read: Read, form: TaskForm, request: Request) -> bool:
    """Hand a form that is right to its action, which reads the task once, locked, and decides by the same policy.

    Asked here as well, beforehand, when there are files: they are kept while the form is read, and of a stranger
    nothing is kept. And after a refusal: who may not do it at all hears that before any other reason.
    """
    if request.FILES:
        _allowed(act, read, request)
    try:
        return form.carries_out(lambda: carry_out(act, task_id, form, request))
    except Refused:
        _allowed(act, read, request)
        raise


def _allowed(act: Act, read: Read, request: Request) -> Task:
    task = read()
    act.may(request.actor, task, at=request.at).or_raise()
    return task


def _give(form: GiveForm, request: Request) -> Task:
    a = form.answers
    order = giving.Order(
        title=a["title"],
        kind=TaskKind(a["kind"]),
        assigner_id=UUID(a["assigner"]),
        monitoring_id=UUID(a["monitoring"]),
        output=a["output"],
        output_kind=a["output_kind"],
        leads=[giving.Executor(UUID(unit)) for unit in a["leads"]],
        groups=a["groups"],
        supporting=[UUID(unit) for unit in a["supporting"]],
        for_information=[UUID(unit) for unit in a["for_information"]],
        sources=[giving.Source(SourceKind(a["source_kind"]), a["source"], a["source_date"])],
        term=a["term"],
        recurrence=a["recurrence"],
        field=a["field"],
        place_id=UUID(a["place"]) if a["place"] else None,
    )
    given: Task = giving.give(
        order, by=as_chosen(request.actor, request.POST), at=request.at, key=form.act_key
    )
    return given


def _may_answer(request: Request, task: Task, proposal: Proposal) -> Verdict:
    return may_answer(request.actor, task, asked_by=proposing.author_of(proposal), at=request.at)


def _answer(proposal: Proposal, form: AnswerForm, request: Request) -> None:
    proposing.answer(
        proposal.pk,
        accept=form.answers["accept"] == "yes",
        text=form.answers["text"],
        by=as_chosen(request.actor, request.POST),
        at=request.at,
        seen=form.seen_revision,
        key=form.act_key,
    )


def _open_proposals(task: Task, request: Request) -> list[tuple[Proposal, list[Fact], Verdict]]:
    """Return what waits for an answer: what is asked, and whether this reader may answer."""
    day = local_day(request.at)
    return [
        (asked, asked_of(asked, day), _may_answer(request, task, asked)) for asked in proposing.waiting(task)
    ]


def _form_page(request: Request, form: Any, *, task: Task, **context: Any) -> HttpResponse:
    values = {
        "form": form,
        "task": task,
        "case": task.case,
        "deadline": deadline_of(task, at=request.at),
        **context,
    }
    return render(request, "tasks/act.html", values, status=form.status)


def _chip(task: Task, at: datetime) -> Chip:
    status = status_of(task, at=at)
    return Chip(status.words, Tone(status.tone))
