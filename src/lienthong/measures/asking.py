"""What is asked: a period of a reporting regime, as of a position in the ledger."""

from dataclasses import dataclass
from datetime import date, datetime

from lienthong.kernel.acts.models import Checkpoint
from lienthong.kernel.clock.moments import day_window


@dataclass(frozen=True, slots=True)
class Period:
    """Days [start, end) of one regime: administrative years end in mid-December, statistics do not."""

    start: date
    end: date
    label: str

    @property
    def start_moment(self) -> datetime:
        return day_window(self.start)[0]

    @property
    def end_moment(self) -> datetime:
        return day_window(self.end)[0]


@dataclass(frozen=True, slots=True)
class AsOf:
    """A position in the ledger, never a clock time: what was committed later cannot change a frozen figure.

    `size` is the number of acts known; `moment` is when that head was signed, by which lateness is judged.
    """

    size: int
    moment: datetime
    root: bytes = b""


@dataclass(frozen=True, slots=True)
class Question:
    period: Period
    as_of: AsOf

    @property
    def until(self) -> datetime:
        """Return the moment by which things are judged: the end of the period, or of what was known."""
        return min(self.period.end_moment, self.as_of.moment)


def as_of(moment: datetime | None = None) -> AsOf | None:
    """Return the last signed head at or before the moment; None before the first act was sealed."""
    heads = Checkpoint.objects.order_by("-signed_at", "-tree_size")
    if moment is not None:
        heads = heads.filter(signed_at__lte=moment)
    head = heads.first()
    return AsOf(head.tree_size, head.signed_at, bytes(head.root)) if head else None


def as_of_size(size: int) -> AsOf | None:
    """Return the signed head of exactly this size, as a link to a figure names it."""
    head = Checkpoint.objects.filter(tree_size=size).first()
    return AsOf(head.tree_size, head.signed_at, bytes(head.root)) if head else None
