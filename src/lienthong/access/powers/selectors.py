"""Reading what was written down of powers: of one person, and of the posts of an agency."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from lienthong.access.models import Absence, Delegation, SigningRule
from lienthong.access.words import HAND_OVER
from lienthong.directory.models import Post
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Missing

SHOWN_AFTER = timedelta(days=60)  # how long what is over still stands on the board


def substitutes(person_id: UUID, day: date) -> list[UUID]:
    """Return who stands in for the person on the day."""
    away = Absence.objects.filter(person=person_id, ended_at__isnull=True, during__contains=day)
    return list(away.values_list("substitute_id", flat=True))


def delegations_of(person_id: UUID, day: date) -> QuerySet[Delegation]:
    """Return what the person gave or received, not long over."""
    one = Q(from_person=person_id) | Q(to_person=person_id)
    return _with_names(Delegation.objects.filter(one), day)


def delegations_in(units: Collection[UUID], day: date) -> QuerySet[Delegation]:
    """Return what posts of the units gave or received, not long over."""
    one = Q(from_post__unit__in=units) | Q(to_post__unit__in=units)
    return _with_names(Delegation.objects.filter(one), day)


def absences_of(person_id: UUID, day: date) -> QuerySet[Absence]:
    one = Q(person=person_id) | Q(substitute=person_id)
    return _absences(Absence.objects.filter(one), day)


def absences_in(units: Collection[UUID], day: date) -> QuerySet[Absence]:
    return _absences(Absence.objects.filter(post__unit__in=units), day)


def regulations_in(units: Collection[UUID], day: date) -> QuerySet[SigningRule]:
    """Return the regulations of agencies that hold on the day or later, for posts of the units."""
    rows: QuerySet[SigningRule] = SigningRule.objects.believed().filter(post__unit__in=units)
    return (
        rows.filter(during__overlap=(day, None)).select_related("post").order_by("post__rank", "post__code")
    )


def handovers_in(units: Collection[UUID], *, latest: int = 20) -> QuerySet[Act]:
    """Return the last hand-overs from posts of the units: each has its minutes."""
    posts = Post.objects.filter(unit__in=units).values("pk")
    return Act.objects.filter(verb=HAND_OVER, subject_id__in=posts).order_by("-recorded_at", "-id")[:latest]


def one(rows: QuerySet[Any], key: UUID) -> Any:
    """Return the row with the key among those one may see; `Missing` otherwise."""
    found = rows.filter(pk=key).first()
    if found is None:
        raise Missing
    return found


def _with_names(rows: QuerySet[Delegation], day: date) -> QuerySet[Delegation]:
    recent = rows.filter(during__endswith__gt=day - SHOWN_AFTER)
    named = recent.select_related("from_person", "to_person", "from_post", "to_post", "unit")
    return named.order_by("revoked_at", "during", "pk")


def _absences(rows: QuerySet[Absence], day: date) -> QuerySet[Absence]:
    recent = rows.filter(during__endswith__gt=day - SHOWN_AFTER)
    return recent.select_related("person", "substitute", "post").order_by("during", "pk")
