"""`bench ledger`: what the proof costs an act, how soon a signed head covers it, how fast all is verified.

The act is the leanest there is, one record and its job in one transaction, so that the proof weighs most.
With the ledger: its leaf, the pending row, the sequencer beside it. Without: none of them (added afterwards).
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from threading import Event, Thread
from typing import Any, Final
from unittest import mock
from uuid import UUID

from lienthong.runtime.bench.figure import Figure
from lienthong.runtime.bench.stage import stage

ACTS: Final = 400
LOAD_PER_S: Final = 40
LOAD_S: Final = 20
VERIFIED: Final = 50_000
TOGETHER: Final = 500
POLL_S: Final = 0.01
PATIENCE_S: Final = 30


def figures(runs: int) -> list[Figure]:
    with stage("ledger"):
        _installation()
        ratio, rate = _rates(runs)
        head = _head_p99()
        verified, rows = _verified(runs)
    return [
        Figure(
            "rate_ratio", ratio, "ratio", "higher", 0.95, runs,
            f"acts/s with the ledger and its sequencer / without; by turns, {ACTS} acts each, one client",
        ),
        Figure("acts_per_s", rate, "/s", "higher", None, runs, "with the ledger, one client"),
        Figure(
            "head_p99_s", head, "s", "lower", 2, 1,
            f"from commit to reading a signed head that covers the act; {LOAD_PER_S} acts/s for {LOAD_S} s",
        ),
        Figure(
            "verified_acts_per_s", verified, "/s", "higher", None, runs,
            f"{rows} acts against leaves, roots and signatures; one process, warm",
        ),
    ]  # fmt: skip


def _installation() -> None:
    from lienthong.kernel.acts.ledger.keys import make_key
    from lienthong.kernel.acts.models import Installation
    from lienthong.kernel.acts.moments import now

    origin = {"name": "Đo lường", "origin": "bench.example", "simulated": True, "since": now()}
    Installation.objects.get_or_create(id=1, defaults=origin)
    make_key()


def _act(number: int = 1) -> list[UUID]:
    """Record so many acts in one transaction; return their keys."""
    from lienthong.kernel.acts.actor import SYSTEM, Actor
    from lienthong.kernel.acts.models import Act
    from lienthong.kernel.acts.moments import now
    from lienthong.kernel.acts.recording import action, record
    from lienthong.kernel.keys import new_key

    @action
    def work(*, by: Actor, at: Any) -> list[Act]:
        detail = {"progress": 40, "text": "Đã hoàn thành dự thảo, đang lấy ý kiến các đơn vị."}
        return [
            record(
                "bench.report",
                subject=("bench.task", new_key()),
                case_id=new_key(),
                by=by,
                at=at,
                detail=detail,
            )
            for _ in range(number)
        ]

    return [act.id for act in work(by=SYSTEM, at=now())]


def _rates(runs: int) -> tuple[float, float]:
    """Return the median ratio of neighbouring turns, and the median rate with the ledger."""
    with_ledger, ratios = [], []
    _rate()
    for _ in range(runs):
        with _without_ledger():
            bare = _rate()
        _catch_up()
        with _sequencer():
            with_ledger.append(_rate())
        ratios.append(with_ledger[-1] / bare)
    return median(ratios), median(with_ledger)


def _rate() -> float:
    began = time.perf_counter()
    for _ in range(ACTS):
        _act()
    return ACTS / (time.perf_counter() - began)


@contextmanager
def _without_ledger() -> Iterator[None]:
    """Record acts alone: no leaf is made, nothing waits for a position."""
    from django.db import connection

    from lienthong.kernel.acts import recording, writing

    def write(leaves: list[writing.Leaf]) -> None:
        rows = ", ".join([writing._ROW] * len(leaves))  # noqa: SLF001 - the same statement, its last part left out
        values = [value for leaf in leaves for value in writing._values(leaf.act)]  # noqa: SLF001 - as above
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO acts_act ({', '.join(writing.COLUMNS)}) VALUES {rows}", values)

    no_leaf = mock.patch.object(recording, "leaf_of", return_value=b"")
    with mock.patch.object(recording, "write", write), no_leaf:
        yield


def _catch_up() -> None:
    """Give the acts of the turn without a ledger their leaves, so that the ledger stays whole."""
    from lienthong.kernel.acts.leaves import leaf_of
    from lienthong.kernel.acts.models import Act, Pending

    bare = Act.objects.raw(
        "SELECT a.* FROM acts_act a WHERE NOT EXISTS (SELECT FROM acts_entry e WHERE e.act_id = a.id) "
        "AND NOT EXISTS (SELECT FROM acts_pending w WHERE w.act_id = a.id)"
    )
    Pending.objects.bulk_create([Pending(act_id=act.id, leaf=leaf_of(act)) for act in bare], batch_size=1000)


@contextmanager
def _sequencer() -> Iterator[None]:
    """Run the sequencer as it runs beside the web, and wait until it has nothing left to do."""
    with subprocess.Popen([sys.executable, "-m", "lienthong.web", "sequence"], env=os.environ) as started:
        try:
            _wait(lambda: not _waiting())
            yield
        finally:
            started.terminate()


def _head_p99() -> float:
    """Return the 99th of 100 waits between an act's commit and a signed head over it, in seconds."""
    with _sequencer():
        done = Event()
        seen: list[tuple[int, float]] = []
        watching = Thread(target=_watch_heads, args=(seen, done))
        watching.start()
        try:
            committed = _steady_load()
            _wait(lambda: not _waiting() and seen[-1][0] >= _tree_size())
        finally:
            done.set()
            watching.join()
    return quantiles(_waits(committed, seen), n=100)[98]


def _steady_load() -> dict[UUID, float]:
    """Record acts at an even pace; return when each was answered."""
    committed = {}
    began = time.perf_counter()
    for number in range(LOAD_PER_S * LOAD_S):
        time.sleep(max(0.0, began + number / LOAD_PER_S - time.perf_counter()))
        committed[_act()[0]] = time.perf_counter()
    return committed


def _watch_heads(seen: list[tuple[int, float]], done: Event) -> None:
    from django.db import connection

    from lienthong.kernel.acts.selectors import latest

    while not done.wait(POLL_S):
        head = latest()
        if head and (not seen or head.tree_size > seen[-1][0]):
            seen.append((head.tree_size, time.perf_counter()))
    connection.close()


def _waits(committed: dict[UUID, float], seen: list[tuple[int, float]]) -> list[float]:
    from lienthong.kernel.acts.models import Entry

    places = Entry.objects.filter(act_id__in=committed).values_list("act_id", "position")
    return [
        next(at for size, at in seen if size > position) - committed[act_id] for act_id, position in places
    ]


def _verified(runs: int) -> tuple[float, int]:
    """Return the median rate over a ledger of at least `VERIFIED` acts, and how many it has."""
    from lienthong.kernel.acts.ledger.heads import sign_head
    from lienthong.kernel.acts.ledger.sequencer import sequence_all
    from lienthong.kernel.acts.ledger.verification import verify
    from lienthong.kernel.acts.moments import now

    sequence_all()
    while _tree_size() < VERIFIED:
        _act(TOGETHER)
        sequence_all()
        sign_head(at=now())
    found = [verify() for _ in range(runs + 1)][1:]
    if any(not each.ok for each in found):
        raise RuntimeError(str(found[0].first_difference))
    return median(each.acts_per_s for each in found), found[0].acts


def _waiting() -> bool:
    from lienthong.kernel.acts.models import Pending

    return Pending.objects.exists()


def _tree_size() -> int:
    from lienthong.kernel.acts.selectors import tree_size

    return tree_size()


def _wait(until: Callable[[], bool]) -> None:
    began = time.perf_counter()
    while not until():
        if time.perf_counter() - began > PATIENCE_S:
            raise TimeoutError("the sequencer does not get on")
        time.sleep(POLL_S)
