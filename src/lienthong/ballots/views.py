"""Pages of ballots: one ballot with what can be done now, one page for each act, opening one, the filled list."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, in_office, needs, page
from lienthong.ballots import opening, reading
from lienthong.ballots.forms import OpenForm
from lienthong.ballots.members import name_of
from lienthong.ballots.models import Ballot
from lienthong.ballots.offers import Act, act_of, carry_out, offers
from lienthong.ballots.policies import may_open, may_see_votes, opens_for
from lienthong.ballots.selectors import ballot_of_paper, visible_ballot
from lienthong.casework.moving import check
from lienthong.kernel.acts.models import Act as Recorded
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing, Refused
from lienthong.kernel.ui.forms import Form
from lienthong.kernel.vault.downloading import download
from lienthong.kernel.vault.models import Attachment

NEVER_FIRST = {"rut", "kiem-phieu"}


@page(in_office)
def ballot_page(request: Request, ballot_id: UUID) -> HttpResponse:
    ballot = visible_ballot(ballot_id, request.actor, request.at)
    sees_votes = may_see_votes(request.actor, ballot, at=request.at)
    offered = offers(ballot, by=request.actor, at=request.at)
    primary = next((o for o in offered if o.verdict.offered and o.act.slug not in NEVER_FIRST), None)
    acts = reading.acts_of(ballot)
    own = ballot.papers.filter(person=request.actor.person_id).first()
    context = {
        "ballot": ballot,
        "case": ballot.case,
        "status": reading.status_of(ballot),
        "deadline": reading.deadline_of(ballot, request.at),
        "turn": reading.turn_of(ballot, request.at),
        "facts": reading.facts_of(ballot, request.at),
        "why": reading.why(ballot),
        "standing": reading.standing_of(ballot),
        "rule": reading.rule_words(ballot),
        "lines": reading.lines_of(ballot, shown=sees_votes.allowed),
        "sees_votes": sees_votes,
        "own_vote": own.votes.filter(until__isnull=True).first() if own else None,
        "conclusion": reading.conclusion_of(ballot),
        "primary": primary,
        "allowed": [o for o in offered if o.verdict.offered and o is not primary],
        "denied": [o for o in offered if not o.verdict.offered],
        "acts": acts,
        "notes": reading.notes_of(ballot, acts, shown=sees_votes.allowed),
    }
    return render(request, "ballots/ballot.html", context)


@page(in_office)
def sheet_page(request: Request, ballot_id: UUID) -> HttpResponse:
    """The filled list of the members' answers, for paper: for who may see single votes."""
    ballot = visible_ballot(ballot_id, request.actor, request.at)
    may_see_votes(request.actor, ballot, at=request.at).or_raise()
    context = {
        "ballot": ballot,
        "case": ballot.case,
        "body": name_of(ballot.body_id, local_day(ballot.case.opened_at)),
        "facts": reading.facts_of(ballot, request.at),
        "standing": reading.standing_of(ballot),
        "why": reading.why(ballot),
        "rule": reading.rule_words(ballot),
        "lines": reading.lines_of(ballot, shown=True),
        "conclusion": reading.conclusion_of(ballot),
    }
    return render(request, "ballots/sheet.html", context)


@page(in_office)
def paper_page(request: Request, paper_id: UUID) -> HttpResponseBase:
    """Lead from what waits in the inbox to the ballot."""
    return redirect("ballots:ballot", ballot_of_paper(paper_id, request.actor, request.at).pk)


@page(in_office)
def file_page(request: Request, ballot_id: UUID, file_id: UUID) -> HttpResponseBase:
    ballot = visible_ballot(ballot_id, request.actor, request.at)
    return download(one_file(ballot, file_id), inline=True)


@page(in_office, methods=("GET", "POST"))
def act_page(request: Request, ballot_id: UUID, slug: str) -> HttpResponseBase:
    """One act, one page, one primary action. Who may not do it hears that before any mistake in the form."""
    act = act_of(slug)
    if act is None:
        raise Missing
    ballot = visible_ballot(ballot_id, request.actor, request.at)
    form = act.form.read(request, draft=f"ballots.{slug}.{ballot_id}", **_known(act, ballot, request))
    if request.method == "POST" and _carried_out(act, ballot, form, request):
        messages.success(request, _("Đã ghi nhận: %(act)s.") % {"act": act.words})
        return redirect("ballots:ballot", ballot_id)
    act.may(request.actor, ballot, at=request.at).or_raise()
    if request.method == "GET":
        check(ballot.case, act.verb)
    context = {
        "form": form,
        "act": act,
        "ballot": ballot,
        "case": ballot.case,
        "deadline": reading.deadline_of(ballot, request.at),
        "question": reading.facts_of(ballot, request.at)[:2],
        "why": reading.why(ballot),
    }
    return render(request, "ballots/act.html", context, status=form.status)


@page(needs(Capability.BALLOTS_OPEN), methods=("GET", "POST"))
def open_page(request: Request) -> HttpResponseBase:
    may_open(request.actor).or_raise()
    bodies = opens_for(request.actor, request.at)
    form = OpenForm.read(request, day=local_day(request.at), bodies=bodies, draft="ballots.open")
    opened: list[Ballot] = []
    if request.method == "POST" and form.carries_out(lambda: opened.append(_open(form, request))):
        messages.success(request, _("Đã gửi phiếu lấy ý kiến."))
        return redirect("ballots:ballot", opened[0].pk)
    return render(request, "ballots/open.html", {"form": form}, status=form.status)


def one_file(ballot: Ballot, file_id: UUID) -> Attachment:
    """Return one document of the ballot. Raises `Missing`: that of another is not there."""
    acts = Recorded.objects.filter(case_id=ballot.pk).values("id")
    found = Attachment.objects.filter(act_id__in=acts, pk=file_id).select_related("blob").first()
    if found is None:
        raise Missing
    return found


def _known(act: Act, ballot: Ballot, request: Request) -> dict[str, Any]:
    """Return what the form knows: the revision that was read, of a vote that of one's own paper and answer."""
    if act.verb != "vote":
        return {"seen": ballot.case.revision}
    own = ballot.papers.select_related("case").filter(person=request.actor.person_id).first()
    if own is None:
        return {}
    last = own.votes.filter(until__isnull=True).first()
    initial = {"answer": last.answer, "words": last.words} if last else {}
    return {"seen": own.case.revision, "initial": initial}


def _carried_out(act: Act, ballot: Ballot, form: Form, request: Request) -> bool:
    try:
        return form.carries_out(partial(carry_out, act, ballot.pk, form, request))
    except Refused:
        act.may(request.actor, ballot, at=request.at).or_raise()
        raise


def _open(form: OpenForm, request: Request) -> Ballot:
    a = form.answers
    asked = opening.Question(
        body_id=UUID(a["body"]),
        title=a["title"],
        question=a["question"],
        term=a["term"],
        field=a["field"],
        submitted_by=UUID(a["submitted_by"]) if a["submitted_by"] else None,
        files=a["documents"] or (),
    )
    opened: Ballot = opening.open_ballot(asked, by=request.actor, at=request.at, key=form.act_key)
    return opened
