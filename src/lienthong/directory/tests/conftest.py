import pytest
from django.test import RequestFactory
from pytest_django import Settings

from lienthong.directory.models import Person, Post, Unit
from lienthong.directory.onward import units_onward
from lienthong.directory.tests import cast
from lienthong.directory.tests.office import Desk


@pytest.fixture(autouse=True)
def _nothing_above(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of areas above have no address in the tests of this area alone."""
    monkeypatch.setattr(units_onward, "ways", [])


@pytest.fixture
def desk(settings: Settings, rf: RequestFactory) -> Desk:
    settings.ROOT_URLCONF = "lienthong.directory.tests.addresses"
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    return Desk(rf)


@pytest.fixture
def committee() -> Unit:
    return cast.a_unit("UBND", "Ủy ban nhân dân tỉnh", kind="province_committee")


@pytest.fixture
def department(committee: Unit) -> Unit:
    return cast.a_unit("STTTT", "Sở Thông tin và Truyền thông", under=committee, symbol="STTTT")


@pytest.fixture
def neighbour(committee: Unit) -> Unit:
    return cast.a_unit("SKHCN", "Sở Khoa học và Công nghệ", under=committee)


@pytest.fixture
def division(department: Unit) -> Unit:
    return cast.a_unit("STTTT.CNTT", "Phòng Công nghệ thông tin", kind="division", under=department)


@pytest.fixture
def head(department: Unit) -> Post:
    return cast.a_post(department, "Giám đốc Sở", profile="head", code="STTTT/GD", rank=1)


@pytest.fixture
def person() -> Person:
    return cast.a_person()
