"""How a collective body decides: pure. Numbers of members and votes in, an outcome with its reason out.

A member has one vote; a later one replaces it. A body decides when enough of its members answered (quorum) and more
than the share that its rule asks for agree. Where everybody who counts is split into equal halves, the side of the
chair decides, if the rule says so; a chair cannot carry a decision against members who did not answer.
"""

import math
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Member = TypeVar("Member", bound=Hashable)
HALF = Fraction(1, 2)


class Answer(TextChoices):
    AGREE = "agree", _("Đồng ý")
    DISAGREE = "disagree", _("Không đồng ý")
    OTHER = "other", _("Ý kiến khác")


class Outcome(TextChoices):
    ADOPTED = "adopted", _("Thông qua")
    NOT_ADOPTED = "not_adopted", _("Không thông qua")


class Because(TextChoices):
    """Which part of the rule decided."""

    MAJORITY = "majority", _("số đồng ý đạt mức phải có")
    TIE = "tie", _("hai bên ngang nhau, quyết định theo bên có Chủ tịch (người đứng đầu)")
    TIE_OPEN = "tie_open", _("hai bên ngang nhau và Chủ tịch (người đứng đầu) không đứng về bên nào")
    SHORT = "short", _("số đồng ý chưa đạt mức phải có")
    QUORUM = "quorum", _("chưa đủ số thành viên trả lời")


class Base(TextChoices):
    MEMBERS = "members", _("tổng số thành viên")
    ANSWERED = "answered", _("số thành viên đã trả lời")


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, as a rule words it: "more than a half", "at least two thirds"."""

    part: Fraction
    more: bool = False

    @classmethod
    def read(cls, written: str) -> "Share":
        """Read ">1/2" or ">=2/3". Raises `ValueError` for anything else."""
        more = not written.startswith(">=")
        if not written.startswith(">"):
            raise ValueError(written)
        part = Fraction(written.removeprefix(">").removeprefix("="))
        if not 0 <= part <= 1:
            raise ValueError(written)
        return cls(part, more)

    def of(self, whole: int) -> int:
        """Return the least number that is enough; of nobody, one is needed."""
        least = math.floor(self.part * whole) + 1 if self.more else math.ceil(self.part * whole)
        return max(least, 1)

    def __str__(self) -> str:
        words = _("trên %(part)s") if self.more else _("ít nhất %(part)s")
        return str(words % {"part": self.part})


@dataclass(frozen=True, slots=True)
class Rule:
    """What a kind of body decides by. A majority of which both sides could have enough is no majority."""

    quorum: Share
    majority: Share
    majority_of: Base
    tie_by_chair: bool

    def __post_init__(self) -> None:
        if self.majority.part < HALF or (self.majority.part == HALF and not self.majority.more):
            raise ValueError("a majority is more than a half")


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes of those who are members; `chair` is what the chair answered, if at all."""

    members: int
    agreed: int = 0
    disagreed: int = 0
    other: int = 0
    chair: Answer | None = None

    @property
    def answered(self) -> int:
        return self.agreed + self.disagreed + self.other


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome, the part of the rule that decided, and the numbers that were needed."""

    outcome: Outcome
    because: Because
    needed: int
    quorum: int


def count(
    members: Collection[Member], votes: Iterable[tuple[Member, Answer]], chair: Member | None = None
) -> Tally:
    """Count votes in the order they came: of each member the last one; of somebody else none."""
    last = {member: answer for member, answer in votes if member in members}
    given = list(last.values())
    return Tally(
        members=len(members),
        agreed=given.count(Answer.AGREE),
        disagreed=given.count(Answer.DISAGREE),
        other=given.count(Answer.OTHER),
        chair=last.get(chair) if chair is not None else None,
    )


def decide(rule: Rule, tally: Tally) -> Result:
    """Return what the body decided."""
    base = tally.members if rule.majority_of == Base.MEMBERS else tally.answered
    needed, quorum = rule.majority.of(base), rule.quorum.of(tally.members)
    outcome, because = _outcome(rule, tally, base, needed, quorum)
    return Result(outcome, because, needed, quorum)


def _outcome(rule: Rule, tally: Tally, base: int, needed: int, quorum: int) -> tuple[Outcome, Because]:
    if tally.answered < quorum:
        return Outcome.NOT_ADOPTED, Because.QUORUM
    if tally.agreed >= needed:
        return Outcome.ADOPTED, Because.MAJORITY
    halves = tally.agreed == tally.disagreed and tally.agreed + tally.disagreed == base
    if not (halves and rule.tie_by_chair):
        return Outcome.NOT_ADOPTED, Because.SHORT
    if tally.chair == Answer.AGREE:
        return Outcome.ADOPTED, Because.TIE
    return Outcome.NOT_ADOPTED, Because.TIE if tally.chair == Answer.DISAGREE else Because.TIE_OPEN
