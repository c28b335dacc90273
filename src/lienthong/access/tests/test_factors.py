"""My second factors: added, named, removed, replaced; each an act, and nothing secret in any of them."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from lienthong.access.factors.codes import Kind, next_code
from lienthong.access.factors.secrets import seal
from lienthong.access.tests.conftest import Browser
from lienthong.access.tests.factor import a_telephone, code_of, step_up
from lienthong.access.tests.office import AT, PASSWORD, Office
from lienthong.kernel.acts.models import Act, Installation, Personal

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]
MINE = "/tai-khoan/buoc-hai/"
APP = f"{MINE}ung-dung/"
CODE = re.compile(r"<code>(\d{4} \d{4})</code>")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    from lienthong.access import doors

    later: list[timedelta] = []
    monkeypatch.setattr(doors, "now", lambda: AT + sum(later, timedelta(0)))
    return later


@pytest.fixture
def chief(office: Office, client: Client) -> Client:
    client.post("/dang-nhap/", {"login": "giam", "password": PASSWORD})
    return client


def verbs() -> list[str]:
    acts = Act.objects.exclude(verb__startswith="access.set_").exclude(verb="access.sign_in")
    return list(acts.order_by("recorded_at", "id").values_list("verb", flat=True))


def begin(client: Client) -> tuple[str, str]:
    """Open the page that adds an app; return the sealed secret, and the secret."""
    page = client.get(APP)
    return page.context["sealed"], page.context["secret"].replace(" ", "")


def add(client: Client, after: str = "") -> list[str]:
    sealed, secret = begin(client)
    answer = client.post(APP + after, {"sealed": sealed, "code": next_code(secret)})
    assert answer.status_code == 200, answer.content.decode()
    return CODE.findall(answer.content.decode())


def test_an_app_is_added_with_its_first_code_and_ten_codes_are_shown_this_once(chief: Client) -> None:
    codes = add(chief)

    assert len(set(codes)) == 10
    assert verbs() == ["access.add_factor", "access.new_recovery_codes"]
    assert Act.objects.get(verb="access.add_factor").detail == {"factor": "totp"}
    page = chief.get("/tai-khoan/").content.decode()
    assert "Ứng dụng tạo mã" in page
    assert "Còn 10 mã dự phòng" in page
    assert not any(code in page for code in codes)


def test_the_way_back_goes_through_every_page(chief: Client) -> None:
    assert f"{APP}?next=%2Froom%2F" in chief.get(f"{MINE}?next=/room/").content.decode()
    sealed, secret = begin(chief)
    answer = chief.post(f"{APP}?next=/room/", {"sealed": sealed, "code": next_code(secret)})

    assert 'href="/room/"' in answer.content.decode()


def test_the_code_that_set_it_up_is_used(office: Office, chief: Client) -> None:
    sealed, secret = begin(chief)
    code = next_code(secret)
    chief.post(APP, {"sealed": sealed, "code": code})

    assert chief.post("/tai-khoan/xac-thuc/", {"code": code}).status_code == 422


def test_the_same_picture_stays_after_a_wrong_code(chief: Client) -> None:
    sealed, secret = begin(chief)
    answer = chief.post(APP, {"sealed": sealed, "code": "000000"})

    assert answer.status_code == 422
    assert answer.context["secret"].replace(" ", "") == secret
    assert not Authenticator.objects.exists()
    assert verbs() == []


def test_a_secret_of_another_account_a_forged_or_an_old_one_is_refused(
    office: Office, chief: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for sealed in ("rác", seal(office.admin, "A" * 32)):
        answer = chief.post(APP, {"sealed": sealed, "code": next_code("A" * 32)})
        assert answer.status_code == 422
        assert "Hãy mở lại trang" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_only_a_simulated_world_shows_the_code_of_a_telephone_that_is_being_set_up(chief: Client) -> None:
    assert "dòng này thay cho điện thoại" in chief.get(APP).content.decode()

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE acts_installation DISABLE TRIGGER USER")
    Installation.objects.update(simulated=False)
    page = chief.get(APP)
    assert "dòng này thay cho điện thoại" not in page.content.decode()
    assert page.context["code"] == ""


def test_a_second_app_takes_the_place_of_none(office: Office, chief: Client) -> None:
    sealed, secret = begin(chief)
    a_telephone(office.chief)
    step_up(chief, office.chief)
    answer = chief.post(APP, {"sealed": sealed, "code": next_code(secret)})

    assert answer.status_code == 409
    assert Authenticator.objects.count() == 1


def test_a_secret_never_stands_in_the_session_or_in_an_act(chief: Client) -> None:
    _sealed, secret = begin(chief)
    add(chief)

    assert secret not in str(dict(chief.session))
    assert all("secret" not in str(act.detail) for act in Act.objects.all())
    assert all(set(row.payload) <= {"address"} for row in Personal.objects.all())


def test_new_codes_end_the_old_ones(office: Office, chief: Client) -> None:
    old = add(chief)
    new = CODE.findall(chief.post(f"{MINE}ma-du-phong/").content.decode())

    assert not set(old) & set(new)
    assert chief.post("/tai-khoan/xac-thuc/", {"code": old[0]}).status_code == 422
    assert chief.post("/tai-khoan/xac-thuc/", {"code": new[0]}).status_code == 302
    assert verbs().count("access.new_recovery_codes") == 2


def test_without_a_factor_there_are_no_recovery_codes(chief: Client) -> None:
    assert chief.post(f"{MINE}ma-du-phong/").status_code == 409


def test_changing_ones_means_asks_again_after_a_quarter_of_an_hour(
    office: Office, chief: Client, clock: list[timedelta]
) -> None:
    add(chief)
    factor = Authenticator.objects.get(type=Kind.TOTP)
    clock.append(timedelta(minutes=15))
    for page in (APP, f"{MINE}passkey/", f"{MINE}ma-du-phong/", f"{MINE}{factor.pk}/go/"):
        assert chief.get(page)["Location"].startswith("/tai-khoan/xac-thuc/")
    assert chief.post(f"{MINE}{factor.pk}/go/").status_code == 403
    assert Authenticator.objects.filter(type=Kind.TOTP).exists()


def test_removing_the_last_says_what_one_can_no_longer_do_and_ends_the_other_devices(
    office: Office, browser: Browser
) -> None:
    client = browser.strong_of(office.admin)
    elsewhere = Browser(Client()).of(office.admin)
    factor = Authenticator.objects.get()
    page = client.get(f"{MINE}{factor.pk}/go/").content.decode()
    assert "Đây là cách cuối cùng" in page
    assert "quản lý tài khoản" in page

    assert client.post(f"{MINE}{factor.pk}/go/").status_code == 302
    assert not Authenticator.objects.exists()
    assert verbs()[-1] == "access.remove_factor"
    assert client.get("/tai-khoan/").status_code == 200
    assert elsewhere.get("/tai-khoan/").status_code == 302


def test_a_factor_of_somebody_else_is_not_there(office: Office, chief: Client) -> None:
    theirs = a_telephone(office.admin)

    for page in ("go", "doi-ten"):
        assert chief.get(f"{MINE}{theirs.pk}/{page}/").status_code == 404
        assert chief.post(f"{MINE}{theirs.pk}/{page}/", {"name": "x"}).status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


def test_recovery_codes_are_not_removed_by_themselves(office: Office, chief: Client) -> None:
    add(chief)
    codes = Authenticator.objects.get(type=Kind.RECOVERY_CODES)

    assert chief.post(f"{MINE}{codes.pk}/go/").status_code == 404


def test_an_administrator_removes_what_somebody_lost_and_says_why(office: Office, browser: Browser) -> None:
    a_telephone(office.chief)
    theirs = Browser(Client()).of(office.chief)
    keeper = browser.strong_of(office.admin)
    page = f"/quan-tri/tai-khoan/{office.chief.person_id}/buoc-hai/"
    assert page in keeper.get(page.replace("buoc-hai/", "")).content.decode()
    assert keeper.get(page).status_code == 200
    assert keeper.post(page, {"reason": " "}).status_code == 422

    assert keeper.post(page, {"reason": "Mất điện thoại"}).status_code == 302
    assert not Authenticator.objects.filter(user=office.chief).exists()
    act = Act.objects.get(verb="access.clear_factors")
    assert (act.subject_id, act.actor_name, act.detail) == (office.chief.pk, "Võ Thị Quản", {})
    assert Personal.objects.get(act_id=act.id).payload == {"reason": "Mất điện thoại"}
    assert theirs.get("/room/").status_code == 302
    assert keeper.post(page, {"reason": "Lần nữa"}).status_code == 409


def test_an_administrator_does_not_remove_their_own_there(office: Office, browser: Browser) -> None:
    keeper = browser.strong_of(office.admin)
    answer = keeper.post(f"/quan-tri/tai-khoan/{office.admin.person_id}/buoc-hai/", {"reason": "Mất"})

    assert answer.status_code == 403
    assert Authenticator.objects.filter(user=office.admin).exists()


def test_who_may_not_manage_removes_nothing(office: Office, chief: Client) -> None:
    a_telephone(office.admin)
    answer = chief.post(f"/quan-tri/tai-khoan/{office.admin.person_id}/buoc-hai/", {"reason": "x"})

    assert answer.status_code == 403
    assert Authenticator.objects.filter(user=office.admin).exists()


def test_the_next_code_after_both_were_used_is_none(office: Office) -> None:
    telephone = a_telephone(office.chief)
    telephone.data["counter"] = 2**40
    telephone.save()

    assert code_of(telephone) == ""
