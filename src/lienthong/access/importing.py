"""Files of people between being looked at and being carried out; a large one is carried out as long work."""

from pathlib import Path
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.access.policies import keeps_people
from lienthong.directory.importing.carrying import carry_out
from lienthong.directory.importing.planning import Plan
from lienthong.directory.importing.shape import Lines
from lienthong.directory.importing.showing import report
from lienthong.directory.importing.workbook import lines_of
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import AlreadyDone, Invalid, Missing
from lienthong.kernel.ui.lists import Reader
from lienthong.kernel.ui.models import Upload, Work
from lienthong.kernel.ui.uploads import Tray
from lienthong.kernel.ui.works import Progress, begin
from lienthong.kernel.vault.attaching import File

AT_ONCE: Final = 1000  # lines that a page carries out itself
KIND: Final = "access.import_people"
FORM: Final = "access.people_file"


def keep(by: Actor, file: File) -> Upload:
    """Keep the file for this account until it is carried out; the one before it is let go."""
    tray = _tray(by)
    tray.clear()
    return tray.keep(file)


def kept(by: Actor, upload_id: UUID) -> File:
    """Return a file that this account has kept. Raises `Missing`: a stranger's is not there."""
    try:
        (upload,) = _tray(by).choose([str(upload_id)])
    except Invalid:
        raise Missing(_("Tệp này không còn được giữ; hãy gửi lại tệp.")) from None
    return File(upload.name, upload.blob)


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
    lines = lines_of(kept(reader.by, UUID(work.asked["upload"])))
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


def _tray(by: Actor) -> Tray:
    if by.account_id is None:
        raise Missing
    return Tray(by.account_id, FORM, "file")
