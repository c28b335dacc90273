"""The key of a form: its own sender is told that it is done, anybody else that it cannot be used."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.acts.models import Act, Installation
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.acts.tests.offices import CLERK, MONDAY
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import AlreadyDone, Invalid, Missing, NotAllowed, Refused, WrongState

pytestmark = pytest.mark.django_db
ANOTHER = replace(CLERK, name="Trần Văn Khác", account_id=new_key())
THING, OTHER = new_key(), new_key()


@action
def stamp(thing: UUID, *, verb: str = "test.stamp", by: Actor, at: datetime) -> Act:
    """Leave a mark on a thing; nothing here says that it was there before."""
    return record(verb, subject=("test.thing", thing), by=by, at=at)


@action
def move(thing: UUID, *, to: UUID, by: Actor, at: datetime) -> Act:
    return record("test.move", subject=("test.thing", to), by=by, at=at, detail={"from": str(thing)})


@action
def refuse(thing: object, *, refusal: Refused, by: Actor, at: datetime) -> None:
    raise refusal


@pytest.fixture
def key() -> UUID:
    """Return the key with which the clerk put a stamp on a thing."""
    return stamp(THING, by=CLERK, at=MONDAY, key=new_key()).id


def nothing_else_recorded() -> bool:
    return Act.objects.exclude(verb="test.seen").count() == 1


def seen(thing: UUID) -> None:
    stamp(thing, verb="test.seen", by=CLERK, at=MONDAY)


def test_sent_twice_it_is_done(key: UUID) -> None:
    with pytest.raises(AlreadyDone) as again:
        stamp(THING, by=CLERK, at=MONDAY, key=key)
    assert again.value.act_id == key
    assert nothing_else_recorded()


@pytest.mark.parametrize(
    "refusal", [WrongState("đã xong"), NotAllowed("không còn"), Missing(), Invalid("sai")]
)
def test_a_sending_that_is_refused_by_now_is_done(key: UUID, refusal: Refused) -> None:
    with pytest.raises(AlreadyDone):
        refuse(THING, refusal=refusal, by=CLERK, at=MONDAY, key=key)


@pytest.mark.parametrize(
    "send",
    [
        pytest.param(lambda key: stamp(THING, by=ANOTHER, at=MONDAY, key=key), id="another account"),
        pytest.param(lambda key: stamp(THING, by=SYSTEM, at=MONDAY, key=key), id="the system"),
        pytest.param(
            lambda key: refuse(THING, refusal=WrongState("đã xong"), by=ANOTHER, at=MONDAY, key=key),
            id="another account, refused besides",
        ),
        pytest.param(
            lambda key: stamp(THING, verb="test.tear", by=CLERK, at=MONDAY, key=key), id="another verb"
        ),
        pytest.param(
            lambda key: refuse(OTHER, refusal=WrongState("đã xong"), by=CLERK, at=MONDAY, key=key),
            id="another thing",
        ),
        pytest.param(lambda key: stamp(OTHER, by=CLERK, at=MONDAY, key=key), id="another thing, not refused"),
    ],
)
def test_the_key_of_something_else_cannot_be_used(key: UUID, send: Callable[[UUID], object]) -> None:
    seen(OTHER)

    with pytest.raises(WrongState, match=r"Biểu mẫu này đã được dùng; hãy tải lại trang\."):
        send(key)
    assert nothing_else_recorded()


@pytest.mark.parametrize("refusal", [Missing(), NotAllowed("Chưa được giao quyền này.")])
def test_who_may_not_hears_nothing_of_the_key(key: UUID, refusal: Refused) -> None:
    with pytest.raises(type(refusal), match=str(refusal.reason)):
        refuse(THING, refusal=refusal, by=ANOTHER, at=MONDAY, key=key)


def test_a_key_that_is_free_changes_no_refusal() -> None:
    with pytest.raises(Invalid, match="sai"):
        refuse(THING, refusal=Invalid("sai"), by=CLERK, at=MONDAY, key=new_key())


def test_an_act_about_something_else_that_names_the_thing_is_its_own() -> None:
    seen(THING)
    key = move(THING, to=OTHER, by=CLERK, at=MONDAY, key=new_key()).id

    with pytest.raises(AlreadyDone):
        move(THING, to=OTHER, by=CLERK, at=MONDAY, key=key)


@action
def mark(act: Act, *, by: Actor, at: datetime) -> Act:
    return record("test.mark", subject=act, by=by, at=at)


@pytest.mark.parametrize(
    "thing", [Act(id=THING), Installation(id=1), "chữ"], ids=["same", "kind", "no thing"]
)
def test_a_thing_that_is_the_same_or_not_to_be_compared_is_done(thing: object) -> None:
    key = mark(Act(id=THING), by=CLERK, at=MONDAY, key=new_key()).id

    with pytest.raises(AlreadyDone):
        refuse(thing, refusal=Invalid("sai"), by=CLERK, at=MONDAY, key=key)


def test_another_thing_of_the_same_kind_is_not_done() -> None:
    key = mark(Act(id=THING), by=CLERK, at=MONDAY, key=new_key()).id

    with pytest.raises(WrongState, match="hãy tải lại trang"):
        refuse(Act(id=OTHER), refusal=Invalid("sai"), by=CLERK, at=MONDAY, key=key)
