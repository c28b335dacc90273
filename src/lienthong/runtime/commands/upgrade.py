"""`upgrade`: backup, migrate, load the tables of powers, check; after the program was brought up to date."""

from lienthong.runtime import stamps
from lienthong.runtime.commands.backup import back_up
from lienthong.runtime.home import Home
from lienthong.runtime.postgres import server
from lienthong.runtime.preparing import manage, prepare
from lienthong.runtime.processes import standing
from lienthong.runtime.trouble import Trouble

CHECKS = (["load_powers"], ["check", "--database", "default"], ["migrate", "--check"], ["verify_ledger"])


def run(_arguments: list[str]) -> int:
    home = Home.here().make()
    stamps.refuse_nothing(home)
    with standing.sole(home), server(home) as urls:
        archive = back_up(home, urls)
        prepare(home, urls)
        for check in CHECKS:
            if manage(home, urls, check, as_owner=True):
                raise Trouble(f"“{' '.join(check)}” failed. The state before is in {archive}.")
    print("Upgraded and checked.")
    return 0
