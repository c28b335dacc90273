"""Clients that keep sending while servers are killed: each act under its own key, again until answered."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from lienthong.kernel.keys import new_key

Send = Callable[[UUID], bool]


@dataclass
class Hammer:
    """`clients` threads that together send `per_second` acts.

    Args:
        sender: makes, for each client, the function that sends one act and tells whether it was accepted.
        clients: how many send at once.
        per_second: acts of all of them together.
        answered: the keys of accepted acts; `repeated` counts acts that had to be sent again.
    """

    sender: Callable[[], Send]
    clients: int = 2
    per_second: float = 50
    answered: set[UUID] = field(default_factory=set)
    repeated: int = 0
    failures: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._threads = [threading.Thread(target=self._client) for _ in range(self.clients)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=60)

    def wait_for(self, count: int, *, seconds: float = 30) -> None:
        """Wait until `count` further acts have been answered."""
        target, until = len(self.answered) + count, time.monotonic() + seconds
        while len(self.answered) < target:
            assert not self.failures, self.failures
            assert time.monotonic() < until, (
                f"only {len(self.answered)} of {target} acts were answered in time"
            )
            time.sleep(0.01)

    def _client(self) -> None:
        try:
            self._send_until_stopped(self.sender())
        except Exception as failure:  # noqa: BLE001 - told to the test, which waits in another thread
            self.failures.append(repr(failure))

    def _send_until_stopped(self, send: Send) -> None:
        while not self._stop.wait(self.clients / self.per_second):
            key = new_key()
            while not send(key):
                self.repeated += 1
                time.sleep(0.05)
            self.answered.add(key)
