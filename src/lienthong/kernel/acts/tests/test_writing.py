"""More acts than one statement can carry are written all the same, or not at all."""

from datetime import datetime

import pytest

from lienthong.kernel.acts import writing
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.acts.tests.offices import CLERK, MONDAY
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid

pytestmark = pytest.mark.django_db
MANY = 65_535 // len(writing.COLUMNS) + 1


@action
def note_many(number: int, *, spoilt: bool = False, by: Actor, at: datetime) -> None:
    for index in range(number):
        personal = {"name": "A"} if index % 2 else None
        record("test.note", subject=("test.thing", new_key()), by=by, at=at, personal=personal)
    if spoilt:
        raise Invalid("spoilt")


def test_a_transaction_has_as_many_acts_as_it_needs() -> None:
    note_many(MANY, by=CLERK, at=MONDAY)

    assert Act.objects.count() == MANY
    assert Act.objects.filter(personal_hash__isnull=False).count() == MANY // 2


def test_a_refusal_leaves_none_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "TOGETHER", 2)

    with pytest.raises(Invalid):
        note_many(5, spoilt=True, by=CLERK, at=MONDAY)
    assert not Act.objects.exists()
