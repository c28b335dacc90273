"""Small parts of a cell or a page: each knows its words (`str`, for exports) and its looks (`__html__`)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.words import due_words, left_words
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.formats import moment_words
from lienthong.kernel.ui.icons import icon
from lienthong.kernel.ui.markup import markup


class Tone(StrEnum):
    """What a colour means; it never stands without icon and word."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"
    PLAIN = "plain"


ICONS = {Tone.GOOD: "done", Tone.WARN: "clock", Tone.BAD: "alert", Tone.INFO: "info", Tone.PLAIN: "dot"}


@dataclass(frozen=True, slots=True)
class Chip:
    """A state: icon and word, in the colour of its tone."""

    words: type_of_reason
    tone: Tone = Tone.PLAIN
    icon: str = ""

    def __str__(self) -> str:
        return str(self.words)

    def __html__(self) -> SafeString:
        return markup(
            '<span class="chip tone-{}">{}<span>{}</span></span>',
            self.tone,
            icon(self.icon or ICONS[self.tone]),
            self.words,
        )


@dataclass(frozen=True, slots=True)
class Folded:
    """A long enumeration: its first names and, on a press, the rest."""

    first: str
    more: type_of_reason
    rest: str

    def __str__(self) -> str:
        return f"{self.first}; {self.rest}"

    def __html__(self) -> SafeString:
        return markup(
            '<details class="fold"><summary>{} <span>{}</span></summary>{}</details>',
            self.first,
            self.more,
            self.rest,
        )


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; without an address they are plain words."""

    words: object
    url: str = ""

    def __str__(self) -> str:
        return str(self.words)

    def __html__(self) -> SafeString:
        if not self.url:
            return markup("{}", self.words)
        return markup('<a href="{}">{}</a>', self.url, self.words)


@dataclass(frozen=True, slots=True)
class Lines:
    """A first line and a quieter second one."""

    first: object
    second: object = ""

    def __str__(self) -> str:
        return f"{self.first} ({self.second})" if self.second else str(self.first)

    def __html__(self) -> SafeString:
        if not self.second:
            return markup("{}", self.first)
        return markup('{}<span class="second">{}</span>', self.first, self.second)


@dataclass(frozen=True, slots=True)
class Tick:
    """A row that can be ticked, for a form that stands elsewhere on the page."""

    words: str
    name: str
    value: str
    form: str
    on: bool = False

    def __str__(self) -> str:
        return self.words

    def __html__(self) -> SafeString:
        return markup(
            '<label class="tick"><input type="checkbox" name="{}" value="{}" form="{}"{}> <span>{}</span></label>',
            self.name,
            self.value,
            self.form,
            SafeString(" checked" if self.on else ""),
            self.words,
        )


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline in words of working time: "Còn 2 ngày 3 giờ", "Quá 4 giờ"; the day itself beside it."""

    words: type_of_reason
    tone: Tone = Tone.PLAIN
    day: str = ""

    @classmethod
    def of(cls, due: datetime | None, *, at: datetime, calendar: Calendar, soon: int = 2) -> "Deadline":
        """Return the deadline as it reads `at` a moment; within `soon` working days of it, it warns."""
        if due is None:
            return cls(gettext("Không có hạn"))
        return cls(
            left_words(due, at=at, calendar=calendar), _urgency(due, at, calendar, soon), due_words(due)
        )

    def __str__(self) -> str:
        return f"{self.words} ({self.day})" if self.day else str(self.words)

    def __html__(self) -> SafeString:
        chip = Chip(
            self.words, self.tone, "alert" if self.tone == Tone.BAD else "clock" if self.day else "minus"
        )
        if not self.day:
            return chip.__html__()
        return markup('<span class="deadline">{}<span class="second">{}</span></span>', chip, self.day)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that leads to what it counts; its kind, as-of moment and definition are one click away."""

    value: str
    url: str
    kind: type_of_reason = ""
    as_of: datetime | str = ""
    definition: str = ""

    def __str__(self) -> str:
        return self.value

    def __html__(self) -> SafeString:
        as_of = moment_words(self.as_of) if isinstance(self.as_of, datetime) else self.as_of
        about = " · ".join(part for part in (str(self.kind), as_of) if part)
        more = (
            markup(' <a href="{}">{}</a>', self.definition, gettext("Cách tính")) if self.definition else ""
        )
        return markup(
            '<span class="figure"><a class="figure-value" href="{}">{}</a>'
            '<span class="second">{}{}</span></span>',
            self.url,
            self.value,
            about,
            more,
        )


def _urgency(due: datetime, at: datetime, calendar: Calendar, soon: int) -> Tone:
    if at > due:
        return Tone.BAD
    left = calendar.between(at, due)
    return Tone.WARN if left <= soon * calendar.day_length(at) else Tone.PLAIN
