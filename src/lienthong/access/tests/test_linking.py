"""An official's account and their identity: one to one, by their own hand, never the only way in."""

from datetime import date

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django.fixtures import Settings

from lienthong.access.elsewhere import identities
from lienthong.access.elsewhere.configuration import the_provider
from lienthong.access.elsewhere.tokens import Identity
from lienthong.access.models import Account
from lienthong.access.tests.conftest import Browser
from lienthong.access.tests.elsewhere import FIRST, OFFICIAL, Walk, settings_for
from lienthong.access.tests.office import AT, Office
from lienthong.directory.models import Appointment
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import NotAllowed
from lienthong.parties.models import Party

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    from lienthong.access import doors

    monkeypatch.setattr(doors, "now", lambda: AT)


@pytest.fixture
def chief(office: Office, walk: Walk) -> Walk:
    """The director, signed in by password, about to link."""
    Browser(walk.client).fresh_of(office.chief)
    return walk


def out_and_in(walk: Walk, sub: str = OFFICIAL) -> str:
    walk.client.post("/dang-xuat/")
    walk.whole(sub)
    return walk.client.get("/room/").content.decode()


def acts(verb: str) -> int:
    return Act.objects.filter(verb=f"access.{verb}").count()


def test_a_linked_official_comes_in_as_the_official(office: Office, chief: Walk) -> None:
    assert chief.link()["Location"] == "/tai-khoan/"
    assert "Đã gắn VNeID (mô phỏng)" in chief.client.get("/tai-khoan/").content.decode()

    assert out_and_in(chief).startswith("Giám đốc Sở")
    assert not Party.objects.exists()
    act = Act.objects.get(verb="access.link_identity")
    assert (act.subject_id, act.account_id, act.detail) == (
        office.chief.pk,
        office.chief.pk,
        {"provider": "VNeID", "level": "2"},
    )
    assert "Đăng nhập bằng VNeID, mức độ 2" in chief.client.get("/tai-khoan/").content.decode()


def test_powers_end_with_the_post_however_one_comes_in(office: Office, chief: Walk) -> None:
    chief.link()
    for held in Appointment.objects.filter(person=office.chief.person_id):
        held.end(on=date(2012, 3, 1), at=AT)

    assert out_and_in(chief).startswith("|")  # signed in, in no post
    assert chief.client.get("/desk/").status_code == 403


def test_who_has_not_linked_is_a_citizen_whatever_their_name(office: Office, walk: Walk) -> None:
    page = out_and_in(walk, OFFICIAL)

    assert page.startswith("|")
    assert Account.objects.get(party__isnull=False).person_id is None


def test_an_identity_of_another_account_is_not_linked(office: Office, chief: Walk) -> None:
    chief.link()
    Browser(chief.client).fresh_of(office.admin)
    answer = chief.link()

    assert answer.status_code == 409
    assert "đã gắn với một tài khoản khác" in answer.content.decode()
    assert SocialAccount.objects.get().user_id == office.chief.pk
    assert acts("link_identity") == 1


def test_an_account_has_one_identity(chief: Walk) -> None:
    chief.link()
    answer = chief.link(FIRST)

    assert answer.status_code == 409
    assert "đã gắn với một danh tính" in answer.content.decode()
    assert SocialAccount.objects.get().uid == OFFICIAL


def test_a_wrong_token_links_nothing_and_is_recorded_for_the_account(office: Office, chief: Walk) -> None:
    answer = chief.link(spoilt="nonce")

    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()
    assert Act.objects.get(verb="access.identity_refused").subject_id == office.chief.pk


def test_what_one_began_another_does_not_finish(office: Office, chief: Walk) -> None:
    back = chief.agree(chief.leave("/tai-khoan/dinh-danh/gan/"), OFFICIAL)
    Browser(chief.client).fresh_of(
        office.admin
    )  # the session begins anew, and what was begun with it is gone

    assert chief.arrive(back).status_code == 403
    assert not SocialAccount.objects.exists()


def test_unlinking_leaves_the_password(office: Office, chief: Walk) -> None:
    chief.link()
    assert chief.client.post("/tai-khoan/dinh-danh/go/").status_code == 302

    assert not SocialAccount.objects.exists()
    assert Act.objects.get(verb="access.unlink_identity").subject_id == office.chief.pk
    assert out_and_in(chief).startswith("|")  # a citizen now
    assert chief.client.post("/tai-khoan/dinh-danh/go/").status_code == 409  # whose only way this is


def test_a_citizen_keeps_the_only_way_in(walk: Walk) -> None:
    walk.whole(FIRST)
    answer = walk.client.post("/tai-khoan/dinh-danh/go/")

    assert answer.status_code == 409
    assert "cách đăng nhập duy nhất" in answer.content.decode()
    assert SocialAccount.objects.count() == 1
    assert "cách đăng nhập duy nhất" in walk.client.get("/tai-khoan/").content.decode()


def test_what_is_not_linked_is_not_unlinked(chief: Walk) -> None:
    assert chief.client.post("/tai-khoan/dinh-danh/go/").status_code == 404


def test_nobody_links_for_somebody_else(office: Office, walk: Walk) -> None:
    from lienthong.access.actors import actor_of

    provider = the_provider()
    assert provider is not None
    identity, by = Identity(walk.twin.issuer, OFFICIAL, "2"), actor_of(office.admin, at=AT)
    with pytest.raises(NotAllowed, match="tự gắn"):
        identities.link(office.chief, identity, provider, by=by, at=AT)
    with pytest.raises(NotAllowed, match="tự gỡ"):
        identities.unlink(office.chief, provider, by=by, at=AT)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("address", ["/tai-khoan/dinh-danh/gan/", "/tai-khoan/dinh-danh/go/"])
def test_who_is_not_signed_in_links_nothing(walk: Walk, address: str) -> None:
    assert walk.client.post(address)["Location"].startswith("/dang-nhap/")


def test_two_accounts_never_share_an_identity(office: Office, walk: Walk) -> None:
    from django.db import IntegrityError, transaction

    SocialAccount.objects.create(user=office.chief, provider="https://a.example", uid="x")
    with pytest.raises(IntegrityError, match="provider"), transaction.atomic():
        SocialAccount.objects.create(user=office.admin, provider="https://a.example", uid="x")


@pytest.mark.parametrize(("counts", "shown"), [(True, "identity"), (False, "")])
def test_the_level_stands_for_a_second_factor_only_where_it_is_said(
    chief: Walk, settings: Settings, counts: object, shown: str
) -> None:
    chief.link()
    settings.IDENTITY = settings_for(chief.twin.issuer, second_factor=counts)

    out_and_in(chief)

    assert chief.client.session["shown"].get("kind", "") == shown


def test_the_page_of_the_account_says_how_it_stands(chief: Walk, settings: Settings) -> None:
    page = chief.client.get("/tai-khoan/").content.decode()
    assert "Gắn VNeID (mô phỏng)" in page
    chief.link()
    assert "Gỡ VNeID (mô phỏng)" in chief.client.get("/tai-khoan/").content.decode()
    settings.IDENTITY = settings_for("")
    assert "VNeID" not in chief.client.get("/tai-khoan/").content.decode()


def test_a_key_of_the_form_unlinks_once(chief: Walk) -> None:
    chief.link()
    key = str(new_key())
    for _ in range(2):
        assert chief.client.post("/tai-khoan/dinh-danh/go/", {"key": key}).status_code == 302
    assert acts("unlink_identity") == 1


def test_a_stranger_at_the_same_browser_is_somebody_else(office: Office, chief: Walk) -> None:
    """A citizen who signs in where an official was: the official's session is over."""
    chief.link()
    chief.client.post("/dang-xuat/")
    chief.whole(FIRST)

    assert chief.client.get("/desk/").status_code == 403
    assert Client().get("/room/").status_code == 302
