"""A leash: one small process that ends its child when the parent is gone, however the parent went.

The lifeline is standard input, a pipe whose other end the parent holds: the kernel closes it even after kill
-9. Child and leash share a process group, so nothing of the child stays behind. Run as a file, with the
standard library alone, so that it starts at once and can hold what knows no lifelines, like PostgreSQL.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

SWEEP_SECONDS = 0.2


def main() -> None:
    options = _options()
    stopping = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, lambda *_: stopping.set())
    child = _start(options)
    _in_background(_until_parent_is_gone, stopping)
    _in_background(_end_in_order, stopping, child, options.stop.split(","), options.grace)
    code = child.wait()
    sys.stderr.write(f"leash: {options.command[0]} ended with {code}\n")
    sys.stderr.flush()
    _sweep()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--stop", default="SIGTERM", help="signals to end the child with, one after the other"
    )
    parser.add_argument("--grace", type=float, default=20, help="seconds to wait after each of them")
    parser.add_argument("--user", type=int, help="uid that the child runs under")
    parser.add_argument("--group", type=int, help="gid that the child runs under")
    parser.add_argument(
        "--keep", type=int, action="append", default=[], help="descriptors the child inherits"
    )
    parser.add_argument("command", nargs="+")
    return parser.parse_args()


def _start(options: argparse.Namespace) -> "subprocess.Popen[bytes]":
    kept = {"stdin": subprocess.DEVNULL, "pass_fds": options.keep}
    if options.user is not None:
        kept |= {"user": options.user, "group": options.group, "extra_groups": []}
    child = subprocess.Popen(options.command, **kept)
    for (
        descriptor
    ) in options.keep:  # a lock on it then tells whether the child lives, not whether the leash does
        os.close(descriptor)
    return child


def _in_background(function: "Callable[..., None]", *arguments: object) -> None:
    threading.Thread(target=function, args=arguments, daemon=True).start()


def _until_parent_is_gone(stopping: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    stopping.set()


def _end_in_order(
    stopping: threading.Event, child: "subprocess.Popen[bytes]", names: "list[str]", grace: float
) -> None:
    stopping.wait()
    for name in names:
        child.send_signal(signal.Signals[name])
        until = time.monotonic() + grace
        while time.monotonic() < until:
            if child.poll() is not None:
                return
            time.sleep(0.02)
    child.kill()


def _sweep() -> None:
    """End what the child left in the group, and the leash with it."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        os.killpg(0, signal.SIGTERM)
        time.sleep(SWEEP_SECONDS)
        os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
