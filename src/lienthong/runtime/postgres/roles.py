"""Two roles: the owner changes tables, the application fills them. Neither is a superuser."""

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from lienthong.runtime.postgres.connection import APP, DATABASE, OWNER


def make_roles(superuser_url: str, passwords: dict[str, str], *, creates_databases: bool = False) -> None:
    """Make the roles and the database that are missing, with the passwords given."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        for role in (OWNER, APP):
            verb = "ALTER" if role in known else "CREATE"
            connection.execute(
                sql.SQL(
                    "{} ROLE {} LOGIN NOSUPERUSER NOREPLICATION NOBYPASSRLS NOCREATEROLE {} PASSWORD {}"
                ).format(
                    sql.SQL(verb),
                    sql.Identifier(role),
                    sql.SQL("CREATEDB" if creates_databases and role == OWNER else "NOCREATEDB"),
                    sql.Literal(passwords[role]),
                )
            )
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
            connection.execute(f"REVOKE CONNECT, TEMPORARY ON DATABASE {DATABASE} FROM PUBLIC")
            connection.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO {APP}")


def allow_application(url: str, *, owner: str = "", app: str = APP) -> None:
    """Let role `app` read and write the tables that `owner` (by default who connects) will make here.

    What may not be changed once written is taken away again by the migration that makes the table.
    """
    owner = owner or str(conninfo_to_dict(url)["user"])
    if owner == app:
        return
    with psycopg.connect(url, autocommit=True) as connection:
        for granted in ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE, SELECT ON SEQUENCES"):
            default = "ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public GRANT {} TO {}"
            roles = sql.Identifier(owner), sql.SQL(granted), sql.Identifier(app)
            connection.execute(sql.SQL(default).format(*roles))
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(app)))


def forget_application(owner_url: str, *, app: str = APP) -> None:
    """Undo `allow_application`: a dump brings its own privileges, and ours would give back what it took."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        for kind in ("TABLES", "SEQUENCES"):
            undone = "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON {} FROM {}"
            connection.execute(sql.SQL(undone).format(sql.SQL(kind), sql.Identifier(app)))
