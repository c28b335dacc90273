"""The Monday page on paper: two sides, also when every part is as long as it may be."""

import re

import pytest

from lienthong.plans.models import Part
from lienthong.plans.monday_form import ADDED
from lienthong.plans.monday_lines import MOST

pytestmark = pytest.mark.browser

LONGEST = """most => document.querySelectorAll('.leaf section').forEach((section, place) => {
    const list = section.querySelector('.agenda');
    if (!list) return;
    const line = [...list.children].sort((a, b) => b.innerText.length - a.innerText.length)[0];
    while (list.children.length < most[place]) list.append(line.cloneNode(true));
})"""


def sides(page):
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_the_monday_page_prints_on_two_sides(signed_in):
    leader = signed_in("chutich")
    leader.goto("/giao-ban/")
    assert sides(leader) == 2

    leader.evaluate(LONGEST, [MOST.get(part, ADDED) for part in Part])
    assert sides(leader) == 2


def test_the_follower_puts_it_in_order_and_last_weeks_page_opens_as_it_was(signed_in):
    follower = signed_in("theodoi.cntt")
    follower.goto("/giao-ban/chinh/?new=1")
    first = follower.locator("td.main").first.inner_text().split("\n")[0]
    follower.locator("[name=asked_0]").check()
    follower.fill("[name=added_0]", "Bàn kinh phí đường truyền")
    follower.click("main .form-actions button.btn-primary")
    follower.wait_for_url("**/giao-ban/")

    follower.locator("main ul.plain a").first.click()
    kept = follower.inner_text("main")
    assert "bản 1" in kept
    assert first in kept
    assert "Bàn kinh phí đường truyền" in kept
