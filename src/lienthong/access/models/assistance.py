"""Who assists which leader, as dated data: to read the leader's box and enter what the leader said, never to sign."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models import Person, Post
from lienthong.directory.models.bases import Sourced
from lienthong.kernel.history.models import Versioned, never_empty, never_twice


class Assistance(Versioned, Sourced):
    """A person in a post assists a person in a post; it holds while both still hold theirs, whatever `during` says."""

    history_key = "leader"

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    leader = models.ForeignKey(Person, models.PROTECT, related_name="+")
    leader_post = models.ForeignKey(Post, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("giúp việc lãnh đạo")
        constraints = [
            never_twice("assistance_once", "person_id", "leader_post_id"),
            never_empty("assistance_some_day"),
            models.CheckConstraint(condition=~Q(person=F("leader")), name="assistance_of_somebody_else"),
        ]
        indexes = [
            models.Index("person", name="assistance_of_person", condition=Q(known_to__isnull=True)),
            models.Index("leader", name="assistance_of_leader", condition=Q(known_to__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.leader_id}"
