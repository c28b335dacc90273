"""`psql [--owner] …`: a prompt of the database, as the application or as the owner of the tables."""

import os
import subprocess

from psycopg.conninfo import conninfo_to_dict

from lienthong.runtime.home import Home
from lienthong.runtime.postgres import server
from lienthong.runtime.postgres.binaries import in_the_wheel


def run(arguments: list[str]) -> int:
    as_owner = arguments[:1] == ["--owner"]
    rest = arguments[1:] if as_owner else arguments
    with server(Home.here().make()) as urls:
        environment = client_environment(urls.owner_url if as_owner else urls.app_url)
        return subprocess.run([in_the_wheel()["psql"], *rest], check=False, env=environment).returncode


def client_environment(url: str) -> dict[str, str]:
    """Return what PostgreSQL's own programs read, so that no password stands in a list of processes."""
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    }
    parts = conninfo_to_dict(url)
    rest = {"PGSSLMODE": str(parts["sslmode"])} if "sslmode" in parts else {}
    return {**os.environ, **{names[key]: str(parts[key]) for key in names if parts.get(key)}, **rest}
