"""Walk every route and name those without a door; a test of the whole house asks."""

from collections.abc import Callable, Iterator
from inspect import getclosurevars
from types import ModuleType
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import PathView

# Views of libraries that tell nothing about anybody: the description of the API, and its root (a 404).
open_doors = frozenset({"openapi-json", "api-root"})


def unguarded(urlconf: str | ModuleType | None = None) -> list[str]:
    """Return the routes whose view has no policy, as `address (view)`; an API operation needs its own."""
    return [
        f"{address} ({_called(pattern.callback)})"
        for address, pattern in routes(get_resolver(urlconf))  # type: ignore[arg-type]
        if pattern.name not in open_doors and not _has_policy(pattern.callback)
    ]


def routes(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every pattern under the resolver with its whole address."""
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, address)
        else:
            yield address, pattern


def _has_policy(view: Callable[..., Any]) -> bool:
    operations = _operations(view)
    if operations is None:
        return hasattr(view, "policy")
    return all(operation.auth_callbacks for operation in operations)


def _operations(view: Callable[..., Any]) -> list[Any] | None:
    """Return the API operations behind a view, or None for an ordinary one."""
    try:
        owner = getclosurevars(view).nonlocals.get("self")
    except TypeError:  # not a plain function
        return None
    return owner.operations if isinstance(owner, PathView) else None


def _called(view: Callable[..., Any]) -> str:
    return getattr(view, "__qualname__", type(view).__qualname__)
