"""Reading what was written down of powers: of one person, of the posts of an agency, and one for who may end it."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from lienthong.access.models import Absence, Delegation, SigningRule
from lienthong.access.powers.keeping import keeps_for
from lienthong.access.words import HAND_OVER
from lienthong.directory.models import Post
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing

Row = TypeVar("Row", bound=Model)
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


def delegation_seen(by: Actor, key: UUID, *, at: datetime) -> Delegation:
    """Return a delegation that the actor gave, received or keeps. Raises `Missing`: a stranger's is not there."""
    one = Q(from_post__unit__in=keeps_for(by, at)) | Q(from_person=by.person_id) | Q(to_person=by.person_id)
    return _one(_with_names(Delegation.objects.filter(one), local_day(at)), key)


def absence_seen(by: Actor, key: UUID, *, at: datetime) -> Absence:
    """Return a leave of the actor's own, or that they keep; who stands in does not end it. Raises `Missing`."""
    one = Q(post__unit__in=keeps_for(by, at)) | Q(person=by.person_id)
    return _one(_absences(Absence.objects.filter(one), local_day(at)), key)


def regulation_seen(by: Actor, key: UUID, *, at: datetime) -> SigningRule:
    """Return a regulation that the actor keeps. Raises `Missing`."""
    return _one(regulations_in(keeps_for(by, at), local_day(at)), key)


def _one(rows: QuerySet[Row], key: UUID) -> Row:
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
