"""A chosen file is sent at once; neither a reload nor a network that drops loses it."""

import psycopg
import pytest

pytestmark = pytest.mark.browser
PDF = {"name": "biên bản.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\ntrailer <<>>\n%%EOF\n"}
TOKEN = "input[type=hidden][name=evidence-kept]"


def test_files_wait_for_their_form(site, signed_in):
    username, address = a_worker(site)
    page = signed_in(username)
    page.goto(f"{address}tien-do/")
    page.set_input_files("[type=file]", [PDF, {**PDF, "name": "xấu.exe"}])
    page.locator(TOKEN).wait_for(state="attached")
    page.locator(".upload-list", has_text="Chưa nhận loại tệp này").wait_for()

    page.reload()
    assert page.locator(".upload-name").all_inner_texts() == ["biên bản.pdf"]
    page.context.set_offline(True)
    page.set_input_files("[type=file]", {**PDF, "name": "phụ lục.pdf"})
    page.locator("[data-again]:visible").wait_for()
    page.context.set_offline(False)

    page.fill("[name=percent]", "60")
    page.fill("[name=text]", "Đã xong phần khảo sát.")
    page.click("main form button.btn-primary")
    page.wait_for_url(f"**{address}")
    assert page.locator("ul.files").first.locator("a").all_inner_texts() == ["biên bản.pdf", "phụ lục.pdf"]


def a_worker(site):
    """Return an account and the address of a task in progress that waits for it."""
    with psycopg.connect(site.owner_url) as database:
        username, case = database.execute(
            "SELECT a.username, c.id FROM casework_case c JOIN access_account a ON a.person_id = c.turn_person_id"
            " WHERE c.state = 'in_progress' ORDER BY c.due_at DESC NULLS LAST, c.id LIMIT 1"
        ).fetchone()
    return username, f"/nhiem-vu/{case}/"
