"""A ballot in words: what is asked, how the votes stand, why it ended as it did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.ballots.counting import result_of, tally_of
from lienthong.ballots.members import name_of
from lienthong.ballots.models import Ballot, Conclusion, Paper, Vote
from lienthong.ballots.policies import charter_for
from lienthong.ballots.rules import Answer, Because, Outcome, Result, Rule, Tally
from lienthong.ballots.states import CONCLUDED, COUNTED, OPEN, STATES, STATES_OF_PAPER, WAITING
from lienthong.directory.selectors import FIELDS, names
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.components import Chip, Deadline, Tone
from lienthong.kernel.ui.files import NO_FILES, Files, links_by_act
from lienthong.kernel.ui.timeline import Note
from lienthong.kernel.vault.models import Attachment

Fact = tuple[type_of_reason, object]
CHIPS = {
    Answer.AGREE: Chip(Answer.AGREE.label, Tone.GOOD),
    Answer.DISAGREE: Chip(Answer.DISAGREE.label, Tone.BAD, "cross"),
    Answer.OTHER: Chip(Answer.OTHER.label, Tone.WARN, "edit"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A member on the list, with what they answered where the reader may see it."""

    ordinal: int
    name: str
    called: str
    chairs: bool
    state: str
    answer: Chip | None
    chosen: str
    words: str
    at: datetime | None


def facts_of(ballot: Ballot, at: datetime) -> list[Fact]:
    """Return what is asked, by whom and of whom."""
    known = names(
        [unit for unit in (ballot.body_id, ballot.kept_by_id, ballot.submitted_by_id) if unit], local_day(at)
    )
    facts: list[Fact] = [
        (_("Nội dung xin ý kiến"), ballot.question),
        (_("Tài liệu kèm theo"), _documents(ballot)),
        (_("Lấy ý kiến thành viên"), known.get(ballot.body_id, "")),
        (_("Cơ quan giữ phiếu"), known.get(ballot.kept_by_id, "")),
        (_("Cơ quan trình"), known.get(ballot.submitted_by_id, "") if ballot.submitted_by_id else ""),
        (_("Lĩnh vực"), FIELDS.get(ballot.field, ballot.field)),
        (_("Thời hạn trả lời"), ballot.case.term),
    ]
    return [(label, value) for label, value in facts if value]


def status_of(ballot: Ballot) -> Chip:
    """Return the state; of what was counted, the outcome with it."""
    state = ballot.case.state
    if state in {COUNTED, CONCLUDED} and ballot.outcome:
        words = f"{STATES[state]}: {Outcome(ballot.outcome).label.lower()}"
        return (
            Chip(words, Tone.GOOD) if ballot.outcome == Outcome.ADOPTED else Chip(words, Tone.WARN, "cross")
        )
    return Chip(STATES[state], Tone.INFO if state == OPEN else Tone.PLAIN)


def deadline_of(ballot: Ballot, at: datetime) -> Deadline | None:
    """Return until when members answer; once it was counted there is none."""
    if ballot.case.state != OPEN:
        return None
    return Deadline.of(ballot.case.due_at, at=at, calendar=load(ballot.case.calendar))


def turn_of(ballot: Ballot, at: datetime) -> str:
    """Return in one sentence whose move it is."""
    if ballot.case.state == OPEN:
        left = ballot.papers.filter(case__state=WAITING).count()
        return _("%(count)s thành viên chưa cho ý kiến") % {"count": left}
    if ballot.case.state == COUNTED:
        return _("kết luận của %(body)s") % {"body": name_of(ballot.body_id, local_day(at))}
    return ""


def standing_of(ballot: Ballot) -> list[Fact]:
    """Return the numbers: while members answer only how many did, for numbers tell whose side is missing."""
    tally = tally_of(ballot)
    facts: list[Fact] = [(_("Thành viên"), tally.members), (_("Đã trả lời"), tally.answered)]
    if ballot.case.state not in {COUNTED, CONCLUDED}:
        return facts
    return [
        *facts,
        (Answer.AGREE.label, tally.agreed),
        (Answer.DISAGREE.label, tally.disagreed),
        (Answer.OTHER.label, tally.other),
        (_("Số đồng ý phải có"), result_of(ballot).needed),
    ]


def why(ballot: Ballot) -> str:
    """Return why the outcome is what it is, in one sentence."""
    if ballot.case.state not in {COUNTED, CONCLUDED}:
        return ""
    return sentence(tally_of(ballot), result_of(ballot))


def sentence(tally: Tally, result: Result) -> str:
    """Say the outcome with the numbers that decided it."""
    numbers = {
        "outcome": result.outcome.label,
        "because": result.because.label,
        "agreed": tally.agreed,
        "needed": result.needed,
        "answered": tally.answered,
        "quorum": result.quorum,
    }
    if result.because == Because.QUORUM:
        return _("%(outcome)s: %(because)s (%(answered)s, phải có ít nhất %(quorum)s).") % numbers
    return _("%(outcome)s: %(because)s (%(agreed)s đồng ý, phải có ít nhất %(needed)s).") % numbers


def rule_words(ballot: Ballot) -> list[Fact]:
    """Return the rule of the day on which the ballot was opened, in words, with its source."""
    charter = charter_for(ballot)
    return [(_("Quy tắc"), _words_of(charter.rule)), (_("Căn cứ"), charter.source)]


def lines_of(ballot: Ballot, *, shown: bool) -> list[Line]:
    """Return the list of members; without `shown` only who answered, not what."""
    papers = list(ballot.papers.select_related("case", "person"))
    votes = Vote.objects.filter(paper__in=papers, until__isnull=True) if shown else []
    given = {vote.paper_id: vote for vote in votes}
    return [_line(paper, given.get(paper.pk)) for paper in papers]


def acts_of(ballot: Ballot) -> list[Act]:
    """Return what happened, of the ballot and of its members' papers, latest first.

    That a paper ended without an answer stands on the list of members, and is not said once more for each.
    """
    cases = [ballot.pk, *ballot.papers.values_list("pk", flat=True)]
    found = Act.objects.filter(case_id__in=cases).exclude(verb="ballots.end")
    return list(found.order_by("-recorded_at", "-id"))


def notes_of(ballot: Ballot, acts: Iterable[Act], *, shown: bool) -> dict[UUID, Note]:
    """Return what stands under each act; of a vote only for who may see it."""
    known = list(acts)
    files = links_by_act([act.id for act in known], lambda file: file_address(ballot, file))
    return {act.id: Note(_note(act, shown=shown), files.get(act.id, NO_FILES)) for act in known}


def conclusion_of(ballot: Ballot) -> tuple[Conclusion, Act] | None:
    found = Conclusion.objects.filter(ballot=ballot).first()
    return (found, Act.objects.get(pk=found.act_id)) if found else None


def file_address(ballot: Ballot, file: Attachment) -> str:
    return reverse("ballots:file", args=[ballot.pk, file.pk])


def _documents(ballot: Ballot) -> Files | str:
    opened = Act.objects.filter(verb="ballots.open", subject_id=ballot.pk).values_list("id", flat=True)
    files = links_by_act(list(opened), lambda file: file_address(ballot, file))
    return next(iter(files.values()), "")


def _line(paper: Paper, vote: Vote | None) -> Line:
    answer = Answer(vote.answer) if vote else None
    return Line(
        ordinal=paper.ordinal,
        name=paper.person.full_name,
        called=paper.called,
        chairs=paper.chairs,
        state=str(STATES_OF_PAPER[paper.case.state]),
        answer=CHIPS[answer] if answer else None,
        chosen=str(answer or ""),
        words=vote.words if vote else "",
        at=vote.since if vote else None,
    )


def _note(act: Act, *, shown: bool) -> str:
    detail = act.detail
    if act.verb == "ballots.vote":
        said = [str(Answer(detail["answer"]).label), detail["words"]] if shown else []
        return ". ".join(part for part in said if part)
    if act.verb == "ballots.close":
        outcome = str(Outcome(detail["outcome"]).label)
        return ". ".join(part for part in (outcome, detail["reason"]) if part)
    return str(detail.get("words") or detail.get("reason") or "")


def _words_of(rule: Rule) -> str:
    said = {"quorum": rule.quorum, "majority": rule.majority, "base": rule.majority_of.label}
    words = _(
        "Có hiệu lực khi %(quorum)s tổng số thành viên trả lời; thông qua khi %(majority)s %(base)s đồng ý."
    )
    tie = _("Hai bên ngang nhau thì theo bên có Chủ tịch (người đứng đầu).") if rule.tie_by_chair else ""
    return f"{words % said} {tie}".strip()
