"""The small world that is multiplied: everybody and everything of the demo, and one year through the real actions."""

import random
from collections.abc import Callable
from datetime import UTC, datetime

from lienthong.access.loading import load_capabilities
from lienthong.access.powers.loading import load_signing_rules
from lienthong.directory.revision import steady
from lienthong.kernel.acts import moments
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.ledger.keys import make_key
from lienthong.kernel.acts.models import Installation
from lienthong.kernel.acts.recording import replay
from lienthong.kernel.acts.simulated.listing import listed
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.shipped import open_public_calendar
from lienthong.web.demo.accounts import load_accounts
from lienthong.web.demo.load_directory import load_directory
from lienthong.web.demo.load_parties import load_parties
from lienthong.web.demo.simulation import scaffold
from lienthong.web.demo.simulation.seasons import load_of
from lienthong.web.demo.simulation.source import cases_now, cut
from lienthong.web.demo.simulation.terms import PLAYED, Terms
from lienthong.web.demo.story.playing import Once, play_year
from lienthong.web.demo.world import BEGINS, in_haste

Say = Callable[[str], None]


def play(terms: Terms, say: Say) -> None:
    """Play the year in an empty installation, and keep its rows for the copies of each year."""
    _install(terms)
    in_haste()
    with replay():
        load_capabilities(by=SYSTEM, at=BEGINS)
        load_signing_rules(by=SYSTEM, at=BEGINS)
        open_public_calendar(by=SYSTEM, at=terms.over, as_it_was_known=True)
        load_directory(by=SYSTEM, at=BEGINS)
        load_parties(by=SYSTEM, at=BEGINS)
        load_accounts()
        with steady():
            _play_year(terms, say)
    scaffold.say_played()


def _play_year(terms: Terms, say: Say) -> None:
    calendar = load("vn", terms.over)
    ends = {year: cut(terms, calendar, year) for year in terms.years}

    def keep(at: datetime) -> None:
        for year in [year for year, moment in ends.items() if moment == at]:
            scaffold.keep_rows(year, cases_now(), listed)

    on_the_way = sorted({moment for moment in ends.values() if moment < terms.over})
    once = Once(load_of(calendar, PLAYED, cases=terms.cases), on_the_way, keep)
    play_year(random.Random(terms.seed), until=terms.over, say=say, once=once)
    keep(terms.over)


def _install(terms: Terms) -> None:
    """Make the one row of the installation. Its clock stands where the world ends now, and goes on from there."""
    ahead = terms.today - datetime.now(UTC)  # noqa: TID251 - how far this world is from the real one
    about = {"name": "Tỉnh Bình Thuận", "origin": "lienthong.example/mo-phong", "since": BEGINS}
    Installation.objects.create(id=1, simulated=True, ahead=ahead, **about)
    moments.forget()
    make_key()
