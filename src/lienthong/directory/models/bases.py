"""What several tables share: where a fact comes from, and since when we knew it."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.history.models import Versions
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import WrongState


class Sourced(models.Model):
    """A fact says where it comes from, and which of its parts are our assumption and not a source."""

    source = models.TextField(blank=True, db_comment="codes of sources joined by ;, or the deciding document")
    assumed = models.TextField(blank=True, db_comment="names of columns that no source states, joined by ;")

    class Meta:
        abstract = True


class Known(models.Model):
    """A dated fact without a range: what we believe, and since when; nothing is overwritten."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    known_from = models.DateTimeField(db_comment="since when we knew")
    known_to = models.DateTimeField(null=True, db_comment="until when we believed it; empty: still")

    objects: ClassVar[Any] = Versions.as_manager()

    class Meta:
        abstract = True

    def withdraw(self, *, at: datetime) -> None:
        """Stop believing this row. Raises `WrongState` when somebody else did before."""
        rows = type(self).objects.filter(pk=self.pk, known_to__isnull=True)
        if not rows.update(known_to=at):
            raise WrongState(_("Thông tin này vừa được người khác sửa; hãy tải lại trang."))


def one_of(column: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """Return the constraint that a word is one of the choices, also for those who go around the forms."""
    return models.CheckConstraint(condition=models.Q(**{f"{column}__in": choices.values}), name=name)
