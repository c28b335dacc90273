from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.ui.menu import Entry, menu


class CaseworkConfig(AppConfig):
    name = "lienthong.casework"
    label = "casework"
    verbose_name = _("Công việc")

    def ready(self) -> None:
        from lienthong.casework import inbox, registration  # noqa: F401, PLC0415 - register once the models are loaded

        registration.register()
        menu.register(Entry(_("Việc của tôi"), "casework:inbox", "inbox", order=10, group=_("Công việc")))
