"""The inbox: one list for all kinds of work; boxes say why a case is in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lienthong.access.assisting_reading import assisted
from lienthong.access.capabilities import Capability
from lienthong.casework.handing_on import to_hand_on
from lienthong.casework.instructions import waiting_for
from lienthong.casework.models import Case
from lienthong.casework.reading_for import leader_among
from lienthong.casework.registry import kinds
from lienthong.casework.selectors import Boxes, boxes
from lienthong.directory.selectors import names_on
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.moments import day_window, local_day
from lienthong.kernel.refusals import Missing, type_of_reason
from lienthong.kernel.search.queries import matching
from lienthong.kernel.ui.components import Chip, Deadline, Tone
from lienthong.kernel.ui.counting import capped_counts
from lienthong.kernel.ui.lists import Column, Filter, Kept, Listing, Reader, listings

Rows = QuerySet[Case]


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the inbox, with what makes a case belong to it."""

    name: str
    words: type_of_reason
    rows: Callable[[Boxes, Reader], Rows]
    for_leader: type_of_reason = ""

    @property
    def of_leader(self) -> type_of_reason:
        """What who assists a leader reads over the leader's box."""
        return self.for_leader or self.words


def _due_today(found: Boxes, reader: Reader) -> Rows:
    start, end = day_window(local_day(reader.at))
    return found.mine.filter(due_at__gt=start, due_at__lte=end)


def _overdue(found: Boxes, reader: Reader) -> Rows:
    return found.mine.filter(due_at__lt=reader.at)


def _new(found: Boxes, _reader: Reader) -> Rows:
    return found.mine.filter(begun_at__isnull=True)


def _to_confirm(_found: Boxes, reader: Reader) -> Rows:
    return Case.objects.filter(pk__in=waiting_for(reader.by.person_id).values("case"))


BOXES = (
    Box("tat-ca", _("Việc của tôi"), lambda found, _reader: found.mine, _("Việc của lãnh đạo")),
    Box("den-han", _("Đến hạn hôm nay"), _due_today),
    Box("qua-han", _("Quá hạn"), _overdue),
    Box("moi", _("Mới đến"), _new),
    Box("cho", _("Chờ đơn vị khác"), lambda found, _reader: found.waiting),
    Box(
        "da-giao",
        _("Việc tôi đã giao"),
        lambda found, _reader: found.delegated,
        _("Việc lãnh đạo đã giao"),
    ),
)
CONFIRMING = Box("cho-xac-nhan", _("Chờ tôi xác nhận"), _to_confirm, _("Chờ lãnh đạo xác nhận"))
DISTRIBUTING = Box("phan-bo", _("Chờ phân bổ"), lambda _found, reader: to_hand_on(reader.by, reader.at))
WHOSE = "cua"  # in the address: the post of the leader whose box is read
MOST = 99


def box_named(name: str) -> Box:
    """Return the box of an address; `Missing` for an address that was made up."""
    for box in BOXES:
        if box.name == name:
            return box
    raise Missing


def counts(reader: Reader) -> list[tuple[Box, str]]:
    """Return each box with how much is in it, up to a limit: one statement, and no counting of a province."""
    found = boxes(reader.by, reader.at)
    leads = reader.by.can(Capability.TASKS_INSTRUCT)  # what waits for a leader's own answer
    rows = [box.rows(found, reader) for box in BOXES[:5]]
    waiting = [waiting_for(reader.by.person_id)] if leads else []
    shares = [to_hand_on(reader.by, reader.at)] if reader.by.can(Capability.TASKS_HAND_OVER) else []
    numbers = capped_counts([*rows, *waiting, *shares], MOST)
    counted = [_capped(number) for number in numbers]
    of_leaders = [(CONFIRMING, counted[5])] if leads else []
    to_share = [(DISTRIBUTING, counted[-1])] if shares and numbers[-1] else []
    return [*zip(BOXES[:5], counted, strict=False), (BOXES[5], ""), *of_leaders, *to_share]


def how_much(by: Actor, at: datetime) -> str:
    """Return how much waits for the actor, up to the same limit."""
    return _capped(boxes(by, at).mine[: MOST + 1].count())


def _capped(number: int) -> str:
    return f"{MOST}+" if number > MOST else str(number)


def _source(reader: Reader) -> Rows:
    """Return the rows of the box; a leader's, only while the reader assists that leader (also for a long export)."""
    whose = reader.scope.get(WHOSE, "")
    by = leader_among(assisted(reader.by, reader.at), whose) if whose else reader.by
    return box_named(reader.scope.get("box", BOXES[0].name)).rows(boxes(by, reader.at), reader)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a row shows beside the case itself; fitted for a page at a time."""

    holder: str
    turn: str
    deadline: Deadline


def _prepare(cases: Sequence[Case], reader: Reader) -> None:
    """Fit names of units and deadlines in words: one query for a page, names being kept."""
    units = {case.holder_id for case in cases} | {case.turn_unit_id for case in cases if case.turn_unit_id}
    known = names_on(units, local_day(reader.at))
    calendars = {key: load(key) for key in {case.calendar for case in cases}}
    for case in cases:
        turn = known.get(case.turn_unit_id, "") if case.turn_unit_id else ""
        deadline = Deadline.of(case.due_at, at=reader.at, calendar=calendars[case.calendar])
        vars(case)["shown"] = Shown(known.get(case.holder_id, ""), turn, deadline)


def _shown(case: Case) -> Shown:
    fitted: Shown = vars(case)["shown"]
    return fitted


def _state(case: Case) -> Chip:
    words = kinds.of(case).state_words(case.state)
    return Chip(words, Tone.INFO if case.begun_at is None else Tone.PLAIN)


def _kind_choices(_reader: Reader) -> list[tuple[str, type_of_reason]]:
    return [(kind.name, kind.words) for kind in kinds.known.values()]


INBOX: Listing[Case] = listings.register(
    Listing(
        name="casework.inbox",
        title=_("Việc của tôi"),
        columns=(
            Column("number", _("Số"), lambda case: case.number or "…", look="narrow"),
            Column("title", _("Nội dung"), lambda case: case.title, main=True),
            Column("holder", _("Đơn vị chủ trì"), lambda case: _shown(case).holder),
            Column("turn", _("Đang chờ"), lambda case: _shown(case).turn),
            Column("state", _("Tình trạng"), _state),
            Column("due", _("Hạn"), lambda case: _shown(case).deadline, order=("due_order",), look="narrow"),
            Column(
                "opened",
                _("Ngày giao"),
                lambda case: local_day(case.opened_at),
                order=("opened_at",),
                look="narrow",
            ),
        ),
        order=("due_order",),
        source=_source,
        filters=(
            Filter("kind", _("Loại việc"), _kind_choices, lambda rows, kind: rows.filter(kind=kind)),
            Kept(WHOSE),
        ),
        search=matching,
        search_hint=_("Số, nội dung công việc"),
        address=lambda case: kinds.of(case).address(case.pk),
        prepare=_prepare,
        empty=_("Không có việc nào ở mục này."),
        empty_hint=_("Xem các mục khác, hoặc việc của cơ quan ở “Nhiệm vụ được giao”."),
    )
)
