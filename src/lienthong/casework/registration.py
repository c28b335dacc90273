"""What the engine makes known at start-up: its part when units and people change."""

from lienthong.casework import multiplied
from lienthong.casework.passing import WorkOfUnits
from lienthong.casework.returning import WorkHandedOver, WorkOfPeople
from lienthong.directory.participants import departures, handovers, reorganisations
from lienthong.kernel.acts.simulated.listing import listed


def register() -> None:
    reorganisations.register(WorkOfUnits())
    departures.register(WorkOfPeople())
    handovers.register(WorkHandedOver())
    listed.tables(*multiplied.TABLES)
    listed.acts("casework", multiplied.SAID)
