"""Reading people and enterprises: everything dated takes the day."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.sightings import sightings
from lienthong.kernel.search.queries import text_query
from lienthong.parties.models import Branch, FocalBranch, Party, PartyGroupMember, PartyKind, Representative
from lienthong.parties.rules.identifiers import plain

READ = "parties.read"


def party_by_identifier(identifier: str, kind: str = "") -> Party | None:
    """Return the party of an identifier, however it is spaced; None when two kinds share it."""
    rows = Party.objects.filter(identifier=plain(identifier))
    found = list((rows.filter(identifier_kind=kind) if kind else rows)[:2])
    return found[0] if len(found) == 1 else None


def found_by(rows: QuerySet[Party], typed: str) -> QuerySet[Party]:
    """Return enterprises by words, a citizen only by the whole identifier: nobody looks through names."""
    if not typed.strip():
        return rows
    whole = Q(identifier=plain(typed))
    query = text_query(typed)
    return rows.filter(whole | (Q(words=query) & ~Q(kind=PartyKind.CITIZEN)) if query else whole)


def enterprise_of(party_id: UUID, day: date) -> Party | None:
    """Return the enterprise of which the party is a branch on the day."""
    row = Branch.objects.on(day).filter(party=party_id).select_related("enterprise").first()
    return row.enterprise if row else None


def enterprises_above(party_id: UUID, since: date) -> frozenset[UUID]:
    """Return all of which the party is a branch, directly or through others, on any day from `since`."""
    rows = Branch.objects.believed().filter(during__overlap=(since, None))
    above: dict[UUID, list[UUID]] = {}
    for party, enterprise in rows.values_list("party_id", "enterprise_id"):
        above.setdefault(party, []).append(enterprise)
    found: set[UUID] = set()
    waiting = [party_id]
    while waiting:
        waiting = [known for party in waiting for known in above.get(party, []) if known not in found]
        found.update(waiting)
    return frozenset(found)


def branches_of(enterprise_id: UUID, day: date) -> QuerySet[Party]:
    rows = Branch.objects.on(day).filter(enterprise=enterprise_id)
    return Party.objects.filter(pk__in=rows.values("party")).order_by("order_key", "code")


def focal_branch(enterprise_id: UUID, place_id: UUID, day: date) -> Party | None:
    """Return the branch that reports for the enterprise in a province on the day."""
    rows = FocalBranch.objects.on(day).filter(enterprise=enterprise_id, place_id=place_id)
    row = rows.select_related("branch").first()
    return row.branch if row else None


def who_reports(enterprise: Party, place_id: UUID, day: date) -> Party:
    """Return who owes and signs for the enterprise in a province: its focal branch, or itself."""
    return focal_branch(enterprise.pk, place_id, day) or enterprise


def focal_branches(enterprise_id: UUID, day: date) -> QuerySet[FocalBranch]:
    rows: QuerySet[FocalBranch] = FocalBranch.objects.on(day).filter(enterprise=enterprise_id)
    return rows.select_related("branch").order_by("place_name")


def representatives(party_id: UUID, day: date) -> QuerySet[Representative]:
    rows: QuerySet[Representative] = Representative.objects.on(day).filter(party=party_id)
    return rows.select_related("citizen").order_by("citizen__name_key")


def represented_by(citizen_id: UUID, day: date) -> QuerySet[Party]:
    rows = Representative.objects.on(day).filter(citizen=citizen_id)
    return Party.objects.filter(pk__in=rows.values("party")).order_by("order_key", "code")


def members(group_code: str, day: date) -> list[Party]:
    """Return the enterprises of a named list on the day."""
    rows = PartyGroupMember.objects.on(day).filter(group__code=group_code)
    return list(Party.objects.filter(pk__in=rows.values("party")).order_by("order_key", "code"))


def readings_of(party_id: UUID) -> QuerySet[Act]:
    """Return who opened the personal data, when and what for, the latest first; the person may see it too."""
    return sightings.of([party_id]).order_by("-recorded_at", "-id")
