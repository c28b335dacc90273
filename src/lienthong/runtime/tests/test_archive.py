import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from lienthong.runtime import stamps
from lienthong.runtime.archive.making import make_archive
from lienthong.runtime.archive.restoring import restore_archive
from lienthong.runtime.home import Home
from lienthong.runtime.postgres import server
from lienthong.runtime.trouble import Trouble

pytestmark = pytest.mark.slow
WHEN = "2012-01-04T08:00:00+07:00"


@pytest.fixture(scope="module")
def no_external_database() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.delenv("DATABASE_OWNER_URL", raising=False)
        yield


@pytest.fixture(scope="module")
def kept(no_external_database: None, tmp_path_factory: pytest.TempPathFactory, module_place: Path) -> Path:
    """An archive of a small installation: one protected table, one file, one key."""
    home = Home(module_place / "first").make()
    (home.vault / "ab").mkdir()
    (home.vault / "ab" / "abcdef").write_bytes(b"scan")
    home.secret_key().write_text("signs sessions")
    (home.keys / "ledger.retired").write_text("signed heads once\n")
    (home.checkpoints / "log").write_text("head 1\n")
    stamps.write(home, installed="here")
    archive = tmp_path_factory.mktemp("archive") / "all.tar"
    with server(home) as urls:
        with psycopg.connect(urls.owner_url) as owner:
            owner.execute("CREATE TABLE act (id int PRIMARY KEY, words text)")
            owner.execute("INSERT INTO act SELECT n, 'Việc ' || n FROM generate_series(1, 100) n")
            owner.execute("REVOKE UPDATE, DELETE, TRUNCATE ON act FROM lienthong_app")
        make_archive(home, urls, archive, at=WHEN)
    return archive


@pytest.fixture(scope="module")
def module_place() -> Iterator[Path]:
    import os
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="lt-"))
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_an_installation_comes_back_whole_with_its_protection(kept: Path, place: Path) -> None:
    home = Home(place / "second").make()

    manifest = restore_archive(home, kept)

    assert manifest.at == WHEN
    assert (home.vault / "ab" / "abcdef").read_bytes() == b"scan"
    assert (home.keys / "django.key").read_text() == "signs sessions"
    assert (home.keys / "ledger.retired").read_text() == "signed heads once\n"
    assert (home.checkpoints / "log").read_text() == "head 1\n"
    assert "installed" in stamps.read(home)
    with server(home) as urls, psycopg.connect(urls.app_url, autocommit=True) as app:
        row = app.execute("SELECT count(*), max(words) FROM act").fetchone()
        assert row == (100, "Việc 99")
        for refused in ("UPDATE act SET words = ''", "DELETE FROM act", "TRUNCATE act"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(refused)
        app.execute("INSERT INTO act VALUES (101, 'mới')")
        with psycopg.connect(urls.owner_url) as owner:
            owner.execute("CREATE TABLE later (id int)")
        app.execute("INSERT INTO later VALUES (1)")


def test_nothing_is_overwritten(kept: Path, place: Path) -> None:
    home = Home(place / "used").make()
    (home.vault / "something").write_text("of somebody")

    with pytest.raises(Trouble, match="is not empty"):
        restore_archive(home, kept)

    assert [file.name for file in home.vault.iterdir()] == ["something"]
    assert not home.postgres.exists()


@pytest.mark.parametrize("where", ["database", "manifest", "cut"])
def test_a_damaged_archive_is_refused_and_nothing_is_made(kept: Path, place: Path, where: str) -> None:
    content = bytearray(kept.read_bytes())
    if where == "database":
        content[3000] ^= 1
    elif where == "manifest":
        content = bytearray(bytes(content).replace(b'"sha256": "', b'"sha256": "0', 1))
    else:
        content = content[: len(content.rstrip(b"\0")) // 2]  # a tar ends in much padding
    damaged = place / "damaged.tar"
    damaged.write_bytes(content)
    home = Home(place / "third").make()

    with pytest.raises(Trouble):
        restore_archive(home, damaged)

    assert not home.postgres.exists()
    assert not list(home.keys.iterdir())
    assert not (home.run / "restoring").exists()


def test_something_else_is_refused(place: Path) -> None:
    (place / "letter.txt").write_text("Kính gửi")

    with pytest.raises(Trouble, match="cannot be read as an archive"):
        restore_archive(Home(place / "fourth").make(), place / "letter.txt")


def test_an_archive_is_for_its_owner_alone_and_never_written_over(kept: Path) -> None:
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    before = kept.read_bytes()

    with pytest.raises(Trouble, match="not overwritten"):
        make_archive(Home(kept.parent), urls=None, target=kept, at=WHEN)  # type: ignore[arg-type]

    assert kept.read_bytes() == before


def test_passwords_of_the_database_are_not_in_the_archive(kept: Path) -> None:
    assert b"passwords.json" not in kept.read_bytes()
