from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, Missing
from lienthong.kernel.ui import works
from lienthong.kernel.ui.lists import Reader
from lienthong.kernel.ui.models import Work, WorkState
from lienthong.kernel.ui.tests.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch, hanh: Actor) -> None:
    """Three kinds: one that leaves a file, one that is refused, one that breaks."""

    def leave(work: Work, _reader: Reader, progress: works.Progress, folder: Path) -> str:
        progress.told(1, 2)
        (folder / f"{work.pk}.txt").write_text("xong")
        return f"{work.pk}.txt"

    def refuse(*_parts: object) -> str:
        raise Invalid("Không có gì để xuất.")

    def break_down(*_parts: object) -> str:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(works.works, "kinds", {"leave": leave, "refuse": refuse, "break": break_down})
    monkeypatch.setattr(works.works, "who_is", lambda _account, _post, _at: hanh)


def carried_out(kind: str, hanh: Actor) -> Work:
    work = works.begin(kind, title="Việc", asked={}, by=hanh)
    works.carry_out(work.pk, at=AT)
    return works.own(hanh.account_id, work.pk)


def test_work_is_done_and_leaves_its_file(hanh: Actor) -> None:
    work = carried_out("leave", hanh)

    assert (work.state, work.percent) == (WorkState.DONE, 50)
    assert works.file_of(work).read_text() == "xong"


def test_a_refusal_is_told_in_its_words(hanh: Actor) -> None:
    work = carried_out("refuse", hanh)

    assert (work.state, work.message) == (WorkState.FAILED, "Không có gì để xuất.")
    with pytest.raises(Missing, match="Hãy xuất lại"):
        works.file_of(work)


def test_what_one_post_asked_for_is_not_done_in_another(hanh: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    work = works.begin("leave", title="Việc", asked={}, by=replace(hanh, post_id=new_key()))
    monkeypatch.setattr(works.works, "who_is", lambda _account, _post, _at: replace(hanh, post_id=new_key()))
    works.carry_out(work.pk, at=AT)
    work = works.own(hanh.account_id, work.pk)

    assert (work.state, work.result_ref) == (WorkState.FAILED, "")
    assert "không còn giữ chức vụ" in work.message


def test_a_failure_is_told_without_its_inside(hanh: Actor) -> None:
    work = carried_out("break", hanh)

    assert work.state == WorkState.FAILED
    assert "Hãy thử lại" in work.message
    assert "secret" not in work.message


def test_too_much_at_once_is_refused_and_not_begun(hanh: Actor) -> None:
    for _n in range(works.MOST_AT_ONCE):
        works.begin("leave", title="Việc", asked={}, by=hanh)

    with pytest.raises(Invalid, match="chưa chạy xong"):
        works.begin("leave", title="Việc", asked={}, by=hanh)

    assert Work.objects.count() == works.MOST_AT_ONCE


def test_a_file_name_never_leaves_the_folder(hanh: Actor) -> None:
    work = carried_out("leave", hanh)
    work.result_ref = "../../etc/passwd"

    with pytest.raises(Missing):
        works.file_of(work)


def test_old_works_are_forgotten_with_their_files(hanh: Actor) -> None:
    work = carried_out("leave", hanh)
    path = works.file_of(work)

    works.forget(before=timezone.now() + timedelta(days=1))

    assert not path.exists()
    assert not Work.objects.exists()


def test_work_that_is_gone_is_left_alone() -> None:
    works.carry_out(AT_NOBODY, at=AT)


AT_NOBODY = Work().pk


@pytest.mark.django_db(transaction=True)
def test_what_is_told_apart_is_seen_while_the_rest_is_not(hanh: Actor) -> None:
    work = works.begin("leave", title="Việc", asked={}, by=hanh)
    with transaction.atomic():
        works.Progress(work).told_apart(3, 9)
        transaction.set_rollback(True)

    work.refresh_from_db()
    assert (work.done, work.total) == (3, 9)
