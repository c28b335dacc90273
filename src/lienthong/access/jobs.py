"""Jobs of this area: housekeeping, and letters with a link."""

from datetime import UTC, datetime
from uuid import UUID

from lienthong.access import invitations
from lienthong.access.devices import clear_ended
from lienthong.access.throttle import forget
from lienthong.kernel.jobs.sweeping import moment
from lienthong.kernel.jobs.working import every, job


@every("41 2 * * *", name="access.forget_attempts")
def forget_attempts(timestamp: int) -> None:
    forget(at=moment(timestamp))


@every("43 2 * * *", name="access.clear_sessions")
def clear_sessions(timestamp: int) -> None:  # noqa: ARG001 - sessions end by the machine's own time
    clear_ended()


@job("access.invite")
def send_invitation(account_id: str, address: str, mark: str, until: int) -> None:
    ends = datetime.fromtimestamp(until, UTC)
    invitations.send(UUID(account_id), address=address, mark=mark, until=ends)
