"""Files of people between being looked at and being carried out; a large one is carried out as long work."""

from pathlib import Path
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.access.policies import keeps_people
from lienthong.directory.importing.carrying import carry_out
from lienthong.directory.importing.planning import Plan
from lienthong.directory.importing.template import SHEETS
from lienthong.directory.sheets.shape import Lines
from lienthong.directory.sheets.showing import report
from lienthong.directory.sheets.waiting import kept
from lienthong.directory.sheets.workbook import lines_of
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import AlreadyDone
from lienthong.kernel.ui.lists import Reader
from lienthong.kernel.ui.models import Work
from lienthong.kernel.ui.works import Progress, begin

AT_ONCE: Final = 1000  # lines that a page carries out itself
KIND: Final = "access.import_people"
FORM: Final = "access.people_file"


def begin_work(upload_id: UUID, lines: Lines, *, mark: str, key: UUID, by: Actor) -> Work:
    """Let the worker carry out what was shown; the key of the form is the key of its act."""
    asked = {"upload": str(upload_id), "mark": mark, "key": str(key), "rows": len(lines.lines)}
    title = _("Nhập tệp %(name)s") % {"name": lines.name}
    return begin(KIND, title=title, asked=asked, by=by)


def carry_out_work(work: Work, reader: Reader, progress: Progress, folder: Path) -> str:
    """Carry out a file as it was shown, and leave what was done as a table. Twice does it once."""
    keeps_people(reader.by).or_raise()
    total = int(work.asked["rows"])
    progress.told(0, total)
    lines = lines_of(kept(reader.by, FORM, UUID(work.asked["upload"])), SHEETS)
    try:
        plan: Plan = carry_out(
            lines, mark=work.asked["mark"], by=reader.by, at=reader.at, key=UUID(work.asked["key"])
        )
    except AlreadyDone:
        return ""
    progress.told(total, total)
    name = f"{work.pk}.csv"
    (folder / name).write_text("".join(report(plan)), encoding="utf-8")
    return name
