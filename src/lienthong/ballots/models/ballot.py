"""A question to the members of a collective body, and what was concluded from their answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.ballots.rules import Outcome
from lienthong.casework.models import Case
from lienthong.directory.models import Unit


class Ballot(models.Model):
    """One question, one list of members as they were when it was opened. State and deadline are the case's."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="ballot")
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Tập thể lấy ý kiến"))
    kept_by = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", db_comment="agency that opened it, keeps it and counts"
    )
    submitted_by = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", db_comment="whose draft it is; sees the outcome"
    )
    kind = models.TextField(db_comment="kind of the body when it was opened; with that day it names the rule")
    question = models.TextField(verbose_name=_("Nội dung xin ý kiến"))
    field = models.TextField(blank=True, db_comment="field of work, by which a deputy may conclude")
    outcome = models.TextField(choices=Outcome.choices, blank=True, db_comment="empty until it was counted")

    class Meta:
        verbose_name = _("phiếu lấy ý kiến")

    def __str__(self) -> str:
        return self.case.title


class Conclusion(models.Model):
    """What the chair, or who signs for the chair, says of the outcome; who that was stands on the act."""

    ballot = models.OneToOneField(Ballot, models.PROTECT, primary_key=True, related_name="conclusion")
    words = models.TextField()
    at = models.DateTimeField()
    act_id = models.UUIDField()

    class Meta:
        verbose_name = _("kết luận")
