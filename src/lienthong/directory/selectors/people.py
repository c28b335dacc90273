"""Posts and who holds them."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lienthong.directory.models import (
    Appointment,
    BodySeat,
    CoordinatingBody,
    Person,
    Post,
    PostVersion,
    Unit,
    UnitVersion,
)
from lienthong.directory.models.appointment import FILLS_THE_POST
from lienthong.directory.selectors.units import names
from lienthong.kernel.search.queries import matching


def posts_of(unit_ids: Collection[UUID], day: date) -> QuerySet[PostVersion]:
    """Return the posts of the units as they were on the day, the head first."""
    rows: QuerySet[PostVersion] = PostVersion.objects.on(day).filter(post__unit__in=set(unit_ids))
    return rows.select_related("post").order_by("rank", "title", "post__code")


def holders(post_ids: Collection[UUID], day: date) -> dict[UUID, list[Appointment]]:
    """Return who held each post on the day: the holder before one who is acting. One query."""
    rows = Appointment.objects.on(day).filter(post__in=set(post_ids)).select_related("person")
    found: dict[UUID, list[Appointment]] = {}
    for row in rows.order_by("-kind", "person__name_key"):  # holder, concurrent, acting
        found.setdefault(row.post_id, []).append(row)
    return found


def appointments_of(person: Person, *, on: date | None = None) -> QuerySet[Appointment]:
    """Return the posts of a person, on a day or in the whole of their career, the latest first."""
    rows: QuerySet[Appointment] = person.appointments.believed() if on is None else person.appointments.on(on)
    return rows.select_related("post__unit").order_by("-during", "post__rank")


def appointments_on(person_ids: Collection[UUID], day: date) -> dict[UUID, list[str]]:
    """Return the posts that each person holds on the day, in words: "Giám đốc, Sở Nội vụ"."""
    rows = Appointment.objects.on(day).filter(person__in=set(person_ids)).select_related("post")
    held = list(rows.order_by("post__rank", "post__code"))
    called = names({row.post.unit_id for row in held}, day)
    found: dict[UUID, list[str]] = {}
    for row in held:
        found.setdefault(row.person_id, []).append(f"{row.post.title}, {called.get(row.post.unit_id, '')}")
    return found


def posts_in_field(field: str, day: date) -> QuerySet[PostVersion]:
    """Return the posts that answer for a field on the day."""
    rows: QuerySet[PostVersion] = PostVersion.objects.on(day).filter(fields__contains=[field])
    return rows.select_related("post").order_by("rank", "post__code")


def filled(day: date) -> QuerySet[Any]:
    """Return the posts that somebody holds on the day, as a subquery; somebody acting does not fill one."""
    rows: QuerySet[Any] = Appointment.objects.on(day).filter(kind__in=FILLS_THE_POST).values("post")
    return rows


def head_of(unit_id: UUID, day: date) -> Post | None:
    """Return the first post of the unit on the day."""
    first = posts_of([unit_id], day).first()
    return first.post if first else None


def people_named(typed: str) -> QuerySet[Person]:
    """Return people by the words of their names, in the Vietnamese order of names."""
    return matching(Person.objects.all(), typed).order_by("name_key", "code")


def seats_of(body_id: UUID, day: date) -> QuerySet[BodySeat]:
    rows: QuerySet[BodySeat] = BodySeat.objects.on(day).filter(body=body_id)
    return rows.select_related("post__unit").order_by("rank", "post__code")


def standing_agency(body_id: UUID, day: date) -> Unit | None:
    row = CoordinatingBody.objects.on(day).filter(unit=body_id).select_related("standing_agency").first()
    return row.standing_agency if row else None


def bodies_served_by(unit_id: UUID, day: date) -> QuerySet[UnitVersion]:
    """Return the coordinating bodies that the unit keeps running on the day."""
    served = CoordinatingBody.objects.on(day).filter(standing_agency=unit_id)
    rows: QuerySet[UnitVersion] = UnitVersion.objects.on(day).filter(unit__in=served.values("unit"))
    return rows.order_by("position", "order_key")
