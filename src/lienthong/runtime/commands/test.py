"""`test`: everything that has to hold: style, types, storeys, templates, messages, migrations, then the tests."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lienthong.runtime.home import CHECKOUT, Home
from lienthong.runtime.preparing import compile_translations

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# As many processes as there are processors, each with a database of its own; conftest.py says what stays together.
ALL_TOGETHER = ("--numprocesses", "auto", "--dist", "loadgroup", "--no-loadscope-reorder")
WORLD = "LIENTHONG_LOADED_WORLD"


def run(arguments: list[str]) -> int:
    compile_translations()
    environment, browser = _environment(), chromium()
    with tempfile.TemporaryDirectory(prefix="pytest-", dir=_scratch()) as folder:
        before = checks()
        if browser and not arguments:
            environment[WORLD] = f"{folder}/world"
            before = (*before, ("world", [sys.executable, "-m", "tests.journeys.world", environment[WORLD]]))
        failed = _two_at_once(before, environment)
        print(_about_browser(browser), flush=True)
        if failed:
            print(f"Before the tests, these failed: {', '.join(failed)}.", flush=True)
        environment |= {"LIENTHONG_CHROMIUM": browser} if browser else {}
        del environment["DJANGO_SETTINGS_MODULE"]  # the tests' own conftest sets it, once their server stands
        command = [sys.executable, "-m", "pytest", f"--basetemp={folder}/run", *asked(browser, arguments)]
        code = subprocess.run(command, check=False, cwd=CHECKOUT, env=environment).returncode
    return code or bool(failed)


def asked(browser: str | None, arguments: Sequence[str]) -> list[str]:
    """Return what pytest is asked: everything on all processors; who asks for something of their own gets just that."""
    journeys = () if browser else ("-m", "not browser")
    return [*journeys, *(arguments or ALL_TOGETHER)]


def _two_at_once(checks: Sequence[tuple[str, list[str]]], environment: dict[str, str]) -> list[str]:
    """Return the names of those that fail; the longest are begun first."""
    with ThreadPoolExecutor(2) as pool:
        passed = {
            name: pool.submit(_passes, name, command, environment) for name, command in reversed(checks)
        }
        return [name for name, ok in passed.items() if not ok.result()]


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
