"""Who may pass a door, and who may manage accounts; each answer has its reason."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.access.models import Account
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.refusals import Refused, Verdict, allow, deny

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


class StepUp(Refused):
    """The power is there; what is missing is a second factor, shown a short while ago."""

    status = 403


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


may_manage = needs(Capability.ACCOUNTS_MANAGE)


def may_deactivate(by: Actor, account: Account) -> Verdict:
    """An administrator, and never for the own account: an agency would lose its last way in."""
    manages = may_manage(by)
    return deny(OWN_ACCOUNT) if manages and by.account_id == account.pk else manages
