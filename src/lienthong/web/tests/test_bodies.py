"""Nobody fills the disk: what is too large is refused before it is read."""

import pytest
from django.conf import LazySettings
from django.test import Client

from lienthong.kernel.acts.models import Act

pytestmark = pytest.mark.django_db


def send(client: Client, length: int, address: str = "/dang-nhap/", **more: str) -> object:
    """Send a body that says it is so long; only its first bytes exist."""
    said = {"CONTENT_LENGTH": str(length), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    return client.generic("POST", address, b"--x", **(said | more))


def test_too_much_is_refused_before_any_door(client: Client, settings: LazySettings) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "made-up"
    answer = send(client, settings.LARGEST_BODY + 1)

    assert answer.status_code == 413
    assert "quá lớn" in answer.content.decode()
    assert not Act.objects.exists()


def test_nobody_known_sends_no_files(client: Client, settings: LazySettings) -> None:
    assert send(client, settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1).status_code == 413


def test_a_program_is_told_as_a_problem(client: Client, settings: LazySettings) -> None:
    answer = send(client, settings.LARGEST_BODY + 1, "/api/tasks", HTTP_ACCEPT="application/json")

    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")


def test_a_length_that_is_none_is_no_error(client: Client) -> None:
    assert client.post("/dang-nhap/", {}, CONTENT_LENGTH="-5").status_code < 500
