"""The keys of copies: made of what is copied and of the ordinal of the copy, so that a copy begun again has the same.

They are UUIDv7 like any other (RFC 9562), their time that of the world: acts of one time lie together.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from lienthong.kernel.acts.simulated.copying import Values
from lienthong.kernel.acts.simulated.texts import alike, hole

MIDDLE: Final = "key"
RANDOM_BITS: Final = 34


@dataclass
class Names:
    """How keys read in the copies of one year: those that are copied, with one hole for all; others stand open."""

    fresh: dict[str, str] = field(default_factory=dict)

    def __call__(self, key: object) -> str:
        return self.fresh.get(str(key)) or hole(key)

    def know_rows(self, keys: Iterable[UUID], moment: datetime) -> None:
        """Name rows: copy after copy, as they are written."""
        for key in keys:
            self.fresh.setdefault(str(key), _named(moment, len(self.fresh)))

    def know_acts(self, acts: Iterable[Values]) -> None:
        """Name moved acts, by the moment at which each is recorded and in their order."""
        for ordinal, act in enumerate(acts):
            self.fresh[_bare(act["id"])] = _named(act["recorded_at"], ordinal)


def middle_of(copy: int, world: bytes) -> dict[str, str]:
    """Return what fills the hole of all keys of a copy; `world` tells worlds apart."""
    drawn = int.from_bytes(hashlib.sha256(world + copy.to_bytes(4)).digest()[:8]) >> (64 - RANDOM_BITS)
    bits = copy << RANDOM_BITS | drawn  # 16 bits and 34; a version and a variant lie between
    text = f"{bits >> 38:03x}-{0x8000 | bits >> 24 & 0x3FFF:04x}-{bits & 0xFFFFFF:06x}"
    return {MIDDLE: alike(text)}


def _named(moment: datetime, ordinal: int) -> str:
    milliseconds = f"{round(moment.timestamp() * 1000):012x}"
    return f"{milliseconds[:8]}-{milliseconds[8:]}-7{hole(MIDDLE)}{ordinal:06x}"


def _bare(key: Any) -> str:
    return str(key).strip("\0")
