"""A plan on the screen and as a table: counts, what is wrong where, what changes row by row."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.directory.parts import Several, Table
from lienthong.directory.sheets.plans import Change, Plan, Step
from lienthong.directory.sheets.shape import Problem
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.components import Chip, Lines, Tone
from lienthong.kernel.ui.exporting import csv_lines

MOST_SHOWN: Final = 200
WORDS: Final[dict[Change, type_of_reason]] = {
    Change.NEW: gettext_lazy("Mới"),
    Change.CHANGED: gettext_lazy("Thay đổi"),
    Change.ENDED: gettext_lazy("Kết thúc"),
    Change.UNCHANGED: gettext_lazy("Không đổi"),
}
TONES: Final = {Change.NEW: Tone.GOOD, Change.CHANGED: Tone.INFO, Change.ENDED: Tone.WARN}


def shown(plan: Plan[Any], problems: Sequence[Problem] | None = None) -> dict[str, Any]:
    """Return what the page of a dry run shows; `problems` are those of an attempt to carry it out."""
    wrong = list(plan.problems if problems is None else problems)
    return {
        "counts": _counts(plan),
        "wrong": _problems(wrong[:MOST_SHOWN]),
        "more_wrong": max(len(wrong) - MOST_SHOWN, 0),
        "changes": _changes(plan.changing[:MOST_SHOWN]),
        "more_changes": max(len(plan.changing) - MOST_SHOWN, 0),
        "ready": bool(plan.changing) and not wrong,
    }


def report(plan: Plan[Any]) -> Iterator[str]:
    """Return the lines of a table (CSV) of all that was done."""
    head = [_("Trang tính"), _("Dòng"), _("Việc"), _("Về"), _("Những gì đổi")]
    return csv_lines(
        head, ([*_place(step), str(WORDS[step.change]), step.about, _said(step)] for step in plan.changing)
    )


def _counts(plan: Plan[Any]) -> Table:
    return Table(
        "counts",
        _("Tóm tắt"),
        (_("Trang tính"), *WORDS.values()),
        [
            (sheet.words, *(plan.counts[sheet.name][change.value] for change in WORDS))
            for sheet in plan.sheets
        ],
    )


def _problems(wrong: Sequence[Problem]) -> Table:
    return Table(
        "wrong",
        _("Các chỗ cần sửa"),
        (_("Ô"), _("Cột"), _("Cần sửa")),
        [(one.where, one.about, one.words) for one in wrong],
    )


def _changes(steps: Sequence[Step]) -> Table:
    return Table(
        "changes",
        _("Những gì sẽ đổi"),
        (_("Về"), _("Việc"), _("Những gì đổi"), _("Dòng")),
        [
            (
                step.about,
                Chip(WORDS[step.change], TONES[step.change]),
                Several([*_parts(step), *step.said]),
                "!".join(map(str, _place(step))),
            )
            for step in steps
        ],
    )


def _parts(step: Step) -> list[object]:
    return [
        Lines(f"{words}: {after or '–'}", _("trước đây: %(before)s") % {"before": before} if before else "")
        for words, before, after in step.lines_of_change
    ]


def _said(step: Step) -> str:
    return "; ".join(
        f"{words}: {before} → {after}" if before else f"{words}: {after}"
        for words, before, after in step.lines_of_change
    )


def _place(step: Step) -> list[object]:
    return [str(step.line.sheet.words), step.line.number]
