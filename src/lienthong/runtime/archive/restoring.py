"""Reading an archive into an empty data folder: all of it is checked before anything is touched."""

import hashlib
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

import psycopg

from lienthong.runtime import stamps
from lienthong.runtime.archive.manifest import DATABASE, FOLDERS, NAME, Manifest, Part
from lienthong.runtime.home import Home
from lienthong.runtime.postgres import server
from lienthong.runtime.postgres.binaries import in_the_wheel
from lienthong.runtime.postgres.connection import Urls, client_environment
from lienthong.runtime.postgres.roles import forget_application
from lienthong.runtime.trouble import Trouble

PIECE = 2**20


def restore_archive(home: Home, source: Path) -> Manifest:
    """Restore `source` into `home`, which must hold nothing yet."""
    _refuse_overwriting(home)
    with _unpacked(home, source) as (manifest, folder):
        try:
            with server(home) as urls:
                _refuse_other_roles(manifest, urls)
                _refuse_tables(urls)
                forget_application(urls.owner_url, app=urls.app_role)
                _load(urls, folder / DATABASE)
                stamps.write(home, **{manifest.kind: stamps.of_url(urls.owner_url)})
        except BaseException:
            if Urls.given() is None:  # made just now, by us
                shutil.rmtree(home.postgres, ignore_errors=True)
            raise
        for name in (*FOLDERS, "run"):
            if (folder / name).is_dir():
                shutil.copytree(folder / name, home.root / name, dirs_exist_ok=True)
    return manifest


def _refuse_overwriting(home: Home) -> None:
    found = [name for name in FOLDERS if any((home.root / name).glob("*"))]
    if (home.postgres / "data").exists():
        found.append("postgres")
    if found:
        raise Trouble(f"{home.root} is not empty ({', '.join(found)}); restore into another LIENTHONG_HOME.")


@contextmanager
def _unpacked(home: Home, source: Path) -> Iterator[tuple[Manifest, Path]]:
    folder = home.run / "restoring"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield _unpack(source, folder), folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unpack(source: Path, folder: Path) -> Manifest:
    """Write the archive's files below `folder` and compare each with the manifest."""
    found: dict[str, Part] = {}
    text = b""
    try:
        with tarfile.open(source, mode="r:") as archive:
            for member in archive:
                content = archive.extractfile(member)
                if content is None or not _is_inside(member.name):
                    raise Trouble(f"The archive holds “{member.name}”, which no archive of ours holds.")
                if member.name == NAME:
                    text = content.read()
                else:
                    found[member.name] = _write(content, folder / member.name)
    except (OSError, tarfile.TarError) as error:
        raise Trouble(f"{source} cannot be read as an archive: {error}") from error
    manifest = Manifest.from_bytes(text)
    wrong = sorted(name for name in {*found, *manifest.parts} if found.get(name) != manifest.parts.get(name))
    if wrong:
        raise Trouble(f"The archive is damaged; not as its manifest says: {', '.join(wrong[:5])}.")
    return manifest


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    known = name in {NAME, DATABASE, "run/demo.json"} or path.parts[0] in FOLDERS
    return known and not path.is_absolute() and ".." not in path.parts


def _write(content: IO[bytes], file: Path) -> Part:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    together, length = hashlib.sha256(), 0
    with file.open("wb") as out:
        while piece := content.read(PIECE):
            out.write(piece)
            together.update(piece)
            length += len(piece)
    file.chmod(0o600)
    return Part(length, together.hexdigest())


def _refuse_other_roles(manifest: Manifest, urls: Urls) -> None:
    """The privileges in the archive name roles; under other names the record would stand unprotected."""
    if (manifest.owner_role, manifest.app_role) != (urls.owner_role, urls.app_role):
        raise Trouble(
            f"The archive's database belongs to the roles {manifest.owner_role} and {manifest.app_role}; "
            f"here they are {urls.owner_role} and {urls.app_role}. Restore under roles of the same names."
        )


def _refuse_tables(urls: Urls) -> None:
    with psycopg.connect(urls.owner_url) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if row and row[0]:
        raise Trouble(f"The database already holds {row[0]} tables; restore into an empty one.")


def _load(urls: Urls, dump: Path) -> None:
    command = [in_the_wheel()["pg_restore"], "--exit-on-error", "--single-transaction", "--no-password"]
    environment = client_environment(urls.owner_url)
    command += ["--dbname", environment["PGDATABASE"], str(dump)]
    ended = subprocess.run(command, check=False, env=environment, stderr=subprocess.PIPE, text=True)
    if ended.returncode:
        raise Trouble(f"The database could not be restored:\n{ended.stderr.strip()}")
