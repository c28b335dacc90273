"""Who may pass a door, and who may manage accounts; each answer has its reason."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.access.models import Account
from lienthong.directory.models import Person
from lienthong.directory.reach import Reach
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Refused, StepUp, Verdict, allow, deny

Policy = Callable[[Actor | None], Verdict]

NOBODY = _("Hãy đăng nhập để xem trang này.")
NOT_AN_OFFICIAL = _("Trang này dành cho cán bộ, công chức đang giữ chức vụ.")
NO_POST = _("Hôm nay anh/chị không giữ chức vụ nào (đã thôi giữ, hoặc chưa đến ngày bổ nhiệm).")
NO_POWER = _("Anh/chị chưa được giao quyền này: %(power)s.")
OWN_ACCOUNT = _("Không ai tự khóa tài khoản của mình.")
CHANGE_PASSWORD_FIRST = _("Hãy đổi mật khẩu ban đầu trước khi làm việc.")
STEP_UP = _("Quyền này cần xác thực bước hai: %(power)s.")
FORGED = _("Yêu cầu không mang mã chống giả mạo của phiên làm việc này; hãy tải lại trang.")


class SignedOut(Refused):
    """Nobody is signed in, or no longer."""

    status = 401


class Confirm(StepUp):
    """As above, for the means of signing in themselves; without a second factor the password is asked again."""


def anyone(_by: Actor | None) -> Verdict:
    return allow()


def signed_in(by: Actor | None) -> Verdict:
    return allow() if by is not None else deny(NOBODY)


def in_office(by: Actor | None) -> Verdict:
    """Officials who hold a post today; somebody whose post has ended is told so."""
    if by is None:
        return deny(NOBODY)
    if by.kind == ActorKind.OFFICIAL:
        return allow()
    return deny(NO_POST if by.person_id else NOT_AN_OFFICIAL)


def needs(capability: Capability | str) -> Policy:
    """Return the policy of what only posts with the capability may do, after a second factor where it asks for one."""
    wanted = Capability(capability)

    def policy(by: Actor | None) -> Verdict:
        holds = in_office(by)
        if not holds or by is None:
            return holds
        if not by.holds(wanted):
            return deny(NO_POWER % {"power": wanted.label})
        return deny(STEP_UP % {"power": wanted.label}, StepUp) if by.must_prove(wanted) else holds

    policy.__name__ = f"needs_{wanted}"
    return policy


def needs_one(*capabilities: Capability | str) -> Policy:
    """Return the policy of what posts with any of the capabilities may do; a refusal names what is nearest."""
    each = [needs(capability) for capability in capabilities]

    def policy(by: Actor | None) -> Verdict:
        verdicts = [one(by) for one in each]
        near = (one for one in verdicts if one.offered)
        return next(near, verdicts[0])

    policy.__name__ = "_or_".join(one.__name__ for one in each)
    return policy


# The doors of administration; whose people behind them, the reach says.
administers = needs_one(Capability.AGENCY_MANAGE, Capability.ACCOUNTS_MANAGE)
keeps_people = needs_one(Capability.AGENCY_MANAGE, Capability.DIRECTORY_EDIT)


def reaches(by: Actor, person: Person, day: date) -> bool:
    """Return whether the actor comes to the account of this person."""
    reach = Reach.of(by, day, everywhere=Capability.ACCOUNTS_MANAGE)
    return bool(administers(by)) and reach.people().filter(pk=person.pk).exists()


def reach_of(by: Actor, at: datetime, *, fresh: bool = False) -> Reach:
    """Return whose accounts the actor manages; `fresh` asks the directory as it stands in this transaction."""
    return Reach.of(by, local_day(at), everywhere=Capability.ACCOUNTS_MANAGE, fresh=fresh)


def may_manage(by: Actor, person_id: UUID, at: datetime) -> Verdict:
    """Return whether the actor manages the account of this person. Raises `Missing` for somebody out of reach."""
    verdict = administers(by)
    if not verdict:
        return verdict
    reach = reach_of(by, at)
    return reach.may_keep([reach.person(person_id).pk])[person_id]


def may_deactivate(by: Actor, account: Account, at: datetime) -> Verdict:
    """As `may_manage`, and never the own account: an agency would lose its last way in. Raises `Missing`."""
    if administers(by) and by.account_id == account.pk:
        return deny(OWN_ACCOUNT)
    if account.person_id is None:
        return needs(Capability.ACCOUNTS_MANAGE)(by)
    return may_manage(by, account.person_id, at)
