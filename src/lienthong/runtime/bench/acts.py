"""`bench acts`: one act through HTTP, "report progress" on a task of the demo world, from the form to the answer.

Each POST goes through session, account, policy, validation, record, leaf and job. One web process and two clients,
each with a task of its own; statements are counted in this process, CPU of the web and of all of the database.
"""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from lienthong.runtime.bench.figure import Figure
from lienthong.runtime.bench.stage import stage
from lienthong.runtime.home import Home
from lienthong.runtime.postgres.connection import Urls
from lienthong.runtime.preparing import django
from lienthong.runtime.processes.ports import next_free, wait_for_answer

ACCOUNT: Final = "gd.stttt"
SLUG: Final = "tien-do"
CLIENTS: Final = 2
POSTS: Final = 150
WARM_UP: Final = 20
TOKEN: Final = "b" * 32
HOST: Final = "127.0.0.1"
TICK_MS: Final = 1000 / os.sysconf("SC_CLK_TCK")
CONTROL: Final = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET ")


@dataclass(frozen=True)
class Load:
    """What one run of posts took."""

    acts_per_s: float
    p95_ms: float
    cpu_ms: float


def figures(runs: int) -> list[Figure]:
    with stage("acts") as urls:
        _load_demo(urls)
        tasks, session = _tasks(), _session()
        statements = _statements(tasks[0])
        with _web() as (port, pid):
            loads = [_load(port, pid, tasks, session) for _ in range(runs + 1)][1:]
    return [
        Figure(
            "queries_per_act", len(statements), "queries", "lower", 12, 1,
            "statements of one POST, other than transaction control",
        ),
        Figure(
            "cpu_ms_per_act", median(load.cpu_ms for load in loads), "ms", "lower", 15, runs,
            "user and system time of the web process and of all processes of the database",
        ),
        Figure(
            "acts_per_s", median(load.acts_per_s for load in loads), "/s", "higher", 60, runs,
            f"one web process, {CLIENTS} clients, {POSTS} posts each; clients on the same machine",
        ),
        Figure("p95_ms", median(load.p95_ms for load in loads), "ms", "lower", None, runs, "as above, each POST"),
    ]  # fmt: skip


def _load_demo(urls: Urls) -> None:
    from lienthong.web.demo.world import is_whole

    if not is_whole():
        django(Home.here(), urls, "lienthong.web", "load_demo")


def _account() -> Any:
    from lienthong.access.models import Account

    return Account.objects.get(username=ACCOUNT)


def _tasks() -> list[UUID]:
    """Return open tasks that the account may report on, one for each client."""
    from lienthong.access.actors import actor_of
    from lienthong.kernel.acts.moments import now
    from lienthong.tasks.policies import may_work
    from lienthong.tasks.selectors import visible_tasks
    from lienthong.tasks.states import TRANSITIONS

    at = now()
    by = actor_of(_account(), at=at)
    reporting = visible_tasks(by, at).filter(case__state__in=TRANSITIONS["report_progress"].states)
    return [task.pk for task in reporting.order_by("pk") if may_work(by, task, at=at)][:CLIENTS]


def _session() -> str:
    from django.conf import settings
    from django.test import Client

    client = Client(headers={"host": HOST})
    client.force_login(_account())
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _statements(task: UUID) -> list[str]:
    """Return the statements of one POST, made in this process after others of its kind."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": HOST})
    client.force_login(_account())
    with CaptureQueriesContext(connection) as captured:
        for number in range(3):
            already = len(captured)
            answer = client.post(_address(task), _answers(number))
            if answer.status_code != http.client.FOUND:
                raise RuntimeError(f"the act was refused with {answer.status_code}")
        said = [query["sql"] for query in captured.captured_queries[already:]]
    return [sql for sql in said if not sql.startswith(CONTROL)]


@contextmanager
def _web() -> Iterator[tuple[int, int]]:
    """Run one web process; give its port and its process id."""
    port = next_free(HOST, 18100)
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *("--host", HOST, "--port", str(port), "--workers", "1", "--blocking-threads", "4"),
        "lienthong.web.wsgi:application",
    ]
    log = Home.here().logs / "web.log"
    with log.open("ab") as output, subprocess.Popen(command, stdout=output, stderr=output) as started:
        try:
            wait_for_answer(f"http://{HOST}:{port}/", lambda: started.poll() is None, log)
            yield port, started.pid
        finally:
            started.terminate()


def _load(port: int, pid: int, tasks: Sequence[UUID], session: str) -> Load:
    roots = [pid, _postmaster()]
    for task in tasks:
        _client(port, task, session, WARM_UP)
    cpu, began = _cpu_ms(roots), time.perf_counter()
    with ThreadPoolExecutor(len(tasks)) as clients:
        each = clients.map(lambda task: _client(port, task, session, POSTS), tasks)
        seconds = [wait for waits in each for wait in waits]
    took = time.perf_counter() - began
    return Load(
        acts_per_s=len(seconds) / took,
        p95_ms=quantiles(seconds, n=20)[18] * 1000,
        cpu_ms=(_cpu_ms(roots) - cpu) / len(seconds),
    )


def _client(port: int, task: UUID, session: str, posts: int) -> list[float]:
    """Send so many acts over one connection; return how long each took, in seconds."""
    from django.conf import settings

    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    headers = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    seconds = []
    for number in range(posts):
        began = time.perf_counter()
        connection.request("POST", _address(task), urlencode(_answers(number)), headers)
        answer = connection.getresponse()
        answer.read()
        seconds.append(time.perf_counter() - began)
        if answer.status != http.client.FOUND:
            raise RuntimeError(f"the act was refused with {answer.status}")
    connection.close()
    return seconds


def _address(task: UUID) -> str:
    from django.urls import reverse

    return reverse("tasks:act", args=[task, SLUG])


def _answers(number: int) -> dict[str, str]:
    return {"percent": str(number % 100), "text": "Đã lấy ý kiến các đơn vị, đang hoàn thiện dự thảo."}


def _postmaster() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return _parent(cursor.fetchone()[0])


def _cpu_ms(roots: Sequence[int]) -> float:
    """Return the CPU time so far of these processes and of all below them (Linux: from /proc)."""
    parents = {int(path.name): _parent(int(path.name)) for path in Path("/proc").glob("[0-9]*")}
    family = set(roots)
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(_ticks(pid) for pid in family) * TICK_MS


def _parent(pid: int) -> int:
    return int((_stat(pid) or ["", "0"])[1])


def _ticks(pid: int) -> int:
    """Return user and system time, with that of children who ended."""
    return sum(map(int, _stat(pid)[11:15]))


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat after the name; none for a process that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []
