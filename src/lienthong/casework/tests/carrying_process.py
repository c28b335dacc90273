"""Whoever carries out what is due, on the database named by the argument, and comes no further than one of its units.

Arguments: database, moment, after how many units it stops, where it hangs then: "here" or "in the database".
"""

import sys
import time
from collections.abc import Sequence
from datetime import datetime

import django
from django.conf import settings


def main(database: str, moment: str, units: int, where: str) -> None:
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from django.db import connection

    from lienthong.casework.registry import kinds
    from lienthong.casework.tests.conftest import KIND
    from lienthong.directory.participants import Reorganisation, reorganisations
    from lienthong.directory.reorganising.due import carry_out_due
    from lienthong.kernel.acts.actor import SYSTEM, Actor

    class Hanging:
        """The last of all areas: the work of the unit has moved when it hangs."""

        left = units

        def preview(self, _changes: Sequence[Reorganisation]) -> list[tuple[Reorganisation, str]]:
            return []

        def carry_out(self, changes: Sequence[Reorganisation], *, by: Actor, at: datetime) -> None:  # noqa: ARG002 - a participant's
            self.left -= len(changes)
            if self.left > 0:
                return
            sys.stdout.write("hanging\n")
            sys.stdout.flush()
            if where == "here":
                time.sleep(600)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(3)")

    kinds.register(KIND)
    reorganisations.register(Hanging())
    carry_out_due(by=SYSTEM, at=datetime.fromisoformat(moment))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
