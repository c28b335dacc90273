"""The list of ballots that the actor may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.fields import UUIDField
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienthong.access.doors import Request, in_office, page
from lienthong.ballots.models import Ballot
from lienthong.ballots.policies import may_open
from lienthong.ballots.reading import status_of
from lienthong.ballots.rules import Outcome
from lienthong.ballots.selectors import visible_ballots
from lienthong.ballots.states import ANSWERED, LEFT, OPEN, STATES
from lienthong.directory.selectors import names
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.search.queries import matching
from lienthong.kernel.ui.components import Chip, Deadline
from lienthong.kernel.ui.lists import Column, Filter, Listing, Reader, listings
from lienthong.kernel.ui.showing import show

Rows = QuerySet[Ballot]
MINE: list[tuple[str, type_of_reason]] = [
    ("asked", _("Tôi được hỏi, chưa trả lời")),
    ("answered", _("Tôi đã trả lời")),
]


@page(in_office)
def ballot_list(request: Request) -> HttpResponseBase:
    return show(request, BALLOTS, template="ballots/list.html", may_open=may_open(request.actor))


def _source(reader: Reader) -> Rows:
    me = Value(reader.by.person_id, UUIDField())
    return visible_ballots(reader.by, reader.at).alias(me=me)


def _mine(rows: Rows, chosen: str) -> Rows:
    own = Q(papers__person=F("me"))
    answered = Q(papers__case__state=ANSWERED)
    return rows.filter(own & (answered if chosen == "answered" else Q(papers__case__state="waiting")))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a row shows beside the ballot itself; fitted for a page at a time."""

    body: str
    answered: str
    status: Chip
    deadline: Deadline


def _prepare(ballots: Sequence[Ballot], reader: Reader) -> None:
    """Fit names, numbers and deadlines in words: three queries for a page."""
    known = names({ballot.body_id for ballot in ballots}, local_day(reader.at))
    numbers = _answered([ballot.pk for ballot in ballots])
    calendars = {key: load(key) for key in {ballot.case.calendar for ballot in ballots}}
    for ballot in ballots:
        due = Deadline("")
        if ballot.case.state == OPEN:
            due = Deadline.of(ballot.case.due_at, at=reader.at, calendar=calendars[ballot.case.calendar])
        vars(ballot)["shown"] = Shown(
            known.get(ballot.body_id, ""), numbers.get(ballot.pk, ""), status_of(ballot), due
        )


def _answered(ballots: list[UUID]) -> dict[UUID, str]:
    on_list = Q(papers__isnull=False) & ~Q(papers__case__state=LEFT)
    rows = Ballot.objects.filter(pk__in=ballots).annotate(
        given=Count("papers", filter=Q(papers__case__state=ANSWERED)), asked=Count("papers", filter=on_list)
    )
    return {key: f"{given}/{asked}" for key, given, asked in rows.values_list("pk", "given", "asked")}


def _shown(ballot: Ballot) -> Shown:
    fitted: Shown = vars(ballot)["shown"]
    return fitted


BALLOTS: Listing[Ballot] = listings.register(
    Listing(
        name="ballots.list",
        title=_("Phiếu lấy ý kiến"),
        columns=(
            Column("number", _("Số"), lambda ballot: ballot.case.number, look="narrow"),
            Column("title", _("Trích yếu"), lambda ballot: ballot.case.title, main=True),
            Column("body", _("Tập thể lấy ý kiến"), lambda ballot: _shown(ballot).body),
            Column("status", _("Tình trạng"), lambda ballot: _shown(ballot).status),
            Column("answered", _("Đã trả lời"), lambda ballot: _shown(ballot).answered, look="narrow"),
            Column(
                "due",
                _("Hạn"),
                lambda ballot: _shown(ballot).deadline,
                order=("case__due_order",),
                look="narrow",
            ),
            Column(
                "opened",
                _("Ngày gửi"),
                lambda ballot: local_day(ballot.case.opened_at),
                order=("case__opened_at",),
                look="narrow",
            ),
        ),
        order=("-case__opened_at",),
        key="case_id",
        source=_source,
        filters=(
            Filter("mine", _("Của tôi"), MINE, _mine),
            Filter(
                "state",
                _("Tình trạng"),
                list(STATES.items()),
                lambda rows, state: rows.filter(case__state=state),
            ),
            Filter(
                "outcome",
                _("Kết quả"),
                list(Outcome.choices),
                lambda rows, outcome: rows.filter(outcome=outcome),
            ),
        ),
        search=lambda rows, words: matching(rows, words, "case__words"),
        search_hint=_("Số, trích yếu"),
        address=lambda ballot: reverse("ballots:ballot", args=[ballot.pk]),
        prepare=_prepare,
        empty=_("Không có phiếu lấy ý kiến nào."),
        empty_hint=_(
            "Phiếu hiện ở đây khi anh/chị là thành viên được hỏi, hoặc cơ quan mình giữ, trình phiếu."
        ),
    )
)
