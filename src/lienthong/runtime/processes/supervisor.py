"""The supervisor: starts the database and the children, starts again what ends, ends all in order."""

import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from lienthong.runtime.home import Home
from lienthong.runtime.postgres.server import Server
from lienthong.runtime.processes.children import Child
from lienthong.runtime.processes.leashed import Leashed, put_on_leash
from lienthong.runtime.processes.patience import Patience
from lienthong.runtime.trouble import Trouble

LOOK_SECONDS = 0.2
LOG_BYTES = 20 * 2**20


@dataclass
class Running:
    """A child with the time it was started, and when it may be started again after it ended."""

    child: Child
    log: Path
    leashed: Leashed | None = None
    since: float = 0.0
    again_at: float = 0.0
    patience: Patience = field(default_factory=Patience)
    restarts: int = -1

    def alive(self) -> bool:
        return self.leashed is not None and self.leashed.alive()

    def status(self) -> dict[str, object]:
        pid = self.leashed.leash.pid if self.leashed else None
        return {"name": self.child.name, "pid": pid, "restarts": self.restarts}


@dataclass
class Supervisor:
    """Keeps `children` running over a database, until `ending` is set or a signal arrives.

    `start_database` is None for an external one. `changed` hears of every start and end.
    """

    home: Home
    children: Sequence[Child]
    environment: dict[str, str]
    database: Server | None = None
    start_database: Callable[[], Server] | None = None
    changed: Callable[[list[dict[str, object]]], None] = lambda _: None
    ending: threading.Event = field(default_factory=threading.Event)
    running: list[Running] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.running = [Running(child, self.home.logs / f"{child.name}.log") for child in self.children]

    def start_first(self) -> Running:
        """Start the first child alone, so that the others do not slow it down; `look` starts them."""
        self._start(self.running[0])
        return self.running[0]

    def watch(self) -> None:
        """Stay until told to end."""
        while not self.ending.wait(LOOK_SECONDS):
            self.look()

    def stop(self) -> None:
        """End the children in the order of the table, the database last."""
        for running in self.running:
            if running.leashed:
                running.leashed.stop()
        if self.database:
            self.database.stop()

    def end_on_signals(self) -> None:
        def end(_number: int, _frame: FrameType | None) -> None:
            self.ending.set()

        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, end)

    def look(self) -> None:
        """Start what does not run and is due."""
        if self.database and not self.database.alive():
            self._restart_database(self.database)
        started = [running for running in self.running if self._due(running)]
        for running in started:
            self._start(running)
        if started:
            self.changed([running.status() for running in self.running])

    def _restart_database(self, ended: Server) -> None:
        print("The database ended and is started again.", flush=True)
        ended.stop()
        if self.start_database is None:
            return
        try:
            self.database = self.start_database()
        except Trouble as trouble:  # a full disk is emptied some day; the children wait for it as well
            print(trouble, flush=True)
            self.ending.wait(5)

    def _due(self, running: Running) -> bool:
        if running.leashed and not running.leashed.alive():
            running.leashed.stop()
            running.leashed = None
            wait = running.patience.after_running(time.monotonic() - running.since)
            running.again_at = time.monotonic() + wait
            print(
                f"“{running.child.name}” ended; starting it again in {wait:g} s (see {running.log}).",
                flush=True,
            )
        return running.leashed is None and time.monotonic() >= running.again_at

    def _start(self, running: Running) -> None:
        if running.log.is_file() and running.log.stat().st_size > LOG_BYTES:
            running.log.replace(running.log.with_suffix(".log.1"))
        running.leashed = put_on_leash(
            running.child.command,
            log=running.log,
            grace=running.child.grace,
            environment={**os.environ, **self.environment},
        )
        running.since = time.monotonic()
        running.restarts += 1
