"""A member's own paper: a part of the ballot, with the member's turn."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lienthong.ballots.models.ballot import Ballot
from lienthong.casework.models import Case
from lienthong.directory.models import Person, Post


class Paper(models.Model):
    """One person, one paper: who is a member by two posts answers once, by the first."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="paper")
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="papers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_comment="by which one is a member")
    called = models.TextField(db_comment="post or role in the body, as it read when the ballot was opened")
    ordinal = models.SmallIntegerField(db_comment="place in the list of members, from 1")
    chairs = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("phiếu của thành viên")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint("ballot", "person", name="paper_one_a_member"),
            models.UniqueConstraint("ballot", condition=Q(chairs=True), name="paper_one_chair"),
        ]

    def __str__(self) -> str:
        return self.called
