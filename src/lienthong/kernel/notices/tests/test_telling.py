from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from lienthong.kernel.acts.models import Act
from lienthong.kernel.jobs.draining import drain
from lienthong.kernel.keys import new_key
from lienthong.kernel.notices.models import Notice, Weight
from lienthong.kernel.notices.recipients import Answer, Recipients, recipients
from lienthong.kernel.notices.telling import tell
from lienthong.kernel.notices.tests.conftest import CLERK, MONDAY, remind

pytestmark = pytest.mark.django_db(transaction=True)
HEAD, DEPUTY = new_key(), new_key()


def everybody(*accounts: UUID | None) -> Callable[[Act], list[UUID]]:
    return lambda _act: [account for account in accounts if account]


@pytest.fixture
def register() -> Recipients:
    made = Recipients()
    made.register("notices_test.", everybody(HEAD, CLERK.account_id))
    made.register("notices_test.remind", everybody(HEAD, DEPUTY))
    made.register("another.", everybody(new_key()))
    return made


def test_everybody_named_is_told_once_and_never_the_one_who_did_it(register: Recipients) -> None:
    act = remind(new_key())

    tell([act.id], register=register)

    assert set(Notice.objects.values_list("account_id", flat=True)) == {HEAD, DEPUTY}
    assert set(Notice.objects.values_list("act_id", "created_at")) == {(act.id, act.recorded_at)}


def test_the_greatest_weight_counts_and_of_safety_even_who_did_it_is_told(register: Recipients) -> None:
    register.register("notices_test.", everybody(HEAD, CLERK.account_id), Weight.SAFETY)
    register.register("notices_test.", everybody(HEAD), Weight.CHANGE)

    tell([remind(new_key()).id], register=register)

    assert dict(Notice.objects.values_list("account_id", "weight")) == {
        HEAD: Weight.SAFETY,
        CLERK.account_id: Weight.SAFETY,
        DEPUTY: Weight.TURN,
    }


def test_told_twice_is_told_once(register: Recipients) -> None:
    act = remind(new_key())
    tell([act.id], register=register)
    Notice.objects.filter(account_id=HEAD).update(read_at=MONDAY)

    tell([act.id], register=register)

    assert Notice.objects.count() == 2
    assert Notice.objects.get(account_id=HEAD).read_at == MONDAY, "what was read stays read"


def test_an_act_that_nobody_asked_about_tells_nobody() -> None:
    assert tell([remind(new_key()).id, new_key()], register=Recipients()) == 0


def test_many_acts_are_told_in_few_statements(register: Recipients, django_assert_num_queries: Any) -> None:
    acts = [remind(new_key()).id for _ in range(5)]

    with transaction.atomic(), django_assert_num_queries(2 + 2):  # and a savepoint with its release
        tell(acts, register=register)

    assert Notice.objects.count() == 10


@pytest.mark.as_it_happens
def test_an_action_is_told_by_the_worker_after_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    monkeypatch.setattr(recipients, "answers", [Answer("notices_test.", everybody(HEAD))])

    act = remind(new_key())

    assert not Notice.objects.exists(), "the action itself tells nobody"
    drain()
    assert Notice.objects.get().act_id == act.id
    assert ProcrastinateJob.objects.get(task_name="tell").status == "succeeded"


def test_the_database_refuses_a_second_notice(register: Recipients) -> None:
    tell([remind(new_key()).id], register=register)
    told = Notice.objects.values("account_id", "act_id", "subject_kind", "subject_id", "created_at")[0]

    with pytest.raises(IntegrityError, match="notice_once"):
        Notice.objects.create(**told)
