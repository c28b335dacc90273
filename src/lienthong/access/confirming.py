"""Before the means of signing in change: whoever is there shows it again, a factor or, without one, the password."""

from django.utils.translation import gettext_lazy as _

from lienthong.access.assurance import OWN_MEANS, Shown, minutes_of, within
from lienthong.access.doors import Request
from lienthong.access.factors.keeping import has_factor
from lienthong.access.policies import Confirm
from lienthong.kernel.clock.moments import local_day


def confirm(request: Request) -> None:
    """Let on who has shown a factor a short while ago; who has none, the password. Raises `Confirm`."""
    shown, minutes = Shown.of(request), minutes_of(OWN_MEANS, local_day(request.at))
    moment = shown.factor if has_factor(request.user) else max(shown.itself, shown.factor)
    if minutes is not None and not within(moment, minutes, request.at):
        raise Confirm(_("Để đổi cách đăng nhập của mình, anh/chị cần xác thực lại."))
