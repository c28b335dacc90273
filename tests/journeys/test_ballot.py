"""A member of the committee finds a ballot in the inbox, answers it, and thinks again."""

import re

import pytest

from tests.journeys.conftest import axe, open_afresh

pytestmark = pytest.mark.browser
TITLE = "Dự thảo Kế hoạch kiểm tra an toàn thông tin"


def test_a_member_answers_and_answers_again(signed_in):
    page = signed_in("chutich", 360)
    page.goto("/viec-cua-toi/")
    page.click(f"text={TITLE}")
    page.wait_for_url(re.compile(r"/phieu-lay-y-kien/[0-9a-f-]{36}/$"))
    ballot = page.url

    open_afresh(page, f"{ballot}y-kien/")
    page.check("[value=other]")
    page.click("main form .btn-primary")
    assert "Ý kiến khác thì phải ghi nội dung" in page.inner_text("main")
    page.fill("[name=words]", "Thêm các xã đảo vào phạm vi kiểm tra")
    page.click("main form .btn-primary")
    page.wait_for_url(ballot)
    assert "Thêm các xã đảo" in page.inner_text("main")
    assert axe(page) == []

    page.click("text=Trả lời lại")
    assert page.input_value("[name=words]") == "Thêm các xã đảo vào phạm vi kiểm tra"
    page.check("[value=agree]")
    page.fill("[name=words]", "")
    page.click("main form .btn-primary")
    page.wait_for_url(ballot)
    assert "Ý kiến của tôi: Đồng ý" in page.inner_text("main")


def test_the_department_that_submitted_reads_the_outcome_and_no_votes(signed_in):
    page = signed_in("gd.stttt")
    page.goto("/phieu-lay-y-kien/")
    page.click("text=Dự thảo mức hỗ trợ thuê đường truyền")
    page.wait_for_url(re.compile(r"/phieu-lay-y-kien/[0-9a-f-]{36}/$"))
    read = page.inner_text("main")

    assert "Không thông qua: số đồng ý chưa đạt mức phải có (2 đồng ý, phải có ít nhất 3)." in read
    assert "chỉ thành viên và cơ quan giữ phiếu" in read
    assert "Chưa bố trí được kinh phí" not in read
