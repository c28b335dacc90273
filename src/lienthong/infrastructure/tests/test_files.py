"""A file of points is read line by line; what is wrong is said in words, with the line."""

import pytest

from lienthong.infrastructure.rules.files import Complaints, read
from lienthong.infrastructure.tests.conftest import HEAD, a_file, a_line
from lienthong.kernel.refusals import Invalid


def complained(*lines: str) -> list[str]:
    complaints = Complaints()
    read(a_file(*lines), complaints)
    return complaints.lines


def test_a_line_reads_with_its_days_and_services():
    (line,) = read(
        a_file(a_line(services="letters|press|letters", lat="10.9", lon="108.1", to="2012-05-01")),
        Complaints(),
    )

    assert (line.number, line.code, line.services) == (2, "P1", ("letters", "press"))
    assert f"{line.since} {line.until}" == "2011-01-01 2012-05-01"


def test_excel_writes_semicolons_and_a_mark_of_order():
    content = b"\xef\xbb\xbf" + a_file(a_line()).replace(b",", b";")

    assert [line.code for line in read(content, Complaints())] == ["P1"]


@pytest.mark.parametrize(
    ("differs", "reason"),
    [
        ({"from_": ""}, "Dòng 2: thiếu “from”."),
        ({"name": ""}, "Dòng 2: thiếu “name”."),
        ({"from_": "31/02/2012"}, "Dòng 2: ngày “31/02/2012” ở cột “from” phải viết như 05/03/2020."),
        ({"from_": "05/03/0205"}, "Dòng 2: ngày “05/03/0205” ở cột “from” phải viết như 05/03/2020."),
        ({"to": "2011-01-01"}, "Dòng 2: ngày kết thúc phải sau ngày bắt đầu."),
        ({"lat": "95", "lon": "1"}, "Dòng 2: tọa độ “95” ở cột “lat” không đọc được."),
        ({"lat": "NaN", "lon": "1"}, "Dòng 2: tọa độ “NaN” ở cột “lat” không đọc được."),
        ({"lat": "10"}, "Dòng 2: tọa độ phải có cả lat và lon."),
        ({"name": "x" * 301}, "Dòng 2: “name” dài quá 300 ký tự."),
        ({"source": "a,b"}, "Dòng 2: có nhiều ô hơn tiêu đề."),
    ],
)
def test_what_a_line_cannot_say_is_said_with_its_number(differs, reason):
    assert complained(a_line(**differs)) == [reason]


def test_every_wrong_line_is_named_not_only_the_first():
    found = complained(a_line(from_="x"), a_line("P2"), a_line("P3", name=""))

    assert [line.partition(":")[0] for line in found] == ["Dòng 2", "Dòng 4"]


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (a_line(), "Dòng 3: mã P1 lặp lại dòng 2 trong cùng thời gian."),
        (a_line(from_="01/06/2011"), "Dòng 3: mã P1 lặp lại dòng 2 trong cùng thời gian."),
        (a_line(enterprise="DN2"), "Dòng 3: mã P1 đã có ở dòng 2 của doanh nghiệp khác."),
    ],
)
def test_one_code_is_one_point_with_one_line_a_day(second, reason):
    assert complained(a_line(), second) == [reason]


def test_a_point_may_follow_itself_in_time():
    assert complained(a_line(to="2012-01-01"), a_line(from_="2012-01-01")) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("Bưu cục".encode("cp1258", "replace") + b"\xff\xfe", "không dùng bảng mã UTF-8"),
        (b"", "Tệp thiếu cột"),
        (HEAD.encode(), "không có dòng dữ liệu nào"),
        (b"code,name\nP1,A", "Tệp thiếu cột: kind"),
        (b"code\0,name\nP1,A", "không phải văn bản"),
    ],
)
def test_what_is_no_such_file_is_refused(content, reason):
    with pytest.raises(Invalid, match=reason):
        read(content, Complaints())
