"""What the city asks of a ward in the last weeks: one piece of work is late, one in hand, one new."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from lienthong.directory.models import Unit
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.tasks import giving, working
from lienthong.tasks.models import OutputKind, SourceKind, TaskKind
from lienthong.web.demo.story.players import Players
from lienthong.web.demo.story.stage import Stage

CITY, WARD = "H.PHANTHIET", "X.PHANTHIET.MUINE"
HANDED_OVER: Final = timedelta(hours=5)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the city to the ward, what it asks for, and how long the ward has."""

    on: datetime
    number: str
    title: str
    output: str
    term: str
    handed_over: bool


LETTERS: Final = (
    Letter(datetime(2015, 11, 16, 8, 40, tzinfo=HANOI), "812/UBND-VHTT",
           "Rà soát điểm truy nhập Internet công cộng trên địa bàn phường", "Bảng rà soát", "10 ngày làm việc", True),
    Letter(datetime(2015, 12, 1, 9, 5, tzinfo=HANOI), "857/UBND-VHTT",
           "Báo cáo việc dùng thư điện tử công vụ của cán bộ, công chức phường", "Báo cáo", "15 ngày làm việc", True),
    Letter(datetime(2015, 12, 9, 15, 20, tzinfo=HANOI), "884/UBND-NV",
           "Đề xuất máy tính, máy quét cần trang bị cho bộ phận một cửa của phường", "Bảng đề xuất",
           "20 ngày làm việc", False),
)  # fmt: skip


def plan_wards(stage: Stage, players: Players) -> None:
    for letter in LETTERS:
        stage.plan(letter.on, partial(_give, letter, stage, players))


def _give(letter: Letter, stage: Stage, players: Players, at: datetime) -> None:
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[CITY, WARD])}
    chair = players.head(units[CITY].pk)
    if chair is None:
        return
    order = giving.Order(
        title=letter.title,
        kind=TaskKind.DEADLINE,
        assigner_id=units[CITY].pk,
        monitoring_id=units[CITY].pk,
        output=letter.output,
        output_kind=OutputKind.DOCUMENT,
        leads=[giving.Executor(units[WARD].pk)],
        sources=[giving.Source(SourceKind.LETTER, f"{letter.number} (mô phỏng)", local_day(at))],
        term=letter.term,
        field="cntt",
    )
    task = giving.give(order, by=players.act_as(chair, at), at=at)
    if letter.handed_over:
        stage.plan(at + HANDED_OVER, partial(_hand_over, task.pk, units[WARD], players))


def _hand_over(task_id: UUID, ward: Unit, players: Players, at: datetime) -> None:
    """Let the head of the ward give it to the officer who does everything there."""
    head = players.head(ward.pk)
    officer = next((one for one in players.inside(ward.pk) if one.profile == "clerk"), None)
    if head and officer:
        working.hand_over(
            task_id,
            unit_id=officer.unit_id,
            person_id=officer.person_id,
            instruction="Làm ngay, báo cáo tôi trước khi gửi.",
            by=players.act_as(head, at),
            at=at,
        )
