"""`clock [--to MOMENT]`: what time it is here; a simulated installation's clock can be moved on, never back."""

from lienthong.runtime import stamps
from lienthong.runtime.home import Home
from lienthong.runtime.postgres import server
from lienthong.runtime.preparing import manage


def run(arguments: list[str]) -> int:
    home = Home.here().make()
    stamps.refuse_nothing(home)
    with server(home) as urls:
        return manage(home, urls, ["clock", *arguments])
