"""Making a real installation: whole, once, or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from stat import S_IMODE

import pytest
from django.conf import LazySettings
from django.db import connection

from lienthong.access.actors import actor_of
from lienthong.access.models import Account, ProfileCapability
from lienthong.directory.models import Unit, UnitKind, UnitVersion
from lienthong.kernel.acts import moments
from lienthong.kernel.acts.ledger.keys import key_file
from lienthong.kernel.acts.ledger.logs import first_origin
from lienthong.kernel.acts.models import Act, Installation
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.models import NamedCalendar
from lienthong.kernel.refusals import Invalid, WrongState
from lienthong.web import installing
from lienthong.web.installing import MADE, Answers, make_installation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.as_it_happens]
ANSWERS = Answers("Ủy ban nhân dân tỉnh Mẫu", "Đặng Thị Quản", " QuanTri ", "ba con meo ngu trua")


def without_installation() -> None:
    """Take away the simulated one that every test stands in."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE acts_installation")
    moments.forget()


@pytest.fixture(autouse=True)
def empty(simulated_installation: None, settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.KEYS_ROOT = tmp_path / "keys"
    without_installation()
    yield
    moments.forget()


def nothing_is_left() -> bool:
    models = (Installation, Act, Unit, UnitKind, Account, NamedCalendar, ProfileCapability)
    return not any(model._default_manager.exists() for model in models)


def test_the_administrator_signs_in_and_may_administer() -> None:
    make_installation(ANSWERS)

    account = Account.objects.get(username="quantri")
    assert account.check_password(ANSWERS.password)
    assert not account.must_change_password
    actor = actor_of(account, at=moments.now())
    assert (actor.name, actor.post, actor.unit) == ("Đặng Thị Quản", "Quản trị hệ thống", ANSWERS.unit)
    assert {"directory_edit", "accounts_manage", "calendar_edit", "health_see"} <= actor.capabilities


def test_it_is_no_simulation_and_its_time_is_the_worlds() -> None:
    installation = make_installation(ANSWERS)

    assert not installation.simulated
    assert first_origin() == "lienthong/uy-ban-nhan-dan-tinh-mau"
    assert S_IMODE(key_file().stat().st_mode) == 0o600
    assert load("vn").known_years
    assert not Act.objects.exclude(actor_kind="system").exists()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ủy ban nhân dân tỉnh Mẫu", "province_committee"),
        ("Sở Nông nghiệp", "department"),
        ("Ủy ban nhân dân xã Tân Lập", "commune_committee"),
        ("Viện Nghiên cứu Mẫu", "agency"),
    ],
)
def test_the_unit_is_of_the_kind_its_name_says(name: str, kind: str) -> None:
    make_installation(replace(ANSWERS, unit=name))

    assert UnitVersion.objects.get().kind_id == kind


def test_a_second_installation_is_refused() -> None:
    make_installation(ANSWERS)
    acts = Act.objects.count()

    with pytest.raises(WrongState, match="đã cài đặt hệ thống của “Ủy ban nhân dân tỉnh Mẫu”"):
        make_installation(replace(ANSWERS, unit="Sở Khác"))

    assert Act.objects.count() == acts
    assert Installation.objects.get().name == ANSWERS.unit


def test_a_simulated_world_is_not_made_real() -> None:
    Installation.objects.create(name="Mô phỏng", origin="o", simulated=True, since=moments.now())

    with pytest.raises(WrongState, match="dữ liệu mô phỏng"):
        make_installation(ANSWERS)

    assert not Act.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("password", "ngắn", "quá ngắn|too short"),
        ("password", "password12", "phổ biến|too common"),
        ("username", "Quản trị", "chữ thường không dấu"),
        ("unit", " — ", "tên cơ quan"),
        ("admin_name", "", "họ tên người quản trị"),
    ],
)
def test_an_answer_that_cannot_be_leaves_nothing(field: str, value: str, reason: str) -> None:
    with pytest.raises(Invalid, match=reason) as refused:
        make_installation(replace(ANSWERS, **{field: value}))

    assert refused.value.field == field
    assert nothing_is_left()
    assert not key_file().exists()


def test_what_fails_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: object, **_named: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr(installing, "appoint", fails)
        with pytest.raises(OSError, match="no space left"):
            make_installation(ANSWERS)
    assert nothing_is_left()

    make_installation(ANSWERS)
    assert Act.objects.filter(verb=MADE).count() == 1


def test_what_was_cut_off_is_cleared_and_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as cut_off:
        cut_off.setattr(installing, "_furnish", lambda *_arguments, **_named: None)
        make_installation(ANSWERS)
    assert not Account.objects.exists()

    make_installation(replace(ANSWERS, unit="Sở Mẫu"))

    assert Installation.objects.get().name == "Sở Mẫu"
    assert Unit.objects.count() == 1
