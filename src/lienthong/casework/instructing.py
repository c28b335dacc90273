"""Instructions of leaders: typed by themselves, or entered for them from paper or telephone and answered by them.

Without the second the register lies: leaders write by hand. What was entered for a leader is never confirmed by
silence, by whoever entered it, or by a substitute.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lienthong.access.assisting_reading import assisted
from lienthong.casework.models import Case, Instruction, Medium
from lienthong.casework.moving import keep, lock, move
from lienthong.casework.policies import INSTRUCT, may_answer_for_words, may_instruct, may_instruct_for
from lienthong.casework.reading_for import leader_among, readable_case
from lienthong.casework.rules import is_entered_later, is_too_old
from lienthong.casework.selectors import sees, visible_case
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.loading import load
from lienthong.kernel.refusals import Invalid, Missing, WrongState, must_say
from lienthong.kernel.vault.attaching import File, attach

INSTRUCTED, INSTRUCTED_FOR = "casework.instruct", "casework.instruct_for"
CONFIRMED, DISOWNED = "casework.confirm_instruction", "casework.disown_instruction"
VERBS = {
    INSTRUCTED: _("Cho ý kiến chỉ đạo"),
    INSTRUCTED_FOR: _("Nhập ý kiến chỉ đạo thay"),
    CONFIRMED: _("Xác nhận ý kiến chỉ đạo được nhập thay"),
    DISOWNED: _("Không nhận ý kiến chỉ đạo được nhập thay"),
}
PICTURES = frozenset({"image/png", "image/jpeg", "image/tiff", "application/pdf"})


@dataclass(frozen=True, slots=True)
class Words:
    """What a leader said: `given_at` is when (nothing: now), `late_reason` why it is entered so much later."""

    text: str
    medium: Medium = Medium.TYPED
    given_at: datetime | None = None
    late_reason: str = ""
    photos: Sequence[File] = ()


@action
def instruct(case_id: UUID, *, text: str, by: Actor, at: datetime, seen: int | None = None) -> Instruction:
    """Say, as a leader who sees the case, what is to be done. Raises `Missing`, `NotAllowed`, `Invalid`, `Stale`."""
    visible_case(case_id, by, at)
    case = lock(case_id, seen=seen)
    may_instruct(by, case).or_raise()
    return _enter(case, Words(text), leader=by, by=by, at=at)


@action
def instruct_for(
    case_id: UUID, *, leader_post: UUID, words: Words, by: Actor, at: datetime, seen: int | None = None
) -> Instruction:
    """Enter what a leader wrote or said, as the leader's assistant of today; it waits for the leader's answer.

    Raises `Missing`; `NotAllowed` for whom one does not assist, or a leader who does not see the case; `Invalid` for
    handwriting without its picture, another kind of file, a moment to come or too long ago, or late without a reason.
    """
    readable_case(case_id, by, at)
    leader = leader_among(assisted(by, at), str(leader_post))
    case = lock(case_id, seen=seen)
    visible = Case.objects.filter(sees(leader, at), pk=case_id).exists()
    may_instruct_for(leader, case, sees=visible).or_raise()
    _check_picture(words)
    _check_moment(words, case, at)
    return _enter(case, words, leader=leader, by=by, at=at)


@action
def confirm(instruction_id: UUID, *, by: Actor, at: datetime) -> Instruction:
    """Say that what was entered is what one said. Raises `Missing`, `NotAllowed`, `WrongState` once it is answered."""
    instruction = _take(instruction_id, by=by, at=at)
    act = _record(CONFIRMED, instruction, by=by, at=at)
    instruction.confirmed_at, instruction.answer_act_id = act.recorded_at, act.id
    instruction.save(update_fields=["confirmed_at", "answer_act_id"])
    return instruction


@action
def disown(instruction_id: UUID, *, reason: str, by: Actor, at: datetime) -> Instruction:
    """Say that these are not one's words, and why. What was entered stays, marked; its act is revoked."""
    instruction = _take(instruction_id, by=by, at=at)
    why = must_say(reason, _("Hãy nêu lý do."), "reason")
    act = _record(DISOWNED, instruction, by=by, at=at, reason=why, revokes=instruction.act_id)
    instruction.disowned_at, instruction.disown_reason = act.recorded_at, why
    instruction.answer_act_id = act.id
    instruction.save(update_fields=["disowned_at", "disown_reason", "answer_act_id"])
    return instruction


def _enter(case: Case, words: Words, *, leader: Actor, by: Actor, at: datetime) -> Instruction:
    """Change and record: the two ways of entering share it."""
    text = must_say(words.text, _("Hãy ghi ý kiến chỉ đạo."), "text")
    move(case, INSTRUCT, by=by, at=at)
    instruction = Instruction(case=case, text=text, medium=words.medium, **_printed(leader, by))
    given_at = words.given_at or at
    verb = INSTRUCTED if words.medium == Medium.TYPED else INSTRUCTED_FOR
    detail = {
        "text": text,
        "medium": str(words.medium),
        "leader": str(leader.person_id),
        "leader_post": str(leader.post_id),
        "reason": words.late_reason.strip(),
        "files": [file.blob.sha256 for file in words.photos],
    }
    act = record(verb, subject=instruction, case_id=case.pk, by=by, at=at, detail=detail, done_at=given_at)
    instruction.given_at, instruction.entered_at = given_at, act.recorded_at
    instruction.late_reason, instruction.act_id = words.late_reason.strip(), act.id
    instruction.save(force_insert=True)
    attach(words.photos, to=instruction, act_id=act.id)
    keep(case)
    return instruction


def _printed(leader: Actor, by: Actor) -> dict[str, Any]:
    return {
        "leader_id": leader.person_id,
        "leader_post_id": leader.post_id,
        "leader_name": leader.name,
        "leader_title": _title(leader),
        "entered_by_id": by.person_id,
        "entered_name": by.name,
        "entered_title": _title(by),
    }


def _title(by: Actor) -> str:
    return ", ".join(part for part in (by.post, by.unit) if part)


def _check_picture(words: Words) -> None:
    if words.medium == Medium.TYPED:
        raise Invalid(_("Hãy chọn: bút phê trên giấy, hay qua điện thoại."), field="medium")
    if words.medium == Medium.HANDWRITTEN and not words.photos:
        raise Invalid(_("Bút phê phải kèm ảnh chụp hoặc bản quét."), field="photo")
    for file in words.photos:
        if file.blob.media_type not in PICTURES:
            raise Invalid(_("%(name)s: chỉ nhận ảnh hoặc PDF.") % {"name": file.name}, field="photo")


def _check_moment(words: Words, case: Case, at: datetime) -> None:
    """A moment on paper may be earlier, with a reason, within a limit; it is shown, and figures count the recording."""
    given_at = words.given_at or at
    if given_at > at:
        raise Invalid(_("Lúc cho ý kiến không thể ở tương lai."), field="given_on")
    days = settings.INSTRUCTION_ENTERED_WITHIN
    if is_too_old(given_at, at, load(case.calendar), days=days):
        said = _("Chỉ nhập thay được ý kiến trong vòng %(days)s ngày làm việc trước đây.")
        raise Invalid(said % {"days": days}, field="given_on")
    if is_entered_later(given_at, at):
        must_say(words.late_reason, _("Ý kiến cho từ trước thì ghi lý do nhập muộn."), "late_reason")


def _take(instruction_id: UUID, *, by: Actor, at: datetime) -> Instruction:
    """Lock an instruction that waits for this leader; the second of two is told that it was answered."""
    found = (
        Instruction.objects.select_for_update(of=("self",)).select_related("case").filter(pk=instruction_id)
    )
    instruction = found.first()
    if instruction is None:
        raise Missing
    if by.person_id != instruction.leader_id:
        readable_case(instruction.case_id, by, at)  # a stranger hears nothing of it
    may_answer_for_words(by, instruction).or_raise()
    if not instruction.waits:
        raise WrongState(_("Ý kiến chỉ đạo này đã được trả lời, hoặc không cần xác nhận."))
    return instruction


def _record(
    verb: str,
    instruction: Instruction,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    revokes: UUID | None = None,
) -> Act:
    """Count the answer on the case as well: a page that was read before shows something else now."""
    case = lock(instruction.case_id)
    Case.objects.filter(pk=case.pk).update(revision=case.revision + 1)
    detail = (
        {"instruction": str(instruction.pk), "reason": reason}
        if reason
        else {"instruction": str(instruction.pk)}
    )
    return record(verb, subject=instruction, case_id=case.pk, by=by, at=at, detail=detail, revokes=revokes)
