"""Whose people somebody keeps: everybody's, or those of their own agency. One rule for lists, pages and acts.

What is out of reach is not there (`Missing`). Within reach, nobody gives or takes over a power that reaches further:
posts with administering or province-wide powers, and those who hold them, are for whoever keeps the whole directory.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self, TypeVar
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lienthong.directory.choices import named
from lienthong.directory.models import Appointment, Person, Post, PostVersion
from lienthong.directory.policies import EDIT, MANAGE, OWN_POST, may_keep_people
from lienthong.directory.profiles import profiles
from lienthong.directory.rules.tree import Tree
from lienthong.directory.selectors.trees import tree, tree_now
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.refusals import Missing, Verdict, allow, deny

M = TypeVar("M", bound=Model)
ELSEWHERE = _("Người này còn giữ chức vụ ở cơ quan khác; việc này do quản trị hệ thống của tỉnh làm.")
RESERVED = _(
    "Chức vụ có quyền quản trị hoặc quyền ngoài phạm vi cơ quan; việc này do quản trị hệ thống của tỉnh làm."
)


@dataclass(frozen=True, slots=True)
class Reach:
    """The units whose people somebody keeps on a day; `units` None: all of them."""

    day: date
    units: frozenset[UUID] | None
    tree: Tree

    @classmethod
    def of(cls, by: Actor, day: date, *, everywhere: str = EDIT, fresh: bool = False) -> Self:
        """Return how far the actor reaches; `fresh` reads the tree as it stands in this transaction."""
        shown = tree_now(day) if fresh else tree(day)
        if _reaches_all(by, everywhere):
            return cls(day, None, shown)
        if not by.can(MANAGE) or by.unit_id is None:
            return cls(day, frozenset(), shown)
        return cls(day, shown.subtree(shown.agency_of(by.unit_id)), shown)

    def narrowed(self, unit_id: UUID) -> Self:
        """Return the part of it that is one unit and all below. Raises `Missing` for a unit out of reach."""
        if unit_id not in self.tree.nodes or not self.has(unit_id):
            raise Missing
        return replace(self, units=self.tree.subtree(unit_id))

    def has(self, unit_id: UUID) -> bool:
        return self.units is None or unit_id in self.units

    def choices(self) -> list[tuple[str, str]]:
        """Return the units to choose from, as the tree has them."""
        nodes = (node for _depth, node in self.tree.walk() if self.has(node.unit_id))
        return [(str(node.unit_id), named(node, self.tree)) for node in nodes]

    def people(self) -> QuerySet[Person]:
        """Return who holds a post here, today or later; and of those who hold none anywhere, whose home is here.

        Home is where somebody held the last post; who has held none was entered from there.
        """
        if self.units is None:
            return Person.objects.all()
        ever = Appointment.objects.believed().filter(person=OuterRef("pk"))
        held = ever.filter(during__overlap=DateRange(self.day, None))
        last = Subquery(ever.order_by("-during").values("post__unit")[:1])
        home = Q(home__in=self.units) & ~Exists(held)
        rows = Person.objects.alias(home=Coalesce(last, F("entered_by"), output_field=UUIDField()))
        return rows.filter(Exists(held.filter(post__unit__in=self.units)) | home)

    def posts(self) -> QuerySet[Post]:
        rows = Post.objects.select_related("unit")
        return rows if self.units is None else rows.filter(unit__in=self.units)

    def working_posts(self) -> QuerySet[PostVersion]:
        """Return the posts of the day to which this actor may appoint."""
        rows: QuerySet[PostVersion] = PostVersion.objects.on(self.day).select_related("post")
        if self.units is None:
            return rows
        works = profiles.working_since(self.day)
        held = rows.filter(post__unit__in=self.units).values_list("pk", "profile", "post__unit")
        return rows.filter(pk__in=[key for key, profile, unit in held if works(profile, *self._where(unit))])

    def person(self, key: Any) -> Person:
        """Return somebody within reach. Raises `Missing`."""
        return _one(self.people(), key)

    def post(self, key: Any) -> Post:
        return _one(self.posts(), key)

    def may_keep(self, people: Collection[UUID]) -> dict[UUID, Verdict]:
        """Return for each of these whether all they hold is ordinary work of this agency; three queries."""
        if self.units is None:
            return dict.fromkeys(people, allow())
        from_today = Appointment.objects.believed().filter(
            person__in=people, during__overlap=DateRange(self.day, None)
        )
        held = list(from_today.select_related("post"))
        works = self._working({row.post_id for row in held if self.has(row.post.unit_id)})
        verdicts = dict.fromkeys(people, allow())
        for row in held:
            if self.has(row.post.unit_id) and row.post_id not in works:
                verdicts[row.person_id] = deny(RESERVED)
        for row in held:
            if not self.has(row.post.unit_id):
                verdicts[row.person_id] = deny(ELSEWHERE)
        return verdicts

    def may_fill(self, posts: Collection[UUID]) -> dict[UUID, Verdict]:
        """Return for each of these posts, all within reach, whether this actor may say who holds it; two queries."""
        if self.units is None:
            return dict.fromkeys(posts, allow())
        works = self._working(posts)
        return {post: allow() if post in works else deny(RESERVED) for post in posts}

    def _working(self, posts: Collection[UUID]) -> frozenset[UUID]:
        """Return those that only work, on every day from this one on."""
        works = profiles.working_since(self.day)
        rows = PostVersion.objects.believed().filter(
            post__in=posts, during__overlap=DateRange(self.day, None)
        )
        found = list(rows.values_list("post", "profile", "post__unit"))
        more = {post for post, profile, unit in found if not works(profile, *self._where(unit))}
        return frozenset(posts) - more

    def _where(self, unit: UUID) -> tuple[str, ...]:
        """Return the tier of the unit and the kind of its agency."""
        node, agency = self.tree.nodes.get(unit), self.tree.nodes.get(self.tree.agency_of(unit))
        return tuple(found for found in (node and node.tier, agency and agency.kind) if found)


def _reaches_all(by: Actor, everywhere: str = EDIT) -> bool:
    return by.kind == ActorKind.SYSTEM or by.can(everywhere)


def may_keep(by: Actor, person: Person, day: date) -> Verdict:
    """Return whether the actor may correct this person. Raises `Missing` for somebody out of reach."""
    keeps = may_keep_people(by)
    if not keeps or _reaches_all(by):
        return keeps
    reach = Reach.of(by, day, fresh=True)
    return reach.may_keep([reach.person(person.pk).pk])[person.pk]


def may_fill(by: Actor, post: Post, day: date, people: Collection[UUID] = ()) -> Verdict:
    """Return whether the actor may say who holds this post: never the actor; raises `Missing` out of reach."""
    keeps = may_keep_people(by)
    if not keeps:
        return keeps
    if by.person_id in people:
        return deny(OWN_POST)
    if _reaches_all(by):
        return keeps
    reach = Reach.of(by, day, fresh=True)
    for person in people:
        reach.person(person)
    return reach.may_fill([reach.post(post.pk).pk])[post.pk]


def offers(by: Actor, thing: Person | Post, day: date) -> bool:
    """Return whether a page offers this actor to correct the person, or to say who holds the post."""
    if not is_within(by, thing, day):
        return False
    return bool(may_keep(by, thing, day) if isinstance(thing, Person) else may_fill(by, thing, day))


def is_within(by: Actor, thing: Person | Post, day: date) -> bool:
    if not may_keep_people(by):
        return False
    reach = Reach.of(by, day)
    rows: QuerySet[Any] = reach.people() if isinstance(thing, Person) else reach.posts()
    return reach.units is None or rows.filter(pk=thing.pk).exists()


def _one(rows: QuerySet[M], key: Any) -> M:
    try:
        found = rows.filter(pk=UUID(str(key))).first()
    except ValueError:
        found = None
    if found is None:
        raise Missing
    return found
