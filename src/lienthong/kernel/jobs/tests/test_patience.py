from types import SimpleNamespace
from typing import Any

import pytest

from lienthong.kernel.jobs.patience import MOST_ATTEMPTS, PATIENCE, wait_after
from lienthong.kernel.refusals import Invalid


def tried(attempts: int) -> Any:
    return SimpleNamespace(attempts=attempts)


def test_waits_grow_and_end_at_an_hour() -> None:
    waits = [wait_after(attempts) for attempts in range(MOST_ATTEMPTS)]

    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (5, 3600)


@pytest.mark.parametrize(
    ("failure", "attempts", "again"),
    [
        pytest.param(OSError("no answer"), 0, True, id="a failure is tried again"),
        pytest.param(OSError("no answer"), MOST_ATTEMPTS, False, id="not for ever"),
        pytest.param(Invalid("không đúng"), 0, False, id="a refusal is an answer"),
    ],
)
def test_decides(failure: Exception, attempts: int, again: bool) -> None:  # noqa: FBT001
    decision = PATIENCE.get_retry_decision(exception=failure, job=tried(attempts))

    assert (decision is not None) is again
