"""A large simulated world: a year that was played comes again in each of five years, many times in each.

Each time other agencies do the work. Acts are written in the order of their time, month by month, and each month
ends with a signed head. Every year is whole: what it left open was finished in the year after, in its copies too.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from typing import Final
from uuid import UUID

from django.db import transaction

from lienthong.access.loading import load_capabilities
from lienthong.access.powers.loading import load_signing_rules
from lienthong.casework.models import Case, Involvement
from lienthong.directory.revision import steady
from lienthong.directory.selectors import tree
from lienthong.kernel.acts import moments
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.ledger.heads import sign_head
from lienthong.kernel.acts.ledger.keys import make_key
from lienthong.kernel.acts.ledger.sequencer import sequence_all
from lienthong.kernel.acts.models import Installation
from lienthong.kernel.acts.recording import replay
from lienthong.kernel.acts.simulated import rows
from lienthong.kernel.acts.simulated.copying import Copy, Template, Values, moved, read_acts, write_acts
from lienthong.kernel.acts.simulated.listing import listed
from lienthong.kernel.acts.simulated.texts import Texts, hole
from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.kernel.clock.shipped import open_public_calendar
from lienthong.tasks.models import Task
from lienthong.web.demo.accounts import load_accounts
from lienthong.web.demo.load_directory import load_directory
from lienthong.web.demo.load_parties import load_parties
from lienthong.web.demo.story.players import Players
from lienthong.web.demo.story.playing import PLAYED, play_year
from lienthong.web.demo.story.shifting import ByWeeks
from lienthong.web.demo.story.stand_ins import Cast, Parts
from lienthong.web.demo.world import BEGINS, in_haste

YEARS: Final = (2011, 2012, 2013, 2014, 2015)
TOGETHER: Final = 8  # copies whose rows are written in one transaction
COPY: Final = "copy"
PLAY_ENDS: Final = datetime(2014, 1, 10, tzinfo=HANOI)  # all that the year left open is done by then
TODAY: Final = datetime(2017, 1, 10, tzinfo=HANOI)
BEFORE: Final = timedelta(days=62)  # the work of a year is given in the last weeks before it


@dataclass
class Counted:
    """How much was written, and in how many seconds of the clock on the wall."""

    acts: int = 0
    rows: int = 0
    sequenced: int = 0
    acts_s: float = 0
    rows_s: float = 0
    sequenced_s: float = 0


@dataclass(frozen=True)
class Source:
    """The histories of all cases that are there: their rows as they are now, their acts, who took part."""

    found: list[rows.Rows]
    acts: list[Values]
    units: frozenset[UUID]
    stay: frozenset[UUID]

    @classmethod
    def read(cls) -> "Source":
        cases = list(Case.objects.order_by("opened_at", "id").values_list("id", flat=True))
        ever = (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))
        stay = {unit for pair in Task.objects.values_list("assigner", "monitoring") for unit in pair}
        return cls(
            rows.read(cases, listed),
            read_acts(cases, [], since=ever[0], before=ever[1]),
            frozenset(Involvement.objects.values_list("unit_id", flat=True)),
            frozenset(stay),
        )

    def called(self, shift: ByWeeks) -> dict[UUID, dict[str, str]]:
        """Return how the cases of copies are called: by their year, and by the ordinal of the copy."""
        return {
            case.pk: {
                "number": f"{shift.words(case.number)}-{hole(COPY)}",
                "title": shift.words(case.title),
            }
            for case in Case.objects.filter(pk__in=self.found[0].keys)
        }


@dataclass
class Wave:
    """All copies of one year: written out once, then filled for each copy as its months come."""

    source: Source
    shift: ByWeeks
    words: dict[UUID, dict[str, str]]
    copies: list[Texts]
    waiting: list[tuple[datetime, Template]] = field(default_factory=list)

    @classmethod
    def of(cls, source: Source, shift: ByWeeks, cast: Cast, ordinals: Sequence[int]) -> "Wave":
        acts = [cast.parts.left_open(moved(act, shift, listed)) for act in source.acts]
        waiting = [(act["recorded_at"], Template.of(act)) for act in acts]
        wave = cls(source, shift, source.called(shift), [], sorted(waiting, key=lambda one: one[0]))
        wave.copies = [wave._copy(cast, ordinal) for ordinal in ordinals]
        return wave

    def until(self, moment: datetime) -> Iterator[tuple[datetime, Template, list[Texts]]]:
        """Take out what happened before the moment."""
        ready = [one for one in self.waiting if one[0] < moment]
        self.waiting = self.waiting[len(ready) :]
        return ((at, template, self.copies) for at, template in ready)

    def write_rows(self) -> int:
        """Write the rows of all copies, as they stand after their last act; return how many."""
        written = 0
        for first in range(0, len(self.copies), TOGETHER):
            with transaction.atomic():
                some = self.copies[first : first + TOGETHER]
                written += rows.write(self.source.found, self.shift, self.words, some)
        return written

    def _copy(self, cast: Cast, ordinal: int) -> Texts:
        copy = Copy(self.shift)
        for table in self.source.found:
            copy.know(table.keys)
        copy.keys[COPY] = f"{ordinal:03d}"
        cast.stand_in(ordinal, copy.keys)
        return copy.keys


def play(seed: int) -> Calendar:
    """Play one year in an empty installation whose clock stands after its last copy; return the calendar it knows."""
    ahead = TODAY - datetime.now(UTC)  # noqa: TID251 - how far this world is from the real one
    about = {"name": "Đo lường", "origin": "bench.example/world", "simulated": True, "since": BEGINS}
    Installation.objects.create(id=1, ahead=ahead, **about)
    moments.forget()
    make_key()
    in_haste()
    with replay():
        load_capabilities(by=SYSTEM, at=BEGINS)
        load_signing_rules(by=SYSTEM, at=BEGINS)
        open_public_calendar(by=SYSTEM, at=TODAY, as_it_was_known=True)
        load_directory(by=SYSTEM, at=BEGINS)
        load_parties(by=SYSTEM, at=BEGINS)
        load_accounts()
        with steady():
            play_year(random.Random(seed), until=PLAY_ENDS, say=lambda _said: None, once=True)
    return load("vn", TODAY)


def multiply(source: Source, calendar: Calendar, *, acts: int, seed: int) -> Counted:
    """Write copies of the source until there are at least so many acts; sign a head at the end of each month."""
    copies = -(-acts // len(source.acts))
    coming = [(year, range(place, copies, len(YEARS))) for place, year in enumerate(YEARS)]
    counted = Counted()
    waves: list[Wave] = []
    month = _first_month(source)
    while coming or waves:
        month = _month_after(month)
        began = perf_counter()
        while coming and coming[0][0] <= (month + BEFORE).year:
            waves.append(_wave(source, calendar, *coming.pop(0), seed=seed))
        counted.acts_s += perf_counter() - began
        _write_month(waves, month, counted)
        for wave in [wave for wave in waves if not wave.waiting]:
            began = perf_counter()
            counted.rows += wave.write_rows()
            counted.rows_s += perf_counter() - began
            waves.remove(wave)
    return counted


def _write_month(waves: list[Wave], ends: datetime, counted: Counted) -> None:
    began = perf_counter()
    ready = sorted((one for wave in waves for one in wave.until(ends)), key=lambda one: one[0])
    made = write_acts((template, texts) for _at, template, copies in ready for texts in copies)
    counted.acts += len(made)
    counted.acts_s += perf_counter() - began
    began = perf_counter()
    counted.sequenced += sequence_all()
    sign_head(at=ends)
    counted.sequenced_s += perf_counter() - began


def _wave(source: Source, calendar: Calendar, year: int, ordinals: range, *, seed: int) -> Wave:
    begins = datetime(year, 1, 5, 8, tzinfo=HANOI)
    players = Players.on(local_day(begins), tree(local_day(begins)))
    parts = Parts.of(players.tree, source.units, source.stay, source.acts)
    cast = Cast.of(parts, players, begins, source.stay, seed)
    return Wave.of(source, ByWeeks.to_year(calendar, year - PLAYED), cast, ordinals)


def _first_month(source: Source) -> datetime:
    """Return a month before anything of the first year's copies happens."""
    first = min(local_day(act["recorded_at"]) for act in source.acts)
    return datetime(first.year + YEARS[0] - PLAYED, first.month, 1, tzinfo=HANOI) - timedelta(days=31)


def _month_after(moment: datetime) -> datetime:
    later: date = local_day(moment).replace(day=1) + timedelta(days=32)
    return datetime(later.year, later.month, 1, tzinfo=HANOI)
