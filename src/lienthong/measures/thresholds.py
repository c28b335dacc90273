"""The page of what a month asks of an agency to count as at work in the system: dated data, with its source."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, needs, page
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.languages import either
from lienthong.kernel.ui.components import Chip, Tone
from lienthong.measures.activity import ACTIVE, thresholds


@dataclass(frozen=True, slots=True)
class Line:
    """What is asked during some days, and whether anybody has confirmed it; `now` is what counts today."""

    since: date
    until: date | None
    acts: int
    days: int
    source: str
    standing: Chip
    now: bool


@page(needs(Capability.FIGURES_SEE))
def thresholds_page(request: Request) -> HttpResponseBase:
    today = local_day(request.at)
    lines = [
        Line(
            known.since,
            known.until,
            known.acts,
            known.days,
            either(known.source, known.source_en),
            Chip(_("Đã xác nhận"), Tone.GOOD) if known.confirmed else Chip(_("Cần xác nhận"), Tone.WARN),
            now=known.since <= today and (known.until is None or today < known.until),
        )
        for known in reversed(thresholds())
    ]
    return render(request, "measures/thresholds.html", {"lines": lines, "indicator": ACTIVE})
