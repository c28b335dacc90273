"""The engine's noun: what every piece of official work shares, whatever its kind."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models import Person, Place, Unit
from lienthong.kernel.keys import new_key
from lienthong.kernel.search.fields import WordsField
from lienthong.kernel.search.spans import SpansOf

NEVER = "9999-12-31T00:00:00+00:00"


class Case(models.Model):
    """A piece of work with one holder, one turn, one state and one deadline; a kind is a model above this one.

    Number, title, holder, turn and due are written here, so that no list joins the kinds. State lives here only.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kind = models.TextField(db_comment="label of the model above, a key of the registry")
    number = models.TextField(blank=True, verbose_name=_("Số"))
    title = models.TextField(verbose_name=_("Nội dung"))
    state = models.TextField(verbose_name=_("Tình trạng"))
    revision = models.IntegerField(
        default=0, db_comment="how many acts this case has; a form says which it has seen"
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="parts")
    holder = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="+",
        verbose_name=_("Đơn vị chủ trì"),
        db_comment="answers for the work",
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("Địa bàn"),
        db_comment="where the work lies, if it lies somewhere; decides who takes it over when its unit is split",
    )
    heirs_of = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        db_comment="a unit that was split: the holder still has to say which of its heirs takes this over",
    )
    turn_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        db_comment="whose move it is; empty when closed",
    )
    turn_person = models.ForeignKey(Person, models.PROTECT, null=True, db_index=False, related_name="+")
    begun_at = models.DateTimeField(null=True, db_comment="first act since the turn came; empty: new to them")
    opened_at = models.DateTimeField(verbose_name=_("Ngày giao"))
    closed_at = models.DateTimeField(null=True, verbose_name=_("Ngày kết thúc"))
    calendar = models.TextField(default="vn", db_comment="key of the calendar in which its time is counted")
    term = models.TextField(
        blank=True, db_comment="the deadline in the office's words, e.g. 15 ngày làm việc"
    )
    due_at = models.DateTimeField(
        null=True, verbose_name=_("Hạn"), db_comment="kept result of term, acts, calendar"
    )
    due_order = models.GeneratedField(
        expression=Coalesce("due_at", models.Value(NEVER, models.DateTimeField())),
        output_field=models.DateTimeField(),
        db_persist=True,
        db_comment="orders lists: work without a deadline comes last",
    )
    words = WordsField("number", "title")
    seen_by = ArrayField(
        models.UUIDField(),
        default=list,
        editable=False,
        db_comment="units that take part or took part; the database keeps it from the involvements",
    )

    class Meta:
        # Each costs every act on a case: a foreign key has one only where nothing below begins alike and somebody asks.
        indexes = [
            models.Index(
                "turn_unit",
                "due_order",
                "id",
                name="case_box_of_unit",
                condition=models.Q(closed_at__isnull=True),
            ),
            models.Index(
                "turn_person",
                "due_order",
                "id",
                name="case_box_of_person",
                condition=models.Q(closed_at__isnull=True),
            ),
            models.Index(
                "holder",
                "due_order",
                "id",
                name="case_box_of_holder",
                condition=models.Q(closed_at__isnull=True),
            ),
            models.Index("kind", "due_order", "id", name="case_by_due"),
            models.Index("opened_at", "id", name="case_by_opened"),
            models.Index(
                "due_order", "id", name="case_open_by_due", condition=models.Q(closed_at__isnull=True)
            ),
            models.Index("parent", name="case_parts"),
            models.Index(
                "holder",
                "id",
                name="case_to_distribute",
                condition=models.Q(closed_at__isnull=True, heirs_of__isnull=False),
            ),
            GinIndex(SpansOf("opened_at"), "seen_by", "words", name="case_found"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True)
                | models.Q(turn_unit__isnull=True, turn_person__isnull=True),
                name="case_closed_has_no_turn",
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="case_not_its_own_part",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
