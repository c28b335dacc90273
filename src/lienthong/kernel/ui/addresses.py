"""The addresses of things of one sort: a text with one place for the key, so a list of many asks for it once."""

from collections.abc import Callable
from functools import cache
from uuid import UUID

from django.urls import reverse

_PLACE = UUID(int=0)


def address_of(name: str) -> Callable[[UUID], str]:
    """Return what gives the address of a page that has one key and nothing else in it, by the name of its route."""

    def address(key: UUID) -> str:
        before, after = _around(name)
        return f"{before}{key}{after}"

    return address


@cache
def _around(name: str) -> tuple[str, str]:
    before, _place, after = reverse(name, args=[_PLACE]).partition(str(_PLACE))
    return before, after
