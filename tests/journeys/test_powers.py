"""Who may do what, in which capacity, proved at the door: a leave, a delegation and its end, somebody who is let go."""

import re

import psycopg
import pytest

from tests.journeys.conftest import axe, open_afresh

pytestmark = pytest.mark.browser
TODAY = "10/12/2015"
TASK = re.compile(r"/nhiem-vu/[0-9a-f-]{36}/$")


def clean(page):
    """Look at the page on a desk and on a phone."""
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    page.set_viewport_size({"width": 1440, "height": 900})


def give(page, *, title, field, monitoring):
    """Give a task to a district committee by the form."""
    open_afresh(page, "/nhiem-vu/moi/")
    page.fill("[name=title]", title)
    page.fill("[name=output]", "Báo cáo")
    page.fill("[name=term]", "15 ngày làm việc")
    page.select_option("[name=field]", field)
    page.click("#id_leads")
    page.keyboard.type("uy ban nhan dan thanh pho phan thiet")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.click("#id_monitoring")
    page.keyboard.type(monitoring)
    page.keyboard.press("Tab")
    page.fill("[name=source]", "Họp giao ban cơ quan")
    page.click("main form .btn-primary")


def test_a_deputy_acts_for_the_director_on_leave_in_every_field(signed_in):
    deputy = signed_in("pgd1.snv")
    deputy.goto("/quyen/")
    assert "KT. Giám đốc, Phó Giám đốc" in deputy.inner_text("main")
    assert "Đến hết ngày" in deputy.inner_text("main")
    clean(deputy)

    give(deputy, title="Rà soát vị trí việc làm công nghệ thông tin", field="cntt", monitoring="so noi vu")
    deputy.wait_for_url(TASK)

    assert "KT. Giám đốc, Phó Giám đốc" in deputy.inner_text(".timeline")


def test_a_delegation_works_and_one_that_is_over_does_not(signed_in):
    director, holder = signed_in("gd.stttt"), signed_in("tp.stttt.ttcntt")
    addresses = {}
    for field in ("cntt", "vien_thong"):
        give(
            director,
            title=f"Kiểm tra thiết bị ({field})",
            field=field,
            monitoring="so thong tin va truyen thong",
        )
        director.wait_for_url(TASK)
        addresses[field] = director.url

    holder.goto(f"{addresses['cntt']}thoi-giao/")
    assert "TUQ. Giám đốc, Giám đốc Trung tâm" in holder.inner_text("main")
    clean(holder)
    holder.fill("[name=reason]", "Đã kiểm tra ở đợt khác.")
    holder.click("main form .btn-primary")
    holder.wait_for_url(addresses["cntt"])
    assert "TUQ. Giám đốc, Giám đốc Trung tâm" in holder.inner_text(".timeline")

    refused = holder.goto(f"{addresses['vien_thong']}thoi-giao/")
    assert refused.status == 403
    assert re.search(r"11/GUQ-STTTT .* đã hết hạn, ngày cuối là", holder.inner_text("main"))
    holder.goto("/quyen/")
    clean(holder)
    holder.goto("/quyen/vi-sao/")
    holder.click("#id_power")
    holder.keyboard.type("quyet dinh de nghi")
    holder.keyboard.press("Enter")
    holder.click("main form .btn-primary")
    assert "được làm" in holder.inner_text("main")
    clean(holder)


def test_the_board_writes_takes_back_and_hands_over(site, signed_in):
    director = signed_in("gd.stttt")
    director.goto("/quyen/co-quan/")
    assert "12/GUQ-STTTT" in director.inner_text("main")
    clean(director)
    person, post = person_and_post(site, "STTTT.CNTT/CV-3")
    director.goto(f"/quyen/ban-giao/{person}/{post}/")
    choose_first(director)
    director.click("main form.sheet button")
    clean(director)
    director.click("section.panel .btn-primary")
    director.wait_for_url("**/quyen/bien-ban/*/")
    assert "Biên bản bàn giao" in director.inner_text("h1")
    clean(director)


def test_a_telephone_is_asked_for_at_the_next_sign_in(signed_in):
    official = signed_in("cv2.stttt.cntt")
    official.goto("/tai-khoan/buoc-hai/ung-dung/")
    official.fill("[name=code]", official.inner_text("[data-simulated-code]"))
    official.click("main form .form-actions button")
    official.wait_for_load_state()
    clean(official)
    again = signed_in("cv2.stttt.cntt", through=False)
    assert "/buoc-hai/" in again.url
    clean(again)


def test_the_open_browser_of_somebody_let_go_can_do_nothing(site, signed_in):
    clerk, keeper = signed_in("cv.snv.vp"), signed_in("quantri")
    clerk.goto("/viec-cua-toi/")
    person, post = person_and_post(site, "SNV.VP/CV")
    keeper.goto(f"/quyen/ban-giao/{person}/{post}/")
    choose_first(keeper)
    keeper.fill("[name=leaves_on]", TODAY)
    keeper.click("main form.sheet button")
    keeper.click("section.panel .btn-primary")
    keeper.wait_for_url("**/quyen/bien-ban/*/")

    assert clerk.goto("/quyen/").status == 403
    assert "Hôm nay anh/chị không giữ chức vụ nào" in clerk.inner_text("main")
    assert clerk.request.get("/api/tasks").status == 403

    keeper.goto(f"/quan-tri/tai-khoan/{person}/khoa/")
    keeper.fill("[name=reason]", "Thôi việc")
    keeper.click("main form .btn-primary")
    keeper.wait_for_url(f"**/quan-tri/tai-khoan/{person}/")
    clerk.goto("/viec-cua-toi/")
    assert "/dang-nhap/" in clerk.url


def choose_first(page):
    """Choose the first colleague of the list as who takes over."""
    page.click("#id_receiver")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def person_and_post(site, code):
    with psycopg.connect(site.owner_url) as database:
        return database.execute(
            "SELECT a.person_id, a.post_id FROM directory_appointment a JOIN directory_post p ON p.id = a.post_id "
            "WHERE p.code = %s AND a.known_to IS NULL AND a.during @> date '2015-12-10'",
            [code],
        ).fetchone()
