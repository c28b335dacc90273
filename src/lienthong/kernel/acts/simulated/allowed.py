"""Where multiplying is allowed: only in an installation that is marked as simulated."""

from django.utils.translation import gettext as _

from lienthong.kernel.acts.models import Installation
from lienthong.kernel.refusals import WrongState


def ensure_simulated() -> None:
    """Raise `WrongState` in a real installation; the database refuses a time that is not now besides."""
    if not Installation.objects.filter(simulated=True).exists():
        raise WrongState(_("Chỉ hệ thống mô phỏng mới được nhân bản hồ sơ."))
