"""`bench figures`: all indicators × agencies × 60 months of a large world; beside DuckDB, and a table built each night.

Cold means that no counts are kept. The projections that facts read are there, as they are in real work: they grow
with the ledger. What working them out anew takes is a figure of its own.
"""

import http.client
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from lienthong.runtime.bench import analytics, duck
from lienthong.runtime.bench.figure import Figure
from lienthong.runtime.bench.world import SCALE, World, large_world

if TYPE_CHECKING:
    from lienthong.measures.asking import AsOf, Question

YEARS: Final = range(2011, 2016)
YEAR: Final = "2014"
MONTH: Final = "2014-05"
READER: Final = "chutich"
HOST: Final = "127.0.0.1"


def figures(runs: int, scale: float = SCALE) -> list[Figure]:
    with large_world(scale) as world:
        _sign_what_waits()  # other benches worked in this world
        projected = _projections()
        heads = _heads()
        asked, older = _months(heads[-1]), _months(heads[len(heads) // 2])
        cells = _all(asked)
        cold = _median(runs, _cold, lambda: _all(asked))
        half_way = _median(runs, _cold, lambda: _all(older))
        _all(asked)  # what was kept under the older head is kept under the latest again
        kept = _median(runs, _warm, lambda: _all(asked))
        one = _median(runs, _cold, lambda: _one(heads[-1]))
        measured = [
            _figure("all_indicators_s", cold, 2, f"{cells}; cold, latest head", runs),
            _figure("older_head_s", half_way, 2, "the same as of a head half-way; cold", runs),
            _figure("all_kept_ms", kept, None, "the same with counts kept", runs),
            _figure("one_indicator_ms", one, 150, f"tasks.completion by agency, {YEAR}; cold", runs),
            *_drilled(runs, heads[-1]),
            _figure(
                "after_one_fact_ms",
                _after_one_fact(runs),
                None,
                "all again after one new act, with its head",
                runs,
            ),
        ]
        with TemporaryDirectory() as folder:
            measured += _beside(runs, asked, Path(folder))
    return [
        *measured,
        _figure("projections_build_s", projected, None, "anew from all acts"),
        *_of_world(world),
    ]


def _beside(runs: int, asked: "list[Question]", folder: Path) -> Iterable[Figure]:
    """Measure the same counts by DuckDB, and the building of a table as others build it each night."""
    ours = _median(runs, _cold, lambda: _facts(asked))
    tables = duck.export(folder, asked)
    theirs = _median(runs, _warm, tables.counts)
    duck.compare(tables.counts(), _facts(asked))
    seconds, rows = analytics.build(asked)
    return [
        Figure(
            "ratio_to_duckdb", ours / theirs, "ratio", "lower", None, runs,
            f"counts of both facts by agency and month, cold: {ours:.2f} s / {theirs:.2f} s by DuckDB, "
            "2 threads, from Parquet of the rows of the projections; equal counts",
        ),
        _figure("analytics_table_build_s", seconds, None, f"a table of {rows} rows, as rebuilt each night; indexed"),
    ]  # fmt: skip


def _figure(name: str, seconds: float, budget: float | None, counts: str, runs: int = 1) -> Figure:
    unit = name.rsplit("_", maxsplit=1)[-1]
    value = seconds * (1000 if unit == "ms" else 1)
    return Figure(name, value, unit, "lower", budget, runs, counts)


def _of_world(world: World) -> list[Figure]:
    said = f"{world.acts} acts, {world.acts_per_s:.0f} acts/s with leaves"
    return [Figure("world_build_s", world.build_s, "s", "lower", counts=said)]


def _median(runs: int, measure: Callable[[Callable[[], Any]], float], work: Callable[[], Any]) -> float:
    return median(measure(work) for _run in range(runs))


def _warm(work: Callable[[], Any]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _cold(work: Callable[[], Any]) -> float:
    """Return the seconds of the work with nothing kept before it."""
    from lienthong.measures.models import Kept

    Kept.objects.all().delete()
    return _warm(work)


def _projections() -> float:
    """Work out everything anew that facts read; return the seconds."""
    from lienthong.measures.worked import worked
    from lienthong.tasks.versions import versions

    size, seconds = _heads()[-1].size, 0.0
    for projection in (versions, worked):
        projection.rebuild()
        seconds += _warm(partial(projection.reach, size))
    analytics.analyze()
    return seconds


def _heads() -> "list[AsOf]":
    from lienthong.kernel.acts.models import Checkpoint
    from lienthong.measures.asking import AsOf

    rows = Checkpoint.objects.order_by("tree_size")
    return [AsOf(row.tree_size, row.signed_at, bytes(row.root)) for row in rows]


def _months(head: "AsOf") -> "list[Question]":
    return _questions(head, *(f"{year}-{month:02}" for year in YEARS for month in range(1, 13)))


def _years(head: "AsOf") -> "list[Question]":
    return _questions(head, *map(str, YEARS))


def _questions(head: "AsOf", *periods: str) -> "list[Question]":
    from lienthong.measures.asking import Question
    from lienthong.measures.periods import period_of
    from lienthong.measures.regimes import CALENDAR

    return [Question(period_of(CALENDAR, period), head) for period in periods]


def _all(asked: "list[Question]") -> str:
    """Work out every indicator that is registered, by agency and month; return what was counted, in words."""
    from lienthong.measures.computed import computations
    from lienthong.measures.computing import series
    from lienthong.measures.indicators import indicators

    found = series(indicators.known.values(), asked)
    years = [one for one in _years(asked[0].as_of) if one.period.start_moment < one.as_of.moment]
    pairs = [one.pairs(question) for one in computations.known.values() for question in years]
    cells = sum(len(units) for months in found.values() for units in months) + sum(map(len, pairs))
    agencies = max(len(units) for months in found.values() for units in months)
    known = [*found, *computations.known]
    return f"{', '.join(known)} (by year): {cells} figures of {agencies} agencies in {len(asked)} months"


def _facts(asked: "list[Question]") -> list[list[dict[Any, Any]]]:
    """Count the two facts that everything is made of."""
    from lienthong.measures.activity import ACTIVE
    from lienthong.measures.scanning import scan
    from lienthong.tasks.indicators import COMPLETION

    return [[dict(counts) for counts in scan(indicator, asked)] for indicator in (COMPLETION, ACTIVE)]


def _one(head: "AsOf") -> object:
    from lienthong.measures.computing import by_unit
    from lienthong.tasks.indicators import COMPLETION

    return by_unit(COMPLETION, _questions(head, YEAR)[0])


def _drilled(runs: int, head: "AsOf") -> list[Figure]:
    """Measure the page of rows behind the figure of an agency that has as many as most, and of that with most."""
    (counts,) = _facts(_questions(head, MONTH))[0]
    rows = sorted((sum(classes.values()), group[0]) for group, classes in counts.items())
    middle, most = rows[len(rows) // 2], rows[-1]
    said = f"its page of rows in {MONTH}, through the view"
    measured = [
        ("drilldown_ms", middle, 50, "an agency in the middle"),
        ("drilldown_most_ms", most, None, "the agency with most"),
    ]
    return [
        _figure(name, _drill(runs, unit), budget, f"{who}, {number} rows; {said}", runs)
        for name, (number, unit), budget, who in measured
    ]


def _drill(runs: int, unit: UUID) -> float:
    from django.test import Client

    from lienthong.access.models import Account
    from lienthong.tasks.indicators import COMPLETION

    client = Client(headers={"host": HOST})
    client.force_login(Account.objects.get(username=READER))
    address = f"/so-lieu/{COMPLETION.code}/dong/?regime=calendar&period={MONTH}&unit={unit}"

    def read() -> None:
        answer = client.get(address)
        if answer.status_code != http.client.OK:
            raise RuntimeError(f"{address}: {answer.status_code}")

    read()
    return _median(runs, _warm, read)


def _after_one_fact(runs: int) -> float:
    """Return the seconds of working out everything again after one more act and its head."""
    from lienthong.measures.models import Kept

    def once() -> float:
        _all(_months(_heads()[-1]))
        before = dict(Kept.objects.values_list("pk", "size"))
        _one_more()
        head = _heads()[-1]
        seconds = _warm(lambda: _all(_months(head)))
        again = [pk for pk, size in Kept.objects.values_list("pk", "size") if before.get(pk) != size]
        facts = Kept.objects.filter(pk__in=again).values_list("facts", flat=True)
        if len(again) != len(set(facts)):
            raise RuntimeError(f"{len(again)} periods of {len(set(facts))} facts were counted again")
        return seconds

    return median(once() for _run in range(runs))


def _one_more() -> None:
    """Record one act in the last month that is asked for, and sign a head over it: it came late to the ledger."""
    from lienthong.access.actors import actor_of
    from lienthong.access.models import Account
    from lienthong.kernel.acts.recording import action, record, replay
    from lienthong.kernel.keys import new_key

    at = _months(_heads()[-1])[-1].period.end_moment - timedelta(days=10)

    @action
    def note(*, by: Any, at: datetime) -> None:
        record("bench.note", subject=("bench.thing", new_key()), by=by, at=at, case_id=None)

    with replay():
        note(by=actor_of(Account.objects.get(username=READER), at=at), at=at)
    _sign_what_waits()


def _sign_what_waits() -> None:
    from lienthong.kernel.acts.ledger.heads import sign_head
    from lienthong.kernel.acts.ledger.sequencer import sequence_all
    from lienthong.kernel.acts.moments import now

    sequence_all()
    sign_head(at=now())
