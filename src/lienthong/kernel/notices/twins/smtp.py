"""A twin of a mail server: it speaks SMTP (RFC 5321), keeps what it is given and sends nothing.

`python -m lienthong.kernel.notices.twins.smtp 127.0.0.1:PORT FOLDER`; it says that it is simulated.
"""

import socketserver
import sys
from itertools import count
from pathlib import Path


class Conversation(socketserver.StreamRequestHandler):
    """The few commands of a sender; every address is accepted."""

    server: "SmtpTwin"

    def handle(self) -> None:
        self._say("220 twin (simulated)")
        while line := self.rfile.readline(1000):
            match line[:4].strip().upper():
                case b"EHLO":
                    self._say("250-twin\r\n250-8BITMIME\r\n250 SIMULATED")
                case b"DATA":
                    self._say("354 go on")
                    self.server.keep(b"".join(iter(self._line_of_letter, b".\r\n")))
                    self._say("250 kept")
                case b"QUIT":
                    self._say("221 bye")
                    return
                case b"MAIL" | b"RCPT" | b"RSET" | b"NOOP" | b"HELO":
                    self._say("250 ok")
                case _:
                    self._say("502 not known here")

    def _line_of_letter(self) -> bytes:
        """Return a line; a line that broke off ends the letter."""
        return self.rfile.readline() or b".\r\n"

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class SmtpTwin(socketserver.ThreadingTCPServer):
    """Letters as files `1.eml`, `2.eml` … in a folder."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: str, port: int, folder: Path) -> None:
        super().__init__((host, port), Conversation)
        self.folder = folder
        self._numbers = count(1 + sum(1 for _letter in folder.glob("*.eml")))

    def keep(self, letter: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{next(self._numbers)}.eml").write_bytes(letter)


if __name__ == "__main__":
    host, _colon, port = sys.argv[1].rpartition(":")
    with SmtpTwin(host, int(port), Path(sys.argv[2])) as server:
        server.serve_forever()
