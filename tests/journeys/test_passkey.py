"""An official makes a passkey, signs out, signs in with it alone, and steps up with it, in a real browser.

The accounts are none of those that other journeys use: those show a code, not a passkey.
"""

import contextlib

import pytest

from tests.journeys.conftest import WIDTHS, axe, sign_in

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(site, browser):
    """A window at http://localhost, where browsers allow passkeys, on a machine with a fingerprint reader."""
    context = browser.new_context(
        base_url=site.url.replace("127.0.0.1", "localhost"),
        viewport={"width": 1280, "height": 900},
        locale="vi-VN",
    )
    opened = context.new_page()
    opened.refused = []
    opened.on("console", lambda said: "script-src" in said.text and opened.refused.append(said.text))
    protocol = context.new_cdp_session(opened)
    protocol.send("WebAuthn.enable")
    opened.machine = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    opened.protocol = protocol
    yield opened
    context.close()


def press(page, selector):
    page.click(selector)
    with contextlib.suppress(Exception):
        page.wait_for_url(lambda url: url != page.url, timeout=2_000)
    page.wait_for_load_state("networkidle")


def make_passkey(page, name="Máy ở cơ quan"):
    page.goto("/tai-khoan/buoc-hai/")
    press(page, 'a[href="/tai-khoan/buoc-hai/passkey/"]')
    page.fill("[name=name]", name)
    press(page, "main form[data-passkey] .btn-primary")


def wrong_at_any_width(page):
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += axe(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def test_a_passkey_from_making_it_to_stepping_up(page):
    sign_in(page, "pct.thuongtruc")
    make_passkey(page)
    assert "các mã này không hiện lại" in page.inner_text("main")
    assert page.locator(".codes code").count() == 10
    assert wrong_at_any_width(page) == []
    press(page, "main .form-actions a")
    assert "Passkey “Máy ở cơ quan”" in page.inner_text("main")
    assert "Còn 10 mã dự phòng" in page.inner_text("main")

    page.goto("/dang-xuat/")
    press(page, "main .btn-primary")
    page.goto("/dang-nhap/")
    assert wrong_at_any_width(page) == []
    press(page, "main .other-way button")
    assert "/dang-nhap/" not in page.url, page.inner_text("main")

    page.goto("/tai-khoan/xac-thuc/?next=/tai-khoan/thiet-bi/")
    assert wrong_at_any_width(page) == []
    press(page, "main form[data-passkey] button")
    assert page.url.endswith("/tai-khoan/thiet-bi/")
    assert "Chrome trên Linux" in page.inner_text("main")
    page.goto("/tai-khoan/")
    press(page, 'main a[href$="/doi-ten/"]')
    page.fill("[name=name]", "Máy bàn")
    press(page, "main .btn-primary")
    assert "Passkey “Máy bàn”" in page.inner_text("main")
    assert page.refused == []


def test_it_is_the_second_step_after_a_password(page):
    sign_in(page, "tp.vpub.th")
    make_passkey(page)
    page.goto("/dang-xuat/")
    press(page, "main .btn-primary")
    page.goto("/dang-nhap/")
    page.fill("[name=login]", "tp.vpub.th")
    page.fill("[name=password]", "lien-thong-2012")
    press(page, "main form.sheet .btn-primary")
    assert page.url.endswith("/dang-nhap/buoc-hai/")
    assert wrong_at_any_width(page) == []
    press(page, "main form[data-passkey] button")
    assert "/dang-nhap/" not in page.url


def test_an_administrator_gets_in_by_the_code_beside_a_passkey(page):
    sign_in(page, "quantri")
    make_passkey(page)
    assert "các mã này không hiện lại" in page.inner_text("main")
    page.goto("/dang-xuat/")
    press(page, "main .btn-primary")
    sign_in(page, "quantri")
    assert page.goto("/quan-tri/tai-khoan/").url.endswith("/quan-tri/tai-khoan/")


def test_another_device_does_not_open(page):
    sign_in(page, "cv.vptu")
    make_passkey(page, name="Máy sẽ mất")
    page.goto("/dang-xuat/")
    press(page, "main .btn-primary")
    page.protocol.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": page.machine})
    page.protocol.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto("/dang-nhap/")
    press(page, "main .other-way button")

    page.wait_for_selector("[data-passkey-trouble]:not([hidden])", timeout=10_000)
    assert "Thiết bị chưa trả lời" in page.inner_text("main")
