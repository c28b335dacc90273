"""What somebody typed is shown as they typed it, and is never a command: pages, lists, files of a list."""

import csv
import io

import pytest
from openpyxl import load_workbook

from faults.conftest import page, progress

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7|add:7 }}"


def body(answer) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def test_what_was_typed_is_never_part_of_the_page(desk, a_task):
    task = a_task(title=SCRIPT, output=SCRIPT)
    desk["director"].post(page(task, "tien-do"), progress(task, text=SCRIPT))
    desk["follower"].post(page(task, "don-doc"), progress(task, reason=SCRIPT))
    addresses = [
        "/nhiem-vu/",
        page(task),
        page(task, "tien-do"),
        "/viec-cua-toi/",
        "/nhiem-vu/?q=%3Cscript%3E",
    ]

    for address in addresses:
        answer = desk["director"].get(address)
        shown = body(answer).decode()
        assert answer.status_code == 200
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body(desk["director"].get(page(task))).decode()


def test_what_was_refused_is_escaped_too(desk, task):
    answers = [
        desk["director"].post(page(task, "tien-do"), progress(task, text=SCRIPT, percent=SCRIPT)),
        desk["director"].post(page(task, "tien-do"), progress(task, text=SCRIPT, seen="999")),
        desk["director"].get("/nhiem-vu/", {"status": SCRIPT}),
        desk["director"].get("/nhiem-vu/", {"q": '"><script>alert(1)</script>'}),
        desk["chair"].post("/nhiem-vu/moi/", {"term": SCRIPT, "leads": [SCRIPT], "title": SCRIPT}),
    ]

    for answer in answers:
        assert "<script>alert" not in body(answer).decode()
        assert "<img src=x" not in body(answer).decode()
    assert desk.nothing_recorded


@pytest.mark.parametrize(
    "title",
    [
        "=cmd|'/C calc'!A0",
        "+1+1",
        "-1+1",
        "@SUM(1)",
        "\t=1+1",
        "\r=1+1",
        " =HYPERLINK(1)",
        "\n=1+1",
        "＝1+1",
    ],
)
def test_no_title_becomes_a_formula(desk, a_task, title):
    a_task(title=title)

    table = body(desk["director"].get("/nhiem-vu/?export=csv")).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
    assert any(cell.endswith(title.strip()) or title in cell for cell in cells)
    assert not any(cell.strip()[:1] in set("=+@＝") for cell in cells if cell.strip())

    book = load_workbook(io.BytesIO(body(desk["director"].get("/nhiem-vu/?export=xlsx"))))
    values = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in values)
    assert not any(str(cell.value).strip()[:1] in set("=+@＝") for cell in values)


def test_a_title_breaks_no_sheet(desk, a_task):
    a_task(title='Một\x0b\x1f dòng; "hai", ba\nbốn')

    assert desk["director"].get("/nhiem-vu/?export=csv").status_code == 200
    assert load_workbook(io.BytesIO(body(desk["director"].get("/nhiem-vu/?export=xlsx"))))
