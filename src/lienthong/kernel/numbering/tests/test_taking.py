import threading
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as drawn
from hypothesis import strategies as st

from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action
from lienthong.kernel.keys import new_key
from lienthong.kernel.numbering.accounting import unaccounted
from lienthong.kernel.numbering.models import Number, Series
from lienthong.kernel.numbering.taking import open_series, take
from lienthong.kernel.numbering.voiding import void
from lienthong.kernel.refusals import Invalid, WrongState

MONDAY = date(2020, 3, 2)
MORNING = datetime(2020, 3, 2, 1, tzinfo=UTC)
DECISIONS = "van-phong/quyet-dinh"


@pytest.fixture
def decisions(db: None) -> Series:
    return open_series(DECISIONS, year=2020, pattern="{number}/{year}/QĐ-UBND", width=2)


def take_one(on: date = MONDAY, key: str = DECISIONS) -> Number:
    with transaction.atomic():
        return take(key, on=on, subject=("tests.decision", new_key()))


@action
def cancel(number: Number, reason: str, *, by: Actor, at: datetime) -> Number:
    return void(number, reason=reason, by=by, at=at)


def test_numbers_follow_each_other(decisions: Series) -> None:
    assert [take_one().text for _ in range(3)] == ["01/2020/QĐ-UBND", "02/2020/QĐ-UBND", "03/2020/QĐ-UBND"]


def test_the_width_is_a_least(decisions: Series) -> None:
    Series.objects.update(last=99)

    assert take_one().text == "100/2020/QĐ-UBND"


def test_each_year_starts_again_and_keeps_the_pattern(decisions: Series) -> None:
    take_one()

    assert take_one(date(2021, 1, 4)).text == "01/2021/QĐ-UBND"
    assert take_one(date(2020, 12, 31)).text == "02/2020/QĐ-UBND"
    assert take_one(date(2023, 1, 3)).text == "01/2023/QĐ-UBND"


def test_a_year_before_the_first_has_no_series(decisions: Series) -> None:
    with pytest.raises(Invalid, match="Chưa mở sổ"):
        take_one(date(2019, 5, 6))

    assert not Number.objects.exists()


def test_a_series_that_nobody_opened_gives_no_number(db: None) -> None:
    with pytest.raises(Invalid, match="Chưa mở sổ"):
        take_one(key="không có")

    assert not Series.objects.exists()


def test_a_pattern_without_a_number_is_refused(db: None) -> None:
    with pytest.raises(Invalid, match=r"\{number\}"):
        open_series("x", year=2020, pattern="QĐ-UBND")

    assert not Series.objects.exists()


def test_a_number_is_taken_in_one_statement(decisions: Series, django_assert_num_queries: Any) -> None:
    with transaction.atomic(), django_assert_num_queries(1):
        take(DECISIONS, on=MONDAY, subject=("tests.decision", new_key()))


def test_an_action_that_fails_takes_no_number(decisions: Series) -> None:
    with transaction.atomic():
        take(DECISIONS, on=MONDAY, subject=("tests.decision", new_key()))
        transaction.set_rollback(True)

    assert take_one().ordinal == 1


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_number_is_taken() -> None:
    open_series(DECISIONS, year=2020, pattern="{number}")

    with pytest.raises(RuntimeError, match="inside an action"):
        take(DECISIONS, on=MONDAY, subject=("tests.decision", new_key()))

    assert Series.objects.get().last == 0


@pytest.mark.django_db(transaction=True)
def test_a_number_that_is_not_used_says_why_and_is_not_given_again() -> None:
    open_series(DECISIONS, year=2020, pattern="{number}")
    number = take_one()

    cancel(number, "  ký hỏng  ", by=SYSTEM, at=MORNING)

    number.refresh_from_db()
    assert (number.state, number.reason) == ("unused", "ký hỏng")
    assert Act.objects.get().detail == {"number": "1", "reason": "ký hỏng"}
    assert take_one().ordinal == 2
    assert unaccounted() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("reason", "twice", "refusal", "says"),
    [("   ", False, Invalid, "lý do"), ("ký hỏng", True, WrongState, "đã được ghi")],
)
def test_a_number_is_voided_once_and_with_a_reason(
    reason: str, *, twice: bool, refusal: type[Exception], says: str
) -> None:
    open_series(DECISIONS, year=2020, pattern="{number}")
    number = take_one()
    if twice:
        cancel(number, reason, by=SYSTEM, at=MORNING)
    acts = Act.objects.count()

    with pytest.raises(refusal, match=says):
        cancel(number, reason, by=SYSTEM, at=MORNING)

    assert Act.objects.count() == acts


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("number_once", {"ordinal": 1}),
        ("number_from_one", {"ordinal": 0}),
        ("number_unused_has_reason", {"ordinal": 2, "state": "unused"}),
        ("number_unused_has_reason", {"ordinal": 2, "reason": "dư"}),
    ],
)
def test_the_database_refuses(decisions: Series, constraint: str, values: dict[str, Any]) -> None:
    first = take_one()
    row = {"series": decisions, "text": "?", "taken_on": MONDAY, "subject_kind": "x", "subject_id": new_key()}

    with pytest.raises(IntegrityError, match=constraint):
        Number.objects.create(**row | values)

    assert first.ordinal == 1


@pytest.mark.parametrize("change", ["DELETE FROM numbering_number", "UPDATE numbering_number SET text = 'x'"])
def test_a_number_never_changes(decisions: Series, change: str) -> None:
    take_one()

    with pytest.raises(DatabaseError, match="never changed"), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_series_is_once_a_year(decisions: Series) -> None:
    with pytest.raises(IntegrityError, match="series_once_a_year"):
        Series.objects.create(key=DECISIONS, year=2020, pattern="{number}")


def test_a_lost_number_is_found(decisions: Series) -> None:
    take_one()
    Series.objects.update(last=3)

    assert unaccounted() == [(DECISIONS, 2020, 2), (DECISIONS, 2020, 3)]


def test_the_application_may_only_say_that_a_number_is_not_used(db: None, settings: Any) -> None:
    role = settings.APP_ROLE or pytest.skip("one role serves for both: only the trigger protects")
    with connection.cursor() as cursor:
        for column, allowed in [("state", True), ("reason", True), ("text", False), ("ordinal", False)]:
            cursor.execute(
                "SELECT has_column_privilege(%s, 'numbering_number', %s, 'UPDATE')", [role, column]
            )
            assert cursor.fetchone() == (allowed,), column
        cursor.execute("SELECT has_table_privilege(%s, 'numbering_number', 'DELETE')", [role])
        assert cursor.fetchone() == (False,)


def write(outcomes: list[bool]) -> None:
    """Take a number for each outcome; False is a transaction that fails after the number was taken."""
    try:
        for number, outcome in enumerate(outcomes):
            year = 2020 + number % 2
            with transaction.atomic():
                take(DECISIONS, on=date(year, 1, 6), subject=("tests.decision", new_key()))
                transaction.set_rollback(not outcome)
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@drawn(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.booleans(), max_size=12), min_size=4, max_size=4))
def test_several_writers_leave_no_gap_and_no_double(writers: list[list[bool]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE numbering_series CASCADE")
    open_series(DECISIONS, year=2020, pattern="{number}")
    threads = [threading.Thread(target=write, args=[outcomes]) for outcomes in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for parity in (0, 1):
        kept = sum(outcome for outcomes in writers for outcome in outcomes[parity::2])
        taken = Number.objects.filter(series__year=2020 + parity).order_by("ordinal")
        assert [number.ordinal for number in taken] == list(range(1, kept + 1))
    assert unaccounted() == []
