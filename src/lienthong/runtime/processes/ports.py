"""Finding a free port, and waiting until somebody answers on it."""

import contextlib
import http.client
import socket
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from lienthong.runtime.trouble import Trouble

TRIED = 20


def next_free(host: str, port: int) -> int:
    """Return `port`, or the next one that nobody listens on."""
    for candidate in range(port, port + TRIED):
        if _is_free(host, candidate):
            return candidate
    raise Trouble(f"Ports {port} to {port + TRIED - 1} are all taken; choose another with --port.")


def free_ports(host: str, count: int) -> list[int]:
    """Return ports that nobody listens on, chosen by the system; each is another."""
    with contextlib.ExitStack() as probes:
        opened = [probes.enter_context(socket.socket()) for _ in range(count)]
        for probe in opened:
            probe.bind((host, 0))
        return [int(probe.getsockname()[1]) for probe in opened]


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as refused:
            raise Trouble(
                f"Port {port} is for root alone on this machine; choose one above 1024."
            ) from refused
        except OSError:
            return False
    return True


def wait_for_answer(url: str, alive: Callable[[], bool], log: Path, *, seconds: float = 120) -> None:
    """Wait until something answers at `url`, whatever it says, as long as `alive`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and alive():
        if answers(url):
            return
        time.sleep(0.05)
    last = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:])
    raise Trouble(f"The web server does not answer. The end of {log}:\n{last}")


def answers(url: str) -> bool:
    """Tell whether a web server gives an answer at `url`, whatever it says."""
    parts = urlsplit(url)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port or 80)
    with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
        connection.request("HEAD", parts.path)
        connection.getresponse()
        return True
    return False


def _connection(scheme: str, host: str, port: int) -> http.client.HTTPConnection:
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=5)
    trusting = ssl.create_default_context()
    trusting.check_hostname = False  # only asks whether the server is up, over this machine's own loopback
    trusting.verify_mode = ssl.CERT_NONE
    return http.client.HTTPSConnection(host, port, timeout=5, context=trusting)
