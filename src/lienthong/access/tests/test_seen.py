"""Who has seen my data: complete, mine alone, and nobody is left out for being an administrator."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from lienthong.access.actors import actor_of
from lienthong.access.models import Account
from lienthong.access.tests.conftest import Browser
from lienthong.access.tests.office import AT, Office
from lienthong.directory.models import Person
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.acts.sightings import sightings
from lienthong.kernel.refusals import NotAllowed
from lienthong.parties import actions
from lienthong.parties.models import Party
from lienthong.parties.tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]
See = Callable[..., str]


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    from lienthong.access import doors

    monkeypatch.setattr(doors, "now", lambda: AT)


@pytest.fixture
def citizen(db: None) -> Party:
    return cast.a_citizen("Lê Thị Dân")


@pytest.fixture
def page(client: Client, citizen: Party) -> See:
    account = Account.objects.make("dt.dan", party=citizen)

    def read(**asked: str) -> str:
        answer = Browser(client).of(account).get("/tai-khoan/ai-da-xem/", asked)
        assert answer.status_code == 200
        return b"".join(answer).decode()

    return read


def test_it_names_who_when_and_what_for(citizen: Party, page: See) -> None:
    assert "Chưa có ai mở" in page()
    actions.read_personal(citizen, purpose="Trả kết quả hồ sơ", by=cast.KEEPER, at=AT)

    for words in (
        cast.KEEPER.name,
        cast.KEEPER.post,
        cast.KEEPER.unit,
        "Trả kết quả hồ sơ",
        "05/03/2012 09:00",
    ):
        assert words in page()


def test_an_administrator_is_seen_too(office: Office, citizen: Party, page: See) -> None:
    actions.read_personal(citizen, purpose="Kiểm tra", by=actor_of(office.admin, at=AT), at=AT)

    assert "Võ Thị Quản" in page()


def test_the_agency_around_a_division_is_named(office: Office, citizen: Party, page: See) -> None:
    by = actor_of(office.chief, at=AT, post_id=office.center.pk)
    actions.read_personal(citizen, purpose="Kiểm tra", by=by, at=AT)

    assert "Giám đốc Trung tâm, Trung tâm, Sở Thông tin" in page()


def test_others_see_their_own(citizen: Party, page: See) -> None:
    actions.read_personal(cast.a_citizen("Người Khác"), purpose="Việc khác", by=cast.KEEPER, at=AT)

    assert "Việc khác" not in page()


def test_it_can_be_taken_along(citizen: Party, page: See) -> None:
    actions.read_personal(citizen, purpose="Trả kết quả", by=cast.KEEPER, at=AT)

    assert "Trả kết quả" in page(export="csv")


def test_an_official_has_the_same_page(
    office: Office, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an area opens of a person in the directory is found by the same mechanism."""
    monkeypatch.setattr(sightings, "verbs", {"test.open"})
    person = Person.objects.get(pk=office.chief.person_id)

    @action
    def open_it(*, by: Actor, at: datetime) -> None:
        record("test.open", subject=person, by=by, at=at, detail={"purpose": "Lập danh sách"})
        record("test.other", subject=person, by=by, at=at, detail={"purpose": "Việc khác"})

    open_it(by=cast.KEEPER, at=AT)
    client = browser.of(office.chief)
    page = client.get("/tai-khoan/ai-da-xem/").content.decode()

    assert "Lập danh sách" in page
    assert "Việc khác" not in page
    assert "/tai-khoan/ai-da-xem/" in client.get("/tai-khoan/").content.decode()


def test_a_refused_try_sees_nothing_and_leaves_nothing(citizen: Party) -> None:
    """The refusal comes before anything is shown; as everywhere, what was refused did not happen."""
    for by in (cast.STRANGER, Actor(kind=ActorKind.PARTY, name="Người dân khác")):
        with pytest.raises(NotAllowed):
            actions.read_personal(citizen, purpose="Tò mò", by=by, at=AT)
    assert not Act.objects.filter(verb="parties.read").exists()


def test_who_is_not_signed_in_is_asked_to(client: Client, db: None) -> None:
    assert client.get("/tai-khoan/ai-da-xem/").status_code == 302
