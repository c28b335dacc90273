"""Walking through the twin as a browser does, over its socket."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from django.test import Client

from lienthong.access.twins.granting import CLIENT, SECRET
from lienthong.access.twins.identity import IdentityTwin

KNOWN, FIRST, OFFICIAL, ENTERPRISE = "vneid-7f21c0", "vneid-c4481a", "vneid-91be37", "vneid-d05e62"
BACK = "http://testserver/dang-nhap/tro-ve/"


def settings_for(issuer: str, **other: Any) -> dict[str, Any]:
    plain = {
        "issuer": issuer,
        "client_id": CLIENT,
        "secret": SECRET,
        "name": "VNeID",
        "levels": ["1", "2"],
        "level": "2",
        "algorithm": "RS256",
        "claims": "",
        "second_factor": False,
        "simulated": True,
    }
    return plain | other


@dataclass
class Walk:
    """One browser that signs in elsewhere. Each step can be taken alone."""

    client: Client
    twin: IdentityTwin

    def leave(self, address: str = "/dang-nhap/dinh-danh/", **sent: str) -> str:
        """Return where the browser is sent: the provider's address with the question."""
        answer = self.client.post(address, sent)
        assert answer.status_code == 302, answer.content.decode()
        return str(answer["Location"])

    def agree(self, question: str, sub: str = KNOWN, level: str = "2", spoilt: str = "") -> str:
        """Choose somebody at the provider and agree; return where the browser is sent back."""
        chosen = {"request": key_in(requests.get(question, timeout=5).text), "sub": sub, "level": level}
        posted = requests.post(f"{self.twin.issuer}/authorize", chosen | {"spoilt": spoilt}, timeout=5)
        assert posted.status_code == 200, posted.text
        return self.answer(chosen | {"spoilt": spoilt}, "yes")

    def answer(self, chosen: dict[str, str], answer: str) -> str:
        posted = requests.post(
            f"{self.twin.issuer}/consent", chosen | {"answer": answer}, timeout=5, allow_redirects=False
        )
        assert posted.status_code == 303, posted.text
        return posted.headers["Location"]

    def arrive(self, back: str, **changed: str) -> Any:
        """Let the browser come back; `changed` is what an attacker changes in the address."""
        parts = urlsplit(back)
        return self.client.get(parts.path, dict(parse_qsl(parts.query)) | changed, REMOTE_ADDR="203.0.113.7")

    def whole(self, sub: str = KNOWN, level: str = "2", spoilt: str = "", **sent: str) -> Any:
        return self.arrive(self.agree(self.leave(**sent), sub, level, spoilt))

    def link(self, sub: str = OFFICIAL, spoilt: str = "") -> Any:
        return self.arrive(self.agree(self.leave("/tai-khoan/dinh-danh/gan/"), sub, spoilt=spoilt))


def key_in(page: str) -> str:
    found = re.search(r'name="request" value="([^"]+)"', page)
    assert found, page
    return found[1]
