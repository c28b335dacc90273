import json
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from lienthong.measures.jobs import reach_latest
from lienthong.web.demo.simulation.making import NotHere, make
from lienthong.web.demo.simulation.terms import BadTerms, Terms
from lienthong.web.demo.simulation.workers import workers


class Command(BaseCommand):
    help = "Make a simulated world in this empty database, or go on with one that was cut off."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="first", required=True)
        parser.add_argument("--to", dest="last", required=True)
        parser.add_argument("--scale", type=float, required=True)
        parser.add_argument("--seed", type=int, required=True)
        parser.add_argument("--facts", type=Path, help="where to write what it took, as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        began = perf_counter()
        try:
            terms = Terms.read(options["first"], options["last"], options["scale"], options["seed"])
            made = make(terms, workers, self.stdout.write)
        except (BadTerms, NotHere) as refused:
            raise CommandError(str(refused)) from None
        except KeyboardInterrupt:
            raise CommandError("Stopped. The same command goes on where it was.") from None
        known = perf_counter()
        _make_known()
        made.known_s = perf_counter() - known
        self.stdout.write(
            f"{made.cases:,} cases, {made.acts:,} acts, {made.rows:,} rows in {perf_counter() - began:,.0f} s."
        )
        if options["facts"]:
            options["facts"].write_text(json.dumps(asdict(made)), encoding="utf-8")


def _make_known() -> None:
    """Leave tables as years of work would: in order, their statistics taken, what figures read worked out.

    Also of a world that stood already: the run that wrote its last row may have been killed before this.
    """
    with connection.cursor() as cursor:
        # Copies were written after each other; offices open their cases in the order of time.
        cursor.execute("CLUSTER casework_case USING case_by_opened")
        cursor.execute("ANALYZE")
        reach_latest()
        cursor.execute("VACUUM (ANALYZE)")
