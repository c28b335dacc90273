import threading
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import cycle
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import caches
from django.test import Client
from pytest_django.fixtures import Settings

from lienthong.access.models import Account
from lienthong.access.tests.agency import Agency, an_agency
from lienthong.access.tests.elsewhere import BACK, Walk, settings_for
from lienthong.access.tests.factor import step_up
from lienthong.access.tests.office import AT, Office, an_office
from lienthong.access.twins import minting
from lienthong.access.twins.identity import IdentityTwin


@pytest.fixture(autouse=True)
def plain_files(settings: Settings) -> None:
    """Styles and scripts are not collected in tests."""
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT = str(Path(__file__).parent)


@pytest.fixture(scope="module")
def kept_office(keep: Callable[..., Office]) -> Office:
    return keep(an_office)


@pytest.fixture
def office(db: None, kept_office: Office) -> Office:
    return deepcopy(kept_office)


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

    def fresh_of(self, account: Account) -> Client:
        """Sign in, the password given just now."""
        client = self.of(account)
        session = client.session
        session["shown"] = {"account": str(account.pk), "itself": AT.timestamp()}
        session.save()
        return client

    def strong_of(self, account: Account) -> Client:
        """Sign in, and show a second factor."""
        return step_up(self.of(account), account)


@pytest.fixture(scope="session")
def some_keys() -> Iterator[rsa.RSAPrivateKey]:
    """Real keys, made once: each is another one than the three before it."""
    return cycle([rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(4)])


@pytest.fixture
def twin(some_keys: Iterator[rsa.RSAPrivateKey], monkeypatch: pytest.MonkeyPatch) -> Iterator[IdentityTwin]:
    """The identity provider of the demo, on a port of its own."""
    monkeypatch.setattr(minting, "_a_key", lambda: next(some_keys))
    server = IdentityTwin("127.0.0.1", 0, [BACK])
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def walk(office: Office, twin: IdentityTwin, client: Client, settings: Settings) -> Walk:
    """A browser that signs in by the twin."""
    caches["local"].clear()
    settings.IDENTITY = settings_for(twin.issuer)
    return Walk(client, twin)


@pytest.fixture(scope="module")
def kept_agency(keep: Callable[..., Agency]) -> Agency:
    return keep(an_agency)


@pytest.fixture
def agency(db: None, kept_agency: Agency) -> Agency:
    return deepcopy(kept_agency)
