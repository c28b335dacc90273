"""Files far too long, and long ones with codes twice: refused in words at their cells, all or nothing."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from lienthong.directory.catalogue import codes, places
from lienthong.directory.catalogue.carrying import import_entries
from lienthong.directory.catalogue.planning import plan_of
from lienthong.directory.models import (
    CodeMapping,
    CodeScheme,
    Place,
    PointKind,
    ReferencePoint,
    ReferencePointVersion,
    ReorganisationStep,
)
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.desk.columns import STEPS
from lienthong.directory.sheets.shape import Sheet, WrongRows
from lienthong.directory.tests import cast
from lienthong.directory.tests.catalogue import a_book, written, wrong
from lienthong.directory.tests.office import Desk
from lienthong.kernel.acts.models import Act

pytestmark = pytest.mark.django_db
LONG = 100_000
MOST = 5000  # rows of one file
DAY = "01/03/2012"


def a_long_file(sheet: Sheet, values: list[str], rows: int = LONG) -> SimpleUploadedFile:
    """Return a workbook as a spreadsheet writes it, its rows put in by hand: the library takes a minute for as many."""
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.title = str(sheet.words)
    book.save(out)
    long = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(long, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(name, old.read(name))
                continue
            with new.open(name, "w") as part:
                part.writelines(_sheet(sheet, values, rows))
    return SimpleUploadedFile("tep.xlsx", long.getvalue())


def _sheet(sheet: Sheet, values: list[str], rows: int) -> Iterator[bytes]:
    yield b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    yield _row(1, [str(column.words) for column in sheet.columns])
    for number in range(2, rows + 2):
        yield _row(number, [value.replace("#", str(number)) for value in values])
    yield b"</sheetData></worksheet>"


def _row(number: int, values: list[str]) -> bytes:
    cells = "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values)
    return f'<row r="{number}">{cells}</row>'.encode()


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.by = cast.signed_in(desk.by)
    return desk


@pytest.fixture
def commune() -> Place:
    PointKind.objects.create(code="hamlet", name="Thôn")
    return cast.a_place("60-1", "Xã Mẫu")


def test_a_hundred_thousand_points_are_refused_in_words(desk: Desk, commune: Place) -> None:
    row = ["T#", "Thôn #", "hamlet", "60-1", "10,5", "107,5", DAY, "", "1/QĐ"]
    file = a_long_file(places.POINTS.sheet, row)

    answer = desk.send("/danh-ba/danh-muc/points/nap/", file=file)

    assert answer.status == 422
    assert "hơn 5000 dòng; hãy chia nhỏ tệp" in answer.beside("file")
    assert not ReferencePoint.objects.exists()


def test_a_hundred_thousand_steps_are_refused_in_words(desk: Desk, department: object) -> None:
    plan = drafting.draft("Sắp xếp", on=cast.DAY, basis="1/NQ", by=desk.by, at=cast.AT)
    row = ["Giải thể", "STTTT"]

    answer = desk.send(f"/danh-ba/sap-xep/{plan.pk}/nhap/", file=a_long_file(STEPS, row), text="")

    assert answer.status == 422
    assert "hơn 5000 dòng" in answer.words
    assert not ReorganisationStep.objects.exists()


def test_the_longest_file_is_looked_at_and_written_whole(commune: Place) -> None:
    rows = [[f"T{n}", f"Thôn {n}", "hamlet", "60-1", 10.5, 107.5, DAY, "", "1/QĐ"] for n in range(MOST)]
    lines = a_book(places.POINTS, *rows)

    plan = plan_of(places.POINTS, lines, by=cast.EDITOR, day=cast.DAY)
    import_entries(lines, places.POINTS, mark=plan.mark, by=cast.EDITOR, at=cast.AT)

    assert ReferencePointVersion.objects.count() == MOST


def test_one_code_twice_among_thousands_and_nothing_is_written(commune: Place) -> None:
    written(
        places.POINTS,
        {"code": "CU", "name": "Thôn cũ", "kind": "hamlet", "place": "60-1", "since": "2012-01-01"},
    )
    rows = [[f"T{n}", f"Thôn {n}", "hamlet", "60-1", "", "", DAY, "", ""] for n in range(1000)]
    rows[700][0], rows[900][2] = "T3", "không có"
    before = Act.objects.count()

    plan = plan_of(places.POINTS, lines := a_book(places.POINTS, *rows), by=cast.EDITOR, day=cast.DAY)

    assert [(one.cell, one.words) for one in plan.problems] == [
        ("A702", "Dòng này lặp lại dòng 5."),
        ("C902", "Không có mã không có trong danh mục."),
    ]
    with pytest.raises(WrongRows, match="Có 2 chỗ sai; chưa ghi gì"):
        import_entries(lines, places.POINTS, mark=plan.mark, by=cast.EDITOR, at=cast.AT)
    assert (ReferencePoint.objects.count(), Act.objects.count()) == (1, before)


def test_codes_that_collide_with_each_other_and_with_what_is_kept(
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    for scheme in ("A", "B"):
        CodeScheme.objects.create(code=scheme, name=f"Bộ {scheme}")
    kept = {"scheme": "A", "to_scheme": "B", "code": "K", "to_code": "KEPT", "since": "2012-01-01"}
    written(codes.CODE_MAP, kept)
    rows = [["A", "B", f"C{n}", f"D{n}", DAY, "", ""] for n in range(2000)]
    rows[10][3], rows[1990][3] = "KEPT", "D5"
    lines = a_book(codes.CODE_MAP, *rows)

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        plan = plan_of(codes.CODE_MAP, lines, by=cast.EDITOR, day=cast.DAY)

    assert wrong(plan) == [
        (7, "to_code", "Mã D5 đã ứng với mã C1990 trong những ngày ấy."),
        (12, "to_code", "Mã KEPT đã ứng với mã K trong những ngày ấy."),
        (1992, "to_code", "Mã D5 đã ứng với mã C5 trong những ngày ấy."),
    ]
    assert CodeMapping.objects.count() == 1
