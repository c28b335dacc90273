from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from lienthong.access.loading import load_capabilities
from lienthong.access.models import Account
from lienthong.access.tests.factor import step_up
from lienthong.directory.models import Person, Unit
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import SYSTEM

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def plain_static_files(settings: LazySettings) -> None:
    """Serve assets by their own names: nothing was collected here."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def an_account(username: str, person: Person | None = None) -> Account:
    account = Account(username=username, person=person)
    account.set_password("x")
    account.save()
    return account


@pytest.fixture
def folders(settings: LazySettings, tmp_path: Path) -> Path:
    """Give the test keys, heads and vault of its own."""
    settings.HOME = tmp_path
    settings.KEYS_ROOT = tmp_path / "keys"
    settings.VAULT_ROOT = tmp_path / "vault"
    settings.CHECKPOINTS_FILE = tmp_path / "checkpoints" / "log"
    return tmp_path


@pytest.fixture(scope="module")
def kept_unit(keep: Callable[..., Unit]) -> Unit:
    """The only unit, where the powers are those of the table."""

    def make() -> Unit:
        load_capabilities(by=SYSTEM, at=cast.KNOWN)
        return cast.a_unit("SO", "Sở Mẫu")

    return keep(make)


@pytest.fixture
def signed_in_as(db: None, kept_unit: Unit, client: Client) -> Callable[[str], Client]:
    """Return a browser in which the holder of a post of this profile is signed in; "" holds none.

    An administrator has shown a second factor.
    """
    unit = deepcopy(kept_unit)

    def sign_in(profile: str) -> Client:
        person = cast.a_person("Trần Thị Mẫu")
        if profile:
            cast.appointed(person, cast.a_post(unit, profile, profile=profile))
        account = an_account(profile.replace("_", "-") or "khong-chuc-vu", person)
        client.force_login(account, backend=BACKEND)
        return step_up(client, account) if profile == "admin" else client

    return sign_in
