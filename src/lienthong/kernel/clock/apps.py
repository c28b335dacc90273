from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClockConfig(AppConfig):
    name = "lienthong.kernel.clock"
    label = "clock"

    def ready(self) -> None:
        from lienthong.kernel.acts.verbs import verbs  # noqa: PLC0415 - the register needs loaded apps

        verbs.register("clock.open", _("Lập lịch làm việc"))
        verbs.register("clock.set_hours", _("Quy định giờ làm việc"))
        verbs.register("clock.enter_notice", _("Nhập thông báo lịch nghỉ"))
