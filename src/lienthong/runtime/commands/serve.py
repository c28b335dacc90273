"""`serve`: run this installation."""

import argparse
import datetime as dt
import os
from pathlib import Path

from lienthong.runtime import stamps
from lienthong.runtime.home import Home
from lienthong.runtime.postgres.connection import Urls
from lienthong.runtime.preparing import prepare
from lienthong.runtime.processes.certificate import self_made
from lienthong.runtime.processes.children import Listening
from lienthong.runtime.processes.ports import next_free
from lienthong.runtime.standing_up import Timings, stand_up
from lienthong.runtime.trouble import Trouble

LOCAL = ("localhost", "127.0.0.1")


def run(arguments: list[str]) -> int:
    options = _options(arguments)
    home = Home.here().make()
    names = (*LOCAL, *options.name)
    port = next_free(options.host, options.port)
    if port != options.port:
        raise Trouble(f"Port {options.port} is taken; {port} is free: choose it with --port {port}.")
    listening = Listening(options.host, port, *_certificate(home, options, names))
    if os.geteuid() == 0:
        print("Running as root: for real work, give it a user of its own.", flush=True)

    def before(urls: Urls, timings: Timings) -> None:
        known = stamps.read(home)
        if not known.get("installed") and not known.get("demo") and Urls.given() is None:
            raise Trouble("There is no installation here yet: make one with ./lienthong init.")
        if known.get("tables", "") not in {"", stamps.of_tables(urls.owner_url)}:
            raise Trouble("The program is newer than the tables: run ./lienthong upgrade first.")
        with timings.step("tables and assets"):
            prepare(home, urls)

    def ready(timings: Timings) -> None:
        print(f"Liên Thông is ready: {listening.url} ({timings}). Ctrl-C ends everything.", flush=True)

    return stand_up(home, listening, before=before, ready=ready, environment=_environment(listening, names))


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./lienthong serve", description=__doc__)
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 for all (%(default)s)"
    )
    parser.add_argument("--port", type=int, default=8000, help="(%(default)s)")
    parser.add_argument(
        "--name", action="append", default=[], help="name under which people reach it; repeatable"
    )
    parser.add_argument(
        "--tls", action="store_true", help="speak TLS, with a certificate made here if none is given"
    )
    parser.add_argument("--certificate", type=Path, help="certificate chain in PEM")
    parser.add_argument("--key", type=Path, help="its key, PKCS #8 in PEM")
    options = parser.parse_args(arguments)
    if bool(options.certificate) != bool(options.key):
        parser.error("--certificate and --key belong together")
    return options


def _certificate(
    home: Home, options: argparse.Namespace, names: tuple[str, ...]
) -> tuple[Path, Path] | tuple[()]:
    if options.certificate:
        for file in (options.certificate, options.key):
            if not file.is_file():
                raise Trouble(f"There is no file {file}.")
        return options.certificate.resolve(), options.key.resolve()
    if not options.tls:
        return ()
    made = self_made(home, names, at=dt.datetime.now(dt.UTC))  # noqa: TID251 - it begins now
    print(
        f"TLS with a certificate made here ({made[0]}): browsers will warn until a real one is given.",
        flush=True,
    )
    return made


def _environment(listening: Listening, names: tuple[str, ...]) -> dict[str, str]:
    tls = listening.certificate is not None
    origins = [f"{'https' if tls else 'http'}://{name}:{listening.port}" for name in names]
    return {
        "LIENTHONG_HOSTS": ",".join((*names, "[::1]")),
        "LIENTHONG_ORIGINS": ",".join(origins),
        "LIENTHONG_TLS": "1" if tls else "",
    }
