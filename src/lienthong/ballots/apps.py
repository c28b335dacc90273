from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BallotsConfig(AppConfig):
    name = "lienthong.ballots"
    label = "ballots"
    verbose_name = _("Phiếu lấy ý kiến")

    def ready(self) -> None:
        from lienthong.ballots import lists, registration  # noqa: F401, PLC0415 - register once the models are loaded

        registration.register()
