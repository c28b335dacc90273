"""What one account keeps for itself: views of lists, drafts of forms, looks, long work. Preferences, not acts."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.keys import new_key
from lienthong.kernel.vault.models import Blob


class SavedView(models.Model):
    """A name for filters, words searched and order of one list."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    account_id = models.UUIDField()
    list = models.TextField(db_comment="name of the listing")
    name = models.TextField()
    query = models.TextField(db_comment="query string without page")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account_id", "list", "name"], name="savedview_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Autosave(models.Model):
    """The last state of a form that was not sent; only its account reads it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    account_id = models.UUIDField()
    form = models.TextField(db_comment="name of the form, with the key of what it is about")
    payload = models.JSONField(db_comment='{"key": …, "fields": {name: [values]}}')
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "form"], name="autosave_form_once")]

    def __str__(self) -> str:
        return self.form


class Upload(models.Model):
    """A file that a form will bring, kept as soon as it was chosen; only this form of its account sends it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    account_id = models.UUIDField()
    form = models.TextField(db_comment="name of the form, as its draft has it")
    field = models.TextField()
    name = models.TextField(db_comment="as given, without a path")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(null=True, db_comment="of the form that sent it; when that is an act, it was used")
    kept_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["account_id", "form"], name="upload_of_form")]

    def __str__(self) -> str:
        return self.name


class Look(models.Model):
    """How far in the ledger one account has looked at one page: in this sitting, and in the one before."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    account_id = models.UUIDField()
    page = models.TextField(db_comment="name of the page, with the key of what it is about")
    size = models.BigIntegerField(db_comment="acts known when it was last looked at")
    at = models.DateTimeField()
    size_before = models.BigIntegerField(null=True, db_comment="the same of the sitting before; empty: none")
    at_before = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "page"], name="look_page_once")]

    def __str__(self) -> str:
        return self.page


class WorkState(models.TextChoices):
    WAITING = "waiting", _("Đang chờ")
    RUNNING = "running", _("Đang chạy")
    DONE = "done", _("Đã xong")
    FAILED = "failed", _("Không thành công")


class Work(models.Model):
    """Work that takes longer than a page may: it can be left and returned to."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    account_id = models.UUIDField()
    post_id = models.UUIDField(null=True, db_comment="the post in which it was asked")
    kind = models.TextField(db_comment="key of the register of kinds")
    title = models.TextField()
    asked = models.JSONField(db_comment="what the kind needs to do it")
    state = models.TextField(choices=WorkState, default=WorkState.WAITING)
    done = models.IntegerField(default=0)
    total = models.IntegerField(null=True, db_comment="empty: not known")
    result_ref = models.TextField(blank=True, db_comment="file name in the folder of works, or an address")
    message = models.TextField(blank=True)
    begun_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index("account_id", models.F("begun_at").desc(), name="work_of_account")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.state in {WorkState.DONE, WorkState.FAILED}

    @property
    def percent(self) -> int | None:
        return min(100, self.done * 100 // self.total) if self.total else None
