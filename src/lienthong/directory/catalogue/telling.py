"""How what happened to an entry is recorded, and how its values read."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from lienthong.directory.catalogue.columns import Column
from lienthong.directory.catalogue.registry import Catalogue, EntryStep, Subject
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import record
from lienthong.kernel.ui.formats import day_words

ENTERED: Final = "directory.enter_entry"
CHANGED: Final = "directory.change_entry"
CORRECTED: Final = "directory.correct_entry"
ENDED: Final = "directory.end_entry"


def record_steps(
    catalogue: Catalogue,
    steps: Iterable[EntryStep],
    subject_of: Callable[[EntryStep], Subject],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Record one act for each step, with what was so before and after, in codes."""
    for step in steps:
        key = dict(zip(catalogue.keys, step.row.key, strict=True)) if step.row else {}
        said = {
            "catalogue": catalogue.name,
            "key": key,
            "before": dict(step.before),
            "after": dict(step.after),
        }
        record(step.verb, subject=subject_of(step), by=by, at=at, detail=said | dict(step.told))


def codes_of(columns: Iterable[Column], values: Mapping[str, Any]) -> dict[str, str]:
    return {column.name: column.kind.code(values[column.name]) for column in columns}


def in_words(catalogue: Catalogue, name: str, code: str) -> str:
    """Return what a code in a column reads like for whoever looks at a plan."""
    if name in {"since", "until"}:
        return day_words(date.fromisoformat(code)) if code else ""
    kinds = {column.name: column.kind for column in catalogue.columns}
    return kinds[name].reads(code) if name in kinds else code
