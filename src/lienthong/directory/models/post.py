"""Posts of units, dated: who answers for which field changes with each division of work."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models.bases import Sourced
from lienthong.directory.models.unit import Unit
from lienthong.kernel.history.models import Versioned, never_empty, never_twice
from lienthong.kernel.keys import new_key


class PostShape(models.Model):
    """What a post is: its title, what it may do by profile, the fields it answers for."""

    title = models.TextField()
    profile = models.TextField(db_comment="opaque here; the area of access gives capabilities to profiles")
    fields = ArrayField(models.TextField(), default=list, blank=True, db_comment="fields of responsibility")
    rank = models.SmallIntegerField(default=0, db_comment="order inside the unit, the head first")

    class Meta:
        abstract = True


class Post(PostShape):
    """A post of a unit. Its shape repeats the latest version, for readers of one query."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    code = models.TextField(unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")

    class Meta:
        verbose_name = _("chức vụ")

    def __str__(self) -> str:
        return self.title


class PostVersion(Versioned, PostShape, Sourced):
    history_key = "post"

    post = models.ForeignKey(Post, models.PROTECT, related_name="versions")

    class Meta:
        verbose_name = _("thông tin chức vụ")
        constraints = [never_twice("postversion_once", "post_id"), never_empty("postversion_some_day")]
