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
    _words()
    _ways()
    _participants()
    security_notices.register()
    telling.register()
    reorganisation_notices.register()
    works.register(KIND, carry_out_work)
    for entry in ENTRIES:
        menu.register(entry)


def _words() -> None:
    for verb, words in (*WORDS.items(), *assisting.VERBS.items()):
        verbs.register(verb, words)
    sightings.register(READ_ADDRESSES)
    for profile, words in PROFILES.items():
        profiles.register(profile, words)
    profiles.reserved = reserved_profiles


def _ways() -> None:
    """From a person of the directory to their pages here, and from an account to where notices reach its owner."""
    onward.register(Way(_("Tài khoản"), "access:account", "user", reaches))
    onward.register(Way(assisting.TITLE, "access:assistants_of", "people", assisting.arranges))
    addresses.register("email", emails)
    addresses.register("sms", phones)


def _participants() -> None:
    reorganisations.register(LastOfUnit())
    departures.register(LastOfPost())


WORK, ADMINISTRATION, MINE = _("Công việc"), _("Quản trị hệ thống"), _("Của tôi")
THEIRS = (ActorKind.PARTY,)
ADMINISTERS = (Capability.AGENCY_MANAGE, Capability.ACCOUNTS_MANAGE)
ENTRIES = (
    Entry(_("Quyền và ủy quyền"), "access:powers", "people", order=60, group=WORK),
    Entry(assisting.TITLE, "access:assistants", "people", Capability.TASKS_INSTRUCT, 40, WORK),
    Entry(_("Cán bộ và tài khoản"), "access:accounts", "user", ADMINISTERS, 910, ADMINISTRATION),
    Entry(_("Nhật ký an ninh"), "access:security", "lock", ADMINISTERS, 915, ADMINISTRATION),
    Entry(_("Tài khoản của tôi"), "access:mine", "user", None, 10, MINE, THEIRS),
    Entry(_("Ai đã xem dữ liệu của tôi"), "access:seen", "search", None, 11, MINE, THEIRS),
)
