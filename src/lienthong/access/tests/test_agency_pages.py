"""The pages of an agency's administrator: lists of their own, 404 for who is next door, slips shown once, files."""

import io
import re
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import Settings

from lienthong.access import importing
from lienthong.access.actors import actor_of
from lienthong.access.models import Account
from lienthong.access.tests.agency import Agency
from lienthong.access.tests.conftest import Browser
from lienthong.access.tests.office import AT
from lienthong.directory.models import Person
from lienthong.directory.tests.books import a_book
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.ui.models import Work
from lienthong.kernel.ui.works import carry_out, works

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]
LIST, FILES = "/quan-tri/tai-khoan/", "/quan-tri/tai-khoan/tep/"
NEW = ["M1", "Đặng Văn Mới", "", "", ""]


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Any) -> None:
    from lienthong.access import doors

    monkeypatch.setattr(doors, "now", lambda: AT)
    settings.VAULT_ROOT, settings.HOME = tmp_path / "vault", tmp_path


@pytest.fixture
def keeper(agency: Agency, browser: Browser) -> Client:
    return browser.strong_of(agency.accounts["co"])


def words(answer: Any) -> str:
    return str(answer.content.decode())


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def sent(client: Client, content: bytes, name: str = "co-quan.xlsx") -> Any:
    return client.post(FILES, {"file": SimpleUploadedFile(name, content), "key": str(new_key())})


def recorded() -> list[str]:
    return sorted(
        Act.objects.exclude(verb__startswith="access.set_")
        .exclude(verb="access.step_up")
        .values_list("verb", flat=True)
    )


def test_the_list_is_the_agencys_own(keeper: Client) -> None:
    page = words(keeper.get(LIST))

    assert "Ngô Thị Chuyên" in page
    assert "Cao Thị Láng" not in page
    assert "Cao Thị Láng" not in words(keeper.get(f"{LIST}?q=lang"))
    assert "Láng" not in words(keeper.get("/quan-tri/tai-khoan/den-va-di/"))


@pytest.mark.parametrize("act", ["", "mo/", "khoa/"])
def test_somebody_next_door_is_not_there(agency: Agency, keeper: Client, act: str) -> None:
    lang = agency.people["lang"].pk
    assert keeper.get(f"{LIST}{lang}/{act}").status_code == 404
    for post in ("mat-khau/", "lien-ket/"):
        assert keeper.post(f"{LIST}{lang}/{post}").status_code == 404
    assert keeper.get(f"/danh-ba/can-bo/{lang}/dinh-chinh/").status_code == 404
    assert keeper.get(f"/danh-ba/can-bo/{lang}/bo-nhiem/").status_code == 404
    assert keeper.get(f"/danh-ba/chuc-vu/{agency.posts['lang'].pk}/thoi-giu/").status_code == 404
    assert keeper.get(f"/danh-ba/chuc-vu/{agency.posts['lang'].pk}/bo-nhiem/").status_code == 404
    assert recorded() == []


def test_who_to_appoint_and_to_what_are_of_the_agency(agency: Agency, keeper: Client) -> None:
    whom = words(keeper.get(f"/danh-ba/chuc-vu/{agency.posts['thu'].pk}/bo-nhiem/"))
    what = words(keeper.get(f"/danh-ba/can-bo/{agency.people['chuyen'].pk}/bo-nhiem/"))

    assert ("Ngô Thị Chuyên" in whom, "Cao Thị Láng" in whom) == (True, False)
    assert ("Văn thư" in what, "Chuyên viên kế hoạch" in what) == (True, False)


@pytest.mark.parametrize("who", ["tinh", "ke"])
def test_who_reaches_further_is_shown_with_the_reason(agency: Agency, keeper: Client, who: str) -> None:
    page = words(keeper.get(f"{LIST}{agency.people[who].pk}/"))

    assert "ngoài phạm vi cơ quan" in page
    assert "thoi-giu" not in page
    assert keeper.post(f"{LIST}{agency.people[who].pk}/mat-khau/").status_code == 403
    assert recorded() == []


def test_who_administers_nothing_has_no_such_page(agency: Agency, browser: Browser) -> None:
    client = browser.strong_of(agency.accounts["giam"])
    for address in (
        LIST,
        f"{LIST}mo-nhieu/",
        "/quan-tri/tai-khoan/den-va-di/",
        FILES,
        f"{FILES}xuat/",
        "/danh-ba/can-bo/moi/",
    ):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("people", [5, 50])
def test_the_list_costs_the_same_for_5_and_50(
    agency: Agency, keeper: Client, people: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(people):
        person = agency.enter(f"N{number}", f"Người {number}", "SO.P1")
        Account.objects.make(f"n{number}", person=person)
    with django_assert_max_num_queries(12):  # of more than a page, one counts
        keeper.get(LIST)
    with django_assert_max_num_queries(11):
        keeper.get("/quan-tri/tai-khoan/den-va-di/")


def test_slips_are_printed_for_many_at_once_and_shown_once(agency: Agency, keeper: Client) -> None:
    people = [agency.enter(f"M{n}", "Đặng Văn Mới", "SO") for n in range(3)]
    page = words(keeper.get(f"{LIST}mo-nhieu/?unit={agency.units['SO'].pk}"))
    assert re.findall(r'value="(moi\.dv\d?)"', page) == ["moi.dv", "moi.dv2", "moi.dv3"]
    form = {"people": [str(one.pk) for one in people], "way": "print", "key": str(new_key())}
    form |= {f"username-{one.pk}": f"moi{n}" for n, one in enumerate(people)}

    answer = keeper.post(f"{LIST}mo-nhieu/", form)
    passwords = re.findall(r"<code>((?:\w{4}-){3}\w{4})</code>", words(answer))
    assert len({*passwords}) == 3
    assert answer["Cache-Control"] == "private, no-store"
    assert Account.objects.get(username="moi1").check_password(passwords[1])

    again = keeper.post(f"{LIST}mo-nhieu/", form)
    assert again.status_code == 302
    assert passwords[0] not in words(again)
    assert recorded() == ["access.open_account"] * 3


def test_a_name_that_is_taken_is_said_beside_it_and_nobody_is_opened(agency: Agency, keeper: Client) -> None:
    people = [agency.enter(f"M{n}", "Đặng Văn Mới", "SO") for n in range(2)]
    form = {"people": [str(one.pk) for one in people], "way": "print"}
    form |= {f"username-{people[0].pk}": "moi", f"username-{people[1].pk}": "giam"}

    answer = keeper.post(f"{LIST}mo-nhieu/", form)

    assert answer.status_code == 422
    assert f"id_username-{people[1].pk}_error" in words(answer)
    assert recorded() == []


def test_where_everybody_has_an_account_the_page_says_what_next(agency: Agency, keeper: Client) -> None:
    assert "Ở đây ai cũng đã có tài khoản" in words(
        keeper.get(f"{LIST}mo-nhieu/?unit={agency.units['SO'].pk}")
    )
    assert keeper.get(f"{LIST}mo-nhieu/?unit=bay").status_code == 422


# Files


def test_the_workbook_holds_the_agency_alone(keeper: Client) -> None:
    answer = keeper.get(f"{FILES}xuat/")
    book = load_workbook(io.BytesIO(b"".join(answer)))

    codes = {row[0].value for row in book["Cán bộ"].iter_rows(min_row=2)}
    assert codes == {"giam", "thu", "chuyen", "ke", "co", "tinh"}


def test_a_file_is_looked_at_and_then_carried_out(agency: Agency, keeper: Client) -> None:
    looked = sent(keeper, a_book([NEW]))
    assert looked.status_code == 302
    page = words(keeper.get(looked["Location"]))
    assert "Đặng Văn Mới" in page
    assert recorded() == []

    form = hidden(page)
    done = keeper.post(looked["Location"], form)
    assert (done.status_code, done["Location"]) == (302, LIST)
    assert Person.objects.get(code="M1").entered_by == agency.units["SO"]
    assert keeper.post(looked["Location"], form).status_code == 302  # a double click
    assert recorded() == ["directory.import_people", "directory.register_person"]


def test_a_wrong_cell_is_on_the_page_and_cannot_be_confirmed(keeper: Client) -> None:
    looked = sent(keeper, a_book([["M1", "", "", "an@", ""]]))
    page = words(keeper.get(looked["Location"]))

    assert "Cán bộ!B2" in page
    assert "Cán bộ!D2" in page
    assert "Ghi tất cả" not in page
    assert keeper.post(looked["Location"], {"mark": "x"}).status_code == 422
    assert recorded() == []


def test_a_stale_dry_run_is_shown_anew(agency: Agency, keeper: Client) -> None:
    looked = sent(keeper, a_book([["thu", "Mai Thị Thư", "", "", "0252"]]))
    form = hidden(words(keeper.get(looked["Location"])))
    Person.objects.filter(code="thu").update(phone="0999")

    stale = keeper.post(looked["Location"], form)
    assert stale.status_code == 409
    assert "những gì đang ghi đã thay đổi" in words(stale)
    assert recorded() == []
    assert keeper.post(looked["Location"], hidden(words(stale))).status_code == 302


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.xlsm", b"PK\x03\x04", "Chưa nhận loại tệp này"),
        ("a.csv", b"ma,ten\n", "một tệp .xlsx"),
        ("a.xlsx", b"khong phai", "không đúng với đuôi"),
        ("a.xlsx", b"PK\x03\x04 khong phai", "hỏng"),
    ],
)
def test_what_is_no_workbook_is_refused_beside_its_field(
    keeper: Client, name: str, content: bytes, why: str
) -> None:
    answer = sent(keeper, content, name)

    assert answer.status_code == 422
    assert why in words(answer)


def test_a_file_is_only_for_whoever_sent_it(agency: Agency, keeper: Client) -> None:
    looked = sent(keeper, a_book([NEW]))
    other = Browser(Client()).strong_of(agency.accounts["tinh"])

    assert other.get(looked["Location"]).status_code == 404
    assert keeper.get(f"{FILES}{new_key()}/").status_code == 404


def test_a_power_that_ended_meanwhile_closes_the_door(agency: Agency, keeper: Client) -> None:
    from lienthong.directory.models import Appointment

    looked = sent(keeper, a_book([NEW]))
    form = hidden(words(keeper.get(looked["Location"])))
    Appointment.objects.filter(person=agency.people["co"]).update(known_to=AT)

    assert keeper.post(looked["Location"], form).status_code == 403
    assert recorded() == []


def test_a_large_file_is_carried_out_as_long_work(
    agency: Agency, keeper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lienthong.access.views import files

    def who_is(account_id: UUID, post_id: UUID | None, at: datetime) -> Actor:
        return actor_of(Account.objects.get(pk=account_id), at=at, post_id=post_id)

    monkeypatch.setattr(files, "AT_ONCE", 1)
    monkeypatch.setattr(works, "who_is", who_is)
    looked = sent(keeper, a_book([NEW, ["M2", "Lê Thị Hai", "", "", ""]]))
    begun = keeper.post(looked["Location"], hidden(words(keeper.get(looked["Location"]))))
    work = Work.objects.get()
    assert str(work.pk) in begun["Location"]
    assert recorded() == []

    for _time in range(2):
        carry_out(work.pk, at=AT)
    work.refresh_from_db()
    assert (work.state, work.done, work.total) == ("done", 2, 2)
    assert recorded() == ["directory.import_people"] + ["directory.register_person"] * 2
    Work.objects.update(state="running")  # a worker that died after the commit
    carry_out(work.pk, at=AT)
    assert Person.objects.filter(code__startswith="M").count() == 2
    assert importing.KIND in works.kinds


def test_every_way_on_leads_somewhere(agency: Agency, keeper: Client) -> None:
    agency.enter("M0", "Đặng Văn Mới", "SO")
    looked = sent(keeper, a_book([["M1", "", "", "", ""]]))
    pages = [keeper.get(address) for address in (LIST, FILES, f"{LIST}mo-nhieu/", looked["Location"])]
    pages.append(keeper.post(f"{LIST}{agency.people['thu'].pk}/mat-khau/"))

    assert [re.findall(r'href=""', words(page)) for page in pages] == [[]] * 5


def test_the_page_of_somebody_leads_to_handing_their_work_over(agency: Agency, keeper: Client) -> None:
    person = Person.objects.get(full_name="Ngô Thị Chuyên")

    page = words(keeper.get(f"{LIST}{person.pk}/"))

    (way,) = re.findall(rf'href="(/quyen/ban-giao/{person.pk}/[^"]+)"', page)
    assert keeper.get(way).status_code == 200
    own = agency.accounts["co"].person_id
    assert f"/quyen/ban-giao/{own}" not in words(keeper.get(f"{LIST}{own}/"))
