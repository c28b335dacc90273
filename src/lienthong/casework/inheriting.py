"""What units had in cases goes to their heirs: an act for each case, and few statements whatever their number."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.backends.utils import CursorWrapper
from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy

from lienthong.casework.assigning import New, reassign
from lienthong.casework.models import Assignment, Involvement, Leg, Role
from lienthong.casework.registry import kinds
from lienthong.casework.stakes import ASSIGNMENT, HOLDER, LEG, TURN, Stake, legs_of
from lienthong.directory.participants import Reorganisation
from lienthong.directory.selectors import names
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import record
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.keys import among, array
from lienthong.kernel.meanwhile import meanwhile

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
    revision = c.revision + 1,
    seen_by = c.seen_by,
    heirs_of_id = CASE WHEN m.holder IS NULL THEN c.heirs_of_id ELSE m.heirs_of END,
    holder_id = coalesce(m.holder, c.holder_id),
    turn_unit_id = coalesce(m.turn, c.turn_unit_id),
    turn_person_id = CASE WHEN m.turn IS NULL THEN c.turn_person_id END,
    begun_at = CASE WHEN m.turn IS NULL THEN c.begun_at END
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[]) AS m (id, holder, turn, heirs_of)
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
    """What a unit has in one case, and who gets it: nobody, where it was only support or sight and the unit ends."""

    stake: Stake
    change: Reorganisation
    heir: UUID | None

    @property
    def to_distribute(self) -> bool:
        """Return whether it goes there only because nobody knows yet which of the heirs takes it."""
        return is_to_distribute(self.change, self.heir)

    @property
    def heirs_of(self) -> UUID | None:
        """Return the unit to one of whose heirs the case is to be handed on: whoever follows who had to, has to."""
        return self.stake.heirs_of or (self.stake.unit_id if self.to_distribute else None)


@dataclass
class _New:
    """What becomes of one case."""

    moves: list[Move] = field(default_factory=list)
    holder: UUID | None = None
    turn: UUID | None = None
    heirs_of: UUID | None = None

    def add(self, move: Move) -> None:
        self.moves.append(move)
        if HOLDER in move.stake.held:
            self.holder, self.heirs_of = move.heir, move.heirs_of
        if TURN in move.stake.held:
            self.turn = move.heir


def is_to_distribute(change: Reorganisation, heir: UUID | None) -> bool:
    rule = change.distribution
    return rule is not None and not rule.chosen and heir == rule.rest and heir not in change.heirs


def pass_on(moves: Sequence[Move], *, by: Actor, at: datetime) -> None:
    """Give each heir its cases; the changes are of one day, and none is about another's unit."""
    if not moves:
        return
    on, new = moves[0].change.on, _by_case(moves)
    called = names(
        {key for move in moves for key in (move.stake.unit_id, move.heir, move.heirs_of) if key}, on
    )
    with meanwhile(lambda cursor: _move(cursor, moves, new, at)):
        acts = {case: _note(case, one, called, by=by, at=at) for case, one in new.items()}
    _support_no_longer(moves, at=at)
    _ask_to_distribute(moves, called, by=by, at=at)
    _move_assignments(moves, acts, at=at)
    _move_legs(moves, called)
    _tell_kinds(moves, by=by, at=at)


def heirs_in(role: Role, moves: Iterable[Move]) -> dict[UUID, UUID]:
    """Return who has the role in a case from now on, by case; for a kind that writes it in a column too."""
    return {move.stake.case_id: move.heir for move in moves if move.heir and role in move.stake.roles}


def _tell_kinds(moves: Iterable[Move], *, by: Actor, at: datetime) -> None:
    of_kind: dict[str, list[Move]] = defaultdict(list)
    for move in moves:
        of_kind[move.stake.kind].append(move)
    for kind, theirs in of_kind.items():
        kinds.known[kind].passed(theirs, by, at)


def _move(cursor: CursorWrapper, moves: Sequence[Move], new: Mapping[UUID, _New], at: datetime) -> None:
    """Write roles, then cases: these say who sees them when they are written, not at each role (`seen_later`)."""
    cursor.execute("SET LOCAL casework.seen_later = 'on'")
    _move_roles(cursor, moves, at)
    cursor.execute("SET LOCAL casework.seen_later = 'off'")
    _move_cases(cursor, new)


def _by_case(moves: Iterable[Move]) -> dict[UUID, _New]:
    new: dict[UUID, _New] = defaultdict(_New)
    for move in moves:
        new[move.stake.case_id].add(move)
    return new


def _note(case: UUID, new: _New, called: Names, *, by: Actor, at: datetime) -> UUID:
    verb = PASSED if any(move.heir for move in new.moves) else ENDED
    subject, detail = ("casework.case", case), _facts(new, called)
    return record(verb, subject=subject, case_id=case, by=by, at=at, detail=detail).id


def _facts(new: _New, called: Names) -> dict[str, Any]:
    """Return what the timeline says and figures count: `holder` is who answers for the work from this act on."""
    first = new.moves[0]
    passed = [_part(move, called) for move in new.moves if move.heir]
    ended = [_part(move, called) for move in new.moves if not move.heir]
    return {
        "on": str(first.change.on),
        "holder": str(new.holder or first.stake.holder_id),
        **({"passed": passed} if passed else {}),
        **({"ended": ended} if ended else {}),
    }


def _part(move: Move, called: Names) -> dict[str, Any]:
    return {
        **_ends(move.stake.unit_id, move.heir, called),
        "parts": list(move.stake.parts),
        **({"to_distribute": True} if move.to_distribute else {}),
    }


def _ends(unit: UUID, heir: UUID | None, called: Names) -> dict[str, Any]:
    """Return from whom and to whom, with the names of that day."""
    said = {"from": str(unit), "from_name": called.get(unit, "")}
    return said | {"to": str(heir), "to_name": called.get(heir, "")} if heir else said


def _ask_to_distribute(moves: Sequence[Move], called: Names, *, by: Actor, at: datetime) -> None:
    """Say once for all the work of a unit that somebody has to distribute it; who does is told."""
    asked = Counter(
        (move.heirs_of, move.heir) for move in moves if move.heirs_of and HOLDER in move.stake.held
    )
    for (unit, heir), count in asked.items():
        detail = _ends(unit, heir, called) | {"on": str(moves[0].change.on), "count": count}
        record(ASKED, subject=(DISTRIBUTION, unit), by=by, at=at, detail=detail)


def _move_cases(cursor: CursorWrapper, new: Mapping[UUID, _New]) -> None:
    rows = [(case, one.holder, one.turn, one.heirs_of) for case, one in new.items()]
    cursor.execute(_MOVE_CASES, columns(rows))


def _support_no_longer(moves: Sequence[Move], *, at: datetime) -> None:
    """Who leads from now on does not also support."""
    of_moved = Involvement.objects.filter(case__in=among([move.stake.case_id for move in moves]))
    twice = of_moved.filter(
        unit__in=among({move.heir for move in moves if move.heir}), unit=F("case__holder")
    )
    twice.filter(role=Role.SUPPORTING, until__isnull=True).update(until=at)


def _move_roles(cursor: CursorWrapper, moves: Iterable[Move], at: datetime) -> None:
    rows = [
        (move.stake.case_id, move.stake.unit_id, role, move.heir)
        for move in moves
        if move.heir != move.stake.unit_id  # who distributed the work is an heir itself, and takes it
        for role in move.stake.roles
    ]
    if rows:
        cursor.execute(_MOVE_ROLES, [at, *columns(rows)])


def _move_assignments(moves: Sequence[Move], acts: Mapping[UUID, UUID], *, at: datetime) -> None:
    new = {
        (move.stake.case_id, move.stake.unit_id): New(move.heir, None, acts[move.stake.case_id])
        for move in moves
        if move.heir and ASSIGNMENT in move.stake.held
    }
    if new:
        units = among({unit for _case, unit in new})
        reassign(Assignment.objects.filter(unit__in=units, until__isnull=True), new, at=at)


def _move_legs(moves: Sequence[Move], called: Names) -> None:
    """Give the unsettled parts over; one that the successor already has by the same title says whose it was."""
    by_pair: dict[tuple[UUID, UUID], list[UUID]] = defaultdict(list)
    for move in moves:
        if move.heir and LEG in move.stake.held:
            by_pair[move.stake.unit_id, move.heir].append(move.stake.case_id)
    for (unit, heir), cases in by_pair.items():
        same = Leg.objects.filter(case=OuterRef("case"), unit=heir, title=OuterRef("title"))
        moving = legs_of(unit).filter(case__in=among(cases))
        moving.filter(Exists(same)).update(title=Concat("title", Value(f" ({called.get(unit, '')})")))
        moving.update(unit=heir)


def columns(rows: Sequence[Sequence[Any]]) -> list[Any]:
    """Return the rows as one array for each column, as `unnest` takes them."""
    return [array(column) for column in zip(*rows, strict=True)]
