"""What came since an account last looked: by sitting, for itself alone."""

from datetime import UTC, datetime, timedelta

import pytest

from lienthong.kernel.keys import new_key
from lienthong.kernel.ui.looks import SITTING, Seen, look
from lienthong.kernel.ui.models import Look

MONDAY = datetime(2012, 3, 5, 8, tzinfo=UTC)
SOON = timedelta(minutes=5)
pytestmark = pytest.mark.django_db


def test_the_first_look_has_none_before():
    assert look(new_key(), "targets", 10, at=MONDAY) is None


def test_the_next_sitting_sees_what_came_since():
    account = new_key()
    look(account, "targets", 10, at=MONDAY)

    assert look(account, "targets", 25, at=MONDAY + SITTING) == Seen(10, MONDAY)


def test_to_come_back_in_the_same_sitting_loses_nothing():
    account, tuesday = new_key(), MONDAY + timedelta(days=1)
    look(account, "targets", 10, at=MONDAY)
    look(account, "targets", 25, at=tuesday)

    assert look(account, "targets", 26, at=tuesday + SOON) == Seen(10, MONDAY)
    assert Look.objects.get().size == 26


def test_another_account_and_another_page_know_nothing_of_it():
    account = new_key()
    look(account, "targets", 10, at=MONDAY)

    assert look(new_key(), "targets", 10, at=MONDAY + SITTING) is None
    assert look(account, "tasks", 10, at=MONDAY + SITTING) is None
    assert look(None, "targets", 10, at=MONDAY) is None
