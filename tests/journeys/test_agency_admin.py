"""The administrator of a department enters somebody, appoints them, prints their slip, brings a file in; no further."""

import io
import re

import psycopg
import pytest
from openpyxl import load_workbook

from tests.journeys.conftest import axe

pytestmark = pytest.mark.browser
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIP = re.compile(r"(?:\w{4}-){3}\w{4}")


def clean(page):
    """Look at the page on a desk and on a phone."""
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    page.set_viewport_size({"width": 1440, "height": 900})


def press(page, words):
    page.get_by_role("button", name=words, exact=True).click()
    page.wait_for_load_state()


def follow(page, words):
    page.get_by_role("link", name=words, exact=True).first.click()
    page.wait_for_load_state()


def test_an_administrator_of_an_agency(site, signed_in):
    made_by_the_province(signed_in("quantri"), site)
    page = signed_in("qtcq.stttt")
    assert page.url.endswith("/quan-tri/tai-khoan/")
    clean(page)

    enter_and_appoint(page, "Đặng Văn Mới")
    slip = open_the_account(page)
    assert_it_works_once(site, page, slip)
    bring_a_file_in(page)
    go_no_further(site, page)


def made_by_the_province(page, site):
    """Two posts that nobody holds."""
    with psycopg.connect(site.owner_url) as database:
        unit = database.execute("SELECT id FROM directory_unit WHERE code = 'STTTT.VP'").fetchone()[0]
    for _time in range(2):
        page.goto(f"/danh-ba/{unit}/chuc-vu-moi/")
        page.fill("[name=title]", "Chuyên viên thử nghiệm")
        page.select_option("[name=profile]", "specialist")
        page.click("main form .btn-primary")
        page.wait_for_url(re.compile("/danh-ba/chuc-vu/"))


def enter_and_appoint(page, name):
    follow(page, "Ghi tên cán bộ")
    page.fill("[name=full_name]", name)
    page.fill("[name=email]", "moi@so.example")
    press(page, "Ghi tên cán bộ")
    follow(page, "Bổ nhiệm, phân công")
    page.fill("main input[type=search]", "van phong so")
    page.wait_for_load_state("networkidle")
    follow(page, "Chuyên viên thử nghiệm")
    clean(page)
    press(page, "Bổ nhiệm, phân công")


def open_the_account(page):
    page.goto("/quan-tri/tai-khoan/?q=dang+van+moi")
    follow(page, "Đặng Văn Mới")
    clean(page)
    follow(page, "Mở tài khoản")
    assert page.input_value("[name=username]") == "moi.dv"
    press(page, "Mở tài khoản")
    clean(page)
    page.emulate_media(media="print")
    assert page.locator(".slip").is_visible()
    assert not page.get_by_text("In phiếu").is_visible()
    page.emulate_media(media="screen")
    return SLIP.search(page.inner_text(".slip"))[0]


def assert_it_works_once(site, page, slip):
    person = page.context.browser.new_context(base_url=site.url).new_page()
    person.goto("/dang-nhap/")
    person.fill("[name=login]", "moi.dv")
    person.fill("[name=password]", slip)
    person.click("main button.btn-primary")
    person.wait_for_url("**/tai-khoan/mat-khau/")
    person.context.close()
    page.go_back()
    assert slip not in page.content()


def bring_a_file_in(page):
    page.goto("/quan-tri/tai-khoan/tep/")
    clean(page)
    with page.expect_download() as download:
        press(page, "Tải tệp về")
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    people, appointments = book["Cán bộ"], book["Bổ nhiệm"]
    empty = next(row for row in appointments.iter_rows(min_row=2) if not row[0].value)
    people.append(["M9", "Lê Thị Tệp", "Nữ", "khong-phai-thu", "+84 252 381"])
    empty[0].value, empty[6].value = "M9", "=TODAY()"

    send(page, book)
    wrong = page.inner_text("main")
    assert "công thức" in wrong
    assert f"Cán bộ!D{people.max_row}" in wrong
    assert not page.get_by_role("button", name="Ghi tất cả").count()
    clean(page)

    people.cell(people.max_row, 4).value, empty[6].value = "tep@so.example", "10/12/2015"
    follow(page, "Gửi tệp đã sửa")
    send(page, book)
    clean(page)
    press(page, "Ghi tất cả")
    page.goto("/quan-tri/tai-khoan/?q=le+thi+tep")
    assert "Lê Thị Tệp" in page.inner_text("main table")


def send(page, book):
    out = io.BytesIO()
    book.save(out)
    page.set_input_files("[type=file]", {"name": "co-quan.xlsx", "mimeType": XLSX, "buffer": out.getvalue()})
    press(page, "Xem trước")
    page.wait_for_url(re.compile(r"/quan-tri/tai-khoan/tep/[0-9a-f-]{36}/$"))


def go_no_further(site, page):
    with psycopg.connect(site.owner_url) as database:
        other = database.execute("SELECT id FROM directory_person WHERE code = 'P0057'").fetchone()[0]
    assert page.goto(f"/quan-tri/tai-khoan/{other}/").status == 404
    assert page.goto(f"/danh-ba/can-bo/{other}/dinh-chinh/").status == 404
    assert page.goto("/quan-tri/tai-khoan/mo-nhieu/").status == 200
    clean(page)
    assert page.goto("/quan-tri/tai-khoan/den-va-di/").status == 200
    assert "Đặng Văn Mới" in page.inner_text("main table")
    clean(page)
