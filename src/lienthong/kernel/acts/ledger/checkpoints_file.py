"""Heads kept outside the database: signed notes, an empty line after each; the file is only appended to."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

TAIL = 64 * 1024
_END_OF_NOTE = re.compile(rb"\n\xe2\x80\x94 [^\n]+\n\n")


def own_file() -> Path:
    return Path(settings.CHECKPOINTS_FILE)


def append(note: str) -> None:
    """Add a note and wait until the disk has it; what an interrupted writing left of one is cut off first."""
    path = own_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        end = _complete_length(path)
        if end != file.seek(0, os.SEEK_END):
            file.truncate(end)
        file.write(note.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def last() -> str | None:
    """Return the last complete note of our file, without reading the whole of it."""
    tail = _tail(own_file())
    ends = [match.end() for match in _END_OF_NOTE.finditer(tail)]
    if not ends:
        return None
    start = ends[-2] if len(ends) > 1 else 0
    return tail[start : ends[-1] - 1].decode()


def split(lines: Iterable[str]) -> Iterator[str]:
    """Yield the notes of a file, in order; what is left of an interrupted writing at its end is not one."""
    note: list[str] = []
    for line in lines:
        if line != "\n":
            note.append(line)
        elif note and note[-1].startswith("— "):
            yield "".join(note)
            note = []
        elif note:
            note.append(line)


def _tail(path: Path) -> bytes:
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        return file.read()


def _complete_length(path: Path) -> int:
    """Return how many bytes of the file are complete notes."""
    tail = _tail(path)
    before = path.stat().st_size - len(tail)
    return before + max((match.end() for match in _END_OF_NOTE.finditer(tail)), default=0)
