"""A few acts are one statement, many are copied: all of them are written, as they were noted, or none."""

from datetime import datetime

import pytest

from lienthong.kernel.acts import writing
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.leaves import leaf_of
from lienthong.kernel.acts.models import Act, Pending, Personal
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.acts.tests.offices import CLERK, MONDAY
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import AlreadyDone, Invalid

pytestmark = pytest.mark.django_db
MANY = writing.FEW + 1
STRANGE = "tab\t, new\nline\r, back\\slash \\N \\., “ngoặc”, phường Bình Hưng ☃ 𝄞"


@action
def note_many(number: int, *, spoilt: bool = False, by: Actor, at: datetime) -> None:
    for index in range(number):
        personal = {"name": "A"} if index % 2 else None
        record("test.note", subject=("test.thing", new_key()), by=by, at=at, personal=personal)
    if spoilt:
        raise Invalid("spoilt")


@action
def say_strange_things(number: int, *, by: Actor, at: datetime) -> None:
    said = {"said": STRANGE, "list": [STRANGE, {"\\": None}], "number": 7, "so": True}
    for _index in range(number):
        record("test.note", subject=("test.thing", new_key()), by=by, at=at, detail=said, personal=said)


def test_a_transaction_has_as_many_acts_as_it_needs() -> None:
    note_many(MANY, by=CLERK, at=MONDAY)

    assert Act.objects.count() == MANY
    assert Act.objects.filter(personal_hash__isnull=False).count() == MANY // 2


def test_a_refusal_leaves_none_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "FEW", 2)

    with pytest.raises(Invalid):
        note_many(5, spoilt=True, by=CLERK, at=MONDAY)
    assert not Act.objects.exists()


def test_a_form_sent_twice_is_done_once_however_much_it_does() -> None:
    key = new_key()
    note_many(MANY, by=CLERK, at=MONDAY, key=key)

    with pytest.raises(AlreadyDone):
        note_many(MANY, by=CLERK, at=MONDAY, key=key)
    assert Act.objects.count() == MANY


@pytest.mark.parametrize("number", [1, MANY])
def test_what_is_written_has_the_leaf_it_was_noted_with(number: int) -> None:
    say_strange_things(number, by=CLERK, at=MONDAY)

    pending = {one.act_id: bytes(one.leaf) for one in Pending.objects.all()}
    assert len(pending) == number
    assert all(pending[act.id] == leaf_of(act) for act in Act.objects.all())
    personal = Personal.objects.all()
    assert {row.payload["said"] for row in personal} == {STRANGE}
