"""Who may do what with a ballot. Each answer has its reason; the same reason reaches button, page and record."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.access.policies import in_office, needs
from lienthong.access.powers.authority import Matter, agency_of, authority, units_for
from lienthong.ballots.members import bodies_kept_by, charter_on, keepers_of, still_members
from lienthong.ballots.models import Ballot, Paper
from lienthong.ballots.ruling import Charter, charter_of
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Verdict, allow, deny

NOT_A_MEMBER = _("Chỉ thành viên có tên trong danh sách mới cho ý kiến được.")
IN_PERSON = _("Thành viên tự cho ý kiến; người thay, người được ủy quyền không cho ý kiến thay.")
NO_LONGER = _("Anh/chị không còn giữ chức vụ làm thành viên.")
NOT_THE_KEEPER = _("Chỉ cơ quan giữ phiếu mới thực hiện được.")
NOT_THE_CHAIR = _("Chỉ người đứng đầu tổ chức này mới kết luận được.")
VOTES_ARE_THE_MEMBERS = _("Ý kiến của từng thành viên chỉ thành viên và cơ quan giữ phiếu xem được.")


def may_open(by: Actor) -> Verdict:
    """Open ballots at all, for some body."""
    return needs(Capability.BALLOTS_OPEN)(by)


def opens_for(by: Actor, at: datetime) -> list[UUID]:
    """Return the bodies whose ballots the actor may open."""
    return bodies_kept_by(units_for(by, Capability.BALLOTS_OPEN, at=at), local_day(at))


def keeping_of(ballot: Ballot) -> Matter:
    return Matter(Capability.BALLOTS_OPEN, ballot.kept_by_id, ballot.field)


def keeper_for(by: Actor, body_id: UUID, *, at: datetime) -> UUID | None:
    """Return the agency in whose name the actor opens a ballot of the body; None when there is none."""
    charter = charter_on(body_id, local_day(at))
    keepers = keepers_of(body_id, charter, local_day(at)) if charter else frozenset()
    own = units_for(by, Capability.BALLOTS_OPEN, at=at)
    return next((unit for unit in own if unit in keepers), None)


def may_keep(by: Actor, ballot: Ballot, *, at: datetime) -> Verdict:
    """Close by hand, withdraw: the agency that opened the ballot."""
    return authority(by, keeping_of(ballot), at=at, elsewhere=NOT_THE_KEEPER)


def may_vote(by: Actor, ballot: Ballot, *, at: datetime) -> Verdict:
    """Answer: a member, in person, who still holds the post by which they are one."""
    office = in_office(by)
    if not office:
        return office
    own = ballot.papers.filter(person=by.person_id)
    if not own.exists():
        stands_in = ballot.papers.filter(person__in=by.stands_in).exists()
        return deny(IN_PERSON if stands_in else NOT_A_MEMBER)
    still = still_members(own, ballot.body_id, charter_for(ballot), local_day(at))
    return allow() if still.exists() else deny(NO_LONGER)


def concluding_on(ballot: Ballot) -> Matter:
    return Matter(Capability.BALLOTS_CONCLUDE, ballot.body_id, ballot.field)


def may_conclude(by: Actor, ballot: Ballot, *, at: datetime) -> Verdict:
    """Conclude for the body: its chair, or who signs for the chair; of a coordinating body its head alone."""
    if not charter_for(ballot).by_seats:
        return authority(by, concluding_on(ballot), at=at)
    office = in_office(by)
    if not office:
        return office
    return allow() if heads(by, ballot, at=at) else deny(NOT_THE_CHAIR)


def heads(by: Actor, ballot: Ballot, *, at: datetime) -> Paper | None:
    """Return the chair's paper when it is the actor's."""
    chair = ballot.papers.filter(chairs=True, person=by.person_id)
    return still_members(chair, ballot.body_id, charter_for(ballot), local_day(at)).first()


def may_see_votes(by: Actor, ballot: Ballot, *, at: datetime) -> Verdict:
    """See what single members answered: members, and the office that keeps the ballot; others if the rule says so.

    Where the body keeps its ballots itself, its staff is not the office: only who may open ballots is.
    """
    if charter_for(ballot).shown_to_all or ballot.papers.filter(person=by.person_id).exists():
        return allow()
    keeps = by.unit_id is not None and agency_of(by, at) == ballot.kept_by_id
    if keeps and (ballot.kept_by_id != ballot.body_id or by.can(Capability.BALLOTS_OPEN)):
        return allow()
    return deny(VOTES_ARE_THE_MEMBERS)


def charter_for(ballot: Ballot) -> Charter:
    """Return the rule the ballot is under: that of the day on which it was opened."""
    charter = charter_of(ballot.kind, local_day(ballot.case.opened_at))
    if charter is None:
        raise LookupError(ballot.kind)
    return charter
