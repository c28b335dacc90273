"""The one data folder of an installation: where everything lies, and who may look inside."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Home:
    """Paths of one installation. Folders above `root` are never touched."""

    root: Path

    @classmethod
    def here(cls) -> "Home":
        """Return the data folder that LIENTHONG_HOME names, else `var/` of the checkout."""
        return cls(Path(os.environ.get("LIENTHONG_HOME") or CHECKOUT / "var").expanduser().absolute())

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def vault(self) -> Path:
        return self.root / "vault"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def checkpoints(self) -> Path:
        return self.root / "checkpoints"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    def make(self) -> "Home":
        """Make the folders that are missing. What is there keeps its permissions.

        Made by root, it may be passed through (not listed) by the system user that runs the database.
        """
        self.root.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        for folder in (self.keys, self.vault, self.logs, self.run, self.checkpoints, self.backups):
            folder.mkdir(mode=0o700, exist_ok=True)
        return self

    def secret_key(self) -> Path:
        """Return the file of the key that signs sessions, made at the first call."""
        file = self.keys / "django.key"
        if not file.is_file():
            write_secret(file, secrets.token_hex(32))
        return file


def write_secret(file: Path, text: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
