"""`bench acts`: one act through HTTP, "report progress" on a task of the demo world, from the form to the answer.

Each POST goes through session, account, policy, validation, record, leaf and job. One web process and two clients,
each with a task of its own; statements are counted in this process, CPU of the web and of all of the database.
"""

import http.client
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, islice
from statistics import median, quantiles
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from lienthong.runtime.bench.figure import Figure
from lienthong.runtime.bench.serving import HOST, client_of, cpu_ms, postmaster, session_of, statements, web
from lienthong.runtime.bench.stage import stage
from lienthong.runtime.bench.world import large_world
from lienthong.runtime.home import Home
from lienthong.runtime.postgres.connection import Urls
from lienthong.runtime.preparing import django

ACCOUNT: Final = "gd.stttt"
SLUG: Final = "tien-do"
CLIENTS: Final = 2
POSTS: Final = 150
WARM_UP: Final = 20
TOKEN: Final = "b" * 32


@dataclass(frozen=True)
class Load:
    """What one run of posts took."""

    acts_per_s: float
    p95_ms: float
    cpu_ms: float


def figures(runs: int, scale: float = 0) -> list[Figure]:
    """Measure in the demo world; with a scale, in a simulated world of that scale."""
    with _world(scale) as rows:
        tasks, session = _tasks(), session_of(ACCOUNT)
        said = _statements(tasks[0])
        with web() as (port, pid):
            loads = [_load(port, pid, tasks, session) for _ in range(runs + 1)][1:]
    return [
        Figure(
            "queries_per_act", len(said), "queries", "lower", 12, 1,
            f"statements of one POST, other than transaction control; {rows} acts are there",
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


@contextmanager
def _world(scale: float) -> Iterator[int]:
    """Give the world to measure in; say how many acts it has."""
    from_here = large_world(scale) if scale else stage("acts")
    with from_here as given:
        if isinstance(given, Urls):
            _load_demo(given)
        from lienthong.kernel.acts.selectors import tree_size

        yield tree_size()


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
    mine = (task.pk for task in reporting.order_by("pk").iterator() if may_work(by, task, at=at))
    return list(islice(mine, CLIENTS))


def _statements(task: UUID) -> list[str]:
    """Return the statements of one POST, made in this process after others of its kind."""
    client, number = client_of(ACCOUNT), count()
    return statements(lambda: client.post(_address(task), _answers(next(number))), http.client.FOUND)


def _load(port: int, pid: int, tasks: Sequence[UUID], session: str) -> Load:
    roots = [pid, postmaster()]
    for task in tasks:
        _client(port, task, session, WARM_UP)
    cpu, began = cpu_ms(roots), time.perf_counter()
    with ThreadPoolExecutor(len(tasks)) as clients:
        each = clients.map(lambda task: _client(port, task, session, POSTS), tasks)
        seconds = [wait for waits in each for wait in waits]
    took = time.perf_counter() - began
    return Load(
        acts_per_s=len(seconds) / took,
        p95_ms=quantiles(seconds, n=20)[18] * 1000,
        cpu_ms=(cpu_ms(roots) - cpu) / len(seconds),
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
