from lienthong.infrastructure.models.catalogue import PointKind, PointService
from lienthong.infrastructure.models.point import ServicePoint, ServicePointVersion

__all__ = ["PointKind", "PointService", "ServicePoint", "ServicePointVersion"]
