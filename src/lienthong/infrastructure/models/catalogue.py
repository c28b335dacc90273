"""Words that are data: kinds of service points, and what is done there."""

from django.utils.translation import gettext_lazy as _

from lienthong.directory.models.catalogue import Catalogue


class PointKind(Catalogue):
    class Meta:
        verbose_name = _("loại điểm phục vụ")


class PointService(Catalogue):
    class Meta:
        verbose_name = _("dịch vụ tại điểm phục vụ")
