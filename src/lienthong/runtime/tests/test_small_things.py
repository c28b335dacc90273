"""The launcher's neighbours: stamps, locks, templates, ports, certificates, figures."""

import datetime as dt
import os
import re
import socket
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from cryptography import x509

from lienthong.runtime import stamps
from lienthong.runtime.bench.figure import Figure
from lienthong.runtime.commands.lock import LOCKS, refuse_addresses
from lienthong.runtime.commands.simulate import refuse_others
from lienthong.runtime.commands.simulate import run as simulate
from lienthong.runtime.commands.test import ALL_TOGETHER, asked, checks
from lienthong.runtime.home import CHECKOUT, Home
from lienthong.runtime.linting.templates import complaints
from lienthong.runtime.postgres.connection import Address, Urls
from lienthong.runtime.preparing import compile_translations
from lienthong.runtime.processes.certificate import self_made
from lienthong.runtime.processes.ports import next_free
from lienthong.runtime.trouble import Trouble

NOW = dt.datetime(2012, 1, 4, 8, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", [*LOCKS, "package-lock.json"])
def test_locks_record_hashes_and_no_addresses(name: str) -> None:
    refuse_addresses(CHECKOUT / name)

    text = (CHECKOUT / name).read_text()
    assert "sha256:" in text or "sha512-" in text


def test_an_address_in_a_lock_is_refused(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("django @ file:///opt/django.whl\n")

    with pytest.raises(Trouble, match="line 1, records an address"):
        refuse_addresses(lock)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("<script>go()</script>", "file of its own", id="inline script"),
        pytest.param('<p style="color: red">', "file of its own", id="inline style"),
        pytest.param('<a onclick="go()">', "no handler", id="handler"),
        pytest.param("{{ words|safe }}", "always escaped", id="unescaped"),
        pytest.param('<script src="https://cdn.example/x.js"></script>', "from outside", id="outside"),
        pytest.param('<img src="x.png">', "alt", id="image"),
        pytest.param('<form method="post"></form>', "csrf_token", id="form"),
    ],
)
def test_templates_keep_the_rules(text: str, reason: str) -> None:
    ((line, said),) = complaints("\n" + text)

    assert line == 2
    assert reason in said


def test_a_good_template_has_no_complaints() -> None:
    good = (
        '{# <style> #}<form method="post">{% csrf_token %}<button type="submit"></button></form><img alt="">'
    )

    assert not list(complaints(good))


def test_a_taken_port_gives_the_next() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert next_free("127.0.0.1", port) > port


def test_a_certificate_of_our_own_covers_its_names_and_stays(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").make()

    certificate, key = self_made(home, ["localhost", "127.0.0.1"], at=NOW)

    first = certificate.read_bytes()
    names = x509.load_pem_x509_certificate(first).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert [str(name.value) for name in names.value] == ["localhost", "127.0.0.1"]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert self_made(home, ["localhost"], at=NOW)[0].read_bytes() == first
    assert self_made(home, ["localhost", "lienthong.example"], at=NOW)[0].read_bytes() != first


def test_the_data_folder_is_closed_and_its_parents_are_left_alone(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").make()

    assert stat.S_IMODE(home.root.stat().st_mode) == (0o711 if os.geteuid() == 0 else 0o700)
    assert stat.S_IMODE(home.keys.stat().st_mode) == 0o700
    assert stat.S_IMODE(home.secret_key().stat().st_mode) == 0o600
    assert home.secret_key().read_text() == home.secret_key().read_text()


def test_the_port_stands_in_the_address() -> None:
    url = Address("/a folder/socket", 5433).url("me", "p/w")

    assert url == "postgresql://me:p%2Fw@/lienthong?host=%2Fa%20folder%2Fsocket&port=5433"


def test_who_serves_people_never_learns_the_owners_password() -> None:
    urls = Urls("postgresql://lienthong_owner:secret@/x", "postgresql://lienthong_app:other@/x")

    assert "secret" not in "".join(urls.for_app().values())
    assert urls.for_owner()["LIENTHONG_ROLE"] == "owner"
    assert (urls.owner_role, urls.app_role) == ("lienthong_owner", "lienthong_app")


@pytest.mark.parametrize("given", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_one_address_alone_serves_for_both(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    assert Urls.given() is None
    monkeypatch.setenv(given, "postgresql://one@db.example/x")

    assert Urls.given() == Urls("postgresql://one@db.example/x", "postgresql://one@db.example/x")


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"installed": "x"}, "real installation"),
        ({"demo": "x"}, "demo world"),
        ({"simulated": "--scale=0.5"}, "another simulated world"),
        ({"simulated": "--scale=0.5", "demo": "x"}, "another simulated world"),
    ],
)
def test_a_simulated_world_goes_into_no_other_place(tmp_path: Path, known: dict[str, str], said: str) -> None:
    home = Home(tmp_path / "home").make()
    stamps.write(home, **known)
    with pytest.raises(Trouble, match=said):
        refuse_others(home, "--scale=1.0")


def test_a_simulated_world_is_gone_on_with_by_the_same_terms(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").make()
    refuse_others(home, "--scale=1.0")
    stamps.write(home, simulated="--scale=1.0")
    refuse_others(home, "--scale=1.0")
    stamps.write(home, demo="x")
    refuse_others(home, "--scale=1.0")


def test_terms_that_cannot_be_leave_the_place_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIENTHONG_HOME", str(tmp_path / "home"))
    with pytest.raises(Trouble, match="not a month"):
        simulate(["--from", "2011"])
    assert not (tmp_path / "home").exists()


def test_stamps_are_kept_side_by_side(tmp_path: Path) -> None:
    home = Home(tmp_path).make()
    stamps.write(home, assets="a")
    stamps.write(home, demo="b")

    assert stamps.read(home) == {"assets": "a", "demo": "b"}


def test_a_stamp_of_files_changes_with_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "CHECKOUT", tmp_path)
    (tmp_path / "a.py").write_text("1")
    before = stamps.of_files(["*.py"])
    assert stamps.of_files(["*.py"]) == before

    (tmp_path / "a.py").write_text("22")

    assert stamps.of_files(["*.py"]) != before


def test_translations_are_compiled_once(tmp_path: Path) -> None:
    po = tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Việc"\nmsgstr "Work"\n'
    )

    compile_translations(tmp_path)

    mo = po.with_suffix(".mo")
    written = mo.stat().st_mtime_ns
    compile_translations(tmp_path)
    assert b"Work" in mo.read_bytes()
    assert mo.stat().st_mtime_ns == written


def test_a_figure_is_printed_to_four_digits_with_its_budget() -> None:
    figure = Figure("second_start_s", 3.14159, "s", "lower", 5, 3)

    assert figure.within_budget()
    assert figure.as_json() == {
        "name": "second_start_s", "value": 3.142, "unit": "s", "better": "lower", "budget": 5, "runs": 3,
    }  # fmt: skip


def test_the_checks_before_the_tests() -> None:
    assert [name for name, _ in checks()] == [
        "ruff", "format", "storeys", "templates", "messages", "migrations", "types",
    ]  # fmt: skip
    assert checks()[-1][1][-1] == "src/lienthong", "everything is typed"


def test_everything_runs_on_all_processors_and_what_was_asked_for_alone() -> None:
    assert asked("/usr/bin/chromium", []) == list(ALL_TOGETHER)
    assert asked("/usr/bin/chromium", ["-x", "tests"]) == ["-x", "tests"]
    assert asked(None, []) == ["-m", "not browser", *ALL_TOGETHER]


def test_the_launcher_explains_itself_before_anything_is_installed() -> None:
    said = subprocess.run(
        [sys.executable, CHECKOUT / "lienthong"], check=True, capture_output=True, text=True
    )

    assert "./lienthong demo" in said.stdout


def test_an_unknown_command_names_those_there_are() -> None:
    command = [sys.executable, "-m", "lienthong.runtime", "dmeo"]
    said = subprocess.run(command, check=False, capture_output=True, text=True)

    assert said.returncode == 2
    assert "demo" in said.stderr


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_locks_name_everything_that_the_project_asks_for(lock: str) -> None:
    asked = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    wanted = list(asked["project"]["dependencies"])
    if "dev" in lock:
        wanted += asked["dependency-groups"]["dev"]
    locked = {line.partition("==")[0] for line in (CHECKOUT / lock).read_text().splitlines() if "==" in line}

    names = {re.split(r"[\[<>=~!; ]", word)[0].lower() for word in wanted}
    assert names <= locked, "run ./lienthong lock"
