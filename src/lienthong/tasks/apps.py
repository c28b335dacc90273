from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    name = "lienthong.tasks"
    label = "tasks"
    verbose_name = _("Nhiệm vụ được giao")

    def ready(self) -> None:
        from lienthong.tasks import lists, registration  # noqa: F401, PLC0415 - register once the models are loaded

        registration.register()
