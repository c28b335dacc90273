"""Each trap of the wheel's own `get_server()`, by name, and what ours does instead."""

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from lienthong.runtime.account import Account, account_for
from lienthong.runtime.postgres import Server, running, start
from lienthong.runtime.postgres.binaries import binaries_for, in_the_wheel
from lienthong.runtime.postgres.cluster import clear_stale_pid, open_cluster, recorded_pid
from lienthong.runtime.postgres.server import free_port, wait_until_ready
from lienthong.runtime.trouble import Trouble

pytestmark = pytest.mark.slow
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root meets this trap")
HASTE = {"fsync": "off"}


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """One cluster for this module: making one is the slow part."""
    with tempfile.TemporaryDirectory(prefix="lt-") as name:
        folder = Path(name)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
        start(folder / "postgres", settings=HASTE).stop()
        yield folder / "postgres"


@pytest.fixture
def server(made: Path) -> Iterator[Server]:
    running_server = start(made, settings=HASTE)
    yield running_server
    running_server.stop()


def answer(url: str, query: str = "SELECT current_user") -> object:
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def until(true: Callable[[], bool], seconds: float = 15) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


def test_private_socket_folder(server: Server) -> None:
    folder = Path(server.address.host)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / ".s.PGSQL.5432").stat().st_mode) == 0o700


def test_long_path_gets_a_short_private_socket_folder(place: Path) -> None:
    deep = place / ("a-folder-with-a-rather-long-name-" * 3)
    deep.mkdir(mode=0o711)

    server = start(deep / "postgres", settings=HASTE)
    host = Path(server.address.host)
    try:
        assert answer(server.urls.app_url) == "lienthong_app"
        assert stat.S_IMODE(host.stat().st_mode) == 0o700
        assert len(str(host)) < 60
    finally:
        server.stop()
    assert not host.exists()


def test_no_global_lock(server: Server, place: Path) -> None:
    before = set(Path(tempfile.gettempdir()).glob("*.lock"))

    second = start(place / "postgres", settings=HASTE)
    try:
        assert answer(second.urls.app_url) == answer(server.urls.app_url)
        assert set(Path(tempfile.gettempdir()).glob("*.lock")) == before
    finally:
        second.stop()


def test_one_server_for_one_folder(server: Server) -> None:
    with pytest.raises(Trouble, match="already running under another command"):
        start(server.cluster.folder)

    assert running(server.cluster.folder) == server.urls


def test_stale_pid(made: Path) -> None:
    stranger = subprocess.Popen(["sleep", "60"])
    cluster = open_cluster(made)
    cluster.pid_file.write_text(
        f"{stranger.pid}\n{cluster.data}\n1\n5432\n{made}/socket\n\n  1  1\nready\n", "ascii"
    )
    try:
        server = start(made, settings=HASTE)
        assert answer(server.urls.app_url) == "lienthong_app"
        server.stop()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_server_started_by_hand_is_respected(server: Server) -> None:
    with pytest.raises(Trouble, match="started by hand"):
        clear_stale_pid(server.cluster)

    assert server.cluster.pid_file.is_file()


def test_no_widened_permissions_of_parents(place: Path) -> None:
    parents = [place / "outer", place / "outer" / "inner"]
    for parent in parents:
        parent.mkdir()
        parent.chmod(0o711)

    start(parents[-1] / "postgres", settings=HASTE).stop()

    assert [stat.S_IMODE(parent.stat().st_mode) for parent in parents] == [0o711, 0o711]
    assert stat.S_IMODE((parents[-1] / "postgres" / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((parents[-1] / "postgres" / "passwords.json").stat().st_mode) == 0o600


def test_own_port(made: Path) -> None:
    port = free_port()
    server = start(made, settings=HASTE, tcp_port=port)
    try:
        assert f"port={port}" in server.urls.app_url
        assert answer(server.urls.app_url, "SELECT inet_server_port() IS NULL") is True
        assert answer(over_tcp(server), "SELECT inet_server_port()") == port
    finally:
        server.stop()


def over_tcp(server: Server) -> str:
    return psycopg.conninfo.make_conninfo(server.urls.app_url, host="127.0.0.1")


def test_scram_on_tcp_and_on_the_socket(made: Path) -> None:
    server = start(made, settings=HASTE, tcp_port=free_port())
    try:
        for url in (server.urls.app_url, over_tcp(server)):
            for user in ("lienthong_app", "postgres"):
                with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
                    answer(psycopg.conninfo.make_conninfo(url, user=user, password="guessed"))
        rules = "SELECT string_agg(DISTINCT auth_method, ' ') FROM pg_hba_file_rules"
        assert answer(superuser(server), rules) == "scram-sha-256"
    finally:
        server.stop()


def superuser(server: Server) -> str:
    passwords = json.loads(server.cluster.passwords.read_text())
    return server.address.url("postgres", passwords["postgres"], "postgres")


def test_nothing_listens_on_the_network_unless_asked(server: Server) -> None:
    assert answer(server.urls.app_url, "SHOW listen_addresses") == ""


PARENT = """
import sys, time
from pathlib import Path
from lienthong.runtime.postgres import start
server = start(Path(sys.argv[1]), settings={"fsync": "off"})
print(server.leashed.leash.pid, server.cluster.pid_file.read_text().split()[0], flush=True)
time.sleep(60)
"""


def a_parent(folder: Path) -> "tuple[subprocess.Popen[str], int, int]":
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(folder)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    leash, postmaster = map(int, parent.stdout.readline().split())
    return parent, leash, postmaster


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_shutdown_with_its_parent(made: Path) -> None:
    parent, leash, postmaster = a_parent(made)

    parent.kill()
    parent.communicate()

    assert until(lambda: not alive(postmaster) and not alive(leash))
    assert "database system is shut down" in (made / "log").read_text().splitlines()[-2]


def test_a_server_that_outlived_everything_is_ended_in_order_by_the_next_start(made: Path) -> None:
    parent, leash, postmaster = a_parent(made)
    os.kill(leash, signal.SIGKILL)
    parent.kill()
    parent.communicate()
    assert alive(postmaster)
    already = len((made / "log").read_text())

    server = start(made, settings=HASTE)
    try:
        assert not alive(postmaster)
        assert answer(server.urls.app_url) == "lienthong_app"
        assert "received fast shutdown request" in (made / "log").read_text()[already:]
        assert "not properly shut down" not in (made / "log").read_text()[already:]
    finally:
        server.stop()


def test_recovers_after_kill_9_of_the_postmaster(made: Path) -> None:
    server = start(made)
    with psycopg.connect(server.urls.owner_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    pid = recorded_pid(server.cluster)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert until(lambda: not server.alive())
    server.stop()

    again = start(made)
    try:
        assert answer(again.urls.app_url, "SELECT answer FROM kept") == 42
    finally:
        again.stop()


def test_long_recovery(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seconds = iter(range(1000))
    states = iter([*["starting"] * 300, "ready"])

    wait_until_ready(
        lambda: next(states), lambda: True, tmp_path, clock=lambda: float(next(seconds)), sleep=lambda _: None
    )

    assert "still replaying what a crash left" in capsys.readouterr().out


def test_a_server_that_dies_while_starting_shows_the_end_of_its_log(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("FATAL: no space left on device\n")

    with pytest.raises(Trouble, match="no space left on device"):
        wait_until_ready(lambda: "starting", lambda: False, tmp_path / "log")


@as_root
def test_root_runs_it_as_a_system_user_that_was_there_before(server: Server) -> None:
    users = Path("/etc/passwd").read_text()

    assert server.cluster.account.uid not in {None, 0}
    assert server.cluster.account.name in users
    assert (server.cluster.data).stat().st_uid == server.cluster.account.uid


@as_root
def test_root_under_a_0700_folder_is_asked_for_another(place: Path) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)

    with pytest.raises(Trouble, match="LIENTHONG_HOME="):
        start(closed / "postgres")

    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert not (closed / "postgres" / "data").exists()


@as_root
def test_root_with_packages_under_a_0700_folder_copies_the_binaries(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    package = in_the_wheel().folder.parents[1]
    (closed / "packages").mkdir()
    (closed / "packages" / package.name).symlink_to(package)
    (closed / "packages" / f"{package.name}.libs").symlink_to(package.with_name(f"{package.name}.libs"))
    monkeypatch.setattr(
        "lienthong.runtime.postgres.binaries.package", lambda: closed / "packages" / package.name
    )
    (place / "postgres").mkdir(mode=0o711)

    server = start(place / "postgres", settings=HASTE)
    try:
        assert answer(server.urls.app_url) == "lienthong_app"
        assert server.cluster.binaries.folder.is_relative_to(place / "postgres")
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    finally:
        server.stop()


def test_another_version_of_the_data_is_said(place: Path) -> None:
    data = place / "postgres" / "data"
    data.mkdir(parents=True)
    (place / "postgres").chmod(0o711)
    (data / "PG_VERSION").write_text("17\n")

    with pytest.raises(Trouble, match="written by PostgreSQL 17; this Liên Thông runs 18"):
        start(place / "postgres")


def test_neither_role_is_a_superuser(server: Server) -> None:
    powers = "bool_or(rolsuper OR rolreplication OR rolbypassrls OR rolcreaterole)"
    query = f"SELECT {powers} FROM pg_roles WHERE rolname LIKE 'lienthong%'"

    assert answer(server.urls.app_url, query) is False


def test_the_application_fills_tables_and_does_not_change_them(server: Server) -> None:
    with psycopg.connect(server.urls.owner_url) as owner:
        owner.execute("DROP TABLE IF EXISTS thing; CREATE TABLE thing (id serial, name text)")
    with psycopg.connect(server.urls.app_url, autocommit=True) as app:
        app.execute("INSERT INTO thing (name) VALUES ('a'); UPDATE thing SET name = 'b'")
        for refused in ("DROP TABLE thing", "ALTER TABLE thing ADD x int", "CREATE TABLE other (x int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(refused)


def test_text_is_utf8_and_sorts_the_same_everywhere(server: Server) -> None:
    query = (
        "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = current_database()"
    )

    assert answer(server.urls.app_url, "SHOW server_encoding") == "UTF8"
    assert answer(server.urls.app_url, query) == "b C.UTF-8"


def test_an_ordinary_user_runs_it_as_themselves(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert account_for(tmp_path) == Account()
    assert binaries_for(Account(), tmp_path) == in_the_wheel()
