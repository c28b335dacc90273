"""Who the members of a collective body are on a day, and which agencies keep its ballots."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from lienthong.ballots.models import Paper
from lienthong.ballots.ruling import FIRST, Charter, charter_of
from lienthong.directory.models import Appointment, BodySeat
from lienthong.directory.selectors import holders, names, posts_of, seats_of, standing_agency, tree


@dataclass(frozen=True, slots=True)
class Seat:
    """A post by which one is a member, and how that is called in the body."""

    post_id: UUID
    called: str
    chairs: bool


@dataclass(frozen=True, slots=True)
class Member:
    person_id: UUID
    seat: Seat


def charter_on(body_id: UUID, day: date) -> Charter | None:
    """Return by what the body decides on the day; None when it does not work collectively, or is not there."""
    node = tree(day).nodes.get(body_id)
    return charter_of(node.kind, day) if node else None


def members_of(body_id: UUID, charter: Charter, day: date) -> list[Member]:
    """Return the members of the day, in the order of their posts; one person is a member once."""
    seats = list(_seats(body_id, charter, day))
    held = holders([seat.post_id for seat in seats], day)
    found: dict[UUID, Member] = {}
    for seat in seats:
        for appointment in held.get(seat.post_id, ())[:1]:  # the holder before somebody acting
            found.setdefault(appointment.person_id, Member(appointment.person_id, seat))
    return list(found.values())


def still_members(papers: QuerySet[Paper], body_id: UUID, charter: Charter, day: date) -> QuerySet[Paper]:
    """Return those papers whose person still holds, on the day, the post by which they are a member."""
    held = Appointment.objects.on(day).filter(person=OuterRef("person"), post=OuterRef("post"))
    there = papers.filter(Exists(held))
    if charter.by_seats:
        there = there.filter(post__in=BodySeat.objects.on(day).filter(body=body_id).values("post"))
    return there


def keepers_of(body_id: UUID, charter: Charter, day: date) -> frozenset[UUID]:
    """Return the agencies that may open ballots of the body.

    Those are the body itself and its office; of a coordinating body its standing agency, and those of the
    committee above it.
    """
    units = tree(day)
    if not charter.by_seats:
        return frozenset({body_id, *_offices(body_id, charter, day)})
    standing = standing_agency(body_id, day)
    above = units.parent_of(body_id)
    higher = charter_on(above, day) if above else None
    others = keepers_of(above, higher, day) if above and higher and not higher.by_seats else frozenset()
    return others | (frozenset({standing.pk}) if standing else frozenset())


def bodies_kept_by(agencies: Collection[UUID], day: date) -> list[UUID]:
    """Return the collective bodies for which one of the agencies may open ballots, in the order of the tree."""
    found = ((body, charter_on(body, day)) for body in tree(day).nodes)
    return [
        body for body, charter in found if charter and keepers_of(body, charter, day).intersection(agencies)
    ]


def _seats(body_id: UUID, charter: Charter, day: date) -> Iterator[Seat]:
    if charter.by_seats:
        for ordinal, seat in enumerate(seats_of(body_id, day)):
            yield Seat(seat.post_id, seat.role, chairs=charter.chair == FIRST and ordinal == 0)
        return
    for post in posts_of([body_id], day):
        if post.profile in charter.members:
            yield Seat(post.post_id, post.title, chairs=post.profile == charter.chair)


def _offices(body_id: UUID, charter: Charter, day: date) -> Iterator[UUID]:
    units = tree(day)
    below = units.children.get(body_id, ())
    return (unit for unit in below if units.nodes[unit].kind in charter.offices)


def name_of(body_id: UUID, day: date) -> str:
    return names([body_id], day).get(body_id, "")
