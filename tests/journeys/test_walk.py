"""The walk that everything was built for: a late task is finished and confirmed, the figure moves and leads back."""

import re
import time

import psycopg
import pytest

pytestmark = pytest.mark.browser


def headline(page):
    page.goto("/so-lieu/tasks.completion/")
    return page.inner_text("main")


def test_a_late_task_is_finished_confirmed_and_counted(site, signed_in):
    leader, follower = signed_in("chutich"), signed_in("theodoi.cntt")
    before = headline(leader)
    leader.goto("/nhiem-vu/?status=overdue")
    address, owner = late_task_of(leader, site)

    owner_page = signed_in(owner)
    owner_page.goto(f"{address}hoan-thanh/")
    owner_page.fill("[name=output]", "Đã hoàn thành, có biên bản nghiệm thu.")
    owner_page.fill("[name=document_number]", "99/BC")
    owner_page.click("main form button.btn-primary")
    owner_page.wait_for_url(f"**{address}")

    follower.goto(f"{address}xac-nhan/")
    follower.click("main form button.btn-primary")
    follower.wait_for_url(f"**{address}")
    assert "Hoàn thành quá hạn" in follower.inner_text("main")

    act = last_confirmation(site)
    for _attempt in range(40):  # until a head is signed that has this act in it
        if f"#act-{act}" in (led_to := drilled(leader)):
            break
        time.sleep(0.5)
    assert f"#act-{act}" in led_to
    assert headline(leader) != before
    leader.goto(f"{address}#act-{act}")
    assert leader.locator(f"#act-{act}").count() == 1


def test_verify_passes_and_fails_by_name_after_a_row_is_altered(site):
    assert site.manage("verify_ledger").returncode == 0
    with psycopg.connect(site.owner_url, autocommit=True) as database:
        database.execute("ALTER TABLE acts_act DISABLE TRIGGER USER")
        act = database.execute(
            "SELECT id, actor_name FROM acts_act WHERE verb = 'tasks.confirm' LIMIT 1"
        ).fetchone()
        database.execute("UPDATE acts_act SET actor_name = 'Người khác' WHERE id = %s", [act[0]])

        failed = site.manage("verify_ledger")

        database.execute("UPDATE acts_act SET actor_name = %s WHERE id = %s", [act[1], act[0]])
        database.execute("ALTER TABLE acts_act ENABLE TRIGGER USER")
    assert failed.returncode == 1
    assert str(act[0]) in failed.stdout + failed.stderr
    assert site.manage("verify_ledger").returncode == 0


def late_task_of(page, site):
    """Return the address of a late task that the Office follows, and the account of whom it waits for."""
    with psycopg.connect(site.owner_url) as database:
        found = database.execute(
            """
            SELECT c.id, a.username FROM casework_case c JOIN tasks_task t ON t.case_id = c.id
            JOIN directory_unit m ON m.id = t.monitoring_id JOIN access_account a ON a.person_id = c.turn_person_id
            WHERE c.state = 'in_progress' AND m.code = 'VPUB'
              AND c.due_at < (SELECT now() + ahead FROM acts_installation)
            ORDER BY c.due_at LIMIT 1
            """
        ).fetchone()
    address = f"/nhiem-vu/{found[0]}/"
    page.goto(address)
    assert re.search(r"Quá \d+", page.inner_text("main"))
    return address, found[1]


def last_confirmation(site):
    with psycopg.connect(site.owner_url) as database:
        row = database.execute(
            "SELECT id FROM acts_act WHERE verb = 'tasks.confirm' ORDER BY recorded_at DESC LIMIT 1"
        ).fetchone()
    return row[0]


def drilled(page):
    """Return the addresses of all rows counted as done late, page after page."""
    page.goto("/so-lieu/tasks.completion/")
    link = page.locator("a[href*='done_late']").first
    page.goto(link.get_attribute("href"))
    found = ""
    while True:
        found += " ".join(a.get_attribute("href") or "" for a in page.locator("main a").all())
        following = page.locator("a[rel=next]")
        if not following.count():
            return found
        following.click()
        page.wait_for_load_state()
