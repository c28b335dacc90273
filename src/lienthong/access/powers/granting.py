"""What an official may do for somebody else today: by standing rule, as substitute, by delegation.

`COLUMNS` are read in the one statement that reads who the actor is (`actors.POSTS`); nothing is asked again.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.access.models import Bound, Capacity, Principal
from lienthong.directory.selectors import tree
from lienthong.kernel.acts.actor import Grant

REMEMBERED: Final = timedelta(days=90)  # how long a delegation that is over still explains a refusal
TAKEN: Final = [capacity.value for capacity in Capacity]
GENERAL: Final = "chung"  # the field of work that has none of its own

# Of the post `p` with version `pv` that the person `per` holds on `day`.
COLUMNS: Final = """
    pv.fields,
    (SELECT json_agg(json_build_array(r.kind, r.principal, r.heads, r.capacity, r.capabilities, r.bound, r.source))
     FROM access_signingrule r
     WHERE (r.post_id = p.id OR r.profile = pv.profile) AND r.known_to IS NULL AND r.during @> %(day)s::date
    ) AS rules,
    (SELECT json_agg(json_build_array(
        d.id, d.unit_id, d.capacity, d.capabilities, d.fields, d.basis, lower(d.during), upper(d.during),
        d.revoked_at IS NOT NULL,
        EXISTS (SELECT FROM directory_appointment g WHERE g.person_id = d.from_person_id
            AND g.post_id = d.from_post_id AND g.known_to IS NULL AND g.during @> %(day)s::date)
        AND (d.capacity <> 'TL.KT' OR EXISTS (SELECT FROM access_signingrule o WHERE o.post_id = d.from_post_id
            AND o.capacity = 'TL' AND o.known_to IS NULL AND o.during @> %(day)s::date))))
     FROM access_delegation d
     WHERE d.to_person_id = per.id AND d.to_post_id = p.id
         AND lower(d.during) <= %(day)s::date AND upper(d.during) > %(remembered)s::date
    ) AS delegations,
    (SELECT json_agg(json_build_array(b.person_id, bp.unit_id, bv.profile, upper(b.during), b.basis))
     FROM access_absence b
     JOIN directory_appointment ba ON ba.person_id = b.person_id AND ba.post_id = b.post_id AND ba.known_to IS NULL
        AND ba.during @> %(day)s::date
    JOIN directory_post bp ON bp.id = b.post_id
     JOIN directory_postversion bv ON bv.post_id = bp.id AND bv.known_to IS NULL AND bv.during @> %(day)s::date
     WHERE b.substitute_id = per.id AND b.ended_at IS NULL AND b.during @> %(day)s::date
    ) AS absences
"""


def grants_of(row: Mapping[str, Any], day: date) -> list[Grant]:
    """Return what the columns of a row grant, in the order in which a capacity is taken."""
    found = [*(_by_rule(row, day) if row["rules"] else ())]
    for delegation in row["delegations"] or ():
        found += _by_delegation(delegation, day)
    return sorted(found, key=lambda grant: TAKEN.index(grant.capacity))


def stood_in_for(row: Mapping[str, Any], day: date) -> frozenset[UUID]:
    """Return the people of the same agency whose work is in this person's hands while they are away."""
    if not row["absences"]:
        return frozenset()
    units = tree(day)
    here = units.agency_of(row["unit_id"])
    return frozenset(UUID(one[0]) for one in row["absences"] if units.agency_of(UUID(one[1])) == here)


def _by_rule(row: Mapping[str, Any], day: date) -> Iterator[Grant]:
    units = tree(day)
    agency = units.agency_of(row["unit_id"])
    kind = units.nodes[agency].kind if agency in units.nodes else ""
    for of_kind, principal, heads, capacity, capabilities, bound, source in row["rules"]:
        unit = agency if principal == Principal.OWN else units.parent_of(agency)
        if unit is None or of_kind not in {"", kind}:
            continue
        if heads and row["unit_id"] != agency:  # the deputy of a division is not the deputy of the agency
            continue
        away = _away(row["absences"] or (), unit, heads)
        fields = None if bound == Bound.ANY or away else frozenset(row["fields"])
        until = date.fromisoformat(away[3]) if away else None
        for capability in capabilities:
            yield Grant(capability, capacity, unit, fields, source, until=until)


def _away(absences: Sequence[Any], unit: UUID, heads: Sequence[str]) -> Any:
    """Return the leave of the head whom the actor stands in for: then a deputy signs in every field."""
    return next((one for one in absences if UUID(one[1]) == unit and one[2] in heads), None)


def _by_delegation(delegation: Sequence[Any], day: date) -> Iterator[Grant]:
    key, unit, capacity, capabilities, fields, basis, _since, until, revoked, giver_holds = delegation
    end = date.fromisoformat(until)
    refused = _why_not(basis, end, day, revoked=revoked, giver_holds=giver_holds)
    for capability in capabilities:
        yield Grant(
            capability,
            capacity,
            UUID(unit),
            frozenset(fields) or None,
            basis,
            UUID(key),
            until=end,
            refused=refused,
        )


def _why_not(basis: str, end: date, day: date, *, revoked: bool, giver_holds: bool) -> str:
    if revoked:
        return _("Ủy quyền theo %(basis)s đã bị thu hồi.") % {"basis": basis}
    if end <= day:
        last = end - timedelta(days=1)
        return _("Ủy quyền theo %(basis)s đã hết hạn, ngày cuối là %(day)s.") % {
            "basis": basis,
            "day": f"{last:%d/%m/%Y}",
        }
    if not giver_holds:
        return _("Ủy quyền theo %(basis)s không còn hiệu lực: người ủy quyền không còn thẩm quyền ấy.") % {
            "basis": basis
        }
    return ""
