"""`bench world`: a large simulated world, built anew; and the same world for other benches, built once and kept.

The directory of the demo and a played year, which then comes again in each year of 2011–2015 as often as it takes,
each time done by other agencies: all of some 200 at work in every month, once there are 150,000 acts or more.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from lienthong.runtime.bench.figure import Figure
from lienthong.runtime.bench.stage import stage
from lienthong.runtime.home import Home
from lienthong.runtime.postgres.connection import Urls

ACTS: Final = 1_000_000
SEED: Final = 7
BUDGET_PER_S: Final = 20_000


@dataclass(frozen=True)
class World:
    """What was built, and what it took: seconds of the clock on the wall, each part by itself.

    `played_s` are the directory and the year through the real actions; the rest is multiplying it.
    """

    acts: int
    rows: int
    sequenced: int
    played_s: float
    acts_s: float
    rows_s: float
    sequenced_s: float
    build_s: float

    @property
    def acts_per_s(self) -> float:
        return self.acts / self.acts_s

    @property
    def sequenced_per_s(self) -> float:
        return self.sequenced / self.sequenced_s


@contextmanager
def large_world(acts: int = ACTS, seed: int = SEED) -> Iterator[World]:
    """Give a world of at least so many copied acts, with Django set up on it, and facts about its building.

    Built at the first call for a size and a seed, and kept in the data folder. The same seed gives the same cases,
    acts and times; keys differ. To be opened before anything of Django is imported.
    """
    name, facts = _place(acts, seed)
    if not facts.is_file():
        shutil.rmtree(facts.parent, ignore_errors=True)
    with stage(name) as urls:
        if not facts.is_file():
            facts.write_text(json.dumps(asdict(_build(urls, acts, seed))), encoding="utf-8")
        yield World(**json.loads(facts.read_text(encoding="utf-8")))


def figures(_runs: int) -> list[Figure]:
    _name, facts = _place(ACTS, SEED)
    facts.unlink(missing_ok=True)
    with large_world() as world:
        pass
    counted = f"{world.acts} acts in {world.rows} rows of cases; one process beside its database"
    return [
        Figure(
            "simulated_acts_per_s", world.acts_per_s, "/s", "higher", BUDGET_PER_S, 1,
            f"acts copied with fresh keys and leaves hashed anew, written with all indexes and guards; {counted}",
        ),
        Figure(
            "with_rows_per_s", world.acts / (world.acts_s + world.rows_s), "/s", "higher", None, 1,
            "the same, with the rows of their cases and all their foreign keys",
        ),
        Figure(
            "sequenced_per_s", world.sequenced_per_s, "/s", "higher", BUDGET_PER_S, 1,
            "leaves given positions, with a signed head for each month",
        ),
        Figure(
            "build_s", world.build_s, "s", "lower", None, 1,
            f"from an empty database to ANALYZE; {world.played_s:.0f} s of it are the played year",
        ),
    ]  # fmt: skip


def _place(acts: int, seed: int) -> tuple[str, Path]:
    name = f"world-{acts}-{seed}"
    return name, Home.here().root / f"bench-{name}" / "world.json"


def _build(urls: Urls, acts: int, seed: int) -> World:
    from lienthong.web.demo.large import Source, multiply, play

    began = perf_counter()
    calendar = play(seed)
    played = perf_counter() - began
    counted = multiply(Source.read(), calendar, acts=acts, seed=seed)
    _analyze(urls)
    return World(**asdict(counted), played_s=played, build_s=perf_counter() - began)


def _analyze(urls: Urls) -> None:
    import psycopg

    with psycopg.connect(urls.owner_url, autocommit=True) as owner:
        owner.execute("VACUUM (ANALYZE)")
