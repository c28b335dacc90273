"""A picture of handwriting for the simulated world: drawn here, and it says of itself that it is simulated."""

import io
import struct
import zlib
from typing import Final

from lienthong.kernel.vault.attaching import File
from lienthong.kernel.vault.keeping import keep

NAME: Final = "Bút phê (mô phỏng).png"
LINES: Final = ("DU LIEU MO PHONG", "BUT PHE")
DOT, EDGE, APART = 6, 36, 24  # pixels
PAPER, INK = 0xF4, 0x2A
# Five dots wide, seven high; each number is a row, its highest bit to the left.
LETTERS: Final = {
    " ": (0, 0, 0, 0, 0, 0, 0),
    "B": (30, 17, 17, 30, 17, 17, 30),
    "D": (30, 17, 17, 17, 17, 17, 30),
    "E": (31, 16, 16, 30, 16, 16, 31),
    "G": (14, 17, 16, 23, 17, 17, 15),
    "H": (17, 17, 17, 31, 17, 17, 17),
    "I": (14, 4, 4, 4, 4, 4, 14),
    "L": (16, 16, 16, 16, 16, 16, 31),
    "M": (17, 27, 21, 21, 17, 17, 17),
    "N": (17, 25, 21, 19, 17, 17, 17),
    "O": (14, 17, 17, 17, 17, 17, 14),
    "P": (30, 17, 17, 30, 16, 16, 16),
    "T": (31, 4, 4, 4, 4, 4, 4),
    "U": (17, 17, 17, 17, 17, 17, 14),
}


def photo() -> File:
    """Keep the picture, the same for every instruction, and return it as a form would bring it."""
    return File(NAME, keep(io.BytesIO(picture()), name=NAME))


def picture(lines: tuple[str, ...] = LINES) -> bytes:
    """Return the lines as a grey PNG (ISO/IEC 15948)."""
    rows = [row for line in lines for row in (*_drawn(line), *[[]] * (APART // DOT))]
    width = 2 * EDGE + max(map(len, rows)) * DOT
    blank = [bytes([0]) + bytes([PAPER]) * width] * EDGE
    inked = [_scanned(row, width) for row in rows for _ in range(DOT)]
    scanned = b"".join([*blank, *inked, *blank])
    head = struct.pack(">IIBBBBB", width, len(inked) + 2 * EDGE, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(scanned)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _drawn(line: str) -> list[list[bool]]:
    """Return the line as seven rows of dots, a free column after each letter."""
    return [[dot for letter in line for dot in (*_row(LETTERS[letter][row]), False)] for row in range(7)]


def _row(bits: int) -> list[bool]:
    return [bool(bits >> place & 1) for place in (4, 3, 2, 1, 0)]


def _scanned(row: list[bool], width: int) -> bytes:
    """Return a line of pixels, with no filter before it."""
    dots = b"".join(bytes([INK if dot else PAPER]) * DOT for dot in row)
    left = bytes([PAPER]) * EDGE + dots
    return bytes([0]) + left + bytes([PAPER]) * (width - len(left))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
