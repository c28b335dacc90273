"""The sequencer goes on through what fails, and ends when told."""

import threading
from pathlib import Path

import pytest
from django.db.utils import OperationalError

from lienthong.kernel.acts.ledger import running
from lienthong.kernel.acts.ledger.heads import BrokenLedger, Turn
from lienthong.kernel.acts.ledger.sequencer import BATCH

ENOUGH = 8


class Waits(threading.Event):
    """Remembers how long it was asked to wait, and says stop after enough."""

    def __init__(self) -> None:
        super().__init__()
        self.waited: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout)
        return len(self.waited) > ENOUGH


@pytest.fixture
def turns(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> list[Turn | Exception]:
    """Give the outcomes of the turns to come; then nothing happens any more."""
    outcomes: list[Turn | Exception] = []

    def turn(**_: object) -> Turn:
        outcome = outcomes.pop(0) if outcomes else Turn(0, None)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(running, "turn", turn)
    monkeypatch.setattr(running.connection, "close", lambda: None)
    return outcomes


def test_it_waits_longer_while_the_database_is_away(turns: list[Turn | Exception]) -> None:
    turns += [OperationalError("the connection is lost")] * 3
    stopping = Waits()

    running.run(stopping)

    assert stopping.waited[:6] == [0, 0.5, 1, 2, 0.25, 0.25]


@pytest.mark.parametrize("failure", [OSError("đĩa đầy"), BrokenLedger("position 3 is missing")])
def test_what_fails_is_said_and_tried_again(
    turns: list[Turn | Exception], failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    turns += [failure] * ENOUGH
    stopping = Waits()

    running.run(stopping)

    assert str(failure) in caplog.text
    assert stopping.waited[-2:] == [10, 10]


def test_it_does_not_wait_while_much_is_pending(turns: list[Turn | Exception]) -> None:
    turns += [Turn(BATCH, None), Turn(BATCH, None), Turn(7, None)]
    stopping = Waits()

    running.run(stopping)

    assert stopping.waited[:4] == [0, 0, 0, 0.25]
