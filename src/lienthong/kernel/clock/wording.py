"""Reading terms as offices write them: "03 ngày làm việc", "trước ngày 20/11", "trong quý III/2012"."""

import calendar
import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, time, timedelta
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.clock.terms import Term, TermKind
from lienthong.kernel.refusals import Invalid

_FILLERS = "hoàn thành|thực hiện|gửi|nộp|báo cáo|hạn chót|hạn|thời hạn|thời gian|là|vào|xong|không|quá|tối đa"
_LEAD = rf"(?:(?:{_FILLERS}) )*"
_COUNT = r"(?P<count>\d+(?:[.,/]\d+)?|½|nửa)"
_UNIT = r"(?P<unit>ngày làm việc|giờ làm việc|giờ hành chính|ngày|giờ|tuần|tháng|năm)"
_TAIL = r"(?:,? (?:kể từ|tính từ|từ khi|sau khi|từ ngày)\b(?P<tail>.*))?"
_AMOUNT = re.compile(
    rf"{_LEAD}(?:trong )?(?:vòng )?{_LEAD}(?:chậm nhất |muộn nhất |sau )?{_LEAD}{_COUNT} ?{_UNIT}{_TAIL}"
)
_EDGE = r"(?P<edge>trước|chậm nhất|muộn nhất|đến hết|cho đến hết|hết|đến|tới|cuối|trong)?"
_CLOCK = r"(?:(?P<hour>\d{1,2}) ?(?:giờ|h|:) ?(?P<minute>\d{1,2})?(?: ?phút)?,? )?"
_DATE = r"(?P<d>\d{1,2})(?:(?P<mark>[/.-])(?P<m>\d{1,2})(?:(?P=mark)(?P<y>\d+))?)?"
_DAY = re.compile(rf"{_LEAD}{_EDGE} ?{_LEAD}{_CLOCK}(?P<named>ngày )?{_DATE}")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PERIOD = re.compile(
    rf"{_LEAD}{_EDGE} ?{_LEAD}(?:tháng (?P<m>\d{{1,2}})|quý (?P<q>iv|i{{1,3}}|[1-4]))?"
    r"(?:(?:^|[ /])(?:năm )?(?P<y>\d{4}))"
)
_SAME = re.compile(r"(?:ngay )?trong ngày(?: làm việc)?(?: tiếp nhận| nhận| nhận hồ sơ)?")
_NEXT = re.compile(
    rf"{_LEAD}(?:chậm nhất |muộn nhất )?{_LEAD}(?:trong )?ngày làm việc (?:tiếp theo|kế tiếp|sau)"
)
LONGEST = 200
_UNITS = {
    "ngày làm việc": (TermKind.WORKING_DAYS, 1),
    "giờ làm việc": (TermKind.WORKING_HOURS, 1),
    "giờ hành chính": (TermKind.WORKING_HOURS, 1),
    "ngày": (TermKind.DAYS, 1),
    "tuần": (TermKind.DAYS, 7),
    "giờ": (TermKind.HOURS, 1),
    "tháng": (TermKind.MONTHS, 1),
    "năm": (TermKind.MONTHS, 12),
}


def read_term(text: str, *, on: date) -> Term:
    """Read a term as a document dated `on` writes it; a date without a year is the next one from there.

    "trước ngày 20" leaves the 20th out, "chậm nhất ngày 20" (muộn nhất, hết, đến) has it. Raises `Invalid`, also
    for a text of more than `LONGEST` letters: what is left out might be what was meant.
    """
    if len(unicodedata.normalize("NFC", text)) > LONGEST:
        raise Invalid(_("Thời hạn không được dài quá %s ký tự.") % LONGEST, field="term")
    words = _plain(text)
    if _SAME.fullmatch(words):
        return Term(TermKind.SAME_DAY)
    if _NEXT.fullmatch(words):
        return Term(TermKind.NEXT_WORKING_DAY)
    if found := _AMOUNT.fullmatch(words):
        return _amount(found)
    if (found := _DAY.fullmatch(words)) and (found["named"] or found["m"]):
        return _day(found, on)
    if (found := _PERIOD.fullmatch(words)) and (found["m"] or found["q"] or "năm" in words):
        return _period(found)
    raise _unread(text)


def _amount(found: re.Match[str]) -> Term:
    if found["tail"] and re.search(r"\d{1,2}[/.-]\d", found["tail"]):
        raise Invalid(
            _("Câu này có cả thời hạn và ngày bắt đầu; hãy ghi ngày bắt đầu ở ô riêng."), field="term"
        )
    kind, times = _UNITS[found["unit"]]
    return Term(kind, _count(found["count"]) * times)


def _count(text: str) -> Fraction:
    if text in {"½", "nửa"}:
        return Fraction(1, 2)
    with suppress(ZeroDivisionError):
        return Fraction(text.replace(",", "."))
    raise _unread(text)


def _day(found: re.Match[str], on: date) -> Term:
    before = found["edge"] == "trước"
    clocked = found["hour"] is not None
    month = int(found["m"]) if found["m"] else None
    earliest = on + timedelta(days=1) if before and not clocked else on
    day = _next_day(int(found["d"]), month, _year(found["y"]), earliest)
    if not clocked:
        return Term(TermKind.BEFORE if before else TermKind.BY, day=day)
    if found["hour"] == "24" and not int(found["minute"] or 0):
        return Term(TermKind.BY, day=day)
    return Term(TermKind.AT, day=day, clock=_clock(found["hour"], found["minute"]))


def _clock(hour: str, minute: str | None) -> time:
    with suppress(ValueError):
        return time(int(hour), int(minute or 0))
    raise Invalid(_("Giờ trong thời hạn không có thật."), field="term")


def _period(found: re.Match[str]) -> Term:
    """Read a period: "trong tháng 11/2012" has its last day, "trước quý II/2012" ends before its first."""
    year = int(found["y"])
    quarter = _QUARTERS[found["q"]] if found["q"] else 0
    first_month = int(found["m"] or 0) or (quarter * 3 - 2 if quarter else 1)
    last_month = int(found["m"] or 0) or (quarter * 3 if quarter else 12)
    if found["edge"] == "trước":
        return Term(TermKind.BEFORE, day=_real(year, first_month, 1))
    return Term(TermKind.BY, day=_real(year, last_month, _length(year, last_month)))


def _year(text: str | None) -> int | None:
    if text and len(text) != 4:
        raise Invalid(_("Năm phải viết đủ bốn chữ số."), field="term")
    return int(text) if text else None


def _next_day(day: int, month: int | None, year: int | None, on: date) -> date:
    """Return the day that is meant: as written, or the next one from `on` when month or year is left out."""
    if year and month:
        return _real(year, month, day)
    for candidate in _candidates(day, month, on):
        with suppress(ValueError):
            if (found := date(candidate[0], candidate[1], day)) >= on:
                return found
    raise _no_such_day(day, month, on.year)


def _candidates(day: int, month: int | None, on: date) -> Iterable[tuple[int, int]]:
    if month:
        return [(on.year + ahead, month) for ahead in range(9)]
    if day > 31:
        return []
    return [(on.year + (on.month - 1 + ahead) // 12, (on.month - 1 + ahead) % 12 + 1) for ahead in range(9)]


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_such_day(day, month, year) from None


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1] if 1 <= month <= 12 and year > 0 else 1


def _no_such_day(day: int, month: int | None, year: int) -> Invalid:
    written = f"{day:02}/{month or 0:02}/{year}"
    return Invalid(_("Không có ngày %s.") % written, field="term")


def _plain(text: str) -> str:
    """Return lower case, one space between words, without "(ba)" after a number and without closing marks."""
    flat = re.sub(r"\([^)]*\)", " ", unicodedata.normalize("NFC", text).casefold())
    words = re.sub(r"\s+", " ", flat).strip(" .;:")
    return re.sub(r"\b(\d{1,2}) tháng (\d{1,2})(?:(?:/| năm )(\d+))?", _in_figures, words)


def _in_figures(found: re.Match[str]) -> str:
    """Write "20 tháng 11 năm 2012" as 20/11/2012."""
    return "/".join(part for part in found.groups() if part)


def _unread(text: str) -> Invalid:
    example = "03 ngày làm việc; 30 ngày; trước ngày 20/11/2012; chậm nhất ngày 20/11/2012"
    words = {"text": text.strip()[:80], "example": example}
    return Invalid(_("Không đọc được thời hạn “%(text)s”. Hãy viết như: %(example)s.") % words, field="term")
