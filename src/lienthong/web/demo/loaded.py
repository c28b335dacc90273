"""Files that were loaded: the same file twice is nothing new, another file in its place is refused."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import record
from lienthong.kernel.refusals import WrongState
from lienthong.web.demo.reading import rows, sha256


def is_loaded(verb: str, files: Sequence[str], into: type[models.Model]) -> bool:
    """Return whether these very files were loaded before.

    Raises `WrongState` when something else is already there: a loaded world changes by acts, not by files.
    """
    done = set(Act.objects.filter(verb=verb).values_list("subject_id", flat=True))
    if all(_key(name) in done for name in files):
        return True
    if done or into.objects.exists():  # type: ignore[attr-defined] # every model has its manager
        raise WrongState(_("Dữ liệu đã được nạp từ tệp khác; hãy cập nhật bằng thao tác trên danh bạ."))
    return False


def record_files(verb: str, files: Sequence[str], *, by: Actor, at: datetime) -> None:
    """Record one act for each file: its name, its SHA-256, how many rows it has."""
    kind = verb.split(".", maxsplit=1)[0]
    for name in files:
        detail = {"file": f"{name}.csv", "sha256": sha256(name), "rows": len(rows(name))}
        record(verb, subject=(f"{kind}.file", _key(name)), by=by, at=at, detail=detail)


def _key(name: str) -> UUID:
    return UUID(bytes=bytes.fromhex(sha256(name))[:16])
