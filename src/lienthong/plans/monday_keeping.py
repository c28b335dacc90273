"""A Monday page before it is kept, and keeping it as it was put in order: by an act, as another edition."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.canonical import canonical
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, Stale
from lienthong.measures.choosing import chosen
from lienthong.plans.models import MondayLine, MondayPage, Part
from lienthong.plans.monday_lines import Week
from lienthong.plans.monday_reading import committee_of, editions, made_lines, monday_of
from lienthong.plans.policies import may_keep_monday

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Kept:
    """A line as it is to be kept: as it read, and what was decided about it."""

    part: str
    text: str
    detail: str = ""
    address: str = ""
    kind: str = ""
    subject: UUID | None = None
    generated: bool = True
    struck: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page before it is kept: of which Monday, from which head, its lines in order, a note."""

    monday: date
    size: int
    as_of: datetime
    lines: Sequence[Kept]
    note: str = ""


def made_sheet(*, by: Actor, at: datetime) -> Sheet | None:
    """Return the page of the week of `at` as the latest head makes it; None before any head."""
    asked, monday = chosen({}), monday_of(local_day(at))
    if asked is None:
        return None
    head = asked.question.as_of
    made = made_lines(Week(committee_of(by, at), monday, asked, by, at))
    return Sheet(monday, head.size, head.moment, [Kept(**asdict(line)) for line in made])


@action
def keep_monday_page(sheet: Sheet, *, by: Actor, at: datetime, seen: int | None = None) -> MondayPage:
    """Keep the page as a new edition; `seen` is the number of editions its keeper knew.

    Raises:
        Stale: another edition was kept meanwhile.
        Invalid: the day is no Monday, or a line is empty or too long.
    """
    may_keep_monday(by).or_raise()
    _check(sheet)
    unit = committee_of(by, at)
    last = editions(unit).filter(monday=sheet.monday).first()
    number = last.edition if last else 0
    if seen is not None and seen != number:
        raise _stale()
    page = MondayPage(id=new_key(), unit_id=unit, monday=sheet.monday, edition=number + 1, size=sheet.size)
    page.as_of, page.note, page.kept_by, page.kept_at = sheet.as_of, sheet.note.strip(), by.name, at
    lines = [_line(page, ordinal, kept) for ordinal, kept in enumerate(sheet.lines, 1)]
    page.act_id = record("plans.keep_monday_page", subject=page, by=by, at=at, detail=_facts(page, sheet)).id
    try:
        with transaction.atomic():
            page.save(force_insert=True)
    except IntegrityError:
        raise _stale() from None
    MondayLine.objects.bulk_create(lines)
    return page


def _check(sheet: Sheet) -> None:
    if sheet.monday.weekday() != 0:
        raise Invalid(_("Trang giao ban là của một ngày thứ Hai."), field="monday")
    for kept in sheet.lines:
        if not kept.text.strip() or len(kept.text) > LONGEST or kept.part not in Part.values:
            raise Invalid(_("Mỗi dòng của trang giao ban dài từ 1 đến 1000 ký tự."), field="added_0")


def _line(page: MondayPage, ordinal: int, kept: Kept) -> MondayLine:
    return MondayLine(id=new_key(), page=page, ordinal=ordinal, **asdict(kept))


def _facts(page: MondayPage, sheet: Sheet) -> dict[str, Any]:
    """Return what the act holds: which page, and the hash of its words, so that it can be proved."""
    words = [
        [kept.part, kept.text, kept.detail, kept.address, kept.struck, kept.asked] for kept in sheet.lines
    ]
    return {
        "unit": str(page.unit_id),
        "monday": sheet.monday.isoformat(),
        "edition": page.edition,
        "size": sheet.size,
        "lines": len(sheet.lines),
        "sha256": hashlib.sha256(canonical([*words, page.note])).hexdigest(),
    }


def _stale() -> Stale:
    return Stale(_("Trang giao ban này vừa được lưu một bản khác; hãy mở lại trang để xem."))
