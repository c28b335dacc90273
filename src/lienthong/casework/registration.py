"""What the engine makes known at start-up: its part when units and people change, the words of its acts."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from lienthong.casework import instructing, multiplied
from lienthong.casework.handing_on import waiting_of
from lienthong.casework.inheriting import ASKED, DISTRIBUTION
from lienthong.casework.passing import WorkOfUnits
from lienthong.casework.policies import may_hand_on, may_have_a_box
from lienthong.casework.recomputing import RECOMPUTE_JOB
from lienthong.casework.returning import WorkHandedOver, WorkOfPeople
from lienthong.casework.telling import (
    of_instruction,
    titles_of_distributions,
    titles_of_instructions,
    who_distributes,
)
from lienthong.directory.models import Unit
from lienthong.directory.onward import Way, units_onward
from lienthong.directory.participants import departures, handovers, reorganisations
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.simulated.listing import listed
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.clock.revising import told
from lienthong.kernel.notices.recipients import recipients
from lienthong.kernel.notices.titles import titles


def _has_a_box(by: Actor, _unit: Unit, _day: date) -> bool:
    return bool(may_have_a_box(by))


def _hands_on(by: Actor, _unit: Unit, _day: date) -> bool:
    return bool(may_hand_on(by))


def register() -> None:
    told.register(RECOMPUTE_JOB)
    reorganisations.register(WorkOfUnits())
    units_onward.register(Way(_("Công việc đã chuyển đi"), "casework:taken_over", "inbox", _has_a_box))
    units_onward.register(
        Way(_("Công việc chờ phân bổ"), "casework:hand_on", "people", _hands_on, waiting_of)
    )
    recipients.register(ASKED, who_distributes)
    titles.register(DISTRIBUTION, titles_of_distributions)
    departures.register(WorkOfPeople())
    handovers.register(WorkHandedOver())
    listed.tables(*multiplied.TABLES)
    listed.acts("casework", multiplied.SAID)
    for verb, words in instructing.VERBS.items():
        verbs.register(verb, words)
        recipients.register(verb, of_instruction)
    titles.register("casework.instruction", titles_of_instructions)
