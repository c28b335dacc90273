"""Evidence: files that came with an entered figure. Whoever may see the figure may read them."""

from uuid import UUID

from lienthong.kernel.refusals import Missing
from lienthong.kernel.vault.models import Attachment
from lienthong.measures.models import Entry


def evidence_of(code: str, file_id: UUID) -> Attachment:
    """Return one file of an indicator's figures. Raises `Missing`: that of another indicator is not there."""
    entries = Entry.objects.filter(definition__code=code).values("pk")
    kind = Entry._meta.label_lower
    found = Attachment.objects.filter(pk=file_id, subject_kind=kind, subject_id__in=entries)
    attachment = found.select_related("blob").first()
    if attachment is None:
        raise Missing
    return attachment
