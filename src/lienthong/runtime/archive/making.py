"""Writing an archive, while people work: the database first, so that each file it names is in the vault."""

import hashlib
import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from lienthong.runtime import stamps
from lienthong.runtime.archive.manifest import DATABASE, FOLDERS, NAME, Manifest, Part
from lienthong.runtime.home import Home
from lienthong.runtime.postgres.binaries import in_the_wheel
from lienthong.runtime.postgres.connection import Urls, client_environment
from lienthong.runtime.trouble import Trouble


def make_archive(home: Home, urls: Urls, target: Path, *, at: str) -> Manifest:
    """Write the archive `target` whole or not at all; only its owner may read it."""
    if target.exists():
        raise Trouble(f"{target} is there already; it is not overwritten.")
    kind = "demo" if stamps.read(home).get("demo") else "installed"
    manifest = Manifest(at, kind, urls.owner_role, urls.app_role)
    draft = target.with_name(f".{target.name}.draft")
    try:
        with tempfile.TemporaryDirectory(dir=home.run) as folder:
            dump = Path(folder) / DATABASE
            _dump(urls, dump)
            with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                _write(out, manifest, [(DATABASE, dump), *_files(home)])
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _dump(urls: Urls, dump: Path) -> None:
    command = [in_the_wheel()["pg_dump"], "--format=custom", "--no-password", "--file", str(dump)]
    ended = subprocess.run(
        command, check=False, env=client_environment(urls.owner_url), stderr=subprocess.PIPE, text=True
    )
    if ended.returncode:
        raise Trouble(f"The database could not be copied:\n{ended.stderr.strip()}")


def _files(home: Home) -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        for file in sorted((home.root / folder).rglob("*")):
            if file.is_file() and not file.is_symlink() and not file.name.startswith("."):
                yield file.relative_to(home.root).as_posix(), file
    if (home.run / "demo.json").is_file():
        yield "run/demo.json", home.run / "demo.json"


def _write(out: IO[bytes], manifest: Manifest, files: list[tuple[str, Path]]) -> None:
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, file in files:
            with file.open("rb") as source:
                about = _plain(name, os.fstat(source.fileno()).st_size)
                hashing = Hashing(source, about.size)
                archive.addfile(about, hashing)
            manifest.parts[name] = Part(about.size, hashing.sha256.hexdigest())
        text = manifest.as_bytes()
        archive.addfile(_plain(NAME, len(text)), io.BytesIO(text))
    out.flush()
    os.fsync(out.fileno())


def _plain(name: str, size: int) -> tarfile.TarInfo:
    about = tarfile.TarInfo(name)
    about.size, about.mode = size, 0o600
    return about


class Hashing(io.RawIOBase):
    """Reads `size` bytes of a file that may be growing, and hashes exactly what was read."""

    def __init__(self, source: IO[bytes], size: int) -> None:
        self.source, self.left, self.sha256 = source, size, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece = self.source.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(piece)
        self.sha256.update(piece)
        return piece
