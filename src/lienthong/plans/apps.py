from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "lienthong.plans"
    label = "plans"
    verbose_name = _("Kế hoạch")

    def ready(self) -> None:
        from lienthong.plans import registration  # noqa: PLC0415 - registers once the models are loaded

        registration.register()
