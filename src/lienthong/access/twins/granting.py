"""What the twin remembers while somebody signs in: who asked, what was granted, which token may read whose claims."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from lienthong.access.twins.people import Invented

CLIENT = "lien-thong"
SECRET = "chi-de-dung-thu"  # noqa: S105 - of a simulated provider, for invented people
CODE_LASTS = 60  # seconds
TOKEN_LASTS = 300
MOST = 1000  # of each; the oldest goes first
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the client, checked: where to answer, and what binds the answer to it."""

    redirect_uri: str
    state: str
    nonce: str
    challenge: str
    level: str


@dataclass(frozen=True, slots=True)
class Granted:
    """What somebody agreed to; a code stands for it until it is used, 60 seconds at most."""

    asked: Asked
    person: Invented
    level: str
    spoilt: str
    until: float


@dataclass
class Memory:
    """All in memory: a twin that starts again has forgotten everything, and codes with it."""

    clock: Callable[[], float]
    asked: dict[str, Asked] = field(default_factory=dict)
    granted: dict[str, Granted] = field(default_factory=dict)
    readers: dict[str, tuple[Granted, float]] = field(default_factory=dict)
    spent: dict[str, str] = field(default_factory=dict)

    def remember(self, asked: Asked) -> str:
        return _kept(self.asked, asked)

    def grant(self, asked: Asked, person: Invented, level: str, spoilt: str) -> str:
        """Return a code."""
        return _kept(self.granted, Granted(asked, person, level, spoilt, self.clock() + CODE_LASTS))

    def redeem(self, code: str, *, redirect_uri: str, verifier: str) -> tuple[Granted, str] | None:
        """Return what a code stands for and an access token, once; None when the code is not good for this.

        A code that comes a second time takes back the token it gave (RFC 6749, 4.1.2).
        """
        granted = self.granted.pop(code, None)
        if granted is None:
            self.readers.pop(self.spent.get(code, ""), None)
            return None
        in_time = self.clock() <= granted.until
        if not in_time or granted.asked.redirect_uri != redirect_uri or not _proves(verifier, granted.asked):
            return None
        token = _kept(self.readers, (granted, self.clock() + TOKEN_LASTS))
        self.spent[code] = token
        return granted, token

    def reader(self, token: str) -> Granted | None:
        granted, until = self.readers.get(token, (None, 0.0))
        return granted if self.clock() <= until else None


def _proves(verifier: str, asked: Asked) -> bool:
    """Compare with the challenge that came with the question (PKCE, S256, RFC 7636)."""
    digest = hashlib.sha256(verifier.encode("ascii", "ignore")).digest()
    return hmac.compare_digest(base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), asked.challenge)


def _kept(shelf: dict[str, T], thing: T) -> str:
    while len(shelf) >= MOST:
        shelf.pop(next(iter(shelf)), None)
    key = secrets.token_urlsafe(24)
    shelf[key] = thing
    return key
