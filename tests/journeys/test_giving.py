"""A task given on the screen is numbered after those of the year."""

import re

import pytest

from tests.journeys.conftest import open_afresh

pytestmark = pytest.mark.browser


def test_a_task_given_on_the_screen_has_the_next_number(signed_in):
    page = signed_in("chutich")
    page.goto("/nhiem-vu/?q=NV-2015-")
    before = max(re.findall(r"NV-2015-(\d{3})\b", page.inner_text("main")))
    open_afresh(page, "/nhiem-vu/moi/")
    page.fill("[name=title]", "Rà soát mạng nội bộ của các cơ quan")
    page.fill("[name=output]", "Báo cáo rà soát")
    page.fill("[name=term]", "15 ngày làm việc")
    page.click("#id_leads")
    page.keyboard.type("stttt")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.click("#id_monitoring")
    page.keyboard.type("van phong uy ban nhan dan tinh")
    page.keyboard.press("Tab")
    page.fill("[name=source]", "Chỉ đạo tại giao ban")
    page.click("main form .btn-primary")
    page.wait_for_url(re.compile(r"/nhiem-vu/[0-9a-f-]{36}/$"))

    assert f"NV-2015-{int(before) + 1:03d}" in page.inner_text("nav.crumbs")
