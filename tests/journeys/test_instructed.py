"""On a phone: a secretary reads the chair's box and enters a bút phê with its photo; the chair confirms it."""

import re

import pytest

from lienthong.web.demo.story.photo import picture
from tests.journeys.conftest import axe, open_afresh

pytestmark = pytest.mark.browser
PHONE = 360
SAID = "Giao Sở báo cáo tôi trong ngày mai."
PHOTO = {"name": "bút phê.png", "mimeType": "image/png", "buffer": picture()}


def test_a_leader_writes_by_hand_a_secretary_enters_it_and_the_leader_confirms(signed_in):
    secretary = signed_in("thuky", PHONE)
    secretary.goto("/viec-cua-toi/")
    assert axe(secretary) == []
    secretary.click(".whose a:has-text('đọc giúp')")
    secretary.click(".tabs a:has-text('Việc lãnh đạo đã giao')")
    secretary.click("td.main a >> nth=0")
    task = secretary.url
    open_afresh(secretary, secretary.locator("a:has-text('Nhập ý kiến chỉ đạo thay')").get_attribute("href"))
    assert axe(secretary) == []
    secretary.set_input_files("[name=photo]", PHOTO)
    secretary.locator("input[type=hidden][name=photo-kept]").wait_for(state="attached")
    secretary.fill("[name=text]", SAID)
    secretary.click("main form .btn-primary")
    secretary.wait_for_url(task)
    assert "Chờ lãnh đạo xác nhận" in secretary.inner_text(".instructions")
    assert secretary.locator(".instructions button").count() == 0

    chair = signed_in("chutich", PHONE)
    chair.goto("/viec-cua-toi/cho-xac-nhan/")
    assert axe(chair) == []
    card = chair.locator("section.panel", has_text=SAID)
    assert card.locator(".shots img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    card.locator("button", has_text="Xác nhận đúng ý tôi").click()
    chair.wait_for_url("**/cho-xac-nhan/")

    assert SAID not in chair.inner_text("main")
    secretary.reload()
    said = secretary.inner_text(".instructions")
    assert re.search(rf"{re.escape(SAID)}.*Ghi theo bút phê của .*Lãnh đạo đã xác nhận", said, re.DOTALL)
    assert "Xác nhận ý kiến chỉ đạo được nhập thay" in secretary.inner_text(".timeline")
    assert axe(secretary) == []
