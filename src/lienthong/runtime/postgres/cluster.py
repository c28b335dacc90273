"""One data folder of PostgreSQL: making it, its version, its locks, and what is left of a dead server."""

import fcntl
import os
import secrets
import subprocess
from dataclasses import dataclass
from pathlib import Path

from lienthong.runtime.account import Account, account_for
from lienthong.runtime.home import write_secret
from lienthong.runtime.postgres.binaries import MAJOR, Binaries, binaries_for
from lienthong.runtime.trouble import Trouble

SUPERUSER = "postgres"
# Nobody gets in without a password, not even over the private socket.
ACCESS = """\
# type  database  user  address       method
local   all       all                 scram-sha-256
host    all       all   127.0.0.1/32  scram-sha-256
host    all       all   ::1/128       scram-sha-256
"""


@dataclass(frozen=True)
class Cluster:
    """The database files below `folder`, the account that owns them and the programs that read them."""

    folder: Path
    account: Account
    binaries: Binaries

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    @property
    def passwords(self) -> Path:
        return self.folder / "passwords.json"

    @property
    def address(self) -> Path:
        """Where the running server listens: written at its start, for commands that join it."""
        return self.folder / "address.json"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def is_made(self) -> bool:
        return (self.data / "PG_VERSION").is_file()


def open_cluster(folder: Path) -> Cluster:
    """Return the cluster in `folder`, made now if there is none, or say plainly why it cannot be used."""
    account = account_for(folder / "data")
    if os.geteuid() != 0 and (folder / "data").is_dir() and (folder / "data").stat().st_uid != os.geteuid():
        raise Trouble(f"The database in {folder} belongs to another user of this machine: become that user.")
    folder.mkdir(mode=0o711 if account.uid is not None else 0o700, exist_ok=True)
    cluster = Cluster(folder, account, binaries_for(account, folder))
    if not account.may_enter(folder):
        raise Trouble(
            f"PostgreSQL refuses to run as root, and the system user “{account.name}” may not pass "
            f"through a folder above {folder}. No permission is widened for it: choose another, for example\n"
            "    LIENTHONG_HOME=/var/lib/lienthong ./lienthong demo"
        )
    if not cluster.is_made():
        _make(cluster)
    check_version(cluster)
    return cluster


def check_version(cluster: Cluster) -> None:
    found = (cluster.data / "PG_VERSION").read_text(encoding="ascii").strip()
    if found != str(MAJOR):
        raise Trouble(
            f"The data in {cluster.data} was written by PostgreSQL {found}; this Liên Thông runs {MAJOR}. "
            "Make a backup with the version that wrote it (./lienthong backup), then restore it with this "
            "one into an empty data folder (./lienthong restore)."
        )


def _make(cluster: Cluster) -> None:
    """Run initdb in a draft beside the place: a machine switched off half-way leaves nothing half-made."""
    draft = cluster.folder / "data.draft"
    subprocess.run(["rm", "-rf", "--", str(draft)], check=True)
    draft.mkdir(mode=0o700)
    cluster.account.own(draft)
    password = secrets.token_urlsafe(32)
    handed = cluster.folder / ".initial"
    handed.unlink(missing_ok=True)
    write_secret(handed, password)
    cluster.account.own(handed)
    command = [
        cluster.binaries["initdb"], "--pgdata", str(draft), "--username", SUPERUSER, "--pwfile", str(handed),
        "--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8",
        "--auth", "scram-sha-256", "--data-checksums",
    ]  # fmt: skip
    made = subprocess.run(command, check=False, capture_output=True, text=True, **cluster.account.popen())
    handed.unlink()
    if made.returncode:
        raise Trouble(
            f"The database could not be made in {draft}:\n{made.stderr.strip() or made.stdout.strip()}"
        )
    (draft / "pg_hba.conf").write_text(ACCESS, encoding="ascii")
    write_secret(cluster.passwords, _json_of(password))
    draft.rename(cluster.data)


def _json_of(superuser_password: str) -> str:
    import json

    owner, app = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    return json.dumps({SUPERUSER: superuser_password, "lienthong_owner": owner, "lienthong_app": app})


class Locks:
    """Two locks of one cluster, let go by the kernel when their holders are gone.

    `guard` is held by the leash alone: somebody looks after the server. `server` is inherited by PostgreSQL
    and all its processes: as long as one of them lives, it is held, whatever a pid file says.
    """

    def __init__(self, cluster: Cluster) -> None:
        self.guard = _open(cluster.folder / "guard.lock")
        self.server = _open(cluster.folder / "server.lock")

    def close(self) -> None:
        os.close(self.guard)
        os.close(self.server)


def _open(file: Path) -> int:
    return os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def taken(descriptor: int) -> bool:
    """Take the lock if it is free."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def recorded_pid(cluster: Cluster) -> int | None:
    try:
        return int(cluster.pid_file.read_text(encoding="ascii", errors="replace").splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def clear_stale_pid(cluster: Cluster) -> None:
    """Remove the pid file of a dead server. With the server lock held, no server of ours lives.

    The pid in it may belong to any process by now, and PostgreSQL would take that for a server. Only a
    process that does serve this folder is respected: somebody started one by hand.
    """
    pid = recorded_pid(cluster)
    if pid is not None and serves(pid, cluster.data):
        raise Trouble(f"A PostgreSQL started by hand (process {pid}) runs on {cluster.data}: end it first.")
    cluster.pid_file.unlink(missing_ok=True)


def serves(pid: int, data: Path) -> bool:
    """Tell whether process `pid` is a PostgreSQL at work in `data`."""
    if Path("/proc/self").is_dir():  # Linux
        try:
            return Path(f"/proc/{pid}/cwd").resolve(strict=True) == data.resolve()
        except OSError:  # no such process, or one of another user, who could not open this folder
            return False
    said = subprocess.run(
        ["/bin/ps", "-p", str(pid), "-o", "comm="], check=False, capture_output=True, text=True
    )
    return Path(said.stdout.strip()).name == "postgres"
