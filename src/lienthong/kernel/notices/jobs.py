"""Jobs of this room: telling after each act, and sending through a channel."""

from uuid import UUID

from lienthong.kernel.jobs.working import job
from lienthong.kernel.notices.delivering import deliver
from lienthong.kernel.notices.telling import tell


@job("tell")
def tell_of_acts(act_ids: list[str]) -> None:
    tell(map(UUID, act_ids))


@job("notices.deliver")
def deliver_notice(notice_id: str, channel: str) -> None:
    deliver(UUID(notice_id), channel)
