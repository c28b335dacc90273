"""A citizen comes in by the identity provider, and sees who has seen their data."""

import pytest

from tests.journeys.conftest import WIDTHS, axe, sign_in, sign_in_elsewhere

pytestmark = pytest.mark.browser
CITIZEN, NUMBER = "vneid-7f21c0", "999000000001"
FIRST, OFFICIAL = "vneid-c4481a", "vneid-91be37"


@pytest.fixture
def page(site, browser):
    looks = {"viewport": {"width": 360, "height": 780}, "locale": "vi-VN"}
    context = browser.new_context(base_url=site.url, **looks)
    yield context.new_page()
    context.close()


def test_a_citizen_sees_who_has_seen_their_data(page, signed_in):
    page.goto("/dang-nhap/")
    sign_in_elsewhere(page, CITIZEN)
    assert "Xin chào, Bùi Diệu Sương" in page.inner_text("main")
    page.click("main >> text=Ai đã xem dữ liệu của tôi")
    assert "Chưa có ai mở" in page.inner_text("main")

    official = signed_in("theodoi.cntt")
    official.goto(f"/nguoi-dan-doanh-nghiep/?q={NUMBER}")
    official.click("main table a")
    official.fill("[name=purpose]", "Đối chiếu hồ sơ cấp phép")
    official.click("main form button.btn-primary")
    official.wait_for_load_state()
    assert "Bùi Diệu Sương" in official.inner_text("main")

    page.reload()
    seen = page.inner_text("main table")
    for words in ("Đối chiếu hồ sơ cấp phép", "Văn phòng Ủy ban nhân dân", "10/12/2015"):
        assert words in seen
    page.goto("/")
    page.click(".account summary")
    page.click(".account form button")
    page.wait_for_load_state()
    page.goto("/tai-khoan/ai-da-xem/")
    assert "/dang-nhap/" in page.url


def test_the_provider_is_clean_for_axe_and_fits_a_phone(page):
    page.goto("/dang-nhap/")
    page.click("main button:has-text('VNeID')")
    found = {}
    for step in ("choose", "consent"):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
            if lines := [*axe(page), *(["wider than the screen"] if wide else [])]:
                found[f"{step} {width}"] = lines
        if step == "choose":
            page.check(f"#sub-{FIRST}")
            page.click("button.primary")
    assert found == {}


def test_a_forged_answer_is_explained_and_one_can_try_again(page):
    page.goto("/dang-nhap/")
    sign_in_elsewhere(page, FIRST, spoilt="signature")
    assert "chữ ký không đúng" in page.inner_text("main")

    page.click("main >> text=Quay lại")
    sign_in_elsewhere(page, FIRST)

    assert "Xin chào, Phan Thị Hải Vân" in page.inner_text("main")


def test_an_official_links_their_identity_and_comes_in_by_it(page):
    sign_in(page, "cv.cntt")
    page.goto("/tai-khoan/")
    sign_in_elsewhere(page, OFFICIAL)
    assert "đã gắn" in page.inner_text("main")
    page.click(".account summary")
    page.click(".account form button")
    page.wait_for_load_state()

    page.goto("/dang-nhap/?next=/tai-khoan/")
    sign_in_elsewhere(page, OFFICIAL)

    assert "/tai-khoan/" in page.url
    assert "Đăng nhập bằng VNeID, mức độ 2" in page.inner_text("main")
    page.goto("/")
    assert "/viec-cua-toi/" in page.url
