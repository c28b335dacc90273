"""What keeps acts from being changed here, said plainly where something is missing."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

PROTECTED = (
    "acts_act",
    "acts_entry",
    "acts_checkpoint",
    "acts_personal",
    "acts_pending",
    "acts_installation",
    "acts_clockmove",
)


def guards() -> Iterator[str]:
    """Yield a sentence for each guard that is not there: the second role, and triggers."""
    if not held_by_roles():
        yield _("Một vai trò vừa ghi vừa sở hữu bảng: chỉ trigger của cơ sở dữ liệu bảo vệ các thao tác.")
    for table in without_trigger():
        yield _("Trigger bảo vệ của bảng %(table)s đang tắt.") % {"table": table}


def held_by_roles() -> bool:
    """Return whether the role of the application may not change acts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(coalesce(nullif(%s, ''), current_user), 'acts_act', 'UPDATE')",
            [settings.APP_ROLE],
        )
        return bool(cursor.fetchone() == (False,))


def without_trigger() -> list[str]:
    """Return the tables whose trigger is missing or off."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%%\\_never\\_changes' "
            "AND tgenabled <> 'D' AND tgrelid::regclass::text = ANY(%s)",
            [list(PROTECTED)],
        )
        on = {name for (name,) in cursor.fetchall()}
    return [table for table in PROTECTED if table not in on]
