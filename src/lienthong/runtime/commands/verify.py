"""`verify [--against FILE]`: the record against its proof; names the first act that differs."""

from lienthong.runtime import stamps
from lienthong.runtime.home import Home
from lienthong.runtime.postgres import server
from lienthong.runtime.preparing import manage


def run(arguments: list[str]) -> int:
    home = Home.here().make()
    stamps.refuse_nothing(home)
    with server(home) as urls:
        return manage(home, urls, ["verify_ledger", *arguments])
