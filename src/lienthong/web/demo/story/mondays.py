"""The Office puts the Monday page in order and keeps it, before each meeting of the last weeks."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Final
from uuid import UUID

from lienthong.directory.models import Unit
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.plans.models import Part
from lienthong.plans.monday_keeping import Kept, keep_monday_page, made_sheet
from lienthong.plans.monday_lines import WEEK
from lienthong.plans.monday_reading import monday_of
from lienthong.web.demo.story import words
from lienthong.web.demo.story.players import Players
from lienthong.web.demo.story.stage import Stage

OFFICE: Final = "VPUB"
FIELD: Final = "cntt"
BEFORE_THE_MEETING: Final = time(7, 40)
KEPT: Final = 4
ASKED: Final = (Part.DUE, Part.WAITING, Part.ASKED, Part.LATE, Part.MOVED)  # one line of each


def first_kept(ends: datetime) -> datetime:
    """Return the moment of the first page; the page of the Monday before the end is left to the visitor."""
    monday = monday_of(local_day(ends)) - KEPT * WEEK
    return datetime.combine(monday, BEFORE_THE_MEETING, HANOI)


def plan_mondays(stage: Stage, players: Players) -> None:
    """Put the keeping of each page on the programme."""
    office, first = Unit.objects.get(code=OFFICE).pk, first_kept(stage.ends)

    def keep(at: datetime) -> None:
        follower = players.follower(office, FIELD)
        if follower is not None:
            _keep(stage.afterwards, by=players.act_as(follower, at), at=at)

    for week in range(KEPT):
        stage.plan(first + week * WEEK, keep)


def _keep(dice: random.Random, *, by: Actor, at: datetime) -> None:
    sheet = made_sheet(by=by, at=at)
    if sheet is None:
        return
    week = sheet.monday.toordinal() // 7
    other = words.OTHER_MATTERS[week % len(words.OTHER_MATTERS)]
    lines = [*decided(sheet.lines, dice), Kept(Part.OTHER, other, generated=False, asked=True)]
    note = words.MONDAY_NOTES[week % len(words.MONDAY_NOTES)]
    keep_monday_page(replace(sheet, lines=lines, note=note), by=by, at=at)


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
