import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from lienthong.runtime.home import Home
from lienthong.runtime.postgres import Urls, start
from lienthong.runtime.postgres.cluster import recorded_pid
from lienthong.runtime.processes import standing
from lienthong.runtime.processes.children import Child, Listening, children
from lienthong.runtime.processes.patience import Patience
from lienthong.runtime.processes.supervisor import Supervisor
from lienthong.runtime.tests.hammer import Hammer, Send
from lienthong.runtime.tests.test_postgres_traps import alive, until
from lienthong.runtime.trouble import Trouble

pytestmark = pytest.mark.slow
# Says in a file who it is, has a child of its own, and notes that it was asked to end.
TALKER = """
import os, signal, subprocess, sys, time
grandchild = subprocess.Popen(["sleep", "100"])
def end(*_):
    open(sys.argv[1], "a").write("ended in order\\n"); sys.exit()
signal.signal(signal.SIGTERM, end)
open(sys.argv[1], "a").write(f"{os.getpid()} {grandchild.pid}\\n")
while True:
    time.sleep(1)
"""


def talker(name: str, file: Path) -> Child:
    return Child(name, (sys.executable, "-c", TALKER, str(file)))


def pids(file: Path) -> list[int]:
    lines = file.read_text().splitlines() if file.is_file() else []
    return [int(pid) for line in lines if line[:1].isdigit() for pid in line.split()]


@pytest.fixture
def home(place: Path) -> Home:
    return Home(place / "home").make()


@pytest.fixture
def watched(home: Home) -> Iterator[Callable[..., Supervisor]]:
    """Start supervisors that look around in a thread, and end them."""
    made: list[tuple[Supervisor, threading.Thread]] = []

    def watch(*table: Child, **more: object) -> Supervisor:
        supervisor = Supervisor(home, table, environment={}, **more)
        thread = threading.Thread(target=supervisor.watch)
        thread.start()
        made.append((supervisor, thread))
        return supervisor

    yield watch
    for supervisor, thread in made:
        supervisor.ending.set()
        thread.join()
        supervisor.stop()


def test_a_killed_child_is_started_again_and_leaves_nothing_behind(
    home: Home, watched: Callable[..., Supervisor], capsys: pytest.CaptureFixture[str]
) -> None:
    file = home.root / "talker"
    watched(talker("worker", file))
    assert until(lambda: len(pids(file)) == 2)
    first, grandchild = pids(file)

    os.kill(first, signal.SIGKILL)

    assert until(lambda: len(pids(file)) == 4)
    assert not alive(grandchild)
    assert "“worker” ended; starting it again" in capsys.readouterr().out


def test_a_killed_leash_takes_its_child_along(home: Home, watched: Callable[..., Supervisor]) -> None:
    file = home.root / "talker"
    supervisor = watched(talker("worker", file))
    assert until(lambda: len(pids(file)) == 2)
    leashed = supervisor.running[0].leashed
    assert leashed is not None

    leashed.leash.kill()

    assert until(lambda: len(pids(file)) == 4)
    assert not any(map(alive, pids(file)[:2]))


def test_children_end_in_the_order_of_the_table(home: Home) -> None:
    file = home.root / "talker"
    table = [talker(name, file) for name in ("web", "worker", "sequencer")]
    supervisor = Supervisor(home, table, environment={})
    supervisor.look()
    assert until(lambda: len(pids(file)) == 6)
    ended: list[str] = []
    for running in supervisor.running:
        assert running.leashed is not None
        stop = running.leashed.stop
        running.leashed.stop = lambda stop=stop, name=running.child.name: (stop(), ended.append(name))

    supervisor.stop()

    assert ended == ["web", "worker", "sequencer"]
    assert file.read_text().count("ended in order") == 3
    assert not any(map(alive, pids(file)))


def test_the_table_of_children(tmp_path: Path) -> None:
    table = children(Listening("::1", 8443, tmp_path / "crt", tmp_path / "key"))

    assert [child.name for child in table] == ["web", "worker", "sequencer"]
    assert "--ssl-certificate" in table[0].command
    assert table[2].command[-3:] == ("-m", "lienthong.web", "sequence")


def test_patience_doubles_and_forgets() -> None:
    patience = Patience()

    assert [patience.after_running(1) for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]
    assert patience.after_running(90) == 0.5


def test_one_writer_for_one_data_folder(home: Home) -> None:
    with standing.sole(home):
        assert standing.is_taken(home)
        with pytest.raises(Trouble, match="already runs on"), standing.sole(home):
            pass
    assert not standing.is_taken(home)


WHOLE = """
import sys
from pathlib import Path
from lienthong.runtime.home import Home
from lienthong.runtime.postgres import start
from lienthong.runtime.processes import standing
from lienthong.runtime.processes.supervisor import Supervisor
from lienthong.runtime.tests.test_supervisor import talker
home = Home(Path(sys.argv[1])).make()
with standing.sole(home):
    begin = lambda: start(home.postgres)
    supervisor = Supervisor(home, [talker("web", home.root / "talker")], {}, begin(), begin)
    supervisor.end_on_signals()
    supervisor.look()
    print("up", flush=True)
    supervisor.watch()
    supervisor.stop()
"""


def a_whole(home: Home) -> "subprocess.Popen[str]":
    whole = subprocess.Popen([sys.executable, "-c", WHOLE, str(home.root)], stdout=subprocess.PIPE, text=True)
    assert whole.stdout is not None
    assert whole.stdout.readline() == "up\n"
    return whole


def postmaster(home: Home) -> int:
    return int((home.postgres / "data" / "postmaster.pid").read_text().split()[0])


def test_after_kill_9_of_the_supervisor_all_end_and_the_next_start_recovers(home: Home) -> None:
    whole = a_whole(home)
    assert until(lambda: len(pids(home.root / "talker")) == 2)
    everything = [postmaster(home), *pids(home.root / "talker")]

    whole.kill()
    whole.communicate()

    assert until(lambda: not any(map(alive, everything)))
    again = a_whole(home)
    assert standing.end(home)
    again.communicate()
    assert again.returncode == 0


def test_ctrl_c_ends_everything(home: Home) -> None:
    whole = a_whole(home)
    assert until(lambda: len(pids(home.root / "talker")) == 2)
    everything = [postmaster(home), *pids(home.root / "talker")]

    whole.send_signal(signal.SIGINT)
    whole.communicate(timeout=20)

    assert whole.returncode == 0
    assert not any(map(alive, everything))
    assert "ended in order" in (home.root / "talker").read_text()
    assert not standing.end(home)


def by_hand(urls: Urls) -> Send:
    """Send an act as the application does: its key decides whether it was recorded already."""

    def send(key: UUID) -> bool:
        try:
            with psycopg.connect(urls.app_url, connect_timeout=2) as connection:
                known = connection.execute("SELECT 1 FROM act WHERE key = %s", [key]).fetchone()
                if not known:
                    connection.execute("INSERT INTO act (key) VALUES (%s)", [key])
        except psycopg.Error:
            return False
        return True

    return send


def test_every_answered_act_is_there_and_none_twice_after_kill_9_of_the_postmaster(
    home: Home, watched: Callable[..., Supervisor]
) -> None:
    database = start(home.postgres)
    with psycopg.connect(database.urls.owner_url) as connection:
        connection.execute("CREATE TABLE act (id bigserial PRIMARY KEY, key uuid NOT NULL)")
    supervisor = watched(database=database, start_database=lambda: start(home.postgres))

    with Hammer(lambda: by_hand(database.urls)) as hammer:
        for _ in range(2):
            hammer.wait_for(40)
            killed = recorded_pid(database.cluster)
            assert killed is not None
            os.kill(killed, signal.SIGKILL)
            assert until(lambda killed=killed: recorded_pid(database.cluster) not in {None, killed})
        hammer.wait_for(40)

    assert supervisor.database is not None
    with psycopg.connect(supervisor.database.urls.app_url) as connection:
        kept = [key for (key,) in connection.execute("SELECT key FROM act")]
    assert hammer.repeated > 0
    assert len(kept) == len(set(kept))
    assert hammer.answered == set(kept)
