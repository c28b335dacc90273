"""Points where people are served by post and telecoms, over time: what was so, and by which act we knew it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models import Place
from lienthong.infrastructure.models.catalogue import PointKind
from lienthong.kernel.history.models import Versioned, never_empty, never_twice
from lienthong.kernel.keys import new_key
from lienthong.kernel.search.fields import SortKeyField, WordsField, words_index
from lienthong.parties.models import Party


class ServicePoint(models.Model):
    """One point, whatever it is called and wherever it stands; it stays with one enterprise."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    code = models.TextField(unique=True, verbose_name=_("Mã"), db_comment="the enterprise's own")
    enterprise = models.ForeignKey(
        Party, models.PROTECT, related_name="+", verbose_name=_("Doanh nghiệp, tổ chức")
    )

    class Meta:
        verbose_name = _("điểm phục vụ bưu chính, viễn thông")

    def __str__(self) -> str:
        return self.code


class ServicePointVersion(Versioned):
    """What a point was like during some days. `act_id` let us know it; `withdrawn_by` made us know better.

    As of a head of the ledger we believe what the head knows by the first and does not know by the second.
    """

    history_key = "point"

    point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="versions")
    name = models.TextField(verbose_name=_("Tên điểm"))
    kind = models.ForeignKey(PointKind, models.PROTECT, related_name="+", verbose_name=_("Loại"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("Địa bàn"))
    address = models.TextField(blank=True, verbose_name=_("Địa chỉ"))
    hours = models.TextField(blank=True, verbose_name=_("Giờ mở cửa"))
    services = ArrayField(models.TextField(), default=list, blank=True, verbose_name=_("Dịch vụ"))
    lat = models.DecimalField(max_digits=9, decimal_places=6, null=True, db_comment="WGS 84")
    lon = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    source = models.TextField(verbose_name=_("Nguồn"))
    act_id = models.UUIDField(db_comment="the act by which it is known")
    withdrawn_by = models.UUIDField(null=True, db_comment="the act since which it is not believed any more")
    words = WordsField("name", "address")
    order_key = SortKeyField("name")

    class Meta:
        verbose_name = _("thông tin điểm phục vụ")
        indexes = [
            words_index("servicepoint_words"),
            models.Index("order_key", "id", name="servicepoint_list"),
            models.Index("act_id", name="servicepoint_act"),
        ]
        constraints = [
            never_twice("servicepoint_once", "point_id"),
            never_empty("servicepoint_some_day"),
            models.CheckConstraint(
                condition=Q(known_to__isnull=True, withdrawn_by__isnull=True)
                | Q(known_to__isnull=False, withdrawn_by__isnull=False),
                name="servicepoint_withdrawn_by_an_act",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="servicepoint_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name
