"""What the pages say of a figure with or without a target: its latest value, its figures with who entered them."""

from dataclasses import dataclass
from uuid import UUID

from lienthong.directory.selectors import names
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.languages import either
from lienthong.kernel.refusals import type_of_reason
from lienthong.measures.asking import AsOf
from lienthong.measures.computed import Computed
from lienthong.measures.entered import Entered
from lienthong.measures.models import Maturity, Rule
from lienthong.measures.words import amount_words, kind_words, moved_words, pair_words
from lienthong.plans.series import Series


@dataclass(frozen=True, slots=True)
class Row:
    """One entered figure; those put right stand beside what took their place."""

    entry: Entered
    unit: str
    value: str
    pair: str
    maturity: type_of_reason
    kind: type_of_reason
    source: str
    reason: str
    act: Act | None


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


def rows_of(one: Series, as_of: AsOf) -> tuple[list[Row], list[Row]]:
    """Return the figures of the whole, the latest first, and those of the parts for the latest year."""
    whole = [entry for entry in reversed(one.entries) if entry.unit_id == one.whole]
    parts = list(one.parts().values())
    called = names({entry.unit_id for entry in (*whole, *parts)}, local_day(as_of.moment))
    acts = Act.objects.in_bulk([entry.act_id for entry in (*whole, *parts)])
    rows = [[_row(one, entry, called, acts) for entry in entries] for entries in (whole, parts)]
    return rows[0], sorted(rows[1], key=lambda row: (row.entry.value or 0, row.unit))


def counted_of(one: Series) -> list[Counted]:
    """Return the computed figures of the whole, the latest first, each beside the entered one."""
    own = [figure for figure in one.computed if figure.unit_id == one.whole]
    return [
        Counted(
            figure=figure,
            value=amount_words(figure.value, one.definition),
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


def _row(one: Series, entry: Entered, called: dict[UUID, str], acts: dict[UUID, Act]) -> Row:
    return Row(
        entry=entry,
        unit=called.get(entry.unit_id, ""),
        value=entry_words(one, entry),
        pair=pair_words(entry.numerator, entry.denominator),
        maturity=Maturity(entry.maturity).label,
        kind=kind_words(entry.kind),
        source=either(entry.source, entry.source_en),
        reason=either(entry.reason, entry.reason_en),
        act=acts.get(entry.act_id),
    )


def _entered(one: Series, year: int) -> str:
    entry = one.entered_by_year.get(year)
    return f"{amount_words(entry.value, one.definition)} ({Maturity(entry.maturity).label})" if entry else "–"


def about_words(one: Series) -> str:
    if one.latest is None:
        return ""
    return f"{one.year} · {Maturity(one.latest.maturity).label} · {kind_words(one.latest.kind)}"


def since_before(one: Series) -> str:
    """Return how far it moved since the year before (so cùng kỳ); nothing where one of the two is missing."""
    if one.definition.rule == Rule.STATE or one.latest is None or one.before is None:
        return ""
    if one.latest.value is None or one.before.value is None:
        return ""
    return moved_words(one.latest.value - one.before.value, one.definition)
