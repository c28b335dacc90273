"""From lines to rows of people and appointments: words, days, choices; what cannot be read is said at its cell."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.directory.importing.shape import SPOILT, Line, Problems, Spoilt, in_every_language
from lienthong.directory.models import AppointmentKind, OfficialStatus
from lienthong.kernel.refusals import Invalid, type_of_reason
from lienthong.kernel.search.folding import fold
from lienthong.kernel.ui.dates import read_day
from lienthong.kernel.ui.exporting import harmless
from lienthong.kernel.ui.formats import day_words

GENDERS: Final = {"male": gettext_lazy("Nam"), "female": gettext_lazy("Nữ")}
KINDS: Final[Mapping[str, type_of_reason]] = {kind.value: kind.label for kind in AppointmentKind}
STATUSES: Final[Mapping[str, type_of_reason]] = {status.value: status.label for status in OfficialStatus}
LONGEST: Final = {"code": 40, "person": 40, "post": 100, "full_name": 200, "email": 200, "phone": 40}
ANY_LENGTH: Final = 300
FIRST_YEAR, LAST_YEAR = 1900, 2200
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


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
    return {_plain(str(line.values["code"])) for line in lines if "code" in line.values}


def in_words(column: str, value: str) -> str:
    """Return what a row says in a column, as its reader writes it."""
    if column in {"since", "until"} and value:
        return day_words(date.fromisoformat(value))
    choices = {"gender": GENDERS, "kind": KINDS, "status": STATUSES}
    return str(choices.get(column, {}).get(value, value)) if value else ""


def people(lines: Iterable[Line], problems: Problems) -> list[PersonRow]:
    return [row for line in lines if (row := _person(_Cells(line, problems)))]


def appointments(lines: Iterable[Line], problems: Problems) -> list[AppointmentRow]:
    """Return the appointments; a line that names only a post is one of the template that nobody filled in."""
    return [row for line in lines if not _is_vacant(line) and (row := _appointment(_Cells(line, problems)))]


def _is_vacant(line: Line) -> bool:
    return not {*line.values} - {"post", "unit", "title"}


@dataclass(frozen=True, slots=True)
class _Cells:
    line: Line
    problems: Problems

    def text(self, column: str, *, needed: bool = False) -> str:
        """Return words in the one spelling that Unicode has for them, without spaces around."""
        value = self.line.values.get(column)
        words = self._words(value, column)
        if len(words) > LONGEST.get(column, ANY_LENGTH):
            self._say(column, _("Dài hơn %(most)d ký tự.") % {"most": LONGEST.get(column, ANY_LENGTH)})
        if needed and not words and (value is None or isinstance(value, str)):
            self._say(column, _("Ô này là bắt buộc."))
        return words

    def choice(self, column: str, choices: Mapping[str, type_of_reason], default: str) -> str:
        said = self.text(column)
        if not said:
            return default
        for code, words in choices.items():
            if said == code or fold(said) in map(fold, in_every_language(words)):
                return code
        known = ", ".join(str(words) for words in choices.values())
        self._say(column, _("Chỉ ghi một trong: %(choices)s.") % {"choices": known})
        return default

    def day(self, column: str, *, needed: bool = False) -> date | None:
        value = self.line.values.get(column)
        day = self._day(value, column)
        if needed and (value is None or (isinstance(value, str) and not value.strip())):
            self._say(column, _("Ô này là bắt buộc."))
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            self._say(column, _("Hãy xem lại năm."))
            return None
        return day

    def _day(self, value: object, column: str) -> date | None:
        match value:
            case None | Spoilt():
                return None
            case datetime() if value.time() == time(0):
                return value.date()
            case datetime() | time() | timedelta():
                self._say(column, _("Ô này phải là ngày, không có giờ."))
            case date():
                return value
            case str():
                return self._typed_day(value, column)
            case _:
                self._say(column, _("Ô này là số; hãy định dạng ô là ngày, hoặc gõ như 05/03/2020."))
        return None

    def _typed_day(self, value: str, column: str) -> date | None:
        if not value.strip():
            return None
        try:
            return read_day(_plain(value), field=column)
        except Invalid as refusal:
            self._say(column, refusal.reason)
            return None

    def _words(self, value: object, column: str) -> str:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if value is None or isinstance(value, bool | float | date | time | timedelta | Spoilt):
            if value is not None and value is not SPOILT:
                self._say(column, _("Ô này phải là chữ."))
            return ""
        words = str(value)
        if _CONTROL.search(words):
            self._say(column, _("Có ký tự không đọc được; hãy xóa chỗ đó rồi nhập lại."))
        return _plain(words)

    def _say(self, column: str, words: type_of_reason) -> None:
        self.problems.add(self.line, column, words)


def _person(cells: _Cells) -> PersonRow | None:
    before = len(cells.problems.found)
    row = PersonRow(
        line=cells.line,
        code=cells.text("code", needed=True),
        full_name=cells.text("full_name", needed=True),
        gender=cells.choice("gender", GENDERS, ""),
        email=cells.text("email"),
        phone=cells.text("phone"),
    )
    if row.email:
        try:
            EmailValidator()(row.email)
        except ValidationError:
            cells.problems.add(cells.line, "email", _("Địa chỉ thư phải viết như ten@tinh.gov.vn."))
    return row if len(cells.problems.found) == before and cells.line.is_whole else None


def _appointment(cells: _Cells) -> AppointmentRow | None:
    before = len(cells.problems.found)
    since, last = cells.day("since", needed=True), cells.day("until")
    if since and last and last < since:
        cells.problems.add(cells.line, "until", _("Ngày kết thúc phải sau ngày bắt đầu."))
    row = AppointmentRow(
        line=cells.line,
        person=cells.text("person", needed=True),
        post=cells.text("post", needed=True),
        unit=cells.text("unit"),
        title=cells.text("title"),
        kind=cells.choice("kind", KINDS, ""),
        status=cells.choice("status", STATUSES, ""),
        since=since or date.min,
        until=last + timedelta(days=1) if last else None,
        basis=cells.text("basis"),
    )
    return row if len(cells.problems.found) == before and cells.line.is_whole else None


def _plain(words: str) -> str:
    """Return the words composed (NFC), on one line, without the mark by which our exports keep formulas out."""
    said = " ".join(unicodedata.normalize("NFC", words).split())
    bare = said.removeprefix("'")
    return bare if bare != said and harmless(bare) != bare else said
