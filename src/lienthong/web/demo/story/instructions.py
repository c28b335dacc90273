"""The chair's secretary enters what the chair wrote or said; the chair confirms, disowns, or has not come to it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from lienthong.access.assisting import begin_assistance
from lienthong.access.powers.delegating import Holder
from lienthong.casework import instructing
from lienthong.casework.instructing import Words
from lienthong.casework.models import Case, Medium
from lienthong.directory.models import Unit
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.kernel.vault.attaching import File
from lienthong.web.demo.story.photo import photo
from lienthong.web.demo.story.players import Player, Players
from lienthong.web.demo.story.stage import Deed, Stage

COMMITTEE, OFFICE, SECRETARY = "UBND", "VPUB.HCTC", "Thư ký lãnh đạo"
LET_IN: Final = datetime(2012, 1, 5, 8, 20, tzinfo=HANOI)
BASIS: Final = "02/QĐ-VPUB ngày 05/01/2012 (mô phỏng)"
CONFIRM: Final = "confirm"
BY_HAND, BY_PHONE = Medium.HANDWRITTEN, Medium.TELEPHONE


@dataclass(frozen=True, slots=True)
class Said:
    """What is said on a day about the task with the ordinal among the plan's; `before` it was entered, and why."""

    on: date
    ordinal: int
    text: str
    medium: Medium
    answer: str = ""  # CONFIRM, or why the chair disowns it; empty: not answered
    before: timedelta = timedelta(0)
    reason: str = ""


SAID: Final = (
    Said(date(2012, 3, 6), 0, "Giao Sở chủ trì, báo cáo tôi trước ngày 20 hằng tháng.", BY_HAND, CONFIRM),
    Said(date(2012, 9, 18), 1, "Cho lùi thời hạn đến hết quý I năm sau.", BY_PHONE,
         "Tôi chỉ yêu cầu rà soát lại thời hạn, chưa cho lùi."),
    Said(date(2014, 5, 20), 0, "Đồng ý đề xuất của Sở; lưu ý kinh phí cho các xã miền núi.", BY_HAND, CONFIRM,
         timedelta(days=1), "Lãnh đạo phê khi đi kiểm tra ở huyện."),
    Said(date(2015, 12, 2), 0, "Văn phòng mời các sở liên quan họp trước ngày 15/12, tôi chủ trì.", BY_HAND),
    Said(date(2015, 12, 8), 0, "Nêu rõ từng xã chưa có điểm truy nhập trong báo cáo cuối năm.", Medium.TYPED),
    Said(date(2015, 12, 9), 2, "Sở làm việc với doanh nghiệp, báo cáo tôi trong tuần này.", BY_HAND),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """The chair and the secretary, and the picture that stands for every sheet of paper."""

    stage: Stage
    players: Players
    paper: File

    def chair(self, at: datetime) -> Actor:
        return self._acting(COMMITTEE, "", at)

    def secretary(self, at: datetime) -> Actor:
        return self._acting(OFFICE, SECRETARY, at)

    def let_in(self, at: datetime) -> None:
        chair, secretary = self.chair(at), self.secretary(at)
        begin_assistance(_seat(chair), _seat(secretary), on=local_day(at), basis=BASIS, by=chair, at=at)

    def enter(self, said: Said, at: datetime) -> None:
        case = Case.objects.filter(kind="tasks.task", closed_at=None, parent=None).order_by("number")[
            said.ordinal
        ]
        chair = self.chair(at)
        if said.medium == Medium.TYPED:
            instructing.instruct(case.pk, text=said.text, by=chair, at=at)
            return
        photos = [self.paper] if said.medium == BY_HAND else []
        words = Words(said.text, said.medium, at - said.before, said.reason, photos)
        post = _seat(chair).post_id
        entered = instructing.instruct_for(
            case.pk, leader_post=post, words=words, by=self.secretary(at), at=at
        )
        if said.answer:
            self.stage.plan(at + timedelta(hours=2), lambda then: self.answer(entered.pk, said.answer, then))

    def answer(self, instruction_id: UUID, answer: str, at: datetime) -> None:
        by = self.chair(at)
        if answer == CONFIRM:
            instructing.confirm(instruction_id, by=by, at=at)
        else:
            instructing.disown(instruction_id, reason=answer, by=by, at=at)

    def _acting(self, unit: str, title: str, at: datetime) -> Actor:
        here = self.players.of_unit[Unit.objects.get(code=unit).pk]
        return next(by for by in (self._as(one, at) for one in here) if not title or by.post == title)

    def _as(self, player: Player, at: datetime) -> Actor:
        return self.players.act_as(player, at)


def plan_instructions(stage: Stage, players: Players) -> None:
    """Put the secretary's letting in, and what the chair says over the years, on the programme."""
    desk = Desk(stage, players, photo())
    stage.plan(LET_IN, desk.let_in)
    for said in SAID:
        stage.plan(datetime.combine(said.on, time(9, 40), HANOI), _entering(desk, said))


def _entering(desk: Desk, said: Said) -> Deed:
    return lambda at: desk.enter(said, at)


def _seat(by: Actor) -> Holder:
    if by.person_id is None or by.post_id is None:
        raise LookupError(by.name)
    return Holder(by.person_id, by.post_id)
