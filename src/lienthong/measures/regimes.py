"""Reporting regimes: each owns its year. Rows registered here and above; nothing else knows a cut-off."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.refusals import Invalid, type_of_reason


@dataclass(frozen=True, slots=True)
class Regime:
    """How a reporting year lies on the calendar.

    A reporting month begins on `first_day`; the year begins `months_before` months before January.
    `to_confirm` says that the source was not read in full.
    """

    code: str
    words: type_of_reason
    first_day: int
    months_before: int
    source: type_of_reason
    to_confirm: bool = False

    def start(self, year: int, month: int) -> date:
        """Return the first day of a reporting month, 1 to 12; 13 is the first of the next year."""
        months = year * 12 + month - 1 - self.months_before
        return date(months // 12, months % 12 + 1, self.first_day)

    def year_of(self, day: date) -> int:
        """Return the reporting year that a day belongs to."""
        return next(year for year in (day.year + 1, day.year, day.year - 1) if self.start(year, 1) <= day)


@dataclass
class Regimes:
    """The register; an instance, so that tests make their own."""

    known: dict[str, Regime] = field(default_factory=dict)

    def register(self, regime: Regime) -> None:
        if regime.code in self.known:
            raise ValueError(f"{regime.code} is already registered")
        self.known[regime.code] = regime

    def get(self, code: str) -> Regime:
        if code not in self.known:
            raise Invalid(_("Không có chế độ báo cáo này."), field="regime")
        return self.known[code]


ADMINISTRATIVE = Regime(
    code="administrative",
    words=_("Hành chính, đến 14/12"),
    first_day=15,
    months_before=1,
    source=_("Nghị định 09/2019/NĐ-CP, Điều 12"),
    to_confirm=True,
)
CALENDAR = Regime(
    code="calendar",
    words=_("Dương lịch, đến 31/12"),
    first_day=1,
    months_before=0,
    source=_("Thông tư 04/2022/TT-BTTTT"),
)

regimes = Regimes({known.code: known for known in (ADMINISTRATIVE, CALENDAR)})
