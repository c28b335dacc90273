"""What one may do with a task now: each act with its words, its form, its policy and how it is carried out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from lienthong.access.doors import Request
from lienthong.access.powers.authority import Matter
from lienthong.access.powers.choosing import as_chosen
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import Verdict, type_of_reason
from lienthong.tasks import following, giving, policies, proposing, working
from lienthong.tasks.forms import (
    ConfirmForm,
    FinishForm,
    HandOverForm,
    InstalmentForm,
    ProgressForm,
    ProposalForm,
    ReasonForm,
    ReminderForm,
    SendBackForm,
    TaskForm,
)
from lienthong.tasks.models import ProposalKind, Task
from lienthong.tasks.reading import Fact, delivered
from lienthong.tasks.states import TRANSITIONS

May = Callable[..., Verdict]


@dataclass(frozen=True, slots=True)
class Act:
    """One act as the page offers it. `slug` is its address, `verb` its row in the table of transitions."""

    slug: str
    verb: str
    words: type_of_reason
    icon: str
    form: type[TaskForm]
    may: May
    do: Callable[[UUID, Any, dict[str, Any]], object]
    lead: type_of_reason = ""
    shows: Callable[[Task], list[Fact]] = lambda _task: []  # what one reads before the button
    matters: Callable[[Task], tuple[Matter, ...]] = lambda _task: ()  # what is decided, over a signature


@dataclass(frozen=True, slots=True)
class Offer:
    act: Act
    verdict: Verdict


def offers(task: Task, *, by: Actor, at: datetime) -> list[Offer]:
    """Return the acts that fit the state of the task, those the actor may do first, in the order of the work."""
    fitting = [act for act in ACTS if task.case.state in TRANSITIONS[act.verb].states]
    found = [Offer(act, act.may(by, task, at=at)) for act in fitting]
    return sorted(found, key=lambda offer: not offer.verdict.offered)


def act_of(slug: str) -> Act | None:
    return next((act for act in ACTS if act.slug == slug), None)


def carry_out(act: Act, task_id: UUID, form: TaskForm, request: Request) -> object:
    """Do the act. The action takes the task by its key: it reads it once, locked, and decides by its policy."""
    by = as_chosen(request.actor, request.POST)
    common = {"by": by, "at": request.at, "seen": form.seen_revision, "key": form.act_key}
    return act.do(task_id, form, common)


def _progress(task_id: UUID, form: ProgressForm, common: dict[str, Any]) -> object:
    answers = form.answers
    return working.report_progress(task_id, **{**_without_files(answers), "files": _kept(form)}, **common)


def _finish(task_id: UUID, form: FinishForm, common: dict[str, Any]) -> object:
    return working.finish(task_id, **{**_without_files(form.answers), "files": _kept(form)}, **common)


def _hand_over(task_id: UUID, form: HandOverForm, common: dict[str, Any]) -> object:
    unit_id, person_id = form.chosen
    instruction = form.answers["instruction"]
    return working.hand_over(task_id, unit_id=unit_id, person_id=person_id, instruction=instruction, **common)


def _propose(task_id: UUID, form: ProposalForm, common: dict[str, Any]) -> object:
    answers = form.answers
    asked = proposing.Asked(
        kind=ProposalKind(answers["kind"]),
        reason=answers["reason"],
        term=answers["term"],
        to_unit_id=UUID(answers["to_unit"]) if answers["to_unit"] else None,
        wording=answers["wording"],
        document=answers["document"],
    )
    return proposing.propose(task_id, asked, **common)


def _instalment(task_id: UUID, form: InstalmentForm, common: dict[str, Any]) -> object:
    answers = form.answers
    period = DateRange(answers["start"], answers["last"] + timedelta(days=1))
    return giving.open_instalment(task_id, period=period, term=answers["term"], **common)


def _may_confirm(by: Actor, task: Task, *, at: datetime) -> Verdict:
    waiting = task.deliveries.filter(confirmed__isnull=True).first()
    author = following.author_of(waiting) if waiting else None
    return policies.may_confirm(by, task, finished_by=author, at=at)


def _following(task: Task) -> tuple[Matter, ...]:
    return (policies.following_of(task),)


def _with_reason(
    act: Callable[..., object], name: str = "reason"
) -> Callable[[UUID, Any, dict[str, Any]], object]:
    def do(task_id: UUID, form: TaskForm, common: dict[str, Any]) -> object:
        return act(task_id, **{name: form.answers["reason"]}, **common)

    return do


def _without_files(answers: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answers.items() if name != "evidence"}


def _kept(form: TaskForm) -> list[Any]:
    return cast("list[Any]", form.cleaned_data.get("evidence") or [])


ACTS = (
    Act(
        "hoan-thanh",
        "finish",
        _("Báo cáo hoàn thành"),
        "done",
        FinishForm,
        policies.may_work,
        _finish,
        _("Đúng hạn hay quá hạn tính theo lúc gửi, không theo lúc được xác nhận."),
    ),
    Act("xac-nhan", "confirm", _("Xác nhận hoàn thành"), "done", ConfirmForm, _may_confirm,
        lambda task_id, form, common: following.confirm(task_id, **form.answers, **common),
        shows=delivered, matters=_following),
    Act("tien-do", "report_progress", _("Cập nhật tiến độ"), "chart", ProgressForm, policies.may_work, _progress),
    Act("phan-cong", "hand_over", _("Phân công"), "people", HandOverForm, policies.may_hand_over, _hand_over),
    Act(
        "de-nghi",
        "propose",
        _("Gửi đề nghị"),
        "send",
        ProposalForm,
        policies.may_work,
        _propose,
        _("Thời hạn vẫn tính cho đến khi đề nghị được đồng ý."),
    ),
    Act("tra-lai", "send_back", _("Trả lại, có ý kiến"), "undo", SendBackForm, policies.may_follow,
        _with_reason(following.send_back), shows=delivered, matters=_following),
    Act("don-doc", "remind", _("Đôn đốc"), "bell", ReminderForm, policies.may_follow,
        _with_reason(following.remind, "text"), matters=_following),
    Act("mo-ky", "open_instalment", _("Mở kỳ thực hiện"), "plus", InstalmentForm, policies.may_follow, _instalment),
    Act("mo-lai", "reopen", _("Mở lại"), "refresh", ReasonForm, policies.may_reopen, _with_reason(following.reopen),
        matters=lambda task: (policies.following_of(task), policies.deciding_on(task))),
    Act("thoi-giao", "withdraw", _("Thôi giao"), "cross", ReasonForm, policies.may_decide,
        _with_reason(giving.withdraw), matters=lambda task: (policies.deciding_on(task),)),
)  # fmt: skip
