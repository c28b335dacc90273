"""`status`: what is running here."""

from lienthong.runtime import stamps
from lienthong.runtime.home import Home
from lienthong.runtime.postgres import running
from lienthong.runtime.postgres.connection import Urls
from lienthong.runtime.processes import standing
from lienthong.runtime.processes.ports import answers


def run(_arguments: list[str]) -> int:
    home = Home.here()
    kind = _kind(home)
    if not standing.is_taken(home):
        print(f"{home.root}: {kind}, not running.")
        return 3
    facts = standing.said(home)
    url = str(facts.get("url", ""))
    print(f"{home.root}: {kind}, running (process {facts.get('pid')}).")
    print(f"  web        {url} {'answers' if url and answers(url) else 'does not answer'}")
    print(f"  database   {_database(home)}")
    for child in facts.get("children", []):
        print(f"  {child['name']:<10} process {child['pid']}, started again {child['restarts']} times")
    return 0


def _kind(home: Home) -> str:
    known = stamps.read(home)
    if known.get("installed"):
        return "installation"
    if known.get("demo"):
        return "simulated world" if known.get("simulated") else "demo world"
    return "unfinished simulated world" if known.get("simulated") else "nothing installed"


def _database(home: Home) -> str:
    if Urls.given():
        return "external"
    return "embedded, running" if running(home.postgres) else "embedded, not running"
