"""Units of a day: their names, their lists, their codes."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet

from lienthong.directory.models import GroupMember, Mandate, Unit, UnitCode, UnitVersion
from lienthong.directory.rules.agency_codes import spellings
from lienthong.kernel.keys import among
from lienthong.kernel.search.queries import matching


def unit_on(unit: Unit | UUID, day: date, *, known_at: datetime | None = None) -> UnitVersion | None:
    """Return what the unit was on the day; None when it did not exist."""
    rows = UnitVersion.objects.filter(unit=unit).select_related("kind", "place")
    found: UnitVersion | None = (
        rows.on(day) if known_at is None else rows.on_as_known(day, known_at)
    ).first()
    return found


def names(unit_ids: Collection[UUID], day: date) -> dict[UUID, str]:
    """Return the name of each unit on the day; one that had ended or not begun has its nearest name.

    One query. A unit without any version is left out.
    """
    rows = (
        UnitVersion.objects.believed().filter(unit__in=set(unit_ids)).values_list("unit_id", "name", "during")
    )
    nearest: dict[UUID, tuple[int, str]] = {}
    for unit_id, name, during in rows:
        far = _days_from(during.lower, during.upper, day)
        if unit_id not in nearest or far < nearest[unit_id][0]:
            nearest[unit_id] = far, name
    return {unit_id: name for unit_id, (_far, name) in nearest.items()}


def places_of_units(unit_ids: Collection[UUID], day: date) -> dict[UUID, UUID]:
    """Return where each unit lies on the day or, if it ends with the day, lay the day before; one query."""
    if not unit_ids:
        return {}
    there = UnitVersion.objects.believed().filter(
        during__overlap=DateRange(day - timedelta(days=1), day, "[]")
    )
    lying = there.filter(unit__in=among(unit_ids), place__isnull=False)
    return dict(lying.order_by("during").values_list("unit_id", "place_id"))


def members(group_code: str, day: date) -> list[Unit]:
    """Return the units of a named list on the day, in the order of official lists."""
    rows = GroupMember.objects.on(day).filter(group__code=group_code).values("unit")
    listed = UnitVersion.objects.on(day).filter(unit__in=rows).select_related("unit")
    return [version.unit for version in listed.order_by("position", "order_key", "unit__code")]


def unit_by_code(code: str, day: date | None = None) -> Unit | None:
    """Return the unit of a code: ours, or an identifier in either scheme (of the day; without one, latest).

    A code written down wins over a converted one; a code that leads to several units leads to none.
    """
    ours = Unit.objects.filter(code=code).first()
    if ours is not None:
        return ours
    rows = UnitCode.objects.believed() if day is None else UnitCode.objects.on(day)
    found = list(rows.filter(code__in=spellings(code)).select_related("unit").order_by("-during"))
    written = [row.unit for row in found if row.code == code.strip().upper()]
    return _only(written or [row.unit for row in found], latest=day is None)


def versions_on(day: date, typed: str = "", group_code: str = "") -> QuerySet[UnitVersion]:
    """Return the units of the day by the words of their names, with or without marks, and by group."""
    rows: QuerySet[UnitVersion] = UnitVersion.objects.on(day).select_related("unit", "kind")
    if group_code:
        listed = GroupMember.objects.on(day).filter(group__code=group_code)
        rows = rows.filter(unit__in=listed.values("unit"))
    return matching(rows, typed).order_by("position", "order_key", "unit__code")


def mandates_of(unit_id: UUID, day: date) -> QuerySet[Mandate]:
    rows: QuerySet[Mandate] = Mandate.objects.on(day).filter(unit=unit_id).order_by("title")
    return rows


def holder_of_mandate(code: str, day: date) -> Unit | None:
    row = Mandate.objects.on(day).filter(code=code).select_related("unit").first()
    return row.unit if row else None


def groups_of(unit_id: UUID, day: date) -> QuerySet[GroupMember]:
    rows: QuerySet[GroupMember] = GroupMember.objects.on(day).filter(unit=unit_id).select_related("group")
    return rows


def codes_of(unit_id: UUID, day: date) -> QuerySet[UnitCode]:
    rows: QuerySet[UnitCode] = UnitCode.objects.on(day).filter(unit=unit_id).order_by("scheme")
    return rows


def history_of(unit_id: UUID) -> QuerySet[UnitVersion]:
    """Return everything that was ever believed about the unit, the present belief first."""
    rows: QuerySet[UnitVersion] = UnitVersion.objects.filter(unit=unit_id).select_related("kind")
    return rows.order_by("-during", "-known_from")


def existing(unit_ids: Collection[UUID], day: date) -> frozenset[UUID]:
    """Return those that exist on the day."""
    rows = UnitVersion.objects.on(day).filter(unit__in=set(unit_ids))
    return frozenset(rows.values_list("unit_id", flat=True))


def _days_from(lower: date | None, upper: date | None, day: date) -> int:
    if lower is not None and day < lower:
        return (lower - day).days
    if upper is not None and day >= upper:
        return (day - upper).days + 1
    return 0


def _only(units: list[Unit], *, latest: bool) -> Unit | None:
    if not units or (not latest and len(set(units)) > 1):
        return None
    return units[0]


def touching(*units: UUID) -> Q:
    """Return the condition that a succession has one of the units on either side."""
    return Q(predecessor__in=units) | Q(successor__in=units)
