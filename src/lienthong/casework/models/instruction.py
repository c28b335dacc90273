"""What a leader says on a piece of work: typed by the leader, or for the leader from paper or from the telephone."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lienthong.casework.models.case import Case
from lienthong.directory.models import Person, Post
from lienthong.kernel.keys import new_key


class Medium(models.TextChoices):
    TYPED = "typed", _("Nhập trực tiếp")
    HANDWRITTEN = "handwritten", _("Bút phê trên giấy")
    TELEPHONE = "telephone", _("Qua điện thoại")


_BY_THE_LEADER = Q(medium=Medium.TYPED, entered_by=F("leader"))
_FOR_THE_LEADER = Q(medium__in=[Medium.HANDWRITTEN, Medium.TELEPHONE]) & ~Q(entered_by=F("leader"))


class Instruction(models.Model):
    """Words of a leader, with who entered them; what was entered for a leader waits for that leader's own answer.

    Names and posts are kept as they were printed that day. Nothing here is changed but the answer, given once.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="instructions")
    text = models.TextField(verbose_name=_("Ý kiến chỉ đạo"))
    medium = models.TextField(choices=Medium.choices)
    leader = models.ForeignKey(Person, models.PROTECT, related_name="+")
    leader_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    leader_name = models.TextField(db_comment="as printed that day")
    leader_title = models.TextField(db_comment="post and unit, as printed that day")
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_name = models.TextField(db_comment="as printed that day")
    entered_title = models.TextField(db_comment="post and unit, as printed that day")
    given_at = models.DateTimeField(db_comment="when it was written or said")
    entered_at = models.DateTimeField(db_comment="when it was recorded here")
    late_reason = models.TextField(blank=True, db_comment="why it was entered later than it was given")
    act_id = models.UUIDField()
    confirmed_at = models.DateTimeField(null=True)
    disowned_at = models.DateTimeField(null=True)
    disown_reason = models.TextField(blank=True)
    answer_act_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-entered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=_BY_THE_LEADER | _FOR_THE_LEADER, name="instruction_of_its_leader"
            ),
            models.CheckConstraint(
                condition=~Q(medium=Medium.TYPED) | Q(confirmed_at__isnull=True, disowned_at__isnull=True),
                name="instruction_typed_needs_no_answer",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(disowned_at__isnull=True),
                name="instruction_one_answer",
            ),
            models.CheckConstraint(
                condition=Q(disowned_at__isnull=True, disown_reason="")
                | Q(disowned_at__isnull=False) & ~Q(disown_reason=""),
                name="instruction_disowned_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(entered_at__gte=F("given_at")), name="instruction_given_before_entered"
            ),
        ]
        indexes = [
            models.Index(
                "leader",
                "entered_at",
                name="instruction_waits_for",
                condition=~Q(medium=Medium.TYPED) & Q(confirmed_at__isnull=True, disowned_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def waits(self) -> bool:
        """Whether the leader has still to say that these are the leader's words."""
        return self.medium != Medium.TYPED and self.confirmed_at is None and self.disowned_at is None
