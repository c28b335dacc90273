"""Starting a program so that it ends with us: on a leash, in a process group of its own, writing to a log."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lienthong.runtime.account import Account

LEASH = Path(__file__).with_name("leash.py")
AS_WE_ARE = Account()


@dataclass
class Leashed:
    """A program on its leash. Closing the lifeline ends it, and so does our own end."""

    leash: "subprocess.Popen[bytes]"
    lifeline: int

    def alive(self) -> bool:
        return self.leash.poll() is None

    def let_go(self) -> None:
        """Ask it to end, and do not wait."""
        if self.lifeline >= 0:
            os.close(self.lifeline)
            self.lifeline = -1

    def stop(self) -> None:
        """End it in order and clear away what a leash that was itself killed could not."""
        self.let_go()
        self.leash.wait()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.leash.pid, signal.SIGKILL)


def put_on_leash(
    command: Sequence[str],
    *,
    log: Path,
    stop: str = "SIGTERM",
    grace: float = 20,
    environment: dict[str, str] | None = None,
    account: Account = AS_WE_ARE,
    held: Sequence[int] = (),
    inherited: Sequence[int] = (),
) -> Leashed:
    """Start `command`.

    Args:
        command: the program and its arguments.
        log: file that its output is added to.
        stop: signals that end it, one after the other, with commas.
        grace: seconds to wait after each of them.
        environment: its environment, ours if none.
        account: the system user it runs under.
        held: descriptors (of locks) that live as long as the leash.
        inherited: descriptors that live as long as the program and its children.
    """
    leash = [*_leash(account, inherited), "--stop", stop, "--grace", str(grace)]
    their_end, lifeline = os.pipe()
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*leash, "--", *command],
            stdin=their_end,
            stdout=output,
            stderr=output,
            env=environment,
            pass_fds=(*held, *inherited),
            start_new_session=True,
            cwd="/" if account.uid is not None else None,
        )
    os.close(their_end)
    return Leashed(process, lifeline)


def _leash(account: Account, inherited: Sequence[int]) -> list[str]:
    words = [sys.executable, "-I", "-S", str(LEASH)]
    words += [word for descriptor in inherited for word in ("--keep", str(descriptor))]
    if account.uid is not None:
        words += ["--user", str(account.uid), "--group", str(account.gid)]
    return words
