"""A small province: a committee of five with its office, a department that submits, a coordinating body, a commune."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

import pytest
from django.conf import LazySettings

from lienthong.access.actors import actor_of
from lienthong.access.loading import load_capabilities
from lienthong.access.models import Account
from lienthong.access.powers.loading import load_signing_rules
from lienthong.ballots import concluding, counting, opening, voting
from lienthong.ballots.models import Ballot
from lienthong.ballots.rules import Answer
from lienthong.directory.models import Appointment, BodySeat, CoordinatingBody, Post, Unit
from lienthong.directory.revision import bump
from lienthong.directory.tests.cast import KNOWN, a_person, a_post, a_unit, appointed, during
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.clock.shipped import open_public_calendar

LONG_AGO = datetime(2011, 1, 3, 8, tzinfo=HANOI)
MONDAY = datetime(2012, 3, 5, 9, tzinfo=HANOI)
TUESDAY = datetime(2012, 3, 6, 9, tzinfo=HANOI)
FIRST_DAY_AWAY = date(2012, 3, 6)
AFTER = datetime(2012, 3, 12, 9, tzinfo=HANOI)  # the deadline was Friday
MEMBERS = ("chair", "vice_culture", "vice_economy", "vice_land", "member")


@dataclass
class Province:
    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    def unit(self, code: str, name: str, kind: str, below: str = "") -> None:
        self.units[code] = a_unit(code, name, kind=kind, under=self.units[below] if below else None)

    def official(self, role: str, unit: str, profile: str, title: str, fields: tuple[str, ...] = ()) -> None:
        person = a_person(f"Người {role}", code=role)
        rank = len(self.posts) + 1
        self.posts[role] = a_post(
            self.units[unit], title, profile=profile, code=role, rank=rank, fields=list(fields)
        )
        appointed(person, self.posts[role])
        self.accounts[role] = Account.objects.create(username=role, person=person)

    def actor(self, role: str, at: datetime = MONDAY) -> Actor:
        return actor_of(self.accounts[role], at=at)

    def id_of(self, code: str) -> UUID:
        return self.units[code].pk

    def leaves(self, role: str, on: date = FIRST_DAY_AWAY) -> None:
        """Somebody holds the post no more from a day on."""
        Appointment.objects.believed().get(person__code=role).cut(on, at=MONDAY)
        bump()


@pytest.fixture(scope="module")
def kept_province(keep: Callable[..., Province]) -> Province:
    return keep(a_province)


@pytest.fixture
def province(db: None, kept_province: Province, settings: LazySettings, tmp_path: object) -> Province:
    settings.VAULT_ROOT = tmp_path
    return deepcopy(kept_province)


def a_province() -> Province:
    load_capabilities(by=SYSTEM, at=LONG_AGO)
    load_signing_rules(by=SYSTEM, at=LONG_AGO)
    open_public_calendar(by=SYSTEM, at=LONG_AGO)
    made = Province()
    made.unit("UBND", "Ủy ban nhân dân tỉnh", "province_committee")
    made.unit("VP", "Văn phòng UBND tỉnh", "committee_office", "UBND")
    made.unit("SO", "Sở Thông tin", "department", "UBND")
    made.unit("XA", "Ủy ban nhân dân xã", "commune_committee", "UBND")
    made.unit("BCD", "Ban Chỉ đạo công nghệ thông tin", "coordinating_body", "UBND")
    made.official("chair", "UBND", "chair", "Chủ tịch UBND tỉnh")
    made.official("vice_culture", "UBND", "vice_chair", "Phó Chủ tịch UBND tỉnh", ("cntt",))
    made.official("vice_economy", "UBND", "vice_chair", "Phó Chủ tịch UBND tỉnh", ("kinh_te",))
    made.official("vice_land", "UBND", "vice_chair", "Phó Chủ tịch UBND tỉnh", ("nong_nghiep_moi_truong",))
    made.official("member", "UBND", "member", "Ủy viên UBND tỉnh")
    made.official("office_chief", "VP", "office_chief", "Chánh Văn phòng")
    made.official("follower", "VP", "follower", "Chuyên viên theo dõi")
    made.official("director", "SO", "head", "Giám đốc Sở")
    made.official("specialist", "SO", "specialist", "Chuyên viên")
    made.official("stranger", "XA", "chair", "Chủ tịch UBND xã")
    made.official("commune_specialist", "XA", "specialist", "Công chức xã")
    body = made.units["BCD"]
    CoordinatingBody.objects.create(
        unit=body, standing_agency=made.units["SO"], during=during(), known_from=KNOWN
    )
    for rank, (role, called) in enumerate(
        (("vice_culture", "Trưởng ban"), ("director", "Phó Trưởng ban"), ("office_chief", "Ủy viên")), 1
    ):
        BodySeat.objects.create(
            body=body, post=made.posts[role], role=called, rank=rank, during=during(), known_from=KNOWN
        )
    bump()
    return made


@pytest.fixture
def a_ballot(province: Province) -> Callable[..., Ballot]:
    """A ballot of the committee in a state, brought there by the acts; `votes` says who answered what."""

    def make(state: str = "open", votes: dict[str, Answer] | None = None, **differs: object) -> Ballot:
        ballot: Ballot = opening.open_ballot(
            question(province, **differs), by=province.actor("office_chief"), at=MONDAY
        )
        default = dict.fromkeys(MEMBERS, Answer.AGREE) if state in {"counted", "concluded"} else {}
        for role, answer in (votes if votes is not None else default).items():
            give(province, ballot, role, answer)
        if state in {"counted", "concluded"}:
            counting.settle(ballot.pk, by=SYSTEM, at=AFTER)
        if state == "concluded":
            concluding.conclude(ballot.pk, words="Giao Sở hoàn thiện", by=province.actor("chair"), at=AFTER)
        if state == "withdrawn":
            concluding.withdraw(
                ballot.pk, reason="Dự thảo phải sửa", by=province.actor("office_chief"), at=TUESDAY
            )
        return Ballot.objects.select_related("case").get(pk=ballot.pk)

    return make


def question(province: Province, **differs: object) -> opening.Question:
    values: dict[str, object] = {
        "body_id": province.id_of("UBND"),
        "title": "Dự thảo Quy chế quản lý mạng diện rộng",
        "question": "Đề nghị cho ý kiến về dự thảo",
        "term": "chậm nhất ngày 09/03/2012",
        "field": "cntt",
        "submitted_by": province.id_of("SO"),
    }
    return opening.Question(**(values | differs))  # type: ignore[arg-type]


def give(
    province: Province, ballot: Ballot, role: str, answer: Answer, at: datetime = TUESDAY, words: str = ""
) -> None:
    said = words or ("Nên giao hạn rõ hơn" if answer == Answer.OTHER else "")
    voting.vote(ballot.pk, answer=answer, words=said, by=province.actor(role, at), at=at)
