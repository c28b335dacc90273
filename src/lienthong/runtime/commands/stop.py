"""`stop`: end what runs here, in order."""

from lienthong.runtime.home import Home
from lienthong.runtime.processes import standing


def run(_arguments: list[str]) -> int:
    home = Home.here()
    print("Ended." if standing.end(home) else f"Nothing runs on {home.root}.")
    return 0
