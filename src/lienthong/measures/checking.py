"""What cannot be right of a figure is refused in words beside its field; what is only odd is told afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lienthong.directory.models import UnitVersion
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui.formats import day_words
from lienthong.measures.models import Adding, Definition, Entry, Kind, Maturity, Rule
from lienthong.measures.periods import OF_FREQUENCY, period_of, period_words, split
from lienthong.measures.policies import WORKED_OUT
from lienthong.measures.regimes import CALENDAR, regimes
from lienthong.measures.words import FREQUENCIES

LARGEST = Decimal(10) ** 15
ADD_UP: Final = frozenset({Adding.FLOW, Adding.RATIO_OF_FLOWS})


@dataclass(frozen=True, slots=True)
class Said:
    """A figure as it is reported or cited: what was counted over what, where from, how sure."""

    unit_id: UUID
    period: str
    numerator: Decimal
    denominator: Decimal | None
    maturity: str
    source: str
    kind: str = Kind.REPORTED
    regime: str = CALENDAR.code
    source_en: str = ""

    @property
    def amounts(self) -> dict[str, Decimal]:
        both = {"numerator": self.numerator, "denominator": self.denominator}
        return {name: amount for name, amount in both.items() if amount is not None}


def check(definition: Definition, said: Said, *, at: datetime) -> None:
    """Refuse what cannot be right. Raises `Invalid` with its field."""
    check_place(definition, said.unit_id, said.period, local_day(at), regime=said.regime)
    if said.kind not in Kind.values or said.maturity not in Maturity.values:
        raise Invalid(_("Loại số liệu không có trong danh mục."), field="maturity")
    if not said.source.strip():
        raise Invalid(_("Phải ghi nguồn của số liệu."), field="source")
    _check_amounts(definition, said)
    _check_parts(definition, said)


def check_place(definition: Definition, unit: UUID, code: str, day: date, *, regime: str) -> None:
    """Refuse a period that the definition does not have or that has not begun, and a unit that was not there."""
    if definition.rule == Rule.FORMULA:
        raise Invalid(WORKED_OUT, field="numerator")
    period = period_of(regimes.get(regime), code)
    if split(code)[1] not in OF_FREQUENCY[definition.frequency]:
        words = _("Chỉ tiêu này có số liệu theo kỳ: %(frequency)s; không có kỳ đã chọn.")
        raise Invalid(words % {"frequency": FREQUENCIES[definition.frequency]}, field="period")
    if period.start > day:
        words = _("Kỳ này chưa bắt đầu; bắt đầu ngày %(day)s.") % {"day": day_words(period.start)}
        raise Invalid(words, field="period")
    days = DateRange(period.start, period.end)
    if not UnitVersion.objects.believed().filter(unit=unit, during__overlap=days).exists():
        raise Invalid(_("Đơn vị này chưa có, hoặc không còn, trong kỳ số liệu đó."), field="unit")


def doubts_of(definition: Definition, said: Said) -> list[str]:
    """Return what is odd of a figure and may still be right: told to who entered it, refused to nobody."""
    found = []
    if definition.unit == "%" and said.denominator and said.numerator > said.denominator:
        found.append(_("tử số lớn hơn mẫu số"))
    unsure = [entry for entry in _beside(definition, said) if not _binds(entry, said)]
    found += [
        _("số của %(part)s lớn hơn số của năm %(year)s") % {"part": period_words(part), "year": year}
        for part, year, _name in _greater(unsure, said)
    ]
    return found


def _check_amounts(definition: Definition, said: Said) -> None:
    for name, amount in said.amounts.items():
        if abs(amount) >= LARGEST:
            raise Invalid(_("Số này lớn quá mức có thể có."), field=name)
    if bool(definition.denominator) != (said.denominator is not None):
        words = _("Phải nhập cả mẫu số.") if definition.denominator else _("Số liệu này không có mẫu số.")
        raise Invalid(words, field="denominator")
    if said.denominator == 0 and definition.rule != Rule.DIFFERENCE:
        raise Invalid(_("Mẫu số bằng 0 thì không tính được."), field="denominator")
    if definition.rule == Rule.STATE and said.numerator not in {0, 1}:
        raise Invalid(_("Chỉ tiêu có hoặc không: nhập 1 là có, 0 là không."), field="numerator")
    if definition.rule in {Rule.PER_HUNDRED, Rule.RADIUS} and said.numerator < 0:
        raise Invalid(_("Số này không thể âm."), field="numerator")


def _check_parts(definition: Definition, said: Said) -> None:
    """Refuse a part of a year that is more than its final whole, where periods add up; estimates may be wrong."""
    bound = [entry for entry in _beside(definition, said) if _binds(entry, said)]
    for part, year, name in _greater(bound, said):
        words = _("Số của %(part)s không thể lớn hơn số chính thức của năm %(year)s.")
        raise Invalid(words % {"part": period_words(part), "year": year}, field=name)


def _beside(definition: Definition, said: Said) -> list[Entry]:
    """Return what stands of the same unit and year, where the periods of a year add up to it."""
    if definition.adds not in ADD_UP:
        return []
    year, part = split(said.period)
    same = Entry.objects.filter(definition__code=definition.code, unit=said.unit_id, regime=said.regime)
    standing = same.filter(revised_by__isnull=True)
    return list(standing.filter(period=str(year)) if part else standing.filter(period__startswith=f"{year}-"))


def _binds(entry: Entry, said: Said) -> bool:
    """Say whether the two must agree: the whole year is final, and what is put beside it is not a mere estimate."""
    whole, part = _whole_and_part(entry, said)
    sure = part is said or part.maturity == Maturity.FINAL
    return whole.maturity == Maturity.FINAL and sure


def _greater(beside: list[Entry], said: Said) -> Iterator[tuple[str, str, str]]:
    """Yield (part, year, field) for each amount that is more in a part of the year than in the whole."""
    for entry in beside:
        whole, part = _whole_and_part(entry, said)
        for name in said.amounts:
            more, all_of_it = getattr(part, name), getattr(whole, name)
            if more is not None and all_of_it is not None and more > all_of_it >= 0:
                yield part.period, whole.period, name


def _whole_and_part(entry: Entry, said: Said) -> tuple[Entry | Said, Entry | Said]:
    return (entry, said) if split(said.period)[1] else (said, entry)
