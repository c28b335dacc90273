"""What the area makes known at start-up: words of acts and profiles, its entry in the menu, the way from a person."""

from django.utils.translation import gettext_lazy as _

from lienthong.access import security_notices
from lienthong.access.capabilities import Capability
from lienthong.access.lasting import LastOfPost, LastOfUnit
from lienthong.access.selectors import emails, phones
from lienthong.access.words import PROFILES, WORDS
from lienthong.directory.onward import Way, onward
from lienthong.directory.participants import departures, reorganisations
from lienthong.directory.profiles import profiles
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.notices.channels import addresses
from lienthong.kernel.ui.menu import Entry, menu


def register() -> None:
    for verb, words in WORDS.items():
        verbs.register(verb, words)
    for profile, words in PROFILES.items():
        profiles.register(profile, words)
    onward.register(Way(_("Tài khoản"), "access:account", "user", Capability.ACCOUNTS_MANAGE))
    addresses.register("email", emails)
    addresses.register("sms", phones)
    security_notices.register()
    reorganisations.register(LastOfUnit())
    departures.register(LastOfPost())
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
    menu.register(
        Entry(
            label=_("Nhật ký an ninh"),
            url_name="access:security",
            icon="lock",
            capability=Capability.ACCOUNTS_MANAGE,
            order=915,
            group=_("Quản trị hệ thống"),
        )
    )
