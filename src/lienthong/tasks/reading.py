"""What the page of a task says: its facts, whose turn it is, its parts, and a sentence under each act."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.casework.models import Role
from lienthong.directory.models import Person
from lienthong.directory.selectors import FIELDS, names, place_names
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.clock.words import due_words
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.components import Folded, Lines
from lienthong.kernel.ui.files import NO_FILES, links_by_act
from lienthong.kernel.ui.formats import day_words, moment_words
from lienthong.kernel.ui.timeline import Note
from lienthong.kernel.vault.models import Attachment
from lienthong.tasks.models import Delivery, OutputKind, Proposal, ProposalKind, Task, TaskKind
from lienthong.tasks.selectors import Status, status_of
from lienthong.tasks.states import AWAITING, SHARED

AT_SIGHT = 3
Fact = tuple[type_of_reason, object]
Detail = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    task: Task
    lead: str
    status: Status
    due: str


def facts_of(task: Task, day: date) -> list[Fact]:
    """Return what the task is, in the order people ask: who, with whom, what comes out, why."""
    roles = _roles(task, day)
    facts: list[Fact] = [
        (_("Cơ quan chủ trì"), _folded(roles[Role.LEAD])),
        (_("Thực hiện qua doanh nghiệp"), task.party.name if task.party else ""),
        (_("Cơ quan phối hợp"), _folded(roles[Role.SUPPORTING])),
        (_("Cơ quan giao"), "; ".join(roles[Role.ASSIGNER])),
        (_("Theo dõi, đôn đốc"), "; ".join(roles[Role.MONITORING])),
        (_("Gửi để biết"), _folded(roles[Role.FOR_INFORMATION])),
        (_("Sản phẩm, kết quả"), f"{task.output} ({OutputKind(task.output_kind).label})"),
        (_("Loại nhiệm vụ"), TaskKind(task.kind).label),
        (_("Lĩnh vực"), FIELDS.get(task.field, task.field)),
        (_("Địa bàn"), _place(task)),
        (_("Kỳ thực hiện"), _period(task)),
        (_("Thời hạn ghi khi giao"), task.case.term),
        (_("Căn cứ giao việc"), "; ".join(_source(s.label, s.dated) for s in task.sources.all())),
        (_("Số lần gia hạn"), str(task.case.extensions.count() or "")),
        (_("Tiến độ"), f"{task.percent_shown}%" if task.percent_shown else ""),
    ]
    return [(label, value) for label, value in facts if value]


def who_has_the_turn(task: Task, at: datetime) -> str:
    """Return in one sentence whose move it is."""
    case = task.case
    if case.state == SHARED:
        left = case.parts.filter(closed_at__isnull=True).count()
        return _("%(count)s phần việc chưa hoàn thành") % {"count": left}
    if case.turn_unit_id is None:
        return ""
    unit = names([case.turn_unit_id], local_day(at)).get(case.turn_unit_id, "")
    person = Person.objects.filter(pk=case.turn_person_id).first() if case.turn_person_id else None
    who = f"{person.full_name}, {unit}" if person else unit
    if case.state == AWAITING:
        return _("%(who)s xác nhận kết quả") % {"who": who}
    return who


def parts_of(task: Task, at: datetime) -> list[Part]:
    """Return the parts of a shared or standing task, the late ones first."""
    parts = list(
        Task.objects.select_related("case").prefetch_related("deliveries").filter(case__parent=task.case)
    )
    leads = names([part.case.holder_id for part in parts], local_day(at))
    found = [
        Part(part, leads.get(part.case.holder_id, ""), status_of(part, at=at), _due(part)) for part in parts
    ]
    order = ["overdue", "awaiting", "within", "open"]
    return sorted(
        found, key=lambda p: (order.index(p.status.code) if p.status.code in order else 9, p.task.case.number)
    )


def _due(task: Task) -> str:
    return due_words(task.case.due_at) if task.case.due_at else ""


def delivered(task: Task) -> list[Fact]:
    """Return what the delivery brought that waits to be confirmed: read before one answers."""
    waiting = task.deliveries.filter(confirmed__isnull=True).first()
    if waiting is None:
        return []
    number, dated = waiting.document_number, waiting.document_date
    facts: list[Fact] = [
        (_("Sản phẩm, kết quả đã hoàn thành"), waiting.output),
        (_("Số, ký hiệu văn bản"), f"{number} ({day_words(dated)})" if dated else number),
        (_("Gửi lúc"), Lines(moment_words(waiting.delivered_at), _in_time(waiting))),
        (_("Tệp sản phẩm"), links_by_act([waiting.act_id], address_in(task)).get(waiting.act_id, "")),
    ]
    return [(label, value or _("Không có")) for label, value in facts]


def asked_of(proposal: Proposal, day: date) -> list[Fact]:
    """Return what is proposed, by whom and why: read before one answers."""
    act = Act.objects.get(pk=proposal.act_id)
    to_unit = names([proposal.to_unit_id], day) if proposal.to_unit_id else {}
    facts: list[Fact] = [
        (_("Đề nghị"), ProposalKind(proposal.kind).label),
        (_("Hạn đề nghị"), proposal.term),
        (_("Cơ quan nhận"), "".join(to_unit.values())),
        (_("Nội dung, sản phẩm mới"), proposal.wording),
        (_("Lý do"), proposal.reason),
        (_("Số văn bản đề nghị"), proposal.document),
        (
            _("Người đề nghị"),
            Lines(f"{act.actor_name}, {act.actor_post}", moment_words(proposal.proposed_at)),
        ),
    ]
    return [(label, value) for label, value in facts if value]


def notes_of(task: Task, acts: Iterable[Act], day: date) -> dict[UUID, Note]:
    """Return what stands under each act: what was said, to whom it went, what came out, with its files."""
    known = list(acts)
    people = {str(p.pk): p.full_name for p in Person.objects.filter(pk__in=_mentioned(known, "person"))}
    units = {
        str(key): name
        for key, name in names(_mentioned(known, "unit", "lead", "to_unit", "monitoring"), day).items()
    }
    files = links_by_act([act.id for act in known], address_in(task))
    return {act.id: Note(_words(act, people, units), files.get(act.id, NO_FILES)) for act in known}


def address_in(task: Task) -> Callable[[Attachment], str]:
    return lambda file: reverse("tasks:file", args=[task.pk, file.pk])


def _words(act: Act, people: dict[str, str], units: dict[str, str]) -> str:
    write = _NOTES.get(act.verb)
    parts = write(act.detail, people, units) if write else (act.detail.get("reason", ""),)
    return ". ".join(str(part).rstrip(".") for part in parts if part)


def _to_whom(detail: Detail, people: dict[str, str], units: dict[str, str]) -> tuple[object, ...]:
    to = people.get(detail.get("person") or "") or units.get(detail.get("unit") or "")
    return to, detail.get("instruction")


def _passed(detail: Detail, _people: dict[str, str], _units: dict[str, str]) -> tuple[object, ...]:
    """Say who followed whom, the lead first; a group of units that only support is not listed whole."""
    passed = sorted(detail.get("passed", ()), key=lambda one: "holder" not in one["parts"])
    said = [f"{one['from_name']} → {one['to_name']}" for one in passed]
    said += [one["from_name"] for one in detail.get("ended", ())]
    others = len(said) - AT_SIGHT
    return "; ".join(said[:AT_SIGHT]), _("và %(count)s đơn vị khác") % {"count": others} if others > 0 else ""


def _asked(detail: Detail, _people: dict[str, str], units: dict[str, str]) -> tuple[object, ...]:
    return detail["term"] or detail["wording"] or units.get(detail.get("to_unit") or ""), detail["reason"]


_NOTES: dict[str, Callable[[Detail, dict[str, str], dict[str, str]], tuple[object, ...]]] = {
    "tasks.hand_over": _to_whom,
    "casework.pass_to_successor": _passed,
    "casework.end_with_unit": _passed,
    "casework.return_to_unit": _to_whom,
    "tasks.change_monitoring": lambda detail, _people, units: (units.get(detail["monitoring"]),),
    "tasks.propose": _asked,
    "tasks.report_progress": lambda detail, _people, _units: (f"{detail['percent']}%", detail["text"]),
    "tasks.finish": lambda detail, _people, _units: (detail["document_number"], detail["output"]),
    "tasks.confirm": lambda detail, _people, _units: (
        _("đúng hạn") if detail["on_time"] else _("quá hạn"),
        detail["answer"],
    ),
    "tasks.answer": lambda detail, _people, _units: (
        _("Đồng ý") if detail["accepted"] else _("Không đồng ý"),
        detail["text"],
    ),
}


def _in_time(delivery: Delivery) -> str:
    return _("đúng hạn") if delivery.on_time else _("quá hạn")


def _mentioned(acts: list[Act], *names_of: str) -> set[UUID]:
    found = {act.detail.get(name) for act in acts for name in names_of}
    return {UUID(value) for value in found if value}


def _roles(task: Task, day: date) -> dict[str, list[str]]:
    rows = list(task.case.involvements.filter(until__isnull=True).values_list("role", "unit_id"))
    known = names([unit_id for _role, unit_id in rows], day)
    found: dict[str, list[str]] = {role: [] for role in Role}
    for role, unit_id in rows:
        found[role].append(known.get(unit_id, ""))
    return found


def _folded(agencies: list[str]) -> str | Folded:
    """Return agencies in a row; of a province's forty only the first stay in sight."""
    first, rest = agencies[:AT_SIGHT], agencies[AT_SIGHT:]
    if len(rest) < AT_SIGHT:
        return "; ".join(agencies)
    return Folded("; ".join(first), _("và %(count)s cơ quan khác") % {"count": len(rest)}, "; ".join(rest))


def _place(task: Task) -> str:
    """Return where the work lies, if it was said: else it lies where its lead does, and nobody has to read that."""
    place = task.case.place_id
    return place_names([place]).get(place, "") if place else ""


def _period(task: Task) -> str:
    if task.period is None or task.period.lower is None or task.period.upper is None:
        return ""
    return f"{day_words(task.period.lower)} – {day_words(task.period.upper)}"


def _source(label: str, dated: date | None) -> str:
    return f"{label} ({day_words(dated)})" if dated else label
