"""Places over time, down to the commune, with successors by share, and how many people live there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models.bases import Known, Sourced, one_of
from lienthong.directory.models.catalogue import PlaceKind
from lienthong.kernel.history.models import Versioned, never_empty, never_twice
from lienthong.kernel.keys import new_key
from lienthong.kernel.search.fields import SortKeyField, WordsField, words_index


class SuccessionKind(models.TextChoices):
    MERGER = "MERGER", _("Sáp nhập")
    SPLIT = "SPLIT", _("Chia tách")
    RENAMING = "RENAMING", _("Đổi tên")


class Place(models.Model):
    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    code = models.TextField(unique=True, db_comment="ours; the statistical code is on the version")

    class Meta:
        verbose_name = _("địa bàn")

    def __str__(self) -> str:
        return self.code


class PlaceVersion(Versioned, Sourced):
    history_key = "place"

    place = models.ForeignKey(Place, models.PROTECT, related_name="versions")
    kind = models.ForeignKey(PlaceKind, models.PROTECT, related_name="+")
    name = models.TextField()
    short_name = models.TextField(blank=True)
    parent = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    gso_code = models.TextField(blank=True, db_comment="of the General Statistics Office; repeats over time")
    area_km2 = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    lat = models.DecimalField(max_digits=9, decimal_places=6, null=True, db_comment="a point inside, WGS 84")
    lon = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    note = models.TextField(blank=True)
    words = WordsField("name", "gso_code")
    order_key = SortKeyField("name")

    class Meta:
        verbose_name = _("thông tin địa bàn")
        indexes = [words_index("placeversion_words"), models.Index("parent", name="placeversion_parent")]
        constraints = [
            never_twice("placeversion_once", "place_id"),
            never_empty("placeversion_some_day"),
            models.CheckConstraint(
                condition=models.Q(area_km2__isnull=True) | models.Q(area_km2__gt=0),
                name="placeversion_area_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(place=models.F("parent")),
                name="placeversion_not_in_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceSuccession(Known, Sourced):
    """On a day a place passed, whole or in part, into another."""

    predecessor = models.ForeignKey(Place, models.PROTECT, related_name="passed_to")
    successor = models.ForeignKey(Place, models.PROTECT, related_name="came_from")
    kind = models.TextField(choices=SuccessionKind.choices)
    share = models.DecimalField(
        max_digits=12, decimal_places=10, db_comment="of its people; over 0, at most 1"
    )
    on = models.DateField(db_comment="the first day of the new boundaries")

    class Meta:
        verbose_name = _("kế thừa địa bàn")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(share__gt=0, share__lte=1), name="placesuccession_share"
            ),
            one_of("kind", SuccessionKind, "placesuccession_kind"),
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"],
                condition=models.Q(known_to__isnull=True),
                name="placesuccession_once",
            ),
        ]


class Population(Known, Sourced):
    """How many people lived in a place on a day, in the boundaries of that day."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="populations")
    on = models.DateField()
    people = models.IntegerField()
    urban = models.IntegerField(null=True)
    rural = models.IntegerField(null=True)

    class Meta:
        verbose_name = _("dân số")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "on"], condition=models.Q(known_to__isnull=True), name="population_once"
            ),
            models.CheckConstraint(condition=models.Q(people__gte=0), name="population_not_negative"),
            models.CheckConstraint(
                condition=models.Q(urban__isnull=True)
                | models.Q(rural__isnull=True)
                | models.Q(people=models.F("urban") + models.F("rural")),
                name="population_parts_add_up",
            ),
        ]
