"""Starting, joining, waiting for and stopping the embedded server."""

import contextlib
import json
import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lienthong.runtime.home import Home, write_secret
from lienthong.runtime.postgres.cluster import (
    SUPERUSER,
    Cluster,
    Locks,
    clear_stale_pid,
    open_cluster,
    recorded_pid,
    taken,
)
from lienthong.runtime.postgres.connection import APP, DATABASE, OWNER, Address, Urls
from lienthong.runtime.postgres.memory import memory, settings_for
from lienthong.runtime.postgres.roles import allow_application, make_roles
from lienthong.runtime.processes.leashed import Leashed, put_on_leash
from lienthong.runtime.trouble import Trouble

LONGEST_SOCKET = 103  # macOS: 104 bytes with the closing zero; Linux: 108
PORT = 5432  # names the socket; nothing listens on the network unless asked
GRACE_SECONDS = 60.0
RECOVERY_WORD_SECONDS = 10.0


@dataclass
class Server:
    """A running server that this process started. It ends when this process does, however that ends."""

    cluster: Cluster
    leashed: Leashed
    address: Address
    own_folders: list[Path] = field(default_factory=list)

    @property
    def urls(self) -> Urls:
        return urls_of(self.cluster, self.address)

    def alive(self) -> bool:
        return self.leashed.alive()

    def stop(self) -> None:
        """End it in order (fast shutdown, then immediate) and wait for that."""
        self.leashed.stop()
        for folder in self.own_folders:
            shutil.rmtree(folder, ignore_errors=True)
        self.cluster.address.unlink(missing_ok=True)


def start(
    folder: Path,
    *,
    settings: dict[str, str] | None = None,
    tcp_port: int | None = None,
    creates_databases: bool = False,
) -> Server:
    """Start the server of the cluster in `folder` (made if missing) and return it ready for work.

    Args:
        folder: the cluster's folder; its parent exists.
        settings: parameters of PostgreSQL instead of those that follow from the machine's memory.
        tcp_port: listen on 127.0.0.1 as well, on this port; the socket then has the same number.
        creates_databases: let the owner make further databases (test runs).
    """
    cluster = open_cluster(folder)
    locks = _locks(cluster)
    sockets, own_folders = _socket_folder(cluster)
    address = Address(str(sockets), tcp_port or PORT)
    server = _launch(
        cluster, locks, address, {"listen_addresses": "127.0.0.1" if tcp_port else "", **(settings or {})}
    )
    server.own_folders = own_folders
    try:
        wait_until_ready(lambda: status_of(cluster), server.alive, cluster.log)
        _prepare(server, creates_databases=creates_databases)
    except BaseException:
        server.stop()
        raise
    write_secret(cluster.address, json.dumps({"host": address.host, "port": address.port}))
    return server


def _locks(cluster: Cluster) -> Locks:
    """Take both locks. A server that outlived its leash is ended in order first, and waited for."""
    locks = Locks(cluster)
    if not _taken_soon(locks.guard):
        locks.close()
        raise Trouble(f"The database in {cluster.folder} is already running under another command.")
    if not taken(locks.server):
        _end_orphan(cluster, lambda: taken(locks.server))
    clear_stale_pid(cluster)
    return locks


def _taken_soon(descriptor: int) -> bool:
    """Take the lock, outwaiting a command that only looks whether it is held."""
    for _ in range(10):
        if taken(descriptor):
            return True
        time.sleep(0.05)
    return False


def _end_orphan(cluster: Cluster, gone: Callable[[], bool]) -> None:
    pid = recorded_pid(cluster)
    for name in (signal.SIGINT, signal.SIGQUIT):
        with contextlib.suppress(ProcessLookupError):
            if pid is not None:
                os.kill(pid, name)
        until = time.monotonic() + GRACE_SECONDS
        while time.monotonic() < until:
            if gone():
                return
            time.sleep(0.02)
    raise Trouble(
        f"A server left over on {cluster.data} (process {pid}) does not end; end it and start again."
    )


def _socket_folder(cluster: Cluster) -> tuple[Path, list[Path]]:
    """Return a folder that only the database's account and root may enter, and what to remove afterwards."""
    folder, made = cluster.folder / "socket", []
    if len(os.fsencode(folder / ".s.PGSQL.65535.lock")) > LONGEST_SOCKET:
        folder = Path(tempfile.mkdtemp(prefix="lienthong-", dir="/tmp"))
        made = [folder]
    folder.mkdir(mode=0o700, exist_ok=True)
    cluster.account.own(folder)
    folder.chmod(0o700)
    return folder, made


def _launch(cluster: Cluster, locks: Locks, address: Address, settings: dict[str, str]) -> Server:
    options = {
        "unix_socket_directories": address.host,
        "unix_socket_permissions": "0700",
        "port": str(address.port),
        "log_destination": "stderr",
        "logging_collector": "off",
        "timezone": "UTC",
        **settings_for(memory()),
        **settings,
    }
    command = [cluster.binaries["postgres"], "-D", str(cluster.data)]
    leashed = put_on_leash(
        [*command, *(f"--{name}={value}" for name, value in options.items())],
        log=cluster.log,
        stop="SIGINT,SIGQUIT",
        grace=GRACE_SECONDS,
        account=cluster.account,
        held=[locks.guard],
        inherited=[locks.server],
    )
    locks.close()
    return Server(cluster, leashed, address)


def status_of(cluster: Cluster) -> str:
    """Return what the server says of itself in its pid file: starting, ready, stopping; empty before that."""
    try:
        lines = cluster.pid_file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return lines[7].strip() if len(lines) > 7 else ""


def wait_until_ready(
    status: Callable[[], str],
    alive: Callable[[], bool],
    log: Path,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Wait as long as the server lives: recovery after a crash takes the time it takes, and says so."""
    said = clock()
    while status() != "ready":
        if not alive():
            last = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:])
            raise Trouble(f"The database did not start. The end of {log}:\n{last}")
        if clock() - said >= RECOVERY_WORD_SECONDS:
            said = clock()
            print(
                "The database is still replaying what a crash left; it will be ready when that is done …",
                flush=True,
            )
        sleep(0.02)


def _prepare(server: Server, *, creates_databases: bool) -> None:
    """Make roles and database at the first start; a file tells later starts that it is done."""
    done = server.cluster.folder / "prepared"
    if done.is_file():
        return
    passwords = passwords_of(server.cluster)
    superuser = server.address.url(SUPERUSER, passwords[SUPERUSER], "postgres")
    make_roles(superuser, passwords, creates_databases=creates_databases)
    if creates_databases:  # databases made later are copies of this one
        template = server.address.url(SUPERUSER, passwords[SUPERUSER], "template1")
        allow_application(template, owner=OWNER)
    allow_application(server.urls.owner_url)
    done.write_text(f"{DATABASE}\n", encoding="ascii")


def passwords_of(cluster: Cluster) -> dict[str, str]:
    return dict(json.loads(cluster.passwords.read_text(encoding="utf-8")))


def urls_of(cluster: Cluster, address: Address) -> Urls:
    passwords = passwords_of(cluster)
    return Urls(address.url(OWNER, passwords[OWNER]), address.url(APP, passwords[APP]))


def running(folder: Path) -> Urls | None:
    """Return the addresses of the server that another command runs on `folder`, if there is one."""
    if not (folder / "data" / "PG_VERSION").is_file():
        return None
    cluster = open_cluster(folder)
    locks = Locks(cluster)
    try:
        if taken(locks.guard) or not cluster.address.is_file():
            return None
    finally:
        locks.close()
    where = json.loads(cluster.address.read_text(encoding="utf-8"))
    return urls_of(cluster, Address(where["host"], where["port"]))


@contextlib.contextmanager
def server(home: Home) -> Iterator[Urls]:
    """Give the database of `home`: external, already running, or started for this block."""
    found = Urls.given() or running(home.postgres)
    if found is not None:
        yield found
        return
    started = start(home.make().postgres)
    try:
        yield started.urls
    finally:
        started.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
