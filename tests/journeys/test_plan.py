"""The plan's page as each reader sees it: every target opens, every figure adds up again, a wrong one is put right."""

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser

PLAN = "/ke-hoach/KH-BCVT-CNTT-2015/"
LIGHTS = ("Đạt và vượt", "Đạt", "Có khả năng đạt", "Khó đạt", "Không đạt", "Chưa có số liệu")
VALUE = re.compile(r"-?\d[\d.]*(?:,\d+)?")


def texts(page, selector):
    return [one.strip() for one in page.locator(selector).all_inner_texts()]


def number(text):
    return float(VALUE.search(text)[0].replace(".", "").replace(",", "."))


def test_every_target_reads_right_for_the_chair(signed_in):
    chair = signed_in("chutich")
    chair.goto(f"{PLAN}chi-tieu/")
    main = chair.inner_text("main")
    assert [light for light in LIGHTS if light not in main] == []
    addresses = {a.get_attribute("href") for a in chair.locator(f"main a[href*='{PLAN}chi-tieu/T']").all()}
    targets = {urlsplit(address).path for address in addresses}
    assert len(targets) == 38

    for address in sorted(targets):
        chair.goto(address)
        said = chair.inner_text("main")
        assert any(light in said for light in LIGHTS), address
        assert "Quy tắc đánh giá" in said, address
        assert "Cách tính và nguồn" in said, address
        value = chair.locator("main .figure-value").first
        made_of = value.get_attribute("href").removeprefix("#")
        led_to = chair.locator(f"section[aria-labelledby={made_of}]").inner_text()
        assert value.inner_text().removeprefix("–") in led_to, f"{address}: it leads to what it was made of"


def test_what_the_system_computes_adds_up_again(signed_in):
    chair = signed_in("chutich")
    chair.goto(f"{PLAN}chi-tieu/T05/")
    row = chair.locator("section[aria-labelledby=computed] tbody tr").last
    shown, pair = row.locator("strong").inner_text(), row.locator(".second").first.inner_text()
    area, points = (float(part.replace(".", "").replace(",", ".")) for part in pair.split("÷"))
    assert abs((area / (3.14159265 * points)) ** 0.5 - number(shown)) < 0.005, "√(S ÷ πN)"

    chair.goto(row.locator("a").get_attribute("href"))
    assert f"{points:,.0f}".replace(",", ".") in chair.inner_text("main"), (
        "the points are those that were counted"
    )


@pytest.mark.parametrize(
    "code", ["tasks.completion", "tasks.on_time", "plans.completion", "measures.active_units"]
)
def test_figures_of_agencies_add_up_again(signed_in, code):
    leader = signed_in("chutich")
    leader.goto(f"/so-lieu/{code}/?regime=calendar&period=2015")
    first = leader.locator("section[aria-labelledby=units] tbody tr a").first.get_attribute("href")

    leader.goto(first)
    assert "Không khớp" not in leader.inner_text("main")
    assert "Khớp" in leader.inner_text("main")


def test_the_vice_chair_opens_on_his_own_fields(signed_in):
    vice = signed_in("pct.vanxa")
    vice.goto("/chi-tieu/")
    everything = signed_in("chutich")
    everything.goto(f"{PLAN}chi-tieu/")
    own = vice.locator(f"main a[href*='{PLAN}chi-tieu/T']").count()

    assert 0 < own < everything.locator(f"main a[href*='{PLAN}chi-tieu/T']").count()


def test_a_wrong_figure_is_put_right_and_both_are_shown(signed_in):
    office, chair = signed_in("kehoach"), signed_in("chutich")
    chair.goto(f"{PLAN}chi-tieu/T13/")
    before = chair.locator("main .figure-value").first.inner_text()
    size = head_of(chair)

    office.goto(f"{PLAN}chi-tieu/T13/")
    office.locator("a[href$='/dinh-chinh/']").first.click()
    numerator = office.locator("[name=numerator]")
    numerator.fill(str(int(number(numerator.input_value())) - 3))
    office.fill("[name=reason]", "Ba xã đếm hai lần")
    office.click("main form button.btn-primary")
    office.wait_for_url(f"**{PLAN}chi-tieu/T13/**")

    for _attempt in range(40):  # until a head is signed that knows it
        chair.goto(f"{PLAN}chi-tieu/T13/")
        if "Ba xã đếm hai lần" in chair.inner_text("main"):
            break
        time.sleep(0.5)
    now = chair.inner_text("main")
    assert "Ba xã đếm hai lần" in now
    assert "đã được đính chính" in now
    assert chair.locator("section[aria-labelledby=figures] s").count() >= 1
    assert chair.locator("main .figure-value").first.inner_text() != before

    chair.goto(f"{PLAN}chi-tieu/T13/?size={size}")
    assert "Ba xã đếm hai lần" not in chair.inner_text("main")
    assert chair.locator("main .figure-value").first.inner_text() == before, (
        "as of then it reads as it read then"
    )


def test_a_unit_sees_its_own_figures_and_may_not_enter_others(signed_in):
    head = signed_in("gd.snv")
    head.goto("/so-lieu-co-quan-toi/")
    assert "Sở Nội vụ" in head.inner_text("main")
    answer = head.goto(f"{PLAN}so-lieu/T05/nhap/")
    assert answer.status == 403


def head_of(page):
    """Return the size of the head under which the page was read: its links name it."""
    links = page.locator("main a[href*='size=']").evaluate_all("all => all.map(one => one.href)")
    return parse_qs(urlsplit(links[0]).query)["size"][0]
