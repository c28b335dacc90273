"""A catalogue by its workbook: taken out, changed in a spreadsheet, looked at, mended, brought in, and told."""

import io
from typing import Any

import openpyxl
import pytest

from tests.journeys.conftest import axe

pytestmark = pytest.mark.browser
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
POINTS = "/danh-ba/danh-muc/points/"
NAME = "Trường thử của danh mục"


def test_points_go_out_and_come_back_by_workbook(signed_in: Any) -> None:
    page = signed_in("quantri")
    book, sheet = taken_out(page)
    heads = {cell.value: cell.column for cell in sheet[1]}
    first = {head: sheet.cell(2, column).value for head, column in heads.items()}
    renamed, code = f"{first['Tên']} (đổi tên)", first["Mã"]
    sheet.cell(2, heads["Tên"]).value = renamed
    fresh = dict(first) | {"Mã": "THU-1", "Tên": NAME, "Từ ngày": "10/12/2015"}
    sheet.cell(2, heads["Từ ngày"]).value = "10/12/2015"
    last = sheet.max_row
    for number, wrong in ((last + 1, {}), (last + 2, {}), (last + 3, {"Mã": "THU-2", "Loại": "lau_dai"})):
        for head, value in (fresh | wrong).items():
            sheet.cell(number, heads[head]).value = value

    send(page, book)
    shown = page.inner_text("main")
    assert f"A{last + 2}" in shown
    assert f"Dòng này lặp lại dòng {last + 1}" in shown
    assert "Không có mã lau_dai trong danh mục" in shown
    assert not page.locator("main button:has-text('Ghi')").count()
    assert axe(page) == []

    sheet.delete_rows(last + 2, 2)
    send(page, book)
    assert renamed in page.inner_text("main")
    assert axe(page) == []
    page.click("main form .btn-primary")
    page.wait_for_url(lambda url: "/nap/" not in url)

    page.goto(f"{POINTS}?q=THU-1")
    assert NAME in page.inner_text("main")
    page.goto(f"{POINTS}muc/?code={code}")
    told = page.inner_text("main")
    assert renamed in told
    assert str(first["Tên"]) in told.replace(renamed, "")
    assert "10/12/2015" in told


def taken_out(page: Any) -> tuple[Any, Any]:
    page.goto(POINTS)
    with page.expect_download() as waiting:
        page.click("main a[href*='/xuat/']")
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    return book, book.worksheets[0]


def send(page: Any, book: Any) -> None:
    out = io.BytesIO()
    book.save(out)
    page.goto(f"{POINTS}nap/")
    page.set_input_files("[type=file]", {"name": "diem.xlsx", "mimeType": XLSX, "buffer": out.getvalue()})
    page.wait_for_load_state("networkidle")
    page.click("main form.sheet .btn-primary, main form .form-actions .btn-primary")
    page.wait_for_url("**/nap/*/")
