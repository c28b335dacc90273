"""The one act that writes rows of a catalogue: all of them, as they were looked at, or none."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.actions.facts import open_directory
from lienthong.directory.catalogue.planning import Plan, foresee
from lienthong.directory.catalogue.registry import Catalogue, Key
from lienthong.directory.revision import bump
from lienthong.directory.selectors.acts import acts_about
from lienthong.directory.sheets.carrying import agreed
from lienthong.directory.sheets.shape import Lines
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Stale

IMPORTED: Final = "directory.import_catalogue"
FILE: Final = "directory.catalogue_file"


@action
def import_entries(lines: Lines, catalogue: Catalogue, *, mark: str, by: Actor, at: datetime) -> Plan:
    """Do what the plan with this mark says. Returns the plan as it was carried out.

    Raises `NotAllowed`; `Moved` when the plan is another by now; `WrongRows` with every wrong cell; `WrongState`
    when nothing would change.
    """
    open_directory(by, may=catalogue.may)
    foreseen = foresee(catalogue, lines, by=by, day=local_day(at))
    plan = agreed(foreseen.plan, mark)
    subject = (FILE, UUID(hex=lines.sha256[:32]))
    detail = {"catalogue": catalogue.name, "sha256": lines.sha256, "counts": plan.counts}
    # A file may be called by somebody's name.
    record(IMPORTED, subject=subject, by=by, at=at, detail=detail, personal={"file": lines.name})
    foreseen.planned.write(by=by, at=at)
    bump()
    return plan


@action
def write_entry(
    lines: Lines, catalogue: Catalogue, *, key_parts: Key, seen: int | None, by: Actor, at: datetime
) -> Plan:
    """Write one entry, said on its page; refused when somebody wrote about it since the page was read.

    Raises as `import_entries`, and `Stale`.
    """
    open_directory(by, may=catalogue.may)
    if seen is not None and acts_about(catalogue.subjects(key_parts)).count() != seen:
        raise Stale(_("Thông tin này vừa được người khác cập nhật."))
    foreseen = foresee(catalogue, lines, by=by, day=local_day(at))
    plan = agreed(foreseen.plan, foreseen.plan.mark)
    foreseen.planned.write(by=by, at=at)
    bump()
    return plan
