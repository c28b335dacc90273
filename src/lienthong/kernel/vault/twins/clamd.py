"""A twin of clamd for demonstrations: the protocol is real, the only threat it knows is the EICAR file.

`python -m lienthong.kernel.vault.twins.clamd unix:/path` (or `tcp:127.0.0.1:PORT`); it says it is simulated.
"""

import socketserver
import struct
import sys
from pathlib import Path

VERSION = b"ClamAV twin (simulated)"
# In two parts, so that scanners leave this source alone.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LARGEST = 100 * 2**20


class Conversation(socketserver.StreamRequestHandler):
    """One command, one answer, as clamd(8) has it for the commands with `z`."""

    def handle(self) -> None:
        match self._command():
            case b"zPING":
                self._say(b"PONG")
            case b"zVERSION":
                self._say(VERSION)
            case b"zINSTREAM":
                self._say(self._look())
            case _:
                self._say(b"UNKNOWN COMMAND")

    def _command(self) -> bytes:
        said = b""
        while len(said) < 64 and (letter := self.rfile.read(1)) not in {b"", b"\0"}:
            said += letter
        return said

    def _say(self, words: bytes) -> None:
        self.wfile.write(words + b"\0")

    def _look(self) -> bytes:
        seen = tail = b""
        total, threat = 0, False
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            total += size
            if total > LARGEST:
                return b"INSTREAM size limit exceeded. ERROR"
            seen = tail + self.rfile.read(size)
            threat = threat or EICAR in seen
            tail = seen[-len(EICAR) :]
        return b"stream: Eicar-Test-Signature FOUND" if threat else b"stream: OK"


class UnixTwin(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


class TcpTwin(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


def twin(address: str) -> UnixTwin | TcpTwin:
    """Return the server, listening; a socket left behind by one that was killed is removed."""
    kind, _colon, place = address.partition(":")
    if kind == "unix":
        Path(place).unlink(missing_ok=True)
        return UnixTwin(place, Conversation)
    host, _colon, port = place.rpartition(":")
    return TcpTwin((host, int(port)), Conversation)


if __name__ == "__main__":
    with twin(sys.argv[1]) as server:
        server.serve_forever()
