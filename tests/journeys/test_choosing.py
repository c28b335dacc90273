"""A long list is found by typing, with and without marks, by keys alone; without script it is the browser's own."""

import pytest

from lienthong.kernel.search.folding import words
from tests.journeys.conftest import axe, open_afresh, sign_in

pytestmark = pytest.mark.browser

TICKED = "[...document.querySelectorAll('[name=leads]:checked')].map(tick => tick.dataset.words)"


@pytest.mark.parametrize("width", [360, 1440])
def test_agencies_are_found_by_typing_and_stay_chosen(signed_in, width):
    page = signed_in("chutich", width)
    open_afresh(page, "/nhiem-vu/moi/")

    page.click("#id_leads")
    page.keyboard.type("so xay dung")
    assert page.inner_text("#id_leads-list li.lit").splitlines()[0].startswith("Sở Xây dựng")
    assert axe(page) == []
    page.keyboard.press("Enter")
    page.keyboard.type("stttt")
    page.keyboard.press("Enter")
    page.keyboard.type("không có cơ quan này")
    assert not page.is_visible("#id_leads-list")
    page.keyboard.press("Escape")
    page.click("#id_monitoring")
    page.keyboard.type("VĂN PHÒNG ỦY BAN")
    page.keyboard.press("Tab")
    page.click("main form .btn-primary")
    page.wait_for_selector(".error-summary")

    chosen = page.evaluate(TICKED)
    assert sorted(name.split(" tỉnh")[0] for name in chosen) == [
        "Sở Thông tin và Truyền thông",
        "Sở Xây dựng",
    ]
    assert page.locator(".chooser-chips li").count() == 2
    assert page.input_value("#id_monitoring").startswith("Văn phòng Ủy ban")
    page.focus("#id_leads")
    page.keyboard.press("Backspace")
    assert len(page.evaluate(TICKED)) == 1


def test_only_what_belongs_to_the_answer_is_asked(signed_in):
    page = signed_in("chutich")
    open_afresh(page, "/nhiem-vu/moi/")

    page.fill("[name=term]", "15 ngày làm việc")
    page.check("[name=kind][value=standing]")
    assert (page.is_visible("[name=term]"), page.is_visible("[name=recurrence]")) == (False, True)
    assert page.is_disabled("[name=term]")
    page.check("[name=kind][value=deadline]")
    assert page.input_value("[name=term]") == "15 ngày làm việc"


def test_without_script_everything_is_there(site, browser):
    context = browser.new_context(java_script_enabled=False, base_url=site.url)
    page = context.new_page()
    sign_in(page, "chutich")
    page.goto("/nhiem-vu/moi/")

    assert page.is_visible("[name=leads] >> nth=0")
    assert page.is_visible("[name=monitoring]")
    assert page.is_visible("[name=term]")
    assert "(chỉ khi chọn: Thường xuyên)" in page.inner_text("main")
    context.close()


def test_the_page_folds_words_as_the_search_does(signed_in):
    page = signed_in("chutich")
    open_afresh(page, "/nhiem-vu/moi/")
    page.click("#id_monitoring")
    options = page.evaluate(
        "[...document.querySelectorAll('[name=monitoring] option')].map(o => o.dataset.words)"
    )

    for name in options[::40]:
        page.fill("#id_monitoring", " ".join(words(name)))
        assert page.inner_text("#id_monitoring-list li.lit").splitlines()[0] == name
