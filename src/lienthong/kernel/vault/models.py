"""Bytes under their own hash, what they are attached to, what the scanner said. Rows never change."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.keys import new_key


class Blob(models.Model):
    """Bytes kept once; their name is their SHA-256."""

    sha256 = models.CharField(primary_key=True, max_length=64, db_comment="hex, lower case")
    size = models.BigIntegerField(db_comment="bytes")
    media_type = models.TextField(db_comment="as found in the content")
    stored_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="blob_hash"),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="blob_not_empty"),
        ]

    def __str__(self) -> str:
        return self.sha256


class Attachment(models.Model):
    """A file as people know it: a name, on a thing, put there by an act."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="attachments")
    name = models.TextField(db_comment="as given, without a path")
    subject_kind = models.TextField()
    subject_id = models.UUIDField()
    act_id = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "subject_kind"], name="attachment_subject"),
            models.Index(fields=["act_id"], name="attachment_act"),
        ]

    def __str__(self) -> str:
        return self.name


class Finding(models.TextChoices):
    CLEAN = "clean", _("Không phát hiện mã độc")
    INFECTED = "infected", _("Có mã độc")
    NOT_SCANNED = "not_scanned", _("Chưa quét được mã độc")


class Scan(models.Model):
    """One look of one scanner at a blob; the last one counts."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="scans")
    finding = models.TextField(choices=Finding)
    scanner = models.TextField(db_comment="which one; a twin says that it is simulated")
    detail = models.TextField(db_comment="the threat's name, or why it could not be scanned")
    scanned_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["blob", "-scanned_at"], name="scan_latest")]

    def __str__(self) -> str:
        return f"{self.finding} {self.blob_id}"

    @property
    def simulated(self) -> bool:
        """Whether a twin looked: it says so in its version."""
        return "simulated" in self.scanner
