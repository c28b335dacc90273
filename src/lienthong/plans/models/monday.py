from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models import Unit
from lienthong.kernel.keys import new_key


class Part(models.TextChoices):
    """The parts of a Monday page, in the order they are spoken of."""

    DUE = "due", _("Đến hạn tuần này")
    WAITING = "waiting", _("Chờ lãnh đạo")
    ASKED = "asked", _("Lần trước hỏi lại")
    LATE = "late", _("Cơ quan đang chậm")
    MOVED = "moved", _("Số liệu thay đổi")
    OTHER = "other", _("Việc khác")


class MondayPage(models.Model):
    """The page of one Monday as it was kept before the meeting; another edition stands beside it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Cơ quan"))
    monday = models.DateField(verbose_name=_("Thứ Hai"))
    edition = models.SmallIntegerField(verbose_name=_("Bản"))
    size = models.BigIntegerField(db_comment="acts known to the head from which its lines were made")
    as_of = models.DateTimeField(db_comment="when that head was signed")
    note = models.TextField(blank=True, verbose_name=_("Ghi chú"))
    kept_by = models.TextField(db_comment="name as printed at that moment")
    kept_at = models.DateTimeField()
    act_id = models.UUIDField()

    class Meta:
        ordering = ["-monday", "-edition"]
        constraints = [models.UniqueConstraint("unit", "monday", "edition", name="mondaypage_edition_once")]

    def __str__(self) -> str:
        return f"{self.monday:%d/%m/%Y}, {self.edition}"


class MondayLine(models.Model):
    """A line as it read then: its words, where they led, and what was decided about it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    page = models.ForeignKey(MondayPage, models.PROTECT, related_name="lines")
    part = models.TextField(choices=Part.choices)
    ordinal = models.SmallIntegerField()
    text = models.TextField()
    detail = models.TextField(blank=True)
    address = models.TextField(blank=True)
    kind = models.TextField(
        blank=True, db_comment="what it is about: tasks.task, plans.target, directory.unit"
    )
    subject = models.UUIDField(null=True)
    generated = models.BooleanField(db_comment="made from the ledger; otherwise written by hand")
    struck = models.BooleanField(default=False)
    asked = models.BooleanField(default=False, db_comment="to be asked about again the next Monday")

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint("page", "ordinal", name="mondayline_ordinal_once")]

    def __str__(self) -> str:
        return self.text
