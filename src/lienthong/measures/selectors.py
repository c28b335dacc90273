"""Reading definitions: the latest of each indicator, all versions of one."""

from collections.abc import Collection

from lienthong.measures.models import Definition


def latest_definitions(codes: Collection[str] | None = None) -> dict[str, Definition]:
    """Return the latest version of each indicator; of these codes, or of all."""
    rows = Definition.objects.order_by("code", "version")
    if codes is not None:
        rows = rows.filter(code__in=codes)
    return {row.code: row for row in rows}


def versions_of(code: str) -> list[Definition]:
    """Return every version of an indicator, the latest first."""
    return list(Definition.objects.filter(code=code).order_by("-version"))
