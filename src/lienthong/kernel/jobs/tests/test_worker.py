"""With real worker processes: what happens to a job when its worker is killed, and how a worker ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from lienthong.kernel.jobs.draining import drain
from lienthong.kernel.jobs.health import queue_health
from lienthong.kernel.jobs.patience import MOST_ATTEMPTS
from lienthong.kernel.jobs.queue import defer
from lienthong.kernel.jobs.sweeping import sweep
from lienthong.kernel.jobs.working import job

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
Start = Callable[[], subprocess.Popen[bytes]]


def until(true: Callable[[], Any], seconds: float = 20) -> Any:
    for _ in range(int(seconds / 0.05)):
        if result := true():
            return result
        time.sleep(0.05)
    raise TimeoutError


@pytest.fixture(autouse=True)
def empty_queue(transactional_db: None) -> None:
    """The library's tables are not Django's own: no test empties them by itself."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def start() -> Iterator[Start]:
    """As in an installation: under the application's role, with a pool."""
    program = [
        sys.executable,
        Path(__file__).with_name("worker_process.py"),
        connection.settings_dict["NAME"],
    ]
    surroundings = os.environ | {"LIENTHONG_ROLE": "", "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    started: list[subprocess.Popen[bytes]] = []

    def run() -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen(program, env=surroundings))
        return started[-1]

    yield run
    for process in started:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()


def hanging() -> ProcrastinateJob:
    return ProcrastinateJob.objects.get(task_name="test.hang")


def sweep_now() -> int:
    return async_to_sync(sweep)(at=NOW)


def silence_workers() -> None:
    """Move the last sign of life back, instead of waiting for half a minute."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")


def test_a_job_whose_worker_was_killed_goes_back_to_the_queue(start: Start, tmp_path: Path) -> None:
    defer("test.hang", file=str(tmp_path / "running"))
    worker = start()
    until((tmp_path / "running").exists)

    worker.send_signal(signal.SIGKILL)
    worker.wait()

    assert hanging().status == "doing", "nobody else would ever take it"
    assert sweep_now() == 0, "a short silence is no death"
    silence_workers()
    assert sweep_now() >= 1
    job = hanging()
    assert (job.status, job.attempts) == ("todo", 1)
    (tmp_path / "running").unlink()
    start()
    until((tmp_path / "running").exists)


def test_a_job_that_kills_its_worker_every_time_is_given_up(start: Start, tmp_path: Path) -> None:
    defer("test.hang", file=str(tmp_path / "running"))
    worker = start()
    until((tmp_path / "running").exists)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET attempts = %s WHERE task_name = 'test.hang'", [MOST_ATTEMPTS]
        )
    silence_workers()

    sweep_now()

    assert hanging().status == "failed"
    assert queue_health().failed == 1


def test_a_job_by_the_clock_that_already_waits_again_is_not_put_back_twice() -> None:
    """The database refuses two that wait under one lock: the sweep must not fail over it."""
    for status in ("doing", "todo"):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status, queueing_lock, priority)"
                " VALUES ('default', 'jobs.clear_done', %s, 'jobs.clear_done', 0)",
                [status],
            )

    assert sweep_now() == 1

    assert [job.status for job in ProcrastinateJob.objects.all()] == ["todo"]


def test_an_idle_worker_ends_on_sigterm(start: Start, tmp_path: Path) -> None:
    defer("test.touch", file=str(tmp_path / "done"))
    worker = start()
    until((tmp_path / "done").exists)  # it is on the list before it listens to signals; at work it does
    until(lambda: ProcrastinateJob.objects.filter(status="succeeded").exists())

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=10) == 0
    assert queue_health().workers == 0, "it takes itself off the list"


def test_housekeeping_is_known_to_the_worker() -> None:
    assert {"jobs.sweep", "jobs.clear_done"} <= set(app.tasks)
    assert {task.task.name for task in app.periodic_registry.periodic_tasks.values()} >= {"jobs.sweep"}


def test_draining_runs_what_waits_and_keeps_what_fails() -> None:
    defer("jobs.clear_done", timestamp=0)
    defer("nobody.knows.this")

    drain()

    ended = dict(ProcrastinateJob.objects.values_list("task_name", "status"))
    assert ended["jobs.clear_done"] == "succeeded"
    assert ended["nobody.knows.this"] == "failed"


def test_a_job_vanishes_with_the_transaction_that_caused_it() -> None:
    with transaction.atomic():
        defer("jobs.clear_done", timestamp=0)
        transaction.set_rollback(True)

    assert not ProcrastinateJob.objects.exists()


def test_a_job_that_fails_leaves_no_job_of_its_own() -> None:
    @job("test.give_up")
    def give_up() -> None:
        with transaction.atomic():
            defer("test.after")
            raise OSError

    defer("test.give_up")
    drain()

    assert ProcrastinateJob.objects.get(task_name="test.give_up").attempts == 1
    assert not ProcrastinateJob.objects.filter(task_name="test.after").exists()
