"""Long work with progress: begun by a page, carried out by a job, left and returned to."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any, Final, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.jobs.queue import defer
from lienthong.kernel.refusals import Invalid, Missing, NotAllowed, Refused, type_of_reason
from lienthong.kernel.ui.lists import Reader
from lienthong.kernel.ui.models import Work, WorkState

logger = logging.getLogger(__name__)
T = TypeVar("T")
STEP: Final = 500
MOST_AT_ONCE: Final = 5
KEPT: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a work has come, told to its row now and then."""

    work: Work

    def told(self, done: int, total: int | None = None) -> None:
        changes = {"done": done} if total is None else {"done": done, "total": total}
        Work.objects.filter(pk=self.work.pk).update(**changes)

    def told_apart(self, done: int, total: int) -> None:
        """Tell it from within a transaction: by a connection of its own, for nobody sees the other until it ends."""
        telling = Thread(target=self._tell_and_leave, args=(done, total))
        telling.start()
        telling.join()

    def _tell_and_leave(self, done: int, total: int) -> None:
        try:
            self.told(done, total)
        finally:
            connection.close()

    def counting(self, things: Iterable[T]) -> Iterator[T]:
        """Pass the things through and tell every few hundred."""
        done = 0
        for done, thing in enumerate(things, 1):
            yield thing
            if done % STEP == 0:
                self.told(done)
        self.told(done, done)


ROWS: Final = _("dòng")
Doing = Callable[[Work, Reader, Progress, Path], str]
WhoIs = Callable[[UUID, UUID | None, datetime], Actor]


@dataclass
class Works:
    """The register of kinds of long work, and the way from an account to its actor (given from above)."""

    kinds: dict[str, Doing] = field(default_factory=dict)
    counted: dict[str, type_of_reason] = field(default_factory=dict)
    who_is: WhoIs | None = None

    def register(self, kind: str, doing: Doing, counted: type_of_reason = ROWS) -> None:
        """A kind does its work in a folder and returns the name of the file it left there, or "".

        `counted`: what its progress counts.
        """
        self.kinds[kind], self.counted[kind] = doing, counted

    def reader(self, work: Work, at: datetime) -> Reader:
        """Return who asked, in the post in which it was asked; raise `NotAllowed` when that is no longer held."""
        if self.who_is is None:
            raise RuntimeError("nobody said who an account is: set works.who_is at start-up")
        by = self.who_is(work.account_id, work.post_id, at)
        if work.post_id is not None and by.post_id != work.post_id:
            raise NotAllowed(_("Anh/chị không còn giữ chức vụ mà với đó việc này đã được yêu cầu."))
        return Reader(by, at, work.asked.get("scope", {}))


works = Works()


def begin(kind: str, *, title: str, asked: dict[str, Any], by: Actor) -> Work:
    """Write down the work and put it in the queue. Refuses when too many of this account's are under way."""
    if by.account_id is None:
        raise Missing
    with transaction.atomic():
        under_way = Work.objects.filter(
            account_id=by.account_id, state__in=[WorkState.WAITING, WorkState.RUNNING]
        )
        if under_way.count() >= MOST_AT_ONCE:
            raise Invalid(_("Anh/chị đang có nhiều việc chưa chạy xong. Hãy đợi một việc xong rồi làm tiếp."))
        work = Work.objects.create(
            account_id=by.account_id, post_id=by.post_id, kind=kind, title=title, asked=asked
        )
        defer("ui.work", work_id=str(work.pk))
    return work


def carry_out(work_id: UUID, *, at: datetime) -> None:
    """Do the work and say how it ended; done already, it is left alone. Safe to run twice."""
    work = Work.objects.filter(pk=work_id).exclude(state=WorkState.DONE).first()
    if work is None:
        return
    Work.objects.filter(pk=work_id).update(state=WorkState.RUNNING, done=0)
    try:
        result = works.kinds[work.kind](work, works.reader(work, at), Progress(work), folder())
    except Refused as refusal:
        _end(work, WorkState.FAILED, message=str(refusal))
    except Exception:
        _end(
            work,
            WorkState.FAILED,
            message=gettext("Có lỗi khi thực hiện. Hãy thử lại; nếu vẫn lỗi, báo quản trị."),
        )
        logger.exception("work %s (%s) failed", work.pk, work.kind)
    else:
        _end(work, WorkState.DONE, result_ref=result)


def own(account_id: UUID | None, work_id: UUID) -> Work:
    """Return the account's own work; a stranger's is not there. Raises `Missing`."""
    work = Work.objects.filter(pk=work_id, account_id=account_id).first() if account_id else None
    if work is None:
        raise Missing
    return work


def file_of(work: Work) -> Path:
    """Return the file a work has left. Raises `Missing` when there is none, or no longer."""
    path = folder() / Path(work.result_ref).name
    if work.state != WorkState.DONE or not work.result_ref or not path.is_file():
        raise Missing(_("Tệp này chưa có hoặc đã hết thời gian lưu. Hãy xuất lại."))
    return path


def forget(*, before: datetime) -> None:
    """Remove works begun before a moment, with their files."""
    for work in Work.objects.filter(begun_at__lt=before):
        if work.result_ref:
            (folder() / Path(work.result_ref).name).unlink(missing_ok=True)
        work.delete()


def folder() -> Path:
    path = Path(settings.HOME) / "works"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _end(work: Work, state: WorkState, **changes: str) -> None:
    Work.objects.filter(pk=work.pk).update(state=state, **changes)
