"""The Office puts the Monday page in order and keeps it, before each meeting of the last weeks."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Final

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
    other = Kept(Part.OTHER, dice.choice(words.OTHER_MATTERS), generated=False, asked=True)
    lines = [*decided(sheet.lines, dice), other]
    keep_monday_page(replace(sheet, lines=lines, note=dice.choice(words.MONDAY_NOTES)), by=by, at=at)


def decided(lines: Sequence[Kept], dice: random.Random) -> list[Kept]:
    """Return the lines with some to be asked again, part by part, and one of the others struck."""
    about = [n for n, line in enumerate(lines) if line.subject is not None]
    of_parts = [[n for n in about if lines[n].part == part] for part in ASKED]
    asked = {dice.choice(of_part) for of_part in of_parts if of_part}
    left = [n for n in about if n not in asked]
    struck = dice.choice(left) if left else None
    return [replace(line, asked=n in asked, struck=n == struck) for n, line in enumerate(lines)]
