"""The answer that carries a file: whoever asks for it was asked before whether they may."""

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from lienthong.kernel.refusals import NotAllowed
from lienthong.kernel.vault.attaching import last_scan
from lienthong.kernel.vault.kinds import kind_of
from lienthong.kernel.vault.models import Attachment, Blob, Finding
from lienthong.kernel.vault.reading import read


def download(attachment: Attachment, *, inline: bool = False) -> StreamingHttpResponse:
    """Return the file under its own name (RFC 5987). Only kinds that cannot act are shown by the browser.

    The length is said, so a file that turns out damaged breaks off and is not mistaken for whole.
    Raises `NotAllowed` for a file in which a threat was found.
    """
    _refuse_infected(attachment.blob)
    kind = kind_of(attachment.name)
    shown = inline and kind is not None and kind.inline
    response = StreamingHttpResponse(
        read(attachment.blob), content_type=kind.media_type if kind else "application/octet-stream"
    )
    response["Content-Disposition"] = content_disposition_header(not shown, attachment.name) or "attachment"
    response["Content-Length"] = str(attachment.blob.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{attachment.blob.sha256}"'
    return response


def _refuse_infected(blob: Blob) -> None:
    """Whoever may see it: a threat that was found after it was kept stays inside."""
    scan = last_scan(blob)
    if scan is not None and scan.finding == Finding.INFECTED:
        raise NotAllowed(_("Tệp có mã độc (%(threat)s) nên không mở được.") % {"threat": scan.detail})
