"""`clock [--to MOMENT]`: what time it is here; move the clock of a simulated installation on."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lienthong.directory.models import PlanState, ReorganisationPlan
from lienthong.directory.reorganising.due import carry_out_due
from lienthong.kernel.acts import moments
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.refusals import Refused
from lienthong.web.moving import move_clock


class Command(BaseCommand):
    help = (
        "Say what time it is here; move the clock of a simulated installation on, and carry out what is due."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", help="a moment in Vietnam's time, as 2025-07-01T08:00")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["to"]:
            try:
                move_clock(_moment(options["to"]), by=SYSTEM, at=moments.now())
            except Refused as refused:
                raise CommandError(str(refused.reason)) from refused
            carry_out_due(by=SYSTEM, at=moments.now())
        self.stdout.write(f"{moments.now().astimezone(HANOI):%d/%m/%Y %H:%M}")
        for plan in ReorganisationPlan.objects.exclude(state=PlanState.DROPPED).order_by("on"):
            state = PlanState(plan.state).label
            self.stdout.write(f"  {plan.on:%d/%m/%Y}  {state}: {plan.title}. {plan.hindrance}".rstrip())


def _moment(text: str) -> datetime:
    try:
        said = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise CommandError(f"“{text}” is not a moment; write it as 2025-07-01T08:00.") from wrong
    return said if said.tzinfo else said.replace(tzinfo=HANOI)
