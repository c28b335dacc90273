"""Bringing tables, assets and translations to the code that is here; done once for each state of the code."""

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lienthong.runtime import stamps
from lienthong.runtime.home import CHECKOUT, Home
from lienthong.runtime.postgres.connection import Urls
from lienthong.runtime.postgres.roles import allow_application
from lienthong.runtime.trouble import Trouble

SEVERAL = "lienthong.runtime.several"
TABLES = ("migrate --noinput -v 0", "createcachetable")
ASSETS = ("collectstatic --noinput -v 0",)


def prepare(home: Home, urls: Urls) -> bool:
    """Do what is still to be done for this code and this database; return whether there was anything."""
    home.secret_key()
    compile_translations()
    done, tables, assets = stamps.read(home), stamps.of_tables(urls.owner_url), stamps.of_assets()
    with ThreadPoolExecutor() as pool:
        collecting = (
            pool.submit(django, home, urls, SEVERAL, *ASSETS) if done.get("assets") != assets else None
        )
        if done.get("tables") != tables:
            prepare_tables(home, urls)
        if collecting:
            collecting.result()
    stamps.write(home, tables=tables, assets=assets)
    return collecting is not None or done.get("tables") != tables


def prepare_tables(home: Home, urls: Urls) -> None:
    """Bring the tables to the code, with the application allowed to fill those that are made now."""
    allow_application(urls.owner_url, app=urls.app_role)
    django(home, urls, SEVERAL, *TABLES)


def compile_translations(package: Path = stamps.PACKAGE) -> None:
    """Write the .mo beside each .po that is newer."""
    for po in package.glob("locale/*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if not mo.is_file() or mo.stat().st_mtime < po.stat().st_mtime:
            _compile(po, mo)


def _compile(po: Path, mo: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as source:
        catalog = read_po(source, locale=po.parent.parent.name)
    draft = mo.with_suffix(".mo.draft")
    with draft.open("wb") as out:
        write_mo(out, catalog)
    draft.replace(mo)


def django_environment(home: Home, urls: Urls, *, as_owner: bool) -> dict[str, str]:
    """Return the environment in which Django finds this installation."""
    own = urls.for_owner() if as_owner else urls.for_app()
    return {
        **os.environ,
        **own,
        "LIENTHONG_HOME": str(home.root),
        "DJANGO_SETTINGS_MODULE": "lienthong.web.settings",
        "PYTHONUNBUFFERED": "1",
    }


def django(home: Home, urls: Urls, module: str, *arguments: str, stdin: str | None = None) -> None:
    """Run a module of ours as the owner of the tables; its output is shown, its failure ends the command."""
    environment = django_environment(home, urls, as_owner=True)
    command = [sys.executable, "-m", module, *arguments]
    ended = subprocess.run(command, check=False, env=environment, cwd=CHECKOUT, input=stdin, text=True)
    if ended.returncode:
        raise Trouble(f"“{module.rsplit('.', 1)[-1]} {arguments[0]}” failed; what it said stands above.")


def manage(home: Home, urls: Urls, arguments: Sequence[str], *, as_owner: bool = False) -> int:
    """Run a management command and return its exit code."""
    environment = django_environment(home, urls, as_owner=as_owner)
    command = [sys.executable, "-m", "lienthong.web", *arguments]
    return subprocess.run(command, check=False, env=environment, cwd=CHECKOUT).returncode
