"""The children beside the database: a table, in the order in which they start and end."""

import sys
from dataclasses import dataclass
from pathlib import Path

WEB_WORKERS = 2
WEB_THREADS = 4
JOBS_AT_ONCE = 4


@dataclass(frozen=True)
class Listening:
    """Where the web server answers; `certificate` and `key` for TLS."""

    host: str = "127.0.0.1"
    port: int = 8000
    certificate: Path | None = None
    key: Path | None = None

    @property
    def url(self) -> str:
        name = "localhost" if self.host in {"127.0.0.1", "0.0.0.0", "::"} else self.host  # noqa: S104 - compared
        return f"{'https' if self.certificate else 'http'}://{name}:{self.port}/"


@dataclass(frozen=True)
class Child:
    """One line of the table. The web ends first, so that no act arrives that nobody would sequence."""

    name: str
    command: tuple[str, ...]
    grace: float = 20


def children(listening: Listening) -> tuple[Child, ...]:
    django = (sys.executable, "-m", "lienthong.web")
    return (
        Child("web", _granian(listening)),
        Child(
            "worker",
            (
                *django,
                *("procrastinate", "worker", "--concurrency", str(JOBS_AT_ONCE)),
                *("--shutdown-graceful-timeout", "10", "--delete-jobs", "successful"),
            ),
        ),
        Child("sequencer", (*django, "sequence")),
    )


def _granian(listening: Listening) -> tuple[str, ...]:
    tls = ("--ssl-certificate", str(listening.certificate), "--ssl-keyfile", str(listening.key))
    return (
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *("--host", listening.host, "--port", str(listening.port)),
        *("--workers", str(WEB_WORKERS), "--blocking-threads", str(WEB_THREADS), "--respawn-failed-workers"),
        *("--workers-kill-timeout", "10"),
        *(tls if listening.certificate else ()),
        "lienthong.web.wsgi:application",
    )
