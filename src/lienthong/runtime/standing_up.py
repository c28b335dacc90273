"""From a data folder to a running installation: what `demo` and `serve` have in common."""

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from lienthong.runtime.home import Home
from lienthong.runtime.postgres.connection import Urls
from lienthong.runtime.postgres.server import Server, start
from lienthong.runtime.preparing import django_environment
from lienthong.runtime.processes import standing
from lienthong.runtime.processes.children import Child, Listening, children
from lienthong.runtime.processes.ports import wait_for_answer
from lienthong.runtime.processes.supervisor import Supervisor


@dataclass
class Timings:
    """How long each step of the start took, in seconds."""

    steps: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.steps.append((name, time.monotonic() - began))

    def __str__(self) -> str:
        return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in self.steps)


def stand_up(
    home: Home,
    listening: Listening,
    *,
    before: Callable[[Urls, Timings], None],
    ready: Callable[[Timings], None],
    environment: dict[str, str],
    beside: Sequence[Child] = (),
    leave_at_once: bool = False,
) -> int:
    """Run the installation until it is told to end.

    Args:
        home: its data folder.
        listening: where the web answers.
        before: what is done with the database before anybody is served.
        ready: what is said once the web answers.
        environment: what the children know beside the database.
        beside: more children than every installation has.
        leave_at_once: end as soon as the web has answered (to measure).
    """
    timings = Timings()
    with standing.sole(home):
        with timings.step("database"):
            database, urls = _database(home)
        supervisor = _supervisor(home, listening, urls, database, beside=beside, known=environment)
        # Until the children run, ending is giving up.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            before(urls, timings)
            supervisor.end_on_signals()
            with timings.step("web"):
                _first_answer(supervisor, listening.url)
            ready(timings)
            if not leave_at_once:
                supervisor.watch()
        finally:
            print("Ending …", flush=True)
            supervisor.stop()
    return 0


def _database(home: Home) -> tuple[Server | None, Urls]:
    """Return our own database, started, and where it answers; none of ours where another is given."""
    external = Urls.given()
    if external:
        return None, external
    database = start(home.postgres)
    return database, database.urls


def _supervisor(
    home: Home,
    listening: Listening,
    urls: Urls,
    database: Server | None,
    *,
    beside: Sequence[Child],
    known: dict[str, str],
) -> Supervisor:
    return Supervisor(
        home,
        (*children(listening), *beside),
        environment={**django_environment(home, urls, as_owner=False), **known},
        database=database,
        start_database=partial(start, home.postgres) if database else None,
        changed=lambda facts: standing.say(home, url=listening.url, children=facts),
    )


def _first_answer(supervisor: Supervisor, url: str) -> None:
    """Start the web, and wait until it answers, dies or is told to end."""
    web = supervisor.start_first()
    wait_for_answer(url, lambda: web.alive() and not supervisor.ending.is_set(), web.log)
