"""Reading instructions: those of a case as its page shows them, and those that wait for a leader."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.access.assisting_reading import assisted
from lienthong.access.capabilities import Capability
from lienthong.casework.models import Case, Instruction, Medium
from lienthong.casework.policies import INSTRUCT, may_answer_for_words, may_instruct
from lienthong.casework.registry import kinds
from lienthong.casework.rules import is_too_old
from lienthong.casework.selectors import sees
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.loading import load
from lienthong.kernel.refusals import Missing, Verdict
from lienthong.kernel.ui.components import Chip, Tone
from lienthong.kernel.ui.files import NO_FILES, FileLink, Files, links_by_act
from lienthong.kernel.ui.formats import day_words, moment_words
from lienthong.kernel.ui.forms import Form
from lienthong.kernel.ui.timeline import Note
from lienthong.kernel.vault.kinds import kind_of
from lienthong.kernel.vault.models import Attachment

AT_ONCE = 50  # instructions that wait, shown at once; the next come as these are answered
SHOWN_AS_PICTURE = ("image/png", "image/jpeg")


@dataclass(frozen=True, slots=True)
class Shown:
    """An instruction as people read it; `key` is the form of the one-touch confirmation, with its own key."""

    instruction: Instruction
    by_words: str
    state: Chip | None
    pictures: Sequence[FileLink]
    files: Files
    answers: Verdict
    address: str
    key: Form

    @property
    def waits(self) -> bool:
        return self.instruction.waits

    @property
    def note(self) -> Note:
        """Return what stands under its act in the timeline; who typed is printed there already."""
        row = self.instruction
        return Note(row.text if row.medium == Medium.TYPED else f"{row.text}\n{self.by_words}", self.files)


@dataclass(frozen=True, slots=True)
class Instructed:
    """What the page of a case says of instructions, and who may give one now."""

    shown: Sequence[Shown]
    may_instruct: Verdict | None
    may_enter: bool

    @property
    def notes(self) -> dict[UUID, Note]:
        """Return what stands under the acts of entering, in the timeline."""
        return {one.instruction.act_id: one.note for one in self.shown}


def instructed(case: Case, by: Actor, at: datetime) -> Instructed:
    """Return the instructions of a case that was fetched as readable: five statements, whatever their number."""
    rows = list(case.instructions.select_related("case"))
    own = may_instruct(by, case) if by.can(Capability.TASKS_INSTRUCT) else None
    open_to_words = case.state in _states_of(case)
    return Instructed(
        shown_of(rows, by, at),
        own if open_to_words else None,
        may_enter=open_to_words and _assists_one_who_sees(case, by, at),
    )


def _assists_one_who_sees(case: Case, by: Actor, at: datetime) -> bool:
    seen = [sees(leader, at) for leader in assisted(by, at)]
    return bool(seen) and Case.objects.filter(reduce(or_, seen), pk=case.pk).exists()


def waiting_for(leader_id: UUID | None) -> QuerySet[Instruction]:
    """Return what was entered for this leader and not answered, the longest waiting first."""
    rows = Instruction.objects.filter(leader=leader_id, confirmed_at=None, disowned_at=None)
    return rows.exclude(medium=Medium.TYPED).select_related("case").order_by("entered_at", "id")


def shown_of(rows: Sequence[Instruction], by: Actor, at: datetime) -> list[Shown]:
    """Fit instructions for a page: their pictures in two statements, whatever their number."""
    owners = {row.act_id: row.pk for row in rows if row.medium != Medium.TYPED}
    files = links_by_act(owners, lambda file: _file_address(owners[file.act_id], file)) if owners else {}
    calendars = {key: load(key) for key in {row.case.calendar for row in rows if row.waits}}
    return [_shown(row, by, at, files.get(row.act_id, NO_FILES), calendars) for row in rows]


def picture_of(instruction: Instruction, file_id: UUID) -> Attachment:
    found = Attachment.objects.filter(pk=file_id, act_id=instruction.act_id).select_related("blob").first()
    if found is None:
        raise Missing
    return found


def _shown(row: Instruction, by: Actor, at: datetime, files: Files, calendars: dict[str, Calendar]) -> Shown:
    pictures = [link for link in files.links if link.opens and _is_picture(link.name)]
    return Shown(
        instruction=row,
        by_words=_by_words(row),
        state=_state(row, at, calendars),
        pictures=pictures,
        files=files,
        answers=may_answer_for_words(by, row),
        address=kinds.of(row.case).address(row.case_id),
        key=Form(auto_id=False),
    )


def _by_words(row: Instruction) -> str:
    """Say whose words these are and who entered them, as it is printed."""
    said = {"leader": f"{row.leader_name}, {row.leader_title}", "entered": row.entered_name}
    if row.medium == Medium.HANDWRITTEN:
        return _("Ghi theo bút phê của %(leader)s; người nhập: %(entered)s") % said
    if row.medium == Medium.TELEPHONE:
        return _("Ghi theo điện thoại của %(leader)s; người nhập: %(entered)s") % said
    return said["leader"]


def _state(row: Instruction, at: datetime, calendars: dict[str, Calendar]) -> Chip | None:
    if row.medium == Medium.TYPED:
        return None
    if row.confirmed_at:
        return Chip(_("Lãnh đạo đã xác nhận %(at)s") % {"at": moment_words(row.confirmed_at)}, Tone.GOOD)
    if row.disowned_at:
        words = _("Lãnh đạo không nhận là ý kiến của mình (%(day)s)") % {"day": day_words(row.disowned_at)}
        return Chip(words, Tone.BAD)
    days = settings.INSTRUCTION_CONFIRMED_WITHIN
    if is_too_old(row.entered_at, at, calendars[row.case.calendar], days=days):
        return Chip(_("Chưa xác nhận, đã quá %(days)s ngày làm việc") % {"days": days}, Tone.WARN)
    return Chip(_("Chờ lãnh đạo xác nhận"), Tone.INFO)


def _is_picture(name: str) -> bool:
    kind = kind_of(name)
    return kind is not None and kind.media_type in SHOWN_AS_PICTURE


def _file_address(instruction_id: UUID, file: Attachment) -> str:
    return reverse("casework:picture", args=[instruction_id, file.pk])


def _states_of(case: Case) -> Iterable[str]:
    transition = kinds.of(case).transitions.get(INSTRUCT)
    return transition.states if transition else ()
