"""What the area makes known at start-up: the words of its acts and its entry in the menu."""

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.access.words import WORDS
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.ui.menu import Entry, menu


def register() -> None:
    for verb, words in WORDS.items():
        verbs.register(verb, words)
    menu.register(
        Entry(
            label=_("Tài khoản"),
            url_name="access:accounts",
            icon="user",
            capability=Capability.ACCOUNTS_MANAGE,
            order=910,
            group=_("Quản trị hệ thống"),
        )
    )
