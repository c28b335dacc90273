"""From lines to rows of people and appointments: words, days, choices; what cannot be read is said at its cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.directory.models import AppointmentKind, OfficialStatus
from lienthong.directory.sheets.cells import ENDS_BEFORE, Cells, plain
from lienthong.directory.sheets.shape import Line, Problems
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.formats import day_words

GENDERS: Final = {"male": gettext_lazy("Nam"), "female": gettext_lazy("Nữ")}
KINDS: Final[Mapping[str, type_of_reason]] = {kind.value: kind.label for kind in AppointmentKind}
STATUSES: Final[Mapping[str, type_of_reason]] = {status.value: status.label for status in OfficialStatus}
LONGEST: Final = {"code": 40, "person": 40, "post": 100, "full_name": 200, "email": 200, "phone": 40}


@dataclass(frozen=True, slots=True)
class PersonRow:
    line: Line
    code: str
    full_name: str
    gender: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """One appointment; `until` is the first day on which the post is no longer held, as everywhere in the directory."""

    line: Line
    person: str
    post: str
    unit: str
    title: str
    kind: str
    status: str
    since: date
    until: date | None
    basis: str


def codes(lines: Iterable[Line]) -> set[str]:
    """Return the codes of people that stand on their sheet, whatever else is wrong with their rows."""
    return {plain(str(line.values["code"])) for line in lines if "code" in line.values}


def in_words(column: str, value: str) -> str:
    """Return what a row says in a column, as its reader writes it."""
    if column in {"since", "until"} and value:
        return day_words(date.fromisoformat(value))
    choices = {"gender": GENDERS, "kind": KINDS, "status": STATUSES}
    return str(choices.get(column, {}).get(value, value)) if value else ""


def people(lines: Iterable[Line], problems: Problems) -> list[PersonRow]:
    return [row for line in lines if (row := _person(Cells(line, problems)))]


def appointments(lines: Iterable[Line], problems: Problems) -> list[AppointmentRow]:
    """Return the appointments; a line that names only a post is one of the template that nobody filled in."""
    return [row for line in lines if not _is_vacant(line) and (row := _appointment(Cells(line, problems)))]


def _is_vacant(line: Line) -> bool:
    return not {*line.values} - {"post", "unit", "title"}


def _person(cells: Cells) -> PersonRow | None:
    before = len(cells.problems.found)
    row = PersonRow(
        line=cells.line,
        code=cells.text("code", needed=True, most=LONGEST["code"]),
        full_name=cells.text("full_name", needed=True, most=LONGEST["full_name"]),
        gender=cells.choice("gender", GENDERS),
        email=cells.text("email", most=LONGEST["email"]),
        phone=cells.text("phone", most=LONGEST["phone"]),
    )
    if row.email:
        try:
            EmailValidator()(row.email)
        except ValidationError:
            cells.problems.add(cells.line, "email", _("Địa chỉ thư phải viết như ten@tinh.gov.vn."))
    return row if len(cells.problems.found) == before and cells.line.is_whole else None


def _appointment(cells: Cells) -> AppointmentRow | None:
    before = len(cells.problems.found)
    since, last = cells.day("since", needed=True), cells.day("until")
    if since and last and last < since:
        cells.problems.add(cells.line, "until", ENDS_BEFORE)
    row = AppointmentRow(
        line=cells.line,
        person=cells.text("person", needed=True, most=LONGEST["person"]),
        post=cells.text("post", needed=True, most=LONGEST["post"]),
        unit=cells.text("unit"),
        title=cells.text("title"),
        kind=cells.choice("kind", KINDS),
        status=cells.choice("status", STATUSES),
        since=since or date.min,
        until=last + timedelta(days=1) if last else None,
        basis=cells.text("basis"),
    )
    return row if len(cells.problems.found) == before and cells.line.is_whole else None
