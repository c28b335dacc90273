"""The whole installation under fire: acts through HTTP while the database is killed under them."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from lienthong.kernel.keys import new_key
from lienthong.runtime.home import CHECKOUT, Home
from lienthong.runtime.postgres import Server, start
from lienthong.runtime.postgres.cluster import recorded_pid
from lienthong.runtime.preparing import django_environment, prepare_tables
from lienthong.runtime.processes.children import Listening, children
from lienthong.runtime.processes.ports import next_free, wait_for_answer
from lienthong.runtime.processes.supervisor import Supervisor
from lienthong.runtime.tests.hammer import Hammer, Send
from lienthong.runtime.tests.test_postgres_traps import until

pytestmark = pytest.mark.slow
TASKS = 8
TOKEN = "crash" * 6 + "ab"


@dataclass
class Standing:
    database: Server
    supervisor: Supervisor
    listening: Listening
    session: str
    tasks: list[str]


@pytest.fixture
def home() -> Iterator[Home]:
    folder = Path(tempfile.mkdtemp(prefix="lt-"))
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    yield Home(folder / "home").make()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(home: Home) -> Iterator[Server]:
    server = start(home.postgres)
    yield server
    server.stop()


@pytest.fixture
def standing(home: Home, database: Server) -> Iterator[Standing]:
    """A migrated installation with web and sequencer, and an official who is signed in."""
    home.secret_key()
    prepare_tables(home, database.urls)
    environment = django_environment(home, database.urls, as_owner=True)
    command = [sys.executable, str(CHECKOUT / "tests" / "runtime" / "a_working_office.py"), str(TASKS)]
    said = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True).stdout
    listening = Listening(port=next_free("127.0.0.1", 18300))
    supervisor = Supervisor(
        home,
        children(listening),
        django_environment(home, database.urls, as_owner=False),
        database,
        lambda: start(home.postgres),
    )
    watching = threading.Thread(target=supervisor.watch)
    watching.start()
    web = supervisor.running[0]
    wait_for_answer(listening.url, lambda: not supervisor.ending.is_set(), web.log)
    yield Standing(database, supervisor, listening, **json.loads(said))
    supervisor.ending.set()
    watching.join()
    supervisor.stop()


def through_http(standing: Standing, task: str) -> Send:
    """Report progress on `task` under the act's own key, as a browser's program would."""

    def send(key: UUID) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", standing.listening.port, timeout=30)
        headers = {
            "Content-Type": "application/json",
            "Cookie": f"sessionid={standing.session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Idempotency-Key": str(key),
        }
        body = json.dumps({"percent": 50, "text": str(key)})
        try:
            connection.request("POST", f"/api/tasks/{task}/progress", body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        assert answer.status in {200, 409} or answer.status >= 500, text
        return answer.status == 200 or "AlreadyDone" in text

    return send


def test_every_act_answered_2xx_is_there_and_none_twice_after_kill_9_of_the_postmaster(
    standing: Standing,
) -> None:
    tasks = iter(standing.tasks * 4)
    sent_before, key = through_http(standing, standing.tasks[0]), new_key()
    assert sent_before(key)

    with Hammer(lambda: through_http(standing, next(tasks)), clients=2, per_second=50) as hammer:
        hammer.wait_for(50)
        killed = recorded_pid(standing.database.cluster)
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        assert until(lambda: recorded_pid(standing.database.cluster) not in {None, killed})
        hammer.wait_for(50, seconds=60)
    assert sent_before(key), "an answer that was lost may be asked for again, after the crash too"

    texts = "SELECT detail->>'text', count(*) FROM acts_act WHERE verb = 'tasks.report_progress' GROUP BY 1"
    leaves = (
        "SELECT count(*) FROM acts_act LEFT JOIN acts_entry e ON e.act_id = acts_act.id"
        " LEFT JOIN acts_pending p ON p.act_id = acts_act.id WHERE e.act_id IS NULL AND p.act_id IS NULL"
    )
    with psycopg.connect(standing.database.urls.owner_url) as connection:
        kept = dict(connection.execute(texts).fetchall())
        unproven = connection.execute(leaves).fetchone()
    assert {str(key), *map(str, hammer.answered)} == set(kept)
    assert set(kept.values()) == {1}
    assert unproven == (0,)
