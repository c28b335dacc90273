"""The last weeks: a committee decided two drafts by paper and is asked a third; a steering committee was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID

from lienthong.access.actors import official
from lienthong.access.models import Account
from lienthong.ballots import concluding, counting, opening, voting
from lienthong.ballots.rules import Answer
from lienthong.directory.models import Appointment, Unit
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.clock.amounts import working_hours
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.web.demo.story.stage import Stage

YES, NO, ELSE = Answer.AGREE, Answer.DISAGREE, Answer.OTHER
OFFICE_CHIEF = "VPUB/CVP"
CHAIR, FIRST_VICE = "UBND/CT", "UBND/PCT-TT"
CULTURE, ECONOMY, LAND = "UBND/PCT-VX", "UBND/PCT-KT", "UBND/PCT-NL"
WORDS = {
    YES: "",
    NO: "Chưa bố trí được kinh phí năm tới; đề nghị lùi một năm.",
    ELSE: "Đồng ý về chủ trương; đề nghị nêu rõ cơ quan kiểm tra và thời hạn báo cáo.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A ballot of the story: opened so many days before the end, answered by posts in this order, concluded by one."""

    days_before: int
    body: str
    title: str
    question: str
    field: str
    answers: Mapping[str, Answer]
    days_open: int = 5
    concluded_by: str = ""
    conclusion: str = ""


ASKED = (
    Asked(
        24, "UBND",
        "Dự thảo Quyết định ban hành Quy chế quản lý, vận hành mạng diện rộng của tỉnh",
        "Đề nghị các thành viên cho ý kiến về dự thảo Quyết định và Quy chế kèm theo.",
        "cntt",
        {FIRST_VICE: YES, LAND: YES, CULTURE: YES, ECONOMY: ELSE, CHAIR: YES},
        concluded_by=CULTURE,
        conclusion="Ban hành Quyết định. Sở Thông tin và Truyền thông bổ sung cơ quan kiểm tra, thời hạn báo cáo.",
    ),
    Asked(
        17, "UBND",
        "Dự thảo mức hỗ trợ thuê đường truyền cho các xã",
        "Đề nghị cho ý kiến về mức hỗ trợ thuê đường truyền từ ngân sách tỉnh năm tới.",
        "ngan_sach",
        {CULTURE: YES, FIRST_VICE: NO, ECONOMY: NO, LAND: ELSE, CHAIR: YES},
        concluded_by=CHAIR,
        conclusion="Chưa thông qua. Sở Thông tin và Truyền thông phối hợp Sở Tài chính xác định lại nguồn, trình lại.",
    ),
    Asked(
        9, "BCDCNTT",
        "Chương trình công tác năm tới của Ban Chỉ đạo Công nghệ thông tin",
        "Đề nghị các thành viên Ban Chỉ đạo cho ý kiến về dự thảo chương trình công tác năm.",
        "cntt",
        dict.fromkeys(("STTTT/GD", "STTTT/PGD-1", "SNV/GD", "SGDDT/GD", CULTURE, OFFICE_CHIEF), YES) | {"STC/GD": ELSE},
    ),
    Asked(
        2, "UBND",
        "Dự thảo Kế hoạch kiểm tra an toàn thông tin các cơ quan nhà nước",
        "Đề nghị các thành viên cho ý kiến về phạm vi, thời gian kiểm tra nêu trong dự thảo.",
        "an_toan_thong_tin",
        {FIRST_VICE: YES, ECONOMY: ELSE},
    ),
)  # fmt: skip


def plan_ballots(stage: Stage) -> None:
    """Put the ballots on the programme, each with its answers, its counting and its conclusion."""
    for asked in ASKED:
        day = local_day(stage.ends) - timedelta(days=asked.days_before)
        stage.plan(_hour(stage, day, 8, 30), _Life(stage, asked).open)


@dataclass
class _Life:
    stage: Stage
    asked: Asked
    ballot_id: UUID | None = None

    def open(self, at: datetime) -> None:
        asked, until = self.asked, local_day(at) + timedelta(days=self.asked.days_open)
        question = opening.Question(
            body_id=Unit.objects.get(code=asked.body).pk,
            title=asked.title,
            question=asked.question,
            term=f"chậm nhất ngày {until:%d/%m/%Y}",
            field=asked.field,
            submitted_by=Unit.objects.get(code="STTTT").pk,
            files=[self.stage.table],
        )
        self.ballot_id = opening.open_ballot(question, by=_holder(OFFICE_CHIEF, at), at=at).pk
        for ordinal, (post, answer) in enumerate(asked.answers.items(), start=1):
            self.stage.plan(
                self.stage.calendar.add(at, working_hours(ordinal * 2)), partial(self.answer, post, answer)
            )
        counted = datetime.combine(until + timedelta(days=1), time(7, 5), HANOI)
        self.stage.plan(counted, self.count)
        if asked.concluded_by:
            self.stage.plan(_hour(self.stage, local_day(counted), 15, 0), self.conclude)

    def count(self, at: datetime) -> None:
        counting.settle(self._known(), by=SYSTEM, at=at)

    def conclude(self, at: datetime) -> None:
        by = _holder(self.asked.concluded_by, at)
        concluding.conclude(self._known(), words=self.asked.conclusion, by=by, at=at)

    def answer(self, post: str, answer: Answer, at: datetime) -> None:
        voting.vote(self._known(), answer=answer, words=WORDS[answer], by=_holder(post, at), at=at)
        counting.settle(self._known(), by=SYSTEM, at=at)

    def _known(self) -> UUID:
        if self.ballot_id is None:
            raise LookupError(self.asked.title)
        return self.ballot_id


def _holder(post_code: str, at: datetime) -> Actor:
    """Return who holds the post that day, in this post."""
    held = Appointment.objects.on(local_day(at)).select_related("post").get(post__code=post_code)
    found = official(held.person_id, held.post_id, at=at)
    if found is None:
        raise LookupError(post_code)
    return replace(found, account_id=Account.objects.get(person=held.person_id).pk)


def _hour(stage: Stage, day: date, hour: int, minute: int) -> datetime:
    """Return the hour of the day, or of the next working day."""
    if not stage.calendar.works_on(day):
        day = stage.calendar.working_day_after(day)
    return datetime.combine(day, time(hour, minute), HANOI)
