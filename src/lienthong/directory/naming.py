"""Codes of our own for what is new; people give one where they want to, and never need to."""

from django.db.models import Model

from lienthong.directory.models import Mandate, Person, Post, Unit


def unit_code(above: Unit | None) -> str:
    return _free(Unit, above.code if above else "CQ")


def post_code(unit: Unit) -> str:
    return _free(Post, f"{unit.code}/")


def mandate_code(unit: Unit) -> str:
    return _free(Mandate, f"{unit.code}/")


def person_code() -> str:
    return _free(Person, "CB")


def _free(model: type[Model], before: str) -> str:
    """Return the first code with this beginning and a number that nothing has had."""
    taken = {*model._default_manager.filter(code__startswith=before).values_list("code", flat=True)}
    number = len(taken) + 1
    while f"{before}{number}" in taken:
        number += 1
    return f"{before}{number}"
