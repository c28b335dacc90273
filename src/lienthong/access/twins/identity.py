"""A twin of an identity provider: OpenID Connect over HTTP, for invented people; it says that it is simulated.

It stands for VNeID, whose specification is not public: the code flow with PKCE, levels of assurance as `acr`, and
claims named as in the national portal's sign-in. Nothing is kept: keys, codes and tokens go with the process.
`python -m lienthong.access.twins.identity 127.0.0.1:PORT REDIRECT_URI …`
"""

import base64
import binascii
import hmac
import json
import sys
import time
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from lienthong.access.twins import drawing
from lienthong.access.twins.granting import CLIENT, SECRET, TOKEN_LASTS, Asked, Memory
from lienthong.access.twins.minting import ALGORITHM, SPOILT, Mint
from lienthong.access.twins.people import invented_people

LARGEST = 20_000  # bytes of a form
Answers = dict[str, str]


class IdentityTwin(ThreadingHTTPServer):
    """The provider: one client, who may be answered at `redirect_uris` only."""

    daemon_threads = True

    def __init__(
        self, host: str, port: int, redirect_uris: Sequence[str], *, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__((host, port), Conversation)
        self.issuer = f"http://{host}:{self.server_address[1]}"
        self.redirect_uris = frozenset(redirect_uris)
        self.clock = clock
        self.memory, self.mint, self.people = Memory(clock), Mint(self.issuer, CLIENT), invented_people()

    def discovery(self) -> dict[str, object]:
        """Return what OpenID Connect Discovery 1.0 publishes; `simulated` is ours."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "end_session_endpoint": f"{self.issuer}/end_session",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            "acr_values_supported": sorted(drawing.LEVELS),
            "authorization_response_iss_parameter_supported": True,
            "simulated": True,
        }


class Conversation(BaseHTTPRequestHandler):
    """One question of a browser or of the client, and its answer."""

    server: IdentityTwin
    protocol_version = "HTTP/1.1"
    timeout = 20  # seconds; a browser keeps connections it does not use

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = _first(parts.query)
        match parts.path:
            case "/.well-known/openid-configuration":
                self._json(self.server.discovery())
            case "/jwks":
                self._json(self.server.mint.keys())
            case "/authorize":
                self._authorize(asked)
            case "/userinfo":
                self._userinfo()
            case "/end_session":
                self._page(drawing.saying("Đã đăng xuất.", "You are signed out."))
            case "/style.css":
                self._send(200, "text/css; charset=utf-8", drawing.style())
            case "/":
                self._page(
                    drawing.saying("Nhà cung cấp định danh mô phỏng.", "A simulated identity provider.")
                )
            case _:
                self._refuse("Không có trang này.", "There is no such page.", status=404)

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        if size > LARGEST:
            self.close_connection = True
            self._refuse("Nội dung gửi lên quá lớn.", "Too much was sent.", status=413)
            return
        sent = _first(self.rfile.read(size).decode("utf-8", "replace"))
        match urlsplit(self.path).path:
            case "/authorize":
                self._chosen(sent)
            case "/consent":
                self._consented(sent)
            case "/token":
                self._token(sent)
            case "/userinfo":
                self._userinfo()
            case _:
                self._refuse("Không có trang này.", "There is no such page.", status=404)

    def _authorize(self, asked: Answers) -> None:
        """Begin a sign-in. A question that cannot be trusted is answered here, never at the address it names."""
        redirect_uri = asked.get("redirect_uri", "")
        if asked.get("client_id") != CLIENT or redirect_uri not in self.server.redirect_uris:
            self._refuse("Hệ thống này chưa đăng ký.", "This system is not registered here.")
            return
        question = Asked(
            redirect_uri,
            asked.get("state", ""),
            asked.get("nonce", ""),
            asked.get("code_challenge", ""),
            next((level for level in asked.get("acr_values", "").split() if level in drawing.LEVELS), "1"),
        )
        bound = question.state and question.nonce and question.challenge
        method, kind = asked.get("code_challenge_method"), asked.get("response_type")
        if not bound or method != "S256" or kind != "code" or "openid" not in asked.get("scope", "").split():
            self._back(question, {"error": "invalid_request"})
            return
        key = self.server.memory.remember(question)
        self._page(drawing.choosing(key, question, self.server.people.values()))

    def _chosen(self, sent: Answers) -> None:
        question, person = self._question(sent), self.server.people.get(sent.get("sub", ""))
        if question is None:
            return
        if sent.get("answer") == "no":
            self._cancelled(sent)
        elif (
            person is None or sent.get("level") not in drawing.LEVELS or sent.get("spoilt", "") not in SPOILT
        ):
            self._refuse("Hãy chọn người và mức độ.", "Choose a person and a level.")
        else:
            client = urlsplit(question.redirect_uri).netloc
            key, spoilt = sent["request"], sent.get("spoilt", "")
            self._page(drawing.consenting(key, person, sent["level"], spoilt, client))

    def _consented(self, sent: Answers) -> None:
        question, person = self._question(sent), self.server.people.get(sent.get("sub", ""))
        if question is None:
            return
        if person is None or sent.get("level") not in drawing.LEVELS or sent.get("answer") != "yes":
            self._cancelled(sent)
            return
        self.server.memory.asked.pop(sent["request"], None)
        code = self.server.memory.grant(question, person, sent["level"], sent.get("spoilt", ""))
        self._back(question, {"code": code})

    def _cancelled(self, sent: Answers) -> None:
        question = self.server.memory.asked.pop(sent["request"], None)
        if question is not None:
            self._back(question, {"error": "access_denied"})

    def _question(self, sent: Answers) -> Asked | None:
        question = self.server.memory.asked.get(sent.get("request", ""))
        if question is None:
            self._refuse(
                "Lần đăng nhập này không còn. Hãy bắt đầu lại.", "This sign-in is over. Begin again."
            )
        return question

    def _token(self, sent: Answers) -> None:
        """Change a code for tokens (RFC 6749, 4.1.3), for the client alone."""
        if not self._is_client(sent):
            self._json({"error": "invalid_client"}, status=401)
            return
        redeemed = self.server.memory.redeem(
            sent.get("code", ""),
            redirect_uri=sent.get("redirect_uri", ""),
            verifier=sent.get("code_verifier", ""),
        )
        if sent.get("grant_type") != "authorization_code" or redeemed is None:
            self._json({"error": "invalid_grant"}, status=400)
            return
        granted, access_token = redeemed
        id_token = self.server.mint.id_token(
            subject=granted.person.sub,
            nonce=granted.asked.nonce,
            level=granted.level,
            at=self.server.clock(),
            spoilt=granted.spoilt,
        )
        given = {"access_token": access_token, "token_type": "Bearer", "expires_in": TOKEN_LASTS}
        self._json({**given, "id_token": id_token})

    def _is_client(self, sent: Answers) -> bool:
        """Know the client by its secret: in the form, or as HTTP Basic with its parts form-encoded."""
        name, secret = sent.get("client_id", ""), sent.get("client_secret", "")
        scheme, _space, coded = self.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "basic":
            try:
                name, _colon, secret = base64.b64decode(coded, validate=True).decode().partition(":")
            except (binascii.Error, UnicodeDecodeError):
                return False
            name, secret = unquote(name), unquote(secret)
        return name == CLIENT and hmac.compare_digest(secret.encode(), SECRET.encode())

    def _userinfo(self) -> None:
        scheme, _space, token = self.headers.get("Authorization", "").partition(" ")
        granted = self.server.memory.reader(token) if scheme.lower() == "bearer" else None
        if granted is None:
            self._json({"error": "invalid_token"}, status=401)
            return
        others = (one for one in self.server.people.values() if one.sub != granted.person.sub)
        person = next(others) if granted.spoilt == "subject" else granted.person
        self._json(person.claims)

    def _back(self, question: Asked, answer: Answers) -> None:
        """Send the browser back to the client; 303, so that a form becomes a plain question."""
        told = urlencode({**answer, "state": question.state, "iss": self.server.issuer})
        self.send_response(303)
        self.send_header("Location", f"{question.redirect_uri}?{told}")
        self.send_header("Content-Length", "0")
        self._guarded()

    def _refuse(self, words: str, english: str, *, status: int = 400) -> None:
        self._send(status, "text/html; charset=utf-8", drawing.saying(words, english))

    def _page(self, page: bytes) -> None:
        self._send(200, "text/html; charset=utf-8", page)

    def _json(self, told: dict[str, object] | Answers, *, status: int = 200) -> None:
        self._send(status, "application/json", json.dumps(told, ensure_ascii=False).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self._guarded()
        self.wfile.write(body)

    def _guarded(self) -> None:
        """Close the head: own policy of what a page may do, nothing kept by caches, nothing said of where from."""
        ours = " ".join(sorted({_origin(uri) for uri in self.server.redirect_uris}))
        policy = f"default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self' {ours}"
        self.send_header("Content-Security-Policy", f"{policy}; frame-ancestors 'none'")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Stay silent: codes and numbers do not belong in a log."""


def _first(text: str) -> Answers:
    return {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


if __name__ == "__main__":
    host, _colon, port = sys.argv[1].rpartition(":")
    with IdentityTwin(host, int(port), sys.argv[2:]) as server:
        server.serve_forever()
