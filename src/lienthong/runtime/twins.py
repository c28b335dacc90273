"""The demo's twins in one process: scanner, mail, SMS, identity provider; each on a loopback port of its own.

`python -m lienthong.runtime.twins FOLDER SCANNER MAIL SMS IDENTITY BACK …`: four ports, and where the identity
provider may send browsers back to. What mail and SMS took in lies in FOLDER.
"""

import os
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from lienthong.access.twins.granting import CLIENT, SECRET
from lienthong.kernel.notices.twins.sms import SmsTwin
from lienthong.kernel.notices.twins.smtp import SmtpTwin
from lienthong.kernel.vault.twins.clamd import twin
from lienthong.runtime.processes.children import Child
from lienthong.runtime.processes.ports import free_ports, next_free

HOST = "127.0.0.1"
IDENTITY_PORT = 8090  # the first that is tried
BACK = "dang-nhap/tro-ve/"  # where the installation takes its answers


@dataclass(frozen=True)
class Twins:
    """Where they answer, and the folder in which letters and messages are kept instead of being sent."""

    folder: Path
    scanner: int
    mail: int
    sms: int
    identity: int
    back: tuple[str, ...] = ()

    @classmethod
    def on_free_ports(cls, folder: Path, *, web: int = 8000) -> "Twins":
        """Choose ports. That of the identity provider stays from start to start: links of accounts know it."""
        back = tuple(f"http://{name}:{web}/{BACK}" for name in ("localhost", HOST))
        scanner, mail, sms = free_ports(HOST, 3)
        return cls(folder, scanner, mail, sms, next_free(HOST, IDENTITY_PORT), back)

    @property
    def child(self) -> Child:
        ports = (str(port) for port in (self.scanner, self.mail, self.sms, self.identity))
        program = (sys.executable, "-m", "lienthong.runtime.twins")
        return Child("twins", (*program, str(self.folder), *ports, *self.back))

    @property
    def environment(self) -> dict[str, str]:
        """Return the settings that point to them; what the environment names already is a real one, and stays."""
        ours = {
            "LIENTHONG_SCANNER": f"tcp:{HOST}:{self.scanner}",
            "LIENTHONG_SMTP": f"{HOST}:{self.mail}",
            "LIENTHONG_SMS": f"http://{HOST}:{self.sms}/",
        }
        if not os.environ.get("LIENTHONG_IDENTITY"):  # a real provider is a whole: nothing of it is made up
            ours |= self._identity
        return {name: address for name, address in ours.items() if not os.environ.get(name)}

    @property
    def _identity(self) -> dict[str, str]:
        return {
            "LIENTHONG_IDENTITY": f"http://{HOST}:{self.identity}",
            "LIENTHONG_IDENTITY_CLIENT": CLIENT,
            "LIENTHONG_IDENTITY_SECRET": SECRET,
            "LIENTHONG_IDENTITY_SIMULATED": "1",
        }


def serve(twins: Twins) -> None:
    """Answer until the process is told to end."""
    from lienthong.access.twins.identity import IdentityTwin  # cryptography; the supervisor starts without

    servers = (
        twin(f"tcp:{HOST}:{twins.scanner}"),
        SmtpTwin(HOST, twins.mail, twins.folder / "mail"),
        SmsTwin(HOST, twins.sms, twins.folder / "sms"),
        IdentityTwin(HOST, twins.identity, twins.back),
    )
    for server in servers:
        threading.Thread(target=server.serve_forever).start()


if __name__ == "__main__":
    folder, scanner, mail, sms, identity, *back = sys.argv[1:]
    serve(Twins(Path(folder), int(scanner), int(mail), int(sms), int(identity), tuple(back)))
