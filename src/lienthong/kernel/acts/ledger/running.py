"""The sequencer as a process: turn after turn until it is told to stop, through restarts of the database."""

import logging
from threading import Event

from django.db import Error, connection

from lienthong.kernel.acts.ledger.heads import BrokenLedger, sign_head, turn
from lienthong.kernel.acts.ledger.notes import BadNote
from lienthong.kernel.acts.ledger.sequencer import BATCH
from lienthong.kernel.acts.moments import now

PAUSE = 0.25
LONGEST = 10.0
log = logging.getLogger(__name__)


def run(stopping: Event) -> None:
    """Take turns until `stopping` is set. What fails is said and tried again, at most ten seconds later."""
    failures, wait, compared = 0, 0.0, False
    while not stopping.wait(wait):
        try:
            if not compared:  # with what was published: a restored backup is said before any new act
                sign_head(at=now())
                compared = True
            done = turn(at=now())
        except (Error, OSError, BrokenLedger, BadNote) as error:
            failures += 1
            wait = min(PAUSE * 2**failures, LONGEST)
            log.warning("the ledger waits %.1f s: %s", wait, str(error).strip())
            connection.close()
        else:
            failures, wait = 0, 0.0 if done.sequenced == BATCH else PAUSE
    connection.close()
