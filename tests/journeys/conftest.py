"""A whole installation for the journeys: the demo world on a server of its own, web, worker and sequencer."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lienthong.access.twins.granting import CLIENT, SECRET
from lienthong.runtime.home import CHECKOUT
from lienthong.runtime.postgres.throwaway import throwaway
from lienthong.web.demo.accounts import PASSWORD
from tests.journeys.world import GIVEN, data, database, environment_of, loaded

AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (360, 1440)
# Rules of axe that speak about WCAG 2.2 A and AA; best practices are looked at by people.
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],  # what is well is not listed element by element
}


opened: dict[str, Any] = {}
at_the_end = contextlib.ExitStack()


@dataclass(frozen=True)
class Site:
    url: str
    environment: dict[str, str]
    owner_url: str

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("lienthong.web", *words)

    def run(self, module: str, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", module, *words],
            env=self.environment,
            cwd=CHECKOUT,
            text=True,
            capture_output=True,
            check=False,
        )


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the loaded world, one for all processes that run journeys."""
    base = tmp_path_factory.getbasetemp()
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return loaded(Path(os.environ.get(GIVEN) or common / "world"))


@pytest.fixture(scope="session")
def site(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with a_site(world, tmp_path_factory.mktemp("site") / "home") as running:
        yield running


@contextlib.contextmanager
def a_site(world: Path, home: Path) -> Iterator[Site]:
    """Serve a copy of the demo world; most journeys share one, who moves its clock takes a site of its own."""
    with contextlib.ExitStack() as stack:
        shutil.copytree(data(world), home)
        urls = stack.enter_context(throwaway(like=database(world)))
        port, provider = _free_port(), f"127.0.0.1:{_free_port()}"
        environment = environment_of(home, urls) | {
            "LIENTHONG_IDENTITY": f"http://{provider}",
            "LIENTHONG_IDENTITY_CLIENT": CLIENT,
            "LIENTHONG_IDENTITY_SECRET": SECRET,
            "LIENTHONG_IDENTITY_SIMULATED": "1",
        }
        environment.pop("LIENTHONG_ROLE", None)
        running = Site(f"http://127.0.0.1:{port}", environment, urls.owner_url)
        for command in _children(port, provider):
            stack.enter_context(_running(command, environment))
        _wait(running.url)
        yield running


@pytest.fixture
def browser() -> Any:
    """The browser of all journeys in a row."""
    if "browser" not in opened:
        from playwright.sync_api import sync_playwright

        playwright = at_the_end.enter_context(sync_playwright())
        opened["browser"] = playwright.chromium.launch(
            executable_path=os.environ.get("LIENTHONG_CHROMIUM", "/usr/bin/chromium"),
            args=[
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-sync",
            ],
        )
    return opened["browser"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Iterator[None]:
    """Close the browser after the last journey in a row: no test of the database runs beside its event loop."""
    try:
        yield
    finally:
        if nextitem is None or nextitem.path.parent != Path(__file__).parent:
            opened.clear()
            at_the_end.close()


@pytest.fixture
def signed_in(site: Site, browser: Any) -> Iterator[Any]:
    """Open a browser of its own for an account: `page = signed_in("chutich")`."""
    contexts = []

    def open_for(username: str, width: int = 1440, *, through: bool = True) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=site.url)
        contexts.append(context)
        page = context.new_page()
        sign_in(page, username, through=through)
        return page

    yield open_for
    for context in contexts:
        context.close()


def sign_in(page: Any, username: str, *, through: bool = True) -> None:
    """Sign in by password; `through` the second step as well, where the account has one."""
    page.goto("/dang-nhap/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button.btn-primary")
    page.wait_for_load_state()
    if not through:
        return
    pass_second_step(page)
    assert "/dang-nhap/" not in page.url, page.inner_text("main")


def sign_in_elsewhere(page: Any, sub: str, *, spoilt: str = "") -> None:
    """Sign in as somebody of the identity provider's twin, from the page that leads there."""
    page.click("main button:has-text('VNeID')")
    page.check(f"#sub-{sub}")
    if spoilt:
        page.click("summary")
        page.select_option("#spoilt", spoilt)
    page.click("button.primary")
    page.click("button.primary")
    page.wait_for_url("**/*")


def pass_second_step(page: Any) -> None:
    """Show the second factor where one is asked for: a simulated world has the code on the page."""
    for _try in range(8):
        if "/buoc-hai/" not in page.url:
            return
        shown = page.locator("[data-simulated-code]")
        if not shown.count():  # both codes of this moment were used
            page.wait_for_timeout(5_000)
            page.reload()
            continue
        page.fill("[name=code]", shown.inner_text())
        page.click("main form.sheet .form-actions button")
        page.wait_for_load_state()


def open_afresh(page: Any, address: str) -> None:
    """Open a form without the draft that an earlier test of this account may have left."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if page.locator(".draft.restored button").count():
        page.click(".draft.restored button")
        page.wait_for_load_state("networkidle")


def axe(page: Any) -> list[str]:
    """Return what axe finds on the page, one line each."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{violation['id']}: {node['target']} {' '.join(node['html'].split())[:120]}"
        for violation in found["violations"]
        for node in violation["nodes"][:3]
    ]


def _children(port: int, provider: str) -> list[list[str]]:
    python = [sys.executable, "-m"]
    web = ["granian", "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1", "--port", str(port)]
    return [
        [*python, *web, "--workers", "2", "--blocking-threads", "4", "lienthong.web.wsgi:application"],
        [*python, "lienthong.access.twins.identity", provider, f"http://127.0.0.1:{port}/dang-nhap/tro-ve/"],
        [*python, "lienthong.web", "sequence"],
        [*python, "lienthong.web", "procrastinate", "worker", "--concurrency", "1"],
    ]


@contextlib.contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    named = f"{command[2].rsplit('.', 1)[-1]}-{command[-1][-8:]}".replace("/", "")
    log = Path(environment["LIENTHONG_HOME"]) / f"{named}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, env=environment, cwd=CHECKOUT, stdout=out, stderr=out, stdin=subprocess.DEVNULL
        )
        try:
            yield
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
            process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str) -> None:
    for _attempt in range(240):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{url}/dang-nhap/", timeout=5).read()  # noqa: S310 - our own server
            return
        time.sleep(0.25)
    raise TimeoutError(url)
