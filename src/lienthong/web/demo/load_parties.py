"""Enterprises, household businesses and citizens of the demo province; all invented."""

from datetime import date, datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.directory.models import Place
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action
from lienthong.parties.models import (
    Branch,
    FocalBranch,
    IdentifierKind,
    Party,
    PartyGroup,
    PartyGroupMember,
    PartyKind,
)
from lienthong.parties.policies import may_register
from lienthong.web.demo.loaded import is_loaded, record_files
from lienthong.web.demo.reading import Row, during, rows, words

SINCE = DateRange(date(2011, 1, 1), None)
PROVINCE = "60"


FILES = ("parties", "party_group_members")


@action
def load_parties(*, by: Actor, at: datetime) -> None:
    """Write down the people and enterprises of the files; a second time does nothing."""
    may_register(by).or_raise()
    if is_loaded("parties.load", FILES, into=Party):
        return
    listed = rows("parties")
    places = dict(Place.objects.values_list("code", "id"))
    parties = {row["code"]: _party(row, places, at) for row in listed}
    Party.objects.bulk_create(parties.values())
    _branches(listed, parties, places[PROVINCE], at)
    _groups(parties, at)
    record_files("parties.load", FILES, by=by, at=at)


def _party(row: Row, places: dict[str, UUID], at: datetime) -> Party:
    kind = PartyKind.ENTERPRISE if row["kind"] == "branch" else PartyKind(row["kind"])
    by_tax = bool(row["tax_code"])
    return Party(
        code=row["code"],
        kind=kind,
        name=row["name"],
        short_name=row["short_name"],
        identifier_kind=IdentifierKind.TAX_CODE if by_tax else IdentifierKind.PERSONAL_NUMBER,
        identifier=row["tax_code"] or row["id_number"],
        address=row["address"],
        place_id=places.get(row["place"]),
        sectors=words(row["sectors"]),
        since=at,
        source=row["source"],
        note=row["note"],
    )


def _branches(listed: list[Row], parties: dict[str, Party], province: UUID, at: datetime) -> None:
    branches = [row for row in listed if row["branch_of"]]
    Branch.objects.bulk_create(
        Branch(party=parties[r["code"]], enterprise=parties[r["branch_of"]], during=SINCE, known_from=at)
        for r in branches
    )
    FocalBranch.objects.bulk_create(
        FocalBranch(
            branch=parties[r["code"]],
            enterprise=parties[r["branch_of"]],
            place_id=province,
            place_name="Tỉnh Bình Thuận",
            during=SINCE,
            known_from=at,
        )
        for r in branches
        if r["focal"] == "yes"
    )


def _groups(parties: dict[str, Party], at: datetime) -> None:
    groups = {
        row["code"]: PartyGroup(code=row["code"], name=row["name"], name_en=row["name_en"])
        for row in rows("groups")
        if row["of"] == "party"
    }
    PartyGroup.objects.bulk_create(groups.values())
    PartyGroupMember.objects.bulk_create(
        PartyGroupMember(group=groups[r["group"]], party=parties[r["party"]], during=during(r), known_from=at)
        for r in rows("party_group_members")
    )
