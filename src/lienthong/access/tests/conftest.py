from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from lienthong.access.models import Account
from lienthong.access.tests.agency import Agency, an_agency
from lienthong.access.tests.office import Office, an_office


@pytest.fixture(autouse=True)
def quick_hashes(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def plain_files(settings: Settings) -> None:
    """Styles and scripts are not collected in tests."""
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT = str(Path(__file__).parent)


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    return an_office()


@pytest.fixture
def browser(client: Client) -> "Browser":
    return Browser(client)


class Browser:
    """A client that is signed in without the form."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def of(self, account: Account) -> Client:
        self.client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return self.client


@pytest.fixture
def agency(db: None) -> Agency:
    return an_agency()
