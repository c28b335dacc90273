"""The pages of this room, drawn whole: no inline script or style, and every form keeps its guard."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Missing, NotAllowed
from lienthong.kernel.ui import style_page, views, works
from lienthong.kernel.ui.models import Work, WorkState
from lienthong.kernel.ui.tests.conftest import body
from lienthong.kernel.ui.urls import routes

pytestmark = pytest.mark.django_db
ROOM = Path(__file__).parents[1]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_page_of_styles_shows_every_part(asks: Callable[..., Any]) -> None:
    page = text(style_page.style_page(asks("/")))

    for part in (
        'class="now"',
        'class="figures"',
        "chip tone-bad",
        'class="timeline"',
        'class="facts"',
        "<progress",
    ):
        assert part in page


def test_the_page_of_styles_answers_its_form(asks: Callable[..., Any]) -> None:
    assert style_page.style_page(asks("/", post={})).status_code == 422


def test_no_page_holds_inline_script_or_style(asks: Callable[..., Any]) -> None:
    page = text(style_page.style_page(asks("/")))

    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)


def test_long_work_is_watched_and_left(asks: Callable[..., Any], hanh: Actor) -> None:
    work = Work.objects.create(account_id=hanh.account_id, kind="x", title="Xuất", asked={}, done=3, total=9)

    assert "Xuất" in text(views.works_page(asks("/")))
    assert 'hx-trigger="every 2s"' in text(views.work_page(asks("/"), work.pk))
    Work.objects.update(state=WorkState.DONE)
    assert "every 2s" not in text(views.work_page(asks("/"), work.pk))


def test_a_stranger_finds_no_work_and_no_file(
    asks: Callable[..., Any], hanh: Actor, stranger: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(works.works, "who_is", lambda _account, _post, _at: hanh)
    work = Work.objects.create(
        account_id=hanh.account_id, kind="x", title="X", asked={}, state=WorkState.DONE, result_ref="a.csv"
    )
    (works.folder() / "a.csv").write_text("a")

    mine = views.work_file(asks("/"), work.pk)
    assert (mine.status_code, body(mine)) == (200, b"a")
    for view in (views.work_page, views.work_file):
        with pytest.raises(Missing):
            view(asks("/", by=stranger), work.pk)
    assert "X" not in text(views.works_page(asks("/", by=stranger))).split("<main")[1].split("</main>")[0]


def test_who_left_the_post_does_not_take_its_files_along(
    asks: Callable[..., Any], hanh: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Work.objects.create(
        account_id=hanh.account_id,
        post_id=new_key(),
        kind="x",
        title="X",
        asked={},
        state=WorkState.DONE,
        result_ref="a.csv",
    )
    (works.folder() / "a.csv").write_text("a")
    monkeypatch.setattr(works.works, "who_is", lambda _account, _post, _at: hanh)

    with pytest.raises(NotAllowed, match="không còn giữ chức vụ"):
        views.work_file(asks("/"), work.pk)


def test_every_route_stands_behind_the_door_it_was_given() -> None:
    guarded: list[object] = []

    def guard(capability: str | None, view: Any, **_options: object) -> Any:
        guarded.append(view)
        return view

    assert len(routes(guard)) == len(guarded)


def test_templates_are_whole_and_asset_names_exist() -> None:
    for template in (ROOM / "templates").rglob("*.html"):
        for name in re.findall(r'{% static "ui/([^"]+)" %}', template.read_text()):
            assert (ROOM / "static/ui" / name).is_file(), f"{template.name} names {name}"
