"""A web process of its own under a bench, asked as a browser asks; and what it and its database take of the CPU."""

import http.client
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from lienthong.runtime.home import Home
from lienthong.runtime.processes.ports import next_free, wait_for_answer

HOST: Final = "127.0.0.1"
TICK_MS: Final = 1000 / os.sysconf("SC_CLK_TCK")
CONTROL: Final = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET ")


@contextmanager
def web() -> Iterator[tuple[int, int]]:
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


def client_of(username: str) -> Any:
    """Return Django's own client, signed in."""
    from django.test import Client

    from lienthong.access.models import Account

    client = Client(headers={"host": HOST})
    client.force_login(Account.objects.get(username=username))
    return client


def session_of(username: str) -> str:
    """Return the key of a session that is signed in."""
    from django.conf import settings

    return str(client_of(username).cookies[settings.SESSION_COOKIE_NAME].value)


def statements(ask: Callable[[], Any], expected: int = http.client.OK) -> list[str]:
    """Return the statements, other than transaction control, of what is asked in this process.

    Asked three times once everything is warm, the fewest count: now and then one of them reads anew what a process
    keeps for some seconds, as the clock of a simulated world.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    said: list[list[str]] = []
    with CaptureQueriesContext(connection) as captured:
        for _ in range(5):
            already = len(captured)
            answer = ask()
            if answer.status_code != expected:
                raise RuntimeError(f"answered with {answer.status_code}")
            said.append([query["sql"] for query in captured.captured_queries[already:]])
    return min(([sql for sql in each if not sql.startswith(CONTROL)] for each in said[2:]), key=len)


def postmaster() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return _parent(cursor.fetchone()[0])


def cpu_ms(roots: Sequence[int]) -> float:
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
