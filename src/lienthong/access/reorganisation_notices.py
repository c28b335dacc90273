"""Who is told that a reorganisation was carried out, or could not be: those who keep the directory."""

from uuid import UUID

from lienthong.access.capabilities import Capability
from lienthong.access.lasting import administrators
from lienthong.access.models import Account
from lienthong.directory.reorganising.carrying import CARRIED_OUT
from lienthong.directory.reorganising.due import HINDERED
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.notices.recipients import recipients


def register() -> None:
    for verb in (CARRIED_OUT, HINDERED):
        recipients.register(verb, keepers)


def keepers(act: Act) -> list[UUID]:
    """Return the accounts of those who keep the directory on the day of the act."""
    people = {one.person_id for one in administrators(local_day(act.at), Capability.DIRECTORY_EDIT)}
    return list(Account.objects.filter(person__in=people, is_active=True).values_list("pk", flat=True))
