"""Working on a task: handing over inside the agency, reporting progress, finishing with its output."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.casework.assigning import assign, involve
from lienthong.casework.models import Case, Role
from lienthong.casework.moving import give_turn, keep, move
from lienthong.directory.selectors import holders, posts_of, tree
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.vault.attaching import File, attach
from lienthong.tasks.models import Delivery, OutputKind, Progress, Task
from lienthong.tasks.policies import may_hand_over, may_work
from lienthong.tasks.taking import take


@action
def hand_over(
    task_id: UUID,
    *,
    unit_id: UUID,
    person_id: UUID | None,
    instruction: str = "",
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> Task:
    """Give the work to a division or a person inside the lead agency; outside it needs a transfer."""
    task = take(task_id, by=by, at=at, seen=seen)
    may_hand_over(by, task, at=at).or_raise()
    _check_inside(task, unit_id, person_id, local_day(at))
    move(task.case, "hand_over", by=by, at=at)
    act = record(
        "tasks.hand_over",
        subject=task,
        case_id=task.pk,
        by=by,
        at=at,
        detail={
            "unit": str(unit_id),
            "person": str(person_id) if person_id else None,
            "instruction": instruction,
        },
    )
    assign(task.case, unit_id=unit_id, person_id=person_id, instruction=instruction, act_id=act.id, at=at)
    if unit_id != task.case.holder_id:
        involve(task.case, [unit_id], Role.HANDLING, at=at)
    keep(task.case)
    return task


@action
def report_progress(
    task_id: UUID,
    *,
    percent: int,
    text: str,
    files: Sequence[File] = (),
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> Progress:
    """Say how far the work is, with evidence. 100 percent is not finishing: that takes the output."""
    task = take(task_id, by=by, at=at, seen=seen)
    may_work(by, task, at=at).or_raise()
    if not 0 <= percent <= 100:
        raise Invalid(_("Tiến độ là số nguyên từ 0 đến 100."), field="percent")
    if not text.strip():
        raise Invalid(_("Phải ghi kết quả đã làm được."), field="text")
    move(task.case, "report_progress", by=by, at=at)
    act = record(
        "tasks.report_progress",
        subject=task,
        case_id=task.pk,
        by=by,
        at=at,
        detail={"percent": percent, "text": text.strip(), "files": _sums(files)},
    )
    progress = Progress.objects.create(task=task, percent=percent, text=text.strip(), at=at, act_id=act.id)
    attach(files, to=progress, act_id=act.id)
    Task.objects.filter(pk=task.pk).update(percent=percent)
    keep(task.case)
    return progress


@action
def finish(
    task_id: UUID,
    *,
    output: str,
    document_number: str = "",
    document_date: date | None = None,
    files: Sequence[File] = (),
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> Delivery:
    """Report the task finished, with its output. On time is measured by when this is recorded, not when confirmed."""
    task = take(task_id, by=by, at=at, seen=seen)
    may_work(by, task, at=at).or_raise()
    _check_output(task, output, document_number, document_date, local_day(at))
    move(task.case, "finish", by=by, at=at)
    detail = {
        "output": output.strip(),
        "document_number": document_number,
        "document_date": document_date.isoformat() if document_date else None,
        "files": _sums(files),
        **_counted(task.case),
    }
    act = record("tasks.finish", subject=task, case_id=task.pk, by=by, at=at, detail=detail)
    delivery = Delivery.objects.create(
        task=task,
        output=output.strip(),
        document_number=document_number.strip(),
        document_date=document_date,
        delivered_at=act.recorded_at,
        due_at=task.case.due_at,
        act_id=act.id,
    )
    attach(files, to=delivery, act_id=act.id)
    give_turn(task.case, unit_id=task.monitoring_id)
    keep(task.case)
    return delivery


def _sums(files: Sequence[File]) -> list[str]:
    return [file.blob.sha256 for file in files]


def _counted(case: Case) -> dict[str, str | None]:
    """Return what figures need to know: whose work it is, and until when."""
    return {"due": case.due_at.isoformat() if case.due_at else None, "lead": str(case.holder_id)}


def _check_inside(task: Task, unit_id: UUID, person_id: UUID | None, day: date) -> None:
    if unit_id not in tree(day).subtree(task.case.holder_id):
        raise Invalid(_("Chỉ phân công được cho đơn vị, cá nhân trong cơ quan chủ trì."), field="unit")
    if person_id is not None and person_id not in _people_of(unit_id, day):
        raise Invalid(_("Người được chọn không giữ chức vụ ở đơn vị này."), field="person")


def _people_of(unit_id: UUID, day: date) -> set[UUID]:
    posts = [post.post_id for post in posts_of([unit_id], day)]
    return {held.person_id for found in holders(posts, day).values() for held in found}


def _check_output(task: Task, output: str, number: str, dated: date | None, day: date) -> None:
    if not output.strip():
        raise Invalid(_("Phải ghi sản phẩm, kết quả đã hoàn thành."), field="output")
    if task.output_kind == OutputKind.DOCUMENT and not number.strip():
        raise Invalid(_("Sản phẩm là văn bản thì phải ghi số, ký hiệu."), field="document_number")
    if dated is not None and dated > day:
        raise Invalid(_("Ngày văn bản không thể ở tương lai."), field="document_date")
