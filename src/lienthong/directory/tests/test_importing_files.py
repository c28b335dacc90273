"""Files of another shape, hostile or too large are refused in words."""

from collections.abc import Callable, Iterator

import pytest
from openpyxl import Workbook
from pytest_django import Settings

from lienthong.directory.models import Appointment, Person
from lienthong.directory.tests.books import a_book, lines_in, repacked, with_entities
from lienthong.directory.tests.importing import BOOK, GOOD, an, keeper, ordinary, planned
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import Invalid

__all__ = ["an", "keeper", "ordinary"]  # fixtures

pytestmark = pytest.mark.django_db


def hidden(book: Workbook) -> None:
    book["Cán bộ"].sheet_state = "veryHidden"


def merged(book: Workbook) -> None:
    book["Cán bộ"].merge_cells("B2:B3")


def renamed(book: Workbook) -> None:
    book["Cán bộ"].title, book["Bổ nhiệm"].title = "Trang 1", "Trang 2"


def twice(book: Workbook) -> None:
    book.create_sheet("can bo")


def no_code(book: Workbook) -> None:
    book["Cán bộ"]["A1"] = "Khóa"


BOOKS = {
    "hidden": (hidden, "đang ẩn"),
    "merged": (merged, "ô gộp B2:B3"),
    "other sheets": (renamed, "không có trang nào theo mẫu"),
    "a sheet twice": (twice, "hai trang"),
    "a column missing": (no_code, "thiếu cột “Mã cán bộ”"),
}


@pytest.mark.parametrize(("shape", "why"), BOOKS.values(), ids=BOOKS)
def test_a_file_of_another_shape_is_refused(shape: BOOK, why: str) -> None:
    with pytest.raises(Invalid, match=why) as refused:
        lines_in(a_book([GOOD], shape=shape))
    assert refused.value.field == "file"


def plus(name: str, part: bytes) -> bytes:
    return repacked(a_book([GOOD]), {}, {name: part})


HOSTILE = {
    "not at all": (lambda: b"PK\x03\x04 no", "Không đọc được"),
    "cut off": (lambda: a_book([GOOD])[:2000], "Không đọc được"),
    "another zip": (
        lambda: plus("x", b"")[:0] or repacked(a_book(), {"xl/workbook.xml": lambda _: b"<x/>"}),
        "Không đọc được|không có trang",
    ),
    "entities": (
        lambda: repacked(a_book([GOOD]), {"xl/worksheets/sheet1.xml": with_entities}),
        "Không đọc được",
    ),
    "links to another file": (
        lambda: plus("xl/externalLinks/externalLink1.xml", b"<x/>"),
        "liên kết tới tệp khác",
    ),
    "words that fill the memory": (
        lambda: plus("xl/sharedStrings2.xml", b"a" * (17 * 2**20)),
        "bung ra quá lớn",
    ),
    "broken XML": (
        lambda: repacked(a_book([GOOD]), {"xl/worksheets/sheet1.xml": lambda part: part[:-40]}),
        "Không đọc được",
    ),
}


@pytest.mark.parametrize(("content", "why"), HOSTILE.values(), ids=HOSTILE)
def test_a_file_made_to_harm_is_refused_in_words(content: Callable[[], bytes], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        lines_in(content())


def a_long_sheet(rows: int) -> Iterator[bytes]:
    yield b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    for number, name in enumerate(["Ma can bo", "Ho va ten"]):
        yield (
            b'<row r="1">' if number == 0 else b""
        ) + f'<c t="inlineStr"><is><t>{name}</t></is></c>'.encode()
    yield b"</row>"
    for number in range(2, rows + 2):
        yield f'<row r="{number}"><c t="inlineStr"><is><t>M{number}</t></is></c></row>'.encode()
    yield b"</sheetData></worksheet>"


def test_a_hundred_thousand_rows_are_refused_early_in_little_memory() -> None:
    import tracemalloc

    content = repacked(a_book(), {"xl/worksheets/sheet1.xml": lambda _part: b"".join(a_long_sheet(100_000))})
    tracemalloc.start()
    with pytest.raises(Invalid, match="hơn 5000 dòng"):
        lines_in(content)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 30 * 2**20


def test_how_many_rows_are_too_many_is_a_setting(settings: Settings) -> None:
    settings.IMPORT_MOST_ROWS = 1
    with pytest.raises(Invalid, match="hơn 1 dòng"):
        lines_in(a_book([GOOD, ["M2", "B", "", "", ""]]))


def test_a_column_that_is_not_there_changes_nothing(keeper: Actor, an: Appointment) -> None:
    Person.objects.filter(code="AN").update(email="an@x.example", phone="1")

    def without_phone(book: Workbook) -> None:
        book["Cán bộ"].delete_cols(5)

    (step,) = planned(keeper, [["AN", "Nguyễn Văn An", "", "", ""]], shape=without_phone).changing
    assert step.after == {"email": ""}
