"""A simulated world from its terms: played, multiplied month by month, its ledger signed; begun, or gone on with."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from time import perf_counter
from typing import Final, Protocol
from uuid import UUID

from django.core.management import call_command
from django.db import connection

from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.acts.ledger.heads import sign_head
from lienthong.kernel.acts.ledger.sequencer import sequence_until
from lienthong.kernel.acts.models import Act, Entry, Installation
from lienthong.kernel.acts.recording import action, record, replay
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.web.demo.reforms import FIRST, draft_reforms
from lienthong.web.demo.simulation import playing, scaffold
from lienthong.web.demo.simulation.done import Done
from lienthong.web.demo.simulation.terms import Terms, month_after
from lienthong.web.demo.simulation.writing import months_of

MADE: Final = "web.simulated"
QUIET_S: Final = 10  # at most so long nothing is said of how far it is
Say = Callable[[str], None]


class Teller(Protocol):
    """Who writes a part, told month after month."""

    def tell(self, month: date) -> None:
        """Let a month be written."""

    def answers(self) -> Iterator[Done]:
        """Give what was written, step by step, until the month is done."""


Start = Callable[[Terms], AbstractContextManager[Sequence[Teller]]]


class NotHere(RuntimeError):  # noqa: N818 - what is the matter
    """What is in this database is not an unfinished or finished world of these terms."""


@dataclass
class Made:
    """What was written by this run, and in how many seconds of the clock on the wall.

    `acts_s` is for the acts alone; `written_s` for all: acts, rows of cases, and getting ready. Positions and heads
    are made beside it; `sequenced_s` is what that took. `known_s` is putting cases in the order of time, what
    figures read, VACUUM and ANALYZE.
    """

    acts: int = 0
    cases: int = 0
    rows: int = 0
    sequenced: int = 0
    played_s: float = 0
    acts_s: float = 0
    written_s: float = 0
    sequenced_s: float = 0
    known_s: float = 0


def make(terms: Terms, start: Start, say: Say) -> Made:
    """Make the world of these terms in this database, or what is left of it to make.

    Raises `NotHere` where something else lies.
    """
    made = Made()
    if terms_made() == terms:
        say("This world is there already.")
        _finish(terms)
        return made
    _refuse_others(terms)
    begun = scaffold.terms_here()
    if begun is None or not begun[1]:
        began = perf_counter()
        _play(terms, say)
        made.played_s = perf_counter() - began
    Making(terms, made, say).run(start)
    with replay():
        if local_day(terms.today) < FIRST:
            draft_reforms(by=SYSTEM, at=terms.today)
        _say_made(terms, by=SYSTEM, at=terms.today)
    _finish(terms)
    return made


def terms_made() -> Terms | None:
    """Return the terms of the world that stands here, if one does."""
    found = Act.objects.filter(verb=MADE).values_list("detail", flat=True).first()
    if found is None:
        return None
    return Terms(
        date.fromisoformat(found["first"]),
        date.fromisoformat(found["last"]),
        float(found["scale"]),
        found["seed"],
    )


def _refuse_others(terms: Terms) -> None:
    begun, standing = scaffold.terms_here(), terms_made()
    if standing is not None:
        raise NotHere(f"Another simulated world stands here ({standing}).")
    if begun is not None and begun[0] != terms:
        raise NotHere(f"Another simulated world is being built here ({begun[0]}).")
    if begun is None and Installation.objects.exists():
        raise NotHere(
            "An installation or a demo world is here already; a simulated world needs a place of its own."
        )


def _play(terms: Terms, say: Say) -> None:
    """Play the small world; one that was cut off is played anew."""
    if scaffold.terms_here() is not None:
        say("The playing was cut off: begun anew.")
        # In this order: cut off again in between, it is still known what was being built here.
        call_command("flush", interactive=False, verbosity=0)
        scaffold.take_down()
    scaffold.make(terms)
    say("One year, played through the real actions …")
    playing.play(terms, say)


@dataclass
class Making:
    """Month after month: all parts write it, then it gets its positions while they write the next."""

    terms: Terms
    made: Made
    say: Say
    before: Done = field(default_factory=scaffold.sum_of_done)
    began: float = field(default_factory=perf_counter)
    told: float = field(default_factory=perf_counter)

    def run(self, start: Start) -> None:
        _durably()
        _sign_what_was_sequenced(self.terms)
        months = list(months_of(self.terms))
        with start(self.terms) as tellers:
            for ordinal, month in enumerate(months):
                began = perf_counter()
                for teller in tellers:
                    teller.tell(month)
                if ordinal:
                    self._sequence(_start(month))
                share = ordinal / len(months)
                self.made.acts_s += max(self._count(teller, month, share) for teller in tellers)
                self.made.written_s += perf_counter() - began
                self._tell(month, share + 1 / len(months))
        self._sequence(self.terms.today)

    def _count(self, teller: Teller, month: date, share: float) -> float:
        """Count what one part writes in a month; return how long its acts took: parts write side by side."""
        acts_s = 0.0
        for done in teller.answers():
            self.made.acts += done.acts
            self.made.cases += done.cases
            self.made.rows += done.rows
            acts_s += done.acts_s
            if perf_counter() - self.told > QUIET_S:
                self._tell(month, share)
        return acts_s

    def _sequence(self, ends: datetime) -> None:
        """Give positions to all before a moment and sign a head; what a run before has done stays."""
        began = perf_counter()
        sequenced = sequence_until(ends)
        if sequenced:
            sign_head(at=ends)
        self.made.sequenced += sequenced
        self.made.sequenced_s += perf_counter() - began

    def _tell(self, month: date, share: float) -> None:
        self.told = perf_counter()
        seconds = self.told - self.began
        acts = self.before.acts + self.made.acts
        rate = self.made.acts / seconds
        left = max(self.terms.acts - acts, 0) / rate if rate else 0
        self.say(
            f"  {month:%Y-%m}  {share:4.0%}  {acts:>10,} of about {self.terms.acts:,} acts, {self.made.rows:,} rows"
            f"  {rate:,.0f} acts/s  {left / 60:.0f} min left"
        )


def _finish(terms: Terms) -> None:
    """Sign a head over the last word; nothing that was needed to build is left."""
    sequence_until(terms.today + timedelta(days=1))
    sign_head(at=terms.today)
    if scaffold.terms_here() is not None:
        scaffold.take_down()


@action
def _say_made(terms: Terms, *, by: Actor, at: datetime) -> None:
    detail = {
        "first": terms.first.isoformat(),
        "last": terms.last.isoformat(),
        "scale": repr(terms.scale),
        "seed": terms.seed,
    }
    record(MADE, subject=("acts.installation", UUID(int=1)), by=by, at=at, case_id=None, detail=detail)


def _durably() -> None:
    """A head is published only over what is on the disk: this waits for it, with all that others wrote before."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO on")


def _sign_what_was_sequenced(terms: Terms) -> None:
    """Sign the head that a run before did not come to, at the end of its month."""
    last = Entry.objects.order_by("-position").values_list("act_id", flat=True).first()
    if last is not None:
        day = local_day(Act.objects.get(pk=last).recorded_at)
        sign_head(at=min(_start(month_after(day)), terms.today))


def _start(month: date) -> datetime:
    return datetime.combine(month, time(), HANOI)
