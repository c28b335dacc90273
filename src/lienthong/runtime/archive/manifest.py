"""What an archive says of itself: the last file in it, with size and checksum of every other."""

import json
from dataclasses import asdict, dataclass, field

from lienthong.runtime.trouble import Trouble

FORMAT = 1
NAME = "manifest.json"
DATABASE = "database.dump"
FOLDERS = ("vault", "keys", "checkpoints")


@dataclass(frozen=True)
class Part:
    """One file of the archive: its length in bytes and its SHA-256 in hexadecimal."""

    bytes: int
    sha256: str


@dataclass
class Manifest:
    """Archive of one installation; the roles are those that the database's privileges name."""

    at: str
    kind: str
    owner_role: str
    app_role: str
    format: int = FORMAT
    parts: dict[str, Part] = field(default_factory=dict)

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, text: bytes) -> "Manifest":
        try:
            said = json.loads(text)
            parts = {name: Part(**part) for name, part in said.pop("parts").items()}
            found = cls(**said, parts=parts)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise Trouble("This is no archive of Liên Thông, or its manifest is damaged.") from error
        if found.format != FORMAT:
            raise Trouble(
                f"The archive has format {found.format}; this version of Liên Thông reads {FORMAT}."
            )
        return found
