"""What one may do with a ballot now: each act with its words, its form, its policy and how it is carried out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lienthong.access.doors import Request
from lienthong.ballots import concluding, counting, policies, voting
from lienthong.ballots.forms import CloseForm, ConcludeForm, VoteForm, WithdrawForm
from lienthong.ballots.models import Ballot
from lienthong.ballots.rules import Answer
from lienthong.ballots.states import TRANSITIONS
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import Verdict, type_of_reason
from lienthong.kernel.ui.forms import Form


@dataclass(frozen=True, slots=True)
class Act:
    """One act as the page offers it. `slug` is its address, `verb` its row in the table of transitions."""

    slug: str
    verb: str
    words: type_of_reason
    icon: str
    form: type[Form]
    may: Callable[..., Verdict]
    do: Callable[..., object]
    lead: type_of_reason = ""


@dataclass(frozen=True, slots=True)
class Offer:
    act: Act
    verdict: Verdict


def offers(ballot: Ballot, *, by: Actor, at: datetime) -> list[Offer]:
    """Return the acts that fit the state of the ballot, in the order of the work."""
    fitting = [act for act in ACTS if ballot.case.state in TRANSITIONS[act.verb].states]
    return [Offer(act, act.may(by, ballot, at=at)) for act in fitting]


def act_of(slug: str) -> Act | None:
    return next((act for act in ACTS if act.slug == slug), None)


def carry_out(act: Act, ballot_id: UUID, form: Form, request: Request) -> object:
    """Do the act: the action takes the ballot by its key, locked, and decides by the same policy."""
    common = {"by": request.actor, "at": request.at, "seen": form.seen_revision, "key": form.act_key}
    return act.do(ballot_id, **_said(form.answers), **common)


def _said(answers: dict[str, Any]) -> dict[str, Any]:
    return answers | ({"answer": Answer(answers["answer"])} if "answer" in answers else {})


ACTS = (
    Act(
        "y-kien",
        "vote",
        _("Cho ý kiến"),
        "check",
        VoteForm,
        policies.may_vote,
        voting.vote,
        _("Trả lời lại được cho đến khi kiểm phiếu; ý kiến sau thay ý kiến trước."),
    ),
    Act(
        "ket-luan",
        "conclude",
        _("Kết luận"),
        "done",
        ConcludeForm,
        policies.may_conclude,
        concluding.conclude,
        _("Kết quả do phiếu quyết định; kết luận nêu việc phải làm tiếp."),
    ),
    Act(
        "kiem-phieu",
        "close",
        _("Kiểm phiếu trước hạn"),
        "clock",
        CloseForm,
        policies.may_keep,
        counting.close,
    ),
    Act("rut", "withdraw", _("Rút phiếu"), "cross", WithdrawForm, policies.may_keep, concluding.withdraw),
)
