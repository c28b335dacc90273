"""The demo's twins in one process: virus scanner, mail server, SMS gateway; each on a loopback port of its own.

`python -m lienthong.runtime.twins FOLDER SCANNER MAIL SMS`, three ports. What mail and SMS took in lies in FOLDER.
"""

import os
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from lienthong.kernel.notices.twins.sms import SmsTwin
from lienthong.kernel.notices.twins.smtp import SmtpTwin
from lienthong.kernel.vault.twins.clamd import twin
from lienthong.runtime.processes.children import Child
from lienthong.runtime.processes.ports import free_ports

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Twins:
    """Where they answer, and the folder in which letters and messages are kept instead of being sent."""

    folder: Path
    scanner: int
    mail: int
    sms: int

    @classmethod
    def on_free_ports(cls, folder: Path) -> "Twins":
        return cls(folder, *free_ports(HOST, 3))

    @property
    def child(self) -> Child:
        ports = (str(self.scanner), str(self.mail), str(self.sms))
        return Child("twins", (sys.executable, "-m", "lienthong.runtime.twins", str(self.folder), *ports))

    @property
    def environment(self) -> dict[str, str]:
        """Return the settings that point to them; what the environment names already is a real one, and stays."""
        ours = {
            "LIENTHONG_SCANNER": f"tcp:{HOST}:{self.scanner}",
            "LIENTHONG_SMTP": f"{HOST}:{self.mail}",
            "LIENTHONG_SMS": f"http://{HOST}:{self.sms}/",
        }
        return {name: address for name, address in ours.items() if not os.environ.get(name)}


def serve(twins: Twins) -> None:
    """Answer until the process is told to end."""
    servers = (
        twin(f"tcp:{HOST}:{twins.scanner}"),
        SmtpTwin(HOST, twins.mail, twins.folder / "mail"),
        SmsTwin(HOST, twins.sms, twins.folder / "sms"),
    )
    for server in servers:
        threading.Thread(target=server.serve_forever).start()


if __name__ == "__main__":
    serve(Twins(Path(sys.argv[1]), *map(int, sys.argv[2:5])))
