"""From an address to a question: which regime and period, as of which head, narrowed to what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.kernel.acts.models import Checkpoint
from lienthong.kernel.clock.moments import HANOI, local_day, midnight_after
from lienthong.kernel.refusals import Invalid, Missing
from lienthong.kernel.ui.formats import moment_words
from lienthong.measures.asking import AsOf, Question, as_of, as_of_size
from lienthong.measures.indicators import Indicator
from lienthong.measures.narrowing import Narrowing
from lienthong.measures.periods import names_of_year, period_of
from lienthong.measures.regimes import ADMINISTRATIVE, Regime, regimes

HEADS_OFFERED = 8
SPELLINGS = ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%Y-%m-%dT%H:%M")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question, and how its address says it; every link made from it asks about the very same head."""

    regime: Regime
    period: str
    question: Question
    latest: bool
    others: Mapping[str, str] = field(default_factory=dict)

    def query(self, **more: str) -> str:
        """Return "?regime=…&period=…&size=…" with what narrows; an empty value takes a part away."""
        size = str(self.question.as_of.size)
        said = {"regime": self.regime.code, "period": self.period, "size": size, **self.others, **more}
        return f"?{urlencode({name: value for name, value in said.items() if value})}"

    @property
    def newest_query(self) -> str:
        return self.query(size="")

    @property
    def whole_query(self) -> str:
        return self.query(**dict.fromkeys(self.others, ""))

    @property
    def xlsx_query(self) -> str:
        return self.query(export="xlsx")

    @property
    def csv_query(self) -> str:
        return self.query(export="csv")

    @property
    def root(self) -> str:
        return self.question.as_of.root.hex()


def chosen(asked: Mapping[str, str], *, carried: tuple[str, ...] = ()) -> Chosen | None:
    """Read what an address asks; what it leaves out is this year as of the last head. None before any head.

    `carried` names further parts of the address that its links keep.

    Raises:
        Invalid: no such regime or period, a moment that cannot be read, or one before the first head.
        Missing: no head of this size was signed.
    """
    regime = regimes.get(asked.get("regime") or ADMINISTRATIVE.code)
    newest = as_of()
    if newest is None:
        return None
    head = _head(asked, newest)
    code = asked.get("period") or str(regime.year_of(local_day(head.moment)))
    others = {name: asked[name] for name in carried if asked.get(name)}
    question = Question(period_of(regime, code), head)
    return Chosen(regime, code, question, latest=head.size == newest.size, others=others)


def narrowing_of(asked: Mapping[str, str], indicator: Indicator) -> Narrowing:
    """Read units, classes and values of dimensions; several classes stand as "done_late,open_overdue"."""
    values = {name: tuple(asked[name].split(",")) for name in indicator.dimensions if asked.get(name)}
    classes = tuple(asked["class"].split(",")) if asked.get("class") else None
    return Narrowing(units=_units(asked.get("unit", "")), classes=classes, values=values)


def offered_periods(regime: Regime, at: datetime) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield years with those of their periods that can have figures, the latest year first; then what is to come."""
    first = Checkpoint.objects.order_by("signed_at").values_list("signed_at", flat=True).first()
    today, since = local_day(at), local_day(first or at)
    coming: list[tuple[str, str]] = []
    for year in range(today.year + 1, since.year - 1, -1):
        begun = []
        for code, words in names_of_year(year):
            period = period_of(regime, code)
            if period.start > today:
                coming.append((code, words))
            elif period.end > since:
                begun.append((code, words))
        if begun:
            yield str(year), begun
    yield _("Kỳ chưa đến"), coming


def offered_heads() -> list[AsOf]:
    heads = Checkpoint.objects.order_by("-tree_size")[:HEADS_OFFERED]
    return [AsOf(head.tree_size, head.signed_at, bytes(head.root)) for head in heads]


def _head(asked: Mapping[str, str], newest: AsOf) -> AsOf:
    if moment := asked.get("moment"):
        return _head_at(_moment(moment))
    if not asked.get("size"):
        return newest
    found = as_of_size(int(asked["size"])) if asked["size"].isdecimal() and len(asked["size"]) < 18 else None
    if found is None:
        raise Missing(_("Không có lần chốt nhật ký nào với số dòng này."))
    return found


def _head_at(moment: datetime) -> AsOf:
    found = as_of(moment)
    if found is None:
        first = Checkpoint.objects.order_by("signed_at").values_list("signed_at", flat=True).first()
        raise Invalid(
            _("Thời điểm này trước khi có dữ liệu đầu tiên. Số liệu sớm nhất tính được là lúc %(first)s.")
            % {"first": moment_words(first)},
            field="moment",
        )
    return found


def _moment(text: str) -> datetime:
    """Read "14/12/2012 17:00"; a day alone means its end."""
    for spelling in SPELLINGS:
        try:
            return datetime.strptime(text.strip(), spelling).replace(tzinfo=HANOI)
        except ValueError:
            continue
    try:
        return midnight_after(datetime.strptime(text.strip(), "%d/%m/%Y").replace(tzinfo=HANOI).date())
    except (ValueError, OverflowError):
        raise Invalid(_("Thời điểm phải viết như 14/12/2012 17:00."), field="moment") from None


def _units(text: str) -> tuple[UUID, ...] | None:
    try:
        return tuple(UUID(unit) for unit in text.split(",")) if text else None
    except ValueError:
        raise Missing from None
