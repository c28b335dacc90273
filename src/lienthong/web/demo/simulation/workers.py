"""Processes that write side by side, each its own copies: two cores make one world."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final, Self

from lienthong.web.demo.simulation.done import Done
from lienthong.web.demo.simulation.terms import Terms

PARTS: Final = 2


class WorkerEnded(RuntimeError):  # noqa: N818 - what happened
    """A process ended before its work; what it said stands above."""


@dataclass
class Worker:
    """One process, told month after month what to write."""

    process: BaseProcess
    pipe: Connection

    @classmethod
    def start(cls, terms: Terms, part: int, parts: int) -> Self:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(theirs, terms, part, parts), daemon=True)
        process.start()
        theirs.close()
        return cls(process, ours)

    def tell(self, month: date) -> None:
        self.pipe.send(month)

    def answers(self) -> Iterator[Done]:
        try:
            while (done := self.pipe.recv()) is not None:
                yield done
        except (EOFError, ConnectionError):
            raise WorkerEnded(f"process {self.process.pid}") from None


@contextmanager
def workers(terms: Terms, parts: int = PARTS) -> Iterator[list[Worker]]:
    started = [Worker.start(terms, part, parts) for part in range(parts)]
    try:
        yield started
    finally:
        for worker in started:
            worker.pipe.close()
            worker.process.terminate()
            worker.process.join()


def work(pipe: Connection, terms: Terms, part: int, parts: int) -> None:
    """Write what is told until the pipe is closed, which the end of the other process does too."""
    import signal  # noqa: PLC0415 - in the new process

    import django  # noqa: PLC0415 - set up before anything of it is imported

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; who tells us what to do ends us
    django.setup()
    from lienthong.web.demo.simulation.writing import Writer  # noqa: PLC0415 - now it can be
    from lienthong.web.demo.world import in_haste  # noqa: PLC0415 - as above

    in_haste()
    writer = Writer.begin(terms, part, parts)
    try:
        while True:
            for done in writer.month(pipe.recv()):
                pipe.send(done)
            pipe.send(None)
    except EOFError:
        return
