"""The forms of the directory behind their doors: who may not, what is made up, what cannot be, twice."""

import pytest

from faults.conftest import words
from lienthong.access.models import ProfileCapability
from lienthong.access.tests.factor import step_up
from lienthong.directory.models import Post
from lienthong.kernel.keys import new_key
from lienthong.tasks.tests.conftest import ALWAYS, LONG_AGO


@pytest.fixture
def keeper(desk):
    """The browser of somebody whose post keeps the directory."""
    ProfileCapability.objects.create(
        profile="chair", tier="", capability="directory_edit", during=ALWAYS, known_from=LONG_AGO
    )
    browser = step_up(desk["chair"], desk.account("chair"))
    desk["specialist"]
    desk.listen()
    return browser


@pytest.fixture
def post(desk, keeper):
    return Post.objects.get(pk=desk.province["director"].post_id)


@pytest.fixture
def addresses(desk, post):
    unit, person = f"/danh-ba/{post.unit_id}", f"/danh-ba/can-bo/{desk.province['director'].person_id}"
    place = f"/danh-ba/chuc-vu/{post.pk}"
    return [
        "/danh-ba/moi/", "/danh-ba/can-bo/moi/", f"{unit}/doi-ten/", f"{unit}/sap-nhap/", f"{unit}/giai-the/",
        f"{place}/bo-nhiem/", f"{place}/thoi-giu/", f"{place}/thay-doi/", f"{person}/dinh-chinh/",
        f"{person}/bo-nhiem/",
    ]  # fmt: skip


def test_whoever_keeps_the_directory_opens_every_form(keeper, addresses):
    assert [keeper.get(address).status_code for address in addresses] == [200] * len(addresses)


def test_without_a_second_factor_the_directory_is_read_and_not_kept(desk, post, addresses):
    browser = desk.by_password("chair")
    assert browser.get(f"/danh-ba/{post.unit_id}/").status_code == 200
    for address in addresses:
        answer = browser.get(address)
        assert answer["Location"].startswith("/tai-khoan/xac-thuc/?next=%2Fdanh-ba%2F")
        assert browser.post(address, {"name": "x"}).status_code in {403, 405}
    assert desk.nothing_recorded


def test_a_reader_is_refused_with_the_power_that_is_missing(desk, addresses):
    for address in addresses:
        for answer in (desk["specialist"].get(address), desk["specialist"].post(address, {"name": "x"})):
            assert answer.status_code in {403, 405}
            named = ("cập nhật danh bạ cơ quan", "quản lý cán bộ và tài khoản của cơ quan")
            assert answer.status_code == 405 or any(power in words(answer) for power in named)
    assert desk.nothing_recorded


def test_what_was_made_up_is_not_found(desk, keeper, post):
    made_up = [
        f"/danh-ba/{new_key()}/doi-ten/",
        f"/danh-ba/chuc-vu/{new_key()}/",
        f"/danh-ba/{post.unit_id}/nhuom/",
    ]
    made_up += [
        f"/danh-ba/chuc-vu/{post.pk}/bo-nhiem/?person={new_key()}",
        f"/danh-ba/can-bo/moi/?post={new_key()}",
    ]

    assert [keeper.get(address).status_code for address in made_up] == [404] * len(made_up)
    assert desk.nothing_recorded


def test_a_second_holder_is_refused_beside_the_day(desk, keeper, post):
    person = desk.province["specialist"].person_id
    sent = {"key": new_key(), "person": person, "kind": "holder", "on": "05/03/2012"}
    answer = keeper.post(f"/danh-ba/chuc-vu/{post.pk}/bo-nhiem/", sent)

    assert answer.status_code == 409
    assert "đã có người giữ" in words(answer)
    assert desk.nothing_recorded


def test_the_same_form_sent_twice_counts_once(desk, keeper, post):
    address = f"/danh-ba/{post.unit_id}/doi-ten/"
    sent = {"key": new_key(), "seen": "0", "name": "Sở Mới", "on": "05/03/2012"}
    answers = [keeper.post(address, sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[1]["Location"] == f"/danh-ba/{post.unit_id}/"
    assert desk.recorded == ["directory.rename_unit"]


def test_an_old_form_shows_what_changed_and_can_be_sent_again(desk, keeper, post):
    address = f"/danh-ba/{post.unit_id}/doi-ten/"
    old = {"key": str(new_key()), "seen": "0", "name": "Sở Hai", "on": "01/07/2012"}
    keeper.post(address, {"key": new_key(), "seen": "0", "name": "Sở Một", "on": "05/03/2012"})

    answer = keeper.post(address, old)
    assert answer.status_code == 409
    assert "Đổi tên cơ quan, đơn vị" in words(answer)
    assert 'name="seen" value="1"' in words(answer)
    assert keeper.post(address, old | {"seen": "1"}).status_code == 302


def test_from_a_person_the_keeper_of_accounts_goes_on_to_the_account(desk, keeper):
    person = desk.province["director"].person_id
    assert "/quan-tri/tai-khoan/" not in words(keeper.get(f"/danh-ba/can-bo/{person}/"))
    ProfileCapability.objects.create(
        profile="chair", tier="", capability="accounts_manage", during=ALWAYS, known_from=LONG_AGO
    )

    assert f"/quan-tri/tai-khoan/{person}/" in words(desk["chair"].get(f"/danh-ba/can-bo/{person}/"))
