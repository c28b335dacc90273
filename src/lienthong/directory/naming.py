"""Codes of our own for what is new; people give one where they want to, and never need to."""

from collections.abc import Collection

from django.db.models import Model

from lienthong.directory.models import Mandate, Person, Post, Unit


def unit_code(above: Unit | None) -> str:
    return free_code(Unit, above.code if above else "CQ")


def post_code(unit: Unit) -> str:
    return free_code(Post, f"{unit.code}/")


def mandate_code(unit: Unit) -> str:
    return free_code(Mandate, f"{unit.code}/")


def person_code() -> str:
    return free_code(Person, "CB")


def free_code(model: type[Model], before: str, *, but: Collection[str] = ()) -> str:
    """Return the first code with this beginning and a number that nothing has had; `but` names others to leave out."""
    known = model._default_manager.filter(code__startswith=before).values_list("code", flat=True)
    taken = {*known, *(code for code in but if code.startswith(before))}
    number = len(taken) + 1
    while f"{before}{number}" in taken:
        number += 1
    return f"{before}{number}"
