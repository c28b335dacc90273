"""A file of service points as text: its columns, its lines, and everything that is wrong with them, in words.

Comma or semicolon, UTF-8, a header. A cell that holds several words joins them by "|" (or ";" between commas).
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Final

from django.utils.translation import gettext as _

from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui.dates import read_day

NEEDED: Final = ("code", "name", "kind", "enterprise", "place", "from", "source")
COLUMNS: Final = (*NEEDED[:5], "address", "hours", "services", "from", "to", "lat", "lon", "source")
MOST_LINES: Final = 20_000
LONGEST: Final = 300
LATITUDES, LONGITUDES = Decimal(90), Decimal(180)


@dataclass(frozen=True, slots=True)
class Line:
    """One line that reads; what its codes lead to is not asked yet."""

    number: int
    code: str
    name: str
    kind: str
    enterprise: str
    place: str
    since: date
    until: date | None
    address: str = ""
    hours: str = ""
    services: tuple[str, ...] = ()
    lat: Decimal | None = None
    lon: Decimal | None = None
    source: str = ""


@dataclass
class Complaints:
    """What is wrong, by line; the file is loaded only when there is nothing."""

    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, number: int, words: str) -> None:
        self.found.append((number, words))

    def __bool__(self) -> bool:
        return bool(self.found)

    @property
    def lines(self) -> list[str]:
        said = _("Dòng %(number)d: %(reason)s")
        return [said % {"number": number, "reason": reason} for number, reason in sorted(self.found)]


def read(content: bytes, complaints: Complaints) -> list[Line]:
    """Return the lines that read; what does not is complained of. Raises `Invalid` for what is no such file."""
    text = decoded(content)
    rows = list(_rows(text))
    if not rows:
        raise Invalid(_("Tệp không có dòng dữ liệu nào."), field="file")
    if len(rows) > MOST_LINES:
        raise Invalid(_("Tệp có quá 20.000 dòng; hãy chia nhỏ."), field="file")
    found = [line for number, row in rows if (line := _line(number, row, complaints))]
    _once(found, complaints)
    return found


def decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(
            _("Tệp không dùng bảng mã UTF-8; trong Excel hãy lưu dạng “CSV UTF-8”."), field="file"
        ) from None
    if "\0" in text:
        raise Invalid(_("Tệp không phải văn bản CSV."), field="file")
    return text


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield lines with their number in the file; the header is line 1."""
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter, restval="")
    try:
        missing = [name for name in NEEDED if name not in [*(reader.fieldnames or ())]]
        if missing:
            raise Invalid(_("Tệp thiếu cột: %(columns)s.") % {"columns": ", ".join(missing)}, field="file")
        for row in reader:
            if any(value for value in row.values()):
                yield reader.line_num, row
    except csv.Error:
        raise Invalid(_("Tệp không đúng dạng CSV."), field="file") from None


def _line(number: int, row: Mapping[str, str], complaints: Complaints) -> Line | None:
    """Return the line, or None once everything wrong with it was said."""
    before = len(complaints.found)
    if None in row:
        complaints.add(number, _("có nhiều ô hơn tiêu đề."))
        return None
    cells = {name: row.get(name, "").strip() for name in COLUMNS}
    for name in NEEDED:
        if not cells[name]:
            complaints.add(number, _("thiếu “%(column)s”.") % {"column": name})
    for name, cell in cells.items():
        if len(cell) > LONGEST:
            complaints.add(number, _("“%(column)s” dài quá 300 ký tự.") % {"column": name})
    since, until = (_day(number, name, cells[name], complaints) for name in ("from", "to"))
    if since and until and until <= since:
        complaints.add(number, _("ngày kết thúc phải sau ngày bắt đầu."))
    lat = _degrees(number, "lat", cells["lat"], LATITUDES, complaints)
    lon = _degrees(number, "lon", cells["lon"], LONGITUDES, complaints)
    if bool(cells["lat"]) != bool(cells["lon"]):
        complaints.add(number, _("tọa độ phải có cả lat và lon."))
    if len(complaints.found) > before or since is None:
        return None
    plain = {
        name: cells[name] for name in ("code", "name", "kind", "enterprise", "place", "address", "hours")
    }
    return Line(
        number, **plain, services=several(cells["services"]), since=since, until=until, lat=lat, lon=lon,
        source=cells["source"],
    )  # fmt: skip


def several(cell: str) -> tuple[str, ...]:
    parts = cell.replace(";", "|").split("|")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _day(number: int, column: str, cell: str, complaints: Complaints) -> date | None:
    if not cell:
        return None
    try:
        day = read_day(cell)
        if 1900 <= day.year <= 2200:
            return day
    except Invalid:
        pass
    complaints.add(
        number,
        _("ngày “%(day)s” ở cột “%(column)s” phải viết như 05/03/2020.")
        % {"day": cell[:40], "column": column},
    )
    return None


def _degrees(number: int, column: str, cell: str, most: Decimal, complaints: Complaints) -> Decimal | None:
    if not cell:
        return None
    try:
        degrees = Decimal(cell.replace(",", "."))
        if degrees.is_finite() and abs(degrees) <= most:
            return round(degrees, 6)
    except ArithmeticError:
        pass
    complaints.add(
        number,
        _("tọa độ “%(cell)s” ở cột “%(column)s” không đọc được.") % {"cell": cell[:40], "column": column},
    )
    return None


def _once(lines: list[Line], complaints: Complaints) -> None:
    """One code has one enterprise, and on each day one line."""
    by_code: dict[str, list[Line]] = {}
    for line in lines:
        for other in by_code.setdefault(line.code, []):
            about = {"code": line.code, "line": other.number}
            if other.enterprise != line.enterprise:
                complaints.add(
                    line.number, _("mã %(code)s đã có ở dòng %(line)d của doanh nghiệp khác.") % about
                )
            elif overlap(line.since, line.until, other.since, other.until):
                complaints.add(
                    line.number, _("mã %(code)s lặp lại dòng %(line)d trong cùng thời gian.") % about
                )
        by_code[line.code].append(line)


def overlap(since: date, until: date | None, other_since: date, other_until: date | None) -> bool:
    """Return whether two ranges [since, until) share a day; an empty end is open."""
    return since < (other_until or date.max) and other_since < (until or date.max)
