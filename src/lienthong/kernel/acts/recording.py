"""The one way an act is written: `@action` opens the transaction, `record` notes, the end writes all at once."""

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import models, transaction
from django.db.utils import IntegrityError

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.canonical import is_plain
from lienthong.kernel.acts.leaves import LEAF_VERSION, leaf_of, seal_personal
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.moments import now
from lienthong.kernel.acts.repeating import answer_to
from lienthong.kernel.acts.writing import Leaf, write
from lienthong.kernel.jobs.queue import defer
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Refused

P = ParamSpec("P")
R = TypeVar("R")
Detail = Mapping[str, Any]


@dataclass
class Recording:
    """The acts of one transaction, in the order they happened; the first takes the key of the form."""

    key: UUID | None
    leaves: list[Leaf] = field(default_factory=list)

    def next_key(self) -> UUID:
        return self.key if self.key and not self.leaves else new_key()


_recording: ContextVar[Recording | None] = ContextVar("recording", default=None)
_replaying: ContextVar[bool] = ContextVar("replaying", default=False)


def action(function: Callable[P, R]) -> Callable[..., R]:
    """Make a function one act: may I, may it, change, record, tell; in the only transaction.

    The function takes keyword-only `by: Actor` and `at: datetime`. Callers may pass `key`, the UUID of their form:
    sent twice, the second raises `AlreadyDone`; a key of another sender, or of another thing, is refused. A
    refusal leaves nothing behind.
    """
    _check_signature(function)

    @functools.wraps(function)
    def perform(*args: Any, key: UUID | None = None, **kwargs: Any) -> R:
        recording = Recording(key)
        try:
            with transaction.atomic(durable=True), _record_into(recording):
                result = function(*args, **kwargs)
                _finish(recording)
                return result
        except (Refused, IntegrityError) as failure:
            answer = _answer_to(failure, recording, args, kwargs)
            if answer is failure:
                raise
            raise answer from failure

    return perform


def part_of(act: Callable[..., R]) -> Callable[..., R]:
    """Return what an action does without its own transaction, for an action that is made of several.

    One transaction holds all of them, and their acts are written together when it ends.
    """
    doing: Callable[..., R] = inspect.unwrap(act)
    return doing


@contextmanager
def rehearsal() -> Iterator[None]:
    """Do parts of actions to see what they would do: whatever they change is rolled back, nothing is recorded."""
    with transaction.atomic(), _record_into(Recording(None)):
        yield
        transaction.set_rollback(True)


def record(
    verb: str,
    *,
    subject: models.Model | tuple[str, UUID],
    by: Actor,
    at: datetime,
    case_id: UUID | None = None,
    detail: Detail | None = None,
    personal: dict[str, Any] | None = None,
    revokes: UUID | None = None,
    done_at: datetime | None = None,
) -> Act:
    """Note an act; it is written with the others when the action ends.

    `detail` holds text, whole numbers, booleans, lists and objects, and no personal data (that is `personal`, which
    can be erased); whoever gave it does not change it any more. `done_at` is for the few verbs that may be entered
    later than they were done. Raises `RuntimeError` outside an action.
    """
    recording = _recording.get()
    if recording is None:
        raise RuntimeError("an act is recorded inside an @action")
    kind, subject_id = _name_of(subject)
    salt, sealed = seal_personal(personal) if personal is not None else (b"", None)
    act = Act(
        id=recording.next_key(),
        verb=verb,
        subject_kind=kind,
        subject_id=subject_id,
        case_id=case_id,
        at=done_at or at,
        recorded_at=at if _replaying.get() else now(),
        detail=_without_floats(dict(detail or {})),
        personal_hash=sealed,
        revokes=revokes,
        leaf_version=LEAF_VERSION,
        **printed(by),
    )
    recording.leaves.append(Leaf(act, leaf_of(act), salt, personal))
    return act


@contextmanager
def replay() -> Iterator[None]:
    """Play history: `recorded_at` follows `at`. The database refuses it unless the installation is simulated."""
    token = _replaying.set(True)
    try:
        yield
    finally:
        _replaying.reset(token)


def is_replaying() -> bool:
    """Say whether history is being played: nobody is told of it, it happened long ago."""
    return _replaying.get()


@contextmanager
def _record_into(recording: Recording) -> Iterator[Recording]:
    token = _recording.set(recording)
    try:
        yield recording
    finally:
        _recording.reset(token)


def _answer_to(
    failure: Exception, recording: Recording, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Exception:
    if recording.key is None:
        return failure
    about = args[0] if args else None
    noted = recording.leaves[0].act if recording.leaves else None
    return answer_to(recording.key, failure, by=kwargs["by"], about=about, noted=noted)


def _finish(recording: Recording) -> None:
    if not recording.leaves:
        return
    write(recording.leaves)
    if not _replaying.get():  # history that is played again was told when it happened
        defer("tell", act_ids=[str(leaf.act.id) for leaf in recording.leaves])


def _check_signature(function: Callable[..., Any]) -> None:
    parameters = inspect.signature(function).parameters
    for name in ("by", "at"):
        if name not in parameters or parameters[name].kind is not inspect.Parameter.KEYWORD_ONLY:
            raise TypeError(f"{function.__qualname__} must take keyword-only `{name}`")


def _name_of(subject: models.Model | tuple[str, UUID]) -> tuple[str, UUID]:
    if isinstance(subject, tuple):
        return subject
    return subject._meta.label_lower, subject.pk


def printed(by: Actor) -> dict[str, Any]:
    """Return the columns of an act that say who acted, as printed now."""
    return {
        "actor_kind": str(by.kind),
        "account_id": by.account_id,
        "person_id": by.person_id,
        "post_id": by.post_id,
        "unit_id": by.unit_id,
        "delegation_id": by.delegation_id,
        "actor_name": by.name,
        "actor_post": by.post,
        "actor_unit": by.unit,
    }


def _without_floats(value: Any) -> Any:
    """Return the value as it will be read back; a float has no canonical twin in every reader."""
    if is_plain(value):
        return value
    if isinstance(value, dict):
        return {str(name): _without_floats(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without_floats(part) for part in value]
    if value is None or isinstance(value, str | bool | int):
        return value
    raise TypeError(f"an act's detail holds no {type(value).__name__}: {value!r}")
