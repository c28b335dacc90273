"""Registering people and enterprises, their branches and representatives; and opening personal data."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.history.models import Versioned
from lienthong.kernel.refusals import Invalid, WrongState, must_say
from lienthong.parties.models import (
    Branch,
    FocalBranch,
    IdentifierKind,
    Party,
    PartyGroup,
    PartyGroupMember,
    PartyKind,
    Representative,
)
from lienthong.parties.policies import may_read_personal, may_register
from lienthong.parties.rules.identifiers import is_branch_of, is_personal_number, is_tax_code, plain
from lienthong.parties.selectors import READ, enterprises_above

V = TypeVar("V", bound=Versioned)

CORRECTABLE = frozenset({"name", "short_name", "identifier", "identifier_kind", "address", "sectors", "note"})
_HOLD = "SELECT pg_advisory_xact_lock(hashtext('parties'))"


def enter_party(
    code: str,
    *,
    kind: str,
    name: str,
    identifier: str,
    by: Actor,
    at: datetime,
    identifier_kind: str = "",
    short_name: str = "",
    address: str = "",
    place_id: UUID | None = None,
    sectors: Sequence[str] = (),
    source: str = "",
) -> Party:
    """Register a citizen, an enterprise or a household business under an identifier that nobody else has.

    A part of an action; `register_party` is the action of this alone.
    """
    _open(by)
    if kind not in PartyKind.values:
        raise Invalid(_("Loại “%(kind)s” không có trong danh mục.") % {"kind": kind}, field="kind")
    named = must_say(name, _("Hãy nhập tên."), "name")
    known_kind = identifier_kind or _usual_identifier(kind)
    number = _identifier(known_kind, identifier)
    party = Party.objects.create(
        code=_unused(code),
        kind=kind,
        name=named,
        short_name=short_name,
        identifier_kind=known_kind,
        identifier=number,
        address=address,
        place_id=place_id,
        sectors=list(sectors),
        since=at,
        source=source,
    )
    _note_registered(party, by=by, at=at)
    return party


register_party = action(enter_party)


@action
def register_branch(party: Party, *, of: Party, on: date, by: Actor, at: datetime) -> Branch:
    """Say that a party is a branch of an enterprise from a day; nobody is one of itself, by any way round."""
    _open(by)
    if {party.kind, of.kind} != {PartyKind.ENTERPRISE}:
        raise Invalid(_("Chỉ doanh nghiệp, tổ chức mới có chi nhánh."), field="of")
    if party == of or party.pk in enterprises_above(of.pk, on):
        raise Invalid(_("Một doanh nghiệp không thể là chi nhánh của chính nó."), field="of")
    _same_enterprise(party, of)
    branch = _begin(Branch(party=party, enterprise=of, during=DateRange(on, None), known_from=at), "party_id")
    record("parties.register_branch", subject=party, by=by, at=at, detail={"of": str(of.pk), "on": str(on)})
    return branch


@action
def set_focal_branch(
    enterprise: Party,
    branch: Party,
    *,
    place_id: UUID,
    place_name: str,
    on: date,
    by: Actor,
    at: datetime,
) -> FocalBranch:
    """Choose the branch that reports for the enterprise in a province from a day."""
    _open(by)
    if not Branch.objects.on(on).filter(party=branch, enterprise=enterprise).exists():
        raise Invalid(_("Đơn vị được chọn không phải là chi nhánh của doanh nghiệp này."), field="branch")
    present = FocalBranch.objects.on(on).filter(enterprise=enterprise, place_id=place_id).first()
    if present is not None and present.branch_id == branch.pk:
        raise WrongState(_("Chi nhánh này đang là đầu mối."))
    if present is not None:
        present.cut(on, at=at)
    focal = _begin(
        FocalBranch(
            enterprise=enterprise,
            branch=branch,
            place_id=place_id,
            place_name=place_name,
            during=DateRange(on, None),
            known_from=at,
        ),
        "enterprise_id",
        "place_id",
    )
    detail = {"branch": str(branch.pk), "place": str(place_id), "on": str(on)}
    record("parties.set_focal_branch", subject=enterprise, by=by, at=at, detail=detail)
    return focal


@action
def name_representative(
    party: Party, citizen: Party, *, title: str, on: date, by: Actor, at: datetime
) -> Representative:
    """Say who may act for an enterprise or a household business from a day."""
    _open(by)
    if party.kind == PartyKind.CITIZEN or citizen.kind != PartyKind.CITIZEN:
        raise Invalid(
            _("Người đại diện phải là công dân, đại diện cho doanh nghiệp hoặc hộ kinh doanh."),
            field="citizen",
        )
    worded = must_say(title, _("Hãy nhập tư cách đại diện."), "title")
    row = Representative(
        party=party, citizen=citizen, title=worded, during=DateRange(on, None), known_from=at
    )
    named = _begin(row, "party_id", "citizen_id")
    detail = {"citizen": str(citizen.pk), "title": worded, "on": str(on)}
    record("parties.name_representative", subject=party, by=by, at=at, detail=detail)
    return named


@action
def end_representative(row: Representative, *, on: date, by: Actor, at: datetime) -> None:
    """Say that somebody no longer acts for the party from a day."""
    _open(by)
    if row.during.lower is not None and on <= row.during.lower:
        raise Invalid(_("Ngày kết thúc phải sau ngày bắt đầu."), field="on")
    if row.during.upper is not None and row.during.upper <= on:
        raise WrongState(_("Việc đại diện này đã kết thúc."))
    row.cut(on, at=at)
    detail = {"citizen": str(row.citizen_id), "on": str(on)}
    record("parties.end_representative", subject=row.party, by=by, at=at, detail=detail)


@action
def add_to_group(group: PartyGroup, party: Party, *, on: date, by: Actor, at: datetime) -> PartyGroupMember:
    """Put the enterprise on a named list from a day."""
    _open(by)
    row = PartyGroupMember(group=group, party=party, during=DateRange(on, None), known_from=at)
    member = _begin(row, "group_id", "party_id")
    record("parties.add_to_group", subject=party, by=by, at=at, detail={"group": group.code, "on": str(on)})
    return member


@action
def correct_party(party: Party, *, reason: str, by: Actor, at: datetime, **changes: Any) -> Party:
    """Correct what was entered; the former values and the reason stand in the part of the act that can be erased."""
    _open(by)
    why = must_say(reason, _("Hãy nêu lý do đính chính."), "reason")
    changed = {name: value for name, value in changes.items() if getattr(party, name, None) != value}
    if not changed or set(changed) - CORRECTABLE:
        raise Invalid(_("Không có thông tin nào được đính chính."), field="changes")
    before = {name: getattr(party, name) for name in changed}
    for name, value in changed.items():
        setattr(party, name, value)
    party.name = must_say(party.name, _("Hãy nhập tên."), "name")
    party.identifier = _identifier(party.identifier_kind, party.identifier, besides=party)
    party.save(update_fields=sorted({*changed, "name", "identifier"}))
    detail = {"fields": sorted(changed)}
    personal = {"before": before, "after": changed, "reason": why}
    record("parties.correct", subject=party, by=by, at=at, detail=detail, personal=personal)
    return party


@action
def read_personal(party: Party, *, purpose: str, by: Actor, at: datetime) -> Party:
    """Open the personal data of a citizen for a purpose; the reading is an act, which the person can see."""
    may_read_personal(by, party).or_raise()
    why = must_say(purpose, _("Hãy nêu mục đích xem dữ liệu cá nhân."), "purpose")
    record(READ, subject=party, by=by, at=at, detail={"purpose": why})
    return party


def hold_parties() -> None:
    """Let nobody else register until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD)


def _note_registered(party: Party, *, by: Actor, at: datetime) -> None:
    detail = {"code": party.code, "kind": party.kind}
    written = {"name": party.name, "identifier": party.identifier, "address": party.address}
    record("parties.register", subject=party, by=by, at=at, detail=detail, personal=written)


def _open(by: Actor) -> None:
    """May I; and then nobody else registers until this is done."""
    may_register(by).or_raise()
    hold_parties()


def _unused(code: str) -> str:
    said = must_say(code, _("Hãy nhập mã."), "code")
    if Party.objects.filter(code=said).exists():
        raise Invalid(_("Mã %(code)s đã được dùng.") % {"code": said}, field="code")
    return said


def _usual_identifier(kind: str) -> str:
    return IdentifierKind.PERSONAL_NUMBER if kind == PartyKind.CITIZEN else IdentifierKind.TAX_CODE


def _identifier(kind: str, typed: str, besides: Party | None = None) -> str:
    """Return the identifier as it is kept; refused when its shape is wrong or somebody else has it."""
    number = plain(typed)
    if kind not in IdentifierKind.values:
        raise Invalid(_("Loại giấy tờ không có trong danh mục."), field="identifier_kind")
    if kind == IdentifierKind.TAX_CODE and not is_tax_code(number):
        raise Invalid(_("Mã số thuế gồm 10 số, chi nhánh thêm gạch nối và 3 số."), field="identifier")
    if kind == IdentifierKind.PERSONAL_NUMBER and not is_personal_number(number):
        raise Invalid(_("Số định danh cá nhân gồm 12 số (chứng minh nhân dân cũ: 9 số)."), field="identifier")
    others = Party.objects.filter(identifier_kind=kind, identifier=number)
    if not number or (others.exclude(pk=besides.pk) if besides else others).exists():
        raise Invalid(_("Số giấy tờ này đã được ghi cho người hoặc doanh nghiệp khác."), field="identifier")
    return number


def _same_enterprise(branch: Party, of: Party) -> None:
    """Refuse a dependent branch whose tax code belongs to another enterprise."""
    dependent = branch.identifier_kind == IdentifierKind.TAX_CODE and "-" in branch.identifier
    if dependent and not is_branch_of(branch.identifier, of.identifier):
        raise Invalid(_("Mã số thuế của chi nhánh không thuộc doanh nghiệp này."), field="of")


def _begin(row: V, *key: str) -> V:
    """Write a dated fact; refused when another of the same key is so on one of its days."""
    same = {column: getattr(row, column) for column in key}
    if type(row).objects.believed().filter(**same, during__overlap=row.during).exists():
        raise WrongState(_("Đã có thông tin khác chồng lên khoảng thời gian này."))
    row.save(force_insert=True)
    return row
