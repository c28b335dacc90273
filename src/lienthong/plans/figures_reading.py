"""What the pages say of a figure with or without a target: its latest value, its figures with who entered them."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.selectors import names
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.languages import either
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.files import NO_FILES, Files, links_by_act
from lienthong.measures.asking import AsOf
from lienthong.measures.computed import Computed
from lienthong.measures.entered import Entered, best
from lienthong.measures.models import Maturity, Rule
from lienthong.measures.periods import end_month, period_words, split
from lienthong.measures.so_far import SoFar
from lienthong.measures.words import amount_words, kind_words, moved_words, pair_words
from lienthong.plans.figures import PlanFigure, figures_of
from lienthong.plans.models import Plan
from lienthong.plans.series import Series


@dataclass(frozen=True, slots=True)
class Row:
    """One entered figure; those put right stand beside what took their place."""

    entry: Entered
    period: str
    unit: str
    value: str
    pair: str
    maturity: type_of_reason
    kind: type_of_reason
    estimated: str
    source: str
    reason: str
    act: Act | None
    files: Files


@dataclass(frozen=True, slots=True)
class Gap:
    """A period without a figure, and why, as whoever measures it said."""

    period: str
    unit: str
    reason: str
    act: Act | None


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One of the figures that a formula is worked out of."""

    figure: PlanFigure
    value: str
    about: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One computed figure, with the way to the rows behind it and what was entered for the same year."""

    figure: Computed
    value: str
    pair: str
    maturity: type_of_reason
    entered: str


def latest_words(one: Series) -> str:
    """Return the latest value, with as many decimals as keep it from contradicting its light."""
    return amount_words(one.latest.value, one.definition, one.marks(one.year)) if one.latest else "–"


def latest_period(one: Series) -> str:
    """Return "2015", "6 tháng đầu năm 2015", "Cộng đến Quý III năm 2015"; empty without a figure."""
    if one.latest is None:
        return ""
    words = period_words(one.latest.period)
    return _("Cộng đến %(period)s") % {"period": words} if isinstance(one.latest, SoFar) else words


def rows_of(figure: PlanFigure, one: Series, as_of: AsOf) -> tuple[list[Row], list[Row]]:
    """Return the figures of the whole, the latest first, and those of the parts for the latest year."""
    own = [entry for entry in reversed(one.entries) if entry.unit_id == one.whole]
    whole = sorted(own, key=lambda entry: _place(entry.period), reverse=True)
    parts = list(one.parts().values())
    said = [entry.act_id for entry in (*whole, *parts)]
    called = names({entry.unit_id for entry in (*whole, *parts)}, local_day(as_of.moment))
    acts, files = Act.objects.in_bulk(said), links_by_act(said, figure.file_url)
    rows = [
        [
            _row(one, entry, called, acts.get(entry.act_id), files.get(entry.act_id, NO_FILES))
            for entry in some
        ]
        for some in (whole, parts)
    ]
    return rows[0], sorted(rows[1], key=lambda row: (row.entry.value or 0, row.unit))


def gaps_of(one: Series, as_of: AsOf) -> list[Gap]:
    """Return the periods of the whole without a figure whose reason is known, the latest first."""
    missing = one.missing_whole[::-1]
    acts = Act.objects.in_bulk([absent.act_id for absent in missing])
    called = names({absent.unit_id for absent in missing}, local_day(as_of.moment))
    return [
        Gap(
            period_words(absent.period), called.get(absent.unit_id, ""), absent.words, acts.get(absent.act_id)
        )
        for absent in missing
    ]


def ingredients_of(plan: Plan, one: Series) -> list[Ingredient]:
    """Return the figures of which this one is worked out, with the latest of each; none where it is entered."""
    figures = figures_of(plan, [part.definition for part in one.of.values()]) if one.of else []
    parts = (one.of[figure.definition.code] for figure in figures)
    return [
        Ingredient(figure, latest_words(part), about_words(part))
        for figure, part in zip(figures, parts, strict=True)
    ]


def counted_of(one: Series) -> list[Counted]:
    """Return the computed figures of the whole, the latest first, each beside the entered one."""
    own = [figure for figure in one.computed if figure.unit_id == one.whole]
    return [
        Counted(
            figure=figure,
            value=amount_words(figure.value, one.definition, one.marks(int(figure.period))),
            pair=pair_words(figure.numerator, figure.denominator),
            maturity=Maturity(figure.maturity).label,
            entered=_entered(one, int(figure.period)),
        )
        for figure in reversed(own)
    ]


def entry_words(one: Series, entry: Entered) -> str:
    """Return one value; that of the whole reads against what its year had to reach."""
    judged = entry.unit_id == one.whole and entry.period.isdecimal()
    return amount_words(entry.value, one.definition, one.marks(int(entry.period)) if judged else ())


def _place(period: str) -> tuple[int, bool, int]:
    """Return where a period stands: within a year the whole first, then what reaches furthest."""
    year, part = split(period)
    return year, not part, end_month(period)


def _row(one: Series, entry: Entered, called: dict[UUID, str], act: Act | None, files: Files) -> Row:
    return Row(
        entry=entry,
        period=period_words(entry.period),
        unit=called.get(entry.unit_id, ""),
        value=entry_words(one, entry),
        pair=pair_words(entry.numerator, entry.denominator),
        maturity=Maturity(entry.maturity).label,
        kind=kind_words(entry.kind),
        estimated=_against_estimate(one, entry),
        source=either(entry.source, entry.source_en),
        reason=either(entry.reason, entry.reason_en),
        act=act,
        files=files,
    )


def _against_estimate(one: Series, entry: Entered) -> str:
    """Return how far a final figure is from the estimate of the same unit and period; nothing where there was none."""
    if entry.maturity != Maturity.FINAL or one.definition.rule == Rule.STATE:
        return ""
    place = (entry.unit_id, entry.period)
    same = [other for other in one.entries if (other.unit_id, other.period) == place]
    guessed = best([other for other in same if other.maturity == Maturity.ESTIMATE])
    if guessed is None or guessed.value is None or entry.value is None:
        return ""
    moved = moved_words(entry.value - guessed.value, one.definition)
    return _("so với ước thực hiện: %(moved)s") % {"moved": moved}


def _entered(one: Series, year: int) -> str:
    entry = one.entered_by_year.get(year)
    return f"{amount_words(entry.value, one.definition)} ({Maturity(entry.maturity).label})" if entry else "–"


def about_words(one: Series) -> str:
    """Return of when the latest figure is, how sure and of what kind; without one, why there is none."""
    if one.latest is None:
        reasons = [absent.words for absent in one.missing_whole]
        return _("Chưa có số liệu: %(reason)s") % {"reason": reasons[-1]} if reasons else ""
    return f"{latest_period(one)} · {Maturity(one.latest.maturity).label} · {kind_words(one.latest.kind)}"


def since_before(one: Series) -> str:
    """Return how far it moved since the year before (so cùng kỳ); nothing where one of the two is missing."""
    if one.definition.rule == Rule.STATE or one.latest is None or one.before is None:
        return ""
    if one.latest.value is None or one.before.value is None:
        return ""
    return moved_words(one.latest.value - one.before.value, one.definition)
