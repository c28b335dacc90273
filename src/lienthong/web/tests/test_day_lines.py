"""Days as people write them; each line that cannot be read says why, and the others are still read."""

from datetime import date

import pytest

from lienthong.kernel.clock.days import DayKind
from lienthong.kernel.clock.hours import Worked
from lienthong.web.pages.day_lines import MOST_LINES, read_days, write_days

LINES = {
    "27/01/2012; nghỉ; Tết; mùng 5": (DayKind.OFF, Worked.WHOLE, None, "Tết; mùng 5"),
    "27/1/2012;nghi": (DayKind.OFF, Worked.WHOLE, None, ""),
    "04-02-2012; Làm bù": (DayKind.MAKE_UP, Worked.WHOLE, None, ""),
    "04/02/2012; làm bù cho ngày 27/01/2012": (DayKind.MAKE_UP, Worked.WHOLE, date(2012, 1, 27), ""),
    "20/11/2012; nửa ngày; chiều nghỉ": (DayKind.HALF, Worked.MORNING, None, "chiều nghỉ"),
    "20/11/2012; nửa ngày chiều": (DayKind.HALF, Worked.AFTERNOON, None, ""),
}
WRONG = {
    "27/01/2012": "hãy viết ngày; nghỉ",
    "27.01.12; nghỉ": "phải viết như 27/01/2012",
    "31/02/2012; nghỉ": "không có ngày 31/02/2012",
    "27/01/2012; đi chơi": "không hiểu “đi chơi”",
    "27/01/2012; nghỉ cho 28/01/2012": "chỉ ngày làm bù",
    "27/01/2012; làm bù cho hôm qua": "phải viết như 27/01/2012",
    "; nghỉ": "phải viết như 27/01/2012",
}


@pytest.mark.parametrize(("line", "said"), LINES.items(), ids=LINES)
def test_a_line_is_read(line: str, said: tuple[object, ...]) -> None:
    read = read_days(f"\n{line}\n")

    assert not read.errors
    entry = read.days[0]
    assert (entry.kind, entry.worked, entry.in_place_of, entry.title) == said


@pytest.mark.parametrize(("line", "reason"), WRONG.items(), ids=WRONG)
def test_a_line_that_cannot_be_read_says_its_number_and_why(line: str, reason: str) -> None:
    read = read_days(f"02/09/2012; nghỉ\n\n{line}")

    assert len(read.days) == 1
    assert len(read.errors) == 1
    assert read.errors[0].startswith("Dòng 3: ")
    assert reason in read.errors[0]


def test_what_is_written_reads_as_it_was() -> None:
    days = read_days("\n".join(LINES)).days

    assert read_days(write_days(days)).days == days


def test_too_many_lines_are_refused() -> None:
    read = read_days("02/09/2012; nghỉ\n" * (MOST_LINES + 1))

    assert not read.days
    assert "nhiều nhất" in read.errors[0]
