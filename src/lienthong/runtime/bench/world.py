"""`bench world`: a large simulated world, built anew; and the same world for other benches, built once and kept.

The world of `./lienthong simulate`: a year that was played comes again in each year of 2011–2015 as often as it takes,
each time done by other agencies, all of some 200 at work in every month.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from lienthong.runtime.bench.figure import Figure
from lienthong.runtime.bench.stage import stage
from lienthong.runtime.commands.simulate import simulate
from lienthong.runtime.home import Home
from lienthong.runtime.postgres.connection import Urls

SCALE: Final = 0.2  # 200,000 cases, 1,000,000 acts
SEED: Final = 7
BUDGET_PER_S: Final = 20_000


@dataclass(frozen=True)
class World:
    """What was built, and what it took: seconds of the clock on the wall, each part by itself.

    `played_s` are the directory and the year through the real actions; `written_s` is multiplying it, of which
    `acts_s` were the acts; `sequenced_s` went on beside it. `known_s` is putting cases in the order of time, what
    figures read, VACUUM and ANALYZE.
    """

    acts: int
    cases: int
    rows: int
    sequenced: int
    played_s: float
    acts_s: float
    written_s: float
    sequenced_s: float
    known_s: float
    build_s: float

    @property
    def acts_per_s(self) -> float:
        return self.acts / self.acts_s


@contextmanager
def large_world(scale: float = SCALE, seed: int = SEED) -> Iterator[World]:
    """Give a world of this scale, with Django set up on it, and facts about its building.

    Built at the first call for a scale and a seed, and kept in the data folder; what was cut off is gone on with.
    The same seed gives the same cases, acts and times; keys differ. To be opened before anything of Django is imported.
    """
    name, facts = _place(scale, seed)
    with stage(name) as urls:
        if not facts.is_file():
            _build(Home(facts.parent), urls, facts, scale, seed)
        yield World(**json.loads(facts.read_text(encoding="utf-8")))


def figures(_runs: int, scale: float = SCALE) -> list[Figure]:
    _name, facts = _place(scale, SEED)
    shutil.rmtree(facts.parent, ignore_errors=True)
    with large_world(scale) as world:
        pass
    counted = (
        f"{world.acts} acts and {world.cases} cases in {world.rows} rows; two processes beside their database"
    )
    return [
        Figure(
            "simulated_acts_per_s", world.acts_per_s, "/s", "higher", BUDGET_PER_S, 1,
            f"acts copied under their keys and leaves hashed anew, written with all indexes and guards; {counted}",
        ),
        Figure(
            "with_rows_per_s", world.acts / world.written_s, "/s", "higher", None, 1,
            "the same, with the rows of their cases and all foreign keys, with positions and heads made beside it",
        ),
        Figure(
            "sequenced_per_s", world.sequenced / world.sequenced_s, "/s", "higher", BUDGET_PER_S, 1,
            "leaves given positions in the order of time, with a signed head for each month; beside the writing",
        ),
        Figure(
            "build_s", world.build_s, "s", "lower", None, 1,
            f"from empty tables to ANALYZE; {world.played_s:.0f} s of it are the played year",
        ),
    ]  # fmt: skip


def _place(scale: float, seed: int) -> tuple[str, Path]:
    name = f"world-{scale:g}-{seed}"
    return name, Home.here().root / f"bench-{name}" / "world.json"


def _build(home: Home, urls: Urls, facts: Path, scale: float, seed: int) -> None:
    began = perf_counter()
    draft = facts.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    simulate(
        home,
        urls,
        ["--from=2011-01", "--to=2015-12", f"--scale={scale}", f"--seed={seed}", f"--facts={draft}"],
    )
    found = json.loads(draft.read_text(encoding="utf-8"))
    facts.write_text(json.dumps(found | {"build_s": perf_counter() - began}), encoding="utf-8")
