"""`test`: everything that has to hold: style, types, storeys, templates, messages, migrations, then the tests."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from lienthong.runtime.home import CHECKOUT, Home
from lienthong.runtime.preparing import compile_translations

JOURNEYS = "tests/journeys"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def run(arguments: list[str]) -> int:
    compile_translations()
    environment = _environment()
    failed = [name for name, command in checks() if not _passes(name, command, environment)]
    browser = chromium()
    print(_about_browser(browser), flush=True)
    if failed:
        print(f"Before the tests, these failed: {', '.join(failed)}.", flush=True)
    environment |= {"LIENTHONG_CHROMIUM": browser} if browser else {}
    del environment["DJANGO_SETTINGS_MODULE"]  # the tests' own conftest sets it, once their server stands
    with tempfile.TemporaryDirectory(prefix="pytest-", dir=_scratch()) as folder:
        codes = _side_by_side(parts(browser, arguments), Path(folder), environment)
    return next(filter(None, codes), 0) or bool(failed)


def parts(browser: str | None, arguments: Sequence[str]) -> list[list[str]]:
    """Return what pytest is asked, part by part: the journeys beside all others, each with a server of its own.

    Who asks for something of their own gets it in one.
    """
    if not browser:
        return [["-m", "not browser", *arguments]]
    return [[*arguments]] if arguments else [["--ignore", JOURNEYS], [JOURNEYS]]


def _side_by_side(parts: Sequence[list[str]], folder: Path, environment: dict[str, str]) -> list[int]:
    """Run all parts at once and return how each ended; the first is seen as it goes, the others at their end."""
    with contextlib.ExitStack() as stack:
        running = []
        for number, part in enumerate(parts):
            command = [sys.executable, "-m", "pytest", f"--basetemp={folder}/run-{number}", *part]
            out = stack.enter_context((folder / f"out-{number}").open("wb")) if number else None
            child = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=out, stderr=out)
            running.append(stack.enter_context(child))
        codes = [child.wait() for child in running]
    for number in range(1, len(parts)):
        print((folder / f"out-{number}").read_text(errors="replace"), flush=True)
    return codes


def _scratch() -> Path:
    scratch = Home.here().make().root / "tmp"
    scratch.mkdir(mode=0o711, exist_ok=True)
    return scratch


def checks() -> Sequence[tuple[str, list[str]]]:
    """Return name and command of each check, the quickest first."""
    ruff, imports = (str(Path(sys.executable).with_name(name)) for name in ("ruff", "lint-imports"))
    python = [sys.executable, "-m"]
    return (
        ("ruff", [ruff, "check", "--quiet", "."]),
        ("format", [ruff, "format", "--check", "--quiet", "."]),
        ("storeys", [imports, "--no-cache"]),
        ("templates", [*python, "lienthong.runtime.linting.templates"]),
        ("messages", [*python, "lienthong.runtime.linting.messages"]),
        (
            "migrations",
            [sys.executable, "-W", "ignore", "-m", "lienthong.web", "makemigrations", "--check", "--dry-run"],
        ),
        ("types", [*python, "mypy", "src/lienthong"]),
    )


def _passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    began = time.monotonic()
    ended = subprocess.run(
        command,
        check=False,
        cwd=CHECKOUT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    verdict = "ok" if ended.returncode == 0 else "FAILED"
    print(f"{name:<12} {verdict:<7} {time.monotonic() - began:5.1f} s", flush=True)
    if ended.returncode:
        print(ended.stdout, flush=True)
    return ended.returncode == 0


def chromium() -> str | None:
    """Return the machine's Chromium, by LIENTHONG_CHROMIUM or by name."""
    given = os.environ.get("LIENTHONG_CHROMIUM")
    return given or next(filter(None, map(shutil.which, BROWSERS)), None)


def _about_browser(browser: str | None) -> str:
    if browser:
        return f"Browser journeys run in {browser}."
    return "There is no Chromium here: the browser journeys are NOT run (Debian: apt install chromium)."


def _environment() -> dict[str, str]:
    """Return an environment in which the tests make a database and a data folder of their own."""
    ours = {"DATABASE_URL", "DATABASE_OWNER_URL", "LIENTHONG_ROLE", "LIENTHONG_STARTED"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "lienthong.web.settings",
        "LIENTHONG_ROLE": "owner",  # without a pool, which would wait for a database that checks do not need
        "LIENTHONG_HOME": str(Home.here().root),
    }
