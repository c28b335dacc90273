"""From acts to notices, after the commit. Told twice is told once."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import transaction

from lienthong.kernel.acts.models import Act
from lienthong.kernel.jobs.queue import defer
from lienthong.kernel.notices.channels import Channel, channels
from lienthong.kernel.notices.models import Notice
from lienthong.kernel.notices.recipients import Recipients, recipients


def tell(act_ids: Iterable[UUID], *, register: Recipients = recipients) -> int:
    """Make the notices of these acts and put their sending in the queue; return how many there are."""
    acts = Act.objects.filter(id__in=list(act_ids))
    made = [notice for act in acts for notice in _notices(act, register)]
    ways = channels()
    with transaction.atomic():
        Notice.objects.bulk_create(made, ignore_conflicts=True)
        if ways:
            _send_later(made, ways)
    return len(made)


def _notices(act: Act, register: Recipients) -> Iterator[Notice]:
    for account_id, weight in sorted(register.of(act).items()):
        yield Notice(
            account_id=account_id,
            act_id=act.id,
            subject_kind=act.subject_kind,
            subject_id=act.subject_id,
            case_id=act.case_id,
            weight=weight,
            created_at=act.recorded_at,
        )


def _send_later(made: list[Notice], ways: list[Channel]) -> None:
    """Ask for the rows that are there: those of an earlier telling keep their own keys."""
    told = Notice.objects.filter(act_id__in={notice.act_id for notice in made}).values_list("id", flat=True)
    for notice_id in told:
        for way in ways:
            defer("notices.deliver", notice_id=str(notice_id), channel=way.name)
