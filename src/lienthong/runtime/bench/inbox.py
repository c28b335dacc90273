"""`bench inbox`: lists of officials through HTTP, in a simulated world of 1,000,000 cases.

The inbox and the list of all work that an official may see: first page, 500th page, search by number and by words.
An ordinary official, one who sees little and one who sees nearly all: what is quick for one may be slow for another.
One web process, one client; pages are asked by turns, so that what disturbs one disturbs the other.
"""

import http.client
import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from html import unescape
from statistics import median, quantiles
from time import perf_counter
from typing import Final
from urllib.parse import quote

from lienthong.runtime.bench.figure import Figure
from lienthong.runtime.bench.serving import HOST, client_of, cpu_ms, postmaster, session_of, statements, web
from lienthong.runtime.bench.world import large_world

SCALE: Final = 1.0
OFFICIAL: Final = "cv2.stttt.cntt"  # a specialist of a department that leads work and follows that of others
OTHERS: Final = {
    "little": "xa.muine",  # a commune: one case in seventy
    "nearly_all": "pvpvx.vpub",  # the office of the provincial committee: five in six
}
ALL_WORK: Final = "/nhiem-vu/"
INBOX: Final = "/viec-cua-toi/"
FOLLOWED: Final = "/viec-cua-toi/da-giao/"
DEEP: Final = 500
ASKED: Final = 40
WARM_UP: Final = 5
WORDS: Final = (
    "chữ ký số",
    "đường truyền mạng diện rộng",
    "bưu điện văn hóa",
    "dự toán kinh phí",
    "báo",
    "xyz",
)
_NEXT: Final = re.compile(r'href="\?([^"]*\bpage=[^"]+)"[^>]*rel="next"|rel="next"[^>]*href="\?([^"]*)"')


@dataclass
class Times:
    """How long each answer took, in milliseconds, and the CPU of the web and the database for all of them."""

    each: list[float] = field(default_factory=list)
    cpu: float = 0

    @property
    def p95(self) -> float:
        return quantiles(self.each, n=20)[18]

    @property
    def middle(self) -> float:
        return median(self.each)


@dataclass
class Reader:
    """An official's browser: one connection, one session."""

    username: str
    connection: http.client.HTTPConnection
    cookies: str
    roots: Sequence[int]

    def ask(self, address: str) -> str:
        self.connection.request("GET", address, headers={"Cookie": self.cookies})
        answer = self.connection.getresponse()
        page = answer.read().decode()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{address}: {answer.status}")
        return page

    def times(self, groups: Sequence[Sequence[str]], rounds: int = ASKED) -> list[Times]:
        """Ask for one address of each group after the other, round after round."""
        found = [Times() for _ in groups]
        for number in range(-WARM_UP, rounds):
            for addresses, times in zip(groups, found, strict=True):
                cpu, began = cpu_ms(self.roots), perf_counter()
                self.ask(addresses[number % len(addresses)])
                if number >= 0:
                    times.each.append((perf_counter() - began) * 1000)
                    times.cpu += (cpu_ms(self.roots) - cpu) / rounds
        return found

    def page_after(self, address: str, pages: int) -> str:
        """Return the address so many pages on, or of the last there is."""
        for _ in range(pages):
            found = _NEXT.search(self.ask(address))
            if not found:
                break
            address = f"{address.partition('?')[0]}?{unescape(found[1] or found[2])}"
        return address


def figures(runs: int, scale: float = SCALE) -> list[Figure]:
    """Measure; `runs` times forty rounds."""
    with large_world(scale) as world:
        rows = f"{world.cases} cases, {world.acts} acts"
        said = f"{rows}; one web process, one client, {runs * ASKED} times"
        with reader(OFFICIAL) as official:
            of_all = all_work(official, runs, said)
            inbox, followed = official.times([[INBOX], [FOLLOWED]], runs * ASKED)
        of_others = []
        for prefix, username in OTHERS.items():
            with reader(username) as other:
                of_others += all_work(other, runs, said, f"{prefix}_")
        in_inbox = len(_statements(OFFICIAL, INBOX))
    return [
        *of_all,
        _ms("inbox_p95_ms", inbox, 60, f"the inbox of the same, {in_inbox} statements"),
        _ms("followed_p95_ms", followed, 60, "what the agency has given and follows, open"),
        *of_others,
        Figure("rows", world.cases, "rows", "higher", None, 1, rows),
    ]


def all_work(official: Reader, runs: int, said: str, prefix: str = "") -> list[Figure]:
    """Measure the list of all work that one official may see: by turns, its pages and what is searched in it."""
    deep = official.page_after(ALL_WORK, DEEP - 1)
    numbers = [f"{ALL_WORK}?q={quote(number)}" for number in numbers_for(official.username)]
    words = [f"{ALL_WORK}?q={quote(words)}" for words in WORDS]
    first, later, number, by_words = official.times([[ALL_WORK], [deep], numbers, words], runs * ASKED)
    asked = {address: len(_statements(official.username, address)) for address in (ALL_WORK, deep)}
    searched = [len(_statements(official.username, address)) for address in (*numbers, *words)]
    return [
        _ms(f"{prefix}first_page_p95_ms", first, 60, f"all work that {official.username} may see; {said}"),
        _ms(f"{prefix}deep_page_p95_ms", later, None, f"page {DEEP} of it, or the last; by turns with the first"),
        Figure(
            f"{prefix}deep_to_first", later.middle / first.middle, "ratio", "lower", 1.2, len(first.each),
            "medians of these two",
        ),
        Figure(
            f"{prefix}queries_per_page", max(asked.values()), "queries", "lower", 8, 1,
            f"statements but for transaction control; searched: {min(searched)} to {max(searched)}",
        ),
        _ms(f"{prefix}number_p95_ms", number, 50, "search by the number of a case, in all work"),
        _ms(f"{prefix}words_p95_ms", by_words, 50, f"search by words: {', '.join(WORDS)}"),
        Figure(
            f"{prefix}cpu_ms_per_page", first.cpu, "ms", "lower", None, len(first.each),
            "of the web and the database, first page",
        ),
    ]  # fmt: skip


@contextmanager
def reader(username: str) -> Iterator[Reader]:
    """Give a browser of this account beside a web process of its own."""
    from django.conf import settings

    cookies = f"{settings.SESSION_COOKIE_NAME}={session_of(username)}"
    with web() as (port, pid), closing(http.client.HTTPConnection(HOST, port, timeout=60)) as connection:
        yield Reader(username, connection, cookies, [pid, postmaster()])


def _ms(name: str, times: Times, budget: float | None, counts: str) -> Figure:
    said = f"{counts}; median {times.middle:.0f} ms, {times.cpu:.1f} ms of CPU"
    return Figure(name, times.p95, "ms", "lower", budget, len(times.each), said)


def _statements(username: str, address: str) -> list[str]:
    client = client_of(username)
    return statements(lambda: client.get(address))


def numbers_for(username: str) -> list[str]:
    """Return numbers of cases that the official may see: of each year the hundred-and-first, or the last there is."""
    from lienthong.access.actors import actor_of
    from lienthong.access.models import Account
    from lienthong.kernel.acts.moments import now
    from lienthong.tasks.selectors import visible_tasks

    at = now()
    rows = visible_tasks(actor_of(Account.objects.get(username=username), at=at), at)
    numbers = rows.order_by("case__opened_at").values_list("case__number", flat=True)
    of_years = [numbers.filter(case__opened_at__year=year)[:101] for year in range(2011, 2016)]
    return [list(some)[-1] for some in of_years if some]
