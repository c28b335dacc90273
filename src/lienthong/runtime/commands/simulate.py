"""`simulate`: a simulated world of any size in this empty data folder; stopped, it goes on where it was.

Scale 1.0 is a province: 1,000,000 cases and 5,000,000 acts from 2011 to 2015. One year is played by everybody in it
through the real actions; all others repeat its whole histories, each time done by other agencies.
"""

import argparse
import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lienthong.runtime import stamps
from lienthong.runtime.home import Home
from lienthong.runtime.postgres import running, server
from lienthong.runtime.postgres.connection import Urls
from lienthong.runtime.preparing import django, prepare
from lienthong.runtime.processes import standing
from lienthong.runtime.trouble import Trouble
from lienthong.web.demo.simulation.terms import BadTerms, Terms

ENDING_S: Final = 60


def run(arguments: list[str]) -> int:
    options = _options(arguments)
    try:
        terms = Terms.read(options.first, options.last, options.scale, options.seed)
    except BadTerms as bad:
        raise Trouble(str(bad)) from None
    home = Home.here().make()
    refuse_others(home, str(terms))
    with standing.sole(home), _quiet(home), server(home) as urls:
        prepare(home, urls)
        stamps.write(home, simulated=str(terms))
        facts = [f"--facts={options.facts}"] if options.facts else []
        simulate(home, urls, [*str(terms).split(), *facts])
    print("The world stands. Look at it with ./lienthong demo; ./lienthong verify goes through its proof.")
    return 0


@contextlib.contextmanager
def _quiet(home: Home) -> Iterator[None]:
    """Wait a while for the database of a command that was killed: it ends by itself, in order."""
    until = time.monotonic() + ENDING_S
    while running(home.postgres) is not None and time.monotonic() < until:
        time.sleep(0.2)
    yield


def refuse_others(home: Home, terms: str) -> None:
    """Refuse a data folder that holds anything but a world of these terms."""
    known = stamps.read(home)
    if known.get("installed"):
        raise Trouble(f"{home.root} holds a real installation; a simulated world does not go in there.")
    if known.get("simulated", terms) != terms:
        raise Trouble(
            f"{home.root} holds another simulated world ({known['simulated']}). "
            "Name an empty folder in LIENTHONG_HOME, or go on with the same terms."
        )
    if known.get("demo") and "simulated" not in known:
        raise Trouble(f"{home.root} holds the demo world. Name an empty folder in LIENTHONG_HOME.")


def simulate(home: Home, urls: Urls, words: list[str]) -> None:
    """Make the world in the database, or what is left to make; then it is a world that `demo` and `serve` run."""
    django(home, urls, "lienthong.web", "simulate", *words)
    django(home, urls, "lienthong.runtime.welcome", str(home.run / "demo.json"))
    stamps.write(home, demo=stamps.of_url(urls.owner_url))


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./lienthong simulate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--from", dest="first", default="2011-01", metavar="YYYY-MM", help="first month (%(default)s)"
    )
    parser.add_argument(
        "--to", dest="last", default="2015-12", metavar="YYYY-MM", help="last month (%(default)s)"
    )
    parser.add_argument(
        "--scale",
        type=float,
        default=1.0,
        help="how large, from 0.0001 to 20, whatever the span; the played year alone is about 0.001 (%(default)s)",
    )
    parser.add_argument(
        "--seed", type=int, default=7, help="the same seed gives the same cases, acts and times (%(default)s)"
    )
    parser.add_argument("--facts", type=Path, help="write what it took as JSON into this file")
    return parser.parse_args(arguments)
