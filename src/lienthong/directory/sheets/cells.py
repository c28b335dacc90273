"""The cells of a line: words, days, choices; what cannot be read is said at its cell."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.directory.sheets.shape import SPOILT, Line, Problems, Spoilt, in_every_language
from lienthong.kernel.letters import can_be_kept
from lienthong.kernel.refusals import UNREADABLE, Invalid, type_of_reason
from lienthong.kernel.search.folding import fold
from lienthong.kernel.ui.dates import is_sensible, read_day
from lienthong.kernel.ui.exporting import harmless

ANY_LENGTH: Final = 300
ENDS_BEFORE: Final = gettext_lazy("Ngày kết thúc phải sau ngày bắt đầu.")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one line. What is wrong with one is said at its place; what is asked for comes back empty then."""

    line: Line
    problems: Problems

    def text(self, column: str, *, needed: bool = False, most: int = ANY_LENGTH) -> str:
        """Return words in the one spelling that Unicode has for them, without spaces around."""
        value = self.line.values.get(column)
        words = self._words(value, column)
        if len(words) > most:
            self.say(column, _("Dài hơn %(most)d ký tự.") % {"most": most})
        if needed and not words and (value is None or isinstance(value, str)):
            self.say(column, _("Ô này là bắt buộc."))
        return words

    def choice(self, column: str, choices: Mapping[str, type_of_reason], default: str = "") -> str:
        said = self.text(column)
        if not said:
            return default
        for code, words in choices.items():
            if said == code or fold(said) in map(fold, in_every_language(words)):
                return code
        known = ", ".join(str(words) for words in choices.values())
        self.say(column, _("Chỉ ghi một trong: %(choices)s.") % {"choices": known})
        return default

    def day(self, column: str, *, needed: bool = False) -> date | None:
        value = self.line.values.get(column)
        day = self._day(value, column)
        if needed and (value is None or (isinstance(value, str) and not value.strip())):
            self.say(column, _("Ô này là bắt buộc."))
        if day is not None and not is_sensible(day):
            self.say(column, _("Hãy xem lại năm."))
            return None
        return day

    def _day(self, value: object, column: str) -> date | None:
        match value:
            case None | Spoilt():
                return None
            case datetime() if value.time() == time(0):
                return value.date()
            case datetime() | time() | timedelta():
                self.say(column, _("Ô này phải là ngày, không có giờ."))
            case date():
                return value
            case str():
                return self._typed_day(value, column)
            case _:
                self.say(column, _("Ô này là số; hãy định dạng ô là ngày, hoặc gõ như 05/03/2020."))
        return None

    def _typed_day(self, value: str, column: str) -> date | None:
        if not value.strip():
            return None
        try:
            return read_day(plain(value), field=column)
        except Invalid as refusal:
            self.say(column, refusal.reason)
            return None

    def _words(self, value: object, column: str) -> str:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if value is None or isinstance(value, bool | float | date | time | timedelta | Spoilt):
            if value is not None and value is not SPOILT:
                self.say(column, _("Ô này phải là chữ."))
            return ""
        words = str(value)
        if _CONTROL.search(words) or not can_be_kept(words):
            self.say(column, UNREADABLE)
        return plain(words)

    def say(self, column: str, words: type_of_reason) -> None:
        self.problems.add(self.line, column, words)


def plain(words: str) -> str:
    """Return the words composed (NFC), on one line, without the mark by which our exports keep formulas out."""
    said = " ".join(unicodedata.normalize("NFC", words).split())
    bare = said.removeprefix("'")
    return bare if bare != said and harmless(bare) != bare else said
