"""Coordinating bodies: no seal of their own, members by post, kept running by a standing agency."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models.bases import Sourced
from lienthong.directory.models.post import Post
from lienthong.directory.models.unit import Unit
from lienthong.kernel.history.models import Versioned, never_empty, never_twice


class CoordinatingBody(Versioned, Sourced):
    """Which agency prepares, keeps and seals for a body, during a range of days."""

    history_key = "unit"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="standing_agencies", db_comment="the body")
    standing_agency = models.ForeignKey(Unit, models.PROTECT, related_name="stands_for")

    class Meta:
        verbose_name = _("tổ chức phối hợp liên ngành")
        constraints = [
            never_twice("coordinatingbody_once", "unit_id"),
            never_empty("coordinatingbody_some_day"),
        ]


class BodySeat(Versioned, Sourced):
    """A post sits on a body in a role; whoever holds the post is the member."""

    history_key = "body"

    body = models.ForeignKey(Unit, models.PROTECT, related_name="seats")
    post = models.ForeignKey(Post, models.PROTECT, related_name="seats")
    role = models.TextField(db_comment="Trưởng ban, Phó Trưởng ban, Ủy viên: as the decision words it")
    rank = models.SmallIntegerField(default=0)

    class Meta:
        verbose_name = _("thành viên tổ chức phối hợp")
        constraints = [never_twice("bodyseat_once", "body_id", "post_id"), never_empty("bodyseat_some_day")]
