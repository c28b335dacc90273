from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lienthong.ballots.models.paper import Paper
from lienthong.ballots.rules import Answer
from lienthong.kernel.keys import new_key


class Vote(models.Model):
    """What a member answered, until the member answers otherwise."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="votes")
    answer = models.TextField(choices=Answer.choices)
    words = models.TextField(blank=True)
    act_id = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("ý kiến")
        constraints = [
            models.UniqueConstraint("paper", condition=Q(until__isnull=True), name="vote_one_a_paper"),
            models.CheckConstraint(
                condition=~Q(answer=Answer.OTHER) | ~Q(words=""), name="vote_other_opinion_has_words"
            ),
        ]

    def __str__(self) -> str:
        return str(Answer(self.answer).label)
