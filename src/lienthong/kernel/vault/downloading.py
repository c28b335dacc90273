"""The answer that carries a file: whoever asks for it was asked before whether they may."""

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from lienthong.kernel.vault.kinds import kind_of
from lienthong.kernel.vault.models import Attachment
from lienthong.kernel.vault.reading import read


def download(attachment: Attachment, *, inline: bool = False) -> StreamingHttpResponse:
    """Return the file under its own name (RFC 5987). Only kinds that cannot act are shown by the browser.

    The length is said, so a file that turns out damaged breaks off and is not mistaken for whole.
    """
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
