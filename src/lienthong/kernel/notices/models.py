"""What an account was told, whether it was read, and what of it the account wants sent elsewhere."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key


class Weight(models.IntegerChoices):
    """How much an act matters to who is told of it."""

    CHANGE = 1, _("thay đổi của việc tôi theo dõi")
    TURN = 2, _("đến lượt tôi xử lý")
    SAFETY = 3, _("an toàn tài khoản")


class Wish(models.TextChoices):
    """What leaves the house by the channels of an account; the page shows everything whatever is wished."""

    ALL = "all", _("Khi đến lượt tôi xử lý, và mọi thay đổi của việc tôi theo dõi")
    TURN = "turn", _("Chỉ khi đến lượt tôi xử lý")
    NONE = "none", _("Không gửi; tôi tự xem ở mục Thông báo")


class Notice(models.Model):
    """One act told to one account, once. The account is a key only: who that is, an upper area knows."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    account_id = models.UUIDField()
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.TextField()
    subject_id = models.UUIDField()
    case_id = models.UUIDField(null=True)
    weight = models.SmallIntegerField(choices=Weight.choices, default=Weight.TURN, db_default=Weight.TURN)
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


class Preference(models.Model):
    """By which channels an account wants to be told, and of what. Without a row: by all, of everything."""

    account_id = models.UUIDField(primary_key=True)
    email = models.BooleanField(default=True)
    sms = models.BooleanField(default=True)
    wish = models.TextField(choices=Wish.choices, default=Wish.ALL)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(wish__in=Wish.values), name="preference_wish_known")
        ]

    def __str__(self) -> str:
        return f"{self.wish} {self.account_id}"
