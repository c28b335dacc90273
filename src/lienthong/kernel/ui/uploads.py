"""Uploads: files are kept as soon as they are chosen, and wait for their form; a lost session loses none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.models import Act
from lienthong.kernel.letters import can_be_kept
from lienthong.kernel.refusals import Invalid, Missing
from lienthong.kernel.ui.models import Upload
from lienthong.kernel.vault.attaching import File

KEPT: Final = timedelta(days=14)
MOST: Final = 100
LONGEST_NAME: Final = 200
_USED: Final = Exists(Act.objects.filter(id=OuterRef("key")))
# Said as text: every form that becomes an act says this, and most have nothing to drop.
_DROP_WAITING: Final = """
DELETE FROM ui_upload WHERE account_id = %s AND form = %s AND field = %s
    AND NOT EXISTS (SELECT FROM acts_act WHERE acts_act.id = ui_upload.key)
"""


@dataclass(slots=True)
class Tray:
    """Where the files of one field of one form lie for one account; `chosen` are those that the form sent."""

    account_id: UUID
    form: str
    field: str
    chosen: list[UUID] | None = None

    def __post_init__(self) -> None:
        for name in (self.form, self.field):
            if not name or len(name) > LONGEST_NAME or not can_be_kept(name):
                raise Invalid(_("Không nhận được tệp cho biểu mẫu này; hãy tải lại trang."))

    def waiting(self) -> QuerySet[Upload]:
        """Return what was kept and not sent: the key of a form that was sent is an act's."""
        return self._own().exclude(_USED).select_related("blob").order_by("id")

    def keep(self, file: File) -> Upload:
        """Lay a file in the tray. Refuses when this account has too many that were never sent."""
        if Upload.objects.filter(account_id=self.account_id).exclude(_USED).count() >= MOST:
            raise Invalid(_("Anh/chị đang có quá nhiều tệp đã tải lên mà chưa gửi; hãy bỏ bớt."))
        return Upload.objects.create(
            account_id=self.account_id, form=self.form, field=self.field, name=file.name, blob=file.blob
        )

    def choose(self, tokens: Iterable[str]) -> list[Upload]:
        """Take out what the form names. Raises `Invalid` for what is not in this tray: it is another's, or gone."""
        wanted = list(dict.fromkeys(tokens))
        if not wanted:
            self.chosen = []
            return []
        keys = [UUID(token) for token in wanted if _is_key(token)]
        found = list(self._own().filter(pk__in=keys).select_related("blob").order_by("id"))
        self.chosen = [upload.pk for upload in found]
        if len(found) < len(wanted):
            raise Invalid(_("Có tệp không còn được giữ; hãy chọn lại tệp."))
        return found

    def add(self, file: File) -> None:
        """Keep a file that came with the form itself, and choose it: should the form be refused, it is not lost."""
        self.chosen = [*(self.chosen or ()), self.keep(file).pk]

    def claim(self, key: UUID) -> None:
        """Write the key of the form on what it sends. Raises `Invalid` for what another form has sent before."""
        if not self.chosen:
            return
        chosen = self._own().filter(pk__in=self.chosen)
        if chosen.exclude(key=key).filter(_USED).exists():
            raise Invalid(_("Có tệp đã được gửi ở lần trước; hãy bỏ hoặc chọn lại tệp."))
        chosen.update(key=key)

    def clear(self) -> None:
        """Drop what the form left behind once it became an act."""
        with connection.cursor() as cursor:
            cursor.execute(_DROP_WAITING, [self.account_id, self.form, self.field])

    def _own(self) -> QuerySet[Upload]:
        return Upload.objects.filter(account_id=self.account_id, form=self.form, field=self.field)


def discard(account_id: UUID, upload_id: UUID) -> None:
    """Drop a file of one's own; a stranger's is not there. Raises `Missing`."""
    deleted, _tables = Upload.objects.filter(pk=upload_id, account_id=account_id).delete()
    if not deleted:
        raise Missing


def forget(*, before: datetime) -> None:
    """Drop what was kept before a moment; the bytes stay with what they are attached to."""
    Upload.objects.filter(kept_at__lt=before).delete()


def _is_key(token: str) -> bool:
    try:
        UUID(token)
    except ValueError:
        return False
    return True
