"""Delegating in writing, and taking it back (NĐ 30/2020, art. 13: limited in time and content, not passed on)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lienthong.access.actors import official
from lienthong.access.capabilities import SIGNED, Capability
from lienthong.access.models import Capacity, Delegation
from lienthong.access.policies import STEP_UP
from lienthong.access.powers.keeping import may_keep
from lienthong.access.powers.terms import DELEGATION, term
from lienthong.access.words import DELEGATE, REVOKE_DELEGATION
from lienthong.directory.models import Post
from lienthong.directory.revision import hold_directory
from lienthong.directory.selectors import head_of, tree
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import day_window, local_day
from lienthong.kernel.refusals import Invalid, Missing, NotAllowed, StepUp, WrongState, must_say

DEPUTIES: Final = ("deputy", "division_deputy")  # profiles of posts that stand in for the head of their unit


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in one of their posts."""

    person_id: UUID
    post_id: UUID


@dataclass(frozen=True, slots=True)
class Paper:
    """What the written delegation says. `first` and `last` are days, both included; no fields means any field."""

    giver: Holder
    receiver: Holder
    capabilities: Sequence[Capability]
    content: str
    first: date
    last: date
    basis: str
    fields: Collection[str] = ()


@action
def delegate(paper: Paper, *, by: Actor, at: datetime) -> Delegation:
    """Write a delegation down: TUQ. of a head to a head of a unit of the agency, or TL. passed to one's deputy.

    Raises:
        StepUp: no second factor was shown a short while ago.
        NotAllowed: neither the giver's own, nor of somebody who writes down powers of the agency; or to oneself.
        Invalid: not limited, not for this receiver, or of powers that the giver does not have in their own right.
        WrongState: the same is already delegated on these days, or it would come back to the giver.
    """
    hold_directory()  # of two who delegate the same at once, the second is told
    days = term(DELEGATION, paper.first, paper.last, today=local_day(at))
    start = max(at, day_window(days.lower)[0])
    giver = _in_post(paper.giver, start, _("Người ủy quyền không giữ chức vụ này."), "giver")
    receiver = _in_post(
        paper.receiver, start, _("Người nhận không giữ chức vụ này, hoặc đã thôi giữ."), "receiver"
    )
    may_keep(by, unit_id=_unit(giver), of=giver.person_id, to=receiver.person_id, at=at).or_raise()
    if not by.strong:
        raise StepUp(STEP_UP % {"power": Capability.POWERS_MANAGE.label})
    capacity, unit = _capacity(giver, receiver, _powers(paper), days.lower)
    paper = replace(paper, fields=_fields(giver, capacity, paper))
    _once(paper, unit, days)
    made = _written(paper, capacity, unit, days)
    people = {"from": str(giver.person_id), "to": str(receiver.person_id)}
    made.act_id = record(DELEGATE, subject=made, by=by, at=at, detail=_facts(made), personal=people).id
    made.save(force_insert=True)
    return made


def _written(paper: Paper, capacity: Capacity, unit: UUID, days: DateRange) -> Delegation:
    """Return the row of the paper, not saved; refused without a document or a content."""
    basis = must_say(paper.basis, _("Ủy quyền phải bằng văn bản: hãy ghi số, ngày văn bản."), "basis")
    content = must_say(paper.content, _("Ủy quyền phải giới hạn nội dung: hãy ghi nội dung."), "content")
    return Delegation(
        capacity=capacity,
        unit_id=unit,
        from_person_id=paper.giver.person_id,
        from_post_id=paper.giver.post_id,
        to_person_id=paper.receiver.person_id,
        to_post_id=paper.receiver.post_id,
        capabilities=list(paper.capabilities),
        fields=sorted(paper.fields),
        content=content,
        during=days,
        basis=basis,
    )


@action
def revoke(delegation_id: UUID, *, reason: str, by: Actor, at: datetime) -> Delegation:
    """Take a delegation back; it ends with this act, in running sessions too. Who received it may give it back.

    Raises `Missing`, `NotAllowed`, `Invalid` without a reason, `WrongState` when it is over.
    """
    given = Delegation.objects.select_for_update(of=("self",)).filter(pk=delegation_id).first()
    if given is None:
        raise Missing
    may_revoke(by, given, at=at)
    if given.revoked_at is not None or given.during.upper <= local_day(at):
        raise WrongState(_("Ủy quyền này đã kết thúc."))
    why = must_say(reason, _("Hãy nêu lý do."), "reason")
    given.revoked_at, given.revoked_for = at, why
    given.save(update_fields=["revoked_at", "revoked_for"])
    record(REVOKE_DELEGATION, subject=given, by=by, at=at, detail={"reason": why, "basis": given.basis})
    return given


def may_revoke(by: Actor, given: Delegation, *, at: datetime) -> None:
    if by.person_id is not None and by.person_id == given.to_person_id:
        return
    may_keep(by, unit_id=given.from_post.unit_id, of=given.from_person_id, to=None, at=at).or_raise()


def heads_agency(giver: Actor, day: date) -> bool:
    """Only who heads the agency delegates in its name (art. 13, clause 3)."""
    head = head_of(tree(day).agency_of(_unit(giver)), day)
    return head is not None and head.pk == giver.post_id


def _in_post(holder: Holder, at: datetime, words: str, field: str) -> Actor:
    found = official(holder.person_id, holder.post_id, at=at)
    if found is None:
        raise Invalid(words, field=field)
    return found


def _unit(by: Actor) -> UUID:
    if by.unit_id is None:
        raise NotAllowed(_("Người ủy quyền không thuộc đơn vị nào."))
    return by.unit_id


def _powers(paper: Paper) -> frozenset[Capability]:
    if not paper.capabilities or not set(paper.capabilities) <= set(SIGNED):
        raise Invalid(_("Hãy chọn việc được ủy quyền."), field="capabilities")
    return frozenset(paper.capabilities)


def _capacity(
    giver: Actor, receiver: Actor, powers: frozenset[Capability], day: date
) -> tuple[Capacity, UUID]:
    """Return in which capacity, and in whose name, the receiver will sign."""
    if giver.person_id == receiver.person_id:
        raise Invalid(_("Không ai ủy quyền cho chính mình."), field="receiver")
    unit = _unit(giver)
    agency = tree(day).agency_of(unit)
    if all(giver.can(power) for power in powers) and heads_agency(giver, day):
        _must_be_head_below(receiver, agency, day)
        return Capacity.DELEGATED, agency
    orders = {
        one.unit_id for one in giver.grants if one.capacity == Capacity.ORDER and one.capability in powers
    }
    ordered = {one.capability for one in giver.grants if one.capacity == Capacity.ORDER}
    if len(orders) == 1 and powers <= ordered:
        _must_be_deputy(giver, receiver)
        return Capacity.ORDER_BY_DEPUTY, orders.pop()
    raise Invalid(
        _("Chỉ ủy quyền được thẩm quyền của chính mình; người được ủy quyền không ủy quyền lại."),
        field="capabilities",
    )


def _fields(giver: Actor, capacity: Capacity, paper: Paper) -> frozenset[str]:
    """Return where it holds: an order that is passed on reaches no further than the giver's own."""
    asked = frozenset(paper.fields)
    if capacity != Capacity.ORDER_BY_DEPUTY:
        return asked
    for grant in giver.grants:
        if (
            grant.capacity == Capacity.ORDER
            and grant.capability in paper.capabilities
            and grant.fields is not None
        ):
            if not (asked or grant.fields) <= grant.fields:
                raise Invalid(
                    _("Chỉ giao lại trong lĩnh vực mình được ký thừa lệnh."), field="fields_of_work"
                )
            asked = asked or grant.fields
    return asked


def _must_be_head_below(receiver: Actor, agency: UUID, day: date) -> None:
    """Only heads of agencies and units inside the structure (art. 13, clause 3)."""
    unit = _unit(receiver)
    head = head_of(unit, day)
    if unit == agency or unit not in tree(day).subtree(agency) or head is None or head.pk != receiver.post_id:
        raise Invalid(
            _("Chỉ ủy quyền cho người đứng đầu cơ quan, đơn vị thuộc cơ cấu tổ chức của mình."),
            field="receiver",
        )


def _must_be_deputy(giver: Actor, receiver: Actor) -> None:
    """The order may be passed to the deputy of the same unit (art. 13, clause 4)."""
    post = Post.objects.filter(id__in=[receiver.post_id], profile__in=DEPUTIES).exists()
    if receiver.unit_id != giver.unit_id or not post:
        raise Invalid(_("Việc ký thừa lệnh chỉ giao lại cho cấp phó của mình."), field="receiver")


def _once(paper: Paper, unit: UUID, days: DateRange) -> None:
    standing = Delegation.objects.filter(revoked_at__isnull=True, during__overlap=days)
    back = standing.filter(from_person=paper.receiver.person_id, to_person=paper.giver.person_id).first()
    if back is not None:
        raise WrongState(
            _("Người nhận đang ủy quyền cho chính người ủy quyền này (%(basis)s).") % {"basis": back.basis}
        )
    same = standing.filter(unit=unit, capabilities__overlap=list(paper.capabilities)).select_related(
        "to_person"
    )
    for other in same:
        if not other.fields or not paper.fields or set(other.fields) & set(paper.fields):
            raise WrongState(
                _("Việc này đã ủy quyền cho %(name)s theo %(basis)s trong thời gian đó; hãy thu hồi trước.")
                % {"name": other.to_person.full_name, "basis": other.basis}
            )


def _facts(made: Delegation) -> dict[str, object]:
    return {
        "capacity": str(made.capacity),
        "unit": str(made.unit_id),
        "from_post": str(made.from_post_id),
        "to_post": str(made.to_post_id),
        "capabilities": [str(power) for power in made.capabilities],
        "fields": list(made.fields),
        "from": made.during.lower.isoformat(),
        "to": made.during.upper.isoformat(),
        "basis": made.basis,
        "content": made.content,
    }
