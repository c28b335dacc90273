"""What an account was told, and whether it was read."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key


class Notice(models.Model):
    """One act told to one account, once. The account is a key only: who that is, an upper area knows."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    account_id = models.UUIDField()
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.TextField()
    subject_id = models.UUIDField()
    case_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(db_comment="when the act was recorded")
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "act"], name="notice_once")]
        indexes = [
            models.Index(fields=["account_id", "-created_at", "-id"], name="notice_list"),
            models.Index(fields=["account_id"], name="notice_unread", condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.act_id} → {self.account_id}"


class Delivery(models.Model):
    """A notice that left through a channel other than the page; the row keeps a job from sending twice."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.TextField()
    simulated = models.BooleanField(db_comment="it went to a twin, not to a person")
    sent_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once")]

    def __str__(self) -> str:
        return f"{self.channel} {self.notice_id}"
