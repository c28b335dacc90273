"""Rows that may not change: said once in a migration, held by privileges and by a trigger for everybody."""

from collections.abc import Callable

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (to_jsonb(OLD) - TG_ARGV) = (to_jsonb(NEW) - TG_ARGV) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'rows of % are recorded once and never changed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def protect(table: str, *, updatable: tuple[str, ...] = (), deletable: bool = False) -> migrations.RunPython:
    """Return the migration step that lets rows of `table` be inserted, and changed only in `updatable` columns.

    The application's role loses the privilege; the trigger holds for the owner too. With one role for both, only
    the trigger stands, and the health page says so.
    """
    return migrations.RunPython(_protecting(table, updatable, deletable=deletable), migrations.RunPython.noop)


def _protecting(table: str, updatable: tuple[str, ...], *, deletable: bool) -> Callable[..., None]:
    def forwards(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        events = "UPDATE" if deletable else "UPDATE OR DELETE"
        words = ", ".join(f"'{column}'" for column in updatable)
        editor.execute(
            f"CREATE TRIGGER {table}_never_changes BEFORE {events} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_change({words})"
        )
        role = settings.APP_ROLE
        if not role:
            return
        taken = "UPDATE, TRUNCATE" if deletable else "UPDATE, DELETE, TRUNCATE"
        editor.execute(f'REVOKE {taken} ON {table} FROM "{role}"')
        if updatable:
            editor.execute(f'GRANT UPDATE ({", ".join(updatable)}) ON {table} TO "{role}"')

    return forwards
