"""What units had in cases goes to their heirs: an act for each, and few statements whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy

from lienthong.casework.assigning import New, reassign
from lienthong.casework.models import Assignment, Involvement, Leg, Role
from lienthong.casework.stakes import ASSIGNMENT, HOLDER, LEG, TURN, Stake, legs_of
from lienthong.directory.participants import Reorganisation
from lienthong.directory.selectors import names
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import record
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.keys import among, array
from lienthong.kernel.sending import sent_ahead

PASSED: Final = "casework.pass_to_successor"
ENDED: Final = "casework.end_with_unit"
ASKED: Final = "casework.ask_to_distribute"
DISTRIBUTION: Final = "casework.distribution"  # the subject of such an act: the work of a unit that was split
verbs.register(PASSED, gettext_lazy("Bàn giao cho cơ quan kế thừa"))
verbs.register(ENDED, gettext_lazy("Thôi tham gia do cơ quan kết thúc hoạt động"))
verbs.register(ASKED, gettext_lazy("Chờ phân bổ công việc"))
Names = Mapping[UUID, str]

# Each row is written once, however many of its units pass on; with it who sees the case, as its roles say by then.
_MOVE_CASES = """
UPDATE casework_case c SET
    revision = c.revision + m.acts,
    seen_by = c.seen_by,
    heirs_of_id = CASE WHEN m.holder IS NULL THEN c.heirs_of_id ELSE m.heirs_of END,
    holder_id = coalesce(m.holder, c.holder_id),
    turn_unit_id = coalesce(m.turn, c.turn_unit_id),
    turn_person_id = CASE WHEN m.turn IS NULL THEN c.turn_person_id END,
    begun_at = CASE WHEN m.turn IS NULL THEN c.begun_at END
FROM unnest(%s::uuid[], %s::int[], %s::uuid[], %s::uuid[], %s::uuid[]) AS m (id, acts, holder, turn, heirs_of)
WHERE c.id = m.id
"""
# The old unit's part ends and that of the heir begins, where there is one and it has no such part already.
_MOVE_ROLES = """
WITH said AS (SELECT %s::timestamptz AS moment),
m AS (SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::uuid[]) AS m (case_id, unit_id, role, heir)),
ended AS (
    UPDATE casework_involvement i SET until = said.moment FROM m, said
    WHERE i.case_id = m.case_id AND i.unit_id = m.unit_id AND i.role = m.role AND i.until IS NULL
)
INSERT INTO casework_involvement (id, case_id, unit_id, role, since)
SELECT uuidv7(), m.case_id, m.heir, m.role, said.moment FROM m, said WHERE m.heir IS NOT NULL
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Move:
    """What a unit has in one case, and who gets it."""

    stake: Stake
    change: Reorganisation
    heir: UUID

    @property
    def to_distribute(self) -> bool:
        """Return whether it goes there only because nobody knows yet which of the heirs takes it."""
        return is_to_distribute(self.change, self.heir)


@dataclass
class _New:
    """What becomes of one case."""

    acts: int = 0
    holder: UUID | None = None
    turn: UUID | None = None
    heirs_of: UUID | None = None

    def count(self, move: Move) -> None:
        self.acts += 1
        if HOLDER in move.stake.held:
            self.holder, self.heirs_of = move.heir, move.stake.unit_id if move.to_distribute else None
        if TURN in move.stake.held:
            self.turn = move.heir


def is_to_distribute(change: Reorganisation, heir: UUID) -> bool:
    rule = change.distribution
    return rule is not None and not rule.chosen and heir == rule.rest and heir not in change.heirs


def pass_on(moves: Sequence[Move], *, by: Actor, at: datetime) -> None:
    """Give each heir its cases; the changes are of one day, and none has to do with another's units."""
    if not moves:
        return
    called = names({key for move in moves for key in (move.stake.unit_id, move.heir)}, moves[0].change.on)
    with sent_ahead():
        with _seen_later():
            _move_roles([(move.stake, move.heir) for move in moves], at=at)
        _move_cases(moves)
        acts = {(move.stake.case_id, move.stake.unit_id): _note(move, called, by=by, at=at) for move in moves}
    _support_no_longer(moves, at=at)
    _ask_to_distribute(moves, called, by=by, at=at)
    _move_assignments(moves, acts, at=at)
    _move_legs(moves, called)


def _note(move: Move, called: Names, *, by: Actor, at: datetime) -> UUID:
    case = move.stake.case_id
    subject, detail = ("casework.case", case), _facts(move, called)
    return record(PASSED, subject=subject, case_id=case, by=by, at=at, detail=detail).id


def end_with_unit(stakes: Sequence[Stake], change: Reorganisation, *, by: Actor, at: datetime) -> None:
    """End what was only support or sight; nobody takes it over."""
    detail: dict[str, Any] = {"from": str(change.unit_id), "on": str(change.on)}
    detail["from_name"] = names([change.unit_id], change.on).get(change.unit_id, "")
    for stake in stakes:
        facts = {**detail, "parts": list(stake.parts)}
        case = stake.case_id
        record(ENDED, subject=("casework.case", case), case_id=case, by=by, at=at, detail=facts)
    _write_cases({stake.case_id: _New(acts=1) for stake in stakes})
    _move_roles([(stake, None) for stake in stakes], at=at)


def _facts(move: Move, called: Names) -> dict[str, Any]:
    """Return what the timeline says and figures count: `holder` is who answers for the work from this act on."""
    stake = move.stake
    return {
        **_ends(move, called),
        "parts": list(stake.parts),
        "holder": str(move.heir if HOLDER in stake.held else stake.holder_id),
        **({"to_distribute": True} if move.to_distribute else {}),
    }


def _ends(move: Move, called: Names) -> dict[str, Any]:
    unit, heir = move.stake.unit_id, move.heir
    return {
        "from": str(unit),
        "to": str(heir),
        "from_name": called.get(unit, ""),
        "to_name": called.get(heir, ""),
        "on": str(move.change.on),
    }


def _ask_to_distribute(moves: Sequence[Move], called: Names, *, by: Actor, at: datetime) -> None:
    """Say once for all the work of a unit that somebody has to distribute it; who does is told."""
    asked: dict[UUID, list[Move]] = defaultdict(list)
    for move in moves:
        if move.to_distribute and HOLDER in move.stake.held:
            asked[move.stake.unit_id].append(move)
    for unit, of_unit in asked.items():
        detail = _ends(of_unit[0], called) | {"count": len(of_unit)}
        record(ASKED, subject=(DISTRIBUTION, unit), by=by, at=at, detail=detail)


def _move_cases(moves: Iterable[Move]) -> None:
    new: dict[UUID, _New] = defaultdict(_New)
    for move in moves:
        new[move.stake.case_id].count(move)
    _write_cases(new)


def _write_cases(new: Mapping[UUID, _New]) -> None:
    rows = [(case, one.acts, one.holder, one.turn, one.heirs_of) for case, one in new.items()]
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_CASES, _columns(rows))


@contextmanager
def _seen_later() -> Iterator[None]:
    """Within it roles change and the cases do not say it yet: they are written right after."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL casework.seen_later = 'on'")
        yield
        cursor.execute("SET LOCAL casework.seen_later = 'off'")


def _support_no_longer(moves: Sequence[Move], *, at: datetime) -> None:
    """Who leads from now on does not also support."""
    of_moved = Involvement.objects.filter(case__in=among([move.stake.case_id for move in moves]))
    twice = of_moved.filter(unit__in=among({move.heir for move in moves}), unit=F("case__holder"))
    twice.filter(role=Role.SUPPORTING, until__isnull=True).update(until=at)


def _move_roles(stakes: Iterable[tuple[Stake, UUID | None]], *, at: datetime) -> None:
    rows = [(stake.case_id, stake.unit_id, role, heir) for stake, heir in stakes for role in stake.roles]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_MOVE_ROLES, [at, *_columns(rows)])


def _move_assignments(moves: Sequence[Move], acts: Mapping[tuple[UUID, UUID], UUID], *, at: datetime) -> None:
    new = {
        (move.stake.case_id, move.stake.unit_id): New(
            move.heir, None, acts[move.stake.case_id, move.stake.unit_id]
        )
        for move in moves
        if ASSIGNMENT in move.stake.held
    }
    if new:
        units = among({unit for _case, unit in new})
        reassign(Assignment.objects.filter(unit__in=units, until__isnull=True), new, at=at)


def _move_legs(moves: Sequence[Move], called: Names) -> None:
    """Give the unsettled parts over; one that the successor already has by the same title says whose it was."""
    by_pair: dict[tuple[UUID, UUID], list[UUID]] = defaultdict(list)
    for move in moves:
        if LEG in move.stake.held:
            by_pair[move.stake.unit_id, move.heir].append(move.stake.case_id)
    for (unit, heir), cases in by_pair.items():
        same = Leg.objects.filter(case=OuterRef("case"), unit=heir, title=OuterRef("title"))
        moving = legs_of(unit).filter(case__in=among(cases))
        moving.filter(Exists(same)).update(title=Concat("title", Value(f" ({called.get(unit, '')})")))
        moving.update(unit=heir)


def _columns(rows: Sequence[Sequence[Any]]) -> list[Any]:
    """Return the rows as one array for each column, as `unnest` takes them."""
    return [array(column) for column in zip(*rows, strict=True)]
