"""Acts are recorded once: the application's role may not, and the trigger lets nobody."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import IntegrityError
from psycopg import Connection
from psycopg.conninfo import make_conninfo
from psycopg.errors import InsufficientPrivilege

from lienthong.kernel.acts.models import Act, Pending
from lienthong.kernel.acts.tests.offices import CLERK, note
from lienthong.kernel.keys import new_key

PROTECTED = ["acts_act", "acts_entry", "acts_checkpoint", "acts_installation"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def act(db: None) -> Act:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO acts_entry VALUES (0, gen_random_uuid(), 'x')")
        cursor.execute("INSERT INTO acts_checkpoint VALUES (1, 'x', 'x', now(), 'x')")
    return note(personal={"name": "Nguyễn Văn Thử"})


@pytest.fixture
def real_installation(db: None) -> None:
    as_owner("TRUNCATE acts_installation")


def as_owner(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def application(db: None) -> Iterator[Connection]:
    """Connect as the web and the worker do."""
    if not settings.APP_ROLE:
        pytest.skip("one role serves for both: only the trigger protects")
    where = make_conninfo(settings.APP_URL, dbname=connection.settings_dict["NAME"])
    with psycopg.connect(where) as connected:
        yield connected
        connected.rollback()


@pytest.mark.parametrize("table", PROTECTED)
@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM {}",
        "TRUNCATE {}",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "DROP TABLE {}",
        "SET session_replication_role = replica",
    ],
)
def test_application_is_refused(application: Connection, table: str, sql: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        application.execute(sql.format(table))


def test_application_is_refused_an_update(application: Connection) -> None:
    with pytest.raises(InsufficientPrivilege, match="permission denied for table acts_act"):
        application.execute("UPDATE acts_act SET actor_name = 'Người khác'")


def test_application_inserts(application: Connection) -> None:
    application.execute("INSERT INTO acts_entry VALUES (0, gen_random_uuid(), 'x')")
    application.execute("INSERT INTO acts_pending VALUES (gen_random_uuid(), 'x')")
    application.execute("DELETE FROM acts_pending")


@pytest.mark.parametrize("table", ["acts_pending", "acts_personal"])
def test_application_may_delete_what_waits_not_change_it(application: Connection, table: str) -> None:
    application.execute(f"DELETE FROM {table}")
    with pytest.raises(InsufficientPrivilege):
        application.execute(f"UPDATE {table} SET act_id = gen_random_uuid()")


@pytest.mark.parametrize("table", PROTECTED)
def test_trigger_refuses_the_owner_too(act: Act, table: str) -> None:
    with pytest.raises(IntegrityError, match=f"rows of {table} are recorded once and never changed"):
        as_owner(f"DELETE FROM {table}")


def test_trigger_refuses_the_owner_an_update(act: Act) -> None:
    with pytest.raises(IntegrityError, match="rows of acts_act are recorded once and never changed"):
        as_owner("UPDATE acts_act SET actor_name = 'Người khác'")
    assert Act.objects.get(id=act.id).actor_name == CLERK.name


@pytest.mark.parametrize("table", ["acts_personal", "acts_pending"])
def test_rows_that_may_go_may_not_change(act: Act, table: str) -> None:
    column = "salt" if table == "acts_personal" else "leaf"
    with pytest.raises(IntegrityError, match=f"rows of {table} are recorded once"):
        as_owner(f"UPDATE {table} SET {column} = 'x'")
    as_owner(f"DELETE FROM {table}")


def test_an_installation_stays_what_it_is(act: Act) -> None:
    with pytest.raises(IntegrityError, match="rows of acts_installation are recorded once"):
        as_owner("UPDATE acts_installation SET simulated = false")


@pytest.mark.usefixtures("real_installation")
def test_clocks_may_differ_by_minutes() -> None:
    note(at=datetime.now(UTC) - timedelta(minutes=9))


@pytest.mark.usefixtures("real_installation")
@pytest.mark.parametrize("away", [timedelta(minutes=11), -timedelta(minutes=11)])
def test_only_a_simulated_world_says_when_it_was_recorded(away: timedelta) -> None:
    with pytest.raises(IntegrityError, match="only a simulated installation may say so"):
        note(at=datetime.now(UTC) + away)
    assert not Act.objects.exists()
    assert not Pending.objects.exists()


@pytest.mark.usefixtures("real_installation")
def test_one_such_act_among_many_is_refused_with_them() -> None:
    now = datetime.now(UTC)
    acts = [
        Act(verb="test.note", subject_id=new_key(), at=now, recorded_at=now, detail={}) for _ in range(20)
    ]
    acts[7].recorded_at -= timedelta(days=1)
    for act in acts:
        act.leaf_version = 1
    with (
        pytest.raises(IntegrityError, match="only a simulated installation may say so"),
        transaction.atomic(),
    ):
        Act.objects.bulk_create(acts)
    assert not Act.objects.exists()
