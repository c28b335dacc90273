from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeasuresConfig(AppConfig):
    name = "lienthong.measures"
    label = "measures"
    verbose_name = _("Chỉ tiêu thống kê")

    def ready(self) -> None:
        from lienthong.measures import registration  # noqa: PLC0415 - registers once the models are loaded

        registration.register()
