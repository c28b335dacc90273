"""Beginning and ending assistance: a leader's assistant reads the leader's box and enters what the leader said.

It gives no power to act in the leader's name. It ends by itself with either appointment: it is read by day.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lienthong.access.actors import official
from lienthong.access.assisting_reading import READ, works_for
from lienthong.access.capabilities import Capability
from lienthong.access.models import Assistance
from lienthong.access.policies import NO_POWER, in_office, needs
from lienthong.access.powers.delegating import Holder
from lienthong.directory.models import Person
from lienthong.directory.revision import hold_directory
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import day_window, local_day, midnight_after
from lienthong.kernel.refusals import Invalid, Missing, Verdict, WrongState, deny, must_say

BEGIN, END = "access.begin_assistance", "access.end_assistance"
VERBS = {
    BEGIN: _("Cử thư ký, trợ lý giúp việc lãnh đạo"),
    END: _("Thôi cử thư ký, trợ lý giúp việc lãnh đạo"),
    READ: _("Mở hộp việc của lãnh đạo để đọc giúp"),
}
TITLE = _("Thư ký, trợ lý")
NOT_YOURSELF = _("Không ai tự cử mình giúp việc cho lãnh đạo.")
NOT_YOUR_OWN = _("Chỉ chính lãnh đạo đó, hoặc người quản lý tài khoản của cơ quan, mới cử hoặc thôi cử được.")
PAST = _("Không lùi ngày: quyền không bắt đầu hoặc kết thúc trước ngày ghi nhận.")


def may_look(by: Actor | None) -> Verdict:
    """See who assists: leaders their own, who manages accounts everybody's."""
    verdict = in_office(by)
    if not verdict or by is None or by.can(Capability.TASKS_INSTRUCT) or by.can(Capability.ACCOUNTS_MANAGE):
        return verdict
    return deny(NO_POWER % {"power": Capability.TASKS_INSTRUCT.label})


def may_arrange(by: Actor, leader_id: UUID) -> Verdict:
    """Begin and end assistance of a leader: that leader, or who manages accounts."""
    if by.person_id == leader_id and by.can(Capability.TASKS_INSTRUCT):
        return in_office(by)
    manages = needs(Capability.ACCOUNTS_MANAGE)(by)
    return manages if manages.offered else deny(NOT_YOUR_OWN)


def arranges(by: Actor, _person: Person, _day: date) -> bool:
    """Return whether the page of a person leads on to who assists them."""
    return by.can(Capability.ACCOUNTS_MANAGE)


def may_begin(by: Actor, leader_id: UUID, assistant_id: UUID) -> Verdict:
    verdict = may_arrange(by, leader_id)
    return deny(NOT_YOURSELF) if verdict and by.person_id == assistant_id else verdict


@action
def begin_assistance(
    leader: Holder,
    assistant: Holder,
    *,
    on: date,
    basis: str,
    by: Actor,
    at: datetime,
    until: date | None = None,
) -> Assistance:
    """Let a person assist a leader from a day on, until a day (the first on which they no longer do) or for good.

    Raises `NotAllowed`; `Invalid` for a day in the past, a seat that is not held on the day, another agency, somebody
    who gives no instructions, no basis; `WrongState` when it is so already, or one of the two is assisted or assists.
    """
    hold_directory()
    may_begin(by, leader.person_id, assistant.person_id).or_raise()
    document = must_say(basis, _("Hãy ghi căn cứ: số, ngày của văn bản phân công."), "basis")
    _check_days(on, until, local_day(at))
    _check_seats(leader, assistant, on)
    during = DateRange(on, until)
    _check_nobody_between(leader, assistant, during)
    made: Assistance = Assistance.objects.create(
        person_id=assistant.person_id,
        post_id=assistant.post_id,
        leader_id=leader.person_id,
        leader_post_id=leader.post_id,
        during=during,
        known_from=at,
        source=document,
    )
    record(BEGIN, subject=_subject(made), by=by, at=at, detail=_detail(made) | {"basis": document})
    return made


@action
def end_assistance(assistance_id: UUID, *, on: date, by: Actor, at: datetime) -> None:
    """Let it end before a day: today ends it at once, for the next page that the assistant asks for.

    Raises `Missing`, `NotAllowed`, `Invalid` for a day in the past, `WrongState` when it has ended by then.
    """
    hold_directory()
    row = Assistance.objects.believed().filter(pk=assistance_id).first()
    if row is None:
        raise Missing
    may_arrange(by, row.leader_id).or_raise()
    if on < local_day(at):
        raise Invalid(PAST, field="on")
    if row.during.upper is not None and row.during.upper <= on:
        raise WrongState(_("Việc giúp việc này đã kết thúc trước ngày đó."))
    row.cut(on, at=at)
    record(END, subject=_subject(row), by=by, at=at, detail=_detail(row) | {"until": str(on)})


@action
def note_reading(leader: Actor, *, by: Actor, at: datetime) -> None:
    """Record that an assistant opened the leader's box; once a day says who looked, without a line for each page."""
    if leader.person_id is None:
        raise Missing
    record(READ, subject=("directory.person", leader.person_id), by=by, at=at)


def has_noted(leader: Actor, *, by: Actor, at: datetime) -> bool:
    """Return whether this day's opening of the leader's box is on record already."""
    since = midnight_after(local_day(at) - timedelta(days=1))
    if leader.person_id is None:
        return False
    noted = Act.objects.filter(subject_id=leader.person_id, verb=READ, recorded_at__gte=since)
    return noted.filter(person_id=by.person_id).exists()


def _check_days(on: date, until: date | None, today: date) -> None:
    if on < today:
        raise Invalid(PAST, field="on")
    if until is not None and until <= on:
        raise Invalid(_("Ngày thôi phải sau ngày bắt đầu."), field="until")


def _check_seats(leader: Holder, assistant: Holder, on: date) -> None:
    then = day_window(on)[0]
    led, assisting = (official(seat.person_id, seat.post_id, at=then) for seat in (leader, assistant))
    if led is None or led.unit_id is None:
        raise Invalid(_("Ngày đó lãnh đạo này không giữ chức vụ đã chọn."), field="leader")
    if not led.can(Capability.TASKS_INSTRUCT):
        raise Invalid(_("Chức vụ này không cho ý kiến chỉ đạo nên không có thư ký, trợ lý."), field="leader")
    if assisting is None or assisting.unit_id is None:
        raise Invalid(_("Ngày đó người này không giữ chức vụ đã chọn."), field="assistant")
    if not works_for(assisting.unit_id, led.unit_id, on):
        raise Invalid(
            _("Thư ký, trợ lý phải thuộc cơ quan của lãnh đạo, hoặc văn phòng giúp việc cơ quan đó."),
            field="assistant",
        )


def _check_nobody_between(leader: Holder, assistant: Holder, during: DateRange) -> None:
    """Refuse a second time, and a chain: what an assistant reads for one leader, nobody reads through them."""
    then = Assistance.objects.believed().filter(during__overlap=during)
    if leader.person_id == assistant.person_id:
        raise Invalid(_("Không ai giúp việc cho chính mình."), field="assistant")
    if then.filter(person=assistant.person_id, leader_post=leader.post_id).exists():
        raise WrongState(_("Người này đã được cử giúp việc lãnh đạo này trong thời gian đó."))
    if then.filter(Q(person=leader.person_id) | Q(leader=assistant.person_id)).exists():
        raise WrongState(_("Không cử thư ký, trợ lý cho người đang giúp việc lãnh đạo khác."))


def _subject(row: Assistance) -> tuple[str, UUID]:
    """The acts stand with the leader: there it is read who was let in."""
    return ("directory.person", row.leader_id)


def _detail(row: Assistance) -> dict[str, str | None]:
    return {
        "person": str(row.person_id),
        "post": str(row.post_id),
        "leader_post": str(row.leader_post_id),
        "on": str(row.during.lower),
        "until": str(row.during.upper) if row.during.upper else None,
    }
