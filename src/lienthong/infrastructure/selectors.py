"""Reading points: as of a head of the ledger, on a day, of one point everything ever believed."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lienthong.directory.models import PlaceVersion
from lienthong.infrastructure.loading import LOADED
from lienthong.infrastructure.models import ServicePoint, ServicePointVersion
from lienthong.kernel.acts.models import Act, Entry
from lienthong.kernel.search.queries import matching


def known(size: int) -> QuerySet[ServicePointVersion]:
    """Return what the head of this size knows and does not know better."""
    told = Entry.objects.filter(act_id=OuterRef("act_id"), position__lt=size)
    taken_back = Entry.objects.filter(act_id=OuterRef("withdrawn_by"), position__lt=size)
    rows: QuerySet[ServicePointVersion] = ServicePointVersion.objects.filter(Exists(told))
    return rows.exclude(Exists(taken_back))


def points_on(day: date) -> QuerySet[ServicePointVersion]:
    """Return the points of a day, as we believe now."""
    rows: QuerySet[ServicePointVersion] = ServicePointVersion.objects.on(day)
    return rows


def found_by(rows: QuerySet[ServicePointVersion], typed: str) -> QuerySet[ServicePointVersion]:
    """Narrow by the words of name and address, or by the code."""
    by_code = Q(point__code__iexact=typed.strip())
    return rows.filter(Q(pk__in=matching(rows, typed).order_by().values("pk")) | by_code)


def history_of(point: ServicePoint) -> list[ServicePointVersion]:
    """Return everything ever believed of the point, the latest days first, the present belief before others."""
    rows = point.versions.select_related("kind").order_by("-during", "-known_from")
    return list(rows)


def acts_of(point: ServicePoint, versions: Sequence[ServicePointVersion]) -> list[Act]:
    """Return the acts that made the point known or changed it, the latest first."""
    keys = {version.act_id for version in versions} | {v.withdrawn_by for v in versions if v.withdrawn_by}
    rows = Act.objects.filter(Q(subject_id=point.pk) | Q(pk__in=keys))
    return list(rows.order_by("-recorded_at", "-id"))


def files_loaded() -> QuerySet[Act]:
    return Act.objects.filter(verb=LOADED).order_by("-recorded_at", "-id")


def place_names(places: set[UUID], day: date) -> dict[UUID, str]:
    """Return the name of each place with what lies around it, on the day or else the latest known."""
    rows = PlaceVersion.objects.believed().order_by("during")
    named: dict[UUID, PlaceVersion] = {}
    for row in rows.filter(place__in=places):
        if row.place_id not in named or day in row.during:
            named[row.place_id] = row
    parents = {row.parent_id for row in named.values() if row.parent_id}
    around = {row.place_id: row.name for row in rows.filter(place__in=parents)}
    return {
        place: ", ".join(filter(None, [row.name, around.get(row.parent_id)])) for place, row in named.items()
    }
