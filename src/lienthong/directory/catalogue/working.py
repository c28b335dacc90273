"""A large file of a catalogue, carried out as long work: begun by a page, left and returned to."""

from pathlib import Path
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.catalogue.carrying import IMPORTED, import_entries
from lienthong.directory.catalogue.planning import Plan
from lienthong.directory.catalogue.registry import Catalogue, catalogues
from lienthong.directory.sheets.shape import Lines
from lienthong.directory.sheets.showing import report
from lienthong.directory.sheets.waiting import kept
from lienthong.directory.sheets.workbook import lines_of
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import AlreadyDone
from lienthong.kernel.ui.lists import Reader
from lienthong.kernel.ui.models import Work
from lienthong.kernel.ui.works import Progress, begin, works

AT_ONCE: Final = 1000  # lines that a page carries out itself


def kept_as(catalogue: Catalogue) -> str:
    """Return the name under which files of a catalogue wait."""
    return f"directory.catalogue.{catalogue.name}"


def begin_work(
    catalogue: Catalogue, upload_id: UUID, lines: Lines, *, mark: str, key: UUID, by: Actor
) -> Work:
    """Let the worker carry out what was shown; the key of the form is the key of its act."""
    asked = {"catalogue": catalogue.name, "upload": str(upload_id), "mark": mark, "key": str(key)}
    title = _("Nhập tệp %(name)s") % {"name": lines.name}
    return begin(IMPORTED, title=title, asked={**asked, "rows": len(lines.lines)}, by=by)


def carry_out_work(work: Work, reader: Reader, progress: Progress, folder: Path) -> str:
    """Carry out a file as it was shown, and leave what was done as a table. Twice does it once."""
    catalogue, total = catalogues.called(work.asked["catalogue"]), int(work.asked["rows"])
    catalogue.may(reader.by).or_raise()
    progress.told(0, total)
    upload = kept(reader.by, kept_as(catalogue), UUID(work.asked["upload"]))
    lines = lines_of(upload, [catalogue.sheet])
    mark, key = work.asked["mark"], UUID(work.asked["key"])
    try:
        plan: Plan = import_entries(lines, catalogue, mark=mark, by=reader.by, at=reader.at, key=key)
    except AlreadyDone:
        return ""
    progress.told(total, total)
    name = f"{work.pk}.csv"
    (folder / name).write_text("".join(report(plan)), encoding="utf-8")
    return name


def register_work() -> None:
    works.register(IMPORTED, carry_out_work)
