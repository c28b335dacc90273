"""`demo`: a whole province to try, on this machine, in one command."""

import argparse
import os
import time

from lienthong.runtime import stamps, welcome
from lienthong.runtime.home import Home
from lienthong.runtime.postgres.connection import Urls
from lienthong.runtime.preparing import django, prepare
from lienthong.runtime.processes.children import Listening
from lienthong.runtime.processes.ports import next_free
from lienthong.runtime.standing_up import Timings, stand_up
from lienthong.runtime.trouble import Trouble
from lienthong.runtime.twins import Twins

FIRST_PORT = 8000


def run(arguments: list[str]) -> int:
    options = _options(arguments)
    home = Home.here().make()
    if stamps.read(home).get("installed"):
        raise Trouble(f"{home.root} holds a real installation; the demo world does not go in there.")
    port = next_free("127.0.0.1", options.port)
    if port != options.port:
        print(f"Port {options.port} is taken; using {port}.", flush=True)
    listening = Listening(port=port)
    twins = Twins.on_free_ports(home.root / "twins", web=port)

    def before(urls: Urls, timings: Timings) -> None:
        with timings.step("tables and assets"):
            if prepare(home, urls):
                print("Tables, assets and translations are ready.", flush=True)
        with timings.step("demo world"):
            load_once(home, urls)

    def ready(timings: Timings) -> None:
        print(_welcome(home, listening, timings), flush=True)

    return stand_up(
        home,
        listening,
        before=before,
        ready=ready,
        environment=twins.environment,
        beside=(twins.child,),
        leave_at_once=options.leave_when_ready,
    )


def load_once(home: Home, urls: Urls) -> None:
    this = stamps.of_url(urls.owner_url)
    known = stamps.read(home)
    if known.get("demo") == this:
        return
    if "simulated" in known:
        raise Trouble(
            f"{home.root} holds an unfinished simulated world: go on with ./lienthong simulate {known['simulated']}"
        )
    print("Loading the demo world (once) …", flush=True)
    django(home, urls, "lienthong.web", "load_demo")
    django(home, urls, "lienthong.runtime.welcome", str(home.run / "demo.json"))
    stamps.write(home, demo=this)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./lienthong demo", description=__doc__)
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="first port to try (%(default)s)")
    parser.add_argument(
        "--leave-when-ready", action="store_true", help="end once the web answers, to measure"
    )
    return parser.parse_args(arguments)


def _welcome(home: Home, listening: Listening, timings: Timings) -> str:
    whole = time.time() - float(os.environ.get("LIENTHONG_STARTED", time.time()))
    return "\n".join(
        (
            "",
            f"Liên Thông is ready: {listening.url}",
            "",
            welcome.said(home.run / "demo.json"),
            "",
            f"Started in {whole:.1f} s ({timings}). Data: {home.root}. Ctrl-C ends everything.",
        )
    )
