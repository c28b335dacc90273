"""The virus scanner as a plug-in: clamd's INSTREAM protocol, or none; what could not be scanned is said."""

import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.refusals import Invalid
from lienthong.kernel.vault.models import Finding

CHUNK = 64 * 1024
PATIENCE = 30  # seconds without an answer


@dataclass(frozen=True, slots=True)
class Report:
    """What a scanner says of one file; `detail` is the threat, or why there is no answer."""

    finding: Finding
    scanner: str
    detail: str = ""


class Scanner(Protocol):
    """Looks at bytes. It never raises: no answer is a finding too."""

    def scan(self, file: BinaryIO) -> Report:
        """Read the file from its start."""


class NoScanner:
    """An installation without a scanner: every file says so."""

    def scan(self, file: BinaryIO) -> Report:  # noqa: ARG002 - there is nobody to read it
        return Report(Finding.NOT_SCANNED, scanner="", detail="no scanner is set up")


@dataclass(frozen=True, slots=True)
class Clamd:
    """clamd on a socket: `unix:/run/clamd.sock`, `tcp:127.0.0.1:3310`. A twin says so in its version."""

    address: str
    patience: float = PATIENCE

    def scan(self, file: BinaryIO) -> Report:
        version = ""
        try:
            version = self.version()
            return _read(self.ask(b"zINSTREAM\0", file), version)
        except OSError as failure:
            return Report(Finding.NOT_SCANNED, scanner=version or self.address, detail=str(failure))

    def version(self) -> str:
        """Return what it says of itself. Raises `OSError` when it does not answer."""
        return self.ask(b"zVERSION\0")

    def ask(self, command: bytes, file: BinaryIO | None = None) -> str:
        with connect(self.address, self.patience) as line:
            line.sendall(command)
            if file is not None:
                with suppress(BrokenPipeError, ConnectionResetError):  # it may answer before it has read all
                    _send(line, file)
            return _answer(line)


def connect(address: str, patience: float = PATIENCE) -> socket.socket:
    kind, _colon, place = address.partition(":")
    if kind == "unix":
        return _connect_unix(place, patience)
    host, _colon, port = place.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=patience)


def _connect_unix(place: str, patience: float) -> socket.socket:
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(patience)
    try:
        line.connect(place)
    except OSError:
        line.close()
        raise
    return line


def scanner() -> Scanner:
    """Return the scanner of this installation (`VAULT_SCANNER`)."""
    address = settings.VAULT_SCANNER
    return Clamd(address) if address else NoScanner()


def refuse_found(report: Report) -> None:
    """Raise `Invalid` for an infected file, and for one not scanned where the installation is strict."""
    if report.finding == Finding.INFECTED:
        raise Invalid(
            _("Tệp có mã độc (%(threat)s) nên không được nhận.") % {"threat": report.detail}, field="file"
        )
    if report.finding == Finding.NOT_SCANNED and not settings.VAULT_KEEPS_UNSCANNED:
        raise Invalid(_("Hiện không quét được mã độc nên chưa nhận được tệp; hãy thử lại sau."), field="file")


def _send(line: socket.socket, file: BinaryIO) -> None:
    while part := file.read(CHUNK):
        line.sendall(struct.pack("!L", len(part)) + part)
    line.sendall(struct.pack("!L", 0))


def _answer(line: socket.socket) -> str:
    said = b""
    while b"\0" not in said and (part := line.recv(4096)):
        said += part
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _read(said: str, version: str) -> Report:
    verdict = said.removeprefix("stream: ")
    if verdict == "OK":
        return Report(Finding.CLEAN, version)
    if verdict.endswith(" FOUND"):
        return Report(Finding.INFECTED, version, verdict.removesuffix(" FOUND"))
    return Report(Finding.NOT_SCANNED, version, said or "no answer")
