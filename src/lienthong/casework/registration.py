"""What the engine makes known at start-up: its part when units and people change, the words of its acts."""

from lienthong.casework import instructing, multiplied
from lienthong.casework.passing import WorkOfUnits
from lienthong.casework.recomputing import RECOMPUTE_JOB
from lienthong.casework.returning import WorkHandedOver, WorkOfPeople
from lienthong.casework.telling import of_instruction, titles_of_instructions
from lienthong.directory.participants import departures, handovers, reorganisations
from lienthong.kernel.acts.simulated.listing import listed
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.clock.revising import told
from lienthong.kernel.notices.recipients import recipients
from lienthong.kernel.notices.titles import titles


def register() -> None:
    told.register(RECOMPUTE_JOB)
    reorganisations.register(WorkOfUnits())
    departures.register(WorkOfPeople())
    handovers.register(WorkHandedOver())
    listed.tables(*multiplied.TABLES)
    listed.acts("casework", multiplied.SAID)
    for verb, words in instructing.VERBS.items():
        verbs.register(verb, words)
        recipients.register(verb, of_instruction)
    titles.register("casework.instruction", titles_of_instructions)
