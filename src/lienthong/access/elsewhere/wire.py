"""Asking the provider over HTTP: with patience, without following it elsewhere, never twice while it is down."""

import json
from typing import Any, Final

import requests
from django.core.cache import caches

from lienthong.access.elsewhere.configuration import Provider
from lienthong.access.elsewhere.refusals import Unreachable

PATIENCE: Final = (3.05, 5)  # seconds to connect, and to wait for each part of the answer
LARGEST: Final = 200_000  # bytes of an answer
PAUSE: Final = 10  # seconds in which a provider that failed is not asked: waiting holds a thread of ours
Answer = dict[str, Any]


class Declined(Exception):  # noqa: N818 - an answer of the provider, not an error
    """The provider answers that it will not (4xx)."""


def ask(provider: Provider, address: str, **question: Any) -> Answer:
    """Return the JSON object at the address; with `data` it is sent there as a form.

    Raises `Declined` for a refusal of the provider, `Unreachable` when it does not answer or not with JSON.
    """
    local, key = caches["local"], f"identity-down-{provider.issuer}"
    if local.get(key):
        raise Unreachable
    try:
        return _answer("POST" if "data" in question else "GET", address, question)
    except (requests.RequestException, ValueError) as failure:
        local.set(key, value=True, timeout=PAUSE)
        raise Unreachable from failure


def _answer(method: str, address: str, question: dict[str, Any]) -> Answer:
    head = {"Accept": "application/json", **question.pop("headers", {})}
    with requests.request(
        method, address, headers=head, timeout=PATIENCE, allow_redirects=False, stream=True, **question
    ) as response:
        if 400 <= response.status_code < 500:
            raise Declined
        if response.status_code != 200:
            raise ValueError(response.status_code)
        told = json.loads(_body(response))
    if not isinstance(told, dict):
        raise ValueError("an object was expected")  # noqa: TRY004 - a wrong answer, not a wrong call
    return told


def _body(response: requests.Response) -> bytes:
    body = b""
    for part in response.iter_content(2**13):
        body += part
        if len(body) > LARGEST:
            raise ValueError("too large an answer")
    return body
