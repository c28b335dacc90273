"""The demo world: a simulated installation in its own time, the province of the plan, and four years of work in it."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.db import connection

from lienthong.access.loading import load_capabilities
from lienthong.access.powers.loading import load_signing_rules
from lienthong.directory.revision import steady
from lienthong.kernel.acts import moments
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.acts.ledger.keys import make_key
from lienthong.kernel.acts.models import Act, Installation
from lienthong.kernel.acts.recording import action, record, replay
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.clock.shipped import open_public_calendar
from lienthong.web.demo.accounts import load_accounts
from lienthong.web.demo.load_catalogues import load_catalogues
from lienthong.web.demo.load_directory import load_directory
from lienthong.web.demo.load_parties import load_parties
from lienthong.web.demo.numbers import account_for_numbers
from lienthong.web.demo.reforms import draft_reforms
from lienthong.web.demo.story.playing import play_year

BEGINS = datetime(2011, 1, 4, 8, tzinfo=HANOI)
# The one switch: a day in 2012 loads the played year alone, each later year one copy more.
TODAY = datetime(2015, 12, 10, 8, 30, tzinfo=HANOI)
SEED = 7
LOADED = "web.demo_loaded"
Say = Callable[[str], None]


def install() -> None:
    """Make the one row of the installation. Its clock stands at `TODAY` now, and goes on from there."""
    real = datetime.now(UTC)  # noqa: TID251 - how far this world is from the real one
    Installation.objects.get_or_create(
        id=1,
        defaults={
            "name": "Tỉnh Bình Thuận",
            "origin": "lienthong.example/binh-thuan",
            "simulated": True,
            "since": BEGINS,
            "ahead": TODAY - real,
        },
    )
    moments.forget()
    make_key()


def load(say: Say) -> None:
    """Load everything once, in the order of its time: a year through the real actions, later years as its copies."""
    install()
    in_haste()
    with replay():
        load_capabilities(by=SYSTEM, at=BEGINS)
        load_signing_rules(by=SYSTEM, at=BEGINS)
        open_public_calendar(by=SYSTEM, at=TODAY, as_it_was_known=True)
        say("Danh bạ cơ quan, địa bàn, cán bộ của tỉnh …")
        load_directory(by=SYSTEM, at=BEGINS)
        load_catalogues(by=SYSTEM, at=BEGINS)
        load_parties(by=SYSTEM, at=BEGINS)
        load_accounts()
        say("Bốn năm công việc theo kế hoạch …")
        with steady():
            played = play_year(random.Random(SEED), until=TODAY, say=say)
            account_for_numbers()
        draft_reforms(by=SYSTEM, at=TODAY)
        _say_loaded(by=SYSTEM, at=TODAY)
    say(f"Đã diễn {played} sự việc. Nhật ký: {settings.CHECKPOINTS_FILE}")


def in_haste() -> None:
    """Do not wait for the disk at each act: a load that is cut off is begun anew."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")


def is_whole() -> bool:
    """Say whether the world was loaded to its end; a load that was cut off is begun anew."""
    return Act.objects.filter(verb=LOADED).exists()


@action
def _say_loaded(*, by: Actor, at: datetime) -> None:
    record(LOADED, subject=("acts.installation", UUID(int=1)), by=by, at=at, case_id=None)
