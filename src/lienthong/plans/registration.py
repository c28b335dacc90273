"""What the area makes known at start-up: the words of its verbs."""

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.verbs import verbs


def register() -> None:
    verbs.register("plans.load", _("Nhập kế hoạch"))
