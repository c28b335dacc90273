"""A leave: who is away from which post, and who stands in meanwhile."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models import Person, Post
from lienthong.kernel.keys import new_key


class Absence(models.Model):
    """Somebody is away `during` these days; the substitute has their box, and as deputy of a head signs KT. for all."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    substitute = models.ForeignKey(Person, models.PROTECT, related_name="+")
    during = DateRangeField(db_comment="from the first day away until the day of coming back")
    basis = models.TextField(blank=True, verbose_name=_("Căn cứ"))
    act_id = models.UUIDField(db_comment="the act that recorded it")
    ended_at = models.DateTimeField(null=True, db_comment="came back, or was recorded wrongly")

    class Meta:
        verbose_name = _("nghỉ phép, vắng mặt")
        indexes = [models.Index("substitute", name="absence_of_substitute")]
        constraints = [
            ExclusionConstraint(
                name="absence_once",
                expressions=[
                    (
                        Func(Func("person_id", "post_id", function="key_of"), "during", function="span"),
                        RangeOperators.OVERLAPS,
                    )
                ],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__endswith__isnull=False), name="absence_ends"
            ),
            models.CheckConstraint(condition=~Q(person=F("substitute")), name="absence_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.during}"
