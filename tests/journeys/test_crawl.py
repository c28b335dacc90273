"""Every page, as each role: reached by its links, answered, and clean for axe on a phone and on a desk."""

import contextlib
import http.cookiejar
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.urls import Resolver404, URLResolver, get_resolver, resolve

from lienthong.web.demo.accounts import PASSWORD, demo_accounts
from tests.journeys.conftest import WIDTHS, axe

pytestmark = pytest.mark.browser
CITIZEN = "vneid-2b90de"
ROLES = ["", CITIZEN, *(account.username for account in demo_accounts())]
PER_ROUTE = {"tasks:task": 2}  # so many pages of a route for each role; of others one
AT_ONCE = 4
BETWEEN = 768  # what axe looks for does not change between phone and desk, what fits does
# Not reached by a link that a reader follows, with the reason.
NOT_BY_LINKS = {
    "set_language": "a form",
    "account_logout": "a form",
    "access:leave": "a form",
    "access:arrive": "where the identity provider sends browsers back to",
    "access:link": "a form",
    "access:unlink": "a form",
    "access:post": "a form, for those who hold several posts",
    "access:passkey_sign_in": "asked by the page's script",
    "access:end_device": "a form",
    "access:end_other_devices": "a form",
    "access:step_up": "where a power asks for a second factor that was not shown lately",
    "access:rename_factor": "for a passkey; nobody has one here, test_passkey makes one",
    "access:clear_factors": "for somebody else's second factors; here only the administrator has one",
    "access:open": "a form, for a person without an account; everybody has one here",
    "access:reset": "a form",
    "casework:confirm": "a form",
    "access:invite": "a form",
    "access:invitation": "a link in a letter",
    "access:export": "a form",
    "access:dry_run": "made by a file that was sent",
    "directory:catalogue_dry_run": "made by a file that was sent",
    "directory:arrange_steps": "a form",
    "directory:schedule_plan": "a form",
    "directory:unschedule_plan": "a form",
    "directory:carry_out_plan": "a form",
    "directory:minutes": "of a plan that was carried out; test_two_tiers opens them",
    "directory:all_minutes": "of a plan that was carried out; test_two_tiers opens them",
    "casework:taken_over": "of a unit that passed into another; test_two_tiers opens it",
    "casework:to_hand_on": "of a unit that was split; test_two_tiers opens it",
    "casework:hand_on": "of a unit that was split; test_two_tiers opens it",
    "measures:acts": "behind the rows of the third figure; the crawl opens those of two",
    "notices:read_all": "a form",
    "notices:open": "a notice made after the play, by an act of today",
    "plans:give": "every item of this plan has been given",
    "tasks:answer": "a proposal that waits; seen by who decides",
    "ui:save_view": "a form",
    "ui:delete_view": "a form",
    "ui:draft": "asked by the page's script",
    "ui:upload": "asked by the page's script",
    "ui:discard_upload": "asked by the page's script",
    "access:minutes": "made by a hand-over",
    "ui:work": "made by a large export",
    "ui:work_file": "made by a large export",
}
# Bytes, nothing for axe to look at.
NOT_PAGES = {
    "ballots:file",
    "directory:export_steps",
    "tasks:file",
    "casework:picture",
    "plans:figure_file",
    "infrastructure:file",
    "directory:catalogue_export",
}
LINK = re.compile(r'href="([^"#]+)')


class Reader:
    """Somebody who follows links, without a browser."""

    def __init__(self, site, username):
        self.site = site
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.found = defaultdict(list)
        if username == CITIZEN:
            self.come_from_elsewhere(username)
        elif username:
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)', self.get("/dang-nhap/")[1])[1]
            form = {"login": username, "password": PASSWORD, "csrfmiddlewaretoken": token}
            with self.opener.open(f"{site.url}/dang-nhap/", urllib.parse.urlencode(form).encode()) as answer:
                self.pass_second_step(answer.url, answer.read().decode())

    def pass_second_step(self, url, text):
        """Enter the code that a simulated world shows where an account has a second factor."""
        if "/buoc-hai/" not in url:
            return
        self.found["access:second_step"].append(urllib.parse.urlsplit(url).path)
        for _try in range(8):
            if code := re.search(r"data-simulated-code>(\d{6})<", text):
                break
            time.sleep(5)  # the codes of this moment were used; there is another within half a minute
            text = self.get(urllib.parse.urlsplit(url).path)[1]
        assert code, text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)', text)[1]
        form = urllib.parse.urlencode({"code": code[1], "csrfmiddlewaretoken": token})
        self.opener.open(url, form.encode()).close()

    def come_from_elsewhere(self, sub):
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)', self.get("/dang-nhap/")[1])[1]
        page, there = self.sent(f"{self.site.url}/dang-nhap/dinh-danh/", {"csrfmiddlewaretoken": token})
        key = re.search(r'name="request" value="([^"]+)', page)[1]
        provider = urllib.parse.urljoin(there, "/")
        self.sent(f"{provider}consent", {"request": key, "sub": sub, "level": "2", "answer": "yes"})

    def sent(self, url, form):
        with self.opener.open(url, urllib.parse.urlencode(form).encode()) as answer:
            return answer.read().decode(), answer.url

    def get(self, path):
        request = urllib.request.Request(f"{self.site.url}{path}", headers={"Referer": self.site.url})  # noqa: S310
        try:
            with self.opener.open(request, timeout=60) as answer:
                kind = answer.headers.get_content_type()
                return answer.status, answer.read().decode() if kind == "text/html" else "", answer.url
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode(errors="replace"), path

    def cookies(self):
        return [{"name": one.name, "value": one.value, "url": self.site.url} for one in self.jar]


@pytest.fixture(scope="module")
def readers(site):
    """A reader for each role who has followed the links: `found` holds the addresses of each route."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(ROLES, pool.map(lambda role: crawled(Reader(site, role)), ROLES), strict=True))


def crawled(reader):
    seen, waiting, found = set(), ["/"], reader.found
    while waiting:
        path = waiting.pop(0)
        name = route_of(path)
        if name is None or path in seen or len(found[name]) >= PER_ROUTE.get(name, 1):
            continue
        seen.add(path)
        status, text, url = reader.get(path)
        assert status == 200, (path, status, text[:2000])
        landed = urllib.parse.urlsplit(url).path if url.startswith("http") else path
        found[name].append(path)
        if route_of(landed) not in {None, name}:
            found[route_of(landed)].append(landed)
        waiting += [urllib.parse.urljoin(path, link.replace("&amp;", "&")) for link in LINK.findall(text)]
    return reader


def route_of(path):
    if not path.startswith("/") or path.startswith(("/static/", "/api/")) or "export=" in path:
        return None
    try:
        return resolve(urllib.parse.urlsplit(path).path).view_name
    except Resolver404:
        return None


def named_routes(resolver, before=""):
    """Yield the full name of every page; the API's operations are not pages."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "api":
                yield from named_routes(
                    pattern, f"{before}{pattern.namespace}:" if pattern.namespace else before
                )
        else:
            yield f"{before}{pattern.name}"


def test_every_route_is_reached_by_somebody(readers):
    known = set(named_routes(get_resolver()))
    by_links = {name for reader in readers.values() for name, paths in reader.found.items() if paths}

    assert known - by_links - set(NOT_BY_LINKS) == set()


def test_every_page_is_clean_for_axe(readers, browser):
    checked, wrong = set(NOT_PAGES), {}
    for role, reader in readers.items():
        shown = {name: paths[0] for name, paths in reader.found.items() if paths and name not in checked}
        checked |= shown.keys()
        with window(browser, reader) as page:
            for path in shown.values():
                page.goto(path)
                for width in (*WIDTHS, BETWEEN):
                    page.set_viewport_size({"width": width, "height": 900})
                    looked_at = axe(page) if width in WIDTHS else []
                    if lines := [*looked_at, *too_wide(page)]:
                        wrong[f"{role} {path} {width}"] = lines
    assert wrong == {}


@contextlib.contextmanager
def window(browser, reader):
    """Open a browser's page for a reader who is signed in already."""
    context = browser.new_context(base_url=reader.site.url)
    context.add_cookies(reader.cookies())
    try:
        yield context.new_page()
    finally:
        context.close()


def too_wide(page):
    fits = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    return [] if fits else ["wider than the screen"]
