"""Who is told of an act on a case: whose move it is, who answers for a unit, whose words they are, who distributes."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.models import Account, ProfileCapability
from lienthong.access.powers.selectors import substitutes
from lienthong.casework.models import Case, Instruction
from lienthong.casework.registry import kinds
from lienthong.casework.selectors import ANSWERS_FOR_A_BOX
from lienthong.directory.models import Appointment
from lienthong.directory.selectors import names, tree
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.notices.titles import Title


def whose_turn(act: Act) -> set[UUID]:
    """Return the accounts to tell: the person whose turn it is, else those who distribute the unit's work."""
    case = Case.objects.filter(pk=act.case_id).first() if act.case_id else None
    if case is None or case.turn_unit_id is None:
        return set()
    if case.turn_person_id is not None:
        people = [case.turn_person_id, *substitutes(case.turn_person_id, local_day(act.recorded_at))]
        return set(Account.objects.filter(person__in=people).values_list("id", flat=True))
    return _distributors(case.turn_unit_id, act)


def of_instruction(act: Act) -> set[UUID]:
    """Return whose turn it is, the leader whose words these are, and who entered them for the leader."""
    people = Instruction.objects.filter(pk=act.subject_id).values_list("leader", "entered_by").first() or ()
    return whose_turn(act) | set(Account.objects.filter(person__in=people).values_list("id", flat=True))


def titles_of_instructions(ids: Iterable[UUID]) -> dict[UUID, Title]:
    """Return how notices name instructions: by their case; its page shows them first."""
    found = Instruction.objects.select_related("case").filter(pk__in=list(ids))
    return {one.pk: Title(one.case.title, kinds.of(one.case).address(one.case_id)) for one in found}


def who_distributes(act: Act) -> set[UUID]:
    """Return who hands work over in the agency that came to have to distribute it."""
    return _distributors(UUID(act.detail["to"]), act, [Capability.TASKS_HAND_OVER])


def titles_of_distributions(ids: Iterable[UUID]) -> dict[UUID, Title]:
    """Return how notices name work to distribute: by the unit that was split."""
    called = names(list(ids), date.max)
    words = _("Công việc của %(unit)s chờ phân bổ")
    return {
        unit: Title(words % {"unit": name}, reverse("casework:hand_on", args=[unit]))
        for unit, name in called.items()
    }


def _distributors(unit_id: UUID, act: Act, who: Collection[Capability] = ANSWERS_FOR_A_BOX) -> set[UUID]:
    day = local_day(act.recorded_at)
    here = {unit for unit in tree(day).subtree(unit_id) if tree(day).agency_of(unit) == unit_id} | {unit_id}
    profiles = ProfileCapability.objects.on(day).filter(capability__in=who)
    posts = Appointment.objects.on(day).filter(
        post__unit__in=here, post__profile__in=profiles.values("profile")
    )
    return set(Account.objects.filter(person__in=posts.values("person")).values_list("id", flat=True))
