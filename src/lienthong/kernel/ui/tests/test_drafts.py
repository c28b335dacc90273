import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui import drafts, views
from lienthong.kernel.ui.models import Autosave
from lienthong.kernel.ui.tests.conftest import AT, account_of

TYPED = {"key": "", "fields": {"note": ["Đang viết dở"], "days": ["am", "pm"]}}


@pytest.mark.django_db
def test_a_draft_comes_back_to_its_account_alone(hanh: Actor, stranger: Actor) -> None:
    drafts.keep(account_of(hanh), "a.form", TYPED, at=AT)
    drafts.keep(account_of(hanh), "a.form", TYPED | {"fields": {"note": ["Viết xong"]}}, at=AT)

    kept = drafts.draft_of(account_of(hanh), "a.form")

    assert kept is not None
    assert kept.fields == {"note": ["Viết xong"]}
    assert drafts.draft_of(account_of(stranger), "a.form") is None
    assert drafts.draft_of(account_of(hanh), "another") is None


@pytest.mark.django_db
def test_a_discarded_draft_is_gone(hanh: Actor, stranger: Actor) -> None:
    drafts.keep(account_of(hanh), "a.form", TYPED, at=AT)

    drafts.discard(account_of(stranger), "a.form")
    assert Autosave.objects.count() == 1

    drafts.discard(account_of(hanh), "a.form")
    assert not Autosave.objects.exists()


@pytest.mark.django_db
def test_a_draft_that_nobody_came_back_to_is_dropped(hanh: Actor) -> None:
    drafts.keep(account_of(hanh), "a.form", TYPED, at=AT - drafts.KEPT - timedelta(days=1))
    drafts.keep(account_of(hanh), "another", TYPED, at=AT)
    drafts.forget(before=AT - drafts.KEPT)

    assert list(Autosave.objects.values_list("form", flat=True)) == ["another"]


@pytest.mark.django_db(transaction=True)
def test_a_draft_whose_form_became_an_act_is_dropped(hanh: Actor) -> None:
    key = new_key()
    drafts.keep(account_of(hanh), "a.form", TYPED | {"key": str(key)}, at=AT)

    @action
    def report(*, by: Actor, at: Any) -> None:
        record("ui.test", subject=("ui.test", new_key()), by=by, at=at)

    report(by=hanh, at=AT, key=key)

    assert drafts.was_sent(str(key))
    assert drafts.draft_of(account_of(hanh), "a.form") is None
    assert not Autosave.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b"[]",
        b'{"key": 1, "fields": {}}',
        b'{"key": "", "fields": []}',
        b'{"key": "", "fields": {"a": "b"}}',
        b'{"key": "", "fields": {"a": [1]}}',
        b'{"key": "", "fields": {"a": ["\\u0000"]}}',
        b'{"key": "", "fields": {"a": ["\\ud800"]}}',
        b'{"key": "\\ud800", "fields": {}}',
        b'{"key": "", "fields": {"\\u0000": []}}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_draft_is_refused_and_not_kept(hanh: Actor, body: bytes) -> None:
    with pytest.raises(Invalid, match="Không đọc được bản nháp"):
        drafts.keep(account_of(hanh), "a.form", drafts.read_payload(body), at=AT)

    assert not Autosave.objects.exists()


@pytest.mark.django_db
def test_words_that_only_look_like_a_letter_that_cannot_be_kept_are_kept(hanh: Actor) -> None:
    body = rb'{"key": "", "fields": {"a": ["\\u0000"]}}'
    drafts.keep(account_of(hanh), "a.form", drafts.read_payload(body), at=AT)

    assert Autosave.objects.get().payload["fields"] == {"a": [r"\u0000"]}


def test_a_draft_too_large_stays_on_the_machine() -> None:
    with pytest.raises(Invalid, match="quá lớn"):
        drafts.read_payload(b" " * (drafts.LARGEST + 1))


@pytest.mark.django_db
def test_the_oldest_of_too_many_goes(hanh: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST", 3)

    for n in range(5):
        drafts.keep(account_of(hanh), f"form.{n}", TYPED, at=AT + timedelta(minutes=n))

    assert set(Autosave.objects.values_list("form", flat=True)) == {"form.2", "form.3", "form.4"}


@pytest.mark.django_db
def test_the_page_keeps_reads_and_discards(hanh: Actor, asks: Callable[..., Any]) -> None:
    request = RequestFactory().post("/?form=a.form", json.dumps(TYPED), content_type="application/json")
    request.actor, request.at = hanh, AT  # type: ignore[attr-defined]

    assert views.draft(request).status_code == 200  # type: ignore[arg-type]
    read = json.loads(views.draft(asks("/?form=a.form&key=x")).content)  # type: ignore[attr-defined]
    request.method = "DELETE"

    assert read["draft"]["fields"] == TYPED["fields"]
    assert read["sent"] is False
    assert views.draft(request).status_code == 204  # type: ignore[arg-type]
