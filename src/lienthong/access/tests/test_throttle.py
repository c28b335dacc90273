from datetime import timedelta

import pytest

from lienthong.access import throttle
from lienthong.access.models import Attempt
from lienthong.access.tests.office import AT

MINUTES = timedelta(minutes=1)
HERE = throttle.limits(source="203.0.113.7", username="lan")
ELSEWHERE = throttle.limits(source="198.51.100.9", username="lan")
pytestmark = pytest.mark.django_db


def fail(times: int, counted: tuple[throttle.Limit, throttle.Limit] = HERE) -> None:
    for _ in range(times):
        throttle.reserve(counted, at=AT)


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [(0, 0), (4, 0), (4.2, 1), (5, 1), (6, 2), (7, 4), (10, 32), (11, 60), (1000, 60)],
)
def test_the_wait_doubles_up_to_an_hour(failures: float, minutes: int) -> None:
    assert HERE[0].wait_after(failures) == minutes * MINUTES


def test_four_mistakes_are_free() -> None:
    assert [throttle.reserve(HERE, at=AT) for _ in range(5)] == [timedelta(0)] * 4 + [MINUTES]


def test_the_database_waits_as_the_rule_says() -> None:
    at, waits = AT, []
    for _ in range(9):
        wait = throttle.reserve(HERE, at=at)
        assert wait is not None
        if wait:
            assert throttle.reserve(HERE, at=at + wait - timedelta(seconds=1)) is None
            waits.append(wait // MINUTES)
        at += wait

    assert waits == [1, 2, 4, 8, 16]


def test_an_attempt_during_a_wait_does_not_lengthen_it() -> None:
    fail(5)
    fail(20)

    assert throttle.left_to_wait(HERE, at=AT) == MINUTES
    assert throttle.reserve(HERE, at=AT + MINUTES) == 2 * MINUTES


def test_the_same_name_from_elsewhere_is_not_locked_out() -> None:
    fail(50)

    assert throttle.reserve(ELSEWHERE, at=AT) == timedelta(0)


def test_many_names_from_one_address_wait_too() -> None:
    waits = [
        throttle.reserve(throttle.limits(source="203.0.113.7", username=f"n{i}"), at=AT) for i in range(31)
    ]

    assert waits == [timedelta(0)] * 29 + [MINUTES, None]


def test_a_right_password_forgets_its_name_but_not_guesses_at_others() -> None:
    fail(4)
    throttle.reserve(other := throttle.limits(source="203.0.113.7", username="vy"), at=AT)
    throttle.release(other)

    assert throttle.reserve(HERE, at=AT) == MINUTES
    throttle.release(HERE)
    assert throttle.reserve(HERE, at=AT) == timedelta(0)


def test_guesses_at_one_name_from_many_networks_are_one_a_minute() -> None:
    waits = [
        throttle.reserve(
            (*throttle.limits(source=f"n{i}", username="lan"), throttle.passwords_from_anywhere("LAN")), at=AT
        )
        for i in range(53)
    ]

    assert waits == [timedelta(0)] * 49 + [MINUTES] + [None] * 3
    lane = throttle.passwords_from_anywhere("lan")
    assert throttle.left_to_wait([lane], at=AT) == MINUTES
    assert [throttle.reserve([lane], at=AT + MINUTES) for _ in range(2)] == [MINUTES, None]
    assert throttle.reserve(HERE, at=AT) == timedelta(0)


def test_what_is_not_looked_at_is_counted_nowhere() -> None:
    for _ in range(50):
        throttle.reserve([throttle.passwords_from_anywhere("lan")], at=AT)
    for _ in range(9):
        assert throttle.reserve((*HERE, throttle.passwords_from_anywhere("lan")), at=AT) is None

    assert Attempt.objects.count() == 1
    assert throttle.reserve(HERE, at=AT) == timedelta(0)


def test_a_right_password_takes_one_back_from_what_is_counted_anywhere() -> None:
    lane = throttle.passwords_from_anywhere("lan")
    for _ in range(3):
        throttle.reserve((*HERE, lane), at=AT)
    throttle.release((*HERE, lane))

    assert {bytes(row.key): row.failures for row in Attempt.objects.all()} == {HERE[1].key: 2, lane.key: 2}


def test_failures_drain_with_time() -> None:
    fail(5)

    assert throttle.reserve(HERE, at=AT + timedelta(hours=3)) == timedelta(0)


def test_a_row_tells_neither_address_nor_name() -> None:
    fail(1)

    assert all(len(bytes(row.key)) == 32 for row in Attempt.objects.all())


def test_old_counts_are_forgotten() -> None:
    fail(1)

    assert throttle.forget(at=AT + timedelta(days=1)) == 0
    assert throttle.forget(at=AT + timedelta(days=3)) == 2
