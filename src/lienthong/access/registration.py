"""What the area makes known at start-up: words of acts and profiles, its entry in the menu, the way from a person."""

from django.utils.translation import gettext_lazy as _

from lienthong.access import assisting, reorganisation_notices, security_notices
from lienthong.access.capabilities import Capability
from lienthong.access.elsewhere.configuration import the_provider
from lienthong.access.importing import KIND, carry_out_work
from lienthong.access.lasting import LastOfPost, LastOfUnit
from lienthong.access.policies import reaches
from lienthong.access.powers import telling
from lienthong.access.selectors import emails, phones, reserved_profiles
from lienthong.access.words import PROFILES, READ_ADDRESSES, WORDS
from lienthong.directory.onward import Way, onward
from lienthong.directory.participants import departures, reorganisations
from lienthong.directory.profiles import profiles
from lienthong.kernel.acts.actor import ActorKind
from lienthong.kernel.acts.sightings import sightings
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.notices.channels import addresses
from lienthong.kernel.ui.menu import Entry, menu
from lienthong.kernel.ui.works import works


def register() -> None:
    the_provider()  # a provider that is not safely configured is said at the start, not at the first sign-in
    for verb, words in WORDS.items():
        verbs.register(verb, words)
    for verb, words in assisting.VERBS.items():
        verbs.register(verb, words)
    for profile, words in PROFILES.items():
        profiles.register(profile, words)
    profiles.reserved = reserved_profiles
    onward.register(Way(_("Tài khoản"), "access:account", "user", reaches))
    onward.register(Way(assisting.TITLE, "access:assistants_of", "people", assisting.arranges))
    works.register(KIND, carry_out_work)
    addresses.register("email", emails)
    addresses.register("sms", phones)
    security_notices.register()
    telling.register()
    reorganisation_notices.register()
    sightings.register(READ_ADDRESSES)
    reorganisations.register(LastOfUnit())
    departures.register(LastOfPost())
    menu.register(Entry(_("Quyền và ủy quyền"), "access:powers", "people", order=60, group=_("Công việc")))
    menu.register(
        Entry(
            label=_("Cán bộ và tài khoản"),
            url_name="access:accounts",
            icon="user",
            capability=(Capability.AGENCY_MANAGE, Capability.ACCOUNTS_MANAGE),
            order=910,
            group=_("Quản trị hệ thống"),
        )
    )
    menu.register(
        Entry(
            label=_("Nhật ký an ninh"),
            url_name="access:security",
            icon="lock",
            capability=(Capability.ACCOUNTS_MANAGE, Capability.AGENCY_MANAGE),
            order=915,
            group=_("Quản trị hệ thống"),
        )
    )
    menu.register(
        Entry(
            label=assisting.TITLE,
            url_name="access:assistants",
            icon="people",
            capability=Capability.TASKS_INSTRUCT,
            order=40,
            group=_("Công việc"),
        )
    )
    mine, theirs = _("Của tôi"), (ActorKind.PARTY,)
    menu.register(Entry(_("Tài khoản của tôi"), "access:mine", "user", None, 10, mine, theirs))
    menu.register(Entry(_("Ai đã xem dữ liệu của tôi"), "access:seen", "search", None, 11, mine, theirs))
