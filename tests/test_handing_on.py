"""Work of a unit that was split, on the desk of whoever distributes it: pages, for the whole cast."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path
from uuid import uuid4

import pytest
from cast import MONDAY, Cast, the_cast
from django.test import Client

from lienthong.casework.inheriting import ASKED, PASSED
from lienthong.casework.models import Case
from lienthong.directory import actions, selectors
from lienthong.directory.models import Unit
from lienthong.directory.tests import cast as directory
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.clock.shipped import open_public_calendar
from lienthong.kernel.notices.recipients import recipients
from lienthong.kernel.notices.titles import titles
from lienthong.tasks import giving
from lienthong.tasks.models import Task, TaskKind

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WAITING = "/viec-cua-toi/phan-bo/"
TODAY = local_day(MONDAY)


@pytest.fixture(autouse=True)
def monday(monkeypatch, settings):
    from lienthong.access import doors

    monkeypatch.setattr(doors, "now", lambda: MONDAY)
    static = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.STORAGES = settings.STORAGES | static
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def cast(db) -> Cast:
    made = the_cast()
    open_public_calendar(by=SYSTEM, at=MONDAY - timedelta(days=60))
    return made


@pytest.fixture
def heirs(cast) -> dict[str, Unit]:
    """Two communes below the committee."""
    under = cast.units["UBND"]
    return {
        code: directory.a_unit(code, code, kind="commune_committee", under=under, since=TODAY)
        for code in ("BAC", "NAM")
    }


@pytest.fixture
def tasks(cast, heirs) -> list[Task]:
    """Three tasks of the commune, which is then split in two; nobody says who takes them."""
    given = [_given(cast, f"Nối mạng thôn {number}") for number in (1, 2, 3)]
    shares = {heir: Decimal("0.5") for heir in heirs.values()}
    rule = selectors.distribution(
        {heir.pk: half for heir, half in shares.items()}, TODAY, chosen=None, by_place=True
    )
    for post in cast.units["XA"].posts.all():
        for held in post.appointments.all():
            actions.end_appointment(held, on=TODAY, basis="1/QĐ", by=SYSTEM, at=MONDAY)
    actions.split_unit(
        cast.units["XA"], parts=shares, on=TODAY, basis="1/NQ", distribution=rule, by=SYSTEM, at=MONDAY
    )
    return given


def _given(cast: Cast, title: str) -> Task:
    order = giving.Order(
        title=title,
        kind=TaskKind.DEADLINE,
        assigner_id=cast.units["UBND"].pk,
        monitoring_id=cast.units["VP"].pk,
        output="Báo cáo",
        leads=[giving.Executor(cast.units["XA"].pk)],
        term="chậm nhất ngày 30/03/2012",
    )
    return giving.give(order, by=cast.actor("chair"), at=MONDAY)


def as_(cast: Cast, role: str) -> Client:
    client = Client()
    client.force_login(cast.account(role), backend=BACKEND)
    return client


def page_of(cast: Cast) -> str:
    return f"{WAITING}{cast.units['XA'].pk}/"


def sent(tasks: list[Task], heir: Unit, **differs) -> dict[str, object]:
    keys = [str(task.pk) for task in tasks]
    return {"which": "ticked", "cases": keys, "to": str(heir.pk), "key": str(uuid4())} | differs


def passed_to(heir: Unit) -> int:
    return Act.objects.filter(verb=PASSED, detail__passed__contains=[{"to": str(heir.pk)}]).count()


def holders() -> dict[str, str]:
    return dict(Case.objects.order_by("title").values_list("title", "holder__code"))


def text(answer) -> str:
    return unescape(answer.content.decode())


def test_the_way_there_from_the_inbox_to_the_work(cast, heirs, tasks):
    client = as_(cast, "chair")

    inbox, index, work = (text(client.get(one)) for one in ("/viec-cua-toi/", WAITING, page_of(cast)))

    assert re.search(r'href="/viec-cua-toi/phan-bo/">Chờ phân bổ <span class="count">3<', inbox)
    assert page_of(cast) in index
    assert "BAC" in index
    for task in tasks:
        assert f'value="{task.pk}" form="hand-on"' in work
    assert "Nối mạng thôn 1" in work


def test_one_or_many_go_to_an_heir(cast, heirs, tasks):
    client = as_(cast, "chair")

    answer = client.post(page_of(cast), sent(tasks[:2], heirs["NAM"]))

    assert (answer.status_code, answer.url) == (302, page_of(cast))
    assert holders() == {"Nối mạng thôn 1": "NAM", "Nối mạng thôn 2": "NAM", "Nối mạng thôn 3": "UBND"}
    assert passed_to(heirs["NAM"]) == 2
    assert "Đã chuyển 2 công việc cho NAM" in text(client.get(page_of(cast)))
    task = Task.objects.get(pk=tasks[0].pk)
    roles = set(task.case.involvements.filter(until__isnull=True).values_list("unit__code", "role"))
    assert {("UBND", "assigner"), ("VP", "monitoring"), ("NAM", "lead")} <= roles


def test_all_that_the_filters_leave_is_asked_once_more(cast, heirs, tasks):
    client = as_(cast, "chair")
    form = sent([], heirs["BAC"], which="all")

    asked = client.post(f"{page_of(cast)}?q=thôn", form)

    assert asked.status_code == 200
    assert "Chuyển 3 công việc cho BAC?" in text(asked)
    assert set(holders().values()) == {"UBND"}
    answer = client.post(f"{page_of(cast)}?q=thôn", form | {"seen": "3"})
    assert (answer.status_code, answer.url) == (302, WAITING)
    assert set(holders().values()) == {"BAC"}
    assert "Không có công việc nào chờ phân bổ" in text(client.get(WAITING))
    assert "Không còn công việc nào của cơ quan này" in text(client.get(page_of(cast)))


def test_all_is_refused_when_their_number_changed(cast, heirs, tasks):
    client = as_(cast, "chair")

    answer = client.post(page_of(cast), sent([], heirs["BAC"], which="all", seen="2"))

    assert answer.status_code == 409
    assert "vừa thay đổi" in text(answer)
    assert set(holders().values()) == {"UBND"}


def test_pressed_twice_it_counts_once(cast, heirs, tasks):
    client, form = as_(cast, "chair"), sent(tasks[:1], heirs["NAM"])

    first, second = client.post(page_of(cast), form), client.post(page_of(cast), form)

    assert (first.status_code, second.status_code, second.url) == (302, 302, WAITING)
    assert passed_to(heirs["NAM"]) == 1


def test_all_pressed_twice_counts_once(cast, heirs, tasks):
    client, form = as_(cast, "chair"), sent([], heirs["NAM"], which="all", seen="3")

    first, second = client.post(page_of(cast), form), client.post(page_of(cast), form)

    assert (first.url, second.url) == (WAITING, WAITING)
    assert "Thao tác này đã được ghi nhận" in text(client.get(WAITING))
    assert passed_to(heirs["NAM"]) == 3


def test_who_is_slower_is_told_and_nothing_moves(cast, heirs, tasks):
    as_(cast, "chair").post(page_of(cast), sent(tasks[:1], heirs["NAM"]))

    answer = as_(cast, "vice_chair").post(page_of(cast), sent(tasks[:2], heirs["BAC"]))

    assert answer.status_code == 409
    assert "không còn chờ phân bổ" in text(answer)
    assert holders()["Nối mạng thôn 2"] == "UBND"


def test_what_is_missing_is_said_and_ticks_stay(cast, heirs, tasks):
    client = as_(cast, "chair")

    nothing = client.post(page_of(cast), sent([], heirs["NAM"]))
    nobody = client.post(page_of(cast), sent(tasks[:1], heirs["NAM"], to=""))
    stranger = client.post(page_of(cast), sent(tasks[:1], cast.units["SO"]))
    spoilt = client.post(page_of(cast), sent([], heirs["NAM"], cases=["không phải khóa"]))

    assert [one.status_code for one in (nothing, nobody, stranger, spoilt)] == [422] * 4
    assert "Hãy đánh dấu ít nhất một công việc" in text(nothing)
    assert f'value="{tasks[0].pk}" form="hand-on" checked' in text(nobody)
    assert set(holders().values()) == {"UBND"}


def test_strangers_find_nothing_and_others_of_the_agency_have_no_power(cast, heirs, tasks):
    directory.appointed(
        person := directory.a_person("Tô Thị Đọc", code="reader"),
        directory.a_post(cast.units["UBND"], "Chuyên viên", code="reader", rank=50),
    )
    from lienthong.access.models import Account

    cast.accounts["reader"] = Account.objects.create(username="reader", person=person)
    for role in ("director", "specialist", "administrator"):
        assert as_(cast, role).get(page_of(cast)).status_code == 404, role
        assert as_(cast, role).post(page_of(cast), sent(tasks, heirs["NAM"])).status_code == 404, role
        assert "phan-bo" not in text(as_(cast, role).get("/viec-cua-toi/")), role
    reader = as_(cast, "reader")
    assert "phân công trong cơ quan" in text(reader.get(page_of(cast)))
    assert reader.post(page_of(cast), sent(tasks, heirs["NAM"])).status_code == 403
    assert set(holders().values()) == {"UBND"}


def test_filters_and_the_export_hold_what_is_shown(cast, heirs, tasks):
    client = as_(cast, "chair")

    assert "3</strong> dòng" in text(client.get(f"{page_of(cast)}?place=none&kind=tasks.task"))
    assert client.get(f"{page_of(cast)}?place={uuid4()}").status_code == 422
    csv = client.get(f"{page_of(cast)}?export=csv")
    assert "Nối mạng thôn 3" in b"".join(csv).decode("utf-8-sig")


def test_those_who_hand_over_in_the_agency_are_told(cast, heirs, tasks):
    act = Act.objects.get(verb=ASKED)

    told = recipients.of(act)

    assert {cast.account(role).pk for role in ("chair", "vice_chair")} <= set(told)
    assert cast.account("director").pk not in told
    named = titles.kinds["casework.distribution"]([act.subject_id])[act.subject_id]
    assert (named.words, named.url) == (
        "Công việc của Ủy ban nhân dân xã Cát Vàng chờ phân bổ",
        page_of(cast),
    )


def test_the_old_unit_leads_on_to_it(cast, heirs, tasks):
    old = f"/danh-ba/{cast.units['XA'].pk}/"

    assert page_of(cast) in text(as_(cast, "chair").get(old))
    assert page_of(cast) not in text(as_(cast, "director").get(old))
