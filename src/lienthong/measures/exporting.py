"""Figures and rows as files: exactly what is shown, with what was asked above it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.formats import day_words, moment_words
from lienthong.kernel.ui.tables import Table, Values, answer_with
from lienthong.measures.choosing import Chosen
from lienthong.measures.drilling import rows
from lienthong.measures.indicators import Indicator
from lienthong.measures.narrowing import Narrowing
from lienthong.measures.reading import Fact, Reading, Shown, narrowed_words, show
from lienthong.measures.selecting import Selection
from lienthong.measures.words import shown_count, value_words


def of_units(kind: str, reading: Reading, asked: Chosen, only: Narrowing) -> HttpResponseBase:
    """Answer with the table by unit."""
    indicator = reading.figure.indicator
    head = [_("Đơn vị"), *indicator.classes.values(), _("Cộng"), indicator.words]
    lines: list[Values] = [
        [line.words, *(cell.count for cell in line.cells), shown_count(line.figure.total), line.value]
        for line in reading.lines
    ]
    total = shown_count(reading.figure.total)
    lines.append([_("Cộng"), *(cell.count for cell in reading.cells), total, reading.value])
    return _export(kind, indicator, _about(indicator, asked, only, reading.value), head, lines)


def of_rows(
    kind: str, selection: Selection, asked: Chosen, only: Narrowing, *, by: Actor, at: datetime
) -> HttpResponseBase:
    """Answer with all rows of a selection that this reader may open, and how many there are besides."""
    indicator = selection.figure.indicator
    found = rows(selection.indicator, asked.question, only=selection.only, limit=None)
    shown = list(show(indicator, asked.question, found, by=by, at=at, share=selection.share))
    above: list[Fact] = [
        *_about(indicator, asked, only, value_words(selection.figure)),
        (_("Số dòng được tính"), len(found)),
        (_("Số dòng không được xem"), len(found) - len(shown)),
    ]
    head = [_("Số"), _("Nội dung"), _("Đơn vị"), _("Tình trạng"), _("Hạn"), _("Ghi nhận"), _("Mã thao tác")]
    if selection.part:
        head.append(_("Phần được tính"))
        return _export(kind, indicator, above, head, ([*_row_values(one), one.share] for one in shown))
    return _export(kind, indicator, above, head, map(_row_values, shown))


def _row_values(one: Shown) -> Values:
    return [
        one.subject.number,
        one.subject.title,
        one.unit,
        one.words,
        day_words(one.due_on),
        moment_words(one.row.moment) if one.row.act_id else "",
        one.row.act_id or "",
    ]


def _about(indicator: Indicator, asked: Chosen, only: Narrowing, value: str) -> list[Fact]:
    """Return what makes the file understandable on its own: value, period, head of the ledger, definition."""
    head = asked.question.as_of
    return [
        (_("Giá trị"), value),
        (_("Kỳ số liệu"), asked.question.period.label),
        (_("Tính đến"), f"{moment_words(head.moment)} ({head.size})"),
        (_("Gốc cây nhật ký"), asked.root),
        (_("Công thức"), indicator.formula),
        (_("Định nghĩa"), f"{indicator.code} {indicator.version} · {indicator.definition_hash}"),
        *narrowed_words(indicator, only, asked),
    ]


def _export(
    kind: str,
    indicator: Indicator,
    above: list[Fact],
    head: Sequence[type_of_reason],
    lines: Iterable[Values],
) -> HttpResponseBase:
    return answer_with(kind, Table(indicator.code.replace(".", "-"), indicator.words, above, head, lines))
