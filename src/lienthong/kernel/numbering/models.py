"""Yearly series in which every number is accounted for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.keys import new_key


class Series(models.Model):
    """One series in one year, with the last number taken."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    key = models.TextField(db_comment="names the series over the years, e.g. unit and kind of document")
    year = models.SmallIntegerField()
    pattern = models.TextField(db_comment="text of a number; {number} and {year} are filled in")
    width = models.SmallIntegerField(default=1, db_comment="digits at least, with zeros before")
    last = models.IntegerField(default=0, db_comment="the last ordinal taken")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "year"], name="series_once_a_year"),
            models.CheckConstraint(condition=Q(pattern__contains="{number}"), name="series_has_number"),
            models.CheckConstraint(condition=Q(last__gte=0), name="series_counts_up"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.year}"


class NumberState(models.TextChoices):
    USED = "used", _("Đã sử dụng")
    UNUSED = "unused", _("Không sử dụng")


class Number(models.Model):
    """One number: used for its subject, or not used and why."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="numbers")
    ordinal = models.IntegerField()
    text = models.TextField(db_comment="as printed")
    taken_on = models.DateField(db_comment="its day in the series' year")
    subject_kind = models.TextField()
    subject_id = models.UUIDField()
    state = models.TextField(choices=NumberState, default=NumberState.USED)
    reason = models.TextField(default="", db_comment="why it was not used")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "ordinal"], name="number_once"),
            models.CheckConstraint(condition=Q(ordinal__gt=0), name="number_from_one"),
            models.CheckConstraint(
                condition=Q(state="used", reason="") | (Q(state="unused") & ~Q(reason="")),
                name="number_unused_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["subject_id"], name="number_subject")]

    def __str__(self) -> str:
        return self.text
