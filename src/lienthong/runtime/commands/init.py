"""`init`: a real installation: unit, first administrator, keys, calendar of the year; no demo accounts."""

import argparse
import getpass
import secrets
import sys

from lienthong.runtime import stamps
from lienthong.runtime.home import Home
from lienthong.runtime.postgres import server
from lienthong.runtime.preparing import django, prepare
from lienthong.runtime.trouble import Trouble


def run(arguments: list[str]) -> int:
    options = _options(arguments)
    home = Home.here().make()
    known = stamps.read(home)
    if not {"demo", "simulated", "installed"}.isdisjoint(known):
        raise Trouble(
            f"{home.root} already holds {'an installation' if known.get('installed') else 'a simulated world'}."
        )
    answers = {name: getattr(options, name) or _ask(question) for name, question in QUESTIONS.items()}
    password, made_here = _password(options)
    with server(home) as urls:
        prepare(home, urls)
        words = [f"--{name.replace('_', '-')}={answer}" for name, answer in answers.items()]
        django(home, urls, "lienthong.web", "init_installation", *words, stdin=password + "\n")
        stamps.write(home, installed=stamps.of_url(urls.owner_url))
    if made_here:
        print(f"The password of {answers['admin_username']}, shown this once: {password}")
    print("The installation is made. Run it with ./lienthong serve (--tls).")
    return 0


QUESTIONS = {
    "unit": "Full name of the unit (for example Ủy ban nhân dân tỉnh …): ",
    "admin_name": "Full name of the first administrator: ",
    "admin_username": "Name to sign in with: ",
}


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./lienthong init", description=__doc__)
    parser.add_argument("--unit")
    parser.add_argument("--admin-name")
    parser.add_argument("--admin-username")
    parser.add_argument(
        "--password-stdin", action="store_true", help="read the password from the first line of input"
    )
    parser.add_argument("--password-generated", action="store_true", help="make one and show it once")
    return parser.parse_args(arguments)


def _ask(question: str) -> str:
    if not sys.stdin.isatty():
        raise Trouble("Without a terminal, say --unit, --admin-name and --admin-username.")
    answer = ""
    while not answer:
        answer = input(question).strip()
    return answer


def _password(options: argparse.Namespace) -> tuple[str, bool]:
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\n"), False
    if options.password_generated or not sys.stdin.isatty():
        return secrets.token_urlsafe(12), True
    while True:
        typed = getpass.getpass("Password (nothing: one is made): ")
        if not typed:
            return secrets.token_urlsafe(12), True
        if typed == getpass.getpass("Once more: "):
            return typed, False
        print("These two differ.")
