"""The command line behind `./lienthong`: each command is a module with `run(arguments) -> exit code`."""

import importlib
import os
import sys
from collections.abc import Callable, Sequence

from lienthong.runtime.trouble import Trouble

COMMANDS = {
    name: f"lienthong.runtime.commands.{name}"
    for name in (
        "backup",
        "bench",
        "clock",
        "demo",
        "init",
        "lock",
        "manage",
        "psql",
        "restore",
        "serve",
        "simulate",
        "status",
        "stop",
        "test",
        "upgrade",
        "verify",
    )
}


def main(arguments: Sequence[str]) -> int:
    name, *rest = arguments or ["help"]
    if name not in COMMANDS:
        print(f"There is no command “{name}”. There are: {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    run: Callable[[list[str]], int] = importlib.import_module(COMMANDS[name]).run
    try:
        return run(rest)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
