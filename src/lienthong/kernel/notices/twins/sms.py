"""A twin of an SMS gateway: POST {"to", "text"} is answered by {"id", "simulated": true}; no telephone rings.

`python -m lienthong.kernel.notices.twins.sms 127.0.0.1:PORT FOLDER`
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path

LARGEST = 10_000


class Conversation(BaseHTTPRequestHandler):
    """One message a request."""

    server: "SmsTwin"

    def do_POST(self) -> None:
        message = json.loads(self.rfile.read(min(int(self.headers["Content-Length"]), LARGEST)))
        self._say({"id": self.server.keep(message), "simulated": True})

    def do_GET(self) -> None:
        """Say who answers here; a real gateway need not know this."""
        self._say({"simulated": True})

    def _say(self, words: dict[str, object]) -> None:
        answer = json.dumps(words).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_words: object) -> None:
        """Stay silent: numbers of telephones do not belong in a log."""


class SmsTwin(ThreadingHTTPServer):
    """Messages as files `1.json`, `2.json` … in a folder."""

    daemon_threads = True

    def __init__(self, host: str, port: int, folder: Path) -> None:
        super().__init__((host, port), Conversation)
        self.folder = folder
        self._numbers = count(1 + sum(1 for _message in folder.glob("*.json")))

    def keep(self, message: dict[str, str]) -> int:
        number = next(self._numbers)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{number}.json").write_text(json.dumps(message, ensure_ascii=False), encoding="utf-8")
        return number


if __name__ == "__main__":
    host, _colon, port = sys.argv[1].rpartition(":")
    with SmsTwin(host, int(port), Path(sys.argv[2])) as server:
        server.serve_forever()
