"""What the steps of a plan speak of by code, as people call it: read once for all, in a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Model
from django.urls import reverse

from lienthong.directory.models import (
    CodeScheme,
    Mandate,
    Person,
    Place,
    PlaceVersion,
    Post,
    StepKind,
    Unit,
    UnitGroup,
    UnitKind,
    UnitTree,
)
from lienthong.directory.selectors import names
from lienthong.directory.selectors.trees import tree_now
from lienthong.kernel.ui.components import Link

UNITS = ("unit", "under", "to", "into", "rest", "body", "agency")
Content = Mapping[str, Any]
Written = tuple[str, Content]


@dataclass(frozen=True, slots=True)
class Called:
    """Names by code. What a step opens is called as the step says; what nobody knows is called by its code.

    A division is called with its agency: every department has an office.
    """

    units: Mapping[str, object]
    posts: Mapping[str, object]
    people: Mapping[str, object]
    mandates: Mapping[str, str]
    places: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]  # catalogues: kind, scheme, group, tree

    @classmethod
    def of(cls, steps: Iterable[Written], on: date) -> Self:
        """Return the names on the day before, for that is how a plan is read; of what is new, on its day."""
        written = list(steps)
        codes = _codes(written)
        units = _opened(written) | _units(codes["unit"], on)
        return cls(
            units=units,
            posts=_new_posts(written, units) | _posts(codes["post"], on),
            people=_people(codes["person"], on),
            mandates=_mandates(codes["mandate"]),
            places=_places(codes["place"]),
            words={
                "kind": _local(UnitKind),
                "scheme": _local(CodeScheme),
                "group": _local(UnitGroup),
                "tree": _local(UnitTree),
            },
        )

    def unit(self, code: str) -> object:
        return self.units.get(code, code)


def _codes(steps: Iterable[Written]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in ("unit", "post", "person", "mandate", "place")}
    for _kind, content in steps:
        found["unit"] |= {str(content[name]) for name in UNITS if content.get(name)}
        found["unit"] |= {str(code) for code in [*content.get("units", ()), *content.get("parts", ())]}
        for name in ("post", "person", "mandate", "place"):
            if content.get(name):
                found[name].add(str(content[name]))
    return found


def _units(codes: set[str], on: date) -> dict[str, object]:
    keys = dict(Unit.objects.filter(code__in=codes).values_list("pk", "code"))
    before = on - timedelta(days=1)
    units = tree_now(before)
    agencies = {key: units.agency_of(key) for key in keys}
    called = names({*keys, *agencies.values()}, before)
    return {
        code: _link(
            ", ".join(called.get(unit, code) for unit in dict.fromkeys((key, agencies[key]))),
            "unit",
            key,
            before if key in units.nodes else on,
        )
        for key, code in keys.items()
    }


def _opened(steps: Iterable[Written]) -> dict[str, object]:
    return {content["code"]: content["name"] for kind, content in steps if kind == StepKind.OPEN}


def _new_posts(steps: Iterable[Written], units: Mapping[str, object]) -> dict[str, object]:
    posts = [content for kind, content in steps if kind == StepKind.POST]
    return {post["code"]: f"{post['title']}, {units.get(post['unit'], post['unit'])}" for post in posts}


def _posts(codes: set[str], on: date) -> dict[str, object]:
    rows = list(Post.objects.filter(code__in=codes).select_related("unit"))
    called = names({post.unit_id for post in rows}, on)
    return {
        post.code: _link(f"{post.title}, {called.get(post.unit_id, post.unit.code)}", "post", post.pk, on)
        for post in rows
    }


def _people(codes: set[str], on: date) -> dict[str, object]:
    rows = Person.objects.filter(code__in=codes)
    return {person.code: _link(person.full_name, "person", person.pk, on) for person in rows}


def _mandates(codes: set[str]) -> dict[str, str]:
    rows = Mandate.objects.believed().filter(code__in=codes).order_by("during")
    return dict(rows.values_list("code", "title"))


def _places(codes: set[str]) -> dict[str, str]:
    keys = dict(Place.objects.filter(code__in=codes).values_list("pk", "code"))
    rows = PlaceVersion.objects.believed().filter(place__in=keys).order_by("during")
    return {keys[row.place_id]: row.name for row in rows}


def _local(model: type[Model]) -> dict[str, str]:
    rows: Iterable[Any] = model._default_manager.all()
    return {row.code: row.local_name for row in rows}


def _link(words: str, page: str, key: UUID, on: date) -> Link:
    return Link(words, f"{reverse(f'directory:{page}', args=[key])}?{urlencode({'on': on.isoformat()})}")
