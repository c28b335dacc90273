"""A file between being looked at and being carried out: kept for the account that sent it."""

from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import Invalid, Missing
from lienthong.kernel.ui.models import Upload
from lienthong.kernel.ui.uploads import Tray
from lienthong.kernel.vault.attaching import File


def keep(by: Actor, form: str, file: File) -> Upload:
    """Keep the file for this account until it is carried out; the one before it is let go."""
    tray = _tray(by, form)
    tray.clear()
    return tray.keep(file)


def kept(by: Actor, form: str, upload_id: UUID) -> File:
    """Return a file that this account has kept. Raises `Missing`: a stranger's is not there."""
    try:
        (upload,) = _tray(by, form).choose([str(upload_id)])
    except Invalid:
        raise Missing(_("Tệp này không còn được giữ; hãy gửi lại tệp.")) from None
    return File(upload.name, upload.blob)


def _tray(by: Actor, form: str) -> Tray:
    if by.account_id is None:
        raise Missing
    return Tray(by.account_id, form, "file")
