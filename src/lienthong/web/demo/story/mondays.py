"""The Office puts the Monday page in order and keeps it, before each meeting of the last weeks."""

import random
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime, time
from typing import Final
from uuid import UUID

from lienthong.directory.models import Unit
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.plans.models import Part
from lienthong.plans.monday_keeping import Kept, Sheet, keep_monday_page, made_sheet
from lienthong.plans.monday_lines import WEEK
from lienthong.plans.monday_reading import monday_of
from lienthong.web.demo.story import words
from lienthong.web.demo.story.players import Players
from lienthong.web.demo.story.stage import Stage

OFFICE: Final = "VPUB"
FIELD: Final = "cntt"
BEFORE_THE_MEETING: Final = time(7, 40)
KEPT: Final = 3
Look = Callable[[], AbstractContextManager[None]]
ASKED: Final = (Part.DUE, Part.WAITING, Part.ASKED, Part.LATE, Part.MOVED)  # one line of each


def plan_mondays(stage: Stage, players: Players, look: Look = nullcontext) -> None:
    """Put the keeping of each page on the programme; that of the Monday before the end is left to the visitor.

    A page is made within `look`, which may let it see more rows than are kept.
    """
    office = Unit.objects.get(code=OFFICE).pk
    last = datetime.combine(monday_of(local_day(stage.ends)), BEFORE_THE_MEETING, HANOI)

    def keep(at: datetime) -> None:
        follower = players.follower(office, FIELD)
        if follower is None:
            return
        by = players.act_as(follower, at)
        with look():
            sheet = made_sheet(by=by, at=at)
        if sheet is not None:
            keep_monday_page(_in_order(sheet, stage.afterwards), by=by, at=at)

    for weeks in range(1, KEPT + 1):
        stage.plan(last - weeks * WEEK, keep)


def _in_order(sheet: Sheet, dice: random.Random) -> Sheet:
    week = sheet.monday.toordinal() // 7
    other = words.OTHER_MATTERS[week % len(words.OTHER_MATTERS)]
    lines = [*decided(sheet.lines, dice), Kept(Part.OTHER, other, generated=False, asked=True)]
    return replace(sheet, lines=lines, note=words.MONDAY_NOTES[week % len(words.MONDAY_NOTES)])


def decided(lines: Sequence[Kept], dice: random.Random) -> list[Kept]:
    """Return the lines with some to be asked again, part by part, each thing once, and one other struck."""
    asked: dict[UUID, int] = {}
    for part in ASKED:
        of_part = {n: line.subject for n, line in enumerate(lines) if line.part == part and line.subject}
        fresh = [n for n, subject in of_part.items() if subject not in asked]
        if fresh:
            chosen = dice.choice(fresh)
            asked[of_part[chosen]] = chosen
    left = [n for n, line in enumerate(lines) if line.subject and n not in asked.values()]
    struck = dice.choice(left) if left else None
    return [replace(line, asked=n in asked.values(), struck=n == struck) for n, line in enumerate(lines)]
