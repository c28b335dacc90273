"""Addresses of databases: of the embedded server, and of an external one given by the environment."""

import os
from dataclasses import dataclass
from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict

DATABASE = "lienthong"
OWNER = "lienthong_owner"
APP = "lienthong_app"


@dataclass(frozen=True)
class Urls:
    """Two ways into one database: as the owner of the tables, and as the application."""

    owner_url: str
    app_url: str

    @classmethod
    def given(cls) -> "Urls | None":
        """Return the external database of DATABASE_URL and DATABASE_OWNER_URL; one alone serves for both."""
        app, owner = os.environ.get("DATABASE_URL", ""), os.environ.get("DATABASE_OWNER_URL", "")
        return cls(owner or app, app or owner) if app or owner else None

    @property
    def owner_role(self) -> str:
        return str(conninfo_to_dict(self.owner_url).get("user", ""))

    @property
    def app_role(self) -> str:
        return str(conninfo_to_dict(self.app_url).get("user", ""))

    def for_app(self) -> dict[str, str]:
        """Return the environment of a process that serves people: it never learns the owner's password."""
        return {"DATABASE_URL": self.app_url, "DATABASE_OWNER_URL": "", "LIENTHONG_ROLE": ""}

    def for_owner(self) -> dict[str, str]:
        """Return the environment of a command that changes tables."""
        return {"DATABASE_URL": self.app_url, "DATABASE_OWNER_URL": self.owner_url, "LIENTHONG_ROLE": "owner"}


@dataclass(frozen=True)
class Address:
    """Where a server listens. `host` is the folder of its socket, or a name or number for TCP."""

    host: str
    port: int

    def url(self, user: str, password: str, database: str = DATABASE) -> str:
        """Return the address with its own port, which is easily forgotten where a socket is used."""
        where = f"host={quote(self.host, safe='')}&port={self.port}"
        return f"postgresql://{user}:{quote(password, safe='')}@/{database}?{where}"


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
