"""Positions: every committed leaf gets one, none is skipped, none is given twice."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection, connections

from lienthong.kernel.acts import selectors
from lienthong.kernel.acts.ledger.lock import LOCK
from lienthong.kernel.acts.ledger.sequencer import sequence_all, sequence_once
from lienthong.kernel.acts.models import Act, Entry, Pending
from lienthong.kernel.acts.recording import replay
from lienthong.kernel.acts.tests.offices import note, notes
from lienthong.kernel.keys import new_key


@pytest.mark.django_db
def test_leaves_move_in_batches_and_positions_follow() -> None:
    acts = notes(5)

    assert [sequence_once(batch=2) for _ in range(4)] == [2, 2, 1, 0]

    assert list(Entry.objects.order_by("position").values_list("position", flat=True)) == [0, 1, 2, 3, 4]
    assert {selectors.position_of(act.id) for act in acts} == {0, 1, 2, 3, 4}
    assert selectors.tree_size() == 5
    assert not Pending.objects.exists()


@pytest.mark.django_db
def test_one_act_is_one_statement_and_a_batch_is_two(django_assert_num_queries) -> None:
    notes(3)
    with django_assert_num_queries(4) as statements:
        sequence_once()
    work = [each["sql"] for each in statements if "SAVEPOINT" not in each["sql"]]
    assert len(work) == 2


def another_connection() -> psycopg.Connection:
    return psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor})


@pytest.mark.django_db(transaction=True)
def test_the_second_sequencer_steps_back() -> None:
    note()
    with another_connection() as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        assert sequence_once() == 0
    assert sequence_once() == 1


@pytest.mark.django_db(transaction=True)
def test_a_leaf_that_commits_late_is_not_passed_over() -> None:
    early = new_key()
    with another_connection() as slow:
        slow.execute("INSERT INTO acts_pending VALUES (%s, 'x')", [early])
        late = note()
        assert late.id > early
        assert sequence_all() == 1
        slow.commit()
    assert sequence_all() == 1
    assert selectors.position_of(late.id) == 0
    assert selectors.position_of(early) == 1


@contextmanager
def guarded(errors: list[BaseException]) -> Iterator[None]:
    """Work in a thread: say what went wrong, leave no connection behind."""
    try:
        with replay():
            yield
    except BaseException as error:  # noqa: BLE001 - the test shows it
        errors.append(error)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_many_writers_and_two_sequencers_leave_no_gap_and_no_double() -> None:
    writing = threading.Barrier(4)
    errors: list[BaseException] = []

    def write() -> None:
        with guarded(errors):
            writing.wait()
            notes(40)

    def sequence() -> None:
        with guarded(errors):
            writing.wait()
            for _ in range(60):
                sequence_once(batch=7)

    threads = [threading.Thread(target=work) for work in (write, write, sequence, sequence)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sequence_all()

    assert not errors
    assert list(Entry.objects.order_by("position").values_list("position", flat=True)) == list(range(80))
    assert set(Entry.objects.values_list("act_id", flat=True)) == set(
        Act.objects.values_list("id", flat=True)
    )
    assert not Pending.objects.exists()
