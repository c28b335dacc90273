"""Evidence of the simulated year: a small table that says of itself that it is simulated."""

import io

import openpyxl

from lienthong.kernel.vault.attaching import File
from lienthong.kernel.vault.keeping import keep

NAME = "Biểu số liệu (mô phỏng).xlsx"
ROWS = (
    ("DỮ LIỆU MÔ PHỎNG, không có giá trị sử dụng",),
    ("TT", "Đơn vị", "Chỉ tiêu", "Kết quả"),
    (1, "Đơn vị thứ nhất", "Số điểm đã triển khai", 12),
    (2, "Đơn vị thứ hai", "Số điểm đã triển khai", 9),
)


def table() -> File:
    """Keep the table, the same for every task, and return it as a form would bring it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new book has one
    sheet.title = "Mô phỏng"
    for row in ROWS:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return File(NAME, keep(out, name=NAME))
