from collections.abc import Callable
from typing import Any

import pytest

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, Missing
from lienthong.kernel.ui import views, views_of_lists
from lienthong.kernel.ui.models import SavedView
from lienthong.kernel.ui.tests.conftest import account_of

pytestmark = pytest.mark.django_db


def test_the_same_name_replaces_the_view(hanh: Actor) -> None:
    views_of_lists.save(account_of(hanh), "a.list", "  Quá   hạn ", "state=late")
    views_of_lists.save(account_of(hanh), "a.list", "Quá hạn", "state=late&sort=due")

    saved = SavedView.objects.get()

    assert (saved.name, saved.query) == ("Quá hạn", "state=late&sort=due")


@pytest.mark.parametrize(
    ("listing", "name", "query"),
    [
        ("a.list", "", ""),
        ("a.list", " " * 5, ""),
        ("a.list", "a" * 81, ""),
        ("a.list", "a\x00", ""),
        ("", "a", ""),
        ("a" * 81, "a", ""),
        ("a.list", "a", "q" * 2001),
    ],
)
def test_what_cannot_be_saved_is_refused(hanh: Actor, listing: str, name: str, query: str) -> None:
    with pytest.raises(Invalid):
        views_of_lists.save(account_of(hanh), listing, name, query)

    assert not SavedView.objects.exists()


def test_there_is_an_end_to_saving(hanh: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views_of_lists, "MOST", 1)
    views_of_lists.save(account_of(hanh), "a.list", "Một", "")

    with pytest.raises(Invalid, match="nhiều nhất"):
        views_of_lists.save(account_of(hanh), "a.list", "Hai", "")

    assert SavedView.objects.count() == 1


def test_a_stranger_deletes_nothing(hanh: Actor, stranger: Actor) -> None:
    saved = views_of_lists.save(account_of(hanh), "a.list", "Một", "")

    for account, view in ((account_of(stranger), saved.pk), (account_of(hanh), new_key())):
        with pytest.raises(Missing):
            views_of_lists.delete(account, view)

    assert SavedView.objects.count() == 1


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_one_is_never_sent_elsewhere(asks: Callable[..., Any], address: str) -> None:
    sent = {"list": "a.list", "name": "Một", "query": "", "next": address}

    assert views.save_view(asks("/", post=sent))["Location"] == "/"


def test_one_comes_back_to_the_list(asks: Callable[..., Any], hanh: Actor) -> None:
    sent = {"list": "a.list", "name": "Một", "query": "a=1", "next": "/danh-sach/?a=1"}

    assert views.save_view(asks("/", post=sent))["Location"] == "/danh-sach/?a=1"
    assert (
        views.delete_view(asks("/", post=sent), SavedView.objects.get().pk)["Location"] == "/danh-sach/?a=1"
    )
