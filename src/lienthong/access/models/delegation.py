"""A written delegation: from one person in a post to another, limited in time and content, never passed on."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from lienthong.access.models.signing_rule import Capacity
from lienthong.directory.models import Person, Post, Unit
from lienthong.kernel.keys import new_key


class Delegation(models.Model):
    """TUQ. of a head, or TL. that a head of division passes to a deputy (NĐ 30/2020, art. 13).

    It holds from person to person, each in the post named here: it ends when either leaves it, with its last
    day, or when it is revoked, whichever comes first.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    capacity = models.TextField(
        choices=[(c.value, c.label) for c in (Capacity.DELEGATED, Capacity.ORDER_BY_DEPUTY)]
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", db_comment="in whose name the receiver signs"
    )
    from_person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    from_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    to_person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    to_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    capabilities = ArrayField(models.TextField())
    fields = ArrayField(
        models.TextField(), default=list, blank=True, db_comment="where it holds; empty: any field"
    )
    content = models.TextField(verbose_name=_("Nội dung ủy quyền"))
    during = DateRangeField(db_comment="from the first day until the day after the last, always with an end")
    basis = models.TextField(verbose_name=_("Văn bản"), db_comment="number, symbol and day of the paper")
    act_id = models.UUIDField(db_comment="the act that gave it")
    revoked_at = models.DateTimeField(null=True)
    revoked_for = models.TextField(blank=True)

    class Meta:
        verbose_name = _("ủy quyền")
        indexes = [models.Index("to_person", "to_post", name="delegation_of_receiver")]
        constraints = [
            ExclusionConstraint(
                name="delegation_once",
                expressions=[
                    (
                        Func(
                            Func(
                                Func("from_post_id", "to_post_id", function="key_of"),
                                "capacity",
                                function="key_of",
                            ),
                            "during",
                            function="span",
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
                condition=Q(revoked_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__endswith__isnull=False), name="delegation_ends"
            ),
            models.CheckConstraint(condition=~Q(from_person=F("to_person")), name="delegation_to_another"),
        ]

    def __str__(self) -> str:
        return self.basis
