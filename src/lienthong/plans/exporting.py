"""The targets, and the figures of one, as files: exactly what is shown, with the head of the ledger above it."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from lienthong.kernel.ui.formats import moment_words
from lienthong.kernel.ui.tables import Table, Values, answer_with
from lienthong.measures.choosing import Chosen
from lienthong.measures.reading import Fact
from lienthong.measures.words import shown_count
from lienthong.plans.figures import PlanFigure, WatchedLine
from lienthong.plans.figures_reading import Gap, Row
from lienthong.plans.models import Plan
from lienthong.plans.parts_reading import MovedRow
from lienthong.plans.targets_reading import Line
from lienthong.plans.words import title_of

Shown = Row | Gap | MovedRow


def of_targets(
    kind: str, plan: Plan, lines: Iterable[Line], asked: Chosen, narrowed: list[Fact]
) -> HttpResponseBase:
    """Answer with the lines of the page of targets, in its order."""
    head = [
        _("Mã"),
        _("Chỉ tiêu kế hoạch"),
        _("Trong kế hoạch"),
        _("Số liệu"),
        _("Năm, tình trạng, loại số liệu"),
        _("Mức phải đạt"),
        _("So kế hoạch"),
        _("So năm trước"),
        _("Khả năng đạt"),
    ]
    above = [*_about(plan, asked), *narrowed]
    found: Iterable[Values] = map(_line_values, lines)
    return answer_with(kind, Table(f"{plan.code}-chi-tieu", _("Chỉ tiêu kế hoạch"), above, head, found))


def of_figures(
    kind: str, figure: PlanFigure, line: Line, rows: Iterable[Shown], asked: Chosen
) -> HttpResponseBase:
    """Answer with every figure that the page of a target shows; those put right say so."""
    above: list[Fact] = [
        *_about(figure.plan, asked),
        (_("Mức phải đạt"), line.aim),
        (_("Số liệu"), f"{line.value} ({line.about})" if line.about else line.value),
        (_("So kế hoạch năm"), line.share or "–"),
        (_("So năm trước"), line.moved or "–"),
        (_("Khả năng đạt"), str(line.light)),
    ]
    return _of_rows(kind, figure, above, rows)


def of_watched(kind: str, plan: Plan, lines: Iterable[WatchedLine], asked: Chosen) -> HttpResponseBase:
    """Answer with the lines of the page of what is watched, in its order."""
    head = [
        _("Mã"),
        _("Chỉ tiêu theo dõi"),
        _("Số liệu"),
        _("Năm, tình trạng, loại số liệu"),
        _("So năm trước"),
        _("Cơ quan đo"),
    ]
    found: Iterable[Values] = (
        [one.figure.code, one.figure.wording, one.value, one.about, one.moved or "–", str(one.agency)]
        for one in lines
    )
    table = Table(f"{plan.code}-theo-doi", _("Chỉ tiêu theo dõi"), _about(plan, asked), head, found)
    return answer_with(kind, table)


def of_watched_one(kind: str, line: WatchedLine, rows: Iterable[Shown], asked: Chosen) -> HttpResponseBase:
    """Answer with every figure that the page of a watched one shows."""
    figure = line.figure
    above: list[Fact] = [
        *_about(figure.plan, asked),
        (_("Số liệu"), f"{line.value} ({line.about})" if line.about else line.value),
        (_("So năm trước"), line.moved or "–"),
        (_("Cơ quan đo"), str(line.agency)),
    ]
    return _of_rows(kind, figure, above, rows)


def _of_rows(kind: str, figure: PlanFigure, above: list[Fact], rows: Iterable[Shown]) -> HttpResponseBase:
    head = [
        _("Kỳ số liệu"),
        _("Đơn vị"),
        _("Giá trị"),
        _("Tử số"),
        _("Mẫu số"),
        _("Tình trạng số liệu"),
        _("Loại số liệu"),
        _("Nguồn"),
        _("Đã được đính chính"),
        _("Lý do đính chính, lý do chưa có số liệu"),
        _("Người nhập"),
        _("Cơ quan của người nhập"),
        _("Ghi nhận"),
        _("Mã thao tác"),
        _("Tài liệu minh chứng"),
    ]
    found: Iterable[Values] = map(_row_values, rows)
    name, title = f"{figure.plan.code}-{figure.code}", f"{figure.code}. {figure.wording}"
    return answer_with(kind, Table(name, title, above, head, found))


def _about(plan: Plan, asked: Chosen) -> list[Fact]:
    head = asked.question.as_of
    return [
        (_("Kế hoạch"), title_of(plan)),
        (_("Tính đến"), f"{moment_words(head.moment)} ({head.size})"),
        (_("Gốc cây nhật ký"), asked.root),
    ]


def _line_values(line: Line) -> Values:
    return [
        line.target.code,
        line.wording,
        line.target.place,
        line.value,
        line.about,
        line.aim,
        line.share or "–",
        line.moved or "–",
        str(line.light),
    ]


def _row_values(row: Shown) -> Values:
    if isinstance(row, MovedRow):
        return _moved_values(row)
    act = row.act
    if isinstance(row, Gap):
        middle: Values = [row.period, row.unit, "–", None, None, _("Chưa có số liệu"), "", "", "", row.reason]
    else:
        middle = [
            row.period,
            row.unit,
            row.value,
            _number(row.entry.numerator),
            _number(row.entry.denominator),
            "; ".join(filter(None, (str(row.maturity), row.estimated))),
            str(row.kind),
            row.source,
            _("đã được đính chính") if row.entry.revised else "",
            row.reason,
        ]
    said = [act.actor_name, act.actor_unit, act.recorded_at, str(act.id)] if act else ["", "", None, ""]
    return [*middle, *said, "" if isinstance(row, Gap) else str(row.files)]


def _moved_values(row: MovedRow) -> Values:
    """Return a unit of another day: its amounts, and from whose figures they came."""
    source = _("Theo tỷ lệ kế thừa từ: %(units)s") % {"units": row.origins}
    both = (row.carried.numerator, row.carried.denominator)
    amounts = [None if amount is None else shown_count(amount) for amount in both]
    return [row.period, row.unit, row.value, *amounts, "", "", source, "", "", "", "", None, "", ""]


def _number(amount: Fraction | None) -> Decimal | None:
    """Return the amount as it was entered; its column holds six decimals."""
    return None if amount is None else Decimal(amount.numerator) / Decimal(amount.denominator)
