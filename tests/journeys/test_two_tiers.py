"""2025 in the demo: departments merge on 1 March, two tiers since 1 July; everybody finds their work again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.journeys.conftest import Site, a_site, axe, open_afresh

pytestmark = [pytest.mark.browser, pytest.mark.long(minutes=4)]

TASK = "Rà soát điểm truy cập Internet công cộng của phường"
OF_THE_CITY = (
    "Rà soát điểm truy nhập Internet công cộng trên địa bàn phường",
    "Báo cáo việc dùng thư điện tử công vụ của cán bộ, công chức phường",
    "Đề xuất máy tính, máy quét cần trang bị cho bộ phận một cửa của phường",
)
FIGURE = "/so-lieu/tasks.completion/?regime=calendar&period=2015"
OPEN = """
SELECT c.id::text, u.code FROM casework_case c JOIN directory_unit u ON u.id = c.holder_id
WHERE c.closed_at IS NULL AND c.kind = 'tasks.task'
"""
HEIRS = """
SELECT p.code, s.code FROM directory_unitsuccession x JOIN directory_unit p ON p.id = x.predecessor_id
JOIN directory_unit s ON s.id = x.successor_id WHERE x.on = %s
"""
# Open tasks of the fields of a mandate go with it, to whoever has it from the day on.
OF_MANDATES = """
SELECT t.case_id::text, u.code FROM directory_mandate m JOIN directory_unit u ON u.id = m.unit_id
JOIN tasks_task t ON t.field = ANY(m.fields)
JOIN directory_mandate b ON b.code = m.code AND upper(b.during) = lower(m.during) AND b.known_to IS NULL
WHERE m.known_to IS NULL AND lower(m.during) = %s AND b.unit_id <> m.unit_id
"""
THERE = """
SELECT u.code FROM directory_unitversion v JOIN directory_unit u ON u.id = v.unit_id
WHERE v.known_to IS NULL AND v.during @> %s::date
"""
BALLOTS = """
SELECT b.case_id::text FROM ballots_ballot b JOIN casework_case c ON c.id = b.case_id WHERE c.closed_at IS NULL
"""


@pytest.fixture(scope="module")
def site(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: whoever moves a clock moves it for all."""
    with a_site(world, tmp_path_factory.mktemp("two-tiers") / "home") as running:
        yield running


def asked(site: Site, sql: str, *words: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(site.owner_url) as database:
        return database.execute(sql, words or None).fetchall()


def clock(site: Site, to: str) -> str:
    done = site.manage("clock", "--to", to)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_year_2025(site: Site, signed_in: Any) -> None:
    said = clock(site, "2025-02-28T08:00")
    assert said.count("Chờ đến ngày") == 2
    task = the_day_before(site, signed_in)
    figures = figures_of(signed_in)
    before = dict(asked(site, OPEN))

    assert clock(site, "2025-03-01T08:00").count("Đã thực hiện") == 1
    after = dict(asked(site, OPEN))
    everything_went_on(site, before, after, "2025-03-01")
    departments_have_merged(site, signed_in)

    assert "Tập thể này còn 1 phiếu lấy ý kiến chưa kết luận" in clock(site, "2025-07-01T08:00")
    settle_what_hinders(site, signed_in)
    before = dict(asked(site, OPEN))
    assert clock(site, "2025-07-01T08:30").count("Đã thực hiện") == 2
    after = dict(asked(site, OPEN))
    everything_went_on(site, before, after, "2025-07-01")
    the_new_commune_has_the_work_of_the_old(site, signed_in, task)
    the_committee_distributes_the_work_of_the_districts(site, signed_in)
    figures_agree(signed_in, figures)
    minutes_read(site, signed_in)
    assert site.manage("verify_ledger").returncode == 0


def minutes_read(site: Site, signed_in: Any) -> None:
    """The plans say what they did; minutes and lists of what was handed over read, on a desk and on a phone."""
    keeper = signed_in("quantri")
    ((department,),) = asked(site, "SELECT id::text FROM directory_unit WHERE code = 'STTTT'")
    plans = asked(
        site, "SELECT id::text FROM directory_reorganisationplan WHERE state = 'carried_out' ORDER BY \"on\""
    )
    addresses = [f"/danh-ba/sap-xep/{plan}/{page}" for (plan,) in plans for page in ("", "bien-ban/")]
    for address in addresses:
        assert keeper.goto(address).status == 200, address
        assert axe(keeper) == [], address
    keeper.goto(f"/danh-ba/sap-xep/{plans[0][0]}/")
    keeper.locator("main a[href*='/bien-ban/']:not([href$='/bien-ban/'])").first.click()
    keeper.wait_for_url("**/bien-ban/*/")
    assert axe(keeper) == []
    director = signed_in("gd.stttt", width=360)
    assert director.goto(f"/viec-cua-toi/nhan-tu/{department}/").status == 200
    assert axe(director) == []


def the_day_before(site: Site, signed_in: Any) -> str:
    """Everything of 2015 is late by years, and reads; the chair gives the ward a task. Return its address."""
    chair = signed_in("chutich")
    for address in ("/", "/viec-cua-toi/", "/nhiem-vu/?status=overdue", "/ke-hoach/KH-BCVT-CNTT-2015/"):
        assert chair.goto(address).status == 200, address
    open_afresh(chair, "/nhiem-vu/moi/")
    chair.fill("[name=title]", TASK)
    chair.fill("[name=output]", "Báo cáo")
    chair.fill("[name=term]", "30 ngày làm việc")
    chair.click("#id_leads")
    chair.keyboard.type("phuong mui ne")
    chair.keyboard.press("Enter")
    chair.keyboard.press("Escape")
    chair.click("#id_monitoring")
    chair.keyboard.type("van phong uy ban nhan dan tinh")
    chair.keyboard.press("Tab")
    chair.fill("[name=source]", "Chỉ đạo tại giao ban")
    chair.click("main form .btn-primary")
    chair.wait_for_url(lambda url: not url.endswith("/moi/"))
    ward = signed_in("xa.muine")
    ward.goto("/viec-cua-toi/")
    assert ward.inner_text(".brand-place") == "Tỉnh Bình Thuận"
    assert {TASK, *OF_THE_CITY} <= set(ward.locator("main td.main a").all_inner_texts())
    return str(chair.url)


def everything_went_on(site: Site, before: dict[str, str], after: dict[str, str], day: str) -> None:
    """Every open case is still open, with a unit of the day: the heir, or who distributes among several."""
    assert after.keys() == before.keys()
    there = {code for (code,) in asked(site, THERE, day)}
    assert set(after.values()) <= there
    heirs: dict[str, set[str]] = {}
    for predecessor, successor in asked(site, HEIRS, day):
        heirs.setdefault(predecessor, set()).add(successor)
    of_mandates = dict(asked(site, OF_MANDATES, day))
    for case, holder in before.items():
        if after[case] == of_mandates.get(case):
            continue
        if holder in there:
            assert after[case] == holder
        elif len(heirs[holder]) == 1:
            assert {after[case]} == heirs[holder]
        else:
            assert after[case] in heirs[holder] | {"LD.UBND"}


def departments_have_merged(site: Site, signed_in: Any) -> None:
    director = signed_in("gd.stttt")
    director.goto("/viec-cua-toi/")
    assert "Sở Khoa học và Công nghệ tỉnh Bình Thuận" in director.inner_text("main")
    assert director.locator("main a[href^='/nhiem-vu/']").count() > 0
    director.goto(director.locator("main a[href^='/nhiem-vu/']").first.get_attribute("href"))
    assert "Bàn giao cho cơ quan kế thừa" in director.inner_text("main")
    for code, words in (("SVHTTDL", "báo chí"), ("CAT", "an toàn thông tin mạng")):
        ((unit,),) = asked(site, "SELECT id::text FROM directory_unit WHERE code = %s", code)
        director.goto(f"/danh-ba/{unit}/")
        assert words in director.inner_text("main")


def settle_what_hinders(site: Site, signed_in: Any) -> None:
    """A collective body that ends has no ballots open: its head concludes those counted, others are withdrawn."""
    acts = (
        ("chanhvp", "rut", "reason"),
        ("chutich", "ket-luan", "words"),
        ("pct.vanxa", "ket-luan", "words"),
    )
    for account, act, field in acts:
        page = signed_in(account)
        for (ballot,) in asked(site, BALLOTS):
            if page.goto(f"/phieu-lay-y-kien/{ballot}/{act}/").status == 200:
                page.fill(f"[name={field}]", "Giao cơ quan kế thừa xem xét từ 01/07/2025")
                page.click("main form .btn-primary")
                page.wait_for_load_state()
    assert asked(site, BALLOTS) == []


def the_new_commune_has_the_work_of_the_old(site: Site, signed_in: Any, task: str) -> None:
    officer = signed_in("xa.muine")
    officer.goto("/viec-cua-toi/")
    assert {TASK, *OF_THE_CITY} <= set(officer.locator("main td.main a").all_inner_texts())
    officer.goto(task)
    assert "phường Mũi Né" in officer.inner_text("main")
    assert officer.inner_text(".brand-place") == "Tỉnh Lâm Đồng"
    assert axe(officer) == []
    for account in ("chutich", "gd.stttt", "pct.vanxa", "quantri"):
        page = signed_in(account)
        assert page.goto("/").status == 200
        assert "/dang-nhap/" not in page.url, account


def the_committee_distributes_the_work_of_the_districts(site: Site, signed_in: Any) -> None:
    """From the inbox to what waits, one ticked, then all of a district; who gave it still gives it."""
    chair = signed_in("chutich")
    chair.goto("/viec-cua-toi/")
    chair.click("nav.tabs a[href='/viec-cua-toi/phan-bo/']")
    chair.wait_for_url("**/phan-bo/")
    assert axe(chair) == []
    chair.locator("main tbody a").first.click()
    chair.wait_for_url("**/phan-bo/*/")
    district = chair.url
    assert axe(chair) == []
    waiting = chair.locator("main tbody tr").count()
    assert waiting > 1
    chair.locator("main tbody input[type=checkbox]").first.check()
    choose_heir(chair)
    chair.click("#hand-on .btn-primary")
    chair.wait_for_url(district)
    assert "Đã chuyển 1 công việc cho" in chair.inner_text("main, .messages")
    assert chair.locator("main tbody tr").count() == waiting - 1
    chair.check("#hand-on [name=which][value=all]")
    choose_heir(chair)
    chair.click("#hand-on .btn-primary")
    assert f"Chuyển {waiting - 1} công việc cho" in chair.inner_text("main")
    assert axe(chair) == []
    chair.click("main form .btn-primary")
    chair.wait_for_url("**/phan-bo/")
    assert district.removeprefix(site.url) not in chair.content()


def choose_heir(page: Any) -> None:
    """Choose the first of the heirs, whether the list is long or short."""
    values = page.eval_on_selector_all("#id_to option", "all => all.map(one => one.value).filter(Boolean)")
    page.eval_on_selector(
        "#id_to",
        "(one, value) => { one.value = value; one.dispatchEvent(new Event('change', {bubbles: true})) }",
        values[0],
    )


def figures_of(signed_in: Any) -> tuple[str, list[str]]:
    leader = signed_in("chutich")
    leader.goto(FIGURE)
    total = leader.locator("main .figure-value").first.inner_text()
    return total, [one.strip() for one in leader.locator("main .figures .figure-value").all_inner_texts()]


def figures_agree(signed_in: Any, figures: tuple[str, list[str]]) -> None:
    """In the boundaries of then, of March and of July: the same in total, and each leads to what it counts."""
    total, cells = figures
    leader = signed_in("chutich")
    for day in ("", "2025-03-01", "2025-07-01"):
        leader.goto(f"{FIGURE}&boundaries={day}")
        assert leader.locator("main .figure-value").first.inner_text() == total, day
        assert [
            one.strip() for one in leader.locator("main .figures .figure-value").all_inner_texts()
        ] == cells
        leader.goto(leader.locator("section[aria-labelledby=units] tbody tr a").first.get_attribute("href"))
        assert "Không khớp" not in leader.inner_text("main")
