from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InfrastructureConfig(AppConfig):
    name = "lienthong.infrastructure"
    label = "infrastructure"
    verbose_name = _("Hạ tầng bưu chính, viễn thông")

    def ready(self) -> None:
        from lienthong.infrastructure import registration  # noqa: PLC0415 - registers once the models are loaded

        registration.register()
