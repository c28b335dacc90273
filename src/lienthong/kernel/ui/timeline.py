"""What happened, newest first: acts as people read them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.files import NO_FILES, Files


@dataclass(frozen=True, slots=True)
class Note:
    """What stands under an act: a sentence, and the files that came with it."""

    words: type_of_reason = ""
    files: Files = NO_FILES


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a timeline: who, as printed at that moment, did what, when."""

    words: str
    name: str
    post: str
    unit: str
    at: datetime
    act_id: UUID
    recorded_at: datetime | None = None
    note: type_of_reason = ""
    files: Files = NO_FILES
    revoked: bool = False

    @property
    def entered_later(self) -> bool:
        """Whether it was written down on a later day than it was done: then both moments are shown."""
        return self.recorded_at is not None and (self.recorded_at - self.at).total_seconds() > 3600


def moments(acts: Iterable[Act], notes: Mapping[UUID, Note] | None = None) -> list[Moment]:
    """Return the lines for these acts in their order; `notes` gives what stands under an act.

    Without a sentence there, the act's own `note` or `reason` in its detail is shown. A revoked act is marked.
    """
    known = list(acts)
    revoked = {act.revokes for act in known if act.revokes}
    return [_line(act, (notes or {}).get(act.id, Note()), revoked=act.id in revoked) for act in known]


def _line(act: Act, note: Note, *, revoked: bool) -> Moment:
    own = act.detail.get("note") or act.detail.get("reason") or ""
    return Moment(
        words=verbs.read(act.verb),
        name=act.actor_name,
        post=act.actor_post,
        unit=act.actor_unit,
        at=act.at,
        act_id=act.id,
        recorded_at=act.recorded_at,
        note=note.words or str(own),
        files=note.files,
        revoked=revoked,
    )
